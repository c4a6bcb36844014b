//! What may stand in published text: one place that every value passes before it is written anywhere.
//!
//! Text is brought to NFC, and what a reader cannot see but a machine acts upon is taken out: control characters,
//! bidirectional overrides and isolates, tag characters, private-use code points (they carry our own marks, see
//! [`marks`](super::marks)) and noncharacters (XML refuses them). Zero-width joiners stay: scripts and emoji need them.

use unicode_normalization::UnicodeNormalization;

/// Returns `text` in NFC without hidden characters; line ends become `\n`, lines and tabs stay.
pub fn clean(text: &str) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return text.to_owned();
    }
    let unix = text.replace("\r\n", "\n");
    unix.chars().map(line_end).filter(|c| !is_hidden(*c)).nfc().collect()
}

/// Returns `text` cleaned, on one line: every run of white space is one space, none stands at an end.
pub fn one_line(text: &str) -> String {
    collapse(&clean(text)).trim().to_owned()
}

/// Words that lean on the next one, so that nothing ends with them.
const LEANING: [&str; 18] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "its", "of", "on", "or", "the",
    "to", "with",
];

/// Returns `text` cut to at most `most` words: behind its last whole clause, else behind a word that can stand at an
/// end. What is cut ends with `…`.
pub(crate) fn brief(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most {
        return words.join(" ");
    }
    let kept = &words[..most];
    let clause = kept.iter().rposition(|word| word.ends_with([',', ';', ':', '.'])).map(|at| at + 1);
    let stands = |word: &&str| !LEANING.contains(&word.to_ascii_lowercase().as_str());
    let whole = kept.iter().rposition(stands).map_or(most, |at| at + 1);
    let end = clause.filter(|end| *end * 2 >= most).unwrap_or(whole);
    format!("{}…", kept[..end].join(" ").trim_end_matches([',', ';', ':', '.']))
}

/// Returns `text` with each run of spaces, tabs and line ends as one space. No-break spaces stay.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\n' | '\t' if out.ends_with(' ') => {}
            ' ' | '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Tells whether `c` is in a private-use area; no input may hold one.
pub(crate) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn line_end(c: char) -> char {
    match c {
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c => c,
    }
}

fn is_hidden(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    let bidi = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let invisible = matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
    let nonchar = matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE;
    control || bidi || invisible || nonchar || is_private(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_go_and_visible_ones_stay() {
        let hostile = "a\u{1b}]0;pwned\u{7}b\u{9b}c\u{202e}d\u{f0041}e\u{100000}f\u{feff}g\u{0}\u{ffff}";
        assert_eq!(clean(hostile), "a]0;pwnedbcdefg");
        assert_eq!(clean("e\u{301} 👩\u{200d}💻 שלום"), "é 👩\u{200d}💻 שלום");
        assert_eq!(clean("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
    }

    #[test]
    fn a_long_text_ends_with_a_clause() {
        let risk = "Because Lockwell issues by hand, it comes later still, and GA slips day for day";
        assert_eq!(brief(risk, 12), "Because Lockwell issues by hand, it comes later still…");
        assert_eq!(brief("one two three four five six", 4), "one two three four…");
        assert_eq!(brief("yes, one two three four five six seven", 6), "yes, one two three four five…");
        assert_eq!(
            brief("Help articles and screenshots for the new page", 6),
            "Help articles and screenshots…"
        );
        assert_eq!(brief(" short\n text ", 4), "short text");
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(one_line("  a |\r\n\t# b \u{85} c "), "a | # b c");
        assert_eq!(one_line("\u{202e}\n"), "");
    }
}
