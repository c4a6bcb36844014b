//! What changed since the last status note, from the dates in the records.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::RiskStatus;
use crate::report::period;
use crate::report::period::Notes;
use crate::report::phrase;
use crate::report::scene::Scene;

/// What changed in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The day after which things are new.
    pub since: Date,
    /// That day in words.
    pub since_text: String,
    /// Milestones reached.
    pub finished: Vec<Event>,
    /// Risks, issues, assumptions, dependencies, decisions and changes raised.
    pub raised: Vec<Event>,
    /// Decisions and changes decided.
    pub decided: Vec<Event>,
    /// Risks, issues, assumptions and dependencies closed.
    pub closed: Vec<Event>,
    /// Dates and scores that moved, or that nothing is known of them.
    pub moved: &'static str,
    /// The counts in one line.
    pub summary: String,
}

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The kind of the item: `risk`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day.
    pub on: Date,
    /// How it ended, when that is not plain.
    pub how: Option<&'static str>,
}

struct Window {
    after: Date,
    until: Date,
}

impl Window {
    fn event(
        &self,
        on: Option<Date>,
        kind: &'static str,
        id: &dyn ToString,
        title: &str,
        how: Option<&'static str>,
    ) -> Option<Event> {
        let on = on.filter(|day| *day > self.after && *day <= self.until)?;
        Some(Event { kind, id: id.to_string(), title: title.to_owned(), on, how })
    }
}

/// Collects what changed since the last status note, or within one cadence when there is none.
pub(super) fn changes(scene: &Scene<'_>, notes: &Notes<'_>) -> Changes {
    let days = period::cadence_days(scene.program);
    let since = notes.since();
    let after = since.unwrap_or_else(|| scene.as_of().plus_days(-days));
    let window = Window { after, until: scene.as_of() };
    let mut changes = Changes {
        since: after,
        since_text: match since {
            Some(day) => format!("since the status of {}", phrase::date(day)),
            None => format!("in the last {}", wording::count(i64::from(days), "day")),
        },
        finished: finished(scene, &window),
        raised: raised(scene, &window),
        decided: decided(scene, &window),
        closed: closed(scene, &window),
        moved: "no earlier snapshot",
        summary: String::new(),
    };
    for events in [&mut changes.finished, &mut changes.raised, &mut changes.decided, &mut changes.closed] {
        events.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    }
    let parts = [
        (&changes.finished, "reached"),
        (&changes.raised, "raised"),
        (&changes.decided, "decided"),
        (&changes.closed, "closed"),
    ];
    let parts: Vec<String> = parts.iter().filter_map(|(events, what)| counted(events, what)).collect();
    changes.summary = if parts.is_empty() {
        "nothing reached, raised, decided or closed".to_owned()
    } else {
        parts.join(", ")
    };
    changes
}

/// Returns `2 issues closed`, `3 raised` when they are of several kinds, nothing for none.
fn counted(events: &[Event], what: &str) -> Option<String> {
    let first = events.first()?;
    if events.iter().any(|event| event.kind != first.kind) {
        return Some(format!("{} {what}", events.len()));
    }
    let kinds = match (events.len(), first.kind) {
        (1, kind) => format!("1 {kind}"),
        (n, "dependency") => format!("{n} dependencies"),
        (n, kind) => format!("{n} {kind}s"),
    };
    Some(format!("{kinds} {what}"))
}

fn finished(scene: &Scene<'_>, window: &Window) -> Vec<Event> {
    let milestones = scene.program.milestones.iter();
    milestones.filter_map(|m| window.event(m.finished, "milestone", &m.id, &m.title, None)).collect()
}

fn raised(scene: &Scene<'_>, window: &Window) -> Vec<Event> {
    let program = scene.program;
    let mut out = Vec::new();
    out.extend(program.risks.iter().filter_map(|r| window.event(r.raised, "risk", &r.id, &r.title, None)));
    out.extend(program.issues.iter().filter_map(|i| window.event(i.raised, "issue", &i.id, &i.title, None)));
    let assumptions = program.assumptions.iter();
    out.extend(assumptions.filter_map(|a| window.event(a.raised, "assumption", &a.id, &a.title, None)));
    let dependencies = program.dependencies.iter();
    out.extend(dependencies.filter_map(|d| window.event(d.raised, "dependency", &d.id, &d.title, None)));
    let decisions = program.decisions.iter().filter_map(|d| Some((d, d.id.as_ref()?)));
    out.extend(decisions.filter_map(|(d, id)| window.event(d.raised, "decision", id, d.title(), None)));
    out.extend(
        program.changes.iter().filter_map(|c| window.event(c.raised, "change", &c.id, &c.title, None)),
    );
    out
}

fn decided(scene: &Scene<'_>, window: &Window) -> Vec<Event> {
    let program = scene.program;
    let mut out = Vec::new();
    let decisions = program.decisions.iter().filter(|d| !d.is_open());
    let decisions = decisions.filter_map(|d| Some((d, d.id.as_ref()?)));
    out.extend(
        decisions
            .filter_map(|(d, id)| window.event(d.date, "decision", id, d.title(), Some(d.status().as_str()))),
    );
    let changes = program.changes.iter().filter(|c| !c.is_open());
    out.extend(
        changes.filter_map(|c| window.event(c.decided, "change", &c.id, &c.title, Some(c.status().as_str()))),
    );
    out
}

fn closed(scene: &Scene<'_>, window: &Window) -> Vec<Event> {
    let program = scene.program;
    let mut out = Vec::new();
    out.extend(program.risks.iter().filter_map(|r| {
        let how = (r.status() == RiskStatus::Realised).then_some("has happened");
        window.event(r.closed, "risk", &r.id, &r.title, how)
    }));
    out.extend(
        program.issues.iter().filter_map(|i| window.event(i.resolved, "issue", &i.id, &i.title, None)),
    );
    out.extend(
        program
            .assumptions
            .iter()
            .filter_map(|a| window.event(a.closed, "assumption", &a.id, &a.title, Some(a.status().as_str()))),
    );
    let dependencies = program.dependencies.iter();
    out.extend(dependencies.filter_map(|d| window.event(d.resolved, "dependency", &d.id, &d.title, None)));
    out
}
