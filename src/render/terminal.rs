//! Tables for a terminal: columns that line up, and fit. Plan text is made visible here.

use unicode_width::UnicodeWidthStr as _;

use crate::render::findings::human::Look;
use crate::render::findings::visible;

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A column of a terminal table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading.
    pub title: &'static str,
    /// How it stands.
    pub align: Align,
    /// When the terminal is too narrow, columns with the highest number go first; 0 never goes.
    pub rank: u8,
    /// It may be cut when nothing else can give way.
    pub may_shrink: bool,
}

impl Column {
    /// Returns a text column.
    pub fn text(title: &'static str, rank: u8) -> Column {
        Column { title, align: Align::Left, rank, may_shrink: true }
    }

    /// Returns a column of numbers or dates, which is never cut.
    pub fn number(title: &'static str, rank: u8) -> Column {
        Column { title, align: Align::Right, rank, may_shrink: false }
    }

    /// Returns a short text column that is never cut.
    pub fn word(title: &'static str, rank: u8) -> Column {
        Column { title, align: Align::Left, rank, may_shrink: false }
    }
}

const GAP: usize = 2;

/// Writes a table that fits the terminal: the least important columns go first, then the widest texts are cut.
pub fn table(columns: &[Column], rows: &[Vec<String>], look: Look) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| visible(c, false)).collect()).collect();
    let width_of =
        |n: usize| rows.iter().map(|r| r[n].width()).chain([columns[n].title.width()]).max().unwrap_or(0);
    let mut shown: Vec<(usize, usize)> = (0..columns.len()).map(|n| (n, width_of(n))).collect();
    let total =
        |shown: &[(usize, usize)]| shown.iter().map(|(_, w)| w + GAP).sum::<usize>().saturating_sub(GAP);
    // A text column may shrink to 24 before a whole column goes.
    let least = |(n, w): (usize, usize)| if columns[n].may_shrink { w.min(24) } else { w };
    loop {
        let needed: usize = shown.iter().map(|c| least(*c) + GAP).sum::<usize>().saturating_sub(GAP);
        if needed <= look.width {
            break;
        }
        let last = shown.iter().map(|(n, _)| columns[*n].rank).max().unwrap_or(0);
        if last == 0 {
            break;
        }
        let gone = shown.iter().rposition(|(n, _)| columns[*n].rank == last);
        if let Some(gone) = gone {
            shown.remove(gone);
        }
    }
    while total(&shown) > look.width {
        let widest =
            shown.iter_mut().filter(|(n, w)| columns[*n].may_shrink && *w > 8).max_by_key(|(_, w)| *w);
        match widest {
            Some((_, width)) => *width -= 1,
            None => break,
        }
    }
    let mut out = String::new();
    let titles: Vec<String> = columns.iter().map(|c| c.title.to_owned()).collect();
    line(columns, &shown, &titles, &mut out);
    for row in &rows {
        line(columns, &shown, row, &mut out);
    }
    out
}

fn line(columns: &[Column], shown: &[(usize, usize)], cells: &[String], out: &mut String) {
    let mut text = String::new();
    for (at, (n, width)) in shown.iter().enumerate() {
        let cell = cut(&cells[*n], *width);
        let space = " ".repeat(width.saturating_sub(cell.width()));
        match columns[*n].align {
            Align::Left => text.push_str(&format!("{cell}{space}")),
            Align::Right => text.push_str(&format!("{space}{cell}")),
        }
        if at + 1 < shown.len() {
            text.push_str(&" ".repeat(GAP));
        }
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

/// Cuts a text to a width, with `…` at its end.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let w = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used + w + 1 > width {
            break;
        }
        used += w;
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Breaks a paragraph at spaces; lines after the first begin with `indent` spaces.
pub fn paragraph(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let columns = word.width();
        if used > 0 && used + 1 + columns > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = indent;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += columns;
    }
    out
}

/// Breaks a paragraph that stands in from the margin; lines after the first stand in by `hang` more.
pub fn inset(text: &str, width: usize, indent: usize, hang: usize) -> String {
    let margin = " ".repeat(indent);
    let lines = paragraph(text, width.saturating_sub(indent), hang);
    format!("{margin}{}", lines.replace('\n', &format!("\n{margin}")))
}

/// Breaks a paragraph that stands in by `indent` spaces; `mark` stands before its first line.
pub fn hanging(mark: &str, text: &str, width: usize, indent: usize) -> String {
    let inner = paragraph(text, width.saturating_sub(indent).max(20), 0);
    let mut out = String::new();
    for (n, line) in inner.lines().enumerate() {
        let first = if n == 0 { mark } else { "" };
        out.push_str(&format!("{first:<indent$}{line}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        vec![
            vec![
                "token-service-staging".into(),
                "2027-01-20".into(),
                "Token service live in staging \u{1b}[2J".into(),
            ],
            vec!["pilot".into(), "".into(), "東京 pilot".into()],
        ]
    }

    #[test]
    fn a_table_fits_and_lines_up() {
        let columns = [Column::word("ID", 0), Column::number("FINISH", 0), Column::text("TITLE", 1)];
        let wide = table(&columns, &rows(), Look { width: 100, is_coloured: false });
        assert_eq!(
            wide,
            "ID                         FINISH  TITLE\n\
             token-service-staging  2027-01-20  Token service live in staging \\u{1b}[2J\n\
             pilot                              東京 pilot\n"
        );
        let narrow = table(&columns, &rows(), Look { width: 40, is_coloured: false });
        assert_eq!(narrow.lines().next(), Some("ID                         FINISH"));
        assert!(narrow.lines().all(|l| l.width() <= 40));
    }

    #[test]
    fn paragraphs_break_at_spaces() {
        assert_eq!(paragraph("one two three four", 9, 2), "one two\n  three\n  four");
        assert_eq!(inset("one two three four", 13, 2, 1), "  one two\n   three four");
    }
}
