//! What the checks found: by rule, then one by one, over as many pages as it takes.

use crate::render::site::File;
use crate::render::site::Showing;
use crate::render::site::frame::Frame;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::render::site::start::chunks;
use crate::render::site::start::numbered;
use crate::render::site::start::pager;
use crate::report::site::FindingRow;
use crate::report::site::FindingsView;
use crate::report::site::SiteHead;

/// Findings on a page.
const ROWS: usize = 300;

/// Warnings on a program's own page.
const ON_PROGRAM: usize = 6;

/// Writes the pages.
pub(crate) fn pages(head: &SiteHead, view: &FindingsView, showing: Showing) -> Vec<File> {
    let parts = chunks(&view.rows, ROWS);
    let page = |(n, rows): (usize, &&[FindingRow])| {
        let frame = Frame::of_site(head, numbered("findings", n), showing);
        frame.page("Findings", &[], |h| {
            h.el("h1", &[], "Findings");
            h.el("p", &[("class", "lead")], &format!("{}.", view.summary));
            if view.rows.is_empty() {
                return kit::empty(h, "The checks found nothing.");
            }
            if n == 0 {
                kit::section(h, "By rule", |h| rules(h, view));
            }
            kit::section(h, "One by one", |h| {
                table(h, &frame, rows, "What the checks found: errors first");
                pager(h, "findings", n, parts.len(), "findings");
            });
        })
    };
    parts.iter().enumerate().map(page).collect()
}

fn rules(h: &mut Html, view: &FindingsView) {
    let columns = [
        Column::text("Rule"),
        Column::facet("Severity"),
        Column::number("Findings"),
        Column::text("What it finds"),
    ];
    Table { caption: "Rules that found something", columns: &columns, filter: false }.write(h, |t| {
        for rule in &view.rules {
            t.row(None, |t| {
                t.cell(|h| {
                    h.text(rule.rule);
                    h.el("small", &[("class", "sub")], &rule.code);
                });
                t.cell(|h| kit::lozenge(h, rule.colour, rule.severity));
                t.text(Some(&rule.count.to_string()));
                t.text(Some(&rule.about));
            });
        }
    });
}

fn table(h: &mut Html, frame: &Frame<'_>, rows: &[FindingRow], caption: &str) {
    let columns = [
        Column::text("Finding"),
        Column::facet("Severity"),
        Column::facet("Rule"),
        Column::facet("Program"),
        Column::text("Item"),
        Column::text("Next step"),
    ];
    Table { caption, columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(None, |t| {
                t.cell(|h| {
                    kit::message(h, &row.message);
                    if let Some(place) = &row.place {
                        h.el("small", &[("class", "sub")], place);
                    }
                });
                t.cell(|h| kit::lozenge(h, row.colour, row.severity));
                t.text(Some(&format!("{} {}", row.code, row.rule)));
                t.cell(|h| {
                    let id = row.program.as_deref().unwrap_or_default();
                    match frame.title_of(id) {
                        Some(title) => kit::link(h, frame.program(id).as_deref(), title),
                        None => kit::words(h, row.program.as_deref()),
                    }
                });
                t.cell(|h| match (&row.program, &row.item) {
                    (Some(program), Some(item)) => {
                        kit::link(h, frame.item(program, item).as_deref(), item);
                    }
                    _ => kit::words(h, row.item.as_deref()),
                });
                t.cell(|h| match &row.help {
                    Some(help) => kit::message(h, help),
                    None => kit::words(h, None),
                });
            });
        }
    });
}

/// Writes the warnings of a program on its own page.
pub(crate) fn of_program(h: &mut Html, frame: &Frame<'_>, program: &str, rows: &[&FindingRow]) {
    if rows.is_empty() {
        return;
    }
    kit::section(h, "Warnings", |h| {
        h.wrap("ul", &[("class", "plain")], |h| {
            for row in rows.iter().take(ON_PROGRAM) {
                h.wrap("li", &[], |h| {
                    kit::lozenge(h, row.colour, row.severity);
                    h.text(" ");
                    let to = row.item.as_ref().and_then(|item| frame.item(program, item));
                    kit::message(h, &row.message);
                    h.wrap("small", &[("class", "sub")], |h| {
                        match row.item.as_deref() {
                            Some(item) => kit::link(h, to.as_deref(), item),
                            None => h.text(row.rule),
                        }
                        if let Some(help) = &row.help {
                            h.text(" · ");
                            kit::message(h, help);
                        }
                    });
                });
            }
        });
        let more = rows.len().saturating_sub(ON_PROGRAM);
        let text =
            if more > 0 { format!("All findings: {more} more here") } else { "All findings".to_owned() };
        h.wrap("p", &[], |h| h.el("a", &[("href", &frame.to("findings.html"))], &text));
    });
}
