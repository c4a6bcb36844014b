//! Key performance indicators: what a program's own history says of how well it is run.
//!
//! Pure. A KPI is one file and a line in [`KPIS`]. Each says null and not zero when there is nothing to measure, shows no
//! colour below the least number of cases, and lists everything that it counted and left out. `ledger.rs` follows items
//! through history, `ground.rs` is what they are measured on for a day, `measure.rs` what a measurement says, `course.rs`
//! which way it goes, `judge.rs` what that means.

mod change_control;
mod change_failure;
mod course;
mod decision_cycle;
mod defect_escape;
mod dependency_closure;
mod due;
mod escalations;
mod forecast_accuracy;
mod governance;
mod ground;
mod judge;
mod lead_time;
mod ledger;
mod measure;
mod meeting_effect;
mod milestone_on_time;
mod partner_sat;
mod readiness;
mod records;
mod responses;
mod retro_closure;
mod risk_burndown;
mod stakeholder_sat;
mod unplanned_ratio;

pub use course::Course;
pub use course::Point;
pub use course::Trend;
pub use ground::Ground;
pub use judge::Bound;
pub use judge::Judgement;
pub use judge::Rule;
pub use ledger::Ledger;
pub use measure::Beside;
pub use measure::Entry;
pub use measure::Interval;
pub use measure::Measure;
pub use measure::Ratio;
pub use measure::Status;
pub use measure::Unit;
pub use measure::Window;

use crate::model::Date;

/// A KPI of fewer cases than this gets no colour, unless `epm.yaml` says otherwise.
pub const MIN_N: usize = 5;

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Good {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

impl Good {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Good::Up => "up",
            Good::Down => "down",
        }
    }
}

/// How often it is measured for its trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// On the day, and one, two, … eleven weeks before.
    Weekly,
    /// On the day, and on the last days of the months before.
    Monthly,
    /// On the day, and on the last days of the quarters before.
    Quarterly,
    /// By case: releases, surveys.
    ByCase,
}

/// A KPI.
#[derive(Debug)]
pub struct Kpi {
    /// Its word: `milestone_on_time`.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it is, in Markdown: the formula first.
    pub about: &'static str,
    /// The target in words.
    pub target: &'static str,
    /// Which way is good.
    pub good: Good,
    /// The unit of the value.
    pub unit: Unit,
    /// The days that it is of, in words.
    pub window: &'static str,
    /// How often it is measured for its trend.
    pub rhythm: Rhythm,
    /// What the value and its trend mean.
    pub rules: &'static [Rule],
    /// A shallow history makes it unknown.
    pub needs_history: bool,
    /// Measures it.
    pub measure: fn(&Ground<'_>) -> Measure,
}

/// Every KPI, in the order of the blueprint.
pub static KPIS: &[Kpi] = &[
    milestone_on_time::KPI,
    forecast_accuracy::KPI,
    dependency_closure::KPI,
    risk_burndown::KPI,
    decision_cycle::KPI,
    change_control::KPI,
    readiness::KPI,
    defect_escape::KPI,
    change_failure::KPI,
    lead_time::KPI,
    unplanned_ratio::KPI,
    stakeholder_sat::KPI,
    partner_sat::KPI,
    meeting_effect::KPI,
    retro_closure::KPI,
    governance::KPI,
    escalations::KPI,
];

/// Returns the KPI of that word.
pub fn find(id: &str) -> Option<&'static Kpi> {
    KPIS.iter().find(|kpi| kpi.id.eq_ignore_ascii_case(id))
}

/// A KPI as it stands.
#[derive(Debug)]
pub struct Standing {
    /// The KPI.
    pub kpi: &'static Kpi,
    /// What was measured.
    pub measure: Measure,
    /// Whether that is a value, and enough.
    pub status: Status,
    /// What it means, and why.
    pub judgement: Judgement,
    /// Which way it goes.
    pub trend: Trend,
}

/// How a clone gets its whole history.
pub const UNSHALLOW: &str = "git fetch --unshallow";

/// Measures a KPI.
pub fn stand(kpi: &'static Kpi, ground: &Ground<'_>) -> Standing {
    let history = ground.ledger.history();
    if kpi.needs_history && history.is_shallow {
        let window = Window { from: ground.as_of, to: ground.as_of };
        let reason = format!("shallow history: `{UNSHALLOW}` fetches the rest");
        return Standing {
            kpi,
            measure: Measure::none(window, reason),
            status: Status::Unknown,
            judgement: Judgement::default(),
            trend: Trend::of(Vec::new(), kpi.unit, kpi.good),
        };
    }
    let measure = (kpi.measure)(ground);
    let least = ground.settings.min_n.map_or(MIN_N, |n| usize::try_from(n).unwrap_or(MIN_N));
    let status = match measure.value {
        _ if measure.is_suppressed => Status::Insufficient,
        None => Status::NoData,
        Some(_) if measure.n < least => Status::Insufficient,
        Some(_) => Status::Ok,
    };
    let points = points(kpi, ground, &measure);
    let trend = Trend::of(points, kpi.unit, kpi.good);
    let judgement = judge::judge(kpi, &measure, status, &trend, ground.settings);
    Standing { kpi, measure, status, judgement, trend }
}

/// Returns the values of the windows that end on the day and before, oldest first.
fn points(kpi: &Kpi, ground: &Ground<'_>, now: &Measure) -> Vec<Point> {
    if let Some(cases) = &now.cases {
        return cases.iter().map(|(day, value)| Point { day: *day, value: Some(*value) }).collect();
    }
    if now.is_suppressed {
        return Vec::new();
    }
    let mut points = Vec::new();
    for day in days(kpi.rhythm, ground.as_of) {
        if ground.begins().is_none_or(|begins| day < begins) {
            continue;
        }
        let measure = (kpi.measure)(&Ground { as_of: day, is_point: true, ..*ground });
        points.push(Point { day, value: measure.value });
    }
    points.push(Point { day: ground.as_of, value: now.value });
    points
}

/// How many windows a trend looks at.
const WINDOWS: i32 = 12;

/// Returns the ends of the windows before a day, oldest first.
fn days(rhythm: Rhythm, as_of: Date) -> Vec<Date> {
    match rhythm {
        Rhythm::Weekly => (1..WINDOWS).rev().map(|n| as_of.plus_days(-7 * n)).collect(),
        Rhythm::Monthly => ends(as_of, WINDOWS - 1, |day| Window::month(day).from),
        Rhythm::Quarterly => ends(as_of, 7, |day| Window::quarter(day).from),
        Rhythm::ByCase => Vec::new(),
    }
}

fn ends(as_of: Date, count: i32, first: fn(Date) -> Date) -> Vec<Date> {
    let mut out: Vec<Date> = Vec::new();
    let mut day = as_of;
    for _ in 0..count {
        day = first(day).plus_days(-1);
        out.push(day);
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kpi_of_the_blueprint_stands_once_in_the_table() {
        assert_eq!(KPIS.len(), 17);
        for kpi in KPIS {
            assert!(std::ptr::eq(find(kpi.id).unwrap(), kpi), "{}", kpi.id);
            assert!(
                kpi.about.ends_with('.') && !kpi.target.is_empty() && !kpi.window.is_empty(),
                "{}",
                kpi.id
            );
            assert!(!kpi.rules.is_empty(), "{}", kpi.id);
        }
    }

    #[test]
    fn windows_end_on_the_day_and_on_the_ends_of_months_before() {
        let day = Date::parse("2026-03-10").unwrap();
        let shown = |days: Vec<Date>| days.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(shown(days(Rhythm::Monthly, day))[9..], ["2026-01-31", "2026-02-28"]);
        assert_eq!(shown(days(Rhythm::Quarterly, day))[5..], ["2025-09-30", "2025-12-31"]);
        assert_eq!(shown(days(Rhythm::Weekly, day))[10..], ["2026-03-03"]);
        assert_eq!(Window::trailing(day, 90).from.to_string(), "2025-12-11");
    }
}
