//! The RAID log: what is open first, filterable; what is over is folded away.

use crate::render::site::File;
use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::render::site::start::overdue;
use crate::report::raid::AssumptionRow;
use crate::report::raid::DependencyRow;
use crate::report::raid::IssueRow;
use crate::report::raid::RaidView;
use crate::report::raid::RiskRow;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, view: &RaidView) -> File {
    frame.page("RAID", &[], |h| {
        frame.crumbs(h);
        h.el("h1", &[], "Risks, assumptions, issues, dependencies");
        h.el("p", &[("class", "lead")], &format!("{}.", view.summary));
        kit::incomplete(h, view.incomplete.as_deref());
        attention(h, &view.attention);
        let program = &view.program.id;
        section(h, "Risks", (&view.risks, &view.past_risks), |h, rows, caption| {
            risks(h, frame, program, rows, caption);
        });
        section(h, "Issues", (&view.issues, &view.past_issues), |h, rows, caption| {
            issues(h, frame, program, rows, caption);
        });
        section(h, "Dependencies", (&view.dependencies, &view.past_dependencies), |h, rows, caption| {
            dependencies(h, frame, program, rows, caption);
        });
        section(h, "Assumptions", (&view.assumptions, &view.past_assumptions), |h, rows, caption| {
            assumptions(h, frame, program, rows, caption);
        });
    })
}

fn attention(h: &mut Html, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    h.wrap("div", &[("class", "notice"), ("role", "note")], |h| {
        h.el("p", &[], "Asks for attention today");
        h.wrap("ul", &[], |h| lines.iter().for_each(|line| h.el("li", &[], line)));
    });
}

/// Writes what is open, and what is over folded away.
fn section<T>(
    h: &mut Html,
    title: &str,
    (open, past): (&[T], &[T]),
    mut table: impl FnMut(&mut Html, &[T], &str),
) {
    kit::section(h, title, |h| {
        match open {
            [] => kit::empty(h, "None is open."),
            rows => table(h, rows, &format!("{title} that are open")),
        }
        if !past.is_empty() {
            h.wrap("details", &[], |h| {
                h.el("summary", &[], &format!("{} closed", past.len()));
                table(h, past, &format!("{title} that are closed"));
            });
        }
    });
}

/// Writes an item's title with its id.
fn title(h: &mut Html, title: &str, id: &str) {
    h.text(title);
    h.el("small", &[("class", "sub")], id);
}

/// Writes a text, and an item's description folded away.
fn with_more(h: &mut Html, text: Option<&str>, description: Option<&str>) {
    kit::words(h, text);
    if let Some(text) = description.filter(|text| !text.trim().is_empty()) {
        h.wrap("details", &[("class", "more")], |h| {
            h.el("summary", &[], "More");
            h.wrap("div", &[("class", "prose")], |h| h.prose(text, 3));
        });
    }
}

fn risks(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[RiskRow], caption: &str) {
    let columns = [
        Column::text("Risk"),
        Column::facet("Level"),
        Column::text("Chance and effect"),
        Column::facet("Status"),
        Column::facet("Owner"),
        Column::text("What is done"),
        Column::text("Due"),
        Column::text("Would hit"),
    ];
    Table { caption, columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(Some(&anchor(&row.id)), |t| {
                t.cell(|h| title(h, &row.title, &row.id));
                t.cell(|h| {
                    kit::lozenge(h, row.colour, row.level);
                    if let Some(score) = row.score {
                        h.el("small", &[("class", "sub")], &format!("{score} of 25"));
                    }
                });
                let parts: Vec<&str> =
                    row.probability.as_deref().into_iter().chain(row.impact.as_deref()).collect();
                t.text(Some(&parts.join("; ")));
                t.text(Some(row.status));
                t.text(row.owner.as_deref());
                t.cell(|h| {
                    with_more(h, row.mitigation.as_deref(), row.description.as_deref());
                    if let Some(text) = &row.contingency {
                        h.el("small", &[("class", "sub")], &format!("If it happens: {text}"));
                    }
                });
                t.cell(|h| {
                    kit::day(h, row.mitigation_due.map(|d| d.to_string()));
                    if let Some(text) = &row.mitigation_due_text {
                        h.el("small", &[("class", "sub")], text);
                    }
                });
                t.cell(|h| kit::named(h, frame, program, &row.affects));
            });
        }
    });
}

fn issues(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[IssueRow], caption: &str) {
    let columns = [
        Column::text("Issue"),
        Column::facet("Severity"),
        Column::facet("Status"),
        Column::facet("Owner"),
        Column::text("Open for"),
        Column::text("Target"),
        Column::text("How it will be solved"),
        Column::text("Holds up"),
    ];
    Table { caption, columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(Some(&anchor(&row.id)), |t| {
                t.cell(|h| title(h, &row.title, &row.id));
                t.cell(|h| kit::lozenge(h, row.colour, row.severity));
                t.text(Some(&row.status));
                t.text(row.owner.as_deref());
                t.text(row.age.as_deref());
                t.cell(|h| {
                    kit::day(h, row.target.map(|d| d.to_string()));
                    if row.target_text.is_some() {
                        h.wrap("small", &[("class", "sub")], |h| {
                            overdue(h, row.overdue, row.target_text.as_deref());
                        });
                    }
                });
                t.cell(|h| with_more(h, row.resolution.as_deref(), row.description.as_deref()));
                t.cell(|h| kit::named(h, frame, program, &row.blocks));
            });
        }
    });
}

fn dependencies(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[DependencyRow], caption: &str) {
    let columns = [
        Column::text("Delivery"),
        Column::facet("Status"),
        Column::facet("From"),
        Column::facet("To"),
        Column::day("Needed"),
        Column::day("Promised"),
        Column::text("Room"),
        Column::text("If it comes late"),
        Column::text("What waits"),
    ];
    Table { caption, columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(Some(&anchor(&row.id)), |t| {
                t.cell(|h| title(h, &row.title, &row.id));
                t.cell(|h| kit::lozenge(h, row.colour, &row.status));
                t.text(row.from.as_deref());
                t.text(row.to.as_deref());
                t.day(row.needed_by.map(|d| d.to_string()));
                t.day(row.promised.map(|d| d.to_string()));
                t.cell(|h| overdue(h, row.late, row.gap.as_deref()));
                t.cell(|h| with_more(h, row.impact_if_late.as_deref(), row.description.as_deref()));
                t.cell(|h| kit::named(h, frame, program, &row.consumers));
            });
        }
    });
}

fn assumptions(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[AssumptionRow], caption: &str) {
    let columns = [
        Column::text("Assumption"),
        Column::facet("Status"),
        Column::facet("Owner"),
        Column::day("Must be known by"),
        Column::text("Due"),
        Column::text("If it is wrong"),
        Column::text("Rests on it"),
    ];
    Table { caption, columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(Some(&anchor(&row.id)), |t| {
                t.cell(|h| title(h, &row.title, &row.id));
                t.cell(|h| kit::lozenge(h, row.colour, &row.status));
                t.text(row.owner.as_deref());
                t.day(row.validate_by.map(|d| d.to_string()));
                t.cell(|h| overdue(h, row.overdue, row.due_text.as_deref()));
                t.cell(|h| with_more(h, row.impact_if_wrong.as_deref(), row.description.as_deref()));
                t.cell(|h| kit::named(h, frame, program, &row.affects));
            });
        }
    });
}
