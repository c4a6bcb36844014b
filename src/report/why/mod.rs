//! Why an item is when it is: what drives it, what it drives, how far it can slip and what happens then.

mod slips;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Workspace;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::plan::forecast::Outlook;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::report::plan::name;
use crate::trend::reason;

/// The answer for one item.
#[derive(Clone, Debug, Serialize)]
pub struct WhyView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: String,
    /// The program.
    pub program: String,
    /// The item.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The answer in one sentence.
    pub answer: String,
    /// The parts of the explanation: a label and a sentence each.
    pub parts: Vec<Part>,
    /// First working day.
    pub start: Date,
    /// Last working day: the expected finish.
    pub finish: Date,
    /// The agreed date.
    pub committed: Option<Date>,
    /// Working days after the agreed date; negative is early.
    pub variance: Option<f64>,
    /// Working days before the program's end or a commitment moves.
    pub total_float: f64,
    /// Working days before any successor moves.
    pub free_float: f64,
    /// On a longest path.
    pub critical: bool,
    /// Working days until it is on a longest path.
    pub days_until_critical: Option<f64>,
    /// The path that leads to it, first node first.
    pub path: Vec<String>,
    /// What it waits for and has not come.
    pub waits_for: Vec<Neighbour>,
    /// What waits for it.
    pub drives: Vec<Neighbour>,
}

/// A labelled sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// `Driven by`.
    pub label: &'static str,
    /// The sentence.
    pub text: String,
}

/// A node next to the item.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its expected finish.
    pub finish: Date,
    /// Who answers for it.
    pub owner: Option<String>,
    /// It fixes the date.
    pub driving: bool,
}

/// A slip to ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// In working time.
    Working(Duration),
    /// In calendar time.
    Elapsed(Duration),
}

/// Explains a node; `slip` asks what a slip does.
pub fn build(workspace: &Workspace, plan: &Plan, index: usize, slip: Option<Slip>) -> WhyView {
    let node = &plan.nodes[index];
    let here = node.key.program.as_str();
    let path = plan.path_to(&node.key);
    let waits_for: Vec<Neighbour> = plan
        .predecessors(index)
        .filter(|e| !plan.nodes[e.from].is_done)
        .map(|e| neighbour(workspace, &plan.nodes[e.from], here, e.is_driving))
        .collect();
    let drives: Vec<Neighbour> =
        plan.successors(index).map(|e| neighbour(workspace, &plan.nodes[e.to], here, e.is_driving)).collect();
    let mut parts = vec![Part { label: "Driven by", text: driven_by(plan, node, &path) }];
    if !waits_for.is_empty() {
        parts.push(Part { label: "Waits for", text: neighbours(&waits_for) });
    }
    if !drives.is_empty() {
        parts.push(Part { label: "Drives", text: neighbours(&drives) });
    }
    if !node.is_done {
        parts.push(Part { label: "Slack", text: slack(plan, node) });
        let text = slips::slips(workspace, plan, node, slip);
        parts.push(Part { label: "If it slips", text });
    }
    WhyView {
        version: 1,
        as_of: plan.as_of.to_string(),
        program: here.to_owned(),
        id: node.key.id.to_string(),
        title: node.title.clone(),
        answer: answer(plan, node),
        parts,
        start: node.early_start,
        finish: node.early_finish,
        committed: node.committed,
        variance: node.variance,
        total_float: node.total_float,
        free_float: node.free_float,
        critical: node.is_critical,
        days_until_critical: plan.days_until_critical(&node.key),
        path: path.iter().map(|key| name(key, here)).collect(),
        waits_for,
        drives,
    }
}

/// Returns a date as a person reads it: `Thu 2027-03-04`.
pub(crate) fn day(date: Date) -> String {
    let word = match date.civil().weekday() {
        jiff::civil::Weekday::Monday => "Mon",
        jiff::civil::Weekday::Tuesday => "Tue",
        jiff::civil::Weekday::Wednesday => "Wed",
        jiff::civil::Weekday::Thursday => "Thu",
        jiff::civil::Weekday::Friday => "Fri",
        jiff::civil::Weekday::Saturday => "Sat",
        jiff::civil::Weekday::Sunday => "Sun",
    };
    format!("{word} {date}")
}

fn answer(plan: &Plan, node: &PlanNode) -> String {
    let verb = if node.is_done { "was reached on" } else { "is expected" };
    let against = match (node.committed, node.variance) {
        (Some(committed), Some(v)) if v > 0.0 => {
            format!(", {} after its commitment ({})", wording::working_days(v), day(committed))
        }
        (Some(committed), Some(v)) if v < 0.0 => {
            format!(", {} before its commitment ({})", wording::working_days(v), day(committed))
        }
        (Some(committed), _) => format!(", on its commitment ({})", day(committed)),
        (None, _) => String::new(),
    };
    let forecast = if node.is_done { String::new() } else { format!(" {}.", outlook(plan, node)) };
    format!("{} {verb} {}{against}.{forecast}", node.title, day(node.early_finish))
}

/// Says when it comes with some certainty, or why nobody knows.
fn outlook(plan: &Plan, node: &PlanNode) -> String {
    let forecast = match &plan.outlook {
        Outlook::Forecast(forecast) => forecast,
        Outlook::None(reason) => return format!("P80 is not forecast: {reason}"),
    };
    match forecast.item(&node.key).map(|item| &item.finish) {
        Some(finish) if finish.is_uncertain() => {
            let chance =
                finish.p_committed.map(|p| format!("; the commitment is {} likely", wording::chance(p)));
            format!("P80 is {}{}", day(finish.dates.p80), chance.unwrap_or_default())
        }
        _ => "P80 is the same: nothing that leads to it has a range".to_owned(),
    }
}

fn driven_by(plan: &Plan, node: &PlanNode, path: &[NodeKey]) -> String {
    let here = node.key.program.as_str();
    let first = path.first().and_then(|key| plan.node(key)).unwrap_or(node);
    let begin = reason::reason(first, plan.as_of).unwrap_or_else(|| "what comes before it".to_owned());
    if path.len() < 2 {
        return begin;
    }
    let arrow = path.iter().map(|key| name(key, here)).collect::<Vec<_>>().join(" → ");
    let days: f64 =
        path.iter().filter_map(|key| plan.node(key)).filter(|n| !n.is_done).map(|n| n.duration).sum();
    format!("{arrow} ({} of work left on it), begun by {begin}", wording::working_days(days))
}

fn neighbour(workspace: &Workspace, node: &PlanNode, here: &str, driving: bool) -> Neighbour {
    Neighbour {
        id: name(&node.key, here),
        kind: node.kind.as_str(),
        title: node.title.clone(),
        finish: node.early_finish,
        owner: node.owner.as_ref().map(|owner| workspace.person_name(owner).to_owned()),
        driving,
    }
}

fn neighbours(all: &[Neighbour]) -> String {
    const SHOWN: usize = 6;
    let mut words: Vec<String> = all
        .iter()
        .take(SHOWN)
        .map(|n| {
            let owner = n.owner.as_ref().map(|o| format!(", {o}")).unwrap_or_default();
            format!("{} \"{}\" ({}{owner})", n.id, n.title, day(n.finish))
        })
        .collect();
    if all.len() > SHOWN {
        words.push(format!("{} more", all.len() - SHOWN));
    }
    words.join("; ")
}

fn slack(plan: &Plan, node: &PlanNode) -> String {
    let end = plan.program(&node.key.program).map(|p| format!("the program's finish ({})", day(p.finish)));
    let end = end.unwrap_or_else(|| "the end".to_owned());
    if node.total_float < 0.0 {
        return format!(
            "none: it is {} too late for {end} or for a commitment behind it",
            wording::working_days(node.total_float)
        );
    }
    if node.is_critical && node.total_float > 0.0 {
        return format!(
            "{} although it is on the critical path: what waits for it could not begin sooner, because of days off in between; \
             after that, each day it slips moves {end} or a commitment",
            wording::working_days(node.total_float)
        );
    }
    if node.is_critical || node.total_float == 0.0 {
        let what = if node.is_critical {
            "it is on the critical path"
        } else {
            "a commitment behind it leaves none"
        };
        return format!("none: {what}, so each day it slips moves {end} or a commitment");
    }
    if node.free_float > node.total_float {
        return format!(
            "its first {} move nothing, because what waits for it is held up elsewhere; a commitment behind it leaves only {}",
            wording::working_days(node.free_float),
            wording::working_days(node.total_float)
        );
    }
    let critical = match plan.days_until_critical(&node.key) {
        Some(days) if days > node.total_float => {
            format!("; after {} it is on the critical path", wording::working_days(days))
        }
        Some(_) => ", and then it is on the critical path".to_owned(),
        None => format!(", and it can never be on the critical path of {}", node.key.program),
    };
    let free = if node.free_float > 0.0 {
        format!("the first {} move nothing else", wording::working_days(node.free_float))
    } else {
        "what waits for it moves from the first day".to_owned()
    };
    format!(
        "it can slip {} before {end} or a commitment moves{critical}; {free}",
        wording::working_days(node.total_float)
    )
}

impl View for WhyView {
    plain_view!("why");

    fn tables(&self) -> Vec<Table> {
        let row = |part: &Part| vec![Cell::text(part.label), Cell::text(&part.text)];
        vec![Table {
            name: "why".to_owned(),
            columns: ["label", "text"].map(str::to_owned).to_vec(),
            rows: self.parts.iter().map(row).collect(),
        }]
    }
}
