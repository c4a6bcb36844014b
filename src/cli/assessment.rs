//! How a schedule assessment looks in a terminal, for `epm plan --assess`.

use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::assessment::AssessmentView;
use crate::report::assessment::CheckRow;
use crate::report::assessment::ProgramAssessment;
use crate::report::assessment::Summary;

/// The most items that are listed of a check.
const SHOWN: usize = 8;

/// Where the items of a check begin.
const INSET: usize = 11;

/// Writes the assessment of every program: the checks, the practices, and what is flagged.
pub(crate) fn human(view: &AssessmentView, look: Look) -> String {
    let mut out = String::new();
    for program in &view.programs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&of_program(program, view, look));
    }
    if view.programs.is_empty() {
        out.push_str("there is no program here\n");
    }
    out
}

fn of_program(program: &ProgramAssessment, view: &AssessmentView, look: Look) -> String {
    let mut out = String::new();
    let mut line = |text: &str, indent| {
        out.push_str(&terminal::paragraph(&visible(text, false), look.width, indent));
        out.push('\n');
    };
    line(&format!("{}  {}, as of {}", program.id, counts(program.summary), view.as_of), 2);
    line(
        &format!(
            "Population {}: {}; {} nodes, {} links",
            view.population, view.population_text, program.nodes, program.links
        ),
        2,
    );
    line(&format!("Baseline: {}", view.baseline_text), 2);
    out.push('\n');
    out.push_str(&checks(&program.checks, look));
    out.push('\n');
    out.push_str(&practices(&program.practices, look));
    let rows = || program.checks.iter().chain(&program.practices);
    let flagged: Vec<&CheckRow> = rows().filter(|row| row.verdict == "flag").collect();
    if !flagged.is_empty() {
        out.push_str("\nFlagged, a reason to look:\n");
        flagged.iter().for_each(|row| out.push_str(&flag(row, look)));
    }
    let unjudged: Vec<&CheckRow> = rows().filter(|row| row.verdict == "n/a").collect();
    if !unjudged.is_empty() {
        out.push_str("\nNot applicable:\n");
        for row in unjudged {
            let reason = row.reason.as_deref().unwrap_or_default();
            let text = visible(&format!("{:<8} {reason}", row.code), false);
            out.push_str(&format!("  {}\n", terminal::paragraph(&text, look.width - 2, INSET)));
        }
    }
    out
}

fn counts(summary: Summary) -> String {
    let mut words = vec![format!("{} flagged", summary.flag), format!("{} passed", summary.pass)];
    if summary.info > 0 {
        words.push(format!("{} without a limit", summary.info));
    }
    if summary.not_applicable > 0 {
        words.push(format!("{} not applicable", summary.not_applicable));
    }
    words.join(", ")
}

fn checks(rows: &[CheckRow], look: Look) -> String {
    let columns = [
        Column::word("", 0),
        Column::text("DCMA 14 CHECKS", 0),
        Column::number("VALUE", 0),
        Column::number("COUNT", 2),
        Column::number("LIMIT", 1),
        Column::word("", 0),
    ];
    let row = |check: &CheckRow| {
        vec![
            check.code.to_owned(),
            check.title.to_owned(),
            check.value_text(),
            check.share_text(),
            check.threshold_text.clone(),
            verdict(check),
        ]
    };
    terminal::table(&columns, &rows.iter().map(row).collect::<Vec<_>>(), look)
}

/// The value of a practice is how many of its questions are flagged.
fn practices(rows: &[CheckRow], look: Look) -> String {
    let columns = [
        Column::word("", 0),
        Column::text("GAO TEN PRACTICES", 0),
        Column::number("FLAGGED", 0),
        Column::word("", 0),
    ];
    let row = |check: &CheckRow| {
        vec![check.code.to_owned(), check.title.to_owned(), check.share_text(), verdict(check)]
    };
    terminal::table(&columns, &rows.iter().map(row).collect::<Vec<_>>(), look)
}

fn verdict(check: &CheckRow) -> String {
    if check.verdict == "flag" { "FLAG".to_owned() } else { check.verdict.to_owned() }
}

/// Writes a flagged check with its items.
fn flag(check: &CheckRow, look: Look) -> String {
    let mut out = String::new();
    let mut line = |text: &str, indent: usize| {
        out.push_str(&terminal::inset(&visible(text, false), look.width, indent, 2));
        out.push('\n');
    };
    line(&format!("{:<8} {}", check.code, check.title), 2);
    if !check.parts.is_empty() {
        for part in check.parts.iter().filter(|part| part.verdict == "flag") {
            let ids: Vec<&str> = part.details.iter().map(|detail| detail.id.as_str()).collect();
            // A DCMA check has its items above, and some words name the item already.
            let is_named = |id: &&str| part.text.contains(*id);
            let is_listed = part.title.starts_with("DCMA") || ids.iter().all(is_named);
            let items = if is_listed { String::new() } else { format!(": {}", some(&ids)) };
            line(&format!("{}: {}{items}", part.title, part.text), INSET);
        }
        return out;
    }
    if let Some(reason) = &check.reason {
        line(reason, INSET);
    }
    for detail in check.details.iter().take(SHOWN) {
        line(&format!("{}: {}", detail.id, detail.text), INSET);
    }
    if check.details.len() > SHOWN {
        line(&format!("and {} more (--format json lists all)", check.details.len() - SHOWN), INSET);
    }
    out
}

fn some(ids: &[&str]) -> String {
    let shown = ids.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
