//! `epm why`: what drives an item, what it drives, how far it can slip and what happens then.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::model::Duration;
use crate::model::Index;
use crate::model::ItemRef;
use crate::model::Target;
use crate::render;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::report::why;
use crate::report::why::Slip;
use crate::report::why::WhyView;

/// Explain a date: what drives it, what it drives, and what a slip does
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The item: its id, or `program/id`
    id: String,

    /// What would a slip of this long do: `5d`
    #[arg(long, value_name = "DURATION", value_parser = Duration::parse)]
    slip: Option<Duration>,

    /// The slip counts calendar time: a week has seven days
    #[arg(long, requires = "slip")]
    elapsed: bool,

    /// human or json
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let node = find(&args.id, shared, &opened)?;
    let session = &opened.session;
    let slip = args.slip.map(|slip| match args.elapsed {
        true => Slip::Elapsed(slip),
        false => Slip::Working(slip),
    });
    let view = why::build(&session.loaded.workspace, &session.plan, node, slip);
    if args.format == "json" {
        let value = serde_json::to_value(&view).unwrap_or_default();
        ui.print(&render::json(&value))?;
    } else {
        ui.print(&human(&view, ui.look().width))?;
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

/// Returns the index of the node that an id names, in one of the programs asked for.
pub(crate) fn find(word: &str, shared: &Shared, opened: &Opened) -> Result<usize, CliError> {
    let workspace = &opened.session.loaded.workspace;
    let plan = &opened.session.plan;
    let reference = ItemRef::parse(word).map_err(|reason| {
        CliError::usage(format!("`{word}` is no id: {reason}"), "write `id` or `program/id`")
    })?;
    let index = Index::new(workspace);
    let mut found = Vec::new();
    let mut others = None;
    for (n, program) in workspace.programs.iter().enumerate() {
        if !opened.wants(shared, program.id.as_str()) {
            continue;
        }
        let Target::Item(named) = index.find(u32::try_from(n).unwrap_or(u32::MAX), &reference) else {
            continue;
        };
        let owner = &workspace.programs[named.subject.program as usize];
        let id = owner.item(named.subject).and_then(|item| item.id()).unwrap_or(&named.id);
        match plan.index_of(owner.id.as_str(), id.as_str()) {
            Some(node) if !found.contains(&node) => found.push(node),
            Some(_) => {}
            None => others = Some(named.kind),
        }
    }
    match (found.as_slice(), others) {
        ([node], _) => Ok(*node),
        ([], Some(kind)) => Err(CliError::usage(
            format!("`{word}` is a {} that holds nothing back, so it has no date of its own", kind.key()),
            "`epm why` explains milestones, dependencies, gates, and decisions and issues that block something",
        )),
        ([], None) => {
            let known: Vec<&str> = plan.nodes.iter().map(|n| n.key.id.as_str()).collect();
            let near = crate::diag::nearest(reference.id.as_str(), known);
            let help = near
                .map_or_else(|| "`epm plan` lists the ids".to_owned(), |n| format!("did you mean `{n}`?"));
            Err(CliError::usage(format!("no item `{word}` in the plan"), help))
        }
        (many, _) => {
            let ids: Vec<String> = many.iter().map(|n| plan.nodes[*n].key.to_string()).collect();
            Err(CliError::usage(
                format!("`{word}` stands in several programs"),
                format!("one of {}", ids.join(", ")),
            ))
        }
    }
}

fn human(view: &WhyView, width: usize) -> String {
    let mut out = terminal::paragraph(&visible(&view.answer, false), width, 2);
    out.push('\n');
    for part in &view.parts {
        let text = terminal::paragraph(&visible(&part.text, false), width.saturating_sub(13), 0);
        for (n, line) in text.lines().enumerate() {
            let label = if n == 0 { part.label } else { "" };
            out.push_str(&format!("{label:<12} {line}\n"));
        }
    }
    out
}
