//! Runs the `epm` binary with a cleared environment.

use std::path::Path;
use std::process::Command;
use std::process::Output;

/// Returns the command `epm ARGS`, started in `dir` with an empty environment.
pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_epm"));
    command.args(args).current_dir(dir).env_clear();
    command
}

/// Runs `epm ARGS` in `dir`.
pub fn epm(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).output().expect("epm runs")
}

/// Returns what a run printed to standard output.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Writes files given as `(path, text)` into a folder.
pub fn write(dir: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(path, text).expect("a writable file");
    }
}
