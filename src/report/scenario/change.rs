//! The change record that would make a scenario real, filled from the comparison.

use crate::diag::wording;
use crate::model::Change;
use crate::model::ChangeImpact;
use crate::model::ChangeKind;
use crate::model::ChangeMove;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::Extra;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Program;
use crate::model::Prose;
use crate::model::Scenario;
use crate::model::Text;
use crate::plan::NodeKey;
use crate::plan::scenario::Outcome;
use crate::report::scenario::CompareView;
use crate::report::scenario::ScenarioRow;
use crate::report::scenario::build::amount;

/// What a change record is drafted from.
#[derive(Debug)]
pub struct Drafted<'a> {
    /// The id of the new record.
    pub id: Id,
    /// The day.
    pub raised: Date,
    /// The program.
    pub program: &'a Program,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What it comes to.
    pub outcome: &'a Outcome,
    /// The base and the scenario side by side.
    pub view: &'a CompareView,
}

/// Drafts the change record. Nothing when the view does not hold base and scenario.
pub fn draft(drafted: &Drafted<'_>) -> Option<Change> {
    let Drafted { program, scenario, outcome, view, .. } = drafted;
    let [base, row] = view.scenarios.as_slice() else { return None };
    let applied = &outcome.applied;
    let kind = match applied {
        a if a.removed.iter().any(|r| r.kind == crate::model::Kind::Milestone) => ChangeKind::Scope,
        a if !a.moved.is_empty() => ChangeKind::Schedule,
        a if !a.added.is_empty() => ChangeKind::Cost,
        _ => ChangeKind::Schedule,
    };
    let own = |key: &NodeKey| reference(key, program);
    let mut affects: Vec<ItemRef> = Vec::new();
    let touched = applied.removed.iter().map(|r| &r.key);
    let touched = touched.chain(applied.changed.iter().map(|(key, _)| key));
    for key in touched.chain(applied.moved.iter().map(|m| &m.key)) {
        if !affects.contains(&own(key)) {
            affects.push(own(key));
        }
    }
    let moves = applied.moved.iter().map(|m| ChangeMove {
        item: own(&m.key),
        from: Some(m.from),
        to: Some(m.to),
        extra: Extra::new(),
    });
    Some(Change {
        id: drafted.id.clone(),
        title: text(&scenario.title),
        description: scenario.description.clone(),
        status: Some(ChangeStatus::Draft),
        kind: Some(kind),
        handling: None,
        material: Some(true),
        requested_by: None,
        owner: program.owner().cloned(),
        raised: Some(drafted.raised),
        needed_by: None,
        decided: None,
        justification: reasons(scenario).map(prose),
        impact: Some(ChangeImpact {
            schedule: Some(text(&schedule(base, row))),
            scope: Some(text(&scope(row))),
            cost: Some(text(&cost(base, row))),
            risk: Some(text(&risk(base, row))),
            extra: Extra::new(),
        }),
        affects,
        moves: moves.collect(),
        approvals: Vec::new(),
        implementation: Some(prose(implementation(scenario, row))),
        backout: None,
        test: None,
        planned_start: None,
        planned_end: None,
        close_notes: None,
        visibility: scenario.visibility,
        aliases: Vec::new(),
        tags: Vec::new(),
        links: std::collections::BTreeMap::new(),
        extra: Extra::new(),
    })
}

fn reference(key: &NodeKey, program: &Program) -> ItemRef {
    let other = (key.program != program.id).then(|| key.program.clone());
    ItemRef { program: other, id: key.id.clone() }
}

fn text(text: &str) -> Text {
    Text::from(text)
}

fn prose(text: String) -> Prose {
    Prose::from(text.as_str())
}

/// Returns the reasons that the operations give, each once.
fn reasons(scenario: &Scenario) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for reason in scenario.ops.iter().filter_map(|op| op.reason.as_deref()) {
        let line = format!("- {reason}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn schedule(base: &ScenarioRow, row: &ScenarioRow) -> String {
    let change = row.finish_change_days.unwrap_or_default();
    let mut out = match change {
        0.0 => format!("The plan ends on {}, as without it", row.finish),
        n if n < 0.0 => {
            format!("The plan ends on {} instead of {}, {} working days earlier", row.finish, base.finish, -n)
        }
        n => format!("The plan ends on {} instead of {}, {n} working days later", row.finish, base.finish),
    };
    if let (Some(old), Some(new)) = (&base.forecast, &row.forecast) {
        out.push_str(&format!("; P80 is {} instead of {}", new.p80, old.p80));
    } else {
        out.push_str("; not forecast");
    }
    if let Some(target) = &row.target {
        let before = base.target.as_ref().and_then(|t| t.probability);
        if let (Some(new), Some(old)) = (target.probability, before) {
            let (milestone, date) = (&target.milestone, &target.date);
            let (new, old) = (wording::chance(new), wording::chance(old));
            let change =
                if new == old { format!("stays {new}") } else { format!("is {new} instead of {old}") };
            out.push_str(&format!("; the chance that {milestone} meets {date} {change}"));
        }
    }
    out
}

fn scope(row: &ScenarioRow) -> String {
    let of = row.removed.iter().filter(|removed| removed.kind == "milestone");
    let removed: Vec<String> = of.map(|removed| format!("{} ({})", removed.title, removed.id)).collect();
    if removed.is_empty() { "None".to_owned() } else { format!("Taken out: {}", removed.join("; ")) }
}

fn cost(base: &ScenarioRow, row: &ScenarioRow) -> String {
    let currency = row.currency.as_deref();
    let mut out: Vec<String> = Vec::new();
    match row.added_cost {
        Some(cost) => out.push(format!("Added people cost {}", amount(cost, currency))),
        None if row.changes.iter().any(|change| change.contains("more in `")) => {
            out.push("Added people: no rate given".to_owned());
        }
        None => {}
    }
    if let (Some(old), Some(new)) = (base.expected_cost_of_delay, row.expected_cost_of_delay) {
        out.push(format!(
            "expected cost of delay {} instead of {}",
            amount(new, currency),
            amount(old, currency)
        ));
    }
    if out.is_empty() { "Not estimated".to_owned() } else { out.join("; ") }
}

fn risk(base: &ScenarioRow, row: &ScenarioRow) -> String {
    let mut out = format!(
        "{} open risks with {:.1} working days of exposure, instead of {} with {:.1}",
        row.open_risks, row.exposure_days, base.open_risks, base.exposure_days
    );
    let (old, new) = (base.overloads.len(), row.overloads.len());
    out.push_str(&format!("; {new} overloaded team iterations instead of {old}"));
    out
}

/// Says what to do to the files.
fn implementation(scenario: &Scenario, row: &ScenarioRow) -> String {
    let mut lines: Vec<String> = vec![format!("As scenario {} says:", scenario.id), String::new()];
    let removed = row.removed.iter().map(|r| format!("- cancel {} {} ({})", r.kind, r.id, r.title));
    lines.extend(removed);
    lines.extend(row.moved.iter().map(|m| format!("- commit {} for {} instead of {}", m.id, m.to, m.from)));
    lines.extend(row.changes.iter().map(|change| format!("- {}", change.replace('`', ""))));
    lines.join("\n")
}
