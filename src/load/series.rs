//! The series of a metric and the answers of a survey: a CSV file, one record a row, decoded by the same declaration as in
//! YAML.

use std::borrow::Cow;
use std::cell::RefCell;

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::load::csv;
use crate::load::csv::Cell;
use crate::load::cursor::Found;
use crate::load::cursor::ShapeFault;
use crate::load::faults;
use crate::load::words;
use crate::model::Fault;
use crate::model::FieldMeta;
use crate::model::Form;
use crate::model::Input;
use crate::model::Observation;
use crate::model::Record;
use crate::model::Response;

/// The records of a table, one a row, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    /// The sound rows.
    pub(crate) rows: Vec<T>,
    /// Where each of them stands.
    pub(crate) homes: Vec<RowHome>,
    /// The others.
    pub(crate) findings: Vec<Finding>,
}

/// Where an observation of a series stands.
#[derive(Clone, Debug)]
pub(crate) struct RowHome {
    /// The bytes of the row.
    pub(crate) span: Span,
    /// The bytes of each cell, by the field that it fills.
    pub(crate) cells: Vec<(String, Span)>,
}

/// Columns that have another name in metric exports than in YAML.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("period_end", "date"),
    ("period_start", "from"),
    ("collected_at", "collected"),
    ("week", "date"),
    ("day", "date"),
];

/// How the first line of a series begins.
const SERIES: &str = "date,value";

/// How the first line of a survey begins.
const SURVEY: &str = "survey,respondent,role,question,score";

/// Reads a series of observations.
pub(crate) fn read(text: &str, source: SourceId) -> Rows<Observation> {
    read_rows(text, source, SERIES)
}

/// Reads the answers of a survey.
pub(crate) fn read_survey(text: &str, source: SourceId) -> Rows<Response> {
    read_rows(text, source, SURVEY)
}

fn read_rows<T: Record>(text: &str, source: SourceId, begin: &str) -> Rows<T> {
    let table = csv::read(text);
    let mut findings: Vec<Finding> = table
        .faults
        .iter()
        .map(|f| {
            let place = Place::Text(source, f.span);
            Finding::new(&faults::malformed_table::META, place, f.detail.clone()).help(f.help.clone())
        })
        .collect();
    let fields = (T::meta().fields)();
    let known: Vec<&str> = fields.iter().map(|f| f.key).collect();
    let keys: Vec<Option<String>> =
        table.header.iter().map(|cell| column(cell, &known, source, &mut findings)).collect();
    if text.trim().is_empty() {
        let place = Place::Text(source, Span::new(0, 0));
        let finding = Finding::new(&faults::empty_file::META, place, "the series holds nothing");
        findings.push(finding.help(format!("begin with the line `{begin}`")));
        return Rows { rows: Vec::new(), homes: Vec::new(), findings };
    }
    if let Some(finding) = missing_columns(&fields, &keys, &table.header, source, begin) {
        findings.push(finding);
        return Rows { rows: Vec::new(), homes: Vec::new(), findings };
    }
    let mut out = Rows { rows: Vec::new(), homes: Vec::new(), findings };
    for cells in table.rows.iter().filter(|row| row.len() == keys.len()) {
        let faults = RefCell::new(Vec::new());
        let mut row = Row { keys: &keys, cells, faults: &faults };
        let read = T::decode(&mut row);
        out.findings.extend(faults.borrow().iter().map(|fault| words::finding(source, fault)));
        if let Some(read) = read {
            out.rows.push(read);
            out.homes.push(row.home());
        }
    }
    out
}

/// Reports once that no row can be a record, instead of at each row.
fn missing_columns(
    fields: &[FieldMeta],
    keys: &[Option<String>],
    header: &[Cell<'_>],
    source: SourceId,
    begin: &str,
) -> Option<Finding> {
    let has = |key: &str| keys.iter().flatten().any(|k| k == key);
    let is_missing = |key: &&str| !(has(key) || *key == "value" && has("numerator"));
    let missing: Vec<_> = fields.iter().filter(|f| f.required).map(|f| f.key).filter(is_missing).collect();
    let (first, last) = (header.first()?, header.last()?);
    let place = Place::Text(source, Span { start: first.span.start, end: last.span.end });
    (!missing.is_empty()).then(|| {
        let message = format!("the first line has no column `{}`", missing.join("` and `"));
        Finding::new(&faults::malformed_table::META, place, message)
            .help(format!("name the columns in the first line: `{begin}`"))
    })
}

/// Returns the field that a column fills; `None` for a column of the user's own.
fn column(cell: &Cell<'_>, known: &[&str], source: SourceId, findings: &mut Vec<Finding>) -> Option<String> {
    let name = cell.text.to_lowercase().replace([' ', '-'], "_");
    let name =
        OTHER_NAMES.iter().find(|(other, _)| *other == name).map_or(name.as_str(), |(_, key)| key).to_owned();
    if known.contains(&name.as_str()) {
        return Some(name);
    }
    if !cell.text.starts_with("x-") {
        let message = format!("column {} is none of a series", words::quoted(&cell.text));
        let finding = Finding::new(&faults::malformed_table::META, Place::Text(source, cell.span), message);
        findings.push(match crate::diag::nearest(&name, known.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding.help(format!("known: `{}`; own columns begin with `x-`", known.join("`, `"))),
        });
    }
    None
}

/// A row as a mapping of its columns.
struct Row<'a> {
    keys: &'a [Option<String>],
    cells: &'a [Cell<'a>],
    faults: &'a RefCell<Vec<ShapeFault>>,
}

/// A cell as a scalar.
struct CellInput<'a> {
    key: &'a str,
    text: Cow<'a, str>,
    span: Span,
    faults: &'a RefCell<Vec<ShapeFault>>,
}

impl Row<'_> {
    fn cell(&self, key: &str) -> Option<&Cell<'_>> {
        let at = self.keys.iter().position(|k| k.as_deref() == Some(key))?;
        self.cells.get(at).filter(|cell| !cell.text.is_empty())
    }

    fn span(&self) -> Span {
        let first = self.cells.first().map_or(Span::default(), |c| c.span);
        Span { start: first.start, end: self.cells.last().map_or(first.end, |c| c.span.end) }
    }

    fn home(&self) -> RowHome {
        let cells = self.keys.iter().zip(self.cells);
        let cells = cells.filter_map(|(key, cell)| Some((key.clone()?, cell.span))).collect();
        RowHome { span: self.span(), cells }
    }

    /// The value that numerator and denominator give when the row has none itself.
    fn quotient(&self) -> Option<(String, Span)> {
        if self.cell("value").is_some() {
            return None;
        }
        let numerator = self.cell("numerator")?;
        let above: f64 = numerator.text.parse().ok()?;
        let below: f64 = match self.cell("denominator") {
            Some(cell) => cell.text.parse().ok().filter(|d| *d != 0.0)?,
            None => 1.0,
        };
        Some((format!("{}", (above / below * 1e9).round() / 1e9), numerator.span))
    }
}

fn fault(fault: Fault, span: Span, key: Option<&str>, text: &str) -> ShapeFault {
    let found = if text.is_empty() { Found::Nothing } else { Found::Text(text.to_owned()) };
    ShapeFault { fault, span, key: key.map(str::to_owned), found, field: None, is_foreign: false }
}

impl Input for Row<'_> {
    fn form(&self) -> Form {
        Form::Map
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn fault(&mut self, what: Fault) {
        let text = self.cells.first().map_or("", |c| c.text.as_ref());
        self.faults.borrow_mut().push(fault(what, self.span(), None, text));
    }

    fn fault_key(&mut self, what: Fault) {
        self.fault(what);
    }

    fn each(&mut self, _: &mut dyn FnMut(&mut dyn Input)) {}

    fn entries(&mut self, f: &mut dyn FnMut(&str, &mut dyn Input)) {
        for (key, cell) in self.keys.iter().zip(self.cells) {
            if let Some(key) = key {
                let mut input =
                    CellInput { key, text: cell.text.clone(), span: cell.span, faults: self.faults };
                f(key, &mut input);
            }
        }
        if let Some((text, span)) = self.quotient() {
            f("value", &mut CellInput { key: "value", text: text.into(), span, faults: self.faults });
        }
    }
}

impl Input for CellInput<'_> {
    fn form(&self) -> Form {
        if self.text.is_empty() { Form::Null } else { Form::Scalar }
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }

    fn is_plain(&self) -> bool {
        // A cell has no type: it is a number where one belongs. The id `7` is as good as any, in every CSV reader.
        !matches!(self.key, "id" | "supersedes" | "metric" | "scope" | "respondent")
            && self.text.parse::<f64>().is_ok()
    }

    fn fault(&mut self, what: Fault) {
        self.faults.borrow_mut().push(fault(what, self.span, Some(self.key), &self.text));
    }

    fn fault_key(&mut self, what: Fault) {
        self.fault(what);
    }

    fn each(&mut self, _: &mut dyn FnMut(&mut dyn Input)) {}

    fn entries(&mut self, _: &mut dyn FnMut(&str, &mut dyn Input)) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Vec<(String, f64)>, Vec<String>) {
        let series = read(text, SourceId(0));
        let rows = series.rows.iter().map(|o| (o.date.to_string(), o.value)).collect();
        (rows, series.findings.iter().map(|f| format!("{} {}", f.rule.code, f.message)).collect())
    }

    #[test]
    fn a_series_is_read_row_by_row() {
        let (rows, findings) = found("date,value\n2026-11-06,40\n2026-11-13,55.5\n");
        assert_eq!(rows, [("2026-11-06".to_owned(), 40.0), ("2026-11-13".to_owned(), 55.5)]);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn an_export_of_numerators_is_read_too() {
        let text = "id,metric,period_start,period_end,numerator,denominator,value,unit\nM-1,x,2026-11-01,2026-11-07,3,4,,count\n";
        assert_eq!(found(text), (vec![("2026-11-07".to_owned(), 0.75)], vec![]));
    }

    #[test]
    fn a_missing_column_is_told_once_and_an_id_may_be_a_number() {
        let (rows, findings) = found("id,date\n1,2026-11-06\n2,2026-11-13\n");
        assert_eq!(rows, []);
        assert_eq!(findings, ["EPM118 the first line has no column `value`"]);
        let (rows, findings) = found("id,date,value\n1,2026-11-06,5\n");
        assert_eq!((rows.len(), findings.len()), (1, 0), "{findings:?}");
    }

    #[test]
    fn a_broken_row_is_told_and_the_rest_is_read() {
        let (rows, findings) = found("date,valeu,value\n2026-02-30,,1\n2026-11-13,,nan\n2026-11-20,,7\n");
        assert_eq!(rows, [("2026-11-20".to_owned(), 7.0)]);
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert!(findings[0].starts_with("EPM118 column `valeu`"), "{findings:?}");
        assert!(findings[1].starts_with("EPM112 `2026-02-30`"), "{findings:?}");
    }
}
