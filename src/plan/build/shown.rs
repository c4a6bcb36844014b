//! From the schedule to the plan: instants become the days that a reader sees, minutes become working days.

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::axis::Pace;
use crate::plan::build::edges::Edge;
use crate::plan::build::nodes::Draft;
use crate::plan::build::start::ProgramStart;
use crate::plan::days::date;
use crate::plan::drivers::Reason;
use crate::plan::engine::Engine;
use crate::plan::instant::DAY;
use crate::plan::network::Cause;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Side;
use crate::plan::order::Knot;
use crate::plan::result::Cycle;
use crate::plan::result::Driver;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;
use crate::plan::result::PlanEdge;
use crate::plan::result::PlanNode;
use crate::plan::result::ProgramPlan;

/// What the plan is shown from.
pub(super) struct Shown<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) as_of: Date,
    pub(super) engine: &'a Engine,
    pub(super) starts: &'a [ProgramStart],
}

impl Shown<'_> {
    /// Makes the plan of sorted nodes and edges.
    pub(super) fn plan(&self, drafts: Vec<Draft>, edges: Vec<Edge>) -> Plan {
        let keys: Vec<NodeKey> = drafts.iter().map(|draft| draft.key.clone()).collect();
        let Engine { network, schedule } = self.engine;
        let days = network.days(&schedule.early, &schedule.drivers);
        let nodes =
            drafts.into_iter().enumerate().map(|(n, draft)| self.node(n, draft, days[n], &keys)).collect();
        let programs = self.programs(&keys, &days);
        let cycles = self.engine.network.cycles.iter().map(|knot| self.cycle(knot, &keys, &edges)).collect();
        let edges = edges.into_iter().enumerate().map(|(n, edge)| self.edge(n, edge)).collect();
        Plan { nodes, edges, programs, cycles, ..Plan::empty(self.as_of) }
    }

    /// Returns the first and the last day of an activity that is as late as possible.
    fn late_days(&self, n: usize, early: (i64, i64)) -> (i64, i64) {
        let Engine { network, schedule } = self.engine;
        let activity = &network.activities[n];
        let axis = network.axis(n);
        let late = schedule.late[n];
        if activity.finished.is_some() || schedule.total_float[n] == 0 {
            return early;
        }
        let (start, finish) = (axis.start(late), axis.finish(late));
        let (first, last) = match (axis.pace, schedule.early.side[n]) {
            (Pace::Instant, Side::Open) => (finish.day(), finish.day()),
            (Pace::Instant, Side::Close) => {
                let last = axis.calendar.last_day(axis.calendar.previous_end(finish));
                (last, last)
            }
            _ => {
                let last = axis.calendar.last_day(finish);
                (axis.calendar.first_day(start).min(last), last)
            }
        };
        if activity.started.is_some() { (early.0, last) } else { (first, last) }
    }

    fn node(&self, n: usize, draft: Draft, days: (i64, i64), keys: &[NodeKey]) -> PlanNode {
        let Engine { network, schedule } = self.engine;
        let activity = &network.activities[n];
        let calendar = network.calendar(n);
        let late = self.late_days(n, days);
        let is_done = activity.finished.is_some();
        let total_float = calendar.days(schedule.total_float[n]);
        let near = self.near_critical();
        let length = if activity.finished.is_some() { draft.length } else { activity.span };
        PlanNode {
            key: draft.key,
            kind: draft.kind,
            subject: draft.subject,
            title: draft.title,
            team: draft.team,
            owner: draft.owner,
            workstream: draft.workstream,
            early_start: date(days.0),
            early_finish: date(days.1),
            late_start: date(late.0),
            late_finish: date(late.1),
            start_at: schedule.early.start[n],
            finish_at: schedule.early.finish[n],
            #[allow(clippy::cast_precision_loss)] // far below 2^52
            duration: match draft.activity.pace {
                Pace::Elapsed => length as f64 / DAY as f64,
                _ => calendar.days(length),
            },
            total_float,
            free_float: calendar.days(schedule.free_float[n]),
            is_critical: schedule.is_critical[n],
            is_near_critical: !is_done && !schedule.is_critical[n] && total_float < near,
            driver: self.driver(n, keys),
            committed: draft.committed,
            variance: activity.deadline.map(|day| self.variance(n, day, days.1)),
            is_done,
            is_started: draft.is_started,
            is_undriven: draft.is_undriven && !matches!(schedule.drivers.reason[n], Reason::Link(_)),
            is_out_of_sequence: network
                .order
                .incoming(n)
                .iter()
                .any(|l| schedule.drivers.is_out_of_sequence[*l as usize]),
            is_undated: draft.is_undated,
        }
    }

    /// Returns the working days of total float below which a node is near-critical.
    fn near_critical(&self) -> f64 {
        let settings = self.workspace.settings();
        let given = settings.thresholds.as_ref().and_then(|thresholds| thresholds.near_critical);
        given.map_or(5.0, |duration| settings.days(duration))
    }

    /// Returns the working days from a committed day to the finish. What opens its day counts as if it closed it.
    fn variance(&self, n: usize, committed: i64, shown: i64) -> f64 {
        let Engine { network, schedule } = self.engine;
        let calendar = network.calendar(n);
        let finish = match schedule.early.side[n] {
            Side::Open => calendar.closing(shown),
            Side::Close => schedule.early.finish[n],
        };
        calendar.days(calendar.work_between(calendar.closing(committed), finish))
    }

    fn driver(&self, n: usize, keys: &[NodeKey]) -> Driver {
        let Engine { network, schedule } = self.engine;
        if schedule.is_delayed[n] {
            return Driver::Constraint(ConstraintKind::AsLateAsPossible.as_str());
        }
        match schedule.drivers.reason[n] {
            Reason::Actual => Driver::Actual,
            Reason::Link(link) => {
                Driver::Predecessor(keys[network.links[link as usize].from as usize].clone())
            }
            Reason::Constraint(kind) => Driver::Constraint(kind.as_str()),
            Reason::Floor(Cause::ProgramStart) => Driver::ProgramStart,
            Reason::Floor(Cause::AsOf) => Driver::AsOf,
            Reason::Floor(Cause::Commitment) => Driver::Commitment,
            Reason::Floor(Cause::OwnDate) => Driver::Promise,
        }
    }

    fn edge(&self, n: usize, edge: Edge) -> PlanEdge {
        let drivers = &self.engine.schedule.drivers;
        PlanEdge {
            from: edge.link.from as usize,
            to: edge.link.to as usize,
            link: edge.link.kind,
            lag: edge.lag,
            is_elapsed: edge.link.is_elapsed,
            is_driving: drivers.is_tight[n],
            is_out_of_sequence: drivers.is_out_of_sequence[n],
            place: edge.place,
        }
    }

    fn programs(&self, keys: &[NodeKey], days: &[(i64, i64)]) -> Vec<ProgramPlan> {
        let schedule = &self.engine.schedule;
        let last = self.engine.last_of_programs(&schedule.early, &schedule.ends);
        let programs = self.workspace.programs.iter().zip(&schedule.longest).enumerate();
        let programs = programs.map(|(p, (program, longest))| {
            let named = |path: &Vec<u32>| path.iter().map(|n| keys[*n as usize].clone()).collect();
            let critical_paths: Vec<Vec<NodeKey>> = longest.paths.iter().map(named).collect();
            let end_of_path = longest.paths.first().and_then(|path| path.last().map(|n| *n as usize));
            let end = end_of_path.or(last[p]);
            let start = self.starts[p].date;
            ProgramPlan {
                id: program.id.clone(),
                start,
                finish: end.map_or(start, |end| date(days[end].1)),
                finish_node: end.map(|end| keys[end].clone()),
                critical_path: critical_paths.first().cloned().unwrap_or_default(),
                critical_paths,
                has_more_paths: longest.has_more,
            }
        });
        programs.collect()
    }

    /// Names a cycle: its members along its edges, from the first by name.
    fn cycle(&self, knot: &Knot, keys: &[NodeKey], all: &[Edge]) -> Cycle {
        let links = &self.engine.network.links;
        let key = |n: u32| keys[n as usize].clone();
        let edges = knot.links.iter().map(|number| {
            let link = &links[*number as usize];
            (key(link.from), key(link.to), all[*number as usize].place.clone())
        });
        let members = knot.walk(links).into_iter().map(key).collect();
        Cycle { members, edges: edges.collect() }
    }
}
