//! A date that is most likely a typing error.

use crate::check::Facts;
use crate::check::items::all_items;
use crate::check::rules::future_actual::is_fact;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds a date more than ten years away.
    ///
    /// ## What it does
    /// Reports every date of a plan file more than ten years before or after the day of the check. Decisions and
    /// observations of metrics may be older: they are history.
    ///
    /// ## Why it matters
    /// `2062` for `2026` is a small slip that moves a program by 36 years.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   committed: 2062-12-11
    /// ```
    ///
    /// ## Fix it
    /// Correct the year.
    pub(crate) static META = 311, "implausible-date", Warning, since "0.1.0";
}

/// Ten years, in days.
const FAR: i32 = 3_653;

/// Tells whether a date is so far away that it is most likely a typing error.
pub(crate) fn is_implausible(date: Date, as_of: Date) -> bool {
    date.days_since(as_of).abs() > FAR
}

struct Far<'f> {
    as_of: Date,
    subject: Subject,
    out: &'f mut Sink,
}

impl Visitor for Far<'_> {
    fn date(&mut self, at: &Trail, date: Date) {
        let days = date.days_since(self.as_of);
        let is_history = matches!(self.subject.kind, "decision" | "metric" | "review");
        // A fact in the future is reported as such.
        if !is_implausible(date, self.as_of) || (days < 0 && is_history) || (days > 0 && is_fact(at)) {
            return;
        }
        let path = Path::from(at);
        let whole = path.to_string();
        let key = whole.rsplit('.').next().unwrap_or(&whole);
        let years = days.abs() / 365;
        let when = if days > 0 { "from now" } else { "ago" };
        self.out.push(
            Finding::new(
                &META,
                Place::field(self.subject, path),
                format!("`{key}` {date} is {years} years {when}"),
            )
            .help("correct the year"),
        );
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (subject, item) in all_items(facts) {
        // Holidays and people who have left may be old.
        if item.kind() != Kind::Org {
            item.visit_all(&mut Far { as_of: facts.as_of, subject, out });
        }
    }
}
