//! `epm schema`: the JSON Schema of a kind, for editors.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::render::terminal;
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
                let near = crate::diag::nearest(kind, all.iter().map(|f| f.name.as_str()));
                let help = near.map_or_else(
                    || "`epm schema` lists the kinds".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(CliError::usage(format!("no kind `{kind}`"), help));
            }
        },
        None => list(ui.look().width),
    };
    ui.print(&text)?;
    Ok(ExitStatus::Clean)
}

fn list(width: usize) -> String {
    const INDENT: usize = 13;
    let mut out = String::new();
    for file in schema::all() {
        let line = format!("{:<12} {}", file.name, about(&file));
        out.push_str(&terminal::paragraph(&line, width, INDENT));
        out.push('\n');
    }
    out
}

/// The first sentence of what a schema describes.
fn about(file: &schema::SchemaFile) -> String {
    let text = file.schema["description"].as_str().unwrap_or_default().replace('\n', " ");
    text.split_inclusive(". ").next().unwrap_or_default().trim().to_owned()
}
