//! KPI 8: how many defects were found only after a release.

use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::Release;
use crate::trend::kpi::Beside;
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
use crate::trend::kpi::ground::same;
use crate::trend::kpi::records::Record;
use crate::trend::kpi::records::records;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "defect_escape",
    title: "Defect escape",
    about: "Defects found in production, of all defects of a release: the metric `defects_prod` by `defects_prod` plus \
            `defects_pre`, records with the release as their `scope`, found within 90 days of the deployment and of the \
            severity that `epm.yaml` asks for. The headline is the release deployed last, provisional until the 90 days have \
            passed; the trend goes from release to release. A release with only one of the two metrics has no value.",
    target: "falling from release to release",
    good: Good::Down,
    unit: Unit::Share,
    window: "90 days from the deployment of the latest release",
    rhythm: Rhythm::ByCase,
    rules: &[Rule::Improves],
    needs_history: false,
    measure,
};

/// Defects found later than this many days after the deployment are not the release's.
const FOUND_WITHIN: i32 = 90;

const PROD: &[&str] = &["defects_prod"];
const PRE: &[&str] = &["defects_pre"];

/// The defects of a release.
#[derive(Default)]
struct Case {
    deployed: Option<Date>,
    prod: Option<f64>,
    pre: Option<f64>,
    entries: Vec<Entry>,
}

fn measure(ground: &Ground<'_>) -> Measure {
    let releases = ground.all::<Release>();
    let mut excluded: Vec<Entry> = Vec::new();
    let mut cases: BTreeMap<(String, String), Case> = BTreeMap::new();
    for record in records(ground).into_iter().filter(|r| r.is_of(PROD) || r.is_of(PRE)) {
        let scope = record.scope();
        let name = scope.rsplit('/').next().unwrap_or(scope);
        let release = releases.iter().find(|r| same(r.program.as_str(), record.program) && same(r.id, name));
        let Some(release) = release else {
            excluded.push(record.entry(format!("no release `{name}` is written down")));
            continue;
        };
        let Some(deployed) = release.last().deployed.filter(|day| *day <= ground.as_of) else {
            excluded.push(record.entry(format!("`{}` is not deployed", release.id)));
            continue;
        };
        let case = cases.entry((record.program.to_owned(), release.id.to_owned())).or_default();
        case.deployed = Some(deployed);
        match refused(&record, deployed, ground) {
            Some(words) => excluded.push(record.entry(words)),
            None => case.add(&record),
        }
    }
    let mut whole: Vec<(Date, String, Case)> = Vec::new();
    for ((program, name), case) in cases {
        let Some(deployed) = case.deployed else { continue };
        match (case.prod, case.pre) {
            (Some(_), Some(_)) => whole.push((deployed, name, case)),
            (prod, _) => {
                let missing = if prod.is_none() { PROD[0] } else { PRE[0] };
                let words = format!("no record of `{missing}`: a share needs both");
                excluded.push(Entry::new(&program, &name, "", words).on(deployed));
            }
        }
    }
    whole.sort_by(|(a, x, _), (b, y, _)| (a, x).cmp(&(b, y)));
    headline(ground, whole).without(excluded)
}

/// Says why a record does not count for its release.
fn refused(record: &Record<'_>, deployed: Date, ground: &Ground<'_>) -> Option<String> {
    let last = deployed.plus_days(FOUND_WITHIN);
    // Worse severities come first in the order of declaration.
    let least = ground.settings.defect_severity;
    if let (Some(severity), Some(least)) = (record.row.severity, least)
        && severity > least
    {
        return Some(format!("{severity}: less than {least}"));
    }
    (record.is_of(PROD) && record.row.date > last)
        .then(|| format!("found after {last}, 90 days from the deployment"))
}

impl Case {
    fn add(&mut self, record: &Record<'_>) {
        let sum = if record.is_of(PROD) { &mut self.prod } else { &mut self.pre };
        let value = record.row.value.max(0.0);
        *sum = Some(sum.unwrap_or(0.0) + value);
        self.entries.push(record.entry(format!("{value} defects")).counted());
    }

    fn ratio(&self) -> Ratio {
        let (prod, pre) = (self.prod.unwrap_or(0.0), self.pre.unwrap_or(0.0));
        Ratio::of(prod, prod + pre)
    }
}

fn headline(ground: &Ground<'_>, mut whole: Vec<(Date, String, Case)>) -> Measure {
    let cases: Vec<(Date, f64)> =
        whole.iter().filter_map(|(day, _, case)| Some((*day, case.ratio().value?))).collect();
    let Some((deployed, name, case)) = whole.pop() else {
        let today = Window { from: ground.as_of, to: ground.as_of };
        return Measure::none(today, "no release has records of `defects_prod` and `defects_pre`");
    };
    let end = deployed.plus_days(FOUND_WITHIN);
    let window = Window { from: deployed, to: end.min(ground.as_of) };
    let ratio = case.ratio();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count; saturates
    let n = ratio.denominator as usize;
    let mut measure = Measure::ratio(window, ratio, n, "no defect was found at all");
    measure.evidence = case.entries;
    measure.notes.push(format!("`{name}`, deployed on {deployed}"));
    if end > ground.as_of {
        measure.notes.push(format!("provisional until {end}, when 90 days have passed"));
    }
    measure.cases = Some(cases);
    for (day, name, case) in whole.iter().rev() {
        let title = format!("`{name}`, deployed on {day}");
        measure.beside.push(Beside::share(format!("release:{name}"), title, case.ratio()));
    }
    measure
}
