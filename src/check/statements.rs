//! What prose states of an item, read narrowly: an id, at most four known words, and a day, a person or a status.
//!
//! Sentences that are longer, conditional, or speak of a change from one day to another say nothing here: a rule that
//! cries wolf is switched off.

use crate::check::texts;
use crate::model::Colour;
use crate::model::Date;

/// What the words between an id and a day say of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// `committed`, `agreed`, `planned`.
    Committed,
    /// `promised`.
    Promised,
    /// `needed`.
    Needed,
    /// `finished`, `done`, `delivered`.
    Finished,
    /// `started`, `began`.
    Started,
    /// `is on`, `due`, `(…)`: any of its days.
    Any,
}

/// What is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Claim<'t> {
    /// A day.
    Day(Sense, Date),
    /// Who owns it.
    Owner(&'t str),
    /// It is done.
    Done,
    /// It is cancelled.
    Cancelled,
    /// It has a colour.
    Colour(Colour),
}

/// A statement about the word at a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement<'t> {
    /// The program before `/`, if there is one.
    pub(crate) program: Option<&'t str>,
    /// The word, which may be an id.
    pub(crate) word: &'t str,
    /// The byte at which the claim begins: the day, the person, the status.
    pub(crate) at: usize,
    /// How the claim is written.
    pub(crate) text: &'t str,
    /// What is stated.
    pub(crate) claim: Claim<'t>,
}

/// The most words between an id and what is stated of it.
const BETWEEN: usize = 4;

/// Words after which nothing is stated for sure.
const CONDITIONS: &[&str] = &[
    "if", "unless", "when", "once", "until", "till", "after", "before", "would", "could", "instead", "not",
    "that",
];

/// Finds what a text states of words that look like ids: in backticks, or with a dash inside.
pub(crate) fn read(text: &str) -> Vec<Statement<'_>> {
    if !text.contains(['-', '`']) {
        return Vec::new();
    }
    let words: Vec<(usize, &str)> = texts::words(text).collect();
    let mut found = Vec::new();
    for n in 0..words.len() {
        let (at, word) = words[n];
        let is_quoted = text[..at].ends_with('`') && text[at + word.len()..].starts_with('`');
        let is_path = text[..at].ends_with('/');
        let is_in_backticks = is_quoted || (is_path && text[at + word.len()..].starts_with('`'));
        if !is_in_backticks && !word.contains('-') || day(word).is_some() {
            continue;
        }
        let program = is_path.then(|| n.checked_sub(1).map(|n| words[n].1)).flatten();
        let before =
            n.checked_sub(1 + usize::from(program.is_some())).map(|n| words[n].1.to_ascii_lowercase());
        if before.is_some_and(|before| CONDITIONS.contains(&before.as_str())) {
            continue;
        }
        let is_first = is_sentence_start(&text[..at]);
        if let Some((at, said, claim)) = claim(text, &words[n..], is_first) {
            found.push(Statement { program, word, at, text: said, claim });
        }
    }
    found
}

/// Reads a day; most words do not even look like one.
fn day(word: &str) -> Option<Date> {
    let is_like = word.len() == 10 && word.as_bytes()[4] == b'-';
    if is_like { Date::parse(word).ok() } else { None }
}

fn is_sentence_start(before: &str) -> bool {
    let before = before.trim_end_matches(['`', '*', '_', ' ']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '-', '\n', '>'])
}

/// Reads on from an id.
fn claim<'t>(
    text: &'t str,
    words: &[(usize, &'t str)],
    is_first: bool,
) -> Option<(usize, &'t str, Claim<'t>)> {
    let mut sense = Sense::Any;
    let mut end = words[0].0 + words[0].1.len();
    for n in 1..words.len().min(BETWEEN + 2) {
        let (at, word) = words[n];
        // A statement does not reach beyond its sentence.
        if text[end..at].contains(['.', '!', '?', ';', '\n', '|']) && !text[end..at].trim().is_empty() {
            return None;
        }
        end = at + word.len();
        let lower = word.to_ascii_lowercase();
        if let Some(date) = day(word) {
            return is_alone(&words[n + 1..], text, end).then_some((at, word, Claim::Day(sense, date)));
        }
        let next = words.get(n + 1).map(|(_, word)| word.to_ascii_lowercase());
        if matches!((lower.as_str(), next.as_deref()), ("owned", Some("by")) | ("owner", Some("is"))) {
            let (at, person) = *words.get(n + 2)?;
            return Some((at, person, Claim::Owner(person)));
        }
        if lower == "owner" {
            let (at, person) = *words.get(n + 1)?;
            return text[end..at].contains(':').then_some((at, person, Claim::Owner(person)));
        }
        if is_first && n == 2 && words[1].1 == "is" {
            let claim = match lower.as_str() {
                "done" | "finished" | "reached" | "complete" | "completed" => Some(Claim::Done),
                "cancelled" | "canceled" => Some(Claim::Cancelled),
                word => Colour::from_word(word).map(Claim::Colour),
            };
            let goes_on = text[end..].trim_start_matches(['`', '*', '_']);
            if let Some(claim) =
                claim.filter(|_| goes_on.trim().is_empty() || goes_on.starts_with(['.', ',', ';', '\n']))
            {
                return Some((at, word, claim));
            }
        }
        sense = sense_of(&lower, sense)?;
    }
    None
}

/// What a word between an id and a day says; `None` for a word that makes the sentence say something else.
fn sense_of(word: &str, sense: Sense) -> Option<Sense> {
    Some(match word {
        "committed" | "agreed" | "planned" | "commitment" => Sense::Committed,
        "promised" => Sense::Promised,
        "needed" => Sense::Needed,
        "finished" | "done" | "reached" | "delivered" | "resolved" | "closed" | "completed" => {
            Sense::Finished
        }
        "started" | "began" | "begun" => Sense::Started,
        "is" | "are" | "due" | "on" | "by" | "for" | "at" | "date" | "the" | "its" => sense,
        _ => return None,
    })
}

/// Tells whether a day stands for itself: not as the beginning of a range, and not as one of two.
fn is_alone(rest: &[(usize, &str)], text: &str, end: usize) -> bool {
    let Some((at, next)) = rest.first() else { return true };
    let between = &text[end..*at];
    let is_joined = matches!(
        next.to_ascii_lowercase().as_str(),
        "to" | "or" | "and" | "until" | "instead" | "if" | "unless"
    );
    let is_range = between.contains(['–', '→', '/']) || between.contains(" - ");
    !(is_joined && between.trim().is_empty() || is_range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<(Sense, String)> {
        let found = read(text);
        found.iter().find_map(|s| match &s.claim {
            Claim::Day(sense, date) => Some((*sense, format!("{} {date}", s.word))),
            _ => None,
        })
    }

    #[test]
    fn plain_statements_are_read() {
        let any = |id: &str, date: &str| Some((Sense::Any, format!("{id} {date}")));
        assert_eq!(day("`pilot` is due on 2026-12-04."), any("pilot", "2026-12-04"));
        assert_eq!(day("Then idp-ga (2027-02-26) follows"), any("idp-ga", "2027-02-26"));
        assert_eq!(
            day("DEP-9x2a is promised for 2027-01-18"),
            Some((Sense::Promised, "DEP-9x2a 2027-01-18".to_owned()))
        );
        assert_eq!(read("`payments/token-api` by 2026-12-04")[0].program, Some("payments"));
        assert_eq!(read("`pilot` is owned by maria")[0].claim, Claim::Owner("maria"));
        assert_eq!(read("Well. `pilot` is done.")[0].claim, Claim::Done);
    }

    #[test]
    fn what_may_mean_something_else_is_not_read() {
        for text in [
            "`pilot` moved to 2026-12-04",
            "`pilot` moved from 2026-12-04 to 2026-12-11",
            "`pilot` is on 2026-12-04 or 2026-12-11",
            "`pilot` is expected on 2026-12-04",
            "If `pilot` is due on 2026-12-04, we wait",
            "`pilot` was planned. On 2026-12-04 we meet",
            "pilot is due on 2026-12-04",
            "`pilot` runs 2026-12-04 – 2026-12-11",
            "We wait until `pilot` is done.",
            "The rest of `pilot` is done by March.",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
