use super::*;
use crate::model::Date;

fn day(text: &str) -> i64 {
    i64::from(Date::parse(text).unwrap().day_number())
}

fn at(text: &str, hour: i64, minute: i64) -> Instant {
    Instant::midnight(day(text)) + hour * 60 + minute
}

/// Monday to Friday from 09:00 to 17:00; off on 12-25 (Fri), half a day on 12-24, work on Sunday 12-27.
fn festive() -> Calendar {
    let week = Calendar::standard(8.0).week;
    let exceptions = BTreeMap::from([
        (day("2026-12-24"), Hours::of_minutes(240)),
        (day("2026-12-25"), Hours::off()),
        (day("2026-12-27"), Hours::of_minutes(120)),
    ]);
    Calendar::new(week, exceptions, 480).unwrap()
}

fn shift() -> Calendar {
    let week = std::array::from_fn(|n| if n == 2 || n == 6 { Hours::of_minutes(1440) } else { Hours::off() });
    let lunch = Hours::of_ranges(vec![(0, 60), (700, 730), (1400, 1440)]).unwrap();
    let exceptions = (0..60).map(|n| (n * 3 - 90, if n % 2 == 0 { Hours::off() } else { lunch.clone() }));
    Calendar::new(week, exceptions.collect(), 1440).unwrap()
}

#[test]
fn work_skips_nights_weekends_and_holidays() {
    let calendar = festive();
    let friday = at("2026-12-18", 17, 0);
    assert_eq!(calendar.next_working(friday), at("2026-12-21", 9, 0));
    assert_eq!(calendar.previous_end(at("2026-12-21", 9, 0)), friday);
    assert_eq!(calendar.previous_end(at("2026-12-20", 3, 0)), friday);
    // Monday to Wednesday is three days; Thursday has half a day, Sunday two hours.
    assert_eq!(calendar.add_work(at("2026-12-21", 9, 0), 3 * 480 + 240), at("2026-12-24", 13, 0));
    assert_eq!(calendar.add_work(at("2026-12-24", 9, 0), 360), at("2026-12-27", 11, 0));
    assert_eq!(calendar.add_work(at("2026-12-24", 9, 0), 361), at("2026-12-28", 9, 1));
    assert_eq!(calendar.sub_work(at("2026-12-28", 9, 0), 360), at("2026-12-24", 9, 0));
    assert_eq!(calendar.work_between(at("2026-12-24", 0, 0), at("2026-12-28", 23, 0)), 240 + 120 + 480);
    assert_eq!(calendar.work_between(at("2026-12-28", 0, 0), at("2026-12-24", 0, 0)), -360);
}

#[test]
fn ranges_of_days_off_count_as_their_days_do() {
    let week = || Calendar::standard(8.0).week;
    let half = || BTreeMap::from([(105, Hours::of_minutes(240)), (120, Hours::off())]);
    let off = [(100, 109), (108, 112), (113, 113), (118, 131), (90, 80)];
    let ranges = Calendar::with_days_off(week(), half(), &off, 480).unwrap();
    let mut days: BTreeMap<_, _> = (100..=113).chain(118..=131).map(|day| (day, Hours::off())).collect();
    days.extend(half());
    let days = Calendar::new(week(), days, 480).unwrap();
    for at in (Instant::midnight(90).0..Instant::midnight(140).0).step_by(20).map(Instant) {
        let work = days.work_at(at);
        assert_eq!(ranges.work_at(at), work, "{at:?}");
        assert_eq!((ranges.start_of(work), ranges.end_of(work)), (days.start_of(work), days.end_of(work)));
        assert_eq!(ranges.hours(at.day()), days.hours(at.day()));
    }
}

#[test]
fn ten_thousand_years_off_cost_nothing() {
    let calendar =
        Calendar::with_days_off(Calendar::standard(8.0).week, BTreeMap::new(), &[(0, 3_650_000)], 480)
            .unwrap();
    assert_eq!(calendar.exceptions.len(), 1);
    assert_eq!(calendar.next_working(at("2026-12-14", 9, 0)).day(), 3_650_001);
}

#[test]
fn a_calendar_without_work_is_refused() {
    let week = std::array::from_fn(|_| Hours::off());
    let extra = BTreeMap::from([(5, Hours::of_minutes(60))]);
    assert_eq!(Calendar::new(week, extra, 480).unwrap_err(), CalendarError::NoWorkingTime);
}

/// Counts by stepping minute for minute.
#[test]
fn counting_agrees_with_stepping_through_every_minute() {
    for (calendar, from) in [(festive(), day("2026-12-14")), (shift(), -100), (Calendar::standard(7.5), -8)] {
        let mut work = calendar.work_at(Instant::midnight(from));
        let mut ends = calendar.end_of(work);
        let mut at = Instant::midnight(from);
        while at < Instant::midnight(from + 30) {
            assert_eq!(calendar.work_at(at), work, "{at:?}");
            let minute = at.minute();
            let works = calendar.hours(at.day()).before(minute + 1) > calendar.hours(at.day()).before(minute);
            if works {
                assert_eq!(calendar.start_of(work), at);
                assert_eq!(calendar.begun_by(at), work);
                work += 1;
                ends = at + 1;
            } else {
                assert_eq!(calendar.begun_by(at), work - 1);
            }
            assert_eq!(calendar.end_of(work), ends);
            at = at + 1;
        }
    }
}

#[test]
fn counting_has_no_horizon() {
    let calendar = festive();
    for days in [1, 1_000, 1_000_000, 100_000_000] {
        let start = at("2026-12-14", 9, 0);
        let end = calendar.add_work(start, days * 480);
        assert_eq!(calendar.work_between(start, end), days * 480);
        assert_eq!(calendar.sub_work(end, days * 480), start);
    }
}

#[test]
fn an_instant_shows_the_day_that_it_opens_or_closes() {
    let calendar = festive();
    assert_eq!(calendar.opening(day("2026-12-25")), at("2026-12-25", 9, 0));
    assert_eq!(calendar.closing(day("2026-12-24")), at("2026-12-24", 13, 0));
    assert_eq!(calendar.last_day(at("2026-12-21", 17, 0)), day("2026-12-21"));
    assert_eq!(calendar.last_day(at("2026-12-22", 9, 0)), day("2026-12-21"));
    assert_eq!(calendar.last_day(at("2026-12-22", 9, 1)), day("2026-12-22"));
    assert_eq!(calendar.first_day(at("2026-12-22", 9, 0)), day("2026-12-22"));
    assert_eq!(calendar.first_day(at("2026-12-22", 17, 0)), day("2026-12-23"));
    // Round the clock, a day closes where the next opens.
    let clock = shift();
    assert_eq!(clock.last_day(Instant::midnight(1000)), 999);
    assert_eq!(clock.first_day(Instant::midnight(1000)), 1000);
}
