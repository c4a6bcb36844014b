//! `epm baseline`: name a commit as what was agreed, list those names, show what one said.

use clap::Subcommand;
use jiff::Timestamp;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::model::Contents;
use crate::pipeline::day_of;
use crate::render;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::baseline;
use crate::report::baseline::BaselineRow;
use crate::report::baseline::BaselineView;
use crate::report::baseline::BaselinesView;
use crate::source::git::GitError;
use crate::source::git::Repository;
use crate::source::git::Tag;
use crate::trend::diff;

/// Name a commit as the agreed plan, list those names, or show what one said
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Name a commit: writes the annotated tag `epm/baseline/NAME` and nothing else
    Set {
        /// The name: `q4`
        name: String,

        /// The commit; else HEAD, when the plan has no changes that are not committed
        #[arg(value_name = "REV", allow_hyphen_values = true)]
        revision: Option<String>,

        /// Why: what was agreed, by whom
        #[arg(short, long, value_name = "WHY")]
        message: String,
    },
    /// List the baselines
    List {
        /// human or json
        #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
        format: String,
    },
    /// Show what a baseline said: finish and commitments of each program
    Show {
        /// The name, or any revision
        name: String,

        /// human or json
        #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
        format: String,
    },
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let repository = workspace::repository(shared, ui)?;
    match &args.action {
        Action::Set { name, revision, message } => {
            set(&repository, name, revision.as_deref(), message, shared, ui)
        }
        Action::List { format } => list(&repository, format, ui),
        Action::Show { name, format } => show(&repository, name, format, shared, ui),
    }
}

fn set(
    repository: &std::sync::Arc<Repository>,
    name: &str,
    revision: Option<&str>,
    message: &str,
    shared: &Shared,
    ui: &Ui,
) -> Result<ExitStatus, CliError> {
    if message.trim().is_empty() {
        return Err(CliError::usage(
            "a baseline needs a reason",
            "say with `-m` what was agreed, and by whom",
        ));
    }
    let given = workspace::given(shared);
    let commit = repository.resolve(revision.unwrap_or("HEAD"))?;
    // The plan must be there, and be what was agreed: not what lies uncommitted beside it.
    let old = workspace::open_revision(repository, &given, revision.unwrap_or("HEAD"), None, shared, ui)?;
    if revision.is_none() && !repository.is_bare() {
        let now = workspace::open_folder(&given, shared, ui)?;
        let contents = |opened: &workspace::Opened| Contents::of(&opened.session.loaded.workspace);
        if !diff::compare(&contents(&old), &contents(&now)).is_empty() {
            return Err(CliError::usage(
                "the plan has changes that are not committed",
                format!("commit them, or name the commit: `epm baseline set {name} HEAD -m …`"),
            ));
        }
    }
    repository.set_baseline(name, commit, message, Timestamp::now().as_second())?;
    ui.print(&format!("baseline {name} is {}\n", commit.short()))?;
    ui.say(&format!("epm: `git push origin epm/baseline/{name}` shares it"));
    Ok(ExitStatus::Clean)
}

fn list(repository: &Repository, format: &str, ui: &Ui) -> Result<ExitStatus, CliError> {
    let rows = repository.baselines()?.iter().map(|tag| row(repository, tag)).collect::<Result<_, _>>()?;
    let view = BaselinesView { version: 1, baselines: rows };
    if format == "json" {
        ui.print(&render::json(&serde_json::to_value(&view).unwrap_or_default()))?;
        return Ok(ExitStatus::Clean);
    }
    if view.baselines.is_empty() {
        ui.print("there is no baseline yet\n")?;
        ui.say("epm: `epm baseline set NAME -m WHY` names the plan of today");
        return Ok(ExitStatus::Clean);
    }
    let columns = [
        Column::word("NAME", 0),
        Column::number("PLAN OF", 0),
        Column::word("COMMIT", 2),
        Column::word("BY", 3),
        Column::text("WHY", 1),
    ];
    let cells = |row: &BaselineRow| {
        let short: String = row.commit.chars().take(7).collect();
        let why = row.why.lines().next().unwrap_or_default().to_owned();
        vec![row.name.clone(), row.day.clone(), short, row.by.clone().unwrap_or_default(), why]
    };
    let rows: Vec<Vec<String>> = view.baselines.iter().map(cells).collect();
    ui.print(&terminal::table(&columns, &rows, ui.look()))?;
    Ok(ExitStatus::Clean)
}

fn show(
    repository: &std::sync::Arc<Repository>,
    name: &str,
    format: &str,
    shared: &Shared,
    ui: &Ui,
) -> Result<ExitStatus, CliError> {
    let commit = repository.resolve(name)?;
    let tag = repository.baselines()?.into_iter().find(|tag| tag.name == name);
    let tag = tag.unwrap_or_else(|| Tag {
        name: name.to_owned(),
        commit,
        at: None,
        by: None,
        message: String::new(),
    });
    let opened =
        workspace::open_revision(repository, &workspace::given(shared), name, shared.as_of, shared, ui)?;
    let view = baseline::build(row(repository, &tag)?, &opened.session.plan, |id| opened.wants(shared, id));
    if format == "json" {
        ui.print(&render::json(&serde_json::to_value(&view).unwrap_or_default()))?;
    } else {
        ui.print(&human(&view, ui))?;
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn row(repository: &Repository, tag: &Tag) -> Result<BaselineRow, GitError> {
    let at = repository.log(tag.commit)?.commits.last().map_or(0, |commit| commit.at);
    Ok(BaselineRow {
        name: tag.name.clone(),
        commit: tag.commit.to_string(),
        day: day_of(at, "UTC").to_string(),
        named: tag.at.map(|at| day_of(at, "UTC").to_string()),
        by: tag.by.as_ref().map(|(name, _)| name.clone()),
        why: tag.message.clone(),
    })
}

fn human(view: &BaselineView, ui: &Ui) -> String {
    let head = &view.baseline;
    let short: String = head.commit.chars().take(7).collect();
    let by = head.by.as_ref().map(|by| format!(", named by {by}")).unwrap_or_default();
    let named = head.named.as_ref().map(|day| format!(" on {day}")).unwrap_or_default();
    let text = format!("{}: the plan of {} ({short}){by}{named}", head.name, head.day);
    let mut out = terminal::hanging("", &visible(&text, false), ui.look().width, 0);
    if !head.why.is_empty() {
        out.push_str(&terminal::hanging("  ", &visible(&head.why, false), ui.look().width, 2));
    }
    for program in &view.programs {
        out.push_str(&format!("\n{}  finish {}\n", visible(&program.id, false), program.finish));
        if program.commitments.is_empty() {
            continue;
        }
        let columns = [
            Column::word("  ID", 0),
            Column::number("COMMITTED", 0),
            Column::number("EXPECTED", 1),
            Column::text("TITLE", 2),
        ];
        let rows: Vec<Vec<String>> = program
            .commitments
            .iter()
            .map(|c| vec![format!("  {}", c.id), c.committed.clone(), c.finish.clone(), c.title.clone()])
            .collect();
        out.push_str(&terminal::table(&columns, &rows, ui.look()));
    }
    out
}
