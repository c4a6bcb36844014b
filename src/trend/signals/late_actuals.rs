//! EW-16: what was finished is written down late.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Program;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-16",
    name: "late_actuals",
    title: "Late actuals",
    about: "The `finished` date of a milestone was committed more than `after` after it, or only in a later month, so that \
            figures of a month that had ended changed. Told for `within` after the commit. What came with the first version \
            is history and not judged.",
    severity: Severity::Low,
    limits: &[
        Limit::new("after", Unit::WorkingDays, 5.0, (0.0, 60.0)),
        Limit::new("within", Unit::Days, 90.0, (1.0, 730.0)),
    ],
    needs_history: true,
    told_by: &[817],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let within = scene.limits.days(&SIGNAL, "within");
    let since = scene.as_of.plus_days(-within);
    for program in scene.programs() {
        for milestone in &program.milestones {
            let Some(finished) = milestone.finished else { continue };
            let item = scene.named(program, Kind::Milestone, &milestone.id, &milestone.title);
            let is_so =
                |item: &AnyItem| matches!(item, AnyItem::Milestone(m) if m.finished == Some(finished));
            let trace = scene.trace(program, Kind::Milestone, milestone.id.as_str());
            let Some(written) = trace.and_then(|trace| trace.since(is_so)) else { continue };
            if written.version == 0 {
                look.unknown(&program.id, item, "it came finished with the first version");
                continue;
            }
            let day = scene.day(written.version);
            if day <= since {
                look.quiet(
                    &program.id,
                    item,
                    format!("it was finished on {finished}, written down on {day}"),
                );
                continue;
            }
            judge(scene, program, milestone, (finished, day, written.version), look);
        }
    }
}

fn judge(
    scene: &Scene<'_>,
    program: &Program,
    milestone: &Milestone,
    (finished, day, version): (Date, Date, usize),
    look: &mut Look,
) {
    let item = scene.named(program, Kind::Milestone, &milestone.id, &milestone.title);
    let limit = scene.limits.of(&SIGNAL, "after");
    let days = scene.days(milestone.team.as_ref(), finished, day);
    let crosses = finished < day && month(finished) != month(day);
    let text = format!(
        "finished on {finished} and was written down on {day}, {} later",
        wording::working_days(days)
    );
    if days <= limit && !crosses {
        look.quiet(&program.id, item, format!("it was {text}"));
        return;
    }
    let due = scene.in_force(program, milestone).map(|found| found.date);
    let is_dated_back = due.is_some_and(|due| finished <= due && day > due);
    let why = match (days > limit, is_dated_back) {
        (_, true) => {
            format!(", after its commitment ({}) had passed", due.map_or(String::new(), |d| d.to_string()))
        }
        (true, false) => String::new(),
        (false, false) => ", in a later month".to_owned(),
    };
    let raised = look.raised(
        "finished",
        "write down what is finished in the same week, so that figures do not change later",
    );
    let raised = raised.measured(days, limit, "working days").by(vec![scene.cite(version, "written down")]);
    let severity = if is_dated_back { Severity::Medium } else { SIGNAL.severity };
    look.raise(&program.id, item, format!("`{}` was {text}{why}", milestone.id), raised.severity(severity));
}

fn month(day: Date) -> (i16, i8) {
    let civil = day.civil();
    (civil.year(), civil.month())
}
