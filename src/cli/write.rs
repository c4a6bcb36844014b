//! Writing files: atomically, never through a link, never into `.git`, only where told.

use std::fs;
use std::io::Write as _;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::exit::CliError;

/// Writes a file below `folder`, making folders as needed. `name` is a path with `/`. The file appears whole or not at
/// all; a link anywhere below `folder` is refused. Returns whether the file changed.
pub(crate) fn file(folder: &Path, name: &str, bytes: &[u8]) -> Result<bool, CliError> {
    put(folder, name, bytes, true)
}

/// Writes one of many files that can be made again: the same, but whether they outlive a power failure is left to the system.
pub(crate) fn one_of_many(folder: &Path, name: &str, bytes: &[u8]) -> Result<bool, CliError> {
    put(folder, name, bytes, false)
}

fn put(folder: &Path, name: &str, bytes: &[u8], is_synced: bool) -> Result<bool, CliError> {
    let target = safe_path(folder, name)?;
    if fs::read(&target).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    let fault = |e: std::io::Error| failed(&target, &e);
    let parent = target.parent().unwrap_or(folder).to_path_buf();
    fs::create_dir_all(&parent).map_err(fault)?;
    let stem = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let temporary = parent.join(format!(".{stem}.{}.tmp", std::process::id()));
    let written = (|| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(bytes)?;
        if is_synced {
            file.sync_all()?;
        }
        fs::rename(&temporary, &target)
    })();
    if let Err(error) = written {
        let _ = fs::remove_file(&temporary);
        return Err(failed(&target, &error));
    }
    Ok(true)
}

/// Tells whether a file below `folder` has other bytes, or is not there.
pub(crate) fn would_change(folder: &Path, name: &str, bytes: &[u8]) -> Result<bool, CliError> {
    let target = safe_path(folder, name)?;
    Ok(!fs::read(&target).is_ok_and(|old| old == bytes))
}

/// Returns the path of a file below `folder`, or says why nothing may be written there.
pub(crate) fn safe_path(folder: &Path, name: &str) -> Result<PathBuf, CliError> {
    let refuse = |reason: &str| {
        let path = folder.join(name).display().to_string();
        Err(CliError::File { action: "write", path, reason: reason.to_owned() })
    };
    let relative = Path::new(name);
    if !relative.components().all(|c| matches!(c, Component::Normal(_))) {
        return refuse("it leaves the output folder");
    }
    if folder.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink()) {
        return refuse("the output folder is a symbolic link");
    }
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let inside_git = real.components().chain(relative.components()).any(|c| c.as_os_str() == ".git");
    if inside_git {
        return refuse("`.git` is Git's own");
    }
    let mut path = folder.to_path_buf();
    for part in relative.components() {
        path.push(part);
        if path.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink()) {
            return refuse("a symbolic link stands in the way");
        }
    }
    Ok(path)
}

fn failed(path: &Path, error: &std::io::Error) -> CliError {
    CliError::File { action: "write", path: path.display().to_string(), reason: error.to_string() }
}
