//! A levelled plan: every node's dates once people can do only so much, what waits for whom, and what cannot be beaten.

use crate::model::Date;
use crate::model::Person;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::axis::Pace;
use crate::plan::calendar::Calendar;
use crate::plan::calendars::Calendars;
use crate::plan::calendars::number;
use crate::plan::capacity::demands;
use crate::plan::capacity::milestone_of;
use crate::plan::days::date;
use crate::plan::engine::Engine;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::level::pools::Holder;
use crate::plan::level::pools::Need;
use crate::plan::level::pools::Pools;
use crate::plan::level::search::Budget;
use crate::plan::level::search::search;
use crate::plan::level::site::Site;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;

/// Days that are looked at, at most; what comes after them waits for nobody.
const MOST_DAYS: i64 = 15_000;

/// Items that are named as being in the way, at most.
const MOST_NAMED: usize = 3;

/// Why a node is later than its early dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The people of a team are busy.
    Team {
        /// The team.
        team: Team,
        /// With what, at the end of the wait.
        busy_with: Vec<NodeKey>,
    },
    /// A person is busy.
    Person {
        /// The person.
        person: Person,
        /// With what, at the end of the wait.
        busy_with: Vec<NodeKey>,
    },
    /// A predecessor is later.
    Item(NodeKey),
}

/// A node with its levelled dates.
#[derive(Clone, Debug)]
pub struct LevelledNode {
    /// First working day.
    pub start: Date,
    /// Last working day.
    pub finish: Date,
    /// Exact start.
    pub start_at: Instant,
    /// Exact finish.
    pub finish_at: Instant,
    /// Working days after the early dates.
    pub delay: f64,
    /// What it waits for, when it is delayed.
    pub waits_for: Option<Wait>,
}

/// A program's ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelledProgram {
    /// Its last day.
    pub finish: Date,
    /// The last day before levelling.
    pub before: Date,
    /// No schedule ends before this day.
    pub lower_bound: Date,
}

/// A plan that its people can do.
#[derive(Clone, Debug)]
pub struct Levelled {
    /// The nodes, as those of the plan.
    pub nodes: Vec<LevelledNode>,
    /// The programs, as those of the plan.
    pub programs: Vec<LevelledProgram>,
    /// The schedules that were generated.
    pub schedules: u64,
    /// The seed of the search.
    pub seed: u64,
}

/// Levels a plan with at most so many schedules; `None` for a plan of which something is withheld.
///
/// The sum of the programs' ends is made small, so that no program pays for another without need.
pub fn level(workspace: &Workspace, plan: &Plan, schedules: u64, seed: u64) -> Option<Levelled> {
    let ground = Ground::new(workspace, plan)?;
    let mut site = ground.site();
    let bounds = bounds(&site, ground.first);
    let origin = Instant::midnight(ground.first);
    let bound = bounds.iter().flatten().map(|at| u64::try_from(at.0 - origin.0).unwrap_or(0)).sum();
    let engine = ground.engine;
    let sorted = |key: &dyn Fn(usize) -> i64| {
        let mut list = engine.network.order.sorted.clone();
        list.sort_by_key(|n| key(*n as usize));
        list
    };
    let schedule = &engine.schedule;
    let finish = |n: usize| engine.network.axis(n).finish(schedule.late[n].min(i64::MAX / 8)).0;
    let lists =
        [sorted(&finish), sorted(&|n| schedule.total_float[n]), sorted(&|n| schedule.early.start[n].0)];
    let budget = Budget { schedules: schedules.saturating_sub(1).max(1), seed, bound };
    let found = search(&mut site, &lists, budget);
    // Once more, for the reasons: everything in the order in which it begins is never later than it was.
    site.forward(&sorted(&|n| i64::from(found.spans[n].start)));
    Some(shown(&site, plan, &bounds, (found.schedules + 1, seed)))
}

/// What levelling starts from: the engine's network, the people there are, and what every item needs of them.
pub(crate) struct Ground<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) pools: Pools,
    pub(crate) needs: Vec<Vec<Need>>,
    /// The first day that is looked at.
    pub(crate) first: i64,
}

impl<'a> Ground<'a> {
    /// Reads it; `None` for a plan of which something is withheld.
    pub(crate) fn new(workspace: &Workspace, plan: &'a Plan) -> Option<Ground<'a>> {
        let engine = plan.workings.engine.as_deref()?;
        if engine.network.activities.len() != plan.nodes.len() {
            return None;
        }
        let first = number(plan.as_of);
        let calendars = Calendars::new(workspace);
        let pools = Pools::new(workspace, &calendars, first, days_needed(engine, first));
        let mut needs = vec![Vec::new(); plan.nodes.len()];
        for demand in demands(workspace, plan) {
            let node = &plan.nodes[demand.node];
            let is_work = engine.network.activities[demand.node].pace != Pace::Instant;
            if let Some(milestone) = milestone_of(workspace, node).filter(|_| is_work) {
                needs[demand.node] = pools.needs(milestone, &demand, node.duration);
            }
        }
        Some(Ground { engine, pools, needs, first })
    }

    /// Returns the problem, with nothing placed but what is fixed.
    pub(crate) fn site(&self) -> Site<'_> {
        Site::new(self.engine, &self.pools.list, &self.needs, self.first)
    }
}

/// Shows the dates of the last pass.
pub(crate) fn shown(
    site: &Site<'_>,
    plan: &Plan,
    bounds: &[Option<Instant>],
    (schedules, seed): (u64, u64),
) -> Levelled {
    Levelled { nodes: nodes(site, plan), programs: programs(site, plan, bounds), schedules, seed }
}

/// Returns the days within which everything can be done, one item after the other.
fn days_needed(engine: &Engine, first: i64) -> usize {
    let last = engine.schedule.early.finish.iter().map(|at| at.day()).max().unwrap_or(first);
    let spans = (0..engine.network.activities.len()).map(|n| {
        let at = engine.schedule.early.position[n];
        let axis = engine.network.axis(n);
        (axis.finish(at).0 - axis.start(at).0) / DAY + 3
    });
    let days = (last - first).max(0) + spans.sum::<i64>() * 2 + 30;
    usize::try_from(days.clamp(1, MOST_DAYS)).unwrap_or(1)
}

/// Returns the instant before which no schedule ends each program: its critical path, and for every team the first day by
/// which as much capacity has passed as the program's own items need.
pub(crate) fn bounds(site: &Site<'_>, first: i64) -> Vec<Option<Instant>> {
    let network = &site.engine.network;
    let ends = &site.engine.schedule.ends;
    // The longest day of each calendar: what an item asks of a day at most.
    let days = site.pools.first().map_or(0, |pool| pool.there.len() as i64);
    let longest = |calendar: &Calendar| (first..first + days).map(|day| calendar.hours(day).total()).max();
    let longest: Vec<i64> =
        network.calendars.iter().map(|calendar| longest(calendar).unwrap_or(DAY)).collect();
    let is_taken = |n: usize, people: i64, fewest: i64| {
        fewest >= people * longest[network.activities[n].calendar as usize]
    };
    let of_program = |p: usize| {
        let mut bound = ends[p]?.at;
        for (k, pool) in site.pools.iter().enumerate() {
            // Only what is taken whatever the day: never more than the fewest who are there on a day of work.
            let fewest = pool.there.iter().copied().filter(|there| *there > 0).min().unwrap_or(0);
            let work: i64 = (0..network.activities.len())
                .filter(|n| network.counts(*n, p as u32, ends) && network.ends[p].is_none())
                .filter(|n| network.axis(*n).pace == Pace::Work && !site.is_fixed[*n])
                .flat_map(|n| site.needs[n].iter().map(move |need| (n, need)))
                .filter(|(n, need): &(usize, &Need)| need.pool == k && is_taken(*n, need.people, fewest))
                .map(|(n, need)| need.people * network.activities[n].span)
                .sum();
            let mut left = work;
            let day = pool.there.iter().position(|there| {
                left -= there;
                left <= 0
            });
            if let Some(day) = day.filter(|_| work > 0) {
                bound = bound.max(Instant::midnight(first + day as i64) + 1);
            }
        }
        Some(bound)
    };
    (0..network.programs()).map(of_program).collect()
}

fn programs(site: &Site<'_>, plan: &Plan, bounds: &[Option<Instant>]) -> Vec<LevelledProgram> {
    let Engine { network, .. } = site.engine;
    let ends = network.program_ends(&site.dates);
    let last = site.engine.last_of_programs(&site.dates, &ends);
    let days = network.days(&site.dates, &network.drivers(&site.dates));
    let shown = plan.programs.iter().enumerate().map(|(p, program)| {
        let finish = last[p].map_or(program.finish, |n| date(days[n].1)).max(program.finish);
        let bound = bounds[p].map_or(program.finish, |at| date(at.day()));
        LevelledProgram { finish, before: program.finish, lower_bound: bound.clamp(program.finish, finish) }
    });
    shown.collect()
}

fn nodes(site: &Site<'_>, plan: &Plan) -> Vec<LevelledNode> {
    let Engine { network, schedule } = site.engine;
    let days = network.days(&site.dates, &network.drivers(&site.dates));
    let node = |n: usize| {
        let axis = network.axis(n);
        let room = axis.room(schedule.early.position[n], site.dates.position[n]);
        let is_late = room > 0;
        let (start, finish) = (date(days[n].0), date(days[n].1));
        LevelledNode {
            start: if is_late { start } else { plan.nodes[n].early_start },
            finish: if is_late { finish } else { plan.nodes[n].early_finish },
            start_at: site.dates.start[n],
            finish_at: site.dates.finish[n],
            delay: if is_late { axis.calendar.days(room) } else { 0.0 },
            waits_for: if is_late { wait(site, plan, n) } else { None },
        }
    };
    (0..plan.nodes.len()).map(node).collect()
}

/// Says what a delayed node waits for: the team that last kept it from beginning, else the predecessor that ends where it
/// begins.
fn wait(site: &Site<'_>, plan: &Plan, n: usize) -> Option<Wait> {
    let network = &site.engine.network;
    if let Some((pool, day)) = site.held[n] {
        let is_busy = |other: usize| {
            let mut is_here = false;
            let works = site.needs[other].iter().any(|need| need.pool == pool);
            if works && other != n {
                site.each_day(other, site.dates.position[other], |at, _| is_here |= at == day);
            }
            is_here
        };
        let busy = (0..plan.nodes.len()).filter(|other| is_busy(*other)).take(MOST_NAMED);
        let busy_with = busy.map(|other| plan.nodes[other].key.clone()).collect();
        return Some(match &site.pools[pool].holder {
            Holder::Team(team) => Wait::Team { team: team.clone(), busy_with },
            Holder::Person(person) => Wait::Person { person: person.clone(), busy_with },
        });
    }
    let links = network.order.incoming(n).iter().map(|l| &network.links[*l as usize]);
    let binding = links.filter(|link| network.binds(link));
    let latest = binding.max_by_key(|link| (network.link_bound(link, &site.dates).position, link.from));
    latest.map(|link| Wait::Item(plan.nodes[link.from as usize].key.clone()))
}
