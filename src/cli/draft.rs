//! `epm draft`: a note written from facts, for a person to edit.

use clap::Subcommand;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::model::Program;
use crate::pipeline::publish;
use crate::report::draft;
use crate::report::draft::Drafted;

/// Draft a status note from facts: what changed, colour, risks, asks, next steps; you edit it
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write `status/<period>.md` for the program's next period
    Status {
        /// Print the note instead of writing it
        #[arg(long)]
        stdout: bool,

        /// Overwrite a note that is already there
        #[arg(long)]
        force: bool,
    },
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let Action::Status { stdout, force } = args.action;
    if shared.at.is_some() && !stdout {
        let help = "print the draft of a revision with `--stdout`";
        return Err(CliError::usage("nothing can be written into a revision", help));
    }
    let opened = workspace::open_with_history(shared, ui)?;
    let (id, day) = {
        let program = program(&opened, shared)?;
        (program.id.clone(), draft::next_day(program, opened.session.as_of))
    };
    // Facts are those of the pack's day.
    let opened = if day == opened.session.as_of {
        opened
    } else {
        workspace::open_with_history(&Shared { as_of: Some(day), ..shared.clone() }, ui)?
    };
    opened.say_faults(ui);
    let drafted = publish::draft_status(&opened.session, &id).ok_or_else(|| {
        let help = "`epm check` says which file has faults";
        CliError::usage(format!("nothing can be drafted for program `{id}`"), help)
    })?;
    let text = text(&drafted)?;
    if stdout {
        ui.print(&text)?;
        return Ok(ExitStatus::Clean);
    }
    let path = format!("{}/{}", drafted.folder, drafted.name);
    if !force && opened.root.join(&path).symlink_metadata().is_ok() {
        let help = "edit it, print a new draft with `--stdout`, or overwrite it with `--force`";
        return Err(CliError::usage(format!("`{path}` is already there"), help));
    }
    write::file(&opened.root, &path, text.as_bytes())?;
    ui.print(&format!("{}{path}\n", opened.prefix))?;
    ui.say(&format!("next: edit it, then `epm check` and `epm render status --as-of {day}`"));
    Ok(ExitStatus::Clean)
}

fn program<'o>(opened: &'o Opened, shared: &Shared) -> Result<&'o Program, CliError> {
    let programs = opened.session.loaded.workspace.programs.iter();
    let wanted: Vec<&Program> = programs.filter(|p| opened.wants(shared, p.id.as_str())).collect();
    match wanted.as_slice() {
        [program] => Ok(program),
        [] => Err(CliError::usage("there is no program here", "`epm init` or `epm new charter` starts one")),
        many => {
            let ids: Vec<_> = many.iter().map(|p| p.id.as_str()).collect();
            Err(CliError::usage("which program?", format!("name one with `--program`: {}", ids.join(", "))))
        }
    }
}

/// Returns the note as a file: front matter and body.
fn text(drafted: &Drafted) -> Result<String, CliError> {
    let mut note = drafted.note.clone();
    let body = note.narrative.take().map(|body| body.0).unwrap_or_default();
    let front = serde_yaml::to_string(&note).map_err(|error| {
        CliError::usage(
            format!("the note cannot be written: {error}"),
            "this is a fault of epm: please report it",
        )
    })?;
    Ok(format!("---\n{front}---\n\n{body}\n"))
}
