//! `epm new`: a commented starter of any kind, in its place.

use std::path::Path;
use std::time::SystemTime;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::starters;
use crate::cli::starters::Filling;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Program;
use crate::model::id_fault;

/// The folder of schemas that `epm init` writes.
pub(crate) const SCHEMAS: &str = ".epm/schema";

/// Start a new file: risk, decision, change, readiness, runbook, status …
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The kind: milestone, risk, assumption, issue, dependency, decision, change, readiness, …
    kind: String,

    /// The title in one line
    title: Option<String>,

    /// The id; else a prefix with four random characters, or a slug of the title
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Print the file instead of writing it
    #[arg(long)]
    stdout: bool,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let kind = kind(&args.kind)?;
    let opened = workspace::open(shared, ui)?;
    let title =
        args.title.clone().unwrap_or_else(|| format!("New {}", kind.key())).replace(['\n', '\r'], " ");
    let id = id(args, kind, &title, &opened)?;
    let folder = if kind.meta().is_workspace { String::new() } else { folder(kind, &id, shared, &opened)? };
    let filling = |schemas| Filling { id: &id, title: &title, date: opened.session.as_of, schemas };
    let (name, _) = starters::fill(kind, &filling(None))?;
    let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
    let up = "../".repeat(path.matches('/').count());
    let has_schemas = opened.root.join(SCHEMAS).is_dir();
    let (_, text) = starters::fill(kind, &filling(has_schemas.then(|| format!("{up}{SCHEMAS}"))))?;
    if args.stdout {
        ui.print(&text)?;
        return Ok(ExitStatus::Clean);
    }
    if opened.root.join(&path).symlink_metadata().is_ok() {
        let help = "edit it, or choose another id with `--id`".to_owned();
        return Err(CliError::usage(format!("`{path}` is already there"), help));
    }
    write::file(&opened.root, &path, text.as_bytes())?;
    ui.print(&format!("{}{path}\n", opened.prefix))?;
    ui.say("next: fill it in, then `epm check`");
    Ok(ExitStatus::Clean)
}

/// Reads the word for a kind.
pub(crate) fn kind(word: &str) -> Result<Kind, CliError> {
    let is_known = |k: &Kind| starters::STARTERS.iter().any(|(known, _, _)| known == k);
    Kind::from_word(word).filter(is_known).ok_or_else(|| {
        let known: Vec<&str> = starters::STARTERS.iter().map(|(k, _, _)| k.key()).collect();
        let help = match crate::diag::nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: {}", known.join(", ")),
        };
        CliError::usage(format!("no kind `{word}`"), help)
    })
}

fn id(args: &Args, kind: Kind, title: &str, opened: &Opened) -> Result<String, CliError> {
    let id = match (&args.id, kind.meta().prefix, kind) {
        (Some(id), _, _) => id.clone(),
        (None, Some(prefix), _) => format!("{prefix}-{}", Id::four(entropy())),
        (None, None, Kind::Status) => week(opened.session.as_of),
        (None, None, _) => {
            Some(starters::slug(title)).filter(|s| !s.is_empty()).unwrap_or_else(|| kind.key().to_owned())
        }
    };
    match id_fault(&id) {
        Some(reason) => Err(CliError::usage(
            format!("`{id}` is no id: {reason}"),
            "write letters, digits, `.`, `_` and `-`",
        )),
        None => Ok(id),
    }
}

/// Returns the ISO week of a day: `2026-W47`.
pub(crate) fn week(date: crate::model::Date) -> String {
    let week = date.civil().iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// A number that two people will hardly share.
fn entropy() -> u64 {
    use sha2::Digest as _;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let hash = sha2::Sha256::digest(format!("{now} {}", std::process::id()).as_bytes());
    hash.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
}

/// The folder of the program that the file belongs to; a charter begins a new one.
fn folder(kind: Kind, id: &str, shared: &Shared, opened: &Opened) -> Result<String, CliError> {
    if kind == Kind::Charter {
        let has_root = Path::new(&opened.root).join("charter.md").exists();
        let is_first = opened.session.loaded.workspace.programs.is_empty() && !has_root;
        return Ok(if is_first { String::new() } else { format!("programs/{id}") });
    }
    let programs = &opened.session.loaded.workspace.programs;
    let wanted: Vec<&Program> = programs.iter().filter(|p| opened.wants(shared, p.id.as_str())).collect();
    match wanted.as_slice() {
        [program] => Ok(program.folder.clone()),
        [] => Err(CliError::usage("there is no program here", "`epm init` or `epm new charter` starts one")),
        many => {
            let ids: Vec<_> = many.iter().map(|p| p.id.as_str()).collect();
            Err(CliError::usage("which program?", format!("name one with `--program`: {}", ids.join(", "))))
        }
    }
}
