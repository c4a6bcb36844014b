//! CSV (RFC 4180): a view's main table. Text that a spreadsheet would take for a formula is guarded.
//!
//! The guard is one `'` before the text. Text that already looks guarded gets one more, so a reader takes one `'`
//! off wherever what follows still looks like a formula, and has the text back.

use crate::render::RenderError;
use crate::report::Cell;
use crate::report::View;

/// Encodes the main table of a view, with a head line.
pub(crate) fn encode(view: &dyn View) -> Result<String, RenderError> {
    let Some(table) = view.tables().into_iter().next() else {
        return Err(RenderError::NoTable { view: view.name().to_owned(), format: "csv" });
    };
    let mut out = String::new();
    push_row(&mut out, table.columns.iter().map(|name| quoted(name)));
    for row in &table.rows {
        push_row(&mut out, row.iter().map(cell));
    }
    Ok(out)
}

fn push_row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push_str(&cells.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(&guarded(text)),
        Cell::Number(n) if n.is_finite() => format!("{}", if *n == 0.0 { 0.0 } else { *n }),
        Cell::Count(n) => n.to_string(),
        Cell::Date(date) => quoted(date),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Number(_) | Cell::Missing => String::new(),
    }
}

fn guarded(text: &str) -> String {
    let clean = crate::render::text::clean(text);
    // controls are gone from `clean`, but a cell that opened with one is suspect all the same
    let first = text.trim_start_matches([' ', '"', '\'', '\u{A0}', '\u{3000}']).chars().next();
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || c.is_control();
    let shown = clean.trim_start_matches([' ', '"', '\'', '\u{A0}', '\u{3000}', '\n', '\t']).chars().next();
    if first.is_some_and(formula) || shown.is_some_and(formula) { format!("'{clean}") } else { clean }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.starts_with([' ', '\'']) || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
