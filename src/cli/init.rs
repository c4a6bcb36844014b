//! `epm init`: a workspace that passes `check`, in an empty folder or in an existing repository.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::new::SCHEMAS;
use crate::cli::options::Shared;
use crate::cli::starters;
use crate::cli::starters::Filling;
use crate::cli::starters::scalar;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::write;
use crate::model::Date;
use crate::model::Kind;
use crate::model::id_fault;
use crate::schema;

/// Folders where existing repositories keep decision records.
const DECISIONS: &[&str] =
    &["docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/architecture/decisions", "adr", "src/adr"];

/// Files that hold a risk register, for `epm import`.
const REGISTERS: &[&str] = &["docs/risk-register.md", "docs/raid-log.md", "risk-register.md", "raid-log.md"];

/// Start a program: in an empty folder, or beside what a repository already has
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The folder; the current one unless given
    folder: Option<PathBuf>,

    /// The program's id; else the folder's name
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// The program's name; else made of the id
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let folder = args.folder.clone().or_else(|| shared.dir.clone()).unwrap_or_else(|| PathBuf::from("."));
    fs::create_dir_all(&folder).map_err(|e| CliError::File {
        action: "write",
        path: folder.display().to_string(),
        reason: e.to_string(),
    })?;
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    if folder.join("epm.yaml").symlink_metadata().is_ok() {
        return Err(CliError::usage(
            format!("`{}` is already there", folder.join("epm.yaml").display()),
            "`epm new` adds files to it, `epm check` reads it",
        ));
    }
    let id = id(args, &folder)?;
    let title = args.title.clone().unwrap_or_else(|| title_of(&id)).replace(['\n', '\r'], " ");
    let date = shared.as_of.unwrap_or_else(|| workspace::today("UTC"));
    let is_empty = is_empty(&folder);
    let mut files = if is_empty { fresh(&id, &title, date)? } else { beside(&id, &title, &folder) };
    for file in schema::all() {
        files.push((format!("{SCHEMAS}/{}.schema.json", file.name), file.text()));
    }
    for (name, text) in &files {
        if folder.join(name).symlink_metadata().is_err() || name.starts_with(SCHEMAS) {
            write::file(&folder, name, text.as_bytes())?;
        }
    }
    let shown: Vec<&str> =
        files.iter().map(|(n, _)| n.as_str()).filter(|n| !n.starts_with(SCHEMAS)).collect();
    ui.print(&format!("wrote {} and {SCHEMAS}/ (for editors)\n", shown.join(", ")))?;
    for step in next_steps(is_empty, &folder) {
        ui.print(&format!("next: {step}\n"))?;
    }
    Ok(ExitStatus::Clean)
}

fn id(args: &Args, folder: &Path) -> Result<String, CliError> {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let id = args.id.clone().unwrap_or_else(|| {
        let from = args.title.as_deref().unwrap_or(&name);
        Some(starters::slug(from)).filter(|s| !s.is_empty()).unwrap_or_else(|| "program".to_owned())
    });
    match id_fault(&id) {
        Some(reason) => {
            Err(CliError::usage(format!("`{id}` is no id: {reason}"), "give another one with `--id`"))
        }
        None => Ok(id),
    }
}

/// `identity-migration` → `Identity migration`.
fn title_of(id: &str) -> String {
    let words = id.replace(['-', '_', '.'], " ");
    let mut letters = words.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Tells whether a folder holds nothing but hidden files and documents such as README and LICENSE.
fn is_empty(folder: &Path) -> bool {
    let is_bare = |name: &str| {
        let upper = name.to_uppercase();
        name.starts_with('.') || upper.starts_with("README") || upper.starts_with("LICENSE")
    };
    fs::read_dir(folder)
        .is_ok_and(|mut all| all.all(|entry| entry.is_ok_and(|e| is_bare(&e.file_name().to_string_lossy()))))
}

/// A program with a folder of its own: settings, charter and plan.
fn fresh(id: &str, title: &str, date: Date) -> Result<Vec<(String, String)>, CliError> {
    let settings = format!(
        "# yaml-language-server: $schema={SCHEMAS}/settings.schema.json\n\
         # The settings of this workspace. Everything is optional: `epm schema settings` lists what else may stand here.\n\
         version: 1\ntimezone: UTC\n"
    );
    let filling = Filling { id, title, date, schemas: None };
    let (charter, text) = starters::fill(Kind::Charter, &filling)?;
    let plan = format!(
        "# yaml-language-server: $schema={SCHEMAS}/milestones.schema.json\n\
         # The integrated plan. Only `id` and `title` are required; dates follow from durations and dependencies.\n{}",
        milestones("")
    );
    Ok(vec![("epm.yaml".to_owned(), settings), (charter, text), ("milestones.yaml".to_owned(), plan)])
}

/// A program beside what a repository already has: one file.
fn beside(id: &str, title: &str, folder: &Path) -> Vec<(String, String)> {
    let mut text = format!(
        "# yaml-language-server: $schema={SCHEMAS}/settings.schema.json\n\
         # A program in one file. `epm new risk`, `epm new decision` and the like add more beside it.\n\
         version: 1\ntimezone: UTC\n"
    );
    if let Some(decisions) = decisions(folder) {
        text.push_str(&format!("paths:\n  decision: {decisions}\n"));
    }
    text.push_str(&format!("program:\n  id: {id}\n  title: {}\n{}", scalar(title), milestones("  ")));
    vec![("epm.yaml".to_owned(), text)]
}

fn milestones(indent: &str) -> String {
    [
        "milestones:",
        "  - id: design-agreed",
        "    title: Design agreed",
        "    duration: 5d",
        "  - id: pilot",
        "    title: Pilot with first users",
        "    estimate: {low: 8d, likely: 10d, high: 20d}",
        "    depends_on: [design-agreed]",
        "  - id: launch",
        "    title: Launch",
        "    depends_on: [pilot]",
        "    # committed: 2027-03-31   # the agreed date, once there is one",
    ]
    .map(|line| format!("{indent}{line}\n"))
    .concat()
}

fn decisions(folder: &Path) -> Option<&'static str> {
    let has_records = |path: &&&str| {
        fs::read_dir(folder.join(path)).is_ok_and(|mut all| {
            all.any(|e| e.is_ok_and(|e| e.file_name().to_string_lossy().ends_with(".md")))
        })
    };
    DECISIONS.iter().find(has_records).copied()
}

fn next_steps(is_empty: bool, folder: &Path) -> Vec<String> {
    let mut steps = Vec::new();
    if is_empty {
        steps.push(
            "say in `charter.md` what the program is for, and in `milestones.yaml` what it does".to_owned(),
        );
    } else {
        steps.push("put your milestones into `epm.yaml`".to_owned());
    }
    if let Some(register) = REGISTERS.iter().find(|path| folder.join(path).is_file()) {
        steps.push(format!("`epm import raid {register}` shows how your register would be read"));
    }
    steps.push(
        "`epm check` says what is wrong, `epm plan` computes the dates, `epm render --out out` writes pages"
            .to_owned(),
    );
    steps
}
