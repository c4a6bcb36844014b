//! From days to places: the time axis that several pictures share.

use jiff::civil::Date;

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::SMALL;
use crate::render::figures::drawing::Style;
use crate::render::figures::font;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;

/// Height of the scale: the day of the page above, the months below.
pub(super) const HEAD: f64 = 34.0;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// An axis of whole months.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    first: Date,
    days: f64,
    left: f64,
    width: f64,
}

impl Scale {
    /// Spans these days, from the first day of a month to the last of one; none without a day.
    pub(super) fn new(days: impl IntoIterator<Item = Date>, left: f64, width: f64) -> Option<Scale> {
        let ends = |ends: Option<(Date, Date)>, day: Date| {
            Some(ends.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        };
        let (first, last) = days.into_iter().fold(None, ends)?;
        let (first, last) = (first.first_of_month(), last.last_of_month());
        Some(Scale { first, days: between(first, last) + 1.0, left, width })
    }

    /// Returns where a day begins.
    pub(super) fn x(&self, day: Date) -> f64 {
        self.left + between(self.first, day) / self.days * self.width
    }

    /// Returns the middle of a day.
    pub(super) fn middle(&self, day: Date) -> f64 {
        self.x(day) + self.day() / 2.0
    }

    /// Returns how wide a day is.
    pub(super) fn day(&self) -> f64 {
        self.width / self.days
    }

    /// Tells whether a day is in sight.
    pub(super) fn shows(&self, day: Date) -> bool {
        (0.0..self.days).contains(&between(self.first, day))
    }

    /// Draws months with lines from `top` down to `bottom`, and the day of the page.
    pub(super) fn draw(&self, canvas: &mut Canvas, (top, bottom): (f64, f64), today: Option<Date>) {
        let right = self.left + self.width;
        for tick in self.ticks() {
            let x = self.x(tick);
            let month = MONTHS[tick.month().unsigned_abs() as usize - 1];
            canvas.line(&[(x, top), (x, bottom)], Look::Grid);
            let words = format!("{month} {}", tick.year());
            canvas.text_if_free((x + 3.0, HEAD - 8.0), Style::small(), &words, (self.left, right));
        }
        let Some(day) = today.filter(|day| self.shows(*day)) else { return };
        let x = self.x(day);
        canvas.line(&[(x, HEAD - 4.0), (x, bottom)], Look::Today);
        let words = format!("as of {day}");
        let half = font::width(&words, SMALL) / 2.0;
        let x = x.clamp((self.left + half).min(right - half), right - half);
        canvas.text((x, 11.0), Style::small().toned(Tone::Ink).centred(), &words);
    }

    /// Returns the first days of months that are marked, far enough from each other to be read.
    fn ticks(&self) -> Vec<Date> {
        let most = (self.width / 64.0).max(1.0);
        let months = (self.days / 30.4).ceil();
        let step = [1, 2, 3, 6, 12].into_iter().find(|step| months / f64::from(*step) <= most);
        // Then whole years.
        let step = step.unwrap_or_else(|| (months / 12.0 / most).ceil() as i32 * 12);
        let mut out = Vec::new();
        let mut day = Some(self.first);
        while let Some(at) = day.filter(|day| between(self.first, *day) < self.days) {
            out.push(at);
            day = at.checked_add(jiff::Span::new().months(step.clamp(1, 100_000))).ok();
        }
        out
    }
}

/// Returns the days from one to another.
pub(super) fn between(from: Date, to: Date) -> f64 {
    f64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// Reads an ISO date; what is none is left out of a picture.
pub(super) fn date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}
