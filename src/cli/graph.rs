//! `epm graph`: the dependency graph as Mermaid, DOT or JSON.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::why;
use crate::cli::workspace;
use crate::render;
use crate::render::dot;
use crate::render::mermaid;
use crate::report::View;
use crate::report::graph;
use crate::report::graph::Part;

/// Draw the dependency graph, with the critical path marked
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// mermaid, dot or json
    #[arg(long, value_name = "FORMAT", default_value = "mermaid", value_parser = ["mermaid", "dot", "json"])]
    format: String,

    /// Only what leads to this item
    #[arg(long, value_name = "ID")]
    to: Option<String>,

    /// Only the critical path
    #[arg(long)]
    critical: bool,

    /// Show also what is finished
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let to = args.to.as_ref().map(|id| why::find(id, shared, &opened)).transpose()?;
    let part = Part { to, critical: args.critical, all: args.all };
    let view = graph::build(&opened.session.plan, part, |program| opened.wants(shared, program));
    let text = match args.format.as_str() {
        "dot" => dot::digraph(&view.graph),
        "json" => render::json(&view.value()),
        _ => {
            let parts = mermaid::flowchart(&view.graph);
            if parts.len() > 1 {
                ui.say(&format!(
                    "epm: the graph is over Mermaid's limits and is split into {} diagrams",
                    parts.len()
                ));
            }
            parts.join("\n")
        }
    };
    ui.print(&text)?;
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}
