//! `epm why`: what drives an item, what it drives, how far it can slip and what happens then.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::plan::days;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::model::Contents;
use crate::model::Duration;
use crate::model::Index;
use crate::model::ItemRef;
use crate::model::Target;
use crate::pipeline::day_of;
use crate::pipeline::history;
use crate::render;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::report::View;
use crate::report::diff::Side;
use crate::report::since;
use crate::report::since::SinceView;
use crate::report::why;
use crate::report::why::Slip;
use crate::report::why::WhyView;
use crate::trend::attribution::Yardstick;
use crate::trend::story;
use crate::trend::story::Version;

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

    /// Say what has moved it since this Git revision or baseline, commit by commit
    #[arg(long, value_name = "REV", allow_hyphen_values = true, conflicts_with = "slip")]
    since: Option<String>,

    /// human or json
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let node = find(&args.id, shared, &opened)?;
    if let Some(revision) = &args.since {
        return since(revision, node, args, &opened, shared, ui);
    }
    let session = &opened.session;
    let slip = args.slip.map(|slip| match args.elapsed {
        true => Slip::Elapsed(slip),
        false => Slip::Working(slip),
    });
    let view = why::build(&session.loaded.workspace, &session.plan, node, slip);
    if args.format == "json" {
        ui.print(&render::json(&view.value()))?;
    } else {
        ui.print(&human(&view, ui.look().width))?;
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

/// Says what has moved an item since a revision.
fn since(
    revision: &str,
    node: usize,
    args: &Args,
    opened: &Opened,
    shared: &Shared,
    ui: &Ui,
) -> Result<ExitStatus, CliError> {
    let session = &opened.session;
    let repository = workspace::repository(shared, ui)?;
    let tip = repository.resolve(shared.at.as_deref().unwrap_or("HEAD"))?;
    let folder = repository.path_of(&opened.root).unwrap_or_default();
    let past = ui.with_progress("replaying", |progress| {
        history::since(&repository, tip, &folder, revision, progress)
    })?;
    let zone = session.loaded.workspace.settings().timezone.as_deref().unwrap_or("UTC");
    let first_day = shared.as_of.unwrap_or_else(|| day_of(past.at, zone));
    // What is not committed is the last version, unless a revision was asked for.
    let now = Contents::of(&session.loaded.workspace);
    let mut later: Vec<Version<'_>> = past.later.iter().map(Version::from).collect();
    if shared.at.is_none() {
        later.push(Version { commit: None, contents: &now });
    }
    let yardstick = Yardstick::of_item(&session.loaded.workspace, &session.plan, node);
    let story = story::tell(&past.contents, first_day, &later, session.as_of, &yardstick);
    let key = &session.plan.nodes[node].key;
    let side = Side::new(revision, Some((past.commit.to_string(), day_of(past.at, zone))), first_day);
    let title = &session.plan.nodes[node].title;
    let view =
        since::build((key.program.as_str(), key.id.as_str(), title), side, session.as_of, &story, &yardstick);
    if args.format == "json" {
        let value = serde_json::to_value(&view).unwrap_or_default();
        ui.print(&render::json(&value))?;
    } else {
        ui.print(&since_text(&view, ui.look().width))?;
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn since_text(view: &SinceView, width: usize) -> String {
    let mut out = terminal::hanging("", &visible(&view.answer, false), width, 0);
    for sort in &view.sorts {
        let mark = format!("{:>7}  ", sort.days_text);
        out.push_str(&terminal::hanging(&mark, sort.title, width, mark.len()));
    }
    if view.time.minutes != 0 || !view.commits.is_empty() {
        out.push_str(&format!("\nCommit by commit, all computed for {}\n", view.as_of));
    }
    let mut line = |mark: String, text: &str| {
        let indent = mark.len();
        out.push_str(&terminal::hanging(&mark, &visible(text, false), width, indent));
    };
    if view.time.minutes != 0 {
        let text = format!("days passed, {} to {}", view.since.as_of, view.as_of);
        line(format!("{:>7}  ", days(view.time.days, true)), &text);
    }
    for commit in &view.commits {
        let head = match &commit.day {
            Some(day) => format!("{} {day} {}: {}", commit.short, commit.author, commit.subject),
            None => "what is not committed yet".to_owned(),
        };
        line(format!("{:>7}  ", commit.days_text), &head);
        for part in &commit.parts {
            line(format!("{:>16}  ", part.days_text), &format!("{}: {}", part.id, part.text));
        }
    }
    out
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
