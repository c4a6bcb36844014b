//! A changed item in program terms: which section it belongs to, and what happened.

use serde::Serialize;

use crate::model::AnyItem;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::DecisionStatus;
use crate::model::Id;
use crate::model::Impact;
use crate::model::IssueStatus;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Readiness;
use crate::model::Risk;
use crate::model::RiskStatus;
use crate::model::Workspace;
use crate::report::diff::words;
use crate::trend::commitment;
use crate::trend::commitment::Approval;
use crate::trend::diff::FieldChange;
use crate::trend::diff::ItemChange;

/// The sections of a difference, in their order: name and title.
pub(crate) const SECTIONS: &[(&str, &str)] = &[
    ("commitments", "Commitments moved"),
    ("scope", "Scope"),
    ("estimates", "Estimates"),
    ("links", "Dependencies and constraints"),
    ("progress", "Progress"),
    ("owners", "Owners and teams"),
    ("colours", "Reported colours"),
    ("risks", "Risks"),
    ("issues", "Issues and assumptions"),
    ("decisions", "Decisions"),
    ("changes", "Change requests"),
    ("readiness", "Readiness"),
    ("settings", "Workspace files"),
    ("other", "Other changes"),
    ("unread", "Cannot be compared"),
];

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The section it belongs to.
    #[serde(skip)]
    pub section: &'static str,
    /// What happened, in one word: `added`, `removed`, `changed`, `moved`, `raised`, `closed`, `escalated`, `decided`.
    pub what: &'static str,
    /// The kind of the item.
    pub kind: &'static str,
    /// The item.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What happened, in words.
    pub text: String,
    /// The value before, where one value moved.
    pub before: Option<String>,
    /// The value after, where one value moved.
    pub after: Option<String>,
    /// The change record that agrees to it, for commitments.
    pub approved_by: Option<String>,
}

/// Turns the changes of an item into rows.
pub(crate) fn rows(change: &ItemChange, workspace: &Workspace) -> Vec<Row> {
    let mut sorter = Sorter { change, workspace, rows: Vec::new(), used: vec![false; change.fields.len()] };
    if let Some(was) = &change.was {
        let text = format!("called {was} before");
        sorter.add("other", "renamed", text);
    }
    match (&change.before, &change.after) {
        (None, Some(item)) => sorter.added(item),
        (Some(item), None) => sorter.removed(item),
        (Some(before), Some(after)) => sorter.changed(before, after),
        (None, None) => {}
    }
    sorter.rows
}

struct Sorter<'a> {
    change: &'a ItemChange,
    workspace: &'a Workspace,
    rows: Vec<Row>,
    /// The fields that have a row.
    used: Vec<bool>,
}

impl Sorter<'_> {
    fn add(&mut self, section: &'static str, what: &'static str, text: String) -> &mut Row {
        self.rows.push(Row {
            section,
            what,
            kind: self.change.kind.key(),
            id: self.change.id.clone(),
            title: self.change.title().to_owned(),
            text,
            before: None,
            after: None,
            approved_by: None,
        });
        self.rows.last_mut().expect("a row was added")
    }

    fn added(&mut self, item: &AnyItem) {
        match item {
            AnyItem::Milestone(m) => {
                let mut text = "new".to_owned();
                if let Some(work) = work(m) {
                    text.push_str(&format!(", {work}"));
                }
                if let Some(committed) = m.committed {
                    text.push_str(&format!(", committed for {committed}"));
                }
                self.add("scope", "added", text);
            }
            AnyItem::Risk(r) => {
                let likely = r.probability.map(|p| format!(", probability {p}")).unwrap_or_default();
                let owner = r.owner.as_ref().map(|o| format!(", owner {o}")).unwrap_or_default();
                let since = match r.status {
                    Some(RiskStatus::Realised) => " and has happened",
                    Some(RiskStatus::Closed) => " and closed",
                    _ => "",
                };
                self.add("risks", "raised", format!("raised{since}{likely}{owner}"));
            }
            AnyItem::Issue(i) => {
                let severity = i.severity.map(|s| format!(", severity {s}")).unwrap_or_default();
                let since = match i.status {
                    Some(IssueStatus::Resolved) => " and resolved",
                    Some(IssueStatus::Escalated) => " and escalated",
                    _ => "",
                };
                self.add("issues", "raised", format!("raised{since}{severity}"));
            }
            AnyItem::Assumption(_) => {
                self.add("issues", "raised", "assumed".to_owned());
            }
            AnyItem::Dependency(d) => {
                let promised = d.promised.map(|p| format!(", promised for {p}")).unwrap_or_default();
                self.add("links", "added", format!("new{promised}"));
            }
            AnyItem::Decision(d) => match d.status.as_ref().and_then(|s| s.normal) {
                Some(DecisionStatus::Accepted | DecisionStatus::Rejected) => self.decided(item),
                _ => {
                    let needed = d.needed_by.map(|n| format!(", needed by {n}")).unwrap_or_default();
                    self.add("decisions", "raised", format!("to be decided{needed}"));
                }
            },
            AnyItem::Change(c) => {
                self.add("changes", "raised", status_of_change(c.status()).to_owned());
            }
            AnyItem::Readiness(gate) => {
                let count = crate::diag::wording::count(i64::try_from(gate.items.len()).unwrap_or(0), "item");
                self.add("readiness", "added", format!("new gate with {count}"));
            }
            other => {
                let kind = other.kind().key().replace('_', " ");
                self.add("other", "added", format!("new {kind}"));
            }
        }
    }

    fn removed(&mut self, item: &AnyItem) {
        let section = section_of(item.kind());
        let what = match item {
            AnyItem::Milestone(m) if m.is_open() => "removed without being cancelled",
            _ => "removed",
        };
        self.add(section, "removed", what.to_owned());
    }

    fn changed(&mut self, before: &AnyItem, after: &AnyItem) {
        match (before, after) {
            (AnyItem::Milestone(old), AnyItem::Milestone(new)) => self.milestone(old, new),
            (AnyItem::Risk(old), AnyItem::Risk(new)) => {
                let word = match new.status {
                    Some(RiskStatus::Closed) => ("closed", "closed"),
                    Some(RiskStatus::Realised) => ("escalated", "has happened"),
                    _ => ("changed", ""),
                };
                self.status("risks", word);
                let is_worse =
                    weight(new) > weight(old) || (new.escalate_to.is_some() && old.escalate_to.is_none());
                let of_weight = ["probability", "impact", "escalate_to"];
                let before = self.rows.len();
                self.fields("risks", |f| of_weight.iter().any(|name| f.field.starts_with(name)));
                if is_worse && let Some(row) = self.rows.get_mut(before) {
                    row.what = "escalated";
                }
                self.fields("other", |f| f.field == "last_reviewed" || f.field == "review_by");
                self.fields("risks", |f| !is_text(f));
            }
            (AnyItem::Issue(_), AnyItem::Issue(new)) => {
                let word = match new.status {
                    Some(IssueStatus::Resolved) => ("closed", "resolved"),
                    Some(IssueStatus::Escalated) => ("escalated", "escalated"),
                    _ => ("changed", ""),
                };
                self.status("issues", word);
                self.fields("issues", |f| !is_text(f));
            }
            (AnyItem::Assumption(_), AnyItem::Assumption(_)) => self.fields("issues", |f| !is_text(f)),
            (AnyItem::Dependency(_), AnyItem::Dependency(_)) => {
                self.fields("owners", |f| f.field == "owner");
                self.fields("links", |f| !is_text(f));
            }
            (AnyItem::Decision(_), AnyItem::Decision(new)) => {
                let made = matches!(
                    new.status.as_ref().and_then(|s| s.normal),
                    Some(DecisionStatus::Accepted | DecisionStatus::Rejected)
                );
                if made && self.take(|f| f.field == "status").is_some() {
                    // Who decided, when and what belongs to it.
                    self.take_all(|f| {
                        ["date", "outcome", "decision-makers", "deciders", "consequences", "context"]
                            .contains(&f.field.as_str())
                    });
                    self.decided(after);
                }
                self.fields("decisions", |f| !is_text(f));
            }
            (AnyItem::Change(_), AnyItem::Change(new)) => {
                if self.take(|f| f.field == "status").is_some() {
                    let text = status_of_change(new.status()).to_owned();
                    self.add("changes", "decided", text);
                    self.take_all(|f| f.field == "decided" || f.field.starts_with("approvals"));
                }
                self.fields("changes", |f| !is_text(f));
            }
            (AnyItem::Readiness(_), AnyItem::Readiness(new)) => {
                self.readiness(new);
                self.fields("readiness", |f| !is_text(f));
            }
            (AnyItem::Charter(_), AnyItem::Charter(_)) => {
                self.fields("scope", |f| f.field.starts_with("scope"));
            }
            _ => {}
        }
        self.fields("owners", |f| f.field == "owner" || f.field == "team");
        self.rest();
    }

    fn milestone(&mut self, old: &Milestone, new: &Milestone) {
        if self.take(|f| f.field == "committed").is_some() {
            self.commitment(old, new);
        }
        if new.status() == MilestoneStatus::Cancelled && old.status() != MilestoneStatus::Cancelled {
            self.take_all(|f| f.field == "status" || f.field == "cancelled_reason");
            let why = new.cancelled_reason.as_ref().map(|r| format!(": {}", one_line(r))).unwrap_or_default();
            self.add("scope", "removed", format!("cancelled{why}"));
        }
        if let Some(text) = estimate(self.change) {
            self.take_all(is_estimate);
            let words = |m: &Milestone| work(m).unwrap_or_else(|| "none".to_owned());
            let (a, b) = (words(old), words(new));
            let row = self.add("estimates", "changed", text);
            (row.before, row.after) = (Some(a), Some(b));
        }
        self.fields("estimates", |f| ["elapsed", "effort", "confidence"].contains(&f.field.as_str()));
        self.fields("links", |f| f.field.starts_with("depends_on") || f.field.starts_with("constraint"));
        if new.started.is_some() && old.started.is_none() {
            // What held the start back has no say any more.
            self.take_all(|f| f.after.is_none() && is_start_constraint(f));
        }
        if new.finished.is_some() && old.finished.is_none() {
            // What was said of the work on its way goes with its end.
            let on_the_way = ["status", "remaining", "progress"];
            self.take_all(|f| f.after.is_none() && on_the_way.contains(&f.field.as_str()));
            if new.rag.is_none() {
                self.take_all(|f| f.field.starts_with("rag"));
            }
        }
        let progress = ["status", "started", "finished", "remaining", "progress"];
        self.fields("progress", |f| progress.contains(&f.field.as_str()));
        if self.take(|f| f.field == "rag.colour" || f.field == "rag").is_some() {
            self.take_all(|f| f.field.starts_with("rag"));
            let colour = |m: &Milestone| m.rag.as_ref().map_or("none", |rag| rag.colour.as_str()).to_owned();
            let (a, b) = (colour(old), colour(new));
            let reason = new.rag.as_ref().and_then(|rag| rag.reason.as_ref());
            let reason = reason.map(|r| format!(": {}", one_line(r))).unwrap_or_default();
            let row = self.add("colours", "changed", format!("{a} → {b}{reason}"));
            (row.before, row.after) = (Some(a), Some(b));
        }
    }

    /// Adds a row for each item of a gate whose status changed.
    fn readiness(&mut self, gate: &Readiness) {
        for item in &gate.items {
            let path = format!("items[{}]", item.id);
            let Some(status) = self.take(|f| f.field == format!("{path}.status")) else { continue };
            self.take_all(|f| f.field.starts_with(&path));
            let value = |v: &Option<serde_json::Value>| v.as_ref().map_or("open".to_owned(), words::value);
            let (a, b) = (value(&status.before), value(&status.after));
            let reason = item.reason.as_ref().or(item.waiver.as_ref().and_then(|w| w.reason.as_ref()));
            let reason = reason.map(|r| format!(": {}", one_line(r))).unwrap_or_default();
            let row = self.add("readiness", "changed", format!("{} {a} → {b}{reason}", item.id));
            (row.before, row.after) = (Some(a), Some(b));
        }
    }

    fn commitment(&mut self, old: &Milestone, new: &Milestone) {
        let text = |date: Option<Date>| date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
        let (a, b) = (text(old.committed), text(new.committed));
        if old.committed.is_none() {
            let row = self.add("commitments", "added", format!("committed for {b}"));
            row.after = Some(b);
            return;
        }
        let mut names: Vec<Id> = vec![new.id.clone(), old.id.clone()];
        names.extend(new.aliases.iter().cloned());
        let program = self.workspace.program(&self.change.program);
        let approval = program.map_or(Approval::None, |p| commitment::approval(p, &names, new.committed));
        let how = match &approval {
            Approval::Approved(id) => format!("by approved change {id}"),
            Approval::Pending(id) => format!("without approval: change {id} is not decided"),
            Approval::Refused(id) => format!("against change {id}, which was not approved"),
            Approval::None => "without an approved change".to_owned(),
        };
        let row = self.add("commitments", "moved", format!("{a} → {b}, {how}"));
        (row.before, row.after) = (Some(a), Some(b));
        if let Approval::Approved(id) = approval {
            row.approved_by = Some(id.to_string());
        }
    }

    fn decided(&mut self, item: &AnyItem) {
        let AnyItem::Decision(decision) = item else { return };
        let word = decision.status.as_ref().and_then(|s| s.normal).map_or("decided", DecisionStatus::as_str);
        let outcome = decision.outcome.as_ref().map(|o| one_line(o)).unwrap_or_default();
        let outcome = if outcome.is_empty() { String::new() } else { format!(": {outcome}") };
        self.add("decisions", "decided", format!("{word}{outcome}"));
    }

    /// Adds a row for a change of the status, if there is one.
    fn status(&mut self, section: &'static str, word: (&'static str, &str)) {
        let Some(field) = self.take(|f| f.field == "status") else { return };
        let text = if word.1.is_empty() { words::change(&field, false) } else { word.1.to_owned() };
        self.add(section, word.0, text);
        if word.0 == "closed" {
            self.take_all(|f| f.field == "closed" || f.field == "resolved");
        }
    }

    /// Adds one row for all fields that belong to a section and have none yet.
    fn fields(&mut self, section: &'static str, wants: impl Fn(&FieldChange) -> bool) {
        let mut text = Vec::new();
        let mut only = None;
        for (n, field) in self.change.fields.iter().enumerate() {
            if self.used[n] || !wants(field) {
                continue;
            }
            self.used[n] = true;
            text.push(words::change(field, self.is_list(&field.field)));
            only = Some(field);
        }
        let Some(only) = only else { return };
        let is_single = text.len() == 1;
        let row = self.add(section, "changed", words::joined(text));
        if is_single {
            row.before = only.before.as_ref().map(words::value);
            row.after = only.after.as_ref().map(words::value);
        }
    }

    fn rest(&mut self) {
        self.fields("other", |_| true);
    }

    /// Tells whether a field is a list, so that entries come and go.
    fn is_list(&self, field: &str) -> bool {
        let item = self.change.after.as_ref().or(self.change.before.as_ref());
        item.is_some_and(|item| {
            let fields = item.fields();
            let sides = [&self.change.before, &self.change.after];
            let other =
                sides.into_iter().flatten().any(|i| i.fields().get(field).is_some_and(|v| v.is_array()));
            other || fields.get(field).is_some_and(serde_json::Value::is_array)
        })
    }

    fn take(&mut self, wants: impl Fn(&FieldChange) -> bool) -> Option<FieldChange> {
        let n = (0..self.used.len()).find(|n| !self.used[*n] && wants(&self.change.fields[*n]))?;
        self.used[n] = true;
        Some(self.change.fields[n].clone())
    }

    fn take_all(&mut self, wants: impl Fn(&FieldChange) -> bool) {
        for (used, field) in self.used.iter_mut().zip(&self.change.fields) {
            *used |= wants(field);
        }
    }
}

/// Returns probability times impact, each from 1 to 5; 0 when one is not known.
fn weight(risk: &Risk) -> u8 {
    let likely = risk.probability.map_or(0, |p| p.band().level());
    likely * risk.impact.as_ref().and_then(Impact::band).map_or(0, |band| band.level())
}

fn is_start_constraint(field: &FieldChange) -> bool {
    let before = field.before.as_ref().and_then(serde_json::Value::as_object);
    let is_of_start = before.is_some_and(|map| map.keys().all(|key| key.starts_with("start")));
    field.field.starts_with("constraint.start") || (field.field == "constraint" && is_of_start)
}

fn is_estimate(field: &FieldChange) -> bool {
    field.field.starts_with("estimate") || field.field == "duration"
}

/// Says how the estimate of a milestone changed, if it did.
pub(crate) fn estimate(change: &ItemChange) -> Option<String> {
    let (Some(AnyItem::Milestone(old)), Some(AnyItem::Milestone(new))) =
        (change.before.as_deref(), change.after.as_deref())
    else {
        return None;
    };
    let words = |m: &Milestone| work(m).unwrap_or_else(|| "none".to_owned());
    change.fields.iter().any(is_estimate).then(|| format!("{} → {}", words(old), words(new)))
}

fn section_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Milestone => "scope",
        Kind::Risk => "risks",
        Kind::Issue | Kind::Assumption => "issues",
        Kind::Dependency => "links",
        Kind::Decision => "decisions",
        Kind::Change => "changes",
        Kind::Readiness => "readiness",
        _ => "other",
    }
}

/// Tells whether a field is prose that no plan turns on.
fn is_text(field: &FieldChange) -> bool {
    const TEXTS: &[&str] = &["title", "description", "tags", "links", "aliases", "context", "consequences"];
    let name = field.field.split(['.', '[']).next().unwrap_or_default();
    TEXTS.contains(&name) || name.starts_with("x-")
}

fn status_of_change(status: ChangeStatus) -> &'static str {
    match status {
        ChangeStatus::Draft => "drafted",
        ChangeStatus::Proposed => "asked for",
        ChangeStatus::Approved => "approved",
        ChangeStatus::Rejected => "rejected",
        ChangeStatus::Implemented => "implemented",
        ChangeStatus::Withdrawn => "withdrawn",
    }
}

/// Returns how long the work takes: `8d`, `6d to 12d, likely 8d`; none for a pure milestone.
fn work(milestone: &Milestone) -> Option<String> {
    if let Some(duration) = milestone.duration {
        return Some(duration.to_string());
    }
    let e = milestone.estimate.as_ref()?;
    Some(match (e.low, e.likely, e.high) {
        (Some(low), Some(likely), Some(high)) => format!("{likely} ({low} to {high})"),
        _ => words::value(&serde_json::to_value(e).unwrap_or_default()),
    })
}

/// Returns a text on one line, short.
fn one_line(text: &str) -> String {
    const MAX: usize = 100;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MAX {
        return line;
    }
    let short: String = line.chars().take(MAX - 1).collect();
    format!("{}…", short.trim_end())
}
