//! Import: rows of a spreadsheet export or a Markdown table as records of the plan.
//!
//! Nothing is lost: a column without a field, and a value that cannot be read, are kept as `x-` fields and told.
//! Reads text, writes nothing; start at [`read`].

mod columns;
pub mod ics;
mod values;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde_json::Map;
use serde_json::Value as Json;

use crate::load::csv;
use crate::load::import::columns::Reading;
use crate::load::import::columns::Target;
use crate::load::import::values::DayOrder;
use crate::load::table;
use crate::load::words::quoted;
use crate::model::Id;
use crate::model::Kind;
use crate::source::LineIndex;

/// What may be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Risks, assumptions, issues and dependencies.
    Raid,
    /// Milestones.
    Milestones,
    /// Decisions.
    Decisions,
}

/// The tables of a file, as records.
#[derive(Debug, Default)]
pub struct Imported {
    /// The tables, in the order of the file.
    pub tables: Vec<ImportedTable>,
    /// What was left alone, and why.
    pub notes: Vec<String>,
}

/// A table, as records.
#[derive(Debug)]
pub struct ImportedTable {
    /// The heading above it, if any.
    pub heading: Option<String>,
    /// Its columns: name, field, and a value as an example.
    pub columns: Vec<Column>,
    /// Its rows.
    pub records: Vec<Record>,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The field it fills; `x-…` when epm has none.
    pub field: String,
    /// Its first value.
    pub example: String,
}

/// A row as a record.
#[derive(Debug)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its fields, in the order of writing.
    pub fields: Map<String, Json>,
    /// The line it stands in.
    pub line: u32,
    /// What was changed or kept apart.
    pub notes: Vec<String>,
}

struct Rows {
    heading: Option<String>,
    header: Vec<String>,
    rows: Vec<(Vec<String>, u32)>,
}

/// Reads the tables of a file; `name` says whether it is CSV or Markdown.
pub fn read(subject: Subject, name: &str, text: &str) -> Imported {
    let mut out = Imported::default();
    let lines = LineIndex::new(text);
    let line = |at: u32| lines.line_column(text, at).0;
    let mut all: Vec<Rows> = Vec::new();
    if name.to_lowercase().ends_with(".md") || name.to_lowercase().ends_with(".markdown") {
        for found in table::read_tables(text, 0..text.len()) {
            out.notes
                .extend(found.faults.iter().map(|f| format!("line {}: {}", line(f.span.start), f.detail)));
            all.push(Rows {
                heading: found.heading,
                header: found.header.iter().map(|c| c.text.to_string()).collect(),
                rows: found.rows.iter().map(|r| cells(r, &line)).collect(),
            });
        }
    } else {
        let found = csv::read(text);
        out.notes.extend(found.faults.iter().map(|f| format!("line {}: {}", line(f.span.start), f.detail)));
        all.push(Rows {
            heading: None,
            header: found.header.iter().map(|c| c.text.to_string()).collect(),
            rows: found.rows.iter().map(|r| cells(r, &line)).collect(),
        });
    }
    let mut ids = BTreeSet::new();
    for rows in all {
        convert(subject, name, rows, &mut ids, &mut out);
    }
    link_milestones(&mut out);
    out
}

fn cells(row: &[csv::Cell<'_>], line: &dyn Fn(u32) -> u32) -> (Vec<String>, u32) {
    (row.iter().map(|c| c.text.to_string()).collect(), row.first().map_or(1, |c| line(c.span.start)))
}

fn convert(subject: Subject, name: &str, rows: Rows, ids: &mut BTreeSet<String>, out: &mut Imported) {
    let default = match subject {
        Subject::Milestones => Kind::Milestone,
        Subject::Decisions => Kind::Decision,
        Subject::Raid => raid_default(name, rows.heading.as_deref(), &rows.header),
    };
    let assigned = columns::assign(default, &rows.header);
    if !assigned.iter().flatten().any(|t| t.field == "title") {
        let heading = rows.heading.as_deref().map(|h| format!(" below `{h}`")).unwrap_or_default();
        let list: Vec<_> = rows.header.iter().map(|h| format!("`{h}`")).collect();
        out.notes.push(format!(
            "a table{heading} has no column for a title and is left alone: {}",
            list.join(", ")
        ));
        return;
    }
    let orders: Vec<DayOrder> = (0..rows.header.len())
        .map(|n| values::day_order(rows.rows.iter().filter_map(|(row, _)| row.get(n)).map(String::as_str)))
        .collect();
    let columns = rows.header.iter().zip(&assigned).enumerate().map(|(n, (name, target))| Column {
        name: name.clone(),
        field: target.map_or_else(|| own_key(name), |t| t.field.to_owned()),
        example: rows
            .rows
            .iter()
            .find_map(|(r, _)| r.get(n).filter(|c| !c.is_empty()))
            .cloned()
            .unwrap_or_default(),
    });
    let mut table =
        ImportedTable { heading: rows.heading.clone(), columns: columns.collect(), records: Vec::new() };
    for (cells, line) in &rows.rows {
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        match record(default, &rows.header, cells, *line, &orders, ids) {
            Ok(record) => table.records.push(record),
            Err(note) => out.notes.push(format!("line {line}: {note}")),
        }
    }
    out.tables.push(table);
}

/// What the rows of a RAID table are when no column says so: by the heading, the file's name, or the columns.
fn raid_default(name: &str, heading: Option<&str>, header: &[String]) -> Kind {
    let by_word = |text: &str| {
        let words = columns::plain(text);
        words.split(' ').find_map(|w| values::raid_kind(w).filter(|_| w.len() > 1))
    };
    let by_header = || header.iter().find_map(|h| by_word(h));
    heading.and_then(by_word).or_else(|| by_word(name)).or_else(by_header).unwrap_or(Kind::Risk)
}

fn own_key(column: &str) -> String {
    format!("x-{}", values::slug(column).unwrap_or_else(|| "column".to_owned()))
}

fn record(
    default: Kind,
    header: &[String],
    cells: &[String],
    line: u32,
    orders: &[DayOrder],
    ids: &mut BTreeSet<String>,
) -> Result<Record, String> {
    let first = columns::assign(default, header);
    let kind_column = first.iter().position(|t| t.is_some_and(|t| t.reading == Reading::Kind));
    let kind = kind_column.and_then(|n| cells.get(n)).and_then(|c| values::raid_kind(c)).unwrap_or(default);
    let assigned = if kind == default { first } else { columns::assign(kind, header) };
    let mut read: BTreeMap<&str, Json> = BTreeMap::new();
    let mut own: Map<String, Json> = Map::new();
    let mut notes = Vec::new();
    for (n, cell) in cells.iter().enumerate().filter(|(_, c)| !c.trim().is_empty() && c.trim() != "-") {
        let Some(column) = header.get(n) else { continue };
        match assigned.get(n).copied().flatten() {
            Some(target) if target.reading == Reading::Kind => {
                if values::raid_kind(cell).is_none() {
                    own.insert(own_key(column), Json::String(cell.trim().to_owned()));
                }
            }
            Some(target) => match value(kind, target, cell, orders[n]) {
                Some(value) => drop(read.insert(target.field, value)),
                None if target.field == "id" => {
                    own.insert("x-id".to_owned(), Json::String(cell.trim().to_owned()));
                }
                None => {
                    let key = format!("x-{}", target.field.replace('_', "-"));
                    notes.push(format!(
                        "{} cannot be read as `{}`; kept as `{key}`",
                        quoted(cell),
                        target.field
                    ));
                    own.insert(key, Json::String(cell.trim().to_owned()));
                }
            },
            None => drop(own.insert(own_key(column), Json::String(cell.trim().to_owned()))),
        }
    }
    let Some(Json::String(title)) = read.get("title").cloned() else {
        return Err("the row has no title".to_owned());
    };
    let id = match read.remove("id") {
        Some(Json::String(id)) if ids.insert(id.to_ascii_lowercase()) => id,
        _ => fresh_id(kind, &title, ids),
    };
    consistent(kind, &mut read, &mut own, &mut notes);
    let mut fields = Map::new();
    fields.insert("id".to_owned(), Json::String(id.clone()));
    for target in columns::targets(kind).iter().filter(|t| t.field != "id") {
        if let Some(value) = read.remove(target.field) {
            fields.insert(target.field.to_owned(), value);
        }
    }
    fields.extend(own);
    Ok(Record { kind, id, fields, line, notes })
}

/// Reads a cell for a field.
fn value(kind: Kind, target: &Target, cell: &str, order: DayOrder) -> Option<Json> {
    let text = match target.reading {
        Reading::Id => values::id(cell)?,
        Reading::Line => cell.split_whitespace().collect::<Vec<_>>().join(" "),
        Reading::Person | Reading::Team => values::slug(cell)?,
        Reading::Date => values::date(cell, order)?.to_string(),
        Reading::Status => values::status(kind, cell)?.to_owned(),
        Reading::Severity => values::severity(cell)?.to_owned(),
        Reading::Likelihood => values::likelihood(cell)?,
        Reading::Impact => values::impact(cell)?,
        Reading::Duration => values::duration(cell)?,
        Reading::Percent => values::percent(cell)?,
        Reading::Kind => return None,
        Reading::Refs => {
            let refs: Vec<Json> = cell.split([',', ';']).map(|r| Json::String(r.trim().to_owned())).collect();
            return Some(Json::Array(refs));
        }
    };
    Some(Json::String(text))
}

/// Keeps apart what would contradict: a finish without `done`, progress of what is done.
fn consistent(
    kind: Kind,
    read: &mut BTreeMap<&str, Json>,
    own: &mut Map<String, Json>,
    notes: &mut Vec<String>,
) {
    if kind != Kind::Milestone {
        return;
    }
    let status = read.get("status").and_then(|s| s.as_str().map(str::to_owned));
    let is_done = status.as_deref() == Some("done") || (status.is_none() && read.contains_key("finished"));
    if is_done {
        if let (false, Some(day)) = (read.contains_key("finished"), read.get("committed").cloned()) {
            notes.push("done without a day: the agreed day is taken".to_owned());
            read.insert("finished", day);
        }
        read.remove("progress");
        return;
    }
    let is_begun = matches!(status.as_deref(), Some("in_progress" | "blocked"));
    for field in ["finished", "progress", "started"] {
        let fits = is_begun && field != "finished";
        if !fits && let Some(value) = read.remove(field) {
            own.insert(format!("x-{field}"), value);
        }
    }
}

/// Makes an id from the title, the same at every run.
fn fresh_id(kind: Kind, title: &str, ids: &mut BTreeSet<String>) -> String {
    use sha2::Digest as _;
    let mut salt = 0_u32;
    loop {
        let id = match kind.meta().prefix {
            Some(prefix) => {
                let hash = sha2::Sha256::digest(format!("{} {title} {salt}", kind.key()).as_bytes());
                let number = hash.iter().take(8).fold(0_u64, |n, b| n << 8 | u64::from(*b));
                format!("{prefix}-{}", Id::four(number))
            }
            None => {
                let slug = values::slug(title).unwrap_or_else(|| kind.key().to_owned());
                let short: String = slug.chars().take(56).collect();
                let short = short.trim_end_matches(['-', '.', '_']);
                if salt == 0 { short.to_owned() } else { format!("{short}-{}", salt + 1) }
            }
        };
        if ids.insert(id.to_ascii_lowercase()) {
            return id;
        }
        salt += 1;
    }
}

/// Turns what spreadsheets write as predecessors (row numbers, titles, ids) into ids; what is none is kept apart.
fn link_milestones(out: &mut Imported) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for record in out.tables.iter().flat_map(|t| &t.records).filter(|r| r.kind == Kind::Milestone) {
        known.insert(record.id.to_lowercase(), record.id.clone());
        for key in ["title", "x-id"] {
            if let Some(Json::String(text)) = record.fields.get(key) {
                known.entry(text.to_lowercase()).or_insert_with(|| record.id.clone());
            }
        }
    }
    for record in out.tables.iter_mut().flat_map(|t| &mut t.records) {
        let Some(Json::Array(refs)) = record.fields.get("depends_on").cloned() else { continue };
        let texts: Vec<&str> = refs.iter().filter_map(Json::as_str).filter(|t| !t.is_empty()).collect();
        let (found, lost): (Vec<&str>, Vec<&str>) =
            texts.into_iter().partition(|t| known.get(&t.to_lowercase()).is_some_and(|id| *id != record.id));
        let ids: Vec<Json> = found.iter().map(|t| Json::String(known[&t.to_lowercase()].clone())).collect();
        if ids.is_empty() {
            record.fields.shift_remove("depends_on");
        } else {
            record.fields.insert("depends_on".to_owned(), Json::Array(ids));
        }
        if !lost.is_empty() {
            record
                .notes
                .push(format!("predecessors not in the table: {}; kept as `x-depends-on`", lost.join(", ")));
            record.fields.insert("x-depends-on".to_owned(), Json::String(lost.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_markdown_register_becomes_risks_and_loses_nothing() {
        let text = "# Register\n\n## Risks\n\n| ID | Risk | Likelihood | Impact | Owner | Due | RAG |\n|---|---|---|---|---|---|---|\n\
                    | R-1 | Vendor is late | High | 4 | Maria Rossi | 31/12/2026 | amber |\n| 2 | No budget | soon | Low | TBD | 03/04/2026 | |\n";
        let imported = read(Subject::Raid, "docs/risk-register.md", text);
        let records = &imported.tables[0].records;
        let json = serde_json::to_value(&records[0].fields).unwrap();
        assert_eq!(json["id"], "R-1");
        assert_eq!(json["probability"], "high");
        assert_eq!(json["impact"], "high");
        assert_eq!(json["owner"], "maria-rossi");
        assert_eq!(json["review_by"], "2026-12-31");
        assert_eq!(json["x-rag"], "amber");
        let second = serde_json::to_value(&records[1].fields).unwrap();
        assert_eq!(second["review_by"], "2026-04-03");
        assert_eq!(second["x-probability"], "soon");
        assert_eq!(second["x-owner"], "TBD");
        assert_eq!(second["x-id"], "2");
        assert!(second["id"].as_str().unwrap().starts_with("RSK-"));
        assert_eq!(records[1].notes.len(), 2, "{:?}", records[1].notes);
        assert_eq!(records[1].line, 8);
    }

    #[test]
    fn milestones_are_linked_by_number_title_or_id() {
        let text = "No,Milestone,Due,Predecessors,Status\n1,Design,2026-12-01,,Complete\n2,Build,2027-01-15,1,In progress\n3,Launch,2027-02-01,\"Build, Nothing\",Not started\n";
        let imported = read(Subject::Milestones, "plan.csv", text);
        let records = &imported.tables[0].records;
        assert_eq!(records[1].fields["depends_on"], serde_json::json!(["design"]));
        assert_eq!(records[2].fields["depends_on"], serde_json::json!(["build"]));
        assert_eq!(records[2].fields["x-depends-on"], "Nothing");
        assert_eq!(records[0].fields["finished"], "2026-12-01");
    }
}
