//! Small networks by hand: one idea each, in working days from Monday 2026-03-02.

use crate::model::Date;
use crate::model::LinkType;
use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::calendar::Calendar;
use crate::plan::drivers::Reason;
use crate::plan::instant::Instant;
use crate::plan::network::Activity;
use crate::plan::network::Cause;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Floor;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;
use crate::plan::schedule::Schedule;

const DAY: i64 = 480;

/// Builds a network of one program with the standard calendar (or another one), by names.
pub(super) struct Small {
    pub(super) names: Vec<String>,
    calendar: Calendar,
    activities: Vec<Activity>,
    links: Vec<Link>,
}

impl Small {
    pub(super) fn new(calendar: Calendar) -> Small {
        Small { names: vec![], calendar, activities: vec![], links: vec![] }
    }

    pub(super) fn start() -> i64 {
        i64::from(Date::parse("2026-03-02").unwrap().day_number())
    }

    /// Adds work of some days; 0 is a milestone.
    pub(super) fn work(mut self, name: &str, days: i64) -> Small {
        self.names.push(name.to_owned());
        self.activities.push(Activity {
            program: 0,
            calendar: 0,
            pace: Pace::Work,
            span: days * DAY,
            started: None,
            finished: None,
            floor: Floor {
                at: self.calendar.opening(Small::start()),
                side: Side::Open,
                cause: Cause::ProgramStart,
            },
            constraints: vec![],
            deadline: None,
            is_end: true,
        });
        self
    }

    /// Changes the last activity.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Activity, &Calendar)) -> Small {
        change(self.activities.last_mut().unwrap(), &self.calendar);
        self
    }

    fn constraint(self, kind: ConstraintKind, day: i64) -> Small {
        self.with(|a, _| a.constraints.push((kind, Small::start() + day)))
    }

    pub(super) fn index(&self, name: &str) -> u32 {
        u32::try_from(self.names.iter().position(|n| n == name).unwrap()).unwrap()
    }

    pub(super) fn link(mut self, from: &str, to: &str, kind: &str, lag_days: i64) -> Small {
        let kind = LinkType::from_word(kind).unwrap();
        let (from, to) = (self.index(from), self.index(to));
        self.links.push(Link { from, to, kind, lag: lag_days * DAY, is_elapsed: false });
        self
    }

    pub(super) fn build(self) -> Built {
        let network = Network::new(vec![self.calendar], self.activities, self.links, vec![None]);
        let schedule = network.schedule();
        Built { names: self.names, network, schedule }
    }
}

/// A small network and its schedule.
pub(super) struct Built {
    pub(super) names: Vec<String>,
    pub(super) network: Network,
    pub(super) schedule: Schedule,
}

impl Built {
    pub(super) fn index(&self, name: &str) -> usize {
        self.names.iter().position(|n| n == name).unwrap()
    }

    /// Returns an instant as working days since the start.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn days(&self, at: Instant) -> f64 {
        let calendar = &self.network.calendars[0];
        calendar.work_between(calendar.opening(Small::start()), at) as f64 / DAY as f64
    }

    /// Returns early start and finish, late start and finish, in working days since the start.
    pub(super) fn dates(&self, name: &str) -> [f64; 4] {
        let n = self.index(name);
        let axis = self.network.axis(n);
        let late = self.schedule.late[n];
        [
            self.days(self.schedule.early.start[n]),
            self.days(self.schedule.early.finish[n]),
            self.days(axis.start(late)),
            self.days(axis.finish(late)),
        ]
    }

    #[allow(clippy::cast_precision_loss)]
    pub(super) fn floats(&self, name: &str) -> (f64, f64) {
        let n = self.index(name);
        let days = |minutes: i64| minutes as f64 / DAY as f64;
        (days(self.schedule.total_float[n]), days(self.schedule.free_float[n]))
    }

    pub(super) fn critical(&self) -> Vec<&str> {
        let is_critical = self.schedule.is_critical.iter();
        self.names.iter().zip(is_critical).filter(|(_, c)| **c).map(|(n, _)| n.as_str()).collect()
    }

    fn reason(&self, name: &str) -> Reason {
        self.schedule.drivers.reason[self.index(name)]
    }

    fn paths(&self) -> Vec<String> {
        let names = |path: &Vec<u32>| {
            let names: Vec<_> = path.iter().map(|n| self.names[*n as usize].as_str()).collect();
            names.join(" ")
        };
        self.schedule.longest[0].paths.iter().map(names).collect()
    }
}

fn standard() -> Small {
    Small::new(Calendar::standard(8.0))
}

#[test]
fn a_milestone_adds_no_day_and_shows_the_day_its_predecessor_closes() {
    let built =
        standard().work("a", 5).work("m", 0).work("b", 1).link("a", "m", "FS", 0).link("m", "b", "FS", 0);
    let built = built.build();
    assert_eq!(built.dates("m"), [5.0; 4]);
    assert_eq!(built.dates("b"), [5.0, 6.0, 5.0, 6.0]);
    let calendar = &built.network.calendars[0];
    let m = built.schedule.early.finish[1];
    assert_eq!(calendar.last_day(m), Small::start() + 4, "Friday, not Monday");
    assert_eq!(built.schedule.early.start[2].day(), Small::start() + 7, "Monday");
}

#[test]
fn every_constraint_does_what_it_says_and_logic_keeps_the_dates() {
    use ConstraintKind as C;
    // `a` takes Monday to Friday, `b` the next Monday to Wednesday: days 5 to 8 of work. Day 0 is Monday.
    let plan = |kind, day| {
        let plan = standard().work("a", 5).work("b", 3).constraint(kind, day).work("end", 10);
        plan.link("a", "b", "FS", 0).build()
    };
    // The second Wednesday is day 9, the seventh working day (from 0).
    let cases = [
        (C::StartNoEarlierThan, 9, [7.0, 10.0, 7.0, 10.0]),
        (C::FinishNoEarlierThan, 10, [6.0, 9.0, 7.0, 10.0]),
        (C::StartNoLaterThan, 7, [5.0, 8.0, 5.0, 8.0]),
        (C::StartNoLaterThan, 3, [5.0, 8.0, 3.0, 6.0]),
        (C::FinishNoLaterThan, 8, [5.0, 8.0, 4.0, 7.0]),
        (C::MustStartOn, 8, [6.0, 9.0, 6.0, 9.0]),
        (C::MustStartOn, 4, [5.0, 8.0, 4.0, 7.0]),
        (C::MustFinishOn, 10, [6.0, 9.0, 6.0, 9.0]),
        (C::MustFinishOn, 4, [5.0, 8.0, 2.0, 5.0]),
        (C::AsLateAsPossible, 0, [7.0, 10.0, 7.0, 10.0]),
    ];
    for (kind, day, expected) in cases {
        assert_eq!(plan(kind, day).dates("b"), expected, "{kind:?} {day}");
    }
    let late = plan(C::FinishNoLaterThan, 4);
    assert_eq!(late.floats("a").0, -3.0, "negative float reaches the predecessor");
    assert_eq!(late.critical(), ["end"], "a constraint does not make the longest path");
    assert_eq!(plan(C::MustStartOn, 8).reason("b"), Reason::Constraint(C::MustStartOn));
    assert_eq!(plan(C::MustStartOn, 4).reason("b"), Reason::Link(0));
}

#[test]
fn a_start_during_the_day_itself_meets_a_start_constraint() {
    let plan = standard().work("half", 0).with(|a, _| a.span = DAY / 2).work("b", 1);
    let plan = plan.constraint(ConstraintKind::StartNoLaterThan, 0).link("half", "b", "FS", 0);
    assert_eq!(plan.build().floats("b").0, 0.0);
}

#[test]
fn work_in_progress_has_its_remaining_time_from_as_of() {
    let as_of = Small::start() + 9;
    let plan = standard()
        .work("a", 4)
        .with(|a, c| {
            a.started = Some(c.opening(Small::start()));
            a.floor = Floor { at: c.opening(as_of), side: Side::Open, cause: Cause::AsOf };
        })
        .work("b", 1)
        .link("a", "b", "FS", 0);
    let built = plan.build();
    assert_eq!(built.dates("a")[..2], [0.0, 11.0]);
    assert_eq!(built.reason("a"), Reason::Floor(Cause::AsOf));
    assert_eq!(built.paths(), ["a b"]);
}

#[test]
fn retained_logic_holds_the_rest_of_work_that_began_out_of_sequence() {
    let started = |a: &mut Activity, c: &Calendar| a.started = Some(c.opening(Small::start() - 3));
    let plan = standard().work("a", 5).work("b", 3).with(started).work("c", 2).with(started);
    // `c` may overlap `a` by 9 days, so that its early start breaks nothing.
    let built = plan.link("a", "b", "FS", 0).link("a", "c", "FS", -9).build();
    assert_eq!(built.dates("b")[1], 8.0, "its rest waits for `a`");
    assert_eq!(built.schedule.drivers.is_out_of_sequence, [true, false]);
    assert_eq!(built.reason("b"), Reason::Link(0));
    assert_eq!(built.critical(), ["a", "b"]);
}

#[test]
fn what_is_done_keeps_its_dates_and_drives_only_by_lag() {
    let done = |a: &mut Activity, c: &Calendar| a.finished = Some(c.closing(Small::start() - 3));
    let plan = standard().work("a", 5).with(done).work("b", 1).work("c", 1).work("d", 0).with(done);
    let built =
        plan.link("a", "b", "FS", 0).link("a", "c", "FS", 3).link("c", "d", "FS", 0).link("b", "d", "FS", 0);
    let built = built.build();
    assert_eq!(built.dates("a")[..2], [-5.0, 0.0]);
    assert_eq!(built.reason("a"), Reason::Actual);
    assert_eq!(built.reason("b"), Reason::Floor(Cause::ProgramStart), "as-of decides, not history");
    assert_eq!(built.reason("c"), Reason::Link(1));
    assert_eq!(built.floats("b").0, 3.0, "a finished successor bounds nothing");
    assert_eq!(built.paths(), ["c"]);
    assert_eq!(built.network.driving_chain(2, &built.schedule.drivers), [0, 2]);
}

#[test]
fn calendar_time_runs_through_the_weekend() {
    // A certificate takes 7 days of calendar time from Friday's close; the work after it begins on Monday.
    let plan = standard().work("a", 5).work("wait", 0).with(|a, _| {
        a.pace = Pace::Elapsed;
        a.span = 3 * 24 * 60;
    });
    let built = plan.work("b", 1).link("a", "wait", "FS", 0).link("wait", "b", "FS", 0).build();
    assert_eq!(built.dates("b")[..2], [6.0, 7.0], "Monday passes as well");
    let calendar = &built.network.calendars[0];
    let (start, finish) = (built.schedule.early.start[1], built.schedule.early.finish[1]);
    assert_eq!(calendar.first_day(start), Small::start() + 5, "from Saturday");
    assert_eq!(calendar.last_day(finish), Small::start() + 7, "to Monday");
    assert_eq!(built.critical(), ["a", "wait", "b"]);
}

#[test]
fn an_instant_on_the_day_of_its_deadline_is_neither_late_nor_early() {
    for (day, float) in [(0, 0.0), (2, 2.0), (-3, -1.0)] {
        let plan = standard().work("kickoff", 0).with(|a, _| a.deadline = Some(Small::start() + day));
        assert_eq!(plan.work("b", 5).build().floats("kickoff").0, float, "{day}");
    }
}

#[test]
fn a_path_does_not_end_at_work_that_a_milestone_closes() {
    let built = standard().work("a", 2).work("m", 0).link("a", "m", "FS", 0).build();
    assert_eq!(built.paths(), ["a m"]);
}

#[test]
fn a_weekend_is_no_distance_for_an_instant_either() {
    // `a` closes on Friday, `m` may not come before Saturday: `a` cannot slip without moving `m`.
    let plan = standard().work("a", 5).work("m", 0).constraint(ConstraintKind::StartNoEarlierThan, 5);
    let built = plan.work("b", 1).link("a", "m", "FS", 0).link("m", "b", "FS", 0).build();
    assert_eq!(built.floats("a"), (0.0, 0.0));
    assert_eq!(built.critical(), ["a", "m", "b"]);
    assert_eq!(built.reason("m"), Reason::Constraint(ConstraintKind::StartNoEarlierThan));
}

#[test]
fn all_parallel_paths_are_listed_up_to_a_bound() {
    let mut plan = standard().work("s", 1);
    let mut before = "s".to_owned();
    for stage in 0..6 {
        let after = format!("t{stage}");
        plan = plan.work(&after, 0);
        for branch in 0..2 {
            let name = format!("b{stage}{branch}");
            plan = plan.work(&name, 2).link(&before, &name, "FS", 0).link(&name, &after, "FS", 0);
        }
        before = after;
    }
    let built = plan.build();
    assert_eq!(built.critical().len(), built.names.len());
    assert_eq!(built.schedule.longest[0].paths.len(), crate::plan::critical::MAX_PATHS);
    assert!(built.schedule.longest[0].has_more);
    assert_eq!(built.paths()[0], "s b00 t0 b10 t1 b20 t2 b30 t3 b40 t4 b50 t5");
    let mut distinct = built.paths();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), crate::plan::critical::MAX_PATHS);
}

#[test]
fn a_cycle_is_left_out_and_the_rest_is_scheduled() {
    let plan = standard().work("a", 2).work("b", 3).work("c", 4).work("d", 5).work("e", 1);
    let plan = plan.link("a", "b", "FS", 0).link("b", "c", "FS", 0).link("c", "b", "SS", 0);
    let built = plan.link("c", "d", "FS", 0).link("d", "e", "FS", 0).build();
    assert_eq!(built.network.cycles.len(), 1);
    assert_eq!(built.network.cycles[0].members, [1, 2]);
    assert_eq!(built.network.cycles[0].links, [1, 2]);
    assert_eq!(built.dates("b")[0], 2.0);
    assert_eq!(built.dates("c")[0], 0.0, "without the links of the cycle");
    assert_eq!(built.dates("e")[..2], [9.0, 10.0]);
}

#[test]
fn a_lag_counts_in_the_successors_calendar_and_ends_with_its_work() {
    let plan = standard().work("a", 4).work("m", 0).work("n", 0).work("b", 1).work("lead", 0);
    let plan = plan.link("a", "m", "FS", 1).link("a", "n", "SS", 5).link("a", "b", "SF", 6);
    let built = plan.link("a", "lead", "FS", -1).build();
    let calendar = &built.network.calendars[0];
    let finish = &built.schedule.early.finish;
    let friday = Small::start() + 4;
    assert_eq!(calendar.last_day(finish[1]), friday, "closes Friday");
    assert_eq!(finish[2], calendar.closing(friday), "five days from Monday on are over on Friday");
    assert_eq!(built.schedule.early.side[2], Side::Close);
    assert_eq!(built.dates("b")[..2], [5.0, 6.0]);
    assert_eq!(finish[4], calendar.closing(Small::start() + 2), "a day before Thursday is Wednesday");
    assert_eq!(built.network.links[2].target(), End::Finish);
    // Nothing is lost by a minute where a lag leads to the program's end.
    assert_eq!(built.floats("a").0, 0.0);
}
