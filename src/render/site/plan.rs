//! The plan of a program: over time, then every milestone with its dates.

use std::collections::HashSet;

use crate::render::site::File;
use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::render::site::start::variance;
use crate::render::site::timeline;
use crate::report::site::ProgramView;

/// How many milestones the table lists: what is open and comes first.
const MOST: usize = 1_000;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, view: &ProgramView) -> File {
    frame.page("Plan", &["assets/plan.js"], |h| {
        frame.crumbs(h);
        h.el("h1", &[], "Plan");
        h.el("p", &[("class", "lead")], &format!("{}.", view.status.finish.text.trim_end_matches('.')));
        kit::incomplete(h, view.status.incomplete.as_deref());
        if view.timeline.rows().next().is_none() && view.milestones.is_empty() {
            return kit::empty(h, "The program has no plan yet: add milestones to milestones.yaml.");
        }
        kit::section(h, "Timeline", |h| timeline::write(h, frame, view));
        kit::section(h, "All dates", |h| dates(h, frame, view));
        cancelled(h, view);
    })
}

fn dates(h: &mut Html, frame: &Frame<'_>, view: &ProgramView) {
    let columns = [
        Column::text("Milestone"),
        Column::facet("Status"),
        Column::day("Committed"),
        Column::day("Expected"),
        Column::day("Forecast, P50 to P80"),
        Column::text("Against commitment"),
        Column::text("Room"),
        Column::facet("Owner"),
        Column::text("What fixes it"),
    ];
    let mut rows: Vec<_> = view.milestones.iter().collect();
    // What is reached gives way where not all have room.
    rows.sort_by_key(|row| row.done);
    let left_out = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    let caption = match left_out {
        0 => "Every milestone, by expected finish: first what is open".to_owned(),
        n => format!("The first {MOST} milestones, by expected finish; {n} more are in epm plan"),
    };
    if left_out > 0 {
        h.el("p", &[("class", "sub")], &caption);
    }
    let program = &view.status.program.id;
    let drawn: HashSet<&str> = view.timeline.rows().map(|row| row.id.as_str()).collect();
    let table = Table { caption: &caption, columns: &columns, filter: true };
    table.write(h, |t| {
        for row in rows {
            // What is not drawn has its place here.
            let place = (!drawn.contains(row.id.as_str())).then(|| anchor(&row.id));
            t.row(place.as_deref(), |t| {
                t.cell(|h| {
                    kit::link(h, frame.item(program, &row.id).as_deref(), &row.title);
                    h.el("small", &[("class", "sub")], &row.id);
                });
                t.cell(|h| kit::colour(h, &row.colour));
                t.day(row.committed.map(|d| d.to_string()));
                t.day(row.expected.map(|d| d.to_string()));
                t.text(Some(&row.forecast).filter(|f| *f != "not forecast").map(String::as_str));
                t.cell(|h| variance(h, row.variance, &row.variance_text));
                t.text(Some(&row.float_text));
                t.text(row.owner.as_deref());
                t.text(row.driver.as_deref());
            });
        }
    });
}

fn cancelled(h: &mut Html, view: &ProgramView) {
    if view.cancelled.is_empty() {
        return;
    }
    kit::section(h, "Cancelled", |h| {
        h.wrap("ul", &[("class", "plain")], |h| {
            for item in &view.cancelled {
                h.wrap("li", &[("id", &anchor(&item.id))], |h| {
                    h.text(&item.title);
                    h.el("small", &[("class", "sub")], &item.id);
                });
            }
        });
    });
}
