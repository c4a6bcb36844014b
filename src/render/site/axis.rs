//! The axis of charts over time: places are shares of its width, so that a wider chart is a closer look.

use crate::render::site::html::Html;
use crate::render::site::kit;

/// The most lines that divide the chart.
const MOST_TICKS: i32 = 60;

/// A line of the chart at the start of a month, a quarter or a year.
struct Tick {
    day: i32,
    year: Option<String>,
    month: &'static str,
}

/// The chart's days, as numbers.
pub(crate) struct Axis {
    from: i32,
    days: f64,
}

impl Axis {
    /// Returns the axis from a first to a last day.
    pub(crate) fn new(from: i32, to: i32) -> Axis {
        Axis { from, days: f64::from((to - from + 1).max(1)) }
    }

    /// Returns the place of a day's start: `12.34%`.
    pub(crate) fn at(&self, day: i32) -> String {
        percent(f64::from(day - self.from) / self.days)
    }

    /// Returns the width of some days.
    pub(crate) fn width(&self, days: i32) -> String {
        percent(f64::from(days.max(0)) / self.days)
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

/// Writes the months between two days, ISO, and the lines that every row shows under the name of `grid`.
pub(crate) fn head(h: &mut Html, axis: &Axis, span: (&str, &str), grid: &str, today: i32) {
    let ticks = ticks(span);
    let today = axis.at(today);
    h.el("span", &[("class", "hidden")], "Dates");
    h.wrap("svg", &[("class", "axis"), ("width", "100%"), ("height", "34"), ("aria-hidden", "true")], |h| {
        h.wrap("defs", &[], |h| {
            h.wrap("g", &[("id", grid)], |h| {
                for tick in &ticks {
                    let class = if tick.year.is_some() { "grid-line year" } else { "grid-line" };
                    line(h, class, &axis.at(tick.day));
                }
                line(h, "today", &today);
            });
        });
        for tick in &ticks {
            let x = axis.at(tick.day);
            if let Some(year) = &tick.year {
                h.el("text", &[("class", "year"), ("x", &x), ("y", "12"), ("dx", "3")], year);
            }
            h.el("text", &[("x", &x), ("y", "28"), ("dx", "3")], tick.month);
        }
    });
}

fn line(h: &mut Html, class: &str, x: &str) {
    h.void("line", &[("class", class), ("x1", x), ("x2", x), ("y1", "0"), ("y2", "100%")]);
}

/// Returns the lines of the chart: months, or quarters or years where there are many.
fn ticks((from, to): (&str, &str)) -> Vec<Tick> {
    let number = |iso: &str| {
        let mut parts = iso.rsplitn(3, '-').skip(1).map(|part| part.parse::<i32>().unwrap_or(1));
        let (month, year) = (parts.next().unwrap_or(1), parts.next().unwrap_or(1));
        year * 12 + month - 1
    };
    let (first, last) = (number(from), number(to));
    let months = last - first + 1;
    let step = match months {
        n if n <= 18 => 1,
        n if n <= MOST_TICKS => 3,
        n => 12 * ((n / 12) / MOST_TICKS + 1),
    };
    let on_step = |month: &i32| *month == first || month.rem_euclid(step) == 0;
    // The second line is not set so close behind the first that their words meet.
    let has_room = |month: &i32| *month == first || *month - first >= step.div_euclid(2);
    let tick = |month: i32| {
        let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12));
        let is_year = month == first || of_year == 0;
        Tick {
            day: day_number(year, of_year + 1),
            year: is_year.then(|| year.to_string()),
            month: if step < 12 { kit::month_name(usize::try_from(of_year).unwrap_or(0) + 1) } else { "" },
        }
    };
    (first..=last).filter(on_step).filter(has_room).map(tick).collect()
}

/// Returns the number of the first day of a month, as dates count days (Howard Hinnant, `days_from_civil`).
fn day_number(year: i32, month: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Writes a bar between two places.
pub(crate) fn rect(h: &mut Html, class: &str, [x, width]: [&str; 2], y: &str, height: &str) {
    h.void(
        "rect",
        &[("class", class), ("x", x), ("width", width), ("y", y), ("height", height), ("rx", "2")],
    );
}

/// Writes a sign that keeps its shape however wide the chart is.
pub(crate) fn sign(h: &mut Html, class: &str, x: &str, d: &str) {
    h.wrap("svg", &[("x", x), ("y", "26"), ("class", "sign")], |h| {
        h.void("path", &[("class", class), ("d", d)]);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day_number(1970, 1), 0);
        assert_eq!(day_number(2026, 11), 20_758);
        assert_eq!(day_number(2000, 3), 11_017);
    }
}
