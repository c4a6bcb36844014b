//! `epm schema`: the JSON Schema of a kind, for editors.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::schema;

/// Print the JSON Schema of a kind of file; without one, list the kinds
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// A kind such as `risk`, or a list file such as `milestones` or `raid`
    kind: Option<String>,
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<ExitStatus, CliError> {
    let text = match &args.kind {
        Some(kind) => match schema::named(kind) {
            Some(file) => file.text(),
            None => {
                let all = schema::all();
                let names: Vec<&str> = all.iter().map(|f| f.name.as_str()).collect();
                let help = crate::diag::did_you_mean(kind, names).unwrap_or_default();
                return Err(CliError::usage(format!("no kind `{kind}`"), help));
            }
        },
        None => schema::all().iter().map(|f| format!("{:<12} {}\n", f.name, about(f))).collect(),
    };
    ui.print(&text)?;
    Ok(ExitStatus::Clean)
}

/// The first sentence of what a schema describes.
fn about(file: &schema::SchemaFile) -> String {
    let text = file.schema["description"].as_str().unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}
