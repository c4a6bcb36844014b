//! Opening the workspace that a command works on.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::exit::CliError;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::model::Date;
use crate::model::Id;
use crate::model::Program;
use crate::pipeline;
use crate::pipeline::Options;
use crate::pipeline::Origin;
use crate::pipeline::Reach;
use crate::pipeline::Session;
use crate::render::findings::visible;
use crate::source::FolderTree;
use crate::source::Tree;
use crate::source::git::GitError;
use crate::source::git::Repository;
use crate::source::git::RevisionTree;

/// A workspace in a folder, or at a revision.
pub(crate) struct Opened {
    /// Where its files come from.
    pub(crate) tree: Box<dyn Tree>,
    /// Everything that was read and computed.
    pub(crate) session: Session,
    /// The workspace's folder.
    pub(crate) root: PathBuf,
    /// The workspace's folder from the current one: `examples/minimal/`, or empty.
    pub(crate) prefix: String,
    /// The workspace's folder from the repository's: for tools that read paths from there.
    pub(crate) repo_prefix: String,
}

/// Opens the workspace at `-C DIR`, or at the current folder: the nearest folder upwards with an `epm.yaml`. With `--at`
/// it is read from the repository, and the work tree plays no part.
pub(crate) fn open(shared: &Shared, ui: &Ui) -> Result<Opened, CliError> {
    open_reaching(None, shared, ui)
}

/// Opens the workspace with what rules know of the past; outside of a repository, and where it is damaged, less.
pub(crate) fn open_for_rules(shared: &Shared, ui: &Ui) -> Result<Opened, CliError> {
    open_reaching(Some(Reach::IfReadable), shared, ui)
}

/// Opens the workspace with the plan at every commit that changed it; outside of a repository there is none.
pub(crate) fn open_with_history(shared: &Shared, ui: &Ui) -> Result<Opened, CliError> {
    open_reaching(Some(Reach::Whole), shared, ui)
}

fn open_reaching(reach: Option<Reach>, shared: &Shared, ui: &Ui) -> Result<Opened, CliError> {
    let given = given(shared);
    if let Some(revision) = &shared.at {
        let repository = repository(shared, ui)?;
        return open_at(&repository, &given, revision, shared.as_of, reach, shared, ui);
    }
    let tree = FolderTree::open(&find_root(&given))?;
    let root = tree.root().to_path_buf();
    let origin = reach.and_then(|reach| match discover(&given, shared) {
        Ok(repository) => {
            let folder = repository.path_of(&root).unwrap_or_default();
            let tip = repository.resolve("HEAD").ok()?;
            Some(Origin { repository: Arc::new(repository), tip, folder, reach })
        }
        Err(error) => {
            ui.detail(&format!("no history: {}", visible(&error.to_string(), false)));
            None
        }
    });
    opened(Box::new(tree), root, Read { at: None, origin, as_of: shared.as_of }, shared, ui)
}

/// Opens the workspace of the work tree.
pub(crate) fn open_folder(given: &Path, shared: &Shared, ui: &Ui) -> Result<Opened, CliError> {
    let tree = FolderTree::open(&find_root(given))?;
    let root = tree.root().to_path_buf();
    opened(Box::new(tree), root, Read { at: None, origin: None, as_of: shared.as_of }, shared, ui)
}

/// Opens the workspace at a revision.
pub(crate) fn open_revision(
    repository: &Arc<Repository>,
    given: &Path,
    revision: &str,
    as_of: Option<Date>,
    shared: &Shared,
    ui: &Ui,
) -> Result<Opened, CliError> {
    open_at(repository, given, revision, as_of, Some(Reach::Outline), shared, ui)
}

fn open_at(
    repository: &Arc<Repository>,
    given: &Path,
    revision: &str,
    as_of: Option<Date>,
    reach: Option<Reach>,
    shared: &Shared,
    ui: &Ui,
) -> Result<Opened, CliError> {
    let commit = repository.resolve(revision)?;
    let from = repository.path_of(given).unwrap_or_default();
    let tree = RevisionTree::open(repository, commit, &from, revision)?;
    let at = repository.log(commit)?.commits.last().map(|commit| commit.at);
    let root = repository.folder().join(tree.folder());
    let folder = tree.folder().to_owned();
    let reach = reach.unwrap_or(Reach::Outline);
    let origin = Some(Origin { repository: Arc::clone(repository), tip: commit, folder, reach });
    opened(Box::new(tree), root, Read { at, origin, as_of }, shared, ui)
}

/// Returns the folder that the user works in.
pub(crate) fn given(shared: &Shared) -> PathBuf {
    shared.dir.clone().unwrap_or_else(|| PathBuf::from("."))
}

/// Opens the repository that the user works in, and says where else it takes objects from.
pub(crate) fn repository(shared: &Shared, ui: &Ui) -> Result<Arc<Repository>, CliError> {
    let repository = discover(&given(shared), shared)?;
    for place in repository.borrowed() {
        ui.say(&format!("epm: this repository takes objects also from `{}`", visible(place, false)));
    }
    Ok(Arc::new(repository))
}

fn discover(given: &Path, shared: &Shared) -> Result<Repository, GitError> {
    let repository = Repository::discover(given)?;
    Ok(if shared.no_cache { repository.without_cache() } else { repository })
}

/// When a workspace is read for, and what is behind it.
struct Read {
    at: Option<i64>,
    origin: Option<Origin>,
    as_of: Option<Date>,
}

fn opened(
    tree: Box<dyn Tree>,
    root: PathBuf,
    read: Read,
    shared: &Shared,
    ui: &Ui,
) -> Result<Opened, CliError> {
    let options = Options { as_of: read.as_of, revision_at: read.at, origin: read.origin, today };
    let session =
        ui.with_progress("reading", |progress| pipeline::open(tree.as_ref(), &options, progress))?;
    for id in &shared.program {
        known_program(&session, id)?;
    }
    let loaded = &session.loaded;
    ui.detail(&format!(
        "read {} files, {} items, as of {}",
        loaded.file_count, loaded.item_count, session.as_of
    ));
    let prefix = relative(&current_dir(), &root);
    let repo_prefix = repository_folder(&root).map(|repo| relative(&repo, &root)).unwrap_or_default();
    Ok(Opened { tree, session, root, prefix, repo_prefix })
}

/// Returns the nearest folder at or above `from` that has an `epm.yaml`; else `from`.
pub(crate) fn find_root(from: &Path) -> PathBuf {
    let full = std::fs::canonicalize(from).unwrap_or_else(|_| from.to_path_buf());
    let nearest = full.ancestors().find(|dir| dir.join("epm.yaml").symlink_metadata().is_ok());
    nearest.map_or_else(|| from.to_path_buf(), Path::to_path_buf)
}

fn current_dir() -> PathBuf {
    std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default()
}

/// Returns the nearest folder at or above `from` that holds a repository.
pub(crate) fn repository_folder(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|dir| dir.join(".git").symlink_metadata().is_ok()).map(Path::to_path_buf)
}

/// Returns the way from one folder to another below it, with a final `/`; empty for the same or another place.
fn relative(from: &Path, to: &Path) -> String {
    match to.strip_prefix(from) {
        Ok(rest) if rest.as_os_str().is_empty() => String::new(),
        Ok(rest) => format!("{}/", rest.to_string_lossy().replace('\\', "/")),
        Err(_) => String::new(),
    }
}

/// Returns the day it is in a zone.
pub(crate) fn today(zone: &str) -> Date {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Date::from_civil(Timestamp::now().to_zoned(zone).date())
}

fn known_program<'s>(session: &'s Session, id: &str) -> Result<&'s Program, CliError> {
    let workspace = &session.loaded.workspace;
    workspace.program(&Id::new(id)).ok_or_else(|| {
        let known: Vec<_> = workspace.programs.iter().map(|p| p.id.as_str()).collect();
        let help =
            crate::diag::did_you_mean(id, known).unwrap_or_else(|| "there is no program here".to_owned());
        CliError::usage(format!("no program `{id}` in this workspace"), help)
    })
}

impl Opened {
    /// Tells whether a program is asked for.
    pub(crate) fn wants(&self, shared: &Shared, program: &str) -> bool {
        shared.program.is_empty() || shared.program.iter().any(|id| id.eq_ignore_ascii_case(program))
    }
}

impl Opened {
    /// Says on standard error that files have errors, so that nobody takes a plan of half the files for the whole.
    pub(crate) fn say_faults(&self, ui: &Ui) {
        let is_error = |f: &&crate::diag::Resolved| f.finding.severity == crate::diag::Severity::Error;
        let errors = self.session.findings.iter().filter(is_error).count();
        if errors > 0 {
            let what = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
            ui.say(&format!("epm: computed from what is sound; `epm check` shows {what}"));
        }
    }
}
