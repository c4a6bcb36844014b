//! Reference classes: how long a program's own finished work took against what was planned when it began.
//!
//! Flyvbjerg's three steps: choose the class, build its distribution, place the case. The class follows from a fixed
//! order (the team, when it has enough finished work, else the program), so that nobody chooses the one that suits.

use crate::model::Date;
use crate::model::Id;
use crate::model::Milestone;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::trend::calibration::key;
use crate::trend::past::Past;
use crate::trend::statistics;

/// From so many ratios on a class is shown instead of the default ranges alone.
pub const SHOWN_FROM: usize = 10;

/// From so many ratios on a class may be narrower than the default ranges.
pub const NARROWED_FROM: usize = 20;

/// A piece of finished work: how long it took over how long was planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratio {
    /// The program.
    pub program: Id,
    /// The milestone.
    pub id: Id,
    /// Its team.
    pub team: Option<Team>,
    /// When it was finished.
    pub finished: Date,
    /// Working days planned when it began.
    pub planned: f64,
    /// Working days that it took.
    pub actual: f64,
}

impl Ratio {
    /// Returns actual over planned.
    pub fn value(&self) -> f64 {
        self.actual / self.planned
    }
}

/// The finished work that open work of a program, or of a team in it, is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// The program.
    pub program: Id,
    /// The team; the whole program without one.
    pub team: Option<Team>,
    /// How many pieces of work.
    pub n: usize,
    /// The first and the last day on which one was finished.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// Ratios at 50, 80 and 90 %, by linear interpolation (type 7).
    pub p50: f64,
    /// At 80 %.
    pub p80: f64,
    /// At 90 %.
    pub p90: f64,
    /// The mean.
    pub mean: f64,
}

impl Class {
    /// Builds a class from its work; none without any.
    pub fn new(program: &Id, team: Option<Team>, work: &[&Ratio]) -> Option<Class> {
        let values: Vec<f64> = work.iter().map(|ratio| ratio.value()).collect();
        Some(Class {
            program: program.clone(),
            team,
            n: work.len(),
            from: work.iter().map(|ratio| ratio.finished).min()?,
            to: work.iter().map(|ratio| ratio.finished).max()?,
            p50: statistics::quantile(&values, 0.5)?,
            p80: statistics::quantile(&values, 0.8)?,
            p90: statistics::quantile(&values, 0.9)?,
            mean: statistics::mean(&values)?,
        })
    }
}

/// Collects the ratios of all work that was finished by a day and whose length was planned when it began.
pub fn ratios(past: &Past, workspace: &Workspace, until: Date) -> Vec<Ratio> {
    let calendars = Calendars::new(workspace);
    let mut out = Vec::new();
    for program in &workspace.programs {
        for milestone in program.milestones.iter().filter(|milestone| !milestone.is_pure()) {
            out.extend(ratio(past, &program.id, milestone, &calendars, until));
        }
    }
    out
}

fn ratio(
    past: &Past,
    program: &Id,
    milestone: &Milestone,
    calendars: &Calendars,
    until: Date,
) -> Option<Ratio> {
    let (started, finished) = (milestone.started?, milestone.finished.filter(|day| *day <= until)?);
    let known = past.known_on(started)?;
    let ids = std::iter::once(&milestone.id).chain(&milestone.aliases);
    let node = ids
        .into_iter()
        .find_map(|id| known.plan.node(&key(program, id)).or_else(|| known.plan.find(program, id)))?;
    if node.is_done || node.duration <= 0.0 {
        return None;
    }
    let calendar = calendars.of_team(milestone.team.as_ref());
    let start = Instant::midnight(i64::from(started.day_number()));
    let end = Instant::midnight(i64::from(finished.day_number()) + 1);
    let actual = calendar.days(calendar.work_between(start, end));
    (actual > 0.0 && milestone.elapsed != Some(true)).then(|| Ratio {
        program: program.clone(),
        id: milestone.id.clone(),
        team: milestone.team.clone(),
        finished,
        planned: node.duration,
        actual,
    })
}

/// Builds the classes: each program as a whole, and each of its teams with enough finished work to be shown.
pub fn classes(ratios: &[Ratio]) -> Vec<Class> {
    let mut programs: Vec<&Id> = ratios.iter().map(|ratio| &ratio.program).collect();
    programs.dedup();
    let mut out = Vec::new();
    for program in programs {
        let own: Vec<&Ratio> = ratios.iter().filter(|ratio| ratio.program == *program).collect();
        out.extend(Class::new(program, None, &own));
        let teams: std::collections::BTreeSet<&Team> =
            own.iter().filter_map(|ratio| ratio.team.as_ref()).collect();
        for team in teams {
            let of_team: Vec<&Ratio> =
                own.iter().copied().filter(|ratio| ratio.team.as_ref() == Some(team)).collect();
            if of_team.len() >= SHOWN_FROM {
                out.extend(Class::new(program, Some(team.clone()), &of_team));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(id: &str, team: &str, planned: f64, actual: f64) -> Ratio {
        Ratio {
            program: Id::new("p"),
            id: Id::new(id),
            team: Some(Team::new(team)),
            finished: Date::parse("2026-11-20").unwrap(),
            planned,
            actual,
        }
    }

    /// RCF-01.
    #[test]
    fn the_quantiles_of_a_class_are_the_known_ones() {
        let known = [1.0, 1.1, 0.95, 1.3, 1.2, 1.6, 1.0, 1.25, 1.05, 2.1];
        let work: Vec<Ratio> = known.iter().map(|value| ratio("x", "web", 20.0, 20.0 * value)).collect();
        let class = classes(&work);
        assert_eq!(class.len(), 2, "the program, and its team with ten pieces");
        for class in &class {
            for (found, expected) in
                [(class.p50, 1.15), (class.p80, 1.36), (class.p90, 1.65), (class.mean, 1.255)]
            {
                assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
            }
            // 40 days are left: 46 at P50, 54.4 at P80.
            assert!((class.p50 * 40.0 - 46.0).abs() < 1e-9 && (class.p80 * 40.0 - 54.4).abs() < 1e-9);
            assert_eq!(class.n, 10);
        }
    }

    #[test]
    fn a_team_with_little_finished_work_is_no_class_of_its_own() {
        let work: Vec<Ratio> = (0..9).map(|_| ratio("x", "web", 10.0, 12.0)).collect();
        assert_eq!(classes(&work).len(), 1);
        assert_eq!(classes(&[]), []);
    }
}
