//! Published answers: the known-answer cases and the critical path lengths of PSPLIB.
//!
//! The data keeps its own licence and lies beside the repository, in `../shared`; where it is missing, the tests say so.
#![allow(clippy::disallowed_methods, reason = "tests read the published data")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::model::Date;
use crate::plan::calendar::Calendar;
use crate::plan::calendar::Hours;
use crate::plan::network::ConstraintKind;
use crate::plan::tests::small::Built;
use crate::plan::tests::small::Small;

/// Returns a folder or file of the shared data, or says that it is not there.
fn shared(path: &str) -> Option<PathBuf> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    if full.exists() {
        return Some(full);
    }
    eprintln!("SKIPPED: {path} is not there (looked for {})", full.display());
    None
}

fn cases(kind: &str) -> Vec<Value> {
    let Some(path) = shared("forecast/known-answers.json") else { return vec![] };
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases: Vec<_> =
        file["cases"].as_array().unwrap().iter().filter(|c| c["kind"] == kind).cloned().collect();
    assert!(!cases.is_empty(), "no case of kind {kind}");
    cases
}

fn build(case: &Value, calendar: Calendar) -> Built {
    let mut plan = Small::new(calendar);
    for task in case["tasks"].as_array().unwrap() {
        plan = plan.work(task["id"].as_str().unwrap(), task["duration"].as_i64().unwrap());
        let day = task["finish_no_later_than"].as_i64().or(task["constraint"]["day"].as_i64());
        if let Some(day) = day {
            // The end of the n-th working day.
            plan = plan.with(|a, c| {
                let last = c.add_work(c.opening(Small::start()), day * c.minutes_per_day()).day();
                a.constraints.push((ConstraintKind::FinishNoLaterThan, last));
            });
        }
    }
    for link in case["links"].as_array().unwrap() {
        let text = |key: &str| link[key].as_str().unwrap();
        plan = plan.link(text("pred"), text("succ"), text("type"), link["lag"].as_i64().unwrap());
    }
    plan.build()
}

fn finish(built: &Built) -> f64 {
    built.days(built.schedule.ends[0].unwrap().at)
}

#[test]
fn the_published_networks_come_out_as_published() {
    for case in cases("cpm") {
        let id = &case["id"];
        let built = build(&case, Calendar::standard(8.0));
        let expected = &case["expected"];
        assert_eq!(finish(&built), expected["finish"].as_f64().unwrap(), "{id}");
        assert_eq!(serde_json::to_value(built.critical()).unwrap(), expected["critical"], "{id}");
        for name in &built.names {
            let [es, ef, ls, lf] = built.dates(name);
            let (total, free) = built.floats(name);
            let found = [
                ("ES", es),
                ("EF", ef),
                ("LS", ls),
                ("LF", lf),
                ("total_float", total),
                ("free_float", free),
            ];
            for (what, value) in found {
                assert_eq!(value, expected[what][name].as_f64().unwrap(), "{id} {what} {name}");
            }
        }
    }
}

#[test]
fn a_holiday_moves_the_work_after_it() {
    for case in cases("cpm-calendar") {
        let holidays = case["calendar"]["holidays"].as_array().unwrap().iter();
        let holidays = holidays.map(|d| i64::from(Date::parse(d.as_str().unwrap()).unwrap().day_number()));
        let week = std::array::from_fn(|n| if n < 5 { Hours::of_minutes(480) } else { Hours::off() });
        let calendar = Calendar::new(week, holidays.map(|d| (d, Hours::off())).collect(), 480).unwrap();
        let built = build(&case, calendar);
        let calendar = &built.network.calendars[0];
        let show = |day: i64| Date::from_day_number(i32::try_from(day).unwrap()).to_string();
        let mut found = BTreeMap::new();
        for name in &built.names {
            let n = built.index(name);
            let last = show(calendar.last_day(built.schedule.early.finish[n]));
            let is_instant = built.network.activities[n].span == 0;
            let first = show(calendar.first_day(built.schedule.early.start[n]));
            let value = if is_instant { Value::from(last) } else { Value::from(vec![first, last]) };
            found.insert(name.clone(), value);
        }
        assert_eq!(serde_json::to_value(found).unwrap(), case["expected"], "{}", case["id"]);
    }
}

#[test]
fn a_cycle_names_its_members() {
    for case in cases("cpm-error") {
        let built = build(&case, Calendar::standard(8.0));
        let members = built.network.cycles.iter().flat_map(|c| &c.members);
        let members: Vec<_> = members.map(|n| built.names[*n as usize].clone()).collect();
        assert_eq!(serde_json::to_value(members).unwrap(), case["expected"]["members"]);
    }
}

#[test]
fn the_structural_network_has_its_floats_and_passes_the_critical_path_test() {
    for case in cases("dcma").iter().filter(|c| c["id"] == "DCMA-STRUCT-1") {
        let built = build(case, Calendar::standard(8.0));
        let expected = &case["expected"];
        assert_eq!(finish(&built), expected["project_finish"].as_f64().unwrap());
        for name in &built.names {
            assert_eq!(built.floats(name).0, expected["total_float"][name].as_f64().unwrap(), "{name}");
        }
        // 600 days more for a critical item move the end by 600 days.
        let mut early = built.schedule.early.clone();
        built.network.early_into(Some((built.index("A"), 600 * 480)), &mut early);
        let end = built.network.program_ends(&early)[0].unwrap().at;
        assert_eq!(built.days(end) - finish(&built), 600.0);
    }
}

/// An instance of PSPLIB: durations, successors and the published length of the critical path.
struct Instance {
    length: f64,
    durations: Vec<i64>,
    successors: Vec<Vec<usize>>,
}

impl Instance {
    fn parse(text: &str) -> Instance {
        let rows = |heading: &str, skip: usize| {
            let lines = text.lines().skip_while(move |l| !l.starts_with(heading)).skip(skip);
            let numbers = |line: &str| line.split_whitespace().map(|w| w.parse().unwrap()).collect();
            lines.take_while(|l| !l.starts_with('*')).map(numbers).collect::<Vec<Vec<i64>>>()
        };
        let length = rows("PROJECT INFORMATION", 2)[0][5];
        let successors = rows("PRECEDENCE RELATIONS", 2)
            .iter()
            .map(|row| row[3..].iter().map(|n| usize::try_from(n - 1).unwrap()).collect())
            .collect();
        let durations = rows("REQUESTS/DURATIONS", 3).iter().map(|row| row[2]).collect();
        #[allow(clippy::cast_precision_loss)]
        Instance { length: length as f64, durations, successors }
    }
}

#[test]
fn the_critical_paths_of_psplib_have_their_published_length() {
    let Some(folder) = shared("psplib") else { return };
    let mut count = 0;
    for set in ["j30", "j60", "j120"] {
        for file in fs::read_dir(folder.join(set)).unwrap() {
            let path = file.unwrap().path();
            let instance = Instance::parse(&fs::read_to_string(&path).unwrap());
            let mut plan = Small::new(Calendar::standard(8.0));
            for (n, duration) in instance.durations.iter().enumerate() {
                plan = plan.work(&n.to_string(), *duration);
            }
            for (from, successors) in instance.successors.iter().enumerate() {
                for to in successors {
                    plan = plan.link(&from.to_string(), &to.to_string(), "FS", 0);
                }
            }
            assert_eq!(finish(&plan.build()), instance.length, "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 204, "{count} instances");
}
