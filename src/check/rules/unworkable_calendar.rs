//! Working time that cannot be.

use crate::check::Facts;
use crate::check::workdays::Days;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::CalendarRecord;
use crate::model::Kind;
use crate::model::Weekday;
use crate::model::WorkHours;
use crate::model::Workspace;

rule! {
    /// Finds a calendar by which nothing can be planned.
    ///
    /// ## What it does
    /// Reports days of no or more than 24 hours, in a calendar or its exceptions and in `epm.yaml`, weeks of more than
    /// seven days, `days` that do not agree with hours by day, and a calendar without a single working day within a year.
    ///
    /// ## Why it matters
    /// Work in such a calendar never ends, so the plan goes on with the usual working days instead, and shows dates
    /// that nobody meant.
    ///
    /// ## Example
    /// ```yaml
    /// calendars:
    ///   - id: de
    ///     hours: 0
    /// ```
    ///
    /// ## Fix it
    /// Correct the number, or the days.
    pub(crate) static META = 310, "unworkable-calendar", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let settings = facts.settings();
    let file = Workspace::subject(Kind::Settings);
    if let Some(hours) = settings.hours_per_day.filter(|h| !(0.5..=24.0).contains(h)) {
        let message = format!("`hours_per_day` {hours} is no working day");
        out.push(number(file, "hours_per_day", message, "write hours from 0.5 to 24, such as `8`"));
    }
    if let Some(days) = settings.days_per_week.filter(|d| !(0.5..=7.0).contains(d)) {
        let message = format!("`days_per_week` {days} is no working week");
        out.push(number(file, "days_per_week", message, "write days from 0.5 to 7, such as `5`"));
    }
    let org = Workspace::subject(Kind::Org);
    for (n, calendar) in facts.workspace.org.iter().flat_map(|o| &o.calendars).enumerate() {
        look(facts, org, n, calendar, out);
    }
}

fn look(facts: &Facts<'_>, org: Subject, n: usize, calendar: &CalendarRecord, out: &mut Sink) {
    let id = &calendar.id;
    let at = format!("calendars[{n}].hours");
    match &calendar.hours {
        Some(WorkHours::Same(hours)) if !(*hours > 0.0 && *hours <= 24.0) => {
            let message = format!("calendar `{id}` has days of {hours} hours");
            out.push(number(org, &at, message, "write hours up to 24, such as `8`"));
            return;
        }
        Some(WorkHours::ByDay(week)) => {
            let week = week.hours();
            if let Some((day, hours)) = Weekday::ALL.iter().zip(week).find(|(_, h)| !(0.0..=24.0).contains(h))
            {
                let message = format!("calendar `{id}` has {hours} hours on {}", day.as_str());
                let at = format!("{at}.{}", day.as_str());
                out.push(number(org, &at, message, "write hours from 0 (a day off) to 24"));
                return;
            }
            if let Some(finding) = disagreement(org, n, calendar, week) {
                out.push(finding);
                return;
            }
            if week.iter().all(|hours| *hours == 0.0) {
                let message = format!("calendar `{id}` has no hours on any day");
                out.push(number(org, &at, message, "give the working days hours: `{mon: 8, tue: 8}`"));
                return;
            }
        }
        _ => {}
    }
    for (e, exception) in calendar.exceptions.iter().enumerate() {
        if !(0.0..=24.0).contains(&exception.hours) {
            let message = format!("calendar `{id}` has {} hours on {}", exception.hours, exception.date);
            let path = format!("calendars[{n}].exceptions[{e}].hours");
            out.push(number(org, &path, message, "write hours from 0 (a day off) to 24"));
        }
    }
    if !Days::of(calendar).has_work(facts.as_of) {
        let message = format!("calendar `{id}` has no working day within a year from {}", facts.as_of);
        out.push(number(org, &format!("calendars[{n}].id"), message, "shorten its holidays"));
    }
}

/// Finds a day on which `days` and the hours by day do not agree.
fn disagreement(org: Subject, n: usize, calendar: &CalendarRecord, hours: [f64; 7]) -> Option<Finding> {
    if calendar.days.is_empty() {
        return None;
    }
    let differs = |(day, hours): &(&Weekday, f64)| calendar.days.contains(day) != (*hours > 0.0);
    let (day, hours) = Weekday::ALL.iter().zip(hours).find(differs)?;
    let message = match hours > 0.0 {
        true => format!(
            "calendar `{}` has {hours} hours on {}, which `days` leaves out",
            calendar.id,
            day.as_str()
        ),
        false => format!(
            "calendar `{}` works on {} by its `days`, and has no hours on it",
            calendar.id,
            day.as_str()
        ),
    };
    let help = "delete `days`: hours by day say on which days people work";
    Some(number(org, &format!("calendars[{n}].days"), message, help))
}

fn number(subject: Subject, path: &str, message: String, help: &str) -> Finding {
    Finding::new(&META, Place::field(subject, path), message).help(help)
}
