//! A small SVG writer: escaped text, estimated widths, lines broken to fit.

use std::fmt::Write as _;

/// Size of labels, in user units.
pub(super) const FONT: f64 = 13.0;
/// Height of a line of text.
pub(super) const LINE: f64 = 17.0;

/// A picture that is being drawn.
pub(super) struct Svg {
    body: String,
}

impl Svg {
    /// Begins a picture.
    pub(super) fn new() -> Svg {
        Svg { body: String::new() }
    }

    /// Adds markup that the caller escaped.
    pub(super) fn add(&mut self, markup: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(markup);
        self.body.push('\n');
    }

    /// Adds text at a point, with the class that says how it looks.
    pub(super) fn text(&mut self, (x, y): (f64, f64), class: &str, anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
        };
        let words = escape(words);
        self.add(format_args!(
            "<text x=\"{}\" y=\"{}\" class=\"{class}\" text-anchor=\"{anchor}\">{words}</text>",
            n(x),
            n(y)
        ));
    }

    /// Ends the picture: its size, and the words for those who cannot see it.
    pub(super) fn finish(self, (width, height): (f64, f64), alt: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             font-size=\"{FONT}\" role=\"img\" aria-label=\"{}\">\n{}</svg>",
            escape(alt),
            self.body,
            w = n(width.ceil()),
            h = n(height.ceil()),
        )
    }
}

/// Where a text's point is.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
}

/// Counts things in words: `1 item`, `3 items`.
pub(super) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Writes a number with at most one digit behind the point; never `-0`.
pub(super) fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0 + 0.0;
    format!("{tenths}")
}

/// Escapes text of an element or attribute.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Estimates the width of text at the size of labels: wide enough for DejaVu Sans, the widest of the common fonts.
pub(super) fn width(words: &str) -> f64 {
    words.chars().map(of_char).sum::<f64>() * FONT
}

fn of_char(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' => 0.36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | ' ' | '/' | '\\' => 0.45,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
        'a'..='z' => 0.65,
        'A'..='Z' | '&' => 0.78,
        '0'..='9' => 0.65,
        c if c.is_ascii() => 0.84,
        c => match unicode_width::UnicodeWidthChar::width(c) {
            Some(0) | None => 0.0,
            Some(1) => 0.8,
            Some(_) => 1.1,
        },
    }
}

/// Breaks text into at most `most` lines that are no wider than `room`; what does not fit ends with `…`.
pub(super) fn lines(words: &str, room: f64, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = words.split_whitespace().peekable();
    for word in rest.by_ref() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer) <= room || line.is_empty() {
            line = longer;
        } else {
            out.push(std::mem::replace(&mut line, word.to_owned()));
        }
        if out.len() == most {
            break;
        }
    }
    let is_cut = out.len() == most && (!line.is_empty() || rest.peek().is_some());
    if out.len() < most && !line.is_empty() {
        out.push(line);
    }
    let last = out.len().saturating_sub(1);
    for (at, line) in out.iter_mut().enumerate() {
        *line = cut(line, room, is_cut && at == last);
    }
    out
}

/// Cuts a line to a width; `more` says that something follows it that is not shown.
pub(super) fn cut(line: &str, room: f64, more: bool) -> String {
    if width(line) <= room && !more {
        return line.to_owned();
    }
    let mut kept = String::new();
    let dots = width("…");
    let mut used = dots;
    for c in line.chars() {
        used += width(c.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_their_room_and_say_when_they_are_cut() {
        let words = "Production signing certificate for the keys in the security modules of both regions";
        let broken = lines(words, 150.0, 2);
        assert_eq!(broken.len(), 2);
        assert!(broken[1].ends_with('…') && !broken[0].ends_with('…'), "{broken:?}");
        assert!(broken.iter().all(|line| width(line) <= 150.0), "{broken:?}");
        assert_eq!(lines("short", 150.0, 2), ["short"]);
        assert!(lines(&"x".repeat(500), 150.0, 2).iter().all(|line| width(line) <= 150.0));
        assert!(lines("", 150.0, 2).is_empty());
    }

    #[test]
    fn numbers_are_short_and_text_is_escaped() {
        assert_eq!(n(12.34), "12.3");
        assert_eq!(n(-0.01), "0");
        assert_eq!(escape("<a \"b\"> & \u{1b}"), "&lt;a &quot;b&quot;&gt; &amp;  ");
    }
}
