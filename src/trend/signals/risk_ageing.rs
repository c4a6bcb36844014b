//! EW-10: a risk that gets older and not smaller.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Risk;
use crate::trend::signals::Cited;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-10",
    name: "risk_ageing",
    title: "Risk ageing",
    about: "An open risk that scores 12 or more (of 25) has neither a mitigation nor a contingency nor an acceptance for more \
            than `without_plan`; or the `review_by` of an open risk has passed; or a high risk keeps its score for more than \
            `same_score`. Without a history, `raised` says since when.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("without_plan", Unit::WorkingDays, 5.0, (0.0, 260.0)),
        Limit::new("same_score", Unit::Days, 30.0, (1.0, 730.0)),
    ],
    needs_history: false,
    told_by: &[602, 603, 811],
    look,
};

/// Since when something is so: the day, and the commit.
type Begin = (Date, Vec<Cited>);

fn look(scene: &Scene<'_>, look: &mut Look) {
    for program in scene.programs() {
        for risk in program.risks.iter().filter(|risk| risk.is_open()) {
            let item = scene.named(program, Kind::Risk, &risk.id, &risk.title);
            let mut told = false;
            told |= without_plan(scene, program, risk, look);
            told |= unreviewed(scene, program, risk, look);
            told |= same_score(scene, program, risk, look);
            if !told {
                let score = risk
                    .score()
                    .map_or("it has no score".to_owned(), |score| format!("it scores {score} of 25"));
                let review = risk.review_by.map_or(String::new(), |day| format!(", to be reviewed by {day}"));
                look.quiet(&program.id, item, format!("{score}{review}"));
            }
        }
    }
}

fn has_no_plan(risk: &Risk) -> bool {
    let has_mitigation = risk.mitigation.as_ref().is_some_and(|m| m.plan().is_some());
    risk.is_open()
        && risk.is_high()
        && !has_mitigation
        && risk.contingency.is_none()
        && risk.acceptance.is_none()
}

/// Returns since when something is so of a risk: by its history, or since it was raised when that is before.
fn since(
    scene: &Scene<'_>,
    program: &Program,
    risk: &Risk,
    is_so: impl Fn(&Risk) -> bool,
    what: &str,
) -> Option<Begin> {
    let trace = scene.trace(program, Kind::Risk, risk.id.as_str());
    let is_so = |item: &AnyItem| matches!(item, AnyItem::Risk(risk) if is_so(risk));
    let Some(since) = trace.and_then(|trace| trace.since(is_so)) else {
        return risk.raised.map(|day| (day, Vec::new()));
    };
    let seen = scene.day(since.version);
    // What came with the record is as old as the risk.
    let raised = risk.raised.filter(|day| since.is_first && *day < seen);
    Some((raised.unwrap_or(seen), scene.cite_since(Some(since), what)))
}

fn without_plan(scene: &Scene<'_>, program: &Program, risk: &Risk, look: &mut Look) -> bool {
    if !has_no_plan(risk) {
        return false;
    }
    let Some((day, commits)) = since(scene, program, risk, has_no_plan, "high, without a plan") else {
        return false;
    };
    let days = scene.days(None, day, scene.as_of);
    let limit = scene.limits.of(&SIGNAL, "without_plan");
    if days <= limit {
        return false;
    }
    let text = format!(
        "risk `{}` scores {} of 25 and is without a plan since {day}, for {}",
        risk.id,
        risk.score().unwrap_or_default(),
        wording::working_days(days)
    );
    let help =
        "write a `mitigation:` with owner and due date, a `contingency:`, or who accepts it until when";
    let raised = look.raised("mitigation", help).measured(days, limit, "working days").by(commits);
    let item = scene.named(program, Kind::Risk, &risk.id, &risk.title);
    look.raise(&program.id, item, text, raised.told_by(&[602]).severity(Severity::High));
    true
}

fn unreviewed(scene: &Scene<'_>, program: &Program, risk: &Risk, look: &mut Look) -> bool {
    let Some(due) = risk.review_by.filter(|due| *due < scene.as_of) else { return false };
    let days = scene.as_of.days_since(due);
    let is_due = |risk: &Risk| risk.review_by == Some(due);
    let commits = since(scene, program, risk, is_due, "this review was set").map(|(_, commits)| commits);
    let text = format!(
        "the review of risk `{}` was due on {due}, {} ago",
        risk.id,
        wording::count(i64::from(days), "day")
    );
    let help = "review it with its owner, then set `last_reviewed:` and the next `review_by:`";
    let raised = look.raised("review_by", help).measured(f64::from(days), 0.0, "days");
    let rule = if risk.is_high() { 603 } else { 811 };
    let item = scene.named(program, Kind::Risk, &risk.id, &risk.title);
    look.raise(&program.id, item, text, raised.by(commits.unwrap_or_default()).told_by(&[rule]));
    true
}

fn same_score(scene: &Scene<'_>, program: &Program, risk: &Risk, look: &mut Look) -> bool {
    let Some(score) = risk.score().filter(|_| risk.is_high()) else { return false };
    let is_same = |then: &Risk| then.score() == Some(score) && then.is_open();
    let Some((day, commits)) = since(scene, program, risk, is_same, "this score") else { return false };
    let days = scene.as_of.days_since(day);
    let limit = scene.limits.days(&SIGNAL, "same_score");
    if days <= limit {
        return false;
    }
    let text = format!(
        "risk `{}` scores {score} of 25 since {day}, for {}",
        risk.id,
        wording::count(i64::from(days), "day")
    );
    let help = "ask whether its mitigation works; change it, the score, or accept the risk";
    let raised =
        look.raised("probability", help).measured(f64::from(days), f64::from(limit), "days").by(commits);
    let item = scene.named(program, Kind::Risk, &risk.id, &risk.title);
    look.raise(&program.id, item, text, raised.told_by(&[811]).severity(Severity::Low));
    true
}
