//! From positions to what a reader sees: working days from the start of the program, and dates.

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::axis::End;
use crate::plan::calendars::number;
use crate::plan::days::date;
use crate::plan::forecast::chunk::Model;
use crate::plan::forecast::flat::CIVIL;
use crate::plan::forecast::flat::FlatNode;
use crate::plan::forecast::options::Options;
use crate::plan::forecast::quantiles::Quantiles;
use crate::plan::forecast::quantiles::Ranks;
use crate::plan::forecast::result::Finish;
use crate::plan::forecast::result::Forecast;
use crate::plan::forecast::result::ItemForecast;
use crate::plan::forecast::result::ProgramForecast;
use crate::plan::forecast::result::Spread;
use crate::plan::forecast::setup::Setup;
use crate::plan::forecast::simulate::Outcome;
use crate::plan::forecast::simulate::simulate;
use crate::plan::forecast::tally::Sums;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::result::Plan;
use crate::plan::result::PlanNode;

/// Fractions of a minute that rounding may leave before a day counts as begun.
const ROUNDING: f64 = 1e-6;

/// What turns minutes of a calendar into days from a program's start.
#[derive(Clone, Copy)]
pub(crate) struct Ruler {
    start: f64,
    per_day: f64,
}

impl Ruler {
    /// Returns the ruler of a calendar for a program that starts on a day.
    pub(crate) fn new(setup: &Setup<'_>, calendar: u32, start: Date) -> Ruler {
        let calendar = &setup.engine.network.calendars[calendar as usize];
        Ruler {
            start: calendar.work_at(calendar.opening(number(start))) as f64,
            per_day: calendar.minutes_per_day() as f64,
        }
    }

    fn days(self, work: f64) -> f64 {
        (work - self.start) / self.per_day
    }

    /// Returns minutes as days.
    pub(crate) fn length(self, minutes: f64) -> f64 {
        minutes / self.per_day
    }
}

/// Draws a forecast.
pub(crate) fn forecast(workspace: &Workspace, plan: &Plan, options: Options) -> Option<Forecast> {
    let setup = Setup::new(workspace, plan, &options)?;
    let trials = options.trials as usize;
    let ranks = Ranks::new(trials, options.level);
    let mut outcome = simulate(&setup, trials, &ranks);
    let teller = Teller { setup: &setup, plan, trials, ranks };
    let items = plan.nodes.iter().enumerate().map(|(n, node)| teller.item(n, node, &mut outcome)).collect();
    let programs = (0..plan.programs.len()).map(|p| teller.program(workspace, p, &outcome)).collect();
    let risks = setup.model.events.iter().map(|event| event.key.clone()).collect();
    Some(Forecast { as_of: plan.as_of, options, items, programs, risks, faults: setup.faults })
}

struct Teller<'a> {
    setup: &'a Setup<'a>,
    plan: &'a Plan,
    trials: usize,
    ranks: Ranks,
}

impl Teller<'_> {
    fn model(&self) -> &Model<'_> {
        &self.setup.model
    }

    fn item(&self, n: usize, node: &PlanNode, outcome: &mut Outcome) -> ItemForecast {
        let activity = &self.setup.engine.network.activities[n];
        let start = self.plan.programs[activity.program as usize].start;
        let ruler = Ruler::new(self.setup, activity.calendar, start);
        let calendar = self.setup.engine.network.calendar(n);
        let planned = ruler.days(calendar.work_at(node.finish_at) as f64);
        let place = self.model().flat.places[n];
        if place == u32::MAX {
            return self.fact(node, planned);
        }
        let place = place as usize;
        let flat = &self.model().flat.nodes[place];
        let tally = &mut outcome.tallies[place];
        let sure = self.model().convert(tally.finish.mean(), activity.calendar, flat.scale, End::Finish);
        let at = tally.quantiles(&self.ranks, sure);
        let work = |at: f64| self.model().convert(at, flat.scale, activity.calendar, End::Finish);
        let days = at.map(|at| ruler.days(work(at)));
        let is_counted = node.committed.is_some() && !node.is_undriven;
        let per_day =
            if activity.pace == crate::plan::axis::Pace::Elapsed { DAY as f64 } else { ruler.per_day };
        let (length, end_sd) = (tally.length, tally.end.sd());
        let criticality = tally.critical as f64 / self.trials as f64;
        ItemForecast {
            key: node.key.clone(),
            finish: Finish {
                mean: ruler.days(tally.finish.mean()),
                sd: ruler.length(tally.finish.sd()),
                days: spread(days),
                dates: spread(at.map(|at| self.date(flat, at))),
                p80_error: (days.around.1 - days.around.0) / 2.0,
                planned,
                committed: node.committed,
                p_committed: is_counted.then(|| tally.met as f64 / self.trials as f64),
                late_mean: is_counted.then(|| ruler.length(tally.late / self.trials as f64)),
            },
            criticality,
            length_mean: if self.model().is_uncertain(place) {
                length.mean() / per_day
            } else {
                activity.span as f64 / per_day
            },
            length_sd: length.sd() / per_day,
            correlation: tally.correlation(),
            ssi: if end_sd > 0.0 { criticality * length.sd() / end_sd } else { 0.0 },
            basis: self.setup.basis[n],
        }
    }

    /// Returns the forecast of what has happened.
    fn fact(&self, node: &PlanNode, planned: f64) -> ItemForecast {
        let same = Quantiles::<f64>::default();
        ItemForecast {
            key: node.key.clone(),
            finish: Finish {
                mean: planned,
                sd: 0.0,
                days: spread(same.map(|_| planned)),
                dates: spread(same.map(|_| node.early_finish)),
                p80_error: 0.0,
                planned,
                committed: node.committed,
                p_committed: node.variance.map(|late| f64::from(u8::from(late <= 0.0))),
                late_mean: node.variance.map(|late| late.max(0.0)),
            },
            criticality: 0.0,
            length_mean: 0.0,
            length_sd: 0.0,
            correlation: 0.0,
            ssi: 0.0,
            basis: crate::plan::forecast::inputs::Basis::Done,
        }
    }

    fn program(&self, workspace: &Workspace, p: usize, outcome: &Outcome) -> ProgramForecast {
        let program = &self.plan.programs[p];
        let of = &self.model().flat.programs[p];
        let ruler = Ruler::new(self.setup, of.calendar, program.start);
        let calendar = &self.setup.engine.network.calendars[of.calendar as usize];
        let ends = &outcome.ends[p];
        let sums = Sums::of(ends.iter().copied());
        let planned = match self.setup.engine.schedule.ends[p] {
            Some(end) => calendar.work_at(end.at) as f64,
            None => ruler.start,
        };
        let at = if of.is_there { self.ranks.of(ends) } else { Quantiles::<f64>::default().map(|_| planned) };
        let node = program.finish_node.as_ref().and_then(|key| self.plan.node(key));
        let own = node.and_then(|node| node.committed);
        let target = workspace.programs[p].charter.as_ref().and_then(|charter| charter.target);
        let committed = own.or(target);
        let is_counted = node.is_some_and(|node| !node.is_undriven);
        let due = |day| calendar.work_at(calendar.closing(number(day))) as f64;
        let committed_work = committed.filter(|_| is_counted).map(due);
        let met = committed_work
            .map(|due| ends.iter().filter(|end| **end <= due + ROUNDING).count() as f64 / self.trials as f64);
        let late = committed_work.map(|due| {
            let late: f64 = ends.iter().map(|end| (end - due).max(0.0)).sum();
            ruler.length(late / self.trials as f64)
        });
        let days = at.map(|at| ruler.days(at));
        let shown = FlatNode { scale: of.calendar, ..SHOWN };
        ProgramForecast {
            id: program.id.clone(),
            start: program.start,
            finish: Finish {
                mean: if of.is_there { ruler.days(sums.mean()) } else { 0.0 },
                sd: if of.is_there { ruler.length(sums.sd()) } else { 0.0 },
                days: spread(days),
                dates: spread(at.map(|at| self.date(&shown, at))),
                p80_error: (days.around.1 - days.around.0) / 2.0,
                planned: ruler.days(planned),
                committed,
                p_committed: met,
                late_mean: late,
            },
            curve: if of.is_there { self.curve(&shown, ends) } else { Vec::new() },
            end: program.finish_node.clone(),
        }
    }

    /// Returns the days at equal shares of the trials: enough to draw how the end is spread.
    fn curve(&self, shown: &FlatNode, ends: &[f64]) -> Vec<Date> {
        let mut sorted = ends.to_vec();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let at = |step: usize| sorted.get(step * last / CURVE).map(|at| self.date(shown, *at));
        (0..=CURVE).filter_map(at).collect()
    }

    /// Returns the day that a finish falls on.
    fn date(&self, node: &FlatNode, at: f64) -> Date {
        let number = self.setup.engine.network.activities[node.number as usize].calendar;
        let own = if node.scale == CIVIL { number } else { node.scale };
        let calendar = &self.setup.engine.network.calendars[own as usize];
        let end = if node.opens { End::Start } else { End::Finish };
        let civil = self.model().convert(at, node.scale, CIVIL, end);
        let instant = Instant((civil - ROUNDING).ceil() as i64);
        date(if node.opens { instant.day() } else { calendar.last_day(instant) })
    }
}

/// How many steps the curve of an end has.
const CURVE: usize = 40;

/// A finish on a calendar, and no item.
const SHOWN: FlatNode = FlatNode {
    number: 0,
    scale: CIVIL,
    start: 0.0,
    finish: 0.0,
    links: (0, 0),
    deadline: None,
    opens: false,
    ends: None,
};

fn spread<T: Copy>(at: Quantiles<T>) -> Spread<T> {
    Spread { p10: at.p10, p50: at.p50, p80: at.p80, p90: at.p90, level: at.level }
}
