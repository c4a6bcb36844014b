//! CSV as spreadsheets write it (RFC 4180), every cell with its bytes.
//!
//! The separator is found in the header: comma, semicolon or tab. Rows that do not fit are faults and are still given;
//! blank lines are passed over. What the columns mean is decided elsewhere.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::Span;

/// The most faults that are told of one text.
const MAX_FAULTS: usize = 50;

/// A cell of a table: how it reads, and the bytes it stands at with its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    /// The text, without blanks around it.
    pub(crate) text: Cow<'a, str>,
    /// The bytes.
    pub(crate) span: Span,
}

/// A fault of a table: its place, what is wrong, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableFault {
    /// The bytes to point at.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) detail: String,
    /// What to do next.
    pub(crate) help: String,
}

/// A CSV text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CsvTable<'a> {
    /// The cells of the first line.
    pub(crate) header: Vec<Cell<'a>>,
    /// The cells of the other lines; a row may have fewer or more than the header.
    pub(crate) rows: Vec<Vec<Cell<'a>>>,
    /// What is wrong, in the order of the text.
    pub(crate) faults: Vec<TableFault>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
    table: CsvTable<'a>,
}

/// Reads a CSV text.
pub(crate) fn read(text: &str) -> CsvTable<'_> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { text, at, separator: b',', table: CsvTable::default() };
    reader.read();
    reader.table
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let mut has_header = false;
        while self.at < self.text.len() && self.table.faults.len() <= MAX_FAULTS {
            let line = self.line(self.at);
            if self.text[line.clone()].trim().is_empty() {
                self.at = self.after(line.end);
            } else if has_header {
                let row = self.row();
                self.check_width(&row);
                self.table.rows.push(row);
            } else {
                self.separator = separator(&self.text[line]);
                self.table.header = self.row();
                self.check_header();
                has_header = true;
            }
        }
        if self.table.faults.len() > MAX_FAULTS {
            let detail = format!("there are more than {MAX_FAULTS} faults in this file");
            let at = self.table.faults[MAX_FAULTS].span.range();
            self.table.faults.truncate(MAX_FAULTS);
            self.fault(at, detail, "mend the first ones and check again");
        }
    }

    fn fault(&mut self, at: Range<usize>, detail: impl Into<String>, help: impl Into<String>) {
        let span = Span::new(at.start, at.end);
        self.table.faults.push(TableFault { span, detail: detail.into(), help: help.into() });
    }

    /// Returns the line at a byte, without its line end.
    fn line(&self, at: usize) -> Range<usize> {
        let rest = &self.text[at..];
        let end = at + rest.find('\n').unwrap_or(rest.len());
        at..at + self.text[at..end].trim_end_matches('\r').len()
    }

    /// Returns where the line after a line's end begins.
    fn after(&self, end: usize) -> usize {
        self.text[end..].find('\n').map_or(self.text.len(), |n| end + n + 1)
    }

    fn row(&mut self) -> Vec<Cell<'a>> {
        let line = self.line(self.at);
        let mut cells = Vec::with_capacity(self.table.header.len());
        let mut at = self.at;
        loop {
            let (cell, end) = self.cell(at, &line);
            cells.push(cell);
            match self.text.as_bytes().get(end) {
                Some(byte) if *byte == self.separator => at = end + 1,
                _ => {
                    self.at = self.after(end);
                    return cells;
                }
            }
        }
    }

    /// Reads the cell at a byte of a row that begins in `line`; returns it and where it ends.
    fn cell(&mut self, at: usize, line: &Range<usize>) -> (Cell<'a>, usize) {
        let bytes = self.text.as_bytes();
        let blanks = bytes[at..].iter().take_while(|b| **b == b' ').count();
        if bytes.get(at + blanks) == Some(&b'"') {
            let start = at + blanks;
            match self.quoted(start) {
                Some(found) => return found,
                None => {
                    let end = self.line(start).end;
                    let detail = "the quote that opens here is not closed";
                    let help = "write a closing `\"`, and write a quote inside the text twice (`\"\"`)";
                    self.fault(start..end.max(start + 1), detail, help);
                    // The rest of the line is taken as one cell, so that the next row is read.
                    return (plain(self.text, start + 1..end), end);
                }
            }
        }
        // A quoted cell may have led the row to a later line than the one it began in.
        let end = if at <= line.end { line.end } else { self.line(at).end };
        let length = bytes[at..end].iter().position(|b| *b == self.separator).unwrap_or(end - at);
        (plain(self.text, at..at + length), at + length)
    }

    /// Reads the quoted cell at a byte; `None` when it has no end, or ends where no cell can.
    fn quoted(&self, start: usize) -> Option<(Cell<'a>, usize)> {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            at += bytes.get(at..)?.iter().position(|b| *b == b'"')?;
            if bytes.get(at + 1) != Some(&b'"') {
                break;
            }
            at += 2;
        }
        let inner = &self.text[start + 1..at];
        let text = if inner.contains('"') { Cow::Owned(inner.replace("\"\"", "\"")) } else { inner.into() };
        let end = at + 1 + bytes[at + 1..].iter().take_while(|b| **b == b' ').count();
        let is_end =
            matches!(bytes.get(end), None | Some(b'\n' | b'\r')) || bytes.get(end) == Some(&self.separator);
        is_end.then(|| (Cell { text, span: Span::new(start, at + 1) }, end))
    }

    fn check_header(&mut self) {
        let mut names: BTreeMap<String, Span> = BTreeMap::new();
        let header = self.table.header.clone();
        for cell in &header {
            let at = cell.span.range();
            if cell.text.is_empty() {
                self.fault(
                    at,
                    "a column has no name",
                    "write a name in the first line, or delete the column",
                );
            } else if names.insert(cell.text.to_lowercase(), cell.span).is_some() {
                self.fault(at, format!("two columns are named `{}`", cell.text), "rename or delete one");
            }
        }
    }

    fn check_width(&mut self, row: &[Cell<'a>]) {
        let expected = self.table.header.len();
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
        if row.len() > expected {
            let at = row[expected].span.range().start..last.span.range().end;
            let detail = too_wide_or_narrow(row.len(), expected);
            let help = format!("put text that holds `{}` in double quotes", char::from(self.separator));
            self.fault(at, detail, help);
        } else if row.len() < expected {
            let at = first.span.range().start..last.span.range().end;
            let detail = too_wide_or_narrow(row.len(), expected);
            self.fault(at, detail, "write the missing cells; an empty one stands between two separators");
        }
    }
}

/// Says that a row does not fit its header.
pub(crate) fn too_wide_or_narrow(cells: usize, columns: usize) -> String {
    format!("this row has {cells} cell{}, and the header has {columns}", if cells == 1 { "" } else { "s" })
}

fn plain(text: &str, range: Range<usize>) -> Cell<'_> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (inner.len() - inner.trim_start().len());
    let trimmed = inner.trim();
    Cell { text: trimmed.into(), span: Span::new(start, start + trimmed.len()) }
}

/// Returns what separates the cells of a header: the one of comma, semicolon and tab that it holds most.
fn separator(header: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in header.bytes() {
        is_quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(b, _)| *b == byte && !is_quoted) {
            *count += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let table = read(text);
        assert_eq!(table.faults, [], "{text}");
        let texts = |row: &Vec<Cell<'_>>| row.iter().map(|c| c.text.to_string()).collect::<Vec<_>>();
        std::iter::once(&table.header).chain(&table.rows).map(texts).collect()
    }

    fn faults(text: &str) -> Vec<(&str, String)> {
        read(text).faults.into_iter().map(|f| (&text[f.span.range()], f.detail)).collect()
    }

    #[test]
    fn cells_are_read_as_spreadsheets_write_them() {
        let want = [["date", "value"], ["2026-11-06", "40"]];
        for text in [
            "date,value\n2026-11-06,40\n",
            "\u{feff}date;value\r\n2026-11-06;40\r\n",
            "date\tvalue\n2026-11-06\t40",
            "\"date\", value\n\n \"2026-11-06\" ,40 \n",
        ] {
            assert_eq!(rows(text), want, "{text}");
        }
        let quoted = "a,b\n\"x, \"\"y\"\"\nz\",\"\"\n,\n";
        assert_eq!(rows(quoted), [["a", "b"], ["x, \"y\"\nz", ""], ["", ""]]);
        assert_eq!(rows("a;\"b,c,d\";e\n"), [["a", "b,c,d", "e"]]);
        assert_eq!(read(""), CsvTable::default());
        assert_eq!(read("a\n\"x\ny\"\nz\n").rows.len(), 2);
    }

    #[test]
    fn every_cell_knows_its_bytes() {
        let text = "näme,\"b\"\r\n é ,\"c\nd\"\r\n";
        let table = read(text);
        let slices: Vec<&str> =
            table.header.iter().chain(table.rows.iter().flatten()).map(|c| &text[c.span.range()]).collect();
        assert_eq!(slices, ["näme", "\"b\"", "é", "\"c\nd\""]);
    }

    #[test]
    fn rows_that_do_not_fit_are_told_and_kept() {
        let text = "a,b\n1,2,3,4\n1\n5,6\n";
        let told = faults(text);
        assert_eq!(told[0], ("3,4", "this row has 4 cells, and the header has 2".to_owned()));
        assert_eq!(told[1], ("1", "this row has 1 cell, and the header has 2".to_owned()));
        assert_eq!(read(text).rows.len(), 3);
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        let text = "a,b\n1,\"x\n2,y\n3,\"z\"\n";
        assert_eq!(faults(text), [("\"x", "the quote that opens here is not closed".to_owned())]);
        assert_eq!(read(text).rows.len(), 3);
        assert_eq!(faults("a,b\n1,\"x\" y\n").len(), 1);
        assert_eq!(faults("a,b\n1,\""), [("\"", "the quote that opens here is not closed".to_owned())]);
    }

    #[test]
    fn columns_have_a_name_each() {
        let told = faults("a,,A\n1,2,3\n");
        assert_eq!(told[0].1, "a column has no name");
        assert_eq!(told[1], ("A", "two columns are named `A`".to_owned()));
    }

    #[test]
    fn a_thousand_open_quotes_give_few_faults() {
        let text = "a,b\n".to_owned() + &"1,\"x\"y\n".repeat(100_000);
        assert_eq!(read(&text).faults.len(), MAX_FAULTS + 1);
    }
}
