//! KPI 7: how much of a release's checklist was done when it was decided on.

use crate::model::Date;
use crate::model::ItemRef;
use crate::model::Moment;
use crate::model::Readiness;
use crate::model::ReadinessItem;
use crate::model::ReadinessStatus;
use crate::model::Release;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Bound;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Ratio;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::Window;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::ground::same;
use crate::trend::verdict;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "readiness",
    title: "Release readiness",
    about: "Required items of the checklist that were done when the release was decided on, of all required ones; the \
            checklist is that of the commit in force at `go_no_go`, and what is ticked later changes nothing. What does not \
            apply, with a reason, is left out; a waived item is neither done nor left out. A waiver without a valid approval \
            makes it red. The headline is the release decided last; a checklist without required items is no 100%.",
    target: "more than 95% and no unapproved waiver; amber above 90%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the release decided last",
    rhythm: Rhythm::ByCase,
    rules: &[Rule::Value(Bound { green: 0.95, amber: Some(0.90), is_strict: true })],
    needs_history: true,
    measure,
};

/// A release or a gate that was decided on.
pub(super) struct Decided<'a> {
    /// The program.
    pub(super) program: &'a str,
    /// The release, or the gate.
    pub(super) name: String,
    /// The day.
    pub(super) day: Date,
    /// The checklists as they were then.
    pub(super) gates: Vec<&'a Readiness>,
}

fn measure(ground: &Ground<'_>) -> Measure {
    let (decided, undecided) = decided(ground);
    let mut excluded: Vec<Entry> = Vec::new();
    let mut cases: Vec<(Decided<'_>, Checked)> = Vec::new();
    for case in decided {
        let checked = check(&case);
        if checked.evidence.is_empty() {
            let words = match case.gates.is_empty() {
                true => format!("no checklist was there on {}", case.day),
                false => "no item is required: nothing to measure".to_owned(),
            };
            excluded.push(Entry::new(case.program, &case.name, "", words).on(case.day));
        } else {
            cases.push((case, checked));
        }
    }
    cases.sort_by(|(a, _), (b, _)| (a.day, &a.name).cmp(&(b.day, &b.name)));
    let today = Window { from: ground.as_of, to: ground.as_of };
    let mut measure = match cases.pop() {
        None => Measure::none(today, "no release was decided on yet"),
        Some((case, checked)) => {
            let window = Window { from: case.day, to: case.day };
            let mut measure = Measure::share(window, checked.evidence, "");
            measure.red = checked.fault;
            measure.excluded = checked.excluded;
            measure.notes.push(format!("`{}`, decided on {}", case.name, case.day));
            let mut points: Vec<(Date, f64)> = cases
                .iter()
                .filter_map(|(case, checked)| Some((case.day, Ratio::of_hits(&checked.evidence).value?)))
                .collect();
            points.extend(measure.value.map(|value| (case.day, value)));
            measure.cases = Some(points);
            measure
        }
    };
    for (case, checked) in cases.iter().rev() {
        let title = format!("`{}`, decided on {}", case.name, case.day);
        let ratio = Ratio::of_hits(&checked.evidence);
        measure.beside.push(Beside::share(format!("release:{}", case.name), title, ratio));
    }
    for case in undecided {
        let ratio = Ratio::of_hits(&check(&case).evidence);
        let title = format!("`{}`, not decided yet: as it stands", case.name);
        measure.beside.push(Beside::share(format!("so_far:{}", case.name), title, ratio));
    }
    measure.excluded.extend(excluded);
    measure
}

/// Finds what was decided on by the day, with the checklists of then; and gates that are not decided, as they stand.
pub(super) fn decided<'a>(ground: &Ground<'a>) -> (Vec<Decided<'a>>, Vec<Decided<'a>>) {
    let gates = ground.all::<Readiness>();
    let mut taken = vec![false; gates.len()];
    let (mut decided, mut open) = (Vec::new(), Vec::new());
    for release in ground.all::<Release>() {
        let Some(moment) = release.last().go_no_go.as_ref().filter(|m| m.date() <= ground.as_of) else {
            continue;
        };
        let snapshot = ground.snapshot_at(moment);
        let mut then = Vec::new();
        for (n, gate) in gates.iter().enumerate().filter(|(_, gate)| belongs(gate, &release)) {
            taken[n] = true;
            then.extend(snapshot.and_then(|snapshot| gate.at(snapshot)));
        }
        let program = release.program.as_str();
        decided.push(Decided { program, name: release.id.to_owned(), day: moment.date(), gates: then });
    }
    for (gate, _) in gates.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        let day = gate.last().decision.as_ref().and_then(|decision| decision.date);
        let case =
            |day, gates| Decided { program: gate.program.as_str(), name: gate.id.to_owned(), day, gates };
        match day.filter(|day| *day <= ground.as_of) {
            Some(day) => {
                let moment = Moment { at: day.civil().at(0, 0, 0, 0), offset: None };
                let then = ground.snapshot_at(&moment).and_then(|snapshot| gate.at(snapshot));
                decided.push(case(day, then.into_iter().collect()));
            }
            None if gate.removed().is_none() => open.push(case(ground.as_of, vec![gate.last()])),
            None => {}
        }
    }
    (decided, open)
}

fn belongs(gate: &Track<'_, Readiness>, release: &Track<'_, Release>) -> bool {
    let is = |reference: &ItemRef, id: &str| {
        let here = reference.program.as_ref().is_none_or(|p| same(p.as_str(), release.program.as_str()));
        here && same(reference.id.as_str(), id)
    };
    let is_near = same(gate.program.as_str(), release.program.as_str());
    let gate = gate.last();
    match &gate.release {
        Some(reference) => (is_near || reference.program.is_some()) && is(reference, release.id),
        None => {
            let milestone = release.last().milestone.as_ref();
            is_near && milestone.is_some_and(|m| gate.gates.iter().any(|g| is(g, m.id.as_str())))
        }
    }
}

/// What a checklist said.
pub(super) struct Checked {
    /// The required items.
    pub(super) evidence: Vec<Entry>,
    /// What does not count.
    pub(super) excluded: Vec<Entry>,
    /// A waiver without a valid approval.
    pub(super) fault: Option<String>,
}

/// Reads the checklists of a case as they were.
pub(super) fn check(case: &Decided<'_>) -> Checked {
    let mut out = Checked { evidence: Vec::new(), excluded: Vec::new(), fault: None };
    for gate in &case.gates {
        for item in &gate.items {
            let entry =
                |words: String| Entry::new(case.program, item.id.as_str(), &item.title, words).on(case.day);
            if !item.is_required() {
                out.excluded.push(entry("not required".to_owned()));
                continue;
            }
            match state(item, case.day) {
                State::Out(words) => out.excluded.push(entry(words)),
                State::In(is_done, words) => out.evidence.push(entry(words).hit(is_done)),
                State::Unapproved(words) => {
                    out.fault.get_or_insert_with(|| format!("`{}`: {words}", item.id));
                    out.evidence.push(entry(words).hit(false));
                }
            }
        }
    }
    out
}

enum State {
    Out(String),
    In(bool, String),
    Unapproved(String),
}

fn state(item: &ReadinessItem, day: Date) -> State {
    match item.status() {
        ReadinessStatus::Pass => State::In(true, "done".to_owned()),
        ReadinessStatus::Open => State::In(false, "open".to_owned()),
        ReadinessStatus::Fail => State::In(false, "failed".to_owned()),
        ReadinessStatus::NotApplicable => match &item.reason {
            Some(reason) => State::Out(format!("does not apply: {reason}")),
            None => State::In(false, "said not to apply, without a reason".to_owned()),
        },
        ReadinessStatus::Waived => match verdict::waiver_fault(item.waiver.as_ref(), day) {
            Some(fault) => State::Unapproved(fault.to_string()),
            None => State::In(false, "waived, with approval: not done".to_owned()),
        },
    }
}
