//! `epm runbook`: a cutover in minutes, step by step, with its critical path and its way back.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::model::Moment;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::runbook;
use crate::report::runbook::RunbookView;
use crate::report::runbook::RunbooksView;
use crate::report::runbook::StepRow;
use crate::report::runbook::after_start;
use crate::report::runbook::length;

/// Where the texts of the notes begin.
const NOTES: usize = 20;

/// Show a runbook in minutes: clock times, critical steps, and until when a rollback fits the window
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The runbook's id, plain or `program/id`; every runbook unless given
    runbook: Option<String>,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let runbooks = runbooks(args, shared, &opened)?;
    let view = RunbooksView { version: 1, as_of: opened.session.as_of.to_string(), runbooks };
    match render::format(&args.format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None => {
            let texts: Vec<String> = view.runbooks.iter().map(|runbook| human(runbook, ui.look())).collect();
            ui.print(&texts.join("\n"))?;
        }
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn runbooks(args: &Args, shared: &Shared, opened: &Opened) -> Result<Vec<RunbookView>, CliError> {
    let workspace = &opened.session.loaded.workspace;
    let programs = workspace.programs.iter().filter(|program| opened.wants(shared, program.id.as_str()));
    let all: Vec<_> = programs.flat_map(|p| p.runbooks.iter().map(move |runbook| (p, runbook))).collect();
    let is_asked = |program: &str, id: &str| match &args.runbook {
        None => true,
        Some(asked) => match asked.split_once('/') {
            Some((p, asked)) => p.eq_ignore_ascii_case(program) && asked.eq_ignore_ascii_case(id),
            None => asked.eq_ignore_ascii_case(id),
        },
    };
    let found = all.iter().filter(|(program, runbook)| is_asked(program.id.as_str(), runbook.id.as_str()));
    let found: Vec<RunbookView> =
        found.map(|(program, book)| runbook::view(workspace, program, book)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let Some(asked) = &args.runbook else {
        return Err(CliError::usage("there is no runbook here", "`epm new runbook` starts one"));
    };
    let plain = asked.split_once('/').map_or(asked.as_str(), |(_, id)| id);
    let help = crate::diag::did_you_mean(plain, all.iter().map(|(_, runbook)| runbook.id.as_str()));
    Err(CliError::usage(
        format!("no runbook `{asked}`"),
        help.unwrap_or_else(|| "`epm runbook` shows every runbook".to_owned()),
    ))
}

fn human(view: &RunbookView, look: Look) -> String {
    let mut out = String::new();
    for text in head(view) {
        out.push_str(&terminal::paragraph(&visible(&text, false), look.width, 2));
        out.push('\n');
    }
    if view.steps.is_empty() {
        out.push_str("no step has a time\n");
    } else {
        out.push('\n');
        out.push_str(&table(view, look));
    }
    out.push('\n');
    for (name, text) in notes(view) {
        let text = terminal::inset(&visible(&text, false), look.width, NOTES, 0);
        out.push_str(&format!("{name:<NOTES$}{}\n", &text[NOTES..]));
    }
    out
}

fn head(view: &RunbookView) -> Vec<String> {
    let mut out = vec![format!("{}  {} ({})", view.id, view.title, view.program)];
    let ends = match (view.last_fact, view.expected_end - view.planned_end) {
        (None, _) => format!("the cutover takes {}", length(view.planned_end)),
        (Some(at), delay) => format!(
            "as of {}, the cutover ends at {}, {}",
            after_start(at),
            after_start(view.expected_end),
            late(delay)
        ),
    };
    match &view.window {
        Some(window) => {
            let margin = match window.margin {
                _ if window.minutes < 0 => "it ends before it begins".to_owned(),
                m if m < 0 => format!("{} too long", length(-m)),
                m => format!("{} to spare", length(m)),
            };
            let change = if view.clocks_change { "; the clocks change in it" } else { "" };
            out.push(format!(
                "Window {} to {} ({}, {}{change}); {ends}, {margin}",
                day_and_clock(&window.start),
                day_and_clock(&window.end),
                length(window.minutes.max(0)),
                view.zone,
            ));
        }
        None => out.push(format!("No window: nothing says when it begins; {ends}")),
    }
    out
}

fn late(delay: i64) -> String {
    match delay {
        0 => "as planned".to_owned(),
        d if d < 0 => format!("{} earlier than planned", length(-d)),
        d => format!("{} later than planned", length(d)),
    }
}

fn day_and_clock(moment: &Moment) -> String {
    moment.at.strftime("%a %Y-%m-%d %H:%M").to_string()
}

fn clock(moment: Option<&Moment>) -> String {
    moment.map(|moment| moment.at.strftime("%a %H:%M").to_string()).unwrap_or_default()
}

fn table(view: &RunbookView, look: Look) -> String {
    let has_facts = view.last_fact.is_some();
    let mut columns = vec![
        Column::number("T", 0),
        Column::word("CLOCK", 1),
        Column::word("STEP", 0),
        Column::number("TAKES", 4),
        Column::number("FLOAT", 3),
        Column::number("BACK", 0),
        Column::number("LEFT", 2),
        Column::word("", 0),
        Column::text("OWNER", 5),
        Column::text("TITLE", 6),
    ];
    if has_facts {
        columns.insert(4, Column::number("DELAY", 1));
    }
    let row = |step: &StepRow| {
        let mut cells = vec![
            after_start(step.expected_start),
            clock(step.start.as_ref()),
            step.id.clone(),
            short(step.minutes),
            if matches!(step.status, "done" | "skipped") { String::new() } else { short(step.total_float) },
            step.rollback.map(short).unwrap_or_default(),
            step.rollback_margin.map(short).unwrap_or_default(),
            mark(step).to_owned(),
            step.owner.clone().unwrap_or_default(),
            step.title.clone(),
        ];
        if has_facts {
            let sign = if step.delay > 0 { "+" } else { "" };
            let delay = if step.delay == 0 { String::new() } else { format!("{sign}{}", short(step.delay)) };
            cells.insert(4, delay);
        }
        cells
    };
    let rows: Vec<Vec<String>> = view.steps.iter().map(row).collect();
    terminal::table(&columns, &rows, look)
}

fn mark(step: &StepRow) -> &'static str {
    match step {
        s if s.status == "in_progress" => "running",
        s if s.status != "open" => s.status,
        s if s.no_return => "NO RETURN",
        s if s.rollback_margin.is_some_and(|margin| margin < 0) => "NO WAY BACK",
        s if s.critical => "critical",
        _ => "",
    }
}

/// Writes minutes in a table: `1:05`, `-0:20`.
fn short(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    format!("{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn notes(view: &RunbookView) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if !view.critical_path.is_empty() {
        out.push(("Critical path", view.critical_path.join(" → ")));
    }
    out.extend(no_return(view).map(|text| ("Point of no return", text)));
    out.push(("Way back", way_back(view)));
    for overlap in &view.overlaps {
        let [first, second] = &overlap.steps;
        let (from, to) = (after_start(overlap.start), after_start(overlap.end));
        out.push(("Needed twice", format!("{} from {from} to {to}: {first} and {second}", overlap.person)));
    }
    if !view.without_time.is_empty() {
        out.push(("No time", format!("{} wait for each other", view.without_time.join(", "))));
    }
    for checkpoint in &view.checkpoints {
        let at = checkpoint.at.map(|at| format!(", {}", after_start(at))).unwrap_or_default();
        let time =
            checkpoint.time.as_ref().map(|time| format!(" ({})", clock(Some(time)))).unwrap_or_default();
        let who = checkpoint.decider.as_ref().map(|who| format!(", {who} decides")).unwrap_or_default();
        let criteria = checkpoint.criteria.join("; ");
        out.push(("Checkpoint", format!("after {}{at}{time}{who}: {criteria}", checkpoint.after)));
    }
    for rehearsal in &view.rehearsals {
        let took = match (rehearsal.minutes, rehearsal.difference) {
            (Some(minutes), Some(more)) if more > 0 => {
                format!(" took {}, {} more than planned", length(minutes), length(more))
            }
            (Some(minutes), Some(more)) if more < 0 => {
                format!(" took {}, {} less than planned", length(minutes), length(-more))
            }
            (Some(minutes), _) => format!(" took {}, as planned", length(minutes)),
            (None, _) => ", nobody wrote down how long it took".to_owned(),
        };
        let outcome = rehearsal.outcome.as_ref().map(|o| format!(". {o}")).unwrap_or_default();
        out.push(("Rehearsal", format!("{}{took}{outcome}", rehearsal.date)));
    }
    out
}

fn no_return(view: &RunbookView) -> Option<String> {
    let way = &view.way_back;
    let (id, at) = (way.point_of_no_return.as_ref()?, way.expected?);
    let expected = format!("{id} at {}", after_start(at));
    Some(match (way.latest, &way.latest_at) {
        (Some(latest), time) => {
            let time = time.as_ref().map(|time| format!(" ({})", clock(Some(time)))).unwrap_or_default();
            let room = latest - at;
            let words = if room < 0 {
                format!("{} too late for a rollback inside the window", length(-room))
            } else {
                format!("{} of room", length(room))
            };
            format!("{expected}; at the latest {}{time}: {words}", after_start(latest))
        }
        (None, _) => format!("{expected}; nothing says until when a rollback fits"),
    })
}

fn way_back(view: &RunbookView) -> String {
    let way = &view.way_back;
    let basis = match way.basis {
        "steps" => "the steps' own durations, one after the other",
        "plan" => "the duration of the rollback plan, at every step",
        _ => return "nobody says how long it takes (`rollback_duration`)".to_owned(),
    };
    let most = view.steps.iter().filter_map(|step| step.rollback).max().unwrap_or(0);
    let plan = match way.plan.filter(|plan| way.basis == "steps" && *plan < most) {
        Some(plan) => format!("; at most {}, though the rollback plan says {}", length(most), length(plan)),
        None => format!("; at most {}", length(most)),
    };
    let fit = match (&way.first_misfit, &way.last_fit) {
        (Some(_), Some(last)) => format!("; fits the window until {last} has ended"),
        (Some(_), None) => "; never fits the window".to_owned(),
        (None, Some(_)) if view.window.is_some() => "; fits the window at every step".to_owned(),
        (None, _) => String::new(),
    };
    format!("{basis}{plan}{fit}")
}
