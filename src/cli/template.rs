//! `epm template`: what pages are written with, and how to change it.

use std::collections::BTreeMap;

use clap::Subcommand;
use serde::Serialize;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::render;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::model::Id;
use crate::pipeline::publish;
use crate::render::Templates;
use crate::render::json;
use crate::render::outline;
use crate::render::outline::Name;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report;

/// The version of the JSON that this command prints.
const VERSION: u32 = 1;

/// See and change the templates that pages are written with
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the templates: what each is for, and which are the workspace's own
    List {
        /// human or json
        #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
        format: String,
    },
    /// Print a template as it is used here
    Show {
        /// Its name: `reports/raid.md.j2`, or `raid`
        name: String,

        /// The shipped one, also where the workspace has its own
        #[arg(long)]
        shipped: bool,
    },
    /// Write shipped templates into the workspace's `templates/`, to be changed there
    Eject {
        /// Their names: `reports/raid.md.j2`, or `raid`
        #[arg(required_unless_present = "all")]
        names: Vec<String>,

        /// All of them
        #[arg(long, conflicts_with = "names")]
        all: bool,

        /// Also over files that are there and differ
        #[arg(long)]
        force: bool,
    },
    /// List the names that a report's template can use, with what stands in them here
    Context {
        /// The report: `raid`
        report: String,

        /// For this audience
        #[arg(long, value_name = "AUDIENCE")]
        audience: Option<String>,

        /// human or json
        #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
        format: String,
    },
}

/// A template, for the list.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// The reports that begin with it.
    reports: Vec<&'static str>,
    about: String,
    /// The workspace has its own.
    is_own: bool,
    /// epm ships one of that name.
    is_shipped: bool,
}

/// The names of one template's view.
#[derive(Debug, Serialize)]
struct Context {
    template: &'static str,
    view: String,
    view_version: u32,
    names: Vec<Name>,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let own = publish::own_templates(opened.tree.as_ref(), &opened.session)?;
    let shipped = Templates::new(BTreeMap::new()).with(report::TEMPLATES);
    let templates = Templates::new(own).with(report::TEMPLATES);
    match &args.action {
        Action::List { format } => list(&templates, &shipped, format, ui),
        Action::Show { name, shipped: is_shipped } => {
            let templates = if *is_shipped { &shipped } else { &templates };
            let name = find(name, templates)?;
            ui.print(templates.text(&name).unwrap_or_default())?;
            Ok(ExitStatus::Clean)
        }
        Action::Eject { names, all, force } => {
            let names = if *all {
                shipped.names()
            } else {
                names.iter().map(|name| find(name, &shipped)).collect::<Result<_, _>>()?
            };
            eject(&names, *force, &shipped, &opened, ui)
        }
        Action::Context { report, audience, format } => {
            context(report, audience.as_deref(), format, &opened, shared, ui)
        }
    }
}

fn list(templates: &Templates, shipped: &Templates, format: &str, ui: &Ui) -> Result<ExitStatus, CliError> {
    let row = |name: String| {
        let of = |report: &&report::Report| report.templates.contains(&name.as_str());
        let reports: Vec<&report::Report> = report::REPORTS.iter().filter(of).collect();
        let about = match reports[..] {
            [report] => report.about.to_owned(),
            _ => comment(templates.text(&name).unwrap_or_default()),
        };
        Row {
            reports: reports.iter().map(|report| report.name).collect(),
            about,
            is_own: templates.is_own(&name),
            is_shipped: shipped.text(&name).is_some(),
            name,
        }
    };
    let rows: Vec<Row> = templates.names().into_iter().map(row).collect();
    if format == "json" {
        ui.print(&json(&serde_json::json!({ "version": VERSION, "templates": rows })))?;
        return Ok(ExitStatus::Clean);
    }
    let cells = rows.iter().map(|row| {
        let place = match (row.is_own, row.is_shipped) {
            (false, _) => "shipped",
            (true, true) => "yours",
            (true, false) => "yours, new",
        };
        vec![row.name.clone(), place.to_owned(), row.about.clone()]
    });
    let columns = [Column::word("TEMPLATE", 0), Column::word("FROM", 1), Column::text("FOR", 2)];
    ui.print(&terminal::table(&columns, &cells.collect::<Vec<_>>(), ui.look()))?;
    Ok(ExitStatus::Clean)
}

/// Returns what a template says of itself in a comment at its start.
fn comment(text: &str) -> String {
    let inner = text.strip_prefix("{#").and_then(|rest| rest.split_once("#}"));
    let inner = inner.map_or("", |(inner, _)| inner.trim_matches('-'));
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds a template by its name, or by the last part of it without what follows the dot.
fn find(word: &str, templates: &Templates) -> Result<String, CliError> {
    let names = templates.names();
    let short = |name: &str| {
        let file = name.rsplit('/').next().unwrap_or(name);
        file.split('.').next().unwrap_or(file).to_owned()
    };
    if names.iter().any(|name| name == word) {
        return Ok(word.to_owned());
    }
    let like: Vec<&String> = names.iter().filter(|name| short(name) == word).collect();
    match like[..] {
        [name] => Ok(name.clone()),
        [] => {
            let known = names.iter().map(String::as_str);
            let short: Vec<String> = names.iter().map(|name| short(name)).collect();
            let near = crate::diag::nearest(word, known.chain(short.iter().map(String::as_str)));
            let begins: Vec<&str> =
                names.iter().filter(|name| name.contains(word)).map(String::as_str).collect();
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if !begins.is_empty() => format!("there are {}", begins.join(", ")),
                None => "`epm template list` shows them".to_owned(),
            };
            Err(CliError::usage(format!("no template `{word}`"), help))
        }
        _ => {
            let names: Vec<&str> = like.iter().map(|name| name.as_str()).collect();
            Err(CliError::usage(
                format!("`{word}` is the name of several templates"),
                format!("say which: {}", names.join(", ")),
            ))
        }
    }
}

fn eject(
    names: &[String],
    is_forced: bool,
    shipped: &Templates,
    opened: &Opened,
    ui: &Ui,
) -> Result<ExitStatus, CliError> {
    let path = |name: &String| format!("templates/{name}");
    for name in names {
        let path = path(name);
        let is_there = opened.root.join(&path).symlink_metadata().is_ok();
        let bytes = shipped.text(name).unwrap_or_default().as_bytes();
        if is_there && !is_forced && write::would_change(&opened.root, &path, bytes)? {
            let help = "look at what differs first; `--force` writes over it";
            return Err(CliError::usage(format!("`{path}` is there already and differs"), help));
        }
    }
    for name in names {
        let path = path(name);
        let bytes = shipped.text(name).unwrap_or_default().as_bytes();
        let is_new = write::file(&opened.root, &path, bytes)?;
        ui.print(&format!("{} {}{path}\n", if is_new { "wrote" } else { "unchanged" }, opened.prefix))?;
    }
    Ok(ExitStatus::Clean)
}

fn context(
    name: &str,
    audience: Option<&str>,
    format: &str,
    opened: &Opened,
    shared: &Shared,
    ui: &Ui,
) -> Result<ExitStatus, CliError> {
    let reports = render::reports(&[name.to_owned()])?;
    let audience = render::audience(audience, opened)?;
    let programs: Vec<Id> = shared.program.iter().map(|id| render::known_case(opened, id)).collect();
    let drafts = publish::build(&opened.session, &reports, audience.as_ref(), &programs);
    let mut contexts: Vec<Context> = Vec::new();
    for template in reports.iter().flat_map(|report| report.templates) {
        let of: Vec<_> = drafts.iter().filter(|draft| draft.built.template == *template).collect();
        let Some(first) = of.first() else { continue };
        // What one page has and another has not is listed too.
        let pages = of.iter().map(|draft| draft.built.view.value());
        let names = outline::names(&serde_json::Value::Array(pages.collect()));
        let view = &first.built.view;
        let names = names.into_iter().map(|name| Name { path: name.path.replacen("[].", "", 1), ..name });
        let (version, view) = (view.version(), view.name().to_owned());
        let names = names.chain(outline::page_names()).collect();
        contexts.push(Context { template, view, view_version: version, names });
    }
    if contexts.is_empty() {
        return Err(CliError::usage(
            format!("there is no page of `{name}` here"),
            "nothing in the plan needs one",
        ));
    }
    if format == "json" {
        ui.print(&json(&serde_json::json!({ "version": VERSION, "templates": contexts })))?;
    } else {
        for context in &contexts {
            ui.print(&text(context, ui))?;
        }
    }
    Ok(ExitStatus::Clean)
}

fn text(context: &Context, ui: &Ui) -> String {
    let rows = context
        .names
        .iter()
        .map(|name| vec![name.path.clone(), name.kinds.join(" or "), name.example.clone()]);
    let columns = [Column::word("NAME", 0), Column::word("HOLDS", 1), Column::text("FOR EXAMPLE", 2)];
    let table = terminal::table(&columns, &rows.collect::<Vec<_>>(), ui.look());
    format!("{}: view `{}`, version {}\n\n{table}\n", context.template, context.view, context.view_version)
}
