//! An end before its beginning.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::check::Facts;
use crate::check::items::all_items;
use crate::check::moments;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Segment;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Moment;
use crate::model::Trail;
use crate::model::Visitor;
use crate::model::Workspace;

rule! {
    /// Finds two dates of an item of which the later one comes first.
    ///
    /// ## What it does
    /// Compares the dates that frame something: `started` and `finished`, `start` and `target` of a charter, `raised`
    /// and `closed`, `resolved` or `decided`, the days of a leave, a holiday or a period, an approval and its expiry,
    /// a launch and its review, and to the minute the window and the steps of a runbook and the hours of a change.
    ///
    /// ## Why it matters
    /// One of the two is wrong, and nobody can tell which: lead times, capacity and the cutover's length are computed
    /// from both.
    ///
    /// ## Example
    /// ```yaml
    /// - id: oidc-design
    ///   title: OIDC design approved
    ///   status: done
    ///   started: 2026-11-16
    ///   finished: 2026-11-06
    /// ```
    ///
    /// ## Fix it
    /// Correct the date that is wrong. A window over midnight ends on the next day.
    pub(crate) static META = 301, "reversed-dates", Error, since "0.1.0";
}

/// Keys of the same record: what must not come after what.
const PAIRS: &[(&str, &str)] = &[
    ("started", "finished"),
    ("start", "target"),
    ("from", "to"),
    ("from", "as_of"),
    ("from", "date"),
    ("raised", "closed"),
    ("raised", "resolved"),
    ("raised", "decided"),
    ("raised", "date"),
    ("approved", "expires"),
    ("at", "expires"),
    ("launched", "date"),
];

/// The dates of an item, by record and key.
#[derive(Default)]
struct Dates(BTreeMap<(Path, String), Date>);

impl Visitor for Dates {
    fn date(&mut self, at: &Trail, date: Date) {
        let mut path = Path::from(at);
        if let Some(Segment::Key(key)) = path.0.pop() {
            self.0.insert((path, key), date);
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (subject, item) in all_items(facts) {
        let mut dates = Dates::default();
        item.visit_all(&mut dates);
        for ((record, key), last) in &dates.0 {
            for (early, _) in PAIRS.iter().filter(|(_, late)| late == key) {
                let Some(first) = dates.0.get(&(record.clone(), (*early).to_owned())) else { continue };
                // What has hours is compared to the minute below; a moved date may move back.
                let head = record.field().unwrap_or_default();
                if last < first && !matches!((subject.kind, head), ("runbook", "steps") | ("change", "moves"))
                {
                    let (early, late) = (record.clone().key(*early), record.clone().key(key));
                    let apart = wording::count(i64::from(first.days_since(*last)), "day");
                    out.push(reversed(subject, (early, first.to_string()), (late, last.to_string()), &apart));
                }
            }
        }
    }
    holidays(facts, out);
    let mut hours = Hours { zone: moments::zone(facts), out };
    for program in &facts.workspace.programs {
        for (n, runbook) in program.runbooks.iter().enumerate() {
            let subject = program.subject(Kind::Runbook, n);
            if let Some(window) = &runbook.window {
                hours.pair(subject, ("window.start", Some(&window.start)), ("window.end", Some(&window.end)));
            }
            for (n, step) in runbook.steps.iter().enumerate() {
                let (first, last) = (format!("steps[{n}].started"), format!("steps[{n}].finished"));
                hours.pair(subject, (&first, step.started.as_ref()), (&last, step.finished.as_ref()));
            }
        }
        for (n, change) in program.changes.iter().enumerate() {
            let subject = program.subject(Kind::Change, n);
            let (first, last) = (change.planned_start.as_ref(), change.planned_end.as_ref());
            hours.pair(subject, ("planned_start", first), ("planned_end", last));
        }
        for (n, release) in program.releases.iter().enumerate() {
            let subject = program.subject(Kind::Release, n);
            if let Some(failure) = &release.failure {
                let (first, last) = (failure.detected.as_ref(), failure.restored.as_ref());
                hours.pair(subject, ("failure.detected", first), ("failure.restored", last));
            }
        }
    }
}

fn holidays(facts: &Facts<'_>, out: &mut Sink) {
    let subject = Workspace::subject(Kind::Org);
    let calendars = facts.workspace.org.iter().flat_map(|org| &org.calendars).enumerate();
    for (c, calendar) in calendars {
        for (n, holiday) in calendar.holidays.iter().enumerate() {
            let (from, to) = holiday.range();
            if to < from {
                let at = |key: &str| Path::from(format!("calendars[{c}].holidays[{n}].{key}").as_str());
                let apart = wording::count(i64::from(from.days_since(to)), "day");
                let (first, last) = ((at("from"), from.to_string()), (at("to"), to.to_string()));
                out.push(reversed(subject, first, last, &apart));
            }
        }
    }
}

struct Hours<'s> {
    zone: TimeZone,
    out: &'s mut Sink,
}

impl Hours<'_> {
    fn pair(&mut self, subject: Subject, first: (&str, Option<&Moment>), last: (&str, Option<&Moment>)) {
        let ((early, Some(from)), (late, Some(to))) = (first, last) else { return };
        let minutes = (moments::seconds(from, &self.zone) - moments::seconds(to, &self.zone)) / 60;
        if minutes > 0 {
            let apart = format!("{} h {:02} min", minutes / 60, minutes % 60);
            let (first, last) = ((Path::from(early), from.to_string()), (Path::from(late), to.to_string()));
            self.out.push(reversed(subject, first, last, &apart));
        }
    }
}

fn reversed(subject: Subject, first: (Path, String), last: (Path, String), apart: &str) -> Finding {
    let key = |path: &Path| match path.0.last() {
        Some(Segment::Key(key)) => key.clone(),
        _ => path.to_string(),
    };
    let message = format!("`{}` {} comes before `{}` {}", key(&last.0), last.1, key(&first.0), first.1);
    Finding::new(&META, Place::field(subject, last.0), message)
        .label(format!("{apart} too early"))
        .help("correct the date that is wrong")
        .related(Place::field(subject, first.0.clone()), format!("`{}` stands here", key(&first.0)))
}
