//! `epm man`: manual pages.

use std::path::PathBuf;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::cli::write;

/// Print the manual page, or write one page a command with `--out`
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Write `epm.1`, `epm-check.1` … into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<ExitStatus, CliError> {
    let command = crate::cli::command();
    let Some(folder) = &args.out else {
        ui.print(&String::from_utf8_lossy(&page(command)?))?;
        return Ok(ExitStatus::Clean);
    };
    let mut files = vec![("epm.1".to_owned(), page(command.clone())?)];
    for sub in command.get_subcommands() {
        let name = format!("epm-{}", sub.get_name());
        files.push((
            format!("{name}.1"),
            page(sub.clone().bin_name(format!("epm {}", sub.get_name())).display_name(name.clone()))?,
        ));
    }
    for (name, bytes) in files {
        write::file(folder, &name, &bytes)?;
        ui.say(&format!("wrote {}", folder.join(&name).display()));
    }
    Ok(ExitStatus::Clean)
}

fn page(command: clap::Command) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command).render(&mut bytes).map_err(|e| CliError::File {
        action: "write",
        path: "the manual page".to_owned(),
        reason: e.to_string(),
    })?;
    Ok(bytes)
}
