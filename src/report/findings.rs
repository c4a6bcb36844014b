//! Findings as a view: every finding in place, with the lines around it, and the counts.

use serde::Serialize;

use crate::diag::Resolved;
use crate::diag::ResolvedPlace;
use crate::diag::RuleMeta;
use crate::diag::Severity;
use crate::model::Date;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;

/// What `epm check` found. The JSON is a contract (`docs/cli.md`): fields may be added, never changed.
#[derive(Debug, Serialize)]
pub struct FindingsView {
    /// The version of this shape.
    pub version: u32,
    /// The day that everything was judged on.
    pub as_of: String,
    /// The findings by file, line, column and code.
    pub findings: Vec<FindingRow>,
    /// The counts.
    pub summary: Summary,
    /// The rules that found something, for formats that describe them.
    #[serde(skip)]
    pub rules: Vec<&'static RuleMeta>,
    /// Every file that was read, for formats that list what passed.
    #[serde(skip)]
    pub files: Vec<String>,
}

/// A finding in place.
#[derive(Debug, Serialize)]
pub struct FindingRow {
    /// `EPM203`.
    pub code: String,
    /// `dangling-reference`.
    pub rule: &'static str,
    /// `note`, `warning` or `error`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
    /// A few words at the marked place.
    pub label: Option<String>,
    /// The file, from the workspace's root, with `/`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode characters, from 1.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// The program's id.
    pub program: Option<String>,
    /// The item's id.
    pub item: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<RelatedRow>,
    /// The lines around it.
    #[serde(skip)]
    pub excerpt: Option<Excerpt>,
    /// How bad it is.
    #[serde(skip)]
    pub level: Severity,
}

/// Another place of a finding.
#[derive(Debug, Serialize)]
pub struct RelatedRow {
    /// What stands there.
    pub message: String,
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// The lines around it.
    #[serde(skip)]
    pub excerpt: Option<Excerpt>,
}

/// A few lines of a file, with the marked bytes.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// The number of the first line.
    pub first_line: u32,
    /// The lines.
    pub text: String,
    /// The marked bytes of `text`.
    pub span: (usize, usize),
    /// First marked byte in its line, from 1.
    pub byte_column: usize,
    /// One past the last marked byte in its line, from 1.
    pub end_byte_column: usize,
}

/// The counts of a run.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Files read.
    pub files: usize,
    /// Items read.
    pub items: usize,
    /// Programs read.
    pub programs: usize,
}

/// What the view needs of a run besides the findings.
#[derive(Debug)]
pub struct Run<'a> {
    /// The day.
    pub as_of: Date,
    /// The files that were read: path and text.
    pub files: Vec<(&'a str, &'a str)>,
    /// How many items were read.
    pub items: usize,
    /// How many programs were read.
    pub programs: usize,
}

/// Builds the view of findings that `pipeline` has put in place and sorted.
pub fn build<'f>(findings: impl IntoIterator<Item = &'f Resolved>, run: &Run<'_>) -> FindingsView {
    let mut view = FindingsView {
        version: 1,
        as_of: run.as_of.to_string(),
        findings: Vec::new(),
        summary: Summary {
            files: run.files.len(),
            items: run.items,
            programs: run.programs,
            ..Summary::default()
        },
        rules: Vec::new(),
        files: run.files.iter().map(|(path, _)| (*path).to_owned()).collect(),
    };
    for resolved in findings {
        match resolved.finding.severity {
            Severity::Error => view.summary.errors += 1,
            Severity::Warning => view.summary.warnings += 1,
            Severity::Note => view.summary.notes += 1,
        }
        view.rules.push(resolved.finding.rule);
        view.findings.push(row(resolved, run));
    }
    view.rules.sort_by_key(|meta| meta.code);
    view.rules.dedup_by_key(|meta| meta.code);
    view
}

fn row(resolved: &Resolved, run: &Run<'_>) -> FindingRow {
    let (finding, place) = (&resolved.finding, &resolved.place);
    let related = resolved.related.iter().map(|(place, what)| RelatedRow {
        message: what.clone(),
        file: place.file.clone(),
        line: place.line,
        column: place.column,
        excerpt: excerpt(place, run),
    });
    FindingRow {
        code: finding.rule.code.to_string(),
        rule: finding.rule.name,
        severity: finding.severity.as_str(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        label: finding.label.clone(),
        file: place.file.clone(),
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        program: finding.program.clone(),
        item: finding.item.clone(),
        related: related.collect(),
        excerpt: excerpt(place, run),
        level: finding.severity,
    }
}

/// Cuts the line before, the line itself and the line after; a line over 400 bytes is cut around the mark.
fn excerpt(place: &ResolvedPlace, run: &Run<'_>) -> Option<Excerpt> {
    const WIDEST: usize = 400;
    let (source, span) = place.text?;
    let (_, text) = run.files.get(source.0 as usize)?;
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text.get(start..)?.find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(line_end);
    let mut from = line_start;
    let mut first_line = place.line;
    if let Some(before) = line_start.checked_sub(1) {
        let previous = text[..before].rfind('\n').map_or(0, |at| at + 1);
        if before - previous <= WIDEST && line_end - line_start <= WIDEST {
            (from, first_line) = (previous, place.line - 1);
        }
    }
    let next =
        text.get(line_end + 1..).map(|rest| rest.find('\n').map_or(text.len(), |at| line_end + 1 + at));
    let mut to =
        next.filter(|n| n - line_end <= WIDEST && line_end - line_start <= WIDEST).unwrap_or(line_end);
    if line_end - line_start > WIDEST {
        from = floor(text, start.saturating_sub(60).max(line_start));
        to = floor(text, (start + 120).min(line_end)).max(start);
    }
    let end = end.clamp(start, to);
    Some(Excerpt {
        first_line,
        text: text[from..to].to_owned(),
        span: (start - from, end - from),
        byte_column: start - line_start + 1,
        end_byte_column: end - line_start + 1,
    })
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl View for FindingsView {
    plain_view!("findings");

    fn tables(&self) -> Vec<Table> {
        let text = |t: &str| Cell::Text(t.to_owned());
        let option = |t: &Option<String>| t.as_ref().map_or(Cell::Missing, |t| Cell::Text(t.clone()));
        let count = |n: u32| Cell::Count(i64::from(n));
        let row = |f: &FindingRow| {
            vec![
                text(f.severity),
                text(&f.code),
                text(f.rule),
                text(&f.file),
                count(f.line),
                count(f.column),
                text(&f.message),
                option(&f.help),
                option(&f.program),
                option(&f.item),
            ]
        };
        let columns =
            ["severity", "code", "rule", "file", "line", "column", "message", "help", "program", "item"];
        vec![Table {
            name: "findings".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.findings.iter().map(row).collect(),
        }]
    }
}

impl FindingsView {
    /// Puts a folder before every path: `plans/`.
    pub fn below(&mut self, prefix: &str) {
        if prefix.is_empty() {
            return;
        }
        for row in &mut self.findings {
            row.file.insert_str(0, prefix);
            for related in &mut row.related {
                related.file.insert_str(0, prefix);
            }
        }
        for file in &mut self.files {
            file.insert_str(0, prefix);
        }
    }
}
