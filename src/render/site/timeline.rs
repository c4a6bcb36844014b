//! The timeline: a row a node, each with its bar between the first and the last month.
//!
//! Places along the chart are shares of its width, so that a wider chart is a closer look and nothing is drawn anew. A
//! row names the rows before it; the script follows them to highlight the path to a milestone.

use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::html::Html;
use crate::render::site::html::when;
use crate::render::site::kit;
use crate::report::site::Driven;
use crate::report::site::ProgramView;
use crate::report::site::Row;
use crate::report::site::TimelineView;

/// The most lines that divide the chart.
const MOST_TICKS: i32 = 60;

/// A line of the chart at the start of a month, a quarter or a year.
struct Tick {
    day: i32,
    year: Option<String>,
    month: &'static str,
}

/// The chart's days, as numbers.
struct Axis {
    from: i32,
    days: f64,
}

impl Axis {
    fn new(view: &TimelineView) -> Axis {
        let from = view.from.day_number();
        Axis { from, days: f64::from((view.to.day_number() - from + 1).max(1)) }
    }

    /// Returns the place of a day's start: `12.34%`.
    fn at(&self, day: i32) -> String {
        percent(f64::from(day - self.from) / self.days)
    }

    /// Returns the width of some days.
    fn width(&self, days: i32) -> String {
        percent(f64::from(days.max(0)) / self.days)
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

/// Writes the timeline and what its signs mean.
pub(crate) fn write(h: &mut Html, frame: &Frame<'_>, view: &ProgramView) {
    let timeline = &view.timeline;
    if timeline.hidden > 0 {
        let text = format!("{} items that are reached or come last are not drawn.", timeline.hidden);
        h.el("p", &[("class", "sub")], &text);
    }
    h.el("p", &[("class", "hint")], "Choose a milestone to see what its date rests on.");
    h.wrap("div", &[("class", "path"), ("id", "path"), ("aria-live", "polite")], |_| {});
    let region = [
        ("class", "table chart-box"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-label", "Timeline"),
        ("id", "timeline"),
    ];
    h.wrap("div", &region, |h| {
        h.wrap("table", &[("class", "timeline zoom-1")], |h| {
            h.el("caption", &[("class", "hidden")], "The plan over time");
            let axis = Axis::new(timeline);
            h.wrap("thead", &[], |h| {
                h.wrap("tr", &[], |h| {
                    h.el("th", &[("scope", "col")], "Item");
                    h.wrap("th", &[("scope", "col"), ("class", "chart")], |h| {
                        head(h, &axis, timeline);
                    });
                });
            });
            for group in &timeline.groups {
                h.wrap("tbody", &[], |h| {
                    if !group.name.is_empty() {
                        h.wrap("tr", &[("class", "group")], |h| {
                            let head = [("scope", "rowgroup"), ("colspan", "2")];
                            h.wrap("th", &head, |h| h.el("span", &[], &group.name));
                        });
                    }
                    group.rows.iter().for_each(|row| write_row(h, frame, &axis, view, row));
                });
            }
        });
    });
    legend(h);
}

/// Writes the months, and the lines that every row shows.
fn head(h: &mut Html, axis: &Axis, view: &TimelineView) {
    let ticks = ticks(view);
    h.el("span", &[("class", "hidden")], "Dates");
    h.wrap("svg", &[("class", "axis"), ("width", "100%"), ("height", "34"), ("aria-hidden", "true")], |h| {
        h.wrap("defs", &[], |h| {
            h.wrap("g", &[("id", "grid")], |h| {
                for tick in &ticks {
                    let x = axis.at(tick.day);
                    let class = if tick.year.is_some() { "grid-line year" } else { "grid-line" };
                    let ends = [("x1", x.as_str()), ("x2", &x), ("y1", "0"), ("y2", "100%")];
                    h.void("line", &[&[("class", class)], ends.as_slice()].concat());
                }
                let today = axis.at(view.today.day_number());
                let ends = [("x1", today.as_str()), ("x2", &today), ("y1", "0"), ("y2", "100%")];
                h.void("line", &[&[("class", "today")], ends.as_slice()].concat());
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

/// Returns the lines of the chart: months, or quarters or years where there are many.
fn ticks(view: &TimelineView) -> Vec<Tick> {
    let text = |day: &dyn std::fmt::Display| {
        let iso = day.to_string();
        let mut parts = iso.rsplitn(3, '-').skip(1).map(|part| part.parse::<i32>().unwrap_or(1));
        let (month, year) = (parts.next().unwrap_or(1), parts.next().unwrap_or(1));
        year * 12 + month - 1
    };
    let (first, last) = (text(&view.from), text(&view.to));
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

fn write_row(h: &mut Html, frame: &Frame<'_>, axis: &Axis, view: &ProgramView, row: &Row) {
    let driver = match row.driven {
        Driven::Here(n) => n.to_string(),
        _ => String::new(),
    };
    let before = row.before.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let id = anchor(&row.id);
    let attributes = [
        ("id", id.as_str()),
        ("data-n", &row.number.to_string()),
        when(!driver.is_empty(), "data-driver", &driver),
        when(!before.is_empty(), "data-before", &before),
        when(row.done, "data-done", "done"),
    ];
    h.wrap("tr", &attributes, |h| {
        h.wrap("th", &[("scope", "row")], |h| {
            let pick = [("class", "pick"), ("href", &format!("#{id}"))];
            h.wrap("span", &[("class", "clip")], |h| h.el("a", &pick, &row.title));
            h.wrap("small", &[("class", "sub")], |h| facts(h, frame, view, row));
        });
        h.wrap("td", &[("class", "chart")], |h| {
            let size = [("width", "100%"), ("height", "52"), ("aria-hidden", "true"), ("class", "row")];
            h.wrap("svg", &size, |h| {
                h.void("use", &[("href", "#grid")]);
                bar(h, axis, row);
            });
        });
    });
}

/// Writes what the row's bar shows, in words.
fn facts(h: &mut Html, frame: &Frame<'_>, view: &ProgramView, row: &Row) {
    if row.kind != "work" {
        h.text(&format!("{} · ", row.kind));
    }
    if row.start != row.finish {
        let (start, finish) = (kit::day_text(&row.start.to_string()), row.finish.to_string());
        // The year is said once where it is the same.
        let same = start.strip_suffix(&finish[..4]).map(str::trim_end);
        h.text(&format!("{} – ", same.unwrap_or(&start)));
    }
    kit::day(h, Some(row.finish.to_string()));
    if row.done {
        h.text(" · done");
    } else if let Some(text) = &row.variance_text {
        h.text(" · ");
        let is_late = row.variance.is_some_and(|days| days > 0.0);
        match is_late {
            true => h.el("strong", &[("class", "late")], text),
            false => h.text(text),
        }
    }
    if row.critical {
        h.text(" · critical");
    }
    if let Driven::Elsewhere(named) = &row.driven {
        h.text(" · waits for ");
        kit::link(h, frame.item(&view.status.program.id, &named.id).as_deref(), &named.title);
    }
}

fn bar(h: &mut Html, axis: &Axis, row: &Row) {
    let (start, finish) = (row.start.day_number(), row.finish.day_number());
    if let Some((p50, p80)) = row.range {
        let (p50, p80) = (p50.day_number(), p80.day_number());
        let place = [("x", axis.at(p50)), ("width", axis.width(p80 - p50 + 1))];
        rect(h, "range", &place, "33", "4");
    }
    let mut class = "bar".to_owned();
    for (is, name) in
        [(row.done, " done"), (row.critical, " critical"), (row.started && !row.done, " active")]
    {
        if is {
            class.push_str(name);
        }
    }
    if row.kind == "work" {
        let place = [("x", axis.at(start)), ("width", axis.width(finish - start + 1))];
        rect(h, &class, &place, "17", "12");
    } else {
        sign(h, &class, &axis.at(finish + 1), "M0-8 8 0 0 8-8 0z");
    }
    if let Some(committed) = row.committed {
        sign(h, "committed", &axis.at(committed.day_number() + 1), "M0-13V13M-4-13H4");
    }
}

fn rect(h: &mut Html, class: &str, [x, width]: &[(&str, String); 2], y: &str, height: &str) {
    let attributes =
        [("class", class), (x.0, &x.1), (width.0, &width.1), ("y", y), ("height", height), ("rx", "2")];
    h.void("rect", &attributes);
}

/// Writes a sign that keeps its shape however wide the chart is.
fn sign(h: &mut Html, class: &str, x: &str, d: &str) {
    h.wrap("svg", &[("x", x), ("y", "23"), ("class", "sign")], |h| {
        h.void("path", &[("class", class), ("d", d)]);
    });
}

fn legend(h: &mut Html) {
    let signs: [(&str, &str, &str); 6] = [
        ("bar", "M0 3H22V13H0z", "work"),
        ("bar critical", "M0 3H22V13H0z", "on the critical path"),
        ("bar done", "M0 3H22V13H0z", "done"),
        ("bar", "M11 0 19 8 11 16 3 8z", "a moment: milestone, gate, decision, delivery"),
        ("committed", "M11 0V16M7 0H15", "committed"),
        ("range", "M0 6H22V10H0z", "forecast, P50 to P80"),
    ];
    h.wrap("ul", &[("class", "legend"), ("aria-label", "What the signs mean")], |h| {
        for (class, d, words) in signs {
            h.wrap("li", &[], |h| {
                h.wrap("svg", &[("width", "22"), ("height", "16"), ("aria-hidden", "true")], |h| {
                    h.void("path", &[("class", class), ("d", d)]);
                });
                h.text(words);
            });
        }
        h.wrap("li", &[], |h| {
            h.wrap("svg", &[("width", "22"), ("height", "16"), ("aria-hidden", "true")], |h| {
                h.void("line", &[("class", "today"), ("x1", "11"), ("x2", "11"), ("y1", "0"), ("y2", "16")]);
            });
            h.text("as of");
        });
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
