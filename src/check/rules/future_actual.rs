//! Something that has happened, in the future.

use crate::check::Facts;
use crate::check::items::all_items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Decision;
use crate::model::Kind;
use crate::model::Step;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds the date of something that has happened, after the day of the check.
    ///
    /// ## What it does
    /// Looks at every date that records a fact: `started`, `finished`, `raised`, `closed`, `resolved`, `decided`,
    /// `deployed`, `sent`, approvals, waivers, the date of a decision that is made, the observations of a metric.
    /// The day of the check is `--as-of`, `as_of` in `epm.yaml`, or today.
    ///
    /// ## Why it matters
    /// A fact in the future is a typing error or a wish. The plan would take it as done.
    ///
    /// ## Example
    /// ```yaml
    /// - id: oidc-design
    ///   title: OIDC design approved
    ///   status: done
    ///   finished: 2027-11-13
    /// ```
    ///
    /// ## Fix it
    /// Correct the date, often the year. What is only expected goes into `committed`, `promised` or `target`. To look
    /// at an earlier day, check out the files of that day first.
    pub(crate) static META = 304, "future-actual", Error, since "0.1.0";
}

/// Keys whose date is a fact.
const FACTS: &[&str] = &[
    "started",
    "finished",
    "raised",
    "closed",
    "resolved",
    "decided",
    "deployed",
    "sent",
    "launched",
    "last_reviewed",
    "collected",
    "tested_on",
    "detected",
    "restored",
];

/// Keys whose date is a fact within a certain list or record.
const WITHIN: &[(&str, &str)] = &[
    ("approvals", "at"),
    ("acceptance", "at"),
    ("waiver", "approved"),
    ("decision", "date"),
    ("observations", "date"),
];

/// Tells whether a date records what has happened.
pub(crate) fn is_fact(at: &Trail) -> bool {
    let Some(Step::Field(key)) = at.0.last() else { return false };
    let fields = at.0.iter().rev().skip(1).filter_map(|step| match step {
        Step::Field(field) => Some(*field),
        _ => None,
    });
    let parent = fields.into_iter().next();
    FACTS.contains(key) || parent.is_some_and(|parent| WITHIN.contains(&(parent, *key)))
}

struct Future<'f> {
    as_of: Date,
    subject: Subject,
    out: &'f mut Sink,
}

impl Visitor for Future<'_> {
    fn date(&mut self, at: &Trail, date: Date) {
        if date > self.as_of && is_fact(at) {
            report(self.subject, Path::from(at), date, self.as_of, self.out);
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (subject, item) in all_items(facts) {
        item.visit_all(&mut Future { as_of: facts.as_of, subject, out });
    }
    for program in &facts.workspace.programs {
        for (n, decision) in program.decisions.iter().enumerate() {
            let made = |decision: &Decision| decision.date.filter(|_| !decision.is_open());
            if let Some(date) = made(decision).filter(|date| *date > facts.as_of) {
                report(program.subject(Kind::Decision, n), Path::from("date"), date, facts.as_of, out);
            }
        }
    }
}

fn report(subject: Subject, path: Path, date: Date, as_of: Date, out: &mut Sink) {
    let whole = path.to_string();
    let key = whole.rsplit('.').next().unwrap_or(&whole);
    let ahead = wording::count(i64::from(date.days_since(as_of)), "day");
    let message = format!("`{key}` {date} is in the future: {ahead} after {as_of}");
    out.push(
        Finding::new(&META, Place::field(subject, path), message)
            .help("correct the date; what is only expected has a field of its own"),
    );
}
