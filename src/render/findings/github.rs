//! GitHub workflow commands: one line a finding, errors first (a step shows only ten of each kind).

use crate::diag::Severity;
use crate::render::findings::sentence;
use crate::render::findings::visible::is_acting;
use crate::render::findings::visible::shown;
use crate::report::findings::FindingRow;
use crate::report::findings::FindingsView;

pub(crate) fn encode(view: &FindingsView) -> String {
    let mut rows: Vec<&FindingRow> = view.findings.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.level));
    let mut out = String::new();
    for row in rows {
        let command = match row.level {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        out.push_str(&format!(
            "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
            property(&row.file),
            row.line,
            row.end_line,
            row.column,
            row.end_column.max(row.column + 1) - 1,
            property(&format!("{} {}", row.code, row.rule)),
            data(&sentence(row)),
        ));
    }
    let s = &view.summary;
    let count = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    let counts = [count(s.errors, "error"), count(s.warnings, "warning"), count(s.notes, "note")];
    out.push_str(&format!("epm check: {}\n", counts.join(", ")));
    out
}

/// Escapes the text after `::`. What would drive the terminal of a log's reader is shown instead.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c if is_acting(c) => out.push_str(&shown(c)),
            c => out.push(c),
        }
    }
    out.replace("##[", "## [").replace("##vso[", "##vso [")
}

/// Escapes a value before `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_can_begin_a_command() {
        assert_eq!(data("ok\n::error::x"), "ok%0A::error::x");
        assert_eq!(data("100%\r##[error]"), "100%25%0D## [error]");
        assert_eq!(data("\u{1b}[2J\u{9b}31m\u{202e}"), "\\u{1b}[2J\\u{9b}31m\\u{202e}");
        assert_eq!(property("a,b:c%0A"), "a%2Cb%3Ac%250A");
    }
}
