//! Tables in Markdown: what existing risk registers and milestone lists are kept in.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::diag::Span;
use crate::load::csv;
use crate::load::csv::Cell;
use crate::load::csv::TableFault;

/// A table of a Markdown text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table<'a> {
    /// The nearest heading above it.
    pub(crate) heading: Option<String>,
    /// The cells of the first line.
    pub(crate) header: Vec<Cell<'a>>,
    /// The cells of the other lines, as many each as the header has.
    pub(crate) rows: Vec<Vec<Cell<'a>>>,
    /// Rows with more cells than the header: Markdown drops the rest.
    pub(crate) faults: Vec<TableFault>,
}

/// Where the text of an event belongs.
enum Target {
    Nothing,
    Heading,
    Cell,
}

/// Reads the tables of the Markdown in `range`; bytes count from the start of `text`. Emphasis, code and links are read
/// as their text, a line break as a blank, and pictures and raw HTML as nothing.
pub(crate) fn read_tables(text: &str, range: Range<usize>) -> Vec<Table<'_>> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut tables: Vec<Table<'_>> = Vec::new();
    let mut heading: Option<String> = None;
    let mut target = Target::Nothing;
    let mut row: Vec<Cell<'_>> = Vec::new();
    let mut flat = String::new();
    let mut images = 0usize;
    for (event, at) in Parser::new_ext(part, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => target = begin(&mut flat, Target::Heading),
            Event::End(TagEnd::Heading(_)) => {
                heading = Some(flat.trim().to_owned()).filter(|h| !h.is_empty());
                target = Target::Nothing;
            }
            Event::Start(Tag::Table(_)) => {
                tables.push(Table { heading: heading.clone(), ..Table::default() });
            }
            Event::Start(Tag::TableCell) => target = begin(&mut flat, Target::Cell),
            Event::End(TagEnd::TableCell) => {
                row.push(cell(text, range.start + at.start..range.start + at.end, &flat));
                target = Target::Nothing;
            }
            Event::End(TagEnd::TableHead) => {
                if let Some(table) = tables.last_mut() {
                    table.header = std::mem::take(&mut row);
                }
            }
            Event::End(TagEnd::TableRow) => {
                if let Some(table) = tables.last_mut() {
                    let line = range.start + at.start..range.start + at.end;
                    table.faults.extend(dropped_cells(text, line, table.header.len()));
                    table.rows.push(std::mem::take(&mut row));
                }
            }
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            _ if images > 0 || matches!(target, Target::Nothing) => {}
            Event::Text(words) | Event::Code(words) => flat.push_str(&words),
            Event::SoftBreak | Event::HardBreak => flat.push(' '),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => flat.push(' '),
            _ => {}
        }
    }
    tables
}

fn begin(flat: &mut String, target: Target) -> Target {
    flat.clear();
    target
}

/// Makes a cell of the flattened text and the bytes between two bars.
fn cell<'a>(text: &'a str, bytes: Range<usize>, flat: &str) -> Cell<'a> {
    let inner = text.get(bytes.clone()).unwrap_or_default();
    let start = bytes.start + (inner.len() - inner.trim_start().len());
    let stands = inner.trim();
    let flat = flat.trim();
    let text = if stands == flat { Cow::Borrowed(stands) } else { Cow::Owned(flat.to_owned()) };
    Cell { text, span: Span::new(start, start + stands.len()) }
}

/// Finds the cells of a row that have no column.
fn dropped_cells(text: &str, row: Range<usize>, columns: usize) -> Option<TableFault> {
    let line = text.get(row.clone())?.trim_end();
    let bytes = line.as_bytes();
    let is_bar = |at: &usize| bytes[*at] == b'|' && (*at == 0 || bytes[*at - 1] != b'\\');
    let inner = usize::from(bytes.first() == Some(&b'|'))..bytes.len();
    let bars: Vec<usize> = inner.filter(is_bar).collect();
    let cells = bars.len() + usize::from(bars.last().is_none_or(|last| last + 1 < bytes.len()));
    let extra = bars.get(columns.checked_sub(1)?).filter(|_| cells > columns)?;
    Some(TableFault {
        span: Span::new(row.start + extra, row.start + line.len()),
        detail: csv::too_wide_or_narrow(cells, columns),
        help: "write a bar inside a text as `\\|`".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(row: &[Cell<'_>]) -> Vec<String> {
        row.iter().map(|cell| cell.text.to_string()).collect()
    }

    #[test]
    fn tables_are_read_with_the_heading_above_and_the_bytes_of_each_cell() {
        let text = "\
---
x: y
---
# Risks

## Open *ones*

| ID | Risk | Owner |
|---|:--:|---|
| R-1 | **Vendor** is [late](https://example.org/a) | `maria` |
| R-2 | a \\| b<br>c ![pic](p.png) | |

| Other |
|-|
| 1 |
";
        let start = text.find("# Risks").unwrap();
        let tables = read_tables(text, start..text.len());
        assert_eq!(tables.len(), 2);
        assert_eq!(tables[0].heading.as_deref(), Some("Open ones"));
        assert_eq!(texts(&tables[0].header), ["ID", "Risk", "Owner"]);
        assert_eq!(texts(&tables[0].rows[1]), ["R-2", "a | b c", ""]);
        assert_eq!(texts(&tables[1].rows[0]), ["1"]);
        assert_eq!(&text[tables[0].rows[0][2].span.range()], "`maria`");
        assert_eq!(&text[tables[0].rows[1][0].span.range()], "R-2");
    }

    #[test]
    fn cells_that_markdown_would_drop_are_told() {
        let text = "|a|b|\n|-|-|\n| 1 | x | y |\n|1|2|\n1|2\n| 1 |\n";
        let tables = read_tables(text, 0..text.len());
        assert_eq!(tables[0].faults.len(), 1, "{:?}", tables[0].faults);
        assert_eq!(&text[tables[0].faults[0].span.range()], "| y |");
        assert_eq!(tables[0].rows.len(), 4);
        assert!(tables[0].rows.iter().all(|row| row.len() == 2));
    }

    #[test]
    fn hostile_markdown_is_read_in_bounded_depth() {
        for text in [">".repeat(50_000), "- ".repeat(50_000), "|".repeat(50_000), "[".repeat(50_000)] {
            assert_eq!(read_tables(&text, 0..text.len()), []);
        }
    }
}
