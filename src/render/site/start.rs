//! The start page: programs by health, next dates, what needs a decision. Many programs go over several pages.

use crate::render::site::File;
use crate::render::site::Showing;
use crate::render::site::frame::Frame;
use crate::render::site::html::Html;
use crate::render::site::html::when;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::report::portfolio::Crossing;
use crate::report::portfolio::IntakeRow;
use crate::report::portfolio::ProgramRow;
use crate::report::queue::QueueRow;
use crate::report::site::SiteHead;
use crate::report::site::StartView;

/// Programs on a page.
const PROGRAMS: usize = 100;
/// Decisions on the start page, and on a page of their own.
const DECISIONS: (usize, usize) = (8, 200);
/// What programs need from each other, on the start page.
const CROSSINGS: usize = 40;

/// Writes the start pages, and those of the open decisions.
pub(crate) fn pages(head: &SiteHead, view: &StartView, showing: Showing) -> Vec<File> {
    let mut out = Vec::new();
    let programs: Vec<&[ProgramRow]> = chunks(&view.portfolio.programs, PROGRAMS);
    for (n, rows) in programs.iter().enumerate() {
        let frame = Frame::of_site(head, numbered("index", n), showing);
        out.push(frame.page(&head.title, &[], |h| {
            h.el("h1", &[], &head.title);
            if n == 0 {
                summary(h, view);
            }
            kit::section(h, "Programs", |h| {
                table(h, &frame, rows, n * PROGRAMS, view.portfolio.programs.len());
                pager(h, "index", n, programs.len(), "programs");
            });
            if n == 0 {
                dates(h, &frame, view);
                decide(h, &frame, view);
                groups(h, view);
                crossings(h, &frame, &view.portfolio.crossings);
                intake(h, &view.portfolio.intake);
            }
        }));
    }
    let decisions = chunks(&view.queue.open, DECISIONS.1);
    for (n, rows) in decisions.iter().enumerate() {
        let frame = Frame::of_site(head, numbered("decisions", n), showing);
        out.push(frame.page("Open decisions", &[], |h| {
            h.el("h1", &[], "Open decisions");
            h.el("p", &[("class", "lead")], &view.queue.summary);
            queue(h, &frame, rows, "Open decisions, the first needed first", true);
            pager(h, "decisions", n, decisions.len(), "decisions");
        }));
    }
    out
}

/// Divides rows into pages; nothing is one empty page.
pub(crate) fn chunks<T>(rows: &[T], most: usize) -> Vec<&[T]> {
    if rows.is_empty() { vec![rows] } else { rows.chunks(most).collect() }
}

/// Returns the name of the nth page of several.
pub(crate) fn numbered(name: &str, n: usize) -> String {
    if n == 0 { name.to_owned() } else { format!("{name}-{}", n + 1) }
}

/// Writes the way to the other pages of several.
pub(crate) fn pager(h: &mut Html, name: &str, here: usize, pages: usize, what: &str) {
    if pages < 2 {
        return;
    }
    h.wrap("nav", &[("class", "pager"), ("aria-label", &format!("Pages of {what}"))], |h| {
        for n in 0..pages {
            let to = format!("{}.html", numbered(name, n));
            let label = format!("Page {} of {what}", n + 1);
            let current = when(n == here, "aria-current", "page");
            h.el("a", &[("href", &to), ("aria-label", &label), current], &(n + 1).to_string());
        }
    });
}

fn summary(h: &mut Html, view: &StartView) {
    h.wrap("p", &[("class", "lead")], |h| {
        h.text(&format!("{}. As of ", view.portfolio.summary));
        kit::day(h, Some(view.portfolio.as_of.to_string()));
        h.text(".");
    });
    h.wrap("ul", &[("class", "tiles")], |h| {
        for colour in &view.colours {
            let class = if colour.count == 0 { "tile zero" } else { "tile" };
            h.wrap("li", &[("class", class)], |h| {
                h.el("strong", &[], &colour.count.to_string());
                kit::lozenge(h, colour.colour, colour.word);
            });
        }
        let overdue = view.queue.open.iter().filter(|row| row.decision.overdue).count();
        h.wrap("li", &[("class", "tile")], |h| {
            h.el("strong", &[], &view.queue.open.len().to_string());
            h.el("span", &[], &format!("open decisions, {overdue} overdue"));
        });
    });
}

fn table(h: &mut Html, frame: &Frame<'_>, rows: &[ProgramRow], from: usize, all: usize) {
    if rows.is_empty() {
        return kit::empty(h, "There is no program yet. epm init makes the first one.");
    }
    let caption = if all > rows.len() {
        format!("Programs {} to {} of {all}, the reddest first", from + 1, from + rows.len())
    } else {
        "Programs, the reddest first".to_owned()
    };
    let columns = [
        Column::text("Program"),
        Column::facet("Status"),
        Column::day("Expected finish"),
        Column::day("Committed"),
        Column::text("Against commitment"),
        Column::text("Why"),
        Column::number("Decisions overdue"),
        Column::number("Open risks"),
    ];
    if all > rows.len() {
        h.el("p", &[("class", "sub")], &caption);
    }
    let table = Table { caption: &caption, columns: &columns, filter: all > 7 };
    table.write(h, |t| {
        for row in rows {
            t.row(None, |t| {
                t.cell(|h| {
                    kit::link(h, frame.program(&row.program.id).as_deref(), &row.program.title);
                    if let Some(owner) = &row.program.owner {
                        h.el("small", &[("class", "sub")], owner);
                    }
                });
                t.cell(|h| kit::colour(h, &row.colour));
                t.cell(|h| {
                    kit::day(h, row.finish.expected.map(|d| d.to_string()));
                    if row.finish.forecast != "not forecast" {
                        h.el("small", &[("class", "sub")], &format!("P50–P80 {}", row.finish.forecast));
                    }
                });
                t.day(row.finish.committed.map(|d| d.to_string()));
                t.text(Some(&row.finish.variance_text));
                t.text(row.reason.as_deref());
                t.text(Some(&row.decisions.to_string()));
                t.text(Some(&row.risks.to_string()));
            });
        }
    });
}

fn dates(h: &mut Html, frame: &Frame<'_>, view: &StartView) {
    kit::section(h, "Next dates", |h| {
        if view.dates.is_empty() {
            return kit::empty(h, "No open commitment: nothing has an agreed date.");
        }
        let columns = [
            Column::text("Milestone"),
            Column::text("Program"),
            Column::day("Committed"),
            Column::text("Due"),
            Column::day("Expected"),
            Column::text("Against commitment"),
        ];
        let table = Table { caption: "The next agreed dates", columns: &columns, filter: false };
        table.write(h, |t| {
            for row in &view.dates {
                t.row(None, |t| {
                    t.cell(|h| kit::link(h, frame.item(&row.program_id, &row.id).as_deref(), &row.title));
                    t.cell(|h| kit::link(h, frame.program(&row.program_id).as_deref(), &row.program));
                    t.day(Some(row.committed.to_string()));
                    t.text(Some(&row.due));
                    t.day(row.expected.map(|d| d.to_string()));
                    t.cell(|h| variance(h, row.variance, &row.variance_text));
                });
            }
        });
    });
}

/// Writes what commitment and expected finish say together: late is marked.
pub(crate) fn variance(h: &mut Html, variance: Option<f64>, text: &str) {
    match variance {
        Some(days) if days > 0.0 => h.el("strong", &[("class", "late")], text),
        _ => h.text(text),
    }
}

fn decide(h: &mut Html, frame: &Frame<'_>, view: &StartView) {
    kit::section(h, "Needs a decision", |h| {
        if view.queue.open.is_empty() {
            return kit::empty(h, "Nothing is waiting for a decision.");
        }
        let shown = &view.queue.open[..view.queue.open.len().min(DECISIONS.0)];
        queue(h, frame, shown, "Open decisions, the first needed first", false);
        if view.queue.open.len() > shown.len() {
            h.wrap("p", &[], |h| {
                h.el("a", &[("href", "decisions.html")], &format!("All {}", view.queue.summary));
            });
        }
    });
}

fn queue(h: &mut Html, frame: &Frame<'_>, rows: &[QueueRow], caption: &str, filter: bool) {
    if rows.is_empty() {
        return kit::empty(h, "Nothing is waiting for a decision.");
    }
    let columns = [
        Column::text("Decision"),
        Column::facet("Program"),
        Column::day("Needed by"),
        Column::text("Due"),
        Column::facet("Who decides"),
        Column::text("Open for"),
        Column::text("Holds up"),
    ];
    let table = Table { caption, columns: &columns, filter };
    table.write(h, |t| {
        for row in rows {
            let decision = &row.decision;
            t.row(None, |t| {
                t.cell(|h| {
                    kit::link(h, frame.item(&row.program_id, &decision.id).as_deref(), &decision.title);
                });
                t.cell(|h| kit::link(h, frame.program(&row.program_id).as_deref(), &row.program));
                t.day(decision.needed_by.map(|d| d.to_string()));
                t.cell(|h| overdue(h, decision.overdue, decision.needed_text.as_deref()));
                t.text(decision.approver.as_deref());
                t.text(decision.age.as_deref());
                t.cell(|h| kit::named(h, frame, &row.program_id, &decision.blocks));
            });
        }
    });
}

/// Writes how far a day is: what is overdue is marked.
pub(crate) fn overdue(h: &mut Html, is_overdue: bool, text: Option<&str>) {
    match text {
        Some(text) if is_overdue => h.el("strong", &[("class", "late")], text),
        text => kit::words(h, text),
    }
}

fn groups(h: &mut Html, view: &StartView) {
    if view.portfolio.groups.is_empty() {
        return;
    }
    kit::section(h, "Groups", |h| {
        let columns =
            [Column::text("Group"), Column::text("Owner"), Column::text("Health"), Column::text("Programs")];
        let table = Table { caption: "Groups of programs", columns: &columns, filter: false };
        table.write(h, |t| {
            for group in &view.portfolio.groups {
                t.row(None, |t| {
                    t.text(Some(&group.title));
                    t.text(group.owner.as_deref());
                    t.text(Some(&group.health));
                    t.text(Some(&group.programs.join(", ")));
                });
            }
        });
    });
}

fn crossings(h: &mut Html, frame: &Frame<'_>, rows: &[Crossing]) {
    if rows.is_empty() {
        return;
    }
    kit::section(h, "What programs need from each other", |h| {
        let columns = [
            Column::text("Delivers"),
            Column::text("From"),
            Column::day("Expected"),
            Column::text("To"),
            Column::text("What waits"),
            Column::text("Weight"),
        ];
        let shown = &rows[..rows.len().min(CROSSINGS)];
        let caption = if rows.len() > shown.len() {
            format!("The first {} of {} links between programs, by day", shown.len(), rows.len())
        } else {
            "Links between programs, by day".to_owned()
        };
        if rows.len() > shown.len() {
            h.el("p", &[("class", "sub")], &caption);
        }
        let table = Table { caption: &caption, columns: &columns, filter: false };
        table.write(h, |t| {
            for row in shown {
                t.row(None, |t| {
                    t.cell(|h| kit::link(h, frame.item("", &row.what_id).as_deref(), &row.what));
                    t.text(Some(&row.from));
                    t.day(Some(row.expected.to_string()));
                    t.text(Some(&row.to));
                    t.cell(|h| kit::link(h, frame.item("", &row.waiting_id).as_deref(), &row.waiting));
                    let weight = match (row.driving, row.critical) {
                        (true, true) => "fixes a critical date",
                        (true, false) => "fixes its date",
                        (false, _) => "has room",
                    };
                    t.text(Some(weight));
                });
            }
        });
    });
}

fn intake(h: &mut Html, rows: &[IntakeRow]) {
    if rows.is_empty() {
        return;
    }
    kit::section(h, "Intake", |h| {
        let columns = [
            Column::text("Request"),
            Column::text("Status"),
            Column::text("Asked for by"),
            Column::text("Waiting"),
            Column::text("Value"),
            Column::text("Effort"),
            Column::day("Needed by"),
        ];
        let table = Table { caption: "Requests for new programs", columns: &columns, filter: false };
        table.write(h, |t| {
            for row in rows {
                t.row(None, |t| {
                    t.text(Some(&row.title));
                    t.cell(|h| kit::lozenge(h, row.colour, &row.status));
                    t.text(row.requested_by.as_deref());
                    t.text(row.age.as_deref());
                    t.text(row.value.as_deref());
                    t.text(row.effort.as_deref());
                    t.day(row.needed_by.map(|d| d.to_string()));
                });
            }
        });
    });
}
