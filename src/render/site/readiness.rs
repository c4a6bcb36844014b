//! Readiness: every gate with its verdict, what is missing, waivers and the whole checklist.

use crate::render::site::File;
use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::render::site::start::overdue;
use crate::report::readiness::ItemRow;
use crate::report::readiness::ReadinessView;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, gates: &[ReadinessView]) -> File {
    frame.page("Readiness", &[], |h| {
        frame.crumbs(h);
        h.el("h1", &[], "Readiness");
        if gates.is_empty() {
            return kit::empty(h, "The program has no gate.");
        }
        if let Some(gate) = gates.first() {
            kit::incomplete(h, gate.incomplete.as_deref());
        }
        gates.iter().for_each(|gate| write_gate(h, frame, gate));
    })
}

fn write_gate(h: &mut Html, frame: &Frame<'_>, view: &ReadinessView) {
    let gate = &view.gate;
    h.wrap("section", &[("id", &anchor(&gate.id))], |h| {
        h.el("h2", &[], &gate.title);
        h.wrap("div", &[("class", "verdict")], |h| {
            kit::lozenge(h, view.verdict.colour, view.verdict.word);
            h.el("p", &[("class", "headline")], &format!("{}.", view.verdict.reason));
        });
        h.wrap("dl", &[("class", "facts")], |h| {
            kit::fact(h, "Held on", |h| {
                kit::day(h, gate.date.map(|d| d.to_string()));
                if let Some(text) = &gate.date_text {
                    h.el("small", &[("class", "sub")], text);
                }
            });
            kit::fact(h, "Run by", |h| kit::words(h, gate.owner.as_deref()));
            let met = format!("{} of {} required", view.verdict.met, view.verdict.required);
            kit::fact(h, "Met", |h| h.text(&met));
            kit::fact(h, "Without evidence", |h| h.text(&view.verdict.unproven.to_string()));
            kit::fact(h, "Recorded decision", |h| match &view.decision {
                None => h.text("none yet"),
                Some(decided) => {
                    kit::lozenge(h, decided.colour, decided.word);
                    let by = decided.by.as_deref().unwrap_or("nobody named");
                    let agrees = if decided.agrees { "" } else { "; the checklist says otherwise today" };
                    h.el("small", &[("class", "sub")], &format!("by {by}{agrees}"));
                }
            });
            kit::fact(h, "Holds back", |h| {
                let named: Vec<_> = gate
                    .holds_back
                    .iter()
                    .map(|held| crate::report::Named { id: held.id.clone(), title: held.title.clone() })
                    .collect();
                kit::named(h, frame, &view.program.id, &named);
            });
        });
        if !view.missing.is_empty() {
            h.el("h3", &[], "What is missing");
            let caption = format!("Missing for {}", gate.title);
            items(h, view.missing.iter(), &caption, true);
        }
        waivers(h, view);
        h.wrap("details", &[], |h| {
            let all: usize = view.areas.iter().map(|area| area.items.len()).sum();
            h.el("summary", &[], &format!("The whole checklist: {all} items"));
            let caption = format!("Checklist of {}", gate.title);
            items(h, view.areas.iter().flat_map(|area| &area.items), &caption, false);
        });
    });
}

fn items<'r>(h: &mut Html, rows: impl Iterator<Item = &'r ItemRow>, caption: &str, why: bool) {
    let columns = [
        Column::text("Item"),
        Column::facet("Status"),
        Column::facet("Area"),
        Column::facet("Owner"),
        Column::day("Due"),
        Column::text("How far"),
        Column::text(if why { "Why it is missing" } else { "Evidence" }),
    ];
    Table { caption, columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(None, |t| {
                t.cell(|h| {
                    h.text(&row.title);
                    let required = if row.required { "" } else { " · not required" };
                    h.el("small", &[("class", "sub")], &format!("{}{required}", row.id));
                });
                t.cell(|h| kit::lozenge(h, row.colour, row.status));
                t.text(Some(&row.area));
                t.text(row.owner.as_deref());
                t.day(row.due.map(|d| d.to_string()));
                t.cell(|h| overdue(h, row.overdue, row.due_text.as_deref()));
                match why {
                    true => t.text(row.why.as_deref().or(row.reason.as_deref())),
                    false => t.text(Some(&row.evidence.join(", "))),
                }
            });
        }
    });
}

fn waivers(h: &mut Html, view: &ReadinessView) {
    if view.waivers.is_empty() {
        return;
    }
    h.el("h3", &[], "Waivers");
    let columns = [
        Column::text("Item"),
        Column::text("State"),
        Column::text("Reason"),
        Column::text("Allowed by"),
        Column::day("Until"),
    ];
    let caption = format!("Waivers of {}", view.gate.title);
    Table { caption: &caption, columns: &columns, filter: false }.write(h, |t| {
        for row in &view.waivers {
            t.row(None, |t| {
                t.text(Some(&row.title));
                t.cell(|h| kit::lozenge(h, row.colour, row.state));
                t.text(row.reason.as_deref());
                t.text(row.approver.as_deref());
                t.cell(|h| {
                    kit::day(h, row.expires.map(|d| d.to_string()));
                    if row.ends_before_gate {
                        h.el("small", &[("class", "sub")], "before the gate is held");
                    }
                });
            });
        }
    });
}
