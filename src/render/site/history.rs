//! History: the plan as of each week. Every week stands on the page; the script shows one at a time, with a slider.

use crate::render::site::File;
use crate::render::site::axis;
use crate::render::site::axis::Axis;
use crate::render::site::frame::Frame;
use crate::render::site::html::Html;
use crate::render::site::html::when;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::report::site::HistoryView;
use crate::report::site::Week;
use crate::report::site::WeekRow;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, view: &HistoryView) -> File {
    frame.page("History", &["assets/history.js"], |h| {
        frame.crumbs(h);
        h.el("h1", &[], "History");
        let (Some(first), Some(last)) = (view.weeks.first(), view.weeks.last()) else {
            return kit::empty(h, view.missing.as_deref().unwrap_or("There is no history yet."));
        };
        h.el("p", &[("class", "lead")], &lead(first, last));
        if let Some(note) = &view.note {
            h.el("p", &[("class", "hint")], note);
        }
        h.wrap("div", &[("id", "slider")], |_| {});
        let axis = Axis::new(view.from.day_number(), view.to.day_number());
        // The newest first, for those who read it as a list.
        for (n, week) in view.weeks.iter().enumerate().rev() {
            write_week(h, view, (&axis, n), week);
        }
        kit::section(h, "Expected finish, week by week", |h| finishes(h, view));
    })
}

fn lead(first: &Week, last: &Week) -> String {
    let day = |week: &Week| kit::day_text(&week.day.to_string());
    let finish = |week: &Week| week.finish.map_or_else(String::new, |d| kit::day_text(&d.to_string()));
    if first.finish == last.finish {
        return format!("Expected to end {} since {}.", finish(last), day(first));
    }
    format!("On {} it was expected to end {}; on {}, {}.", day(first), finish(first), day(last), finish(last))
}

fn finishes(h: &mut Html, view: &HistoryView) {
    let columns = [
        Column::text("Week to"),
        Column::day("Expected finish"),
        Column::text("Moved in the week"),
        Column::text("Last change"),
    ];
    Table { caption: "The expected finish of the program as of each week", columns: &columns, filter: false }
        .write(h, |t| {
            for week in view.weeks.iter().rev() {
                t.row(None, |t| {
                    t.cell(|h| {
                        h.wrap("a", &[("href", &format!("#{}", id(week)))], |h| {
                            kit::day(h, Some(week.day.to_string()));
                        });
                    });
                    t.day(week.finish.map(|d| d.to_string()));
                    t.cell(|h| moved(h, week.days, week.moved.as_deref()));
                    t.cell(|h| change(h, week));
                });
            }
        });
}

fn id(week: &Week) -> String {
    format!("w-{}", week.day)
}

/// Writes how far something moved: later is marked.
fn moved(h: &mut Html, days: Option<i32>, text: Option<&str>) {
    match (days, text) {
        (Some(days), Some(text)) if days > 0 => h.el("strong", &[("class", "late")], text),
        (_, text) => kit::words(h, text),
    }
}

fn change(h: &mut Html, week: &Week) {
    if let Some(subject) = &week.subject {
        h.text(subject);
    }
    h.wrap("small", &[("class", "sub")], |h| {
        h.text(&format!("{} · ", week.commit));
        kit::day(h, Some(week.committed_on.to_string()));
    });
}

fn write_week(h: &mut Html, view: &HistoryView, (axis, n): (&Axis, usize), week: &Week) {
    let name = kit::day_text(&week.day.to_string());
    let attributes = [("id", id(week)), ("data-week", n.to_string()), ("data-name", name.clone())];
    let attributes: Vec<(&str, &str)> = attributes.iter().map(|(k, v)| (*k, v.as_str())).collect();
    h.wrap("section", &attributes, |h| {
        h.el("h2", &[], &format!("As of {name}"));
        h.wrap("dl", &[("class", "facts")], |h| {
            kit::fact(h, "Expected finish", |h| kit::day(h, week.finish.map(|d| d.to_string())));
            kit::fact(h, "Moved in the week", |h| moved(h, week.days, week.moved.as_deref()));
            kit::fact(h, "Last change", |h| change(h, week));
        });
        if week.hidden > 0 {
            let text = format!("{} more milestones without a commitment are not shown.", week.hidden);
            h.el("p", &[("class", "sub")], &text);
        }
        let label = format!("Milestones as of {name}");
        let region = [("class", "table chart-box"), ("tabindex", "0"), ("aria-label", label.as_str())];
        h.wrap("section", &region, |h| {
            h.wrap("table", &[("class", "timeline")], |h| {
                h.el("caption", &[("class", "hidden")], &label);
                h.wrap("thead", &[], |h| {
                    h.wrap("tr", &[], |h| {
                        h.el("th", &[("scope", "col")], "Milestone");
                        h.wrap("th", &[("scope", "col"), ("class", "chart")], |h| {
                            let grid = format!("grid-{n}");
                            let span = (&*view.from.to_string(), &*view.to.to_string());
                            axis::head(h, axis, span, &grid, week.day.day_number());
                        });
                    });
                });
                h.wrap("tbody", &[], |h| {
                    week.rows.iter().for_each(|row| write_row(h, (axis, n), row));
                });
            });
        });
    });
}

fn write_row(h: &mut Html, (axis, n): (&Axis, usize), row: &WeekRow) {
    h.wrap("tr", &[when(row.days.is_some_and(|days| days > 0), "class", "moved")], |h| {
        h.wrap("th", &[("scope", "row")], |h| {
            h.el("span", &[("class", "clip")], &row.title);
            h.wrap("small", &[("class", "sub")], |h| {
                kit::day(h, Some(row.expected.to_string()));
                if row.done {
                    h.text(" · done");
                }
                if !row.moved.is_empty() && row.moved != "unchanged" {
                    h.text(" · ");
                    moved(h, row.days, Some(&row.moved));
                }
                if let Some(committed) = row.committed {
                    h.text(&format!(" · committed {}", kit::day_text(&committed.to_string())));
                }
            });
        });
        h.wrap("td", &[("class", "chart")], |h| {
            let size = [("width", "100%"), ("height", "52"), ("aria-hidden", "true"), ("class", "row")];
            h.wrap("svg", &size, |h| {
                h.void("use", &[("href", &format!("#grid-{n}"))]);
                if let Some(before) = row.before.filter(|before| *before != row.expected) {
                    let (a, b) = (before.day_number(), row.expected.day_number());
                    let (from, to) = (a.min(b) + 1, a.max(b) + 1);
                    axis::rect(h, "move", [&axis.at(from), &axis.width(to - from)], "25", "2");
                    axis::sign(h, "ghost", &axis.at(a + 1), "M0-6 6 0 0 6-6 0z");
                }
                let done = if row.done { " done" } else { "" };
                let critical = if row.critical { " critical" } else { "" };
                let class = format!("bar{done}{critical}");
                axis::sign(h, &class, &axis.at(row.expected.day_number() + 1), "M0-8 8 0 0 8-8 0z");
                if let Some(committed) = row.committed {
                    axis::sign(h, "committed", &axis.at(committed.day_number() + 1), "M0-13V13M-4-13H4");
                }
            });
        });
    });
}
