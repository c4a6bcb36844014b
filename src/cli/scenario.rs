//! `epm scenario`: what would be if, and the change record that would make it real.

use std::path::Path;
use std::path::PathBuf;

use sha2::Digest as _;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::new::SCHEMAS;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::model::Id;
use crate::model::Index;
use crate::model::Scenario;
use crate::model::id_fault;
use crate::plan::scenario as overlay;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::scenario;
use crate::report::scenario::CompareView;
use crate::report::scenario::Compared;
use crate::report::scenario::Drafted;
use crate::report::scenario::compare;
use crate::report::scenario::compare::Base;
use crate::report::scenario::compare::Chosen;

/// The word for the plan as it is.
const BASE: &str = "base";

/// Compare what-if scenarios, and draft the change that makes one real
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Hold scenarios side by side: dates, probability, overload, scope, risk and money
    Compare(CompareArgs),
    /// List the scenarios, and whether they can be carried out
    List,
    /// Write the change record that would make a scenario real
    DraftChange(DraftArgs),
}

#[derive(clap::Args, Debug)]
struct CompareArgs {
    /// The scenarios: ids, or `program/id`; `base` is the plan as it is. All of the program unless given
    #[arg(value_name = "SCENARIO")]
    ids: Vec<String>,

    #[command(flatten)]
    play: PlayArgs,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

#[derive(clap::Args, Debug)]
struct DraftArgs {
    /// The scenario
    id: String,

    /// The folder to write to; else `changes/` of the program
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The id of the record; else `CHG-` and four characters that follow from the scenario
    #[arg(long = "id", value_name = "ID")]
    change_id: Option<String>,

    /// Print the record instead of writing it
    #[arg(long, conflicts_with = "out")]
    stdout: bool,

    #[command(flatten)]
    play: PlayArgs,
}

#[derive(clap::Args, Debug)]
struct PlayArgs {
    /// Trials of each forecast
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    trials: Option<u32>,

    /// What the random numbers follow from; the same for all scenarios
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    match &args.command {
        Command::Compare(args) => {
            let chosen = choose(&args.ids, shared, &opened)?;
            with_base(&chosen, shared, ui, &opened, |base, revision| {
                let compared = compare(&chosen, &args.play, base, revision)?;
                let view = scenario::build(&compared);
                match render::format(&args.format) {
                    Some(format) => ui.print(&(format.encode)(&view)?),
                    None => ui.print(&human(&view, ui.look())),
                }
            })?;
        }
        Command::List => ui.print(&list(shared, &opened, ui.look()))?,
        Command::DraftChange(args) => draft_change(args, shared, ui, &opened)?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

/// Finds the scenarios of some words.
fn choose<'a>(words: &[String], shared: &Shared, opened: &'a Opened) -> Result<Chosen<'a>, CliError> {
    let programs = &opened.session.loaded.workspace.programs;
    let all: Vec<(u32, &Scenario)> = (programs.iter().filter(|p| opened.wants(shared, p.id.as_str())))
        .flat_map(|program| program.scenarios.iter().map(move |s| (program.index, s)))
        .collect();
    if all.is_empty() {
        return Err(CliError::usage("there is no scenario here", "`epm new scenario` starts one"));
    }
    let mut chosen: Vec<(u32, &Scenario)> = Vec::new();
    for word in words.iter().filter(|word| !word.eq_ignore_ascii_case(BASE)) {
        let (program, id) = word.split_once('/').map_or((None, word.as_str()), |(p, id)| (Some(p), id));
        let is_it = |(p, scenario): &&(u32, &Scenario)| {
            let owner = programs[*p as usize].id.as_str();
            scenario.id.as_str().eq_ignore_ascii_case(id)
                && program.is_none_or(|p| p.eq_ignore_ascii_case(owner))
        };
        let found: Vec<&(u32, &Scenario)> = all.iter().filter(is_it).collect();
        match found.as_slice() {
            [one] if !chosen.iter().any(|(_, s)| std::ptr::eq(*s, one.1)) => chosen.push(**one),
            [_] => {}
            [] => {
                let help = crate::diag::did_you_mean(id, all.iter().map(|(_, s)| s.id.as_str()));
                let help = help.unwrap_or_else(|| "`epm scenario list` lists them".to_owned());
                return Err(CliError::usage(format!("no scenario `{word}`"), help));
            }
            _ => {
                let help = "write `program/id`, or name a program with `--program`";
                return Err(CliError::usage(format!("`{word}` stands in several programs"), help));
            }
        }
    }
    if chosen.is_empty() {
        chosen = all;
    }
    let program = chosen[0].0;
    if chosen.iter().any(|(p, _)| *p != program) {
        let help = "name scenarios of one program, or choose it with `--program`";
        return Err(CliError::usage("the scenarios belong to several programs", help));
    }
    Ok(Chosen { program, scenarios: chosen.into_iter().map(|(_, s)| s).collect() })
}

/// Calls with what the scenarios start from: what was opened, or the revision that all of them name as `base`.
fn with_base(
    chosen: &Chosen<'_>,
    shared: &Shared,
    ui: &Ui,
    opened: &Opened,
    with: impl FnOnce(Base<'_>, Option<String>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut revisions: Vec<Option<&str>> = chosen.scenarios.iter().map(|s| s.base.as_deref()).collect();
    revisions.dedup();
    match revisions.as_slice() {
        [None] => {
            let session = &opened.session;
            let base =
                Base { workspace: &session.loaded.workspace, as_of: session.as_of, plan: &session.plan };
            with(base, shared.at.clone())
        }
        [Some(revision)] => {
            if shared.at.is_some() {
                let message =
                    format!("the scenario starts from `base: {revision}`, and `--at` names another revision");
                return Err(CliError::usage(message, "leave out `--at`"));
            }
            let given = workspace::given(shared);
            let repository = workspace::repository(shared, ui)?;
            let commit = repository.resolve(revision)?;
            let there = workspace::open_revision(&repository, &given, revision, shared.as_of, shared, ui)?;
            let own = &opened.session.loaded.workspace.programs[chosen.program as usize].id;
            let found = there.session.loaded.workspace.program(own).map(|program| program.index);
            if found != Some(chosen.program) {
                let message = format!("`{revision}` has other programs than the work tree");
                return Err(CliError::usage(message, "leave out `base`, or compare with `--at`"));
            }
            let session = &there.session;
            let base =
                Base { workspace: &session.loaded.workspace, as_of: session.as_of, plan: &session.plan };
            with(base, Some(commit.to_string()))
        }
        _ => {
            let names: Vec<&str> = revisions.iter().map(|r| r.unwrap_or("the plan as it is")).collect();
            let message = format!("the scenarios start from different plans: {}", names.join(", "));
            Err(CliError::usage(message, "compare scenarios with the same `base`"))
        }
    }
}

/// Computes the base and the scenarios, or says all that keeps them from being carried out.
fn compare<'a>(
    chosen: &Chosen<'a>,
    args: &PlayArgs,
    base: Base<'a>,
    revision: Option<String>,
) -> Result<Compared<'a>, CliError> {
    compare::compare(chosen, (args.trials, args.seed), base, revision).map_err(|faults| {
        let (first, more) =
            faults.split_first().map_or(("", faults.as_slice()), |(first, more)| (first.as_str(), more));
        let more: String = more.iter().take(20).map(|fault| format!("\n     {fault}")).collect();
        let help = "`epm check` shows scenarios that cannot be carried out in place";
        CliError::usage(format!("{first}{more}"), help)
    })
}

fn list(shared: &Shared, opened: &Opened, look: Look) -> String {
    let session = &opened.session;
    let workspace = &session.loaded.workspace;
    let index = Index::new(workspace);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for program in workspace.programs.iter().filter(|p| opened.wants(shared, p.id.as_str())) {
        for scenario in &program.scenarios {
            let faults = overlay::check(workspace, &index, program.index, scenario, session.as_of).len();
            let target = scenario.target.as_ref().map(|t| format!("{} {}", t.milestone, t.date));
            rows.push(vec![
                scenario.id.to_string(),
                scenario.ops.len().to_string(),
                if faults == 0 { "can be done".to_owned() } else { format!("{faults} faults") },
                target.unwrap_or_default(),
                program.id.to_string(),
                scenario.title.to_string(),
            ]);
        }
    }
    if rows.is_empty() {
        return "there is no scenario here; `epm new scenario` starts one\n".to_owned();
    }
    let columns = [
        Column::word("ID", 0),
        Column::number("OPS", 3),
        Column::word("", 0),
        Column::word("TARGET", 2),
        Column::word("PROGRAM", 4),
        Column::text("TITLE", 1),
    ];
    terminal::table(&columns, &rows, look)
}

fn human(view: &CompareView, look: Look) -> String {
    let from = view.base.as_ref().map(|base| format!(" at {base}")).unwrap_or_default();
    let mut out = format!("{}{from}, as of {}\n\n", visible(&view.program, false), view.as_of);
    out.push_str(&table(view, look));
    for (id, sentences) in view.details() {
        for (n, sentence) in sentences.iter().enumerate() {
            if n == 0 {
                out.push_str(&format!("\n{}\n", visible(id, false)));
            }
            let text = terminal::paragraph(&visible(sentence, false), look.width.saturating_sub(4), 4);
            out.push_str(&format!("  - {text}\n"));
        }
    }
    for (n, line) in view.assumptions.iter().enumerate() {
        if n == 0 {
            out.push_str("\nCounted\n");
        }
        let text = terminal::paragraph(&visible(line, false), look.width.saturating_sub(4), 4);
        out.push_str(&format!("  - {text}\n"));
    }
    out
}

/// Writes the measures with a column a scenario; where the terminal is too narrow, so many at a time as fit.
fn table(view: &CompareView, look: Look) -> String {
    use unicode_width::UnicodeWidthStr as _;
    let measures = view.measures();
    let label = measures.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    let ids: Vec<String> = view.scenarios.iter().map(|row| visible(&row.id, false)).collect();
    let width = |n: usize| {
        let values = measures.iter().map(|(_, values)| visible(&values[n], false).width());
        values.chain([ids[n].width()]).max().unwrap_or(0)
    };
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = label;
    for n in 0..ids.len() {
        let is_full =
            used + 2 + width(n) > look.width && blocks.last().is_some_and(|block| !block.is_empty());
        if is_full {
            blocks.push(Vec::new());
            used = label;
        }
        used += 2 + width(n);
        if let Some(block) = blocks.last_mut() {
            block.push(n);
        }
    }
    let mut out = String::new();
    for (b, block) in blocks.iter().enumerate() {
        if b > 0 {
            out.push('\n');
        }
        let mut line = |name: &str, value: &dyn Fn(usize) -> String| {
            let mut text = format!("{name}{}", " ".repeat(label - name.width()));
            for n in block {
                let value = value(*n);
                text.push_str(&format!("  {}{value}", " ".repeat(width(*n).saturating_sub(value.width()))));
            }
            out.push_str(text.trim_end());
            out.push('\n');
        };
        line("", &|n| ids[n].clone());
        for (name, values) in &measures {
            line(name, &|n| visible(&values[n], false));
        }
    }
    out
}

fn draft_change(args: &DraftArgs, shared: &Shared, ui: &Ui, opened: &Opened) -> Result<(), CliError> {
    let chosen = choose(std::slice::from_ref(&args.id), shared, opened)?;
    let [scenario] = chosen.scenarios.as_slice() else {
        return Err(CliError::usage("`base` is the plan as it is", "name a scenario"));
    };
    let program = &opened.session.loaded.workspace.programs[chosen.program as usize];
    let id = match &args.change_id {
        Some(id) => id.clone(),
        None => format!("CHG-{}", Id::four(fingerprint(&program.id, scenario))),
    };
    if let Some(reason) = id_fault(&id) {
        let help = "write letters, digits, `.`, `_` and `-`";
        return Err(CliError::usage(format!("`{id}` is no id: {reason}"), help));
    }
    let mut text = String::new();
    with_base(&chosen, shared, ui, opened, |base, revision| {
        let compared = compare(&chosen, &args.play, base, revision)?;
        let view = scenario::build(&compared);
        let outcome = &compared.scenarios[0].1;
        let raised = base.as_of;
        let drafted = Drafted { id: Id::new(id.as_str()), raised, program, scenario, outcome, view: &view };
        let change = scenario::draft(&drafted);
        let change = change.and_then(|change| serde_yaml::to_string(&change).ok());
        text = change.ok_or_else(|| {
            let message = format!("the change that `{}` needs cannot be written", scenario.id);
            CliError::usage(message, "this is a fault of epm: please report it")
        })?;
        Ok(())
    })?;
    let (folder, path) = match &args.out {
        Some(out) => (out.clone(), format!("{id}.yaml")),
        None if program.folder.is_empty() => (opened.root.clone(), format!("changes/{id}.yaml")),
        None => (opened.root.clone(), format!("{}/changes/{id}.yaml", program.folder)),
    };
    let head = head(&opened.root, &path, args.out.is_none(), scenario);
    let text = format!("{head}{text}");
    if args.stdout {
        return ui.print(&text);
    }
    if folder.join(&path).symlink_metadata().is_ok() {
        let help = "edit it, or choose another id with `--id`";
        return Err(CliError::usage(format!("`{path}` is already there"), help));
    }
    write::file(&folder, &path, text.as_bytes())?;
    let prefix = if args.out.is_some() { format!("{}/", folder.display()) } else { opened.prefix.clone() };
    ui.print(&format!("{prefix}{path}\n"))?;
    ui.say("next: say who asks for it and who must agree, then `epm check`");
    Ok(())
}

/// Returns the first lines of the record: the schema for editors, and where it comes from.
fn head(root: &Path, path: &str, is_inside: bool, scenario: &Scenario) -> String {
    let from = format!("# Drafted from scenario {}: say who asks for it and who must agree.\n", scenario.id);
    if !is_inside || !root.join(SCHEMAS).is_dir() {
        return from;
    }
    let up = "../".repeat(path.matches('/').count());
    format!("# yaml-language-server: $schema={up}{SCHEMAS}/change.schema.json\n{from}")
}

/// A number that follows from the scenario, so that drafting it twice gives one record.
fn fingerprint(program: &Id, scenario: &Scenario) -> u64 {
    let text = format!("{program}/{}", serde_json::to_string(scenario).unwrap_or_default());
    let hash = sha2::Sha256::digest(text.as_bytes());
    hash.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
}
