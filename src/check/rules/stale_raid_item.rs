//! An open RAID item that nobody has touched for long.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Item;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds an open risk, assumption, issue or dependency whose dates all lie far back.
    ///
    /// ## What it does
    /// Looks at every date that an open RAID item holds. When the latest of them is older than the limit, and
    /// no date says what happens next, the item is stale. Items without any date are left alone, and so are
    /// items that another rule calls overdue.
    ///
    /// ## Why it matters
    /// A list with dead entries teaches its readers to skip it. What still matters deserves a date; what does
    /// not should be closed.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-6t1k
    ///   title: Because the apps change how they sign in, a store asks for another review
    ///   raised: 2026-09-29
    /// ```
    ///
    /// ## Fix it
    /// Look at it and set `last_reviewed:` (risks) or a next date, or close it.
    ///
    /// ## Settings
    /// `thresholds.stale_after` in `epm.yaml`, in calendar time; `30d` unless given.
    pub(crate) static META = 628, "stale-raid-item", Warning, since "0.1.0";
}

/// The latest date of an item.
struct Latest(Option<Date>);

impl Visitor for Latest {
    fn date(&mut self, _at: &Trail, date: Date) {
        self.0 = self.0.max(Some(date));
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., i)| i.is_open()) {
        let is_due = risk.review_by.is_some_and(|_| risk.is_high());
        report(facts, at, risk, is_due, "last_reviewed", out);
    }
    for (_, at, assumption) in items::each(facts, |p| &p.assumptions).filter(|(.., i)| i.is_open()) {
        report(facts, at, assumption, assumption.validate_by.is_some(), "raised", out);
    }
    for (_, at, issue) in items::each(facts, |p| &p.issues).filter(|(.., i)| i.is_open()) {
        report(facts, at, issue, issue.target.is_some(), "raised", out);
    }
    for (_, at, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., i)| i.is_open()) {
        let is_due = dependency.promised.or(dependency.needed_by).is_some();
        report(facts, at, dependency, is_due, "raised", out);
    }
}

fn report(facts: &Facts<'_>, at: Subject, item: &dyn Item, is_due: bool, field: &str, out: &mut Sink) {
    let mut latest = Latest(None);
    item.visit_all(&mut latest);
    let (Some(latest), Some(id)) = (latest.0.filter(|_| !is_due), item.id()) else { return };
    let days = i64::from(facts.as_of.days_since(latest));
    let limit = facts.settings().thresholds.as_ref().and_then(|t| t.stale_after);
    if days <= limit.map_or(30, |limit| limit.elapsed_minutes() / (24 * 60)) {
        return;
    }
    let message = format!(
        "open {} `{id}` has no date after {latest}, {} ago",
        item.kind().key(),
        wording::count(days, "day")
    );
    let finding = Finding::new(&META, Place::field(at, field), message);
    out.push(finding.help("look at it: set a next date, or close it"));
}
