//! `epm render site`: the dashboard, written to a folder. What an earlier run wrote and this one does not is removed.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::Serialize;
use sha2::Digest as _;
use sha2::Sha256;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::diag::wording;
use crate::model::Id;
use crate::pipeline::site;
use crate::render::site::File;
use crate::render::site::Showing;
use crate::report::Audience;

/// The list of what a run wrote, beside the pages.
const MANIFEST: &str = "epm-site.json";

/// What a run wrote: each file with the SHA-256 of its bytes.
#[derive(Default, Deserialize, Serialize)]
struct Manifest {
    version: u32,
    files: BTreeMap<String, String>,
}

/// Where the site goes, and for whom.
pub(crate) struct Wanted<'a> {
    pub(crate) folder: Option<&'a Path>,
    pub(crate) check: bool,
    pub(crate) audience: Option<&'a Audience>,
    pub(crate) programs: &'a [Id],
}

/// Writes the site, or says what would change.
pub(crate) fn run(wanted: &Wanted<'_>, opened: &Opened, ui: &Ui) -> Result<ExitStatus, CliError> {
    let Some(folder) = wanted.folder else {
        return Err(CliError::usage("where shall the site go?", "add `--out DIR`"));
    };
    let mut files = site::build(&opened.session, wanted.audience, wanted.programs, Showing::default());
    let manifest = manifest(&files)?;
    files.push(manifest);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let inputs = Inputs::new(folder, opened);
    let stale = stale(folder, &files, &inputs)?;
    opened.say_faults(ui);
    if wanted.check {
        return check(folder, &files, &stale, ui);
    }
    for file in &files {
        inputs.refuse(&file.path)?;
    }
    let mut changed = 0;
    for file in &files {
        changed += usize::from(write::one_of_many(folder, &file.path, file.text.as_bytes())?);
    }
    for path in &stale {
        remove(folder, path)?;
    }
    ui.print(&format!("{}\n", folder.join("index.html").display()))?;
    let removed = if stale.is_empty() { String::new() } else { format!(", {} removed", stale.len()) };
    ui.say(&format!("{}, {changed} written{removed}", count(files.len())));
    Ok(ExitStatus::Clean)
}

/// The files of the plan, as a folder of output names them.
struct Inputs<'a> {
    files: HashSet<&'a str>,
    /// Where the folder lies in the workspace, with a final `/` unless it is the workspace's own; none outside.
    prefix: Option<String>,
}

impl<'a> Inputs<'a> {
    fn new(folder: &Path, opened: &'a Opened) -> Inputs<'a> {
        let full = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        let inside = full.strip_prefix(&opened.root).ok();
        let prefix = inside.map(|path| match path.to_string_lossy().replace('\\', "/") {
            path if path.is_empty() => path,
            path => path + "/",
        });
        let files = opened.session.loaded.sources.iter().map(|(_, source)| source.path.as_str()).collect();
        Inputs { files, prefix }
    }

    /// Refuses to touch a file of the plan.
    fn refuse(&self, path: &str) -> Result<(), CliError> {
        let Some(inside) = self.prefix.as_ref().map(|prefix| format!("{prefix}{path}")) else {
            return Ok(());
        };
        if self.files.contains(inside.as_str()) {
            let help = "choose another folder with `--out`";
            return Err(CliError::usage(format!("`{inside}` is a file of the plan"), help));
        }
        Ok(())
    }
}

fn count(files: usize) -> String {
    wording::count(i64::try_from(files).unwrap_or(i64::MAX), "file")
}

fn check(folder: &Path, files: &[File], stale: &[String], ui: &Ui) -> Result<ExitStatus, CliError> {
    let mut changed = 0;
    for file in files {
        if write::would_change(folder, &file.path, file.text.as_bytes())? {
            changed += 1;
            ui.print(&format!("would change {}\n", folder.join(&file.path).display()))?;
        }
    }
    for path in stale {
        ui.print(&format!("would remove {}\n", folder.join(path).display()))?;
    }
    ui.print(&format!("{} of {} would change\n", changed + stale.len(), count(files.len())))?;
    Ok(if changed + stale.len() > 0 { ExitStatus::Findings } else { ExitStatus::Clean })
}

fn manifest(files: &[File]) -> Result<File, CliError> {
    let hash = |file: &File| (file.path.clone(), hash(file.text.as_bytes()));
    let manifest = Manifest { version: 1, files: files.iter().map(hash).collect() };
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| CliError::File {
        action: "write",
        path: MANIFEST.to_owned(),
        reason: error.to_string(),
    })?;
    Ok(File { path: MANIFEST.to_owned(), text: text + "\n" })
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the files of an earlier run that this one does not have: only pages, style and script that stand as that
/// run left them. A list that cannot be read, or that names anything else, removes nothing.
fn stale(folder: &Path, files: &[File], inputs: &Inputs<'_>) -> Result<Vec<String>, CliError> {
    let Ok(text) = fs::read_to_string(write::safe_path(folder, MANIFEST)?) else { return Ok(Vec::new()) };
    let Ok(old) = serde_json::from_str::<Manifest>(&text) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for (path, old) in old.files {
        let is_page = [".html", ".js", ".css"].iter().any(|end| path.ends_with(end));
        if !is_page || files.binary_search_by(|file| file.path.cmp(&path)).is_ok() {
            continue;
        }
        let Ok(full) = write::safe_path(folder, &path) else { continue };
        let stands = fs::read(full).is_ok_and(|bytes| hash(&bytes) == old);
        if stands && inputs.refuse(&path).is_ok() {
            out.push(path);
        }
    }
    Ok(out)
}

/// Removes a file, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> Result<(), CliError> {
    let full = write::safe_path(folder, path)?;
    fs::remove_file(&full).map_err(|error| CliError::File {
        action: "remove",
        path: full.display().to_string(),
        reason: error.to_string(),
    })?;
    for parent in full.ancestors().skip(1).take_while(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}
