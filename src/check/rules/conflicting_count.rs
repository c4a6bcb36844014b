//! A count in the latest status note that differs from what the files hold.

use crate::check::Facts;
use crate::check::items;
use crate::check::texts;
use crate::check::texts::TextAt;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::trend::fact::Book;
use crate::trend::fact::COUNTS;
use crate::trend::fact::Count;
use crate::trend::fact::Fact;
use crate::trend::health;

rule! {
    /// Finds a count in the latest status note that is not what the program's files hold.
    ///
    /// ## What it does
    /// Reads plain counts: a number in digits, filters and a list, such as `5 open risks` or `2 overdue decisions`, at the
    /// start of a sentence or after "are", "have", "with" and the like, and at the end of what is said. The words are those of
    /// references such as `[[risks.open]]`. Other sentences may count something else and are not read.
    ///
    /// ## Why it matters
    /// The table below the sentence says another number, and readers trust neither.
    ///
    /// ## Example
    /// ```yaml
    /// as_of: 2026-11-20
    /// headline: There are 2 open risks
    /// ```
    ///
    /// ## Fix it
    /// Refer to the count, which then is never stale: `There are [[risks.open]] open risks`.
    pub(crate) static META = 908, "conflicting-count", Warning, since "0.1.0";
}

/// Words before a count that counts everything.
const BEFORE: &[&str] = &["are", "is", "have", "has", "had", "with", "still", "remain", "leaves", "and"];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let book = std::cell::LazyCell::new(|| Book::new(facts.workspace, facts.plan));
    for program in items::programs(facts) {
        let Some((n, note)) = health::latest_status(program, facts.as_of) else { continue };
        texts::of_item(program.subject(Kind::Status, n), note, |text| {
            for said in read(text.text) {
                let Ok(Fact::Count(n)) = book.read(program.index, &said.name) else { continue };
                if n != said.number {
                    report(facts, &text, &said, n, out);
                }
            }
        });
    }
}

fn report(facts: &Facts<'_>, text: &TextAt<'_>, said: &Said<'_>, n: usize, out: &mut Sink) {
    let message = format!("this says {}, and the files hold {n}", said.text);
    let finding = text.finding(facts, &META, (said.text, said.at), message);
    out.push(finding.help(format!("refer to the count, which is never stale: `[[{}]]`", said.name)));
}

/// A count that a text states.
#[derive(Debug, PartialEq, Eq)]
struct Said<'t> {
    at: usize,
    text: &'t str,
    number: usize,
    name: String,
}

/// Finds the counts that a text states of a whole list.
fn read(text: &str) -> Vec<Said<'_>> {
    let words: Vec<(usize, &str)> = texts::words(text).collect();
    let mut found = Vec::new();
    for n in 0..words.len() {
        let (at, number) = words[n];
        if number.len() > 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let before = text[..at].trim_end();
        let is_start = before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '(', '\n', '-', '*']);
        let follows =
            n.checked_sub(1).is_some_and(|n| BEFORE.contains(&words[n].1.to_ascii_lowercase().as_str()));
        if let (true, Ok(number), Some((end, name))) =
            (is_start || follows, number.parse(), list(text, &words[n + 1..]))
        {
            found.push(Said { at, text: &text[at..end], number, name });
        }
    }
    found
}

/// Reads filters and the list that they are of; returns where that ends, and its name.
fn list(text: &str, words: &[(usize, &str)]) -> Option<(usize, String)> {
    let lower = |n: usize| words.get(n).map(|(_, word)| word.to_ascii_lowercase());
    let is_list = |count: &&Count, word: &str| {
        word == count.word
            || count.kind.is_some_and(|kind| kind.key() == word)
            || count.word.strip_suffix('s') == Some(word)
    };
    let (n, count) = (1..=2).find_map(|n| {
        let word = lower(n)?;
        COUNTS.iter().find(|count| is_list(count, &word)).map(|count| (n, count))
    })?;
    let filters: Vec<String> = (0..n).filter_map(lower).collect();
    let known = count.filters();
    let (at, word) = words[n];
    let end = at + word.len();
    let rest = text[end..].trim_start_matches([' ', '*', '_']);
    let is_end =
        rest.is_empty() || rest.starts_with(['.', ',', ';', ')', '\n', '!']) || rest.starts_with("and ");
    let is_plain = text[words[0].0..end].chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    (is_end && is_plain && filters.iter().all(|filter| known.contains(&filter.as_str())))
        .then(|| (end, format!("{}.{}", count.word, filters.join("."))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(usize, String)> {
        read(text).into_iter().map(|said| (said.number, said.name)).collect()
    }

    #[test]
    fn only_whole_lists_are_counted() {
        assert_eq!(names("There are 5 open risks."), [(5, "risks.open".to_owned())]);
        assert_eq!(names("1 open high risk, 2 overdue decisions"), [(1, "risks.open.high".to_owned())]);
        assert_eq!(
            names("We have 3 late milestones and 2 overdue decisions"),
            [(3, "milestones.late".to_owned()), (2, "decisions.overdue".to_owned())]
        );
        for text in [
            "We closed 2 open risks",
            "5 open risks of the vendor",
            "the other 5 open risks",
            "5 risks",
            "5 nice risks.",
            "In 2026 open risks.",
            "5 open (high) risks.",
        ] {
            assert_eq!(names(text), [], "{text}");
        }
    }
}
