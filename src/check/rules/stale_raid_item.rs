//! An open RAID item that nobody has looked at for long.

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
use crate::model::Kind;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds an open risk, assumption, issue or dependency that nobody has looked at for long.
    ///
    /// ## What it does
    /// For risks, takes the latest day in the past that the item holds, mostly `last_reviewed:` or `raised:`;
    /// a planned review does not stand for one. For assumptions, issues and dependencies, any date counts,
    /// also one to come. When that day is older than the limit, the item is stale. Items without any date are
    /// left alone, and so are those that another rule calls overdue.
    ///
    /// ## Why it matters
    /// A list with dead entries teaches its readers to skip it. What still matters deserves a look; what does
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

/// The latest date of an item, up to a day.
struct Latest {
    until: Option<Date>,
    found: Option<Date>,
}

impl Visitor for Latest {
    fn date(&mut self, _at: &Trail, date: Date) {
        if self.until.is_none_or(|until| date <= until) {
            self.found = self.found.max(Some(date));
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let is_past = |date: Option<Date>| date.is_some_and(|date| date < facts.as_of);
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., i)| i.is_open()) {
        if !(risk.is_high() && is_past(risk.review_by)) {
            report(facts, at, risk, Some(facts.as_of), out);
        }
    }
    for (_, at, assumption) in items::each(facts, |p| &p.assumptions).filter(|(.., i)| i.is_open()) {
        if !is_past(assumption.validate_by) {
            report(facts, at, assumption, None, out);
        }
    }
    for (_, at, issue) in items::each(facts, |p| &p.issues).filter(|(.., i)| i.is_open()) {
        if !is_past(issue.target) {
            report(facts, at, issue, None, out);
        }
    }
    for (_, at, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., i)| i.is_open()) {
        if !is_past(dependency.promised.or(dependency.needed_by)) {
            report(facts, at, dependency, None, out);
        }
    }
}

fn report(facts: &Facts<'_>, at: Subject, item: &dyn Item, until: Option<Date>, out: &mut Sink) {
    let mut latest = Latest { until, found: None };
    item.visit_all(&mut latest);
    let (Some(latest), Some(id)) = (latest.found, item.id()) else { return };
    let days = i64::from(facts.as_of.days_since(latest));
    let limit = facts.settings().thresholds.as_ref().and_then(|t| t.stale_after);
    if days <= limit.map_or(30, |limit| limit.elapsed_minutes() / (24 * 60)) {
        return;
    }
    let age = wording::count(days, "day");
    let kind = item.kind().key();
    let message = format!("nobody has looked at open {kind} `{id}` since {latest}, for {age}");
    let field = if item.kind() == Kind::Risk { "last_reviewed" } else { "raised" };
    let finding = Finding::new(&META, Place::field(at, field), message);
    out.push(finding.help("look at it: set a next date, or close it"));
}
