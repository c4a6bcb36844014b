//! A program's own page: how it stands, what comes next, what is in the way, what is asked of whom.

use crate::render::site::File;
use crate::render::site::findings;
use crate::render::site::frame::Frame;
use crate::render::site::html::Html;
use crate::render::site::kit;
use crate::render::site::kit::Column;
use crate::render::site::kit::Table;
use crate::render::site::start::overdue;
use crate::render::site::start::variance;
use crate::report::site::FindingRow;
use crate::report::site::FindingsView;
use crate::report::site::ProgramView;
use crate::report::status::Changes;
use crate::report::status::Event;
use crate::report::status::StatusView;

/// Writes the page.
pub(crate) fn page(frame: &Frame<'_>, view: &ProgramView, found: &FindingsView) -> File {
    let status = &view.status;
    let is_ours = |row: &&FindingRow| {
        row.program.as_ref().is_some_and(|id| id.eq_ignore_ascii_case(&status.program.id))
    };
    let warnings: Vec<&FindingRow> = found.rows.iter().filter(is_ours).collect();
    frame.page(&status.program.title, &[], |h| {
        h.el("h1", &[], &status.program.title);
        kit::incomplete(h, status.incomplete.as_deref());
        head(h, status);
        h.wrap("div", &[("class", "columns")], |h| {
            h.wrap("div", &[], |h| {
                asks(h, frame, status);
                next(h, frame, view);
                risks(h, frame, view);
                dangers(h, frame, status);
                findings::of_program(h, frame, &status.program.id, &warnings);
            });
            h.wrap("div", &[("class", "aside")], |h| {
                gates(h, frame, status);
                outcomes(h, status);
                changes(h, frame, status);
                steps(h, status);
                story(h, status);
            });
        });
    })
}

fn head(h: &mut Html, status: &StatusView) {
    let overall = &status.overall;
    h.wrap("div", &[("class", "verdict")], |h| {
        kit::colour(h, &overall.colour);
        h.el("p", &[("class", "headline")], &overall.headline);
        if let Some(because) = &overall.colour.because {
            h.el("p", &[("class", "because")], &format!("Computed from: {because}."));
        }
        if let Some(set) = &overall.colour.overridden {
            let by = set.by.as_deref().unwrap_or("somebody");
            let reason = set.reason.as_deref().unwrap_or("no reason given");
            let until = set.until.map(|d| format!(", until {}", kit::day_text(&d.to_string())));
            let text = format!("Set to {} by {by}{}: {reason}", set.colour, until.unwrap_or_default());
            h.el("p", &[("class", "because")], &text);
        }
        if let Some(note) = &overall.note_text {
            h.el("p", &[("class", "because")], &format!("{note}."));
        }
    });
    h.wrap("dl", &[("class", "facts")], |h| {
        let finish = &status.finish;
        kit::fact(h, "Expected finish", |h| kit::day(h, finish.expected.map(|d| d.to_string())));
        kit::fact(h, "Committed", |h| kit::day(h, finish.committed.map(|d| d.to_string())));
        kit::fact(h, "Against commitment", |h| variance(h, finish.variance, &finish.variance_text));
        kit::fact(h, "Forecast, P50 to P80", |h| h.text(&finish.forecast));
        kit::fact(h, "Chance of meeting it", |h| h.text(&overall.confidence));
        kit::fact(h, "Trend", |h| h.text(overall.trend));
        kit::fact(h, "Owner", |h| kit::words(h, status.program.owner.as_deref()));
        kit::fact(h, "Sponsor", |h| kit::words(h, status.program.sponsor.as_deref()));
    });
    if let Some(budget) = &status.budget {
        h.el("p", &[("class", "sub")], &format!("Budget: {}.", budget.text));
    }
}

fn asks(h: &mut Html, frame: &Frame<'_>, status: &StatusView) {
    let rows = || status.asks.iter().chain(&status.also_open);
    if rows().next().is_none() {
        return;
    }
    kit::section(h, "What is asked", |h| {
        h.wrap("ul", &[("class", "asks")], |h| {
            for ask in rows() {
                h.wrap("li", &[], |h| {
                    let to = ask.decision.as_ref().and_then(|d| frame.item(&status.program.id, &d.id));
                    h.wrap("p", &[], |h| kit::link(h, to.as_deref(), &ask.text));
                    h.wrap("p", &[("class", "sub")], |h| {
                        h.text(&format!("{} · ", ask.of.as_deref().unwrap_or("nobody named")));
                        match ask.by {
                            Some(day) => kit::day(h, Some(day.to_string())),
                            None => h.text("no day set"),
                        }
                        if ask.by_text.is_some() {
                            h.text(" · ");
                            overdue(h, ask.overdue, ask.by_text.as_deref());
                        }
                    });
                    if let Some(cost) = &ask.cost_of_delay {
                        h.el("p", &[("class", "sub")], &format!("If late: {cost}"));
                    }
                });
            }
        });
    });
}

fn next(h: &mut Html, frame: &Frame<'_>, view: &ProgramView) {
    kit::section(h, "Next milestones", |h| {
        if view.status.next.is_empty() {
            return kit::empty(h, "No milestone is open.");
        }
        let columns = [
            Column::text("Milestone"),
            Column::text("Status"),
            Column::day("Committed"),
            Column::day("Expected"),
            Column::text("Against commitment"),
        ];
        let table = Table { caption: "The next milestones", columns: &columns, filter: false };
        table.write(h, |t| {
            for row in &view.status.next {
                t.row(None, |t| {
                    t.cell(|h| {
                        kit::link(h, frame.item(&view.status.program.id, &row.id).as_deref(), &row.title);
                    });
                    t.cell(|h| kit::colour(h, &row.colour));
                    t.day(row.committed.map(|d| d.to_string()));
                    t.cell(|h| {
                        kit::day(h, row.expected.map(|d| d.to_string()));
                        if row.forecast != "not forecast" {
                            h.el("small", &[("class", "sub")], &format!("P50–P80 {}", row.forecast));
                        }
                    });
                    t.cell(|h| variance(h, row.variance, &row.variance_text));
                });
            }
        });
        let count = view.milestones.len();
        h.wrap("p", &[], |h| {
            h.el("a", &[("href", "plan.html")], &format!("The whole plan: {count} milestones"));
        });
    });
}

fn risks(h: &mut Html, frame: &Frame<'_>, view: &ProgramView) {
    let status = &view.status;
    kit::section(h, "Top risks", |h| {
        if status.risks.is_empty() {
            return kit::empty(h, "No risk is open.");
        }
        let columns = [
            Column::text("Risk"),
            Column::text("Level"),
            Column::text("Owner"),
            Column::text("What is done"),
        ];
        let table = Table { caption: "The risks with the highest scores", columns: &columns, filter: false };
        table.write(h, |t| {
            for row in &status.risks {
                t.row(None, |t| {
                    t.cell(|h| kit::link(h, frame.item(&status.program.id, &row.id).as_deref(), &row.title));
                    t.cell(|h| kit::lozenge(h, row.colour, row.level));
                    t.text(row.owner.as_deref());
                    t.text(row.mitigation.as_deref());
                });
            }
        });
        h.wrap("p", &[], |h| h.el("a", &[("href", "raid.html")], &view.raid.summary));
    });
}

fn dangers(h: &mut Html, frame: &Frame<'_>, status: &StatusView) {
    if status.dependencies.is_empty() {
        return;
    }
    kit::section(h, "Dependencies in danger", |h| {
        h.wrap("ul", &[("class", "plain")], |h| {
            for row in &status.dependencies {
                h.wrap("li", &[], |h| {
                    kit::lozenge(h, row.colour, &row.status);
                    h.text(" ");
                    kit::link(h, frame.item(&status.program.id, &row.id).as_deref(), &row.title);
                    let from = row.from.as_deref().map(|from| format!("from {from}"));
                    let parts: Vec<&str> = from.as_deref().into_iter().chain(row.gap.as_deref()).collect();
                    if !parts.is_empty() {
                        h.el("small", &[("class", "sub")], &parts.join(" · "));
                    }
                });
            }
        });
    });
}

fn gates(h: &mut Html, frame: &Frame<'_>, status: &StatusView) {
    if status.gates.is_empty() {
        return;
    }
    kit::section(h, "Gates", |h| {
        h.wrap("ul", &[("class", "plain")], |h| {
            for gate in &status.gates {
                h.wrap("li", &[], |h| {
                    kit::lozenge(h, gate.colour, gate.verdict);
                    h.text(" ");
                    kit::link(h, frame.item(&status.program.id, &gate.id).as_deref(), &gate.title);
                    let missing = format!("{} of {} required items missing", gate.missing, gate.required);
                    let date = gate.date.map(|d| format!(" · held {}", kit::day_text(&d.to_string())));
                    h.el("small", &[("class", "sub")], &format!("{missing}{}", date.unwrap_or_default()));
                });
            }
        });
    });
}

fn outcomes(h: &mut Html, status: &StatusView) {
    if status.outcomes.is_empty() {
        return;
    }
    kit::section(h, "Outcomes", |h| {
        h.wrap("ul", &[("class", "plain")], |h| {
            for row in &status.outcomes {
                h.wrap("li", &[], |h| {
                    h.el("strong", &[], &row.metric);
                    h.el("small", &[("class", "sub")], &row.text);
                });
            }
        });
    });
}

fn changes(h: &mut Html, frame: &Frame<'_>, status: &StatusView) {
    let changes: &Changes = &status.changes;
    kit::section(h, "What changed", |h| {
        let summary = format!("{}: {}.", capital(&changes.since_text), changes.summary);
        h.el("p", &[], &summary);
        let lists = [
            ("Reached", &changes.finished),
            ("Raised", &changes.raised),
            ("Decided", &changes.decided),
            ("Closed", &changes.closed),
        ];
        for (what, events) in lists.into_iter().filter(|(_, events)| !events.is_empty()) {
            h.el("h3", &[], what);
            h.wrap("ul", &[("class", "plain")], |h| {
                events.iter().for_each(|event| happened(h, frame, &status.program.id, event));
            });
        }
    });
}

fn happened(h: &mut Html, frame: &Frame<'_>, program: &str, event: &Event) {
    h.wrap("li", &[], |h| {
        kit::link(h, frame.item(program, &event.id).as_deref(), &event.title);
        h.wrap("small", &[("class", "sub")], |h| {
            h.text(&format!("{} · ", event.kind));
            kit::day(h, Some(event.on.to_string()));
            if let Some(how) = event.how {
                h.text(&format!(" · {how}"));
            }
        });
    });
}

fn steps(h: &mut Html, status: &StatusView) {
    if status.next_steps.is_empty() {
        return;
    }
    kit::section(h, "Next steps", |h| {
        h.wrap("ul", &[("class", "plain")], |h| {
            for step in &status.next_steps {
                h.wrap("li", &[], |h| {
                    h.text(&step.text);
                    let due = step.due.map(|d| kit::day_text(&d.to_string()));
                    let parts: Vec<&str> = step.owner.as_deref().into_iter().chain(due.as_deref()).collect();
                    h.el("small", &[("class", "sub")], &parts.join(" · "));
                });
            }
        });
    });
}

fn story(h: &mut Html, status: &StatusView) {
    let lists = [("Highlights", &status.highlights), ("Lowlights", &status.lowlights)];
    for (title, texts) in lists.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        kit::section(h, title, |h| {
            h.wrap("ul", &[("class", "plain")], |h| texts.iter().for_each(|text| h.el("li", &[], text)));
        });
    }
    if let Some(narrative) = &status.narrative {
        kit::section(h, "The story of the period", |h| {
            h.wrap("div", &[("class", "prose")], |h| h.prose(narrative, 2));
        });
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
