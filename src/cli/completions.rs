//! `epm completions`: completions for a shell.

use clap_complete::Shell;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;

/// Print completions for a shell
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<ExitStatus, CliError> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut crate::cli::command(), "epm", &mut bytes);
    ui.print(&String::from_utf8_lossy(&bytes))?;
    Ok(ExitStatus::Clean)
}
