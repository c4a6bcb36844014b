//! What helps a team that is asked too much, the cheapest first: work that can wait, else people or an end that moves.

use crate::diag::wording;
use crate::model::Date;
use crate::plan::capacity::TOLERANCE;
use crate::plan::capacity::demand::Demand;
use crate::plan::capacity::load::Cell;
use crate::plan::capacity::load::Loading;
use crate::plan::capacity::load::State;
use crate::plan::days::date;
use crate::plan::result::Plan;

/// How far work is moved at most, in working days.
const FURTHEST: i64 = 60;

/// How many of the items that ask most are tried.
const TRIED: usize = 50;

/// What brings a team back to what it can do in an iteration.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// An item that has room starts later. No end of a program and no commitment moves.
    Wait {
        /// The index of its node in the plan.
        node: usize,
        /// Working days that it waits.
        days: i64,
        /// Working days that it could wait.
        float: f64,
        /// Nothing else moves either.
        is_free: bool,
        /// Demand as a share of capacity afterwards.
        after: Option<f64>,
    },
    /// No single item can wait that long: somebody has to decide.
    Decide {
        /// Person-days to take out, or to find.
        person_days: f64,
        /// Full-time people who would do them, with the team's focus and reserves.
        people: Option<f64>,
    },
}

/// Finds what helps a cell.
pub(super) fn find(loading: &Loading<'_>, cells: &[Cell], n: usize) -> Option<Remedy> {
    let cell = &cells[n];
    if cell.state != State::Over {
        return None;
    }
    let mut best: Option<(bool, i64, usize, Remedy)> = None;
    for share in cell.items.iter().take(TRIED) {
        let Some(demand) = loading.asked.iter().find(|demand| demand.node == share.node) else { continue };
        let Some(found) = wait(loading, cells, n, demand) else { continue };
        let Remedy::Wait { days, is_free, .. } = found else { continue };
        let is_better = best
            .as_ref()
            .is_none_or(|(free, least, node, _)| (!is_free, days, share.node) < (!*free, *least, *node));
        if is_better {
            best = Some((is_free, days, share.node, found));
        }
    }
    best.map(|(_, _, _, remedy)| remedy).or_else(|| Some(decide(cell)))
}

/// Finds the least number of days that an item has to wait, if it has the room and no later iteration suffers.
fn wait(loading: &Loading<'_>, cells: &[Cell], n: usize, demand: &Demand) -> Option<Remedy> {
    let node = &loading.plan.nodes[demand.node];
    if node.is_started || node.is_done || node.total_float < 1.0 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // at most FURTHEST
    let most = node.total_float.floor().min(FURTHEST as f64) as i64;
    let now = |cell: &Cell| share_of(cell, demand.node);
    for days in 1..=most {
        let minutes = days * loading.calendar.minutes_per_day();
        let from = loading.calendar.next_working(loading.calendar.add_work(demand.from, minutes));
        let to = loading.calendar.add_work(demand.to, minutes);
        let moved = |first: Date, last: Date| {
            demand.person_days * demand.share_between(loading.calendar, from, to, first, last)
        };
        let load = |cell: &Cell| cell.demand - now(cell) + moved(cell.iteration.from, cell.iteration.end);
        let capacity = |cell: &Cell| cell.capacity.unwrap_or(0.0);
        let fits = |cell: &Cell| load(cell) <= capacity(cell) + TOLERANCE;
        // Where it is too much anyway, it may not get worse.
        let suffers = |cell: &Cell| !fits(cell) && load(cell) > cell.demand + TOLERANCE;
        let last = date(loading.calendar.last_day(to));
        let mut touched = cells[n + 1..].iter().take_while(|cell| cell.iteration.start <= last);
        if fits(&cells[n]) && !touched.any(suffers) {
            let after = Some(capacity(&cells[n])).filter(|c| *c > TOLERANCE).map(|c| load(&cells[n]) / c);
            #[allow(clippy::cast_precision_loss)] // at most FURTHEST
            let is_free = days as f64 <= node.free_float;
            return Some(Remedy::Wait { node: demand.node, days, float: node.total_float, is_free, after });
        }
    }
    None
}

fn share_of(cell: &Cell, node: usize) -> f64 {
    cell.items.iter().filter(|item| item.node == node).map(|item| item.person_days).sum()
}

/// Says how much is too much.
fn decide(cell: &Cell) -> Remedy {
    let person_days = cell.excess();
    let people = (cell.full_time_days > TOLERANCE).then(|| person_days / cell.full_time_days);
    Remedy::Decide { person_days, people }
}

impl Remedy {
    /// Says what to do, as a person would: ``start `x` 3 working days later …``.
    pub fn sentence(&self, plan: &Plan) -> String {
        match self {
            Remedy::Wait { node, days, float, is_free, after } => {
                let id = &plan.nodes[*node].key.id;
                let after = after.map_or_else(
                    || "leaves nothing to do here".to_owned(),
                    |share| format!("leaves {:.0}%", share * 100.0),
                );
                let follows = if *is_free { "" } else { ", and what follows moves with it but no end" };
                let later = wording::count(*days, "working day");
                let room = wording::working_days(float.floor());
                format!("start `{id}` {later} later, which {after}: it has {room} of room{follows}")
            }
            Remedy::Decide { person_days, people } => {
                let days = wording::person_days(*person_days);
                match people {
                    Some(people) => {
                        let people = (people * 10.0).ceil() / 10.0;
                        format!(
                            "nothing here can wait that long: take out {days}, or add {people} full-time people"
                        )
                    }
                    None => format!("nobody is there: move {days} to another time or team"),
                }
            }
        }
    }
}
