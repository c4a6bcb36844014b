//! Something that has happened, in the future.

use crate::check::Facts;
use crate::check::items::all_items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Severity;
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
    /// The day of the check is `--as-of`, `as_of` in `epm.yaml`, or today. When `--as-of` asks for a past day of files that
    /// know more, that is told once, as a warning.
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
    /// at an earlier day, read the files of that day: `--at REV`.
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

/// More facts than this after a day that was asked for are no typing errors: the files know more than that day.
const TYPING_ERRORS: usize = 3;

/// How many of the later facts are pointed at.
const POINTED_AT: usize = 5;

/// The date of a fact, and where it stands.
struct Dated {
    subject: Subject,
    path: Path,
    date: Date,
}

struct Future<'f> {
    as_of: Date,
    subject: Subject,
    found: &'f mut Vec<Dated>,
}

impl Visitor for Future<'_> {
    fn date(&mut self, at: &Trail, date: Date) {
        if date > self.as_of && is_fact(at) {
            self.found.push(Dated { subject: self.subject, path: Path::from(at), date });
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let found = after(facts);
    // The clock is not asked: the same files and the same day give the same findings, whenever they are read.
    let is_later = |dated: &Dated| match facts.settings().as_of {
        _ if !facts.is_asked => false,
        Some(pinned) => dated.date <= pinned,
        None => found.len() > TYPING_ERRORS,
    };
    let (later, future): (Vec<&Dated>, Vec<&Dated>) = found.iter().partition(|dated| is_later(dated));
    for dated in future {
        report(dated, facts.as_of, out);
    }
    report_later(&later, facts.as_of, out);
}

/// Finds every fact after the day of the check.
fn after(facts: &Facts<'_>) -> Vec<Dated> {
    let mut found = Vec::new();
    for (subject, item) in all_items(facts) {
        item.visit_all(&mut Future { as_of: facts.as_of, subject, found: &mut found });
    }
    for program in &facts.workspace.programs {
        for (n, decision) in program.decisions.iter().enumerate() {
            let made = |decision: &Decision| decision.date.filter(|_| !decision.is_open());
            if let Some(date) = made(decision).filter(|date| *date > facts.as_of) {
                found.push(Dated { subject: program.subject(Kind::Decision, n), path: "date".into(), date });
            }
        }
    }
    found
}

fn report(dated: &Dated, as_of: Date, out: &mut Sink) {
    let Dated { subject, path, date } = dated;
    let whole = path.to_string();
    let key = whole.rsplit('.').next().unwrap_or(&whole);
    let ahead = wording::count(i64::from(date.days_since(as_of)), "day");
    let message = format!("`{key}` {date} is in the future: {ahead} after {as_of}");
    out.push(
        Finding::new(&META, Place::field(*subject, path.clone()), message)
            .help("correct the date; what is only expected has a field of its own"),
    );
}

/// Says once that the files know more than the day that was asked for.
fn report_later(later: &[&Dated], as_of: Date, out: &mut Sink) {
    let Some((first, rest)) = later.split_first() else { return };
    let last = later.iter().map(|dated| dated.date).max().unwrap_or(first.date);
    let facts = wording::count(i64::try_from(later.len()).unwrap_or(i64::MAX), "fact");
    let message = format!("the files know more than {as_of}: {facts} of later days, up to {last}");
    let mut finding = Finding::new(&META, Place::field(first.subject, first.path.clone()), message)
        .severity(Severity::Warning)
        .help("what is known later counts as if it were known on that day; read the files of the day with `--at REV`");
    for dated in rest.iter().take(POINTED_AT) {
        let place = Place::field(dated.subject, dated.path.clone());
        finding = finding.related(place, format!("a fact of {}", dated.date));
    }
    out.push(finding);
}
