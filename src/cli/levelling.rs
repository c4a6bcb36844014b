//! How a levelled plan reads on a terminal: what moves, by how much, and what it waits for.

use crate::cli::plan::days;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::levelled::LevelledRow;
use crate::report::levelled::ProofRow;
use crate::report::levelled::WaitRow;
use crate::report::plan::ItemRow;
use crate::report::plan::PlanView;
use crate::report::plan::ProgramRow;

/// Writes the levelled programs.
pub(crate) fn human(view: &PlanView, is_all: bool, look: Look) -> String {
    let mut out = String::new();
    for program in &view.programs {
        out.push_str(&heading(program, &view.as_of, look));
        out.push_str(&moved(program, is_all, look));
        out.push('\n');
    }
    if let Some(levelling) = &view.levelling {
        let text = format!(
            "{} schedules, seed {}. Capacity is counted by day, dates are exact to the minute; nothing is interrupted, and \
             work in progress goes on. Shown beside the plan, which stays as it is.",
            levelling.schedules, levelling.seed
        );
        if let Some(proof) = &levelling.proof {
            out.push_str(&terminal::paragraph(&proved(proof, view.programs.len()), look.width, 0));
            out.push_str("\n\n");
        }
        out.push_str(&terminal::paragraph(&text, look.width, 0));
        out.push('\n');
    }
    if view.programs.is_empty() {
        out.push_str("there is no program here\n");
    }
    out
}

/// Says what exact search found out.
fn proved(proof: &ProofRow, programs: usize) -> String {
    let better = match proof.gained_days {
        0 => String::new(),
        gained => format!("Better schedule found, {} earlier. ", count(gained, "day")),
    };
    let what = if programs > 1 { "the sum of the programs' ends" } else { "the end" };
    let verdict = match (proof.verdict, programs) {
        ("optimal", 0..=1) => {
            format!("Proved optimal: no schedule ends on an earlier day ({} steps).", proof.steps)
        }
        ("optimal", _) => format!(
            "Proved optimal: no schedule makes the sum of the programs' last days smaller ({} steps).",
            proof.steps
        ),
        _ => format!(
            "Not decided within {} steps: {what} may still become up to {} earlier, never more. `--steps` gives it more.",
            proof.most_steps,
            count(proof.open_days, "day")
        ),
    };
    format!("{better}{verdict}")
}

fn count(number: i64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn heading(program: &ProgramRow, as_of: &str, look: Look) -> String {
    let id = visible(&program.id, false);
    let Some(end) = &program.levelled else {
        return format!("{id}  {} to {}\n", program.start, program.finish);
    };
    let verdict = if end.finish == program.finish {
        "its people can keep the early dates".to_owned()
    } else if end.finish == end.lower_bound {
        "no schedule ends earlier".to_owned()
    } else {
        format!("no schedule ends before {}", end.lower_bound)
    };
    let text = format!(
        "{id}  finish {} (before levelling {}), as of {as_of}: {verdict}",
        end.finish, program.finish
    );
    format!("{}\n", terminal::paragraph(&text, look.width, 2))
}

fn moved(program: &ProgramRow, is_all: bool, look: Look) -> String {
    let shown: Vec<(&ItemRow, &LevelledRow)> = program
        .items
        .iter()
        .filter_map(|item| Some((item, item.levelled.as_ref()?)))
        .filter(|(item, row)| !item.done && (is_all || row.delay > 0.0))
        .collect();
    if shown.is_empty() {
        return "nothing moves\n".to_owned();
    }
    let columns = [
        Column::word("ID", 0),
        Column::number("EARLY", 2),
        Column::number("", 3),
        Column::number("LEVELLED", 0),
        Column::number("", 1),
        Column::number("DELAY", 0),
        Column::text("WAITS FOR", 1),
    ];
    let rows: Vec<Vec<String>> = shown.iter().map(|(item, row)| cells(item, row)).collect();
    format!("\n{}", terminal::table(&columns, &rows, look))
}

fn cells(item: &ItemRow, row: &LevelledRow) -> Vec<String> {
    vec![
        item.id.clone(),
        item.early_start.clone(),
        item.early_finish.clone(),
        row.start.clone(),
        row.finish.clone(),
        if row.delay > 0.0 { days(row.delay, true) } else { String::new() },
        row.waits_for.as_ref().map(reason).unwrap_or_default(),
    ]
}

fn reason(wait: &WaitRow) -> String {
    match (wait.kind, wait.busy_with.is_empty()) {
        ("team", false) => format!("team {}, busy with {}", wait.id, wait.busy_with.join(", ")),
        ("team", true) => format!("team {}, away", wait.id),
        ("person", false) => format!("{}, busy with {}", wait.id, wait.busy_with.join(", ")),
        ("person", true) => format!("{}, away", wait.id),
        _ => wait.id.clone(),
    }
}
