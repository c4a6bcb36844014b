//! A recorded network: what was scheduled, what MPXJ made of it, and the same network as files of epm.

use epm::model::Date;
use epm::pipeline::Session;
use epm::plan::Calendar;
use epm::plan::Hours;
use epm::plan::Instant;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use crate::support;

/// A line of the fixture; `tests/mpxj/generate.py` says what its fields mean.
#[derive(Debug, Deserialize)]
pub struct Network {
    pub seed: u64,
    start: Date8,
    as_of: Date8,
    cal: Vec<Week>,
    pub tasks: Vec<Task>,
    pub links: Vec<Link>,
    msp: Option<Vec<Row>>,
    p6: Option<Vec<Row>>,
}

/// A date as text.
type Date8 = String;

#[derive(Debug, Deserialize)]
struct Week {
    m: [i64; 7],
    off: Vec<Date8>,
}

#[derive(Debug, Deserialize)]
pub struct Task {
    /// The calendar.
    pub c: usize,
    /// Minutes of work.
    pub d: i64,
    /// The constraint and its day.
    k: Option<(String, Option<Date8>)>,
    /// The committed day.
    pub b: Option<Date8>,
    /// When it began.
    pub s: Option<Date8>,
    /// When it ended.
    pub f: Option<Date8>,
    /// Minutes that are left.
    r: Option<i64>,
}

/// From, to, type and lag in minutes of the successor's calendar.
#[derive(Debug, Deserialize)]
pub struct Link(pub usize, pub usize, pub String, pub i64);

/// Early start and finish, late start and finish (minutes from midnight of the start), total and free float (minutes).
#[derive(Debug, Deserialize)]
pub struct Row(i64, i64, i64, i64, i64, i64);

/// The tool whose manner MPXJ follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    Msp,
    P6,
}

/// Where a task stands: minutes of work since the start of the network, by its own calendar, so that the evening of a
/// Friday is the morning of the Monday after it. `early` and `late` are start and finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    pub early: (i64, i64),
    /// The early finish as an instant.
    pub finish: Instant,
    pub late: i64,
    pub total: i64,
    pub free: i64,
    /// As late as possible, start and finish are as far apart as the work is long.
    pub is_sound: bool,
}

impl Stand {
    pub fn is_equal(&self, other: &Stand) -> bool {
        let numbers = |s: &Stand| (s.early.1, s.late, s.total, s.free);
        numbers(self) == numbers(other)
    }
}

impl Task {
    pub fn constraint(&self) -> &str {
        self.k.as_ref().map_or("", |(kind, _)| kind.as_str())
    }

    pub fn constraint_day(&self) -> Option<i64> {
        self.k.as_ref().and_then(|(_, day)| day.as_deref()).map(number)
    }
}

fn number(day: &str) -> i64 {
    i64::from(Date::parse(day).unwrap().day_number())
}

impl Network {
    /// Reads a line of the fixture.
    pub fn read(line: &str) -> Network {
        serde_json::from_str(line).unwrap()
    }

    /// Returns the calendars.
    pub fn calendars(&self) -> Vec<Calendar> {
        let calendar = |week: &Week| {
            let off = week.off.iter().map(|day| (number(day), Hours::off())).collect();
            Calendar::new(week.m.map(Hours::of_minutes), off, *week.m.iter().max().unwrap()).unwrap()
        };
        self.cal.iter().map(calendar).collect()
    }

    /// Returns the minutes of a full day of a task's calendar.
    pub fn day(&self, task: usize) -> i64 {
        *self.cal[self.tasks[task].c].m.iter().max().unwrap()
    }

    /// Tells whether a task has a constraint to a day on which nobody works by its calendar; the day of the plan is one.
    pub fn is_constraint_off(&self, task: usize) -> bool {
        self.is_off(task, self.tasks[task].constraint_day().unwrap_or_else(|| number(&self.as_of)))
    }

    fn is_off(&self, task: usize, day: i64) -> bool {
        let week = &self.cal[self.tasks[task].c];
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap();
        week.m[weekday] == 0 || week.off.iter().any(|off| number(off) == day)
    }

    /// Returns midnight of the first day.
    pub fn origin(&self) -> Instant {
        Instant(number(&self.start) * 1440)
    }

    /// Returns the minutes of work by a calendar from the first day to the morning of the plan's day.
    pub fn now(&self, calendar: &Calendar) -> i64 {
        calendar.work_between(self.origin(), Instant(number(&self.as_of) * 1440))
    }

    /// Tells whether the network ends at the same time, by every calendar.
    pub fn has_same_end(&self, a: &[Stand], b: &[Stand]) -> bool {
        let end = |stands: &[Stand]| stands.iter().map(|s| s.finish).max().unwrap();
        self.calendars().iter().all(|calendar| calendar.work_between(end(a), end(b)) == 0)
    }

    /// Returns what MPXJ's scheduler says; nothing where it gave up.
    pub fn recorded(&self, tool: Tool) -> Option<Vec<Stand>> {
        let calendars = self.calendars();
        let rows = match tool {
            Tool::Msp => self.msp.as_ref(),
            Tool::P6 => self.p6.as_ref(),
        }?;
        let stands = rows.iter().zip(&self.tasks).map(|(row, task)| {
            let Row(es, ef, ls, lf, total, free) = *row;
            let origin = self.origin();
            let work = |minutes| calendars[task.c].work_between(origin, origin_plus(origin, minutes));
            let is_sound = work(lf) - work(ls) == task.r.unwrap_or(task.d);
            let early = (work(es), work(ef));
            Stand { early, finish: origin_plus(origin, ef), late: work(lf), total, free, is_sound }
        });
        Some(stands.collect())
    }

    /// Returns what epm says.
    pub fn planned(&self) -> Vec<Stand> {
        let session = self.open();
        let calendars = self.calendars();
        let stand = |(n, task): (usize, &Task)| {
            let node = session.plan.index_of("p", &format!("t{n}")).map(|n| &session.plan.nodes[n]).unwrap();
            let calendar = &calendars[task.c];
            let work = |at| calendar.work_between(self.origin(), at);
            let finish = work(node.finish_at);
            let total = minutes(calendar, node.total_float);
            Stand {
                early: (work(node.start_at), finish),
                finish: node.finish_at,
                late: finish + total,
                total,
                free: minutes(calendar, node.free_float),
                is_sound: true,
            }
        };
        self.tasks.iter().enumerate().map(stand).collect()
    }

    /// Opens the network as files.
    fn open(&self) -> Session {
        let milestones: Vec<Value> = (0..self.tasks.len()).map(|n| self.milestone(n)).collect();
        let program = json!({"id": "p", "title": "P", "start": self.start, "milestones": milestones});
        let settings = json!({"version": 1, "as_of": self.as_of, "program": program}).to_string();
        let calendar = |(n, week): (usize, &Week)| {
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].into_iter().zip(week.m);
            #[allow(clippy::cast_precision_loss, reason = "minutes of a day")]
            let hours = |(day, minutes): (&str, i64)| (day.to_owned(), json!(minutes as f64 / 60.0));
            let hours: serde_json::Map<_, _> = days.filter(|(_, m)| *m > 0).map(hours).collect();
            json!({"id": format!("k{n}"), "hours": hours, "holidays": week.off})
        };
        let calendars: Vec<Value> = self.cal.iter().enumerate().map(calendar).collect();
        let team = |n| json!({"id": format!("c{n}"), "calendar": format!("k{n}")});
        let teams: Vec<Value> = (0..calendars.len()).map(team).collect();
        let org = json!({"calendars": calendars, "teams": teams}).to_string();
        support::open_files(&[("epm.yaml", &settings), ("org.yaml", &org)])
    }

    fn milestone(&self, n: usize) -> Value {
        let task = &self.tasks[n];
        let mut value =
            json!({"id": format!("t{n}"), "title": format!("Task {n}"), "team": format!("c{}", task.c)});
        if task.d > 0 {
            value["duration"] = format!("{}m", task.d).into();
        }
        if let Some((kind, day)) = &task.k {
            let key = match kind.as_str() {
                "SNET" => "start_no_earlier_than",
                "SNLT" => "start_no_later_than",
                "FNET" => "finish_no_earlier_than",
                "FNLT" => "finish_no_later_than",
                "MSO" => "must_start_on",
                "MFO" => "must_finish_on",
                _ => "as_late_as_possible",
            };
            value["constraint"] = json!({key: day.as_ref().map_or(json!(true), |day| json!(day))});
        }
        for (key, day) in [("committed", &task.b), ("started", &task.s), ("finished", &task.f)] {
            if let Some(day) = day {
                value[key] = json!(day);
            }
        }
        if let Some(left) = task.r {
            value["remaining"] = format!("{left}m").into();
        }
        let links = self.links.iter().filter(|link| link.1 == n);
        let links =
            links.map(|l| json!({"id": format!("t{}", l.0), "type": l.2, "lag": format!("{}m", l.3)}));
        let links: Vec<Value> = links.collect();
        if !links.is_empty() {
            value["depends_on"] = links.into();
        }
        value
    }
}

fn origin_plus(origin: Instant, minutes: i64) -> Instant {
    Instant(origin.0 + minutes)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "far below 2^52")]
fn minutes(calendar: &Calendar, days: f64) -> i64 {
    (days * calendar.minutes_per_day() as f64).round() as i64
}
