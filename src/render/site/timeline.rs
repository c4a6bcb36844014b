//! The timeline: a row a node, each with its bar between the first and the last month.
//!
//! Places along the chart are shares of its width, so that a wider chart is a closer look and nothing is drawn anew. A
//! row names the rows before it; the script follows them to highlight the path to a milestone.

use crate::render::site::axis;
use crate::render::site::axis::Axis;
use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::html::Html;
use crate::render::site::html::when;
use crate::render::site::kit;
use crate::report::site::Driven;
use crate::report::site::ProgramView;
use crate::report::site::Row;

/// Writes the timeline and what its signs mean.
pub(crate) fn write(h: &mut Html, frame: &Frame<'_>, view: &ProgramView) {
    let timeline = &view.timeline;
    if timeline.hidden > 0 {
        let text = format!("{} items that are reached or come last are not drawn.", timeline.hidden);
        h.el("p", &[("class", "sub")], &text);
    }
    h.el("p", &[("class", "hint")], "Choose a milestone to see what its date rests on.");
    h.wrap("div", &[("class", "path"), ("id", "path"), ("aria-live", "polite")], |_| {});
    let region =
        [("class", "table chart-box"), ("tabindex", "0"), ("aria-label", "Timeline"), ("id", "timeline")];
    h.wrap("section", &region, |h| {
        h.wrap("table", &[("class", "timeline zoom-1")], |h| {
            h.el("caption", &[("class", "hidden")], "The plan over time");
            let axis = Axis::new(timeline.from.day_number(), timeline.to.day_number());
            h.wrap("thead", &[], |h| {
                h.wrap("tr", &[], |h| {
                    h.el("th", &[("scope", "col")], "Item");
                    h.wrap("th", &[("scope", "col"), ("class", "chart")], |h| {
                        let span = (&*timeline.from.to_string(), &*timeline.to.to_string());
                        axis::head(h, &axis, span, "grid", timeline.today.day_number());
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
        axis::rect(h, "range", [&axis.at(p50), &axis.width(p80 - p50 + 1)], "37", "4");
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
        axis::rect(h, &class, [&axis.at(start), &axis.width(finish - start + 1)], "20", "12");
    } else {
        axis::sign(h, &class, &axis.at(finish + 1), "M0-8 8 0 0 8-8 0z");
    }
    if let Some(committed) = row.committed {
        axis::sign(h, "committed", &axis.at(committed.day_number() + 1), "M0-13V13M-4-13H4");
    }
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
    h.wrap("ul", &[("class", "legend")], |h| {
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
