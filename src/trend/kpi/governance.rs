//! KPI 16: releases that met every requirement, with evidence.

use crate::model::Readiness;
use crate::model::ReadinessItem;
use crate::model::ReadinessStatus;
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
use crate::trend::kpi::measure::count;
use crate::trend::kpi::readiness;
use crate::trend::kpi::readiness::Decided;
use crate::trend::verdict;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "governance",
    title: "Governance compliance",
    about: "Releases that met all of their requirements when they were decided on, of all releases decided on in the year \
            that have requirements. A requirement is a required item of the checklist: met when it passed with evidence, \
            when it does not apply with a reason, or when a valid, unexpired waiver stands in, which is shown apart. Evidence \
            that was changed after it was cited by its SHA-256 is none. Beside it: requirements met, of all.",
    target: "100%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the last 365 days",
    rhythm: Rhythm::Monthly,
    rules: &[Rule::Value(Bound { green: 1.0, amber: None, is_strict: false })],
    needs_history: true,
    measure,
};

const WINDOW: i32 = 365;

/// Why a requirement counts as met, or does not.
enum Met {
    Itself,
    ByWaiver(String),
    No(String),
}

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let (mut evidence, mut excluded) = (Vec::new(), Vec::new());
    let (mut met, mut waived, mut all) = (0_usize, 0_usize, 0_usize);
    for case in readiness::decided(ground).0 {
        if !window.holds(case.day) {
            excluded.push(Entry::new(case.program, &case.name, "", "decided before the window").on(case.day));
            continue;
        }
        let mut lacking: Vec<String> = Vec::new();
        let (mut own, mut own_waived) = (0, 0);
        for item in required(&case) {
            own += 1;
            match is_met(ground, &case, item) {
                Met::Itself => {}
                Met::ByWaiver(words) => {
                    own_waived += 1;
                    let entry = Entry::new(case.program, item.id.as_str(), &item.title, words);
                    excluded.push(entry.on(case.day).with("release", case.name.clone()));
                }
                Met::No(words) => lacking.push(format!("`{}` {words}", item.id)),
            }
        }
        if own == 0 {
            let words = "no requirement stands in a checklist of then";
            excluded.push(Entry::new(case.program, &case.name, "", words).on(case.day));
            continue;
        }
        (all, waived, met) = (all + own, waived + own_waived, met + own - lacking.len());
        let words = match (lacking.is_empty(), own_waived) {
            (true, 0) => format!("all {own} requirements are met"),
            (true, n) => format!("all {own} requirements are met, {n} by a waiver"),
            (false, _) => {
                format!("{} of {own} requirements are not met: {}", lacking.len(), lacking.join("; "))
            }
        };
        let entry = Entry::new(case.program, &case.name, "", words).on(case.day);
        evidence.push(entry.hit(lacking.is_empty()));
    }
    let nothing = "no release with requirements was decided on in the window";
    let title = "requirements met, of all required ones";
    Measure::share(window, evidence, nothing)
        .without(excluded)
        .beside(Beside::share("items", title, Ratio::of(count(met), count(all))))
        .beside(Beside::number("waived", "of those, met by a waiver", Some(count(waived)), Unit::Count))
}

fn required<'a>(case: &Decided<'a>) -> Vec<&'a ReadinessItem> {
    let items = |gate: &&'a Readiness| -> &'a [ReadinessItem] { &gate.items };
    case.gates.iter().flat_map(items).filter(|item| item.is_required()).collect()
}

fn is_met(ground: &Ground<'_>, case: &Decided<'_>, item: &ReadinessItem) -> Met {
    match item.status() {
        ReadinessStatus::Pass if item.evidence.0.is_empty() => Met::No("passed without evidence".to_owned()),
        ReadinessStatus::Pass => match changed(ground, case, item) {
            Some(path) => Met::No(format!("cites `{path}`, which is another file now")),
            None => Met::Itself,
        },
        ReadinessStatus::NotApplicable if item.reason.is_some() => Met::Itself,
        ReadinessStatus::NotApplicable => Met::No("is said not to apply, without a reason".to_owned()),
        ReadinessStatus::Open => Met::No("was open".to_owned()),
        ReadinessStatus::Fail => Met::No("had failed".to_owned()),
        ReadinessStatus::Waived => match verdict::waiver_fault(item.waiver.as_ref(), case.day) {
            Some(fault) => Met::No(fault.to_string()),
            None => Met::ByWaiver("met by a valid waiver".to_owned()),
        },
    }
}

/// Returns the first evidence that is not the file any more that the item cites by its hash.
fn changed<'i>(ground: &Ground<'_>, case: &Decided<'_>, item: &'i ReadinessItem) -> Option<&'i str> {
    item.evidence.0.iter().zip(&item.evidence_sha256.0).map(|(path, hash)| (&**path, &**hash)).find_map(
        |(path, hash)| {
            let stands = ground.digests.get(&(case.program.to_ascii_lowercase(), path.to_owned()));
            (!stands.is_some_and(|stands| stands.eq_ignore_ascii_case(hash))).then_some(path)
        },
    )
}
