//! `epm plan`: dates, floats and the critical path; with `--assess`, how sound the schedule is.

use crate::cli::assessment;
use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::levelling;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::diag::wording;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::level;
use crate::plan::level::Levelled;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report;
use crate::report::baseline;
use crate::report::diff::Side;
use crate::report::plan;
use crate::report::plan::ItemRow;
use crate::report::plan::PlanView;
use crate::report::plan::ProgramRow;
use crate::trend::assess::Population;

/// Compute the dates: early, late, float, driver and the critical path
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,

    /// Set the dates of a baseline, or of any revision, beside the plan; else the `baseline` of `epm.yaml`
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    baseline: Option<String>,

    /// Show also what is finished
    #[arg(long)]
    all: bool,

    /// Show only the critical path, and what is near it
    #[arg(long)]
    critical: bool,

    /// What counts as critical: longest (the longest path to the finish) or float (no total float is left)
    #[arg(long, value_name = "WHICH", default_value = "longest", value_parser = ["longest", "float"])]
    by: String,

    /// Assess the schedule instead: the DCMA 14 checks and the GAO ten practices
    #[arg(long, conflicts_with_all = ["all", "critical"])]
    assess: bool,

    /// Level: dates that the people of the teams can keep, and what waits for whom
    #[arg(long, conflicts_with_all = ["critical", "assess"])]
    level: bool,

    /// How many schedules levelling may generate
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u64).range(1..=1_000_000), requires = "level")]
    schedules: u64,

    /// The seed of levelling: the same seed gives the same dates
    #[arg(long, value_name = "S", default_value_t = 1, requires = "level")]
    seed: u64,

    /// Prove that no schedule ends on an earlier day, or find one (needs epm built with `--features prove`)
    #[arg(long, requires = "level")]
    prove: bool,

    /// How many steps of the solver a proof may take
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000), requires = "prove")]
    steps: u64,

    /// What an assessment counts: nodes (all open nodes, milestones too) or dcma (open work only, as the standard has it)
    #[arg(long, value_name = "WHICH", default_value = "nodes", value_parser = ["nodes", "dcma"], requires = "assess")]
    population: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let plan = &opened.session.plan;
    let wants = |id: &str| opened.wants(shared, id);
    let format = render::format(&args.format);
    let text = if args.assess {
        let population = if args.population == "dcma" { Population::Dcma } else { Population::Nodes };
        let workspace = &opened.session.loaded.workspace;
        let view = report::assessment::build(workspace, plan, &plan.outlook, population, wants);
        match format {
            Some(format) => (format.encode)(&view)?,
            None => assessment::human(&view, ui.look()),
        }
    } else {
        let mut view = plan::build(plan, wants);
        if args.level {
            add_levelled(&mut view, args, &opened.session.loaded.workspace, plan)?;
        }
        beside_baseline(&mut view, args, &opened, shared, ui)?;
        match format {
            Some(format) => (format.encode)(&view)?,
            None if args.level => levelling::human(&view, args.all, ui.look()),
            None => human(&view, args, ui.look()),
        }
    };
    ui.print(&text)?;
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

/// Adds the dates that people can keep, and with `--prove` how good they are.
fn add_levelled(
    view: &mut PlanView,
    args: &Args,
    workspace: &Workspace,
    plan: &Plan,
) -> Result<(), CliError> {
    let Some(levelled) = level::level(workspace, plan, args.schedules, args.seed) else { return Ok(()) };
    if args.prove {
        return add_proof(view, args, workspace, plan, levelled);
    }
    report::levelled::add(view, plan, &levelled);
    Ok(())
}

#[cfg(feature = "prove")]
fn add_proof(
    view: &mut PlanView,
    args: &Args,
    workspace: &Workspace,
    plan: &Plan,
    levelled: Levelled,
) -> Result<(), CliError> {
    if let Some(proof) = level::prove(workspace, plan, levelled, args.steps) {
        report::levelled::add_proof(view, plan, &proof, args.steps);
    }
    Ok(())
}

#[cfg(not(feature = "prove"))]
fn add_proof(_: &mut PlanView, _: &Args, _: &Workspace, _: &Plan, _: Levelled) -> Result<(), CliError> {
    Err(CliError::usage(
        "this epm was built without the exact search that `--prove` needs",
        "in the source of epm: `cargo install --path . --locked --features prove`; `--level` alone says what no schedule \
         can beat",
    ))
}

/// Sets the dates of a baseline beside the plan's. One that only `epm.yaml` names is left away, and said, when it cannot
/// be read: the plan itself needs no Git.
fn beside_baseline(
    view: &mut PlanView,
    args: &Args,
    opened: &Opened,
    shared: &Shared,
    ui: &Ui,
) -> Result<(), CliError> {
    let workspace = &opened.session.loaded.workspace;
    let named = workspace.settings().baseline.as_deref();
    let Some(revision) = args.baseline.as_deref().or(named) else { return Ok(()) };
    match baseline(revision, shared, ui) {
        Ok((side, then)) => baseline::beside(view, side, &then, &opened.session.plan, workspace),
        Err(error) if args.baseline.is_some() => return Err(error),
        Err(error) => {
            let reason = visible(&error.to_string(), false);
            ui.say(&format!("epm: baseline `{}` of epm.yaml is unknown: {reason}", visible(revision, false)));
            ui.say(&error.help().map(|help| format!("  help: {help}")).unwrap_or_default());
        }
    }
    Ok(())
}

/// Opens a baseline, planned for its own day: what was said then.
fn baseline(revision: &str, shared: &Shared, ui: &Ui) -> Result<(Side, Plan), CliError> {
    let given = workspace::given(shared);
    let repository = workspace::repository(shared, ui)?;
    let commit = repository.resolve(revision)?;
    let all = Shared { program: Vec::new(), ..shared.clone() };
    let then = workspace::open_revision(&repository, &given, revision, None, &all, ui)?.session;
    let side = Side::new(revision, Some((commit.to_string(), then.as_of)), then.as_of);
    Ok((side, then.plan))
}

fn human(view: &PlanView, args: &Args, look: Look) -> String {
    let mut out = String::new();
    for program in &view.programs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!(
            "{}  {} to {}, as of {}\n",
            visible(&program.id, false),
            program.start,
            program.finish,
            view.as_of
        ));
        if let Some(baseline) = &view.baseline {
            out.push_str(&beside(program, baseline));
        }
        out.push('\n');
        out.push_str(&table(program, args, look));
        out.push_str(&if args.by == "float" { float_path(program, look) } else { path(program, look) });
    }
    if view.programs.is_empty() {
        out.push_str("there is no program here\n");
    } else if let Some(reason) = &view.not_forecast {
        let text = terminal::paragraph(&visible(&format!("Not forecast: {reason}."), false), look.width, 2);
        out.push_str(&format!("\n{text}\n"));
    }
    out
}

/// Says what a baseline expected, and how far the finish is from it.
fn beside(program: &ProgramRow, baseline: &Side) -> String {
    let name = visible(&baseline.revision, false);
    match (&program.baseline_finish, program.baseline_variance) {
        (Some(finish), Some(moved)) => {
            format!("baseline {name} of {}: {finish}, moved {}\n", baseline.as_of, days(moved, true))
        }
        _ => format!("baseline {name} of {}: the program was not there\n", baseline.as_of),
    }
}

fn table(program: &ProgramRow, args: &Args, look: Look) -> String {
    let by_float = args.by == "float";
    let is_shown = |item: &&ItemRow| {
        let is_critical = if by_float { item.total_float <= 0.0 } else { item.critical };
        (args.all || !item.done) && (!args.critical || is_critical || item.near_critical)
    };
    let has_baseline = program.baseline_finish.is_some();
    let columns = [
        Column::word("ID", 0),
        Column::number("START", 3),
        Column::number("FINISH", 0),
        Column::number("COMMITTED", 1),
        Column::number("VAR", 1),
        Column::number(if has_baseline { "BASELINE" } else { "" }, 2),
        Column::number(if has_baseline { "MOVED" } else { "" }, 1),
        Column::number("P80", 6),
        Column::number("CHANCE", 6),
        Column::number("FLOAT", 0),
        Column::number("FREE", 5),
        Column::word("", 0),
        Column::word("DRIVER", 4),
        Column::word("TEAM", 6),
        Column::text("TITLE", 2),
    ];
    let mut rows: Vec<Vec<String>> =
        program.items.iter().filter(is_shown).map(|item| row(item, by_float)).collect();
    let hidden = program.items.len() - rows.len();
    let mut columns = columns.to_vec();
    if !has_baseline {
        columns.drain(5..7);
        rows.iter_mut().for_each(|row| drop(row.drain(5..7)));
    }
    let mut out = terminal::table(&columns, &rows, look);
    if hidden > 0 && !args.critical {
        out.push_str(&format!("\n{hidden} finished not shown (--all shows them)\n"));
    }
    out
}

fn row(item: &ItemRow, by_float: bool) -> Vec<String> {
    let mark = match item {
        i if i.done => "done",
        i if by_float && i.total_float <= 0.0 => "critical",
        i if !by_float && i.critical => "critical",
        i if i.total_float < 0.0 => "behind",
        i if i.near_critical => "near",
        _ => "",
    };
    let is_point = item.kind != "work";
    vec![
        item.id.clone(),
        if is_point { String::new() } else { item.early_start.clone() },
        item.early_finish.clone(),
        item.committed.clone().unwrap_or_default(),
        item.variance.map(|v| days(v, true)).unwrap_or_default(),
        item.baseline_finish.clone().unwrap_or_default(),
        item.baseline_variance.map(|v| days(v, true)).unwrap_or_default(),
        item.p80.clone().unwrap_or_default(),
        item.p_committed.map(wording::brief_chance).unwrap_or_default(),
        if item.done { String::new() } else { days(item.total_float, false) },
        if item.done { String::new() } else { days(item.free_float, false) },
        mark.to_owned(),
        item.driver.clone(),
        item.team.clone().unwrap_or_default(),
        item.title.clone(),
    ]
}

/// Writes working days: `+4d`, `-2.5d`, `0d`.
pub(crate) fn days(days: f64, is_signed: bool) -> String {
    let rounded = (days * 10.0).round() / 10.0;
    // Minus zero is zero.
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    let sign = if is_signed && rounded > 0.0 { "+" } else { "" };
    format!("{sign}{rounded}d")
}

fn path(program: &ProgramRow, look: Look) -> String {
    if program.critical_path.is_empty() {
        return "\nno critical path: nothing is left to do\n".to_owned();
    }
    let arrow = program.critical_path.join(" → ");
    let more = match program.critical_paths.len() {
        0 | 1 => "longest path".to_owned(),
        n => format!("one of {n} longest paths"),
    };
    let mut out = paragraph(&format!("Critical path ({more}): {arrow}"), look);
    let is_beside = |id: &&String| !program.critical_paths.iter().any(|path| path.contains(id));
    let beside = program.zero_float_path.iter().filter(is_beside).count();
    if beside > 0 {
        let noun = if beside == 1 { "item has" } else { "items have" };
        let note = format!(
            "{beside} more {noun} no float: a commitment or constraint binds (--by float shows them)"
        );
        out.push_str(&paragraph(&note, look));
    }
    out
}

fn float_path(program: &ProgramRow, look: Look) -> String {
    if program.zero_float_path.is_empty() {
        return paragraph("Zero-float path: nothing that is left to do is without float", look);
    }
    paragraph(&format!("Zero-float path, by finish: {}", program.zero_float_path.join(", ")), look)
}

fn paragraph(text: &str, look: Look) -> String {
    format!("\n{}\n", terminal::paragraph(&visible(text, false), look.width, 2))
}
