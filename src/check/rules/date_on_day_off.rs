//! A date on which nobody works.

use crate::check::Facts;
use crate::check::items;
use crate::check::items::open_milestones;
use crate::check::rules::implausible_date::is_implausible;
use crate::check::weekdays;
use crate::check::workdays::Days;
use crate::check::workdays::WorkDays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Date;
use crate::model::Milestone;
use crate::model::Team;

rule! {
    /// Finds a date that people must meet, on a day when they do not work.
    ///
    /// ## What it does
    /// Looks at the committed dates and the constraints of open milestones, in the calendar of the milestone's team
    /// (else of the workspace), and at the promised dates of open dependencies, in the calendar of who delivers. Weekends,
    /// holidays and exceptions count. Constraints that only hold back (`…_no_earlier_than`) may fall on any day: work
    /// begins on the next one.
    ///
    /// ## Why it matters
    /// What is due on a Saturday is really due on Friday, and the missing day shows only when it is too late.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   committed: 2026-12-26
    /// ```
    ///
    /// ## Fix it
    /// Take one of the working days beside it. If people do work on that day, a cutover at a weekend for one, say so
    /// in the calendar: `exceptions: [{date: 2026-12-26, hours: 8}]`.
    pub(crate) static META = 302, "date-on-day-off", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let calendars = WorkDays::new(facts);
    let is_near = |date: &Date| !is_implausible(*date, facts.as_of);
    for (_, subject, milestone) in open_milestones(facts) {
        let days = calendars.of_work(milestone.team.as_ref(), milestone.owner.as_ref());
        for (path, date) in binding_dates(milestone).into_iter().filter(|(_, date)| is_near(date)) {
            look(days, subject, path, date, out);
        }
    }
    for (_, subject, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., d)| d.is_open()) {
        let provider = dependency.from.as_ref().map(Team::as_str).or(dependency.vendor.as_deref());
        if let Some(promised) = dependency.promised.filter(is_near) {
            look(calendars.of(provider), subject, "promised", promised, out);
        }
    }
}

/// The dates of a milestone that somebody must meet on the day itself.
fn binding_dates(milestone: &Milestone) -> Vec<(&'static str, Date)> {
    let mut dates = vec![("committed", milestone.committed)];
    if let Some(c) = &milestone.constraint {
        dates.extend([
            ("constraint.start_no_later_than", c.start_no_later_than),
            ("constraint.finish_no_later_than", c.finish_no_later_than),
            ("constraint.must_start_on", c.must_start_on),
            ("constraint.must_finish_on", c.must_finish_on),
        ]);
    }
    dates.into_iter().filter_map(|(path, date)| Some((path, date?))).collect()
}

fn look(days: &Days<'_>, subject: Subject, path: &str, date: Date, out: &mut Sink) {
    let Some(reason) = days.day_off(date) else { return };
    let key = path.rsplit('.').next().unwrap_or(path);
    let calendar = days.id.map_or_else(String::new, |id| format!(" in calendar `{id}`"));
    let near: Vec<_> = [days.before(date), days.after(date)].into_iter().flatten().collect();
    let near: Vec<_> = near.into_iter().map(weekdays::named_day).collect();
    let message = format!("`{key}` {date} is {reason}{calendar}");
    let finding = Finding::new(&META, Place::field(subject, path), message);
    out.push(if near.is_empty() {
        finding.help("take a working day")
    } else {
        finding.help(format!("the nearest working days are {}", near.join(" and ")))
    });
}
