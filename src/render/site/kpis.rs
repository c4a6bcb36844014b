//! KPIs with their evidence: value, interval, target, trend, and what each counted and left out.

use crate::render::site::File;
use crate::render::site::frame::Frame;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::report::kpis::KpiPage;
use crate::report::kpis::PageRow;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, view: Option<&KpiPage>) -> File {
    frame.page("KPIs", &[], |h| {
        frame.crumbs(h);
        h.el("h1", &[], "KPIs");
        let Some(view) = view else {
            let text =
                "KPIs are not measured for a workspace of so many programs: epm kpi --program ID does it.";
            return kit::empty(h, text);
        };
        h.el("p", &[("class", "lead")], &format!("{}.", view.summary));
        kit::incomplete(h, view.incomplete.as_deref());
        kit::section(h, "Measured", |h| match view.measured.as_slice() {
            [] => kit::empty(h, "Nothing can be measured yet."),
            rows => table(h, rows),
        });
        if !view.unmeasured.is_empty() {
            kit::section(h, "Nothing to measure yet", |h| {
                h.wrap("ul", &[("class", "plain")], |h| {
                    for row in &view.unmeasured {
                        h.wrap("li", &[], |h| {
                            h.text(row.row.title);
                            if let Some(reason) = &row.row.reason {
                                h.el("small", &[("class", "sub")], reason);
                            }
                        });
                    }
                });
            });
        }
    })
}

fn table(h: &mut Html, rows: &[PageRow]) {
    let columns = [
        Column::text("KPI"),
        Column::facet("Status"),
        Column::number("Value"),
        Column::text("Target"),
        Column::facet("Trend"),
        Column::text("What it rests on"),
    ];
    Table { caption: "KPIs that have a value", columns: &columns, filter: true }.write(h, |t| {
        for row in rows {
            t.row(None, |t| {
                t.cell(|h| {
                    h.text(row.row.title);
                    h.el("small", &[("class", "sub")], row.row.window.text);
                });
                t.cell(|h| match row.row.rag {
                    Some(colour) => kit::lozenge(h, colour, &colour.to_uppercase()),
                    None => kit::lozenge(h, "grey", "NO COLOUR"),
                });
                t.cell(|h| {
                    h.el("strong", &[], &row.row.text);
                    let cases = format!("{} {}", row.row.n, if row.row.n == 1 { "case" } else { "cases" });
                    h.el("small", &[("class", "sub")], &cases);
                    if let Some(interval) = &row.interval_text {
                        h.el("small", &[("class", "sub")], &format!("95%: {interval}"));
                    }
                });
                t.text(Some(row.row.target));
                t.cell(|h| {
                    h.text(row.row.trend.course.as_str());
                    if !row.row.sparkline.is_empty() {
                        let spark = [("class", "sub"), ("aria-hidden", "true")];
                        h.el("small", &spark, &row.row.sparkline);
                    }
                });
                t.cell(|h| evidence(h, row));
            });
        }
    });
}

fn evidence(h: &mut Html, row: &PageRow) {
    let said =
        row.row.reason.iter().chain(&row.row.rag_reasons).chain(&row.beside_text).chain(&row.row.notes);
    for text in said {
        h.el("small", &[("class", "sub")], text);
    }
    if row.lines.is_empty() {
        return;
    }
    h.wrap("details", &[("class", "more")], |h| {
        h.el(
            "summary",
            &[],
            &format!("{} counted, {} left out", row.row.evidence.len(), row.row.excluded.len()),
        );
        h.wrap("ul", &[], |h| {
            row.lines.iter().for_each(|line| h.el("li", &[], line));
            if row.more > 0 {
                h.el("li", &[], &format!("{} more: epm kpi --explain shows all", row.more));
            }
        });
    });
}
