//! Early warnings as a view: what is raised, by what, since which commit; and what was looked at. The JSON is a contract
//! (`docs/cli.md`).

use serde::Serialize;

use crate::diag::Code;
use crate::model::Date;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::trend::signals;
use crate::trend::signals::Cited;
use crate::trend::signals::Looked;
use crate::trend::signals::Named;
use crate::trend::signals::SIGNALS;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Verdict;

/// The early warnings of the programs asked for.
#[derive(Debug, Serialize)]
pub struct SignalsView {
    /// The version of this shape.
    pub version: u32,
    /// The day that it was computed for.
    pub as_of: String,
    /// `whole`, `shallow` or `none`: how much of the past is known.
    pub history: &'static str,
    /// What is raised, the worst first.
    pub signals: Vec<SignalRow>,
    /// The signals that looked and raised nothing.
    pub quiet: Vec<SignalName>,
    /// The signals that could not look at anything.
    pub unknown: Vec<UnknownRow>,
    /// The signals that `epm.yaml` switches off.
    pub off: Vec<SignalName>,
    /// How many are raised, by severity.
    pub summary: Summary,
    /// The signal that is explained, when one is asked for.
    pub explained: Option<Explained>,
}

/// A signal by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignalName {
    /// `EW-07`.
    pub id: &'static str,
    /// Its name in `epm.yaml`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
}

/// A signal that could not look at anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownRow {
    /// `EW-07`.
    pub id: &'static str,
    /// Its name in `epm.yaml`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Why.
    pub reason: String,
}

/// How many are raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// A commitment is in danger, or what is reported is not true.
    pub high: usize,
    /// Something goes the wrong way.
    pub medium: usize,
    /// Worth a question.
    pub low: usize,
}

/// A signal that is raised.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignalRow {
    /// `EW-07`.
    pub id: &'static str,
    /// Its name in `epm.yaml`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// `high`, `medium` or `low`.
    pub severity: &'static str,
    /// The program.
    pub program: String,
    /// What it speaks of, the one that matters first.
    pub items: Vec<ItemRow>,
    /// What was measured, in a sentence without a full stop.
    pub text: String,
    /// What was measured.
    pub value: Option<f64>,
    /// The threshold that it is beyond.
    pub limit: Option<f64>,
    /// What both count.
    pub unit: &'static str,
    /// The commits that raised it, oldest first.
    pub commits: Vec<CommitRow>,
    /// The next step.
    pub help: String,
    /// The rules of `epm check` that tell the same.
    pub told_by: Vec<String>,
}

/// Something that a signal speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// `milestone`, `risk`, `program`, `team`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A commit that raised a signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitRow {
    /// The first digits of its id; none for what is not committed yet.
    pub commit: Option<String>,
    /// Its day.
    pub day: Option<Date>,
    /// Who wrote it.
    pub who: Option<String>,
    /// What it did.
    pub what: String,
}

/// A signal with all that it looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// `EW-07`.
    pub id: &'static str,
    /// Its name in `epm.yaml`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The rule, in sentences.
    pub about: &'static str,
    /// How much it matters.
    pub severity: &'static str,
    /// It reads the past.
    pub needs_history: bool,
    /// `epm.yaml` switches it off.
    pub off: bool,
    /// The rules of `epm check` that tell the same.
    pub told_by: Vec<String>,
    /// Its thresholds.
    pub limits: Vec<LimitRow>,
    /// What it looked at.
    pub looked: Vec<LookedRow>,
}

/// A threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitRow {
    /// Its key in `epm.yaml`.
    pub key: &'static str,
    /// What it is, as written there.
    pub value: String,
    /// What it is unless given.
    pub default: String,
}

/// One thing that a signal looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookedRow {
    /// `raised`, `quiet` or `unknown`.
    pub verdict: &'static str,
    /// The program; empty when it is about all of them.
    pub program: String,
    /// What was looked at.
    pub item: Option<ItemRow>,
    /// What was measured, or why nothing was.
    pub text: String,
}

/// Builds the view of what a scene raises, of the programs that are wanted.
pub fn build(
    scene: &Scene<'_>,
    explain: Option<&'static Signal>,
    wants: impl Fn(&str) -> bool,
) -> SignalsView {
    let is_wanted = |looked: &Looked| looked.program.as_ref().is_none_or(|program| wants(program.as_str()));
    let looked: Vec<Looked> = signals::watch(scene).into_iter().filter(is_wanted).collect();
    let of = |signal: &Signal| looked.iter().filter(|l| l.signal == signal.id).collect::<Vec<_>>();
    let on = |signal: &&&Signal| scene.limits.is_on(signal);
    let name = |signal: &&Signal| SignalName { id: signal.id, name: signal.name, title: signal.title };
    let is_blind = |signal: &Signal| {
        let all = of(signal);
        !all.is_empty() && all.iter().all(|l| l.verdict == Verdict::Unknown)
    };
    let is_raised = |signal: &Signal| of(signal).iter().any(|l| l.raised().is_some());
    let rows = rows(&looked);
    let count = |severity: Severity| rows.iter().filter(|row| row.severity == severity.as_str()).count();
    SignalsView {
        version: 1,
        as_of: scene.as_of.to_string(),
        history: match scene.history() {
            None => "none",
            Some(history) if history.is_shallow => "shallow",
            Some(_) => "whole",
        },
        quiet: SIGNALS.iter().filter(on).filter(|s| !is_raised(s) && !is_blind(s)).map(name).collect(),
        unknown: SIGNALS.iter().filter(on).filter(|s| is_blind(s)).map(|s| blind(s, &of(s))).collect(),
        off: SIGNALS.iter().filter(|signal| !on(signal)).map(name).collect(),
        summary: Summary {
            high: count(Severity::High),
            medium: count(Severity::Medium),
            low: count(Severity::Low),
        },
        signals: rows,
        explained: explain.map(|signal| {
            let looked: Vec<Looked> = signals::one(signal, scene).into_iter().filter(is_wanted).collect();
            explained(scene, signal, &looked)
        }),
    }
}

/// Returns what is raised, the worst first, then by signal, in the order of the programs.
pub fn rows(looked: &[Looked]) -> Vec<SignalRow> {
    let mut rows: Vec<(Severity, SignalRow)> = looked.iter().filter_map(row).collect();
    rows.sort_by_key(|(severity, row)| (*severity, row.id));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(looked: &Looked) -> Option<(Severity, SignalRow)> {
    let raised = looked.raised()?;
    let signal = signals::find(looked.signal)?;
    let row = SignalRow {
        id: signal.id,
        name: signal.name,
        title: signal.title,
        severity: raised.severity.as_str(),
        program: looked.program.as_ref().map(ToString::to_string).unwrap_or_default(),
        items: looked.item.iter().chain(&raised.with).map(item).collect(),
        text: looked.text.clone(),
        value: raised.value.map(rounded),
        limit: raised.limit.map(rounded),
        unit: raised.unit,
        commits: raised.commits.iter().map(commit).collect(),
        help: raised.help.clone(),
        told_by: codes(&raised.told_by),
    };
    Some((raised.severity, row))
}

fn blind(signal: &Signal, looked: &[&Looked]) -> UnknownRow {
    let reason = looked.first().map(|l| l.text.clone()).unwrap_or_default();
    UnknownRow { id: signal.id, name: signal.name, title: signal.title, reason }
}

fn explained(scene: &Scene<'_>, signal: &'static Signal, looked: &[Looked]) -> Explained {
    let limit = |limit: &signals::Limit| LimitRow {
        key: limit.key,
        value: limit.written(scene.limits.of(signal, limit.key)),
        default: limit.written(limit.default),
    };
    let row = |looked: &Looked| LookedRow {
        verdict: match looked.verdict {
            Verdict::Raised(_) => "raised",
            Verdict::Quiet => "quiet",
            Verdict::Unknown => "unknown",
        },
        program: looked.program.as_ref().map(ToString::to_string).unwrap_or_default(),
        item: looked.item.as_ref().map(item),
        text: looked.text.clone(),
    };
    Explained {
        id: signal.id,
        name: signal.name,
        title: signal.title,
        about: signal.about,
        severity: signal.severity.as_str(),
        needs_history: signal.needs_history,
        off: !scene.limits.is_on(signal),
        told_by: codes(signal.told_by),
        limits: signal.limits.iter().map(limit).collect(),
        looked: looked.iter().map(row).collect(),
    }
}

fn item(named: &Named) -> ItemRow {
    ItemRow { kind: named.kind, id: named.id.clone(), title: named.title.clone() }
}

fn commit(cited: &Cited) -> CommitRow {
    CommitRow {
        commit: cited.commit.as_ref().map(|commit| commit.short.clone()),
        day: cited.commit.as_ref().map(|commit| commit.day),
        who: cited.commit.as_ref().map(|commit| commit.who().to_owned()),
        what: cited.what.clone(),
    }
}

fn codes(numbers: &[u16]) -> Vec<String> {
    numbers.iter().map(|number| Code(*number).to_string()).collect()
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

impl View for SignalsView {
    plain_view!("signals");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "id", "name", "severity", "program", "kind", "item", "title", "text", "value", "limit", "unit",
            "commit", "day", "who", "what", "told_by",
        ];
        let row = |row: &SignalRow| {
            let first = row.items.first();
            let last = row.commits.last();
            let of = |text: Option<&String>| Cell::maybe(text.map(String::as_str));
            vec![
                Cell::text(row.id),
                Cell::text(row.name),
                Cell::text(row.severity),
                Cell::text(&row.program),
                Cell::maybe(first.map(|item| item.kind)),
                of(first.map(|item| &item.id)),
                of(first.map(|item| &item.title)),
                Cell::text(&row.text),
                Cell::number(row.value),
                Cell::number(row.limit),
                Cell::text(row.unit),
                of(last.and_then(|commit| commit.commit.as_ref())),
                Cell::day(last.and_then(|commit| commit.day)),
                of(last.and_then(|commit| commit.who.as_ref())),
                of(last.map(|commit| &commit.what)),
                Cell::text(&row.told_by.join(" ")),
            ]
        };
        vec![Table {
            name: "signals".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.signals.iter().map(row).collect(),
        }]
    }
}
