//! Plan text on a terminal or in a log: nothing in it may act.

/// Returns text as it may be shown on a terminal or in a CI log: control characters, bidirectional and zero-width
/// characters are shown as visible escapes, and the sequences that CI runners read as commands (`##[`, `##vso[`, and
/// `::` at the start of a line) are broken. Line ends stay only when `keep_lines`.
pub fn visible(text: &str, keep_lines: bool) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~'))
        && !text.contains("##")
        && !text.trim_start().starts_with("::")
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' if keep_lines => out.push('\n'),
            '\t' => out.push(' '),
            '\r' if keep_lines => {}
            c if is_acting(c) => out.push_str(&shown(c)),
            c => out.push(c),
        }
    }
    let out = out.replace("##[", "## [").replace("##vso[", "##vso [");
    let safe = |line: &str| match line.trim_start().strip_prefix("::") {
        Some(_) => line.replacen("::", ": :", 1),
        None => line.to_owned(),
    };
    out.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}

/// Returns the visible escape of a character.
pub(super) fn shown(c: char) -> String {
    format!("\\u{{{:x}}}", c as u32)
}

/// Tells whether a character drives a terminal, turns the direction of text or cannot be seen.
pub(super) fn is_acting(c: char) -> bool {
    let hidden = matches!(c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}');
    c.is_control() || hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_plan_acts_on_a_terminal_or_runner() {
        let hostile = "a\u{1b}]0;pwned\u{7}b\u{9b}2J\rc\u{202e}d\u{200b}";
        assert_eq!(visible(hostile, false), "a\\u{1b}]0;pwned\\u{7}b\\u{9b}2J\\u{d}c\\u{202e}d\\u{200b}");
        assert_eq!(visible("ok\n::error::x", false), "ok\\u{a}::error::x");
        assert_eq!(visible("ok\n  ::error::x", true), "ok\n  : :error::x");
        assert_eq!(visible("::add-mask::a", false), ": :add-mask::a");
        assert_eq!(visible("text ##[error]x ##vso[task.x]y", false), "text ## [error]x ##vso [task.x]y");
        assert_eq!(visible("Zürich 東京 👩\u{200d}💻", false), "Zürich 東京 👩\u{200d}💻");
    }
}
