//! A risk as the log lists it: how likely, how bad, what is done and what is left.

use serde::Serialize;

use crate::model::Date;
use crate::model::Delay;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::Impact;
use crate::model::Likelihood;
use crate::model::Mitigation;
use crate::model::Risk;
use crate::report::Named;
use crate::report::action_row::ActionRow;
use crate::report::phrase;
use crate::report::scene::Scene;

/// A row of the risk table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RiskRow {
    /// The id.
    pub id: String,
    /// Cause, event and effect.
    pub title: String,
    /// More about it, in Markdown.
    pub description: Option<String>,
    /// `open`, `mitigating`, `accepted`, `closed` or `realised`.
    pub status: &'static str,
    /// Probability band times impact band, 1 to 25.
    pub score: Option<u8>,
    /// `HIGH`, `MEDIUM`, `LOW` or `NOT SCORED`.
    pub level: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// How likely, in words.
    pub probability: Option<String>,
    /// How bad, in words.
    pub impact: Option<String>,
    /// Where it goes: `new`; nothing without an earlier snapshot.
    pub direction: Option<&'static str>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was raised.
    pub raised: Option<Date>,
    /// What is done about it: `mitigate`, `accept`, …
    pub response: Option<&'static str>,
    /// What kind of risk.
    pub category: Option<String>,
    /// What would show that it is happening.
    pub trigger: Option<String>,
    /// When it could happen.
    pub proximity: Option<Date>,
    /// The mitigation in one line.
    pub mitigation: Option<String>,
    /// Who carries it out.
    pub mitigation_owner: Option<String>,
    /// By when.
    pub mitigation_due: Option<Date>,
    /// How far that is, while the risk is open.
    pub mitigation_due_text: Option<String>,
    /// Its actions.
    pub actions: Vec<ActionRow>,
    /// What is done if it happens.
    pub contingency: Option<String>,
    /// What is left after the mitigation, in words.
    pub residual: Option<String>,
    /// What it would hit.
    pub affects: Vec<Named>,
    /// The issue that it has become.
    pub issue: Option<Named>,
    /// Who takes it when the owner cannot.
    pub escalate_to: Option<String>,
    /// That somebody took it as it is, in words.
    pub acceptance: Option<String>,
    /// When it is looked at next.
    pub review_by: Option<Date>,
    /// The review is overdue.
    pub review_overdue: bool,
    /// When it was closed.
    pub closed: Option<Date>,
    /// It can still happen.
    pub open: bool,
}

impl RiskRow {
    /// Builds the row of a risk; `since` is the day of the last report, from which a risk is new.
    pub(crate) fn new(scene: &Scene<'_>, risk: &Risk, since: Option<Date>) -> RiskRow {
        let score = risk.score();
        let (level, colour) = level(score);
        let open = risk.is_open();
        let mitigation = risk.mitigation.as_ref();
        let due = mitigation.and_then(Mitigation::due);
        let (owner, actions) = match mitigation {
            Some(Mitigation::Record(record)) => {
                (scene.person(record.owner.as_ref()), ActionRow::all(scene, &record.actions, risk.raised))
            }
            Some(Mitigation::Plan(_)) | None => (None, Vec::new()),
        };
        let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
        RiskRow {
            id: risk.id.to_string(),
            title: risk.title.to_string(),
            description: risk.description.as_ref().map(ToString::to_string),
            status: risk.status().as_str(),
            score,
            level,
            colour,
            probability: risk.probability.map(likelihood),
            impact: risk.impact.as_ref().map(impact),
            direction: direction(risk, since),
            owner: scene.person(risk.owner.as_ref()),
            raised: risk.raised,
            response: risk.response.map(|response| response.as_str()),
            category: text(&risk.category),
            trigger: text(&risk.trigger),
            proximity: risk.proximity,
            mitigation: mitigation.and_then(Mitigation::plan).map(str::to_owned),
            mitigation_owner: owner,
            mitigation_due: due,
            mitigation_due_text: scene.due(due).filter(|_| open),
            actions,
            contingency: text(&risk.contingency),
            residual: residual(risk),
            affects: scene.all_named(&risk.affects),
            issue: risk.issue.as_ref().map(|issue| scene.named(issue)),
            escalate_to: scene.person(risk.escalate_to.as_ref()),
            acceptance: acceptance(scene, risk),
            review_by: risk.review_by,
            review_overdue: open && scene.is_past(risk.review_by),
            closed: risk.closed,
            open,
        }
    }

    /// Builds the rows of every risk: the highest score first, then by id.
    pub(crate) fn all(scene: &Scene<'_>, since: Option<Date>) -> Vec<RiskRow> {
        let risks = scene.program.risks.iter();
        let mut rows: Vec<RiskRow> = risks.map(|risk| RiskRow::new(scene, risk, since)).collect();
        rows.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        rows
    }
}

fn level(score: Option<u8>) -> (&'static str, &'static str) {
    match score {
        None => ("NOT SCORED", "grey"),
        Some(12..) => ("HIGH", "red"),
        Some(6..) => ("MEDIUM", "amber"),
        Some(_) => ("LOW", "green"),
    }
}

/// What can be said of a direction without an earlier snapshot: only that something is new.
fn direction(risk: &Risk, since: Option<Date>) -> Option<&'static str> {
    risk.raised.zip(since).is_some_and(|(raised, since)| raised > since).then_some("new")
}

fn likelihood(likelihood: Likelihood) -> String {
    match likelihood {
        Likelihood::Percent(percent) => percent.to_string(),
        Likelihood::Band(band) => format!("{band} ({} of 5)", band.level()),
    }
}

fn impact(impact: &Impact) -> String {
    match impact {
        Impact::Band(band) => format!("{band} ({} of 5)", band.level()),
        Impact::Delay(delay) => delayed(*delay),
        Impact::Record(record) => {
            let band = record.band.map(|band| format!("{band} ({} of 5)", band.level()));
            let delay = record.delay.as_ref().map(|delay| match delay {
                Delay::Fixed(delay) => delayed(*delay),
                Delay::Range(range) => delayed_between(range),
            });
            let cost = record.cost.map(|cost| format!("costs {cost}"));
            [band, delay, cost].into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}

fn delayed(delay: Duration) -> String {
    format!("{} later", phrase::duration(delay))
}

fn delayed_between(range: &Estimate) -> String {
    let likely = range.likely.or(range.p50).or(range.mean).map(delayed);
    let ends = range.low.zip(range.high.or(range.p90));
    let ends = ends.map(|(low, high)| phrase::between(low, high));
    match (likely, ends) {
        (Some(likely), Some(ends)) => format!("{likely} ({ends})"),
        (Some(likely), None) => likely,
        (None, Some(ends)) => format!("{ends} later"),
        (None, None) => "later".to_owned(),
    }
}

fn residual(risk: &Risk) -> Option<String> {
    let residual = risk.residual.as_ref()?;
    let parts = [residual.probability.map(likelihood), residual.impact.as_ref().map(impact)];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}

fn acceptance(scene: &Scene<'_>, risk: &Risk) -> Option<String> {
    let accepted = risk.acceptance.as_ref()?;
    let by = scene.person(Some(&accepted.by)).unwrap_or_default();
    let at = accepted.at.map_or_else(String::new, |day| format!(" on {}", phrase::date(day)));
    let until = match accepted.expires {
        Some(day) if day < scene.as_of() => format!(", ended {}", phrase::date(day)),
        Some(day) => format!(", until {}", phrase::date(day)),
        None => ", without an end".to_owned(),
    };
    let reason = accepted.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    Some(format!("Accepted by {by}{at}{until}{reason}"))
}
