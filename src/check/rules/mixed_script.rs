//! Letters that are not what they seem, and characters that nobody sees.

use crate::check::Facts;
use crate::check::SourceText;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Span;
use crate::diag::rule;

rule! {
    /// Finds words that mix letters of two scripts which look alike, and invisible characters.
    ///
    /// ## What it does
    /// Looks at every text of the workspace, comments too. Reported are words with Latin letters and Cyrillic or Greek ones of
    /// the same look, characters of no width inside Latin text, and those that turn the direction of writing. Names and words
    /// that are wholly of another script are fine.
    ///
    /// ## Why it matters
    /// `М-1` with a Cyrillic М is not `M-1`: searches miss it, and a reviewer approves something else than stands there.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Раyments pilot   # the first two letters are Cyrillic
    /// ```
    ///
    /// ## Fix it
    /// Type the word again, and delete what is invisible.
    pub(crate) static META = 214, "mixed-script", Warning, since "0.1.0";
}

/// Cyrillic and Greek letters that a reader takes for Latin ones.
const LOOKS_LATIN: &str = "АВЕЅІЈКМНОРСТУХасԁеһіјорԛѕԝхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρ";

/// What a reader does not see, or what turns the direction of the text around it.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{180e}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Joiners and marks of direction, which other scripts and emoji need.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{ad}' | '\u{61c}')
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for text in facts.texts.iter().filter(|text| !text.text.is_ascii()) {
        look(text, out);
    }
}

fn look(text: &SourceText<'_>, out: &mut Sink) {
    let finding = |start: usize, end: usize, message: String, help: &str| {
        Finding::new(&META, Place::Text(text.id, Span::new(start, end)), message).help(help)
    };
    for (at, word) in words(text.text) {
        if let Some(odd) = odd_letter(word) {
            let script = if ('\u{370}'..='\u{3ff}').contains(&odd) { "Greek" } else { "Cyrillic" };
            let message =
                format!("`{word}` mixes Latin letters with the {script} `{odd}` (U+{:04X})", u32::from(odd));
            out.push(finding(at, at + word.len(), message, "type the word again"));
        }
    }
    let mut before: Option<char> = None;
    let mut chars = text.text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let is_between_latin =
            || [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
        // A byte-order mark may stand at the very beginning.
        let is_mark = c == '\u{feff}' && at == 0;
        if (is_invisible(c) && !is_mark) || (is_joiner(c) && is_between_latin()) {
            let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let what = if turns { "turns the direction of the text" } else { "cannot be seen" };
            let message = format!("the character U+{:04X} stands here and {what}", u32::from(c));
            out.push(finding(at, at + c.len_utf8(), message, "delete it"));
        }
        before = Some(c);
    }
}

/// The runs of letters of a text, each with the byte it begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.split(|c: char| !c.is_alphabetic());
    let at = move |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    parts.filter(|word| !word.is_empty()).map(move |word| (at(word), word))
}

/// Returns the first letter of a word that only looks Latin, when the others are Latin.
fn odd_letter(word: &str) -> Option<char> {
    if word.is_ascii() || !word.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let is_other = |c: &char| matches!(c, '\u{370}'..='\u{52f}');
    let odd = word.chars().find(|c| LOOKS_LATIN.contains(*c))?;
    word.chars().filter(is_other).all(|c| LOOKS_LATIN.contains(c)).then_some(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_that_look_alike_are_odd() {
        assert_eq!(odd_letter("Раyments"), Some('Р'));
        assert_eq!(odd_letter("mаria"), Some('а'));
        for fine in ["payments", "платежи", "café", "Größe", "μs", "Δt", "SMSки", "naïve", "α"]
        {
            assert_eq!(odd_letter(fine), None, "{fine}");
        }
    }
}
