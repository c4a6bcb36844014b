//! Decisions and changes of scope: what is to be decided first, then what was.

use crate::render::site::File;
use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::render::site::start::overdue;
use crate::report::changes::ChangeRow;
use crate::report::changes::ChangesView;
use crate::report::decisions::DecisionRow;
use crate::report::decisions::DecisionsView;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, view: &DecisionsView, changes: &ChangesView) -> File {
    frame.page("Decisions", &[], |h| {
        frame.crumbs(h);
        h.el("h1", &[], "Decisions");
        h.el("p", &[("class", "lead")], &format!("{}.", view.summary));
        kit::incomplete(h, view.incomplete.as_deref());
        let program = &view.program.id;
        kit::section(h, "To be decided", |h| match view.open.as_slice() {
            [] => kit::empty(h, "Nothing is waiting for a decision."),
            rows => open(h, frame, program, rows),
        });
        kit::section(h, "Decided", |h| match view.decided.as_slice() {
            [] => kit::empty(h, "Nothing has been decided yet."),
            rows => decided(h, frame, program, rows),
        });
        if !changes.open.is_empty() || !changes.decided.is_empty() {
            kit::section(h, "Changes of scope, dates and cost", |h| {
                h.el("p", &[], &format!("{}.", changes.summary));
                write_changes(h, frame, program, changes.open.iter().chain(&changes.decided));
            });
        }
    })
}

fn title(h: &mut Html, row: &DecisionRow) {
    h.text(&row.title);
    h.el("small", &[("class", "sub")], &row.id);
}

/// Writes the background, folded away.
fn background(h: &mut Html, row: &DecisionRow) {
    if let Some(context) = row.context.as_deref().filter(|text| !text.trim().is_empty()) {
        h.wrap("details", &[("class", "more")], |h| {
            h.el("summary", &[], "Background");
            h.wrap("div", &[("class", "prose")], |h| h.prose(context, 3));
        });
    }
}

fn open(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[DecisionRow]) {
    let columns = [
        Column::text("Decision"),
        Column::facet("Status"),
        Column::facet("Who decides"),
        Column::day("Needed by"),
        Column::text("Due"),
        Column::text("Open for"),
        Column::text("If it comes late"),
        Column::text("Holds up"),
    ];
    Table { caption: "Decisions that are open", columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(Some(&anchor(&row.id)), |t| {
                t.cell(|h| title(h, row));
                t.cell(|h| kit::lozenge(h, row.colour, row.status));
                t.text(row.approver.as_deref());
                t.day(row.needed_by.map(|d| d.to_string()));
                t.cell(|h| overdue(h, row.overdue, row.needed_text.as_deref()));
                t.text(row.age.as_deref());
                t.cell(|h| {
                    kit::words(h, row.impact_if_late.as_deref());
                    background(h, row);
                    options(h, row);
                });
                t.cell(|h| kit::named(h, frame, program, &row.blocks));
            });
        }
    });
}

fn options(h: &mut Html, row: &DecisionRow) {
    if row.options.is_empty() {
        return;
    }
    h.wrap("details", &[("class", "more")], |h| {
        h.el("summary", &[], &format!("{} options", row.options.len()));
        h.wrap("ul", &[], |h| {
            for option in &row.options {
                h.wrap("li", &[], |h| {
                    h.text(&option.name);
                    let signed = |sign: &str, list: &[String]| {
                        list.iter().map(|text| format!("{sign} {text}")).collect::<Vec<_>>()
                    };
                    let parts = [signed("+", &option.pros), signed("−", &option.cons)].concat();
                    if !parts.is_empty() {
                        h.el("small", &[("class", "sub")], &parts.join("; "));
                    }
                });
            }
        });
    });
}

fn decided(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[DecisionRow]) {
    let columns = [
        Column::text("Decision"),
        Column::facet("Status"),
        Column::day("Decided"),
        Column::text("By"),
        Column::text("Outcome"),
        Column::text("Touches"),
    ];
    Table { caption: "Decisions that were taken, the newest first", columns: &columns, filter: true }.write(
        h,
        |t| {
            for row in rows {
                t.row(Some(&anchor(&row.id)), |t| {
                    t.cell(|h| title(h, row));
                    t.cell(|h| {
                        kit::lozenge(h, row.colour, row.status);
                        if let Some(by) = &row.superseded_by {
                            h.wrap("small", &[("class", "sub")], |h| {
                                h.text("by ");
                                kit::link(h, frame.item(program, &by.id).as_deref(), &by.title);
                            });
                        }
                    });
                    t.day(row.decided.map(|d| d.to_string()));
                    t.text(Some(&row.makers.join(", ")));
                    t.cell(|h| {
                        match row.outcome.as_deref() {
                            Some(outcome) => h.wrap("div", &[("class", "prose")], |h| h.prose(outcome, 3)),
                            None => kit::words(h, None),
                        }
                        background(h, row);
                    });
                    t.cell(|h| kit::named(h, frame, program, &row.affects));
                });
            }
        },
    );
}

fn write_changes<'r>(
    h: &mut Html,
    frame: &Frame<'_>,
    program: &str,
    rows: impl Iterator<Item = &'r ChangeRow>,
) {
    let columns = [
        Column::text("Change"),
        Column::facet("Status"),
        Column::text("What it does"),
        Column::text("Due"),
        Column::text("Approvals"),
        Column::text("Touches"),
    ];
    Table { caption: "Changes: what is open first", columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(Some(&anchor(&row.id)), |t| {
                t.cell(|h| {
                    h.text(&row.title);
                    h.el("small", &[("class", "sub")], &row.id);
                });
                t.cell(|h| kit::lozenge(h, row.colour, &row.status));
                let effects = [
                    ("schedule", &row.schedule),
                    ("scope", &row.scope),
                    ("cost", &row.cost),
                    ("risk", &row.risk),
                ];
                let said: Vec<String> = effects
                    .into_iter()
                    .filter_map(|(what, text)| text.as_ref().map(|text| format!("{what}: {text}")))
                    .collect();
                t.text(Some(&said.join("; ")));
                t.cell(|h| match row.decided {
                    Some(day) => {
                        h.text("decided ");
                        kit::day(h, Some(day.to_string()));
                    }
                    None => overdue(h, row.overdue, row.needed_text.as_deref()),
                });
                let approvals = match (row.approvals.len(), row.missing) {
                    (0, _) => None,
                    (all, 0) => Some(format!("all {all} given")),
                    (all, missing) => Some(format!("{missing} of {all} missing")),
                };
                t.text(approvals.as_deref());
                t.cell(|h| kit::named(h, frame, program, &row.affects));
            });
        }
    });
}
