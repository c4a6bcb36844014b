//! `epm render`: status packs, checklists and logs as pages.

use std::path::Path;
use std::path::PathBuf;

use clap::ArgGroup;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::into;
use crate::cli::into::Filling;
use crate::cli::options::Shared;
use crate::cli::site;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::diag::wording;
use crate::model::Id;
use crate::pipeline::publish;
use crate::pipeline::publish::Draft;
use crate::pipeline::publish::Rendered;
use crate::render;
use crate::render::Target;
use crate::render::Templates;
use crate::report;
use crate::report::Audience;
use crate::report::Report;

/// Publish reports as pages: status packs, plan, logs, readiness, communication, portfolio
#[derive(clap::Args, Debug)]
#[command(group = ArgGroup::new("written").args(["out", "into"]))]
pub(crate) struct Args {
    /// The reports; all that the workspace has, unless given. `site` is the dashboard: a folder of web pages
    reports: Vec<String>,

    /// Write for this audience: executive, engineering, product, support, or one of `epm.yaml`
    #[arg(long, value_name = "AUDIENCE")]
    audience: Option<String>,

    /// Where the pages are read: gfm, confluence, storage, html, slack, teams or json
    #[arg(long, value_name = "TARGET", default_value = "gfm")]
    target: String,

    /// Write the pages into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Write into the parts of this Markdown file that `<!-- epm:begin PAGE -->` and `<!-- epm:end -->` mark, and leave
    /// everything else in it as it is; PAGE is a report, or a page's path such as `atlas/status-executive`
    #[arg(long, value_name = "FILE", conflicts_with = "target")]
    into: Option<PathBuf>,

    /// Print the pages instead
    #[arg(long, conflicts_with = "written")]
    stdout: bool,

    /// With `--out` or `--into`: write nothing, exit with 1 when a page would change
    #[arg(long, requires = "written")]
    check: bool,

    /// Print what the templates see, as JSON
    #[arg(long, conflicts_with_all = ["written", "stdout"])]
    context: bool,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    if args.reports.iter().any(|name| name == "site") {
        return site(args, shared, ui);
    }
    let target = target(&args.target)?;
    let reports = reports(&args.reports)?;
    let opened = workspace::open_with_history(shared, ui)?;
    let audience = audience(args.audience.as_deref(), &opened)?;
    let programs: Vec<Id> = shared.program.iter().map(|id| known_case(&opened, id)).collect();
    let all = report::REPORTS.iter().collect::<Vec<_>>();
    // The file names the pages; which reports are asked for only says which of its parts to fill.
    let built = if args.into.is_some() { &all } else { &reports };
    let drafts = publish::build(&opened.session, built, audience.as_ref(), &programs);
    if args.context {
        ui.print(&context(&drafts)?)?;
        return Ok(ExitStatus::Clean);
    }
    if args.out.is_none() && args.into.is_none() && !args.stdout {
        return Err(CliError::usage(
            "where shall the pages go?",
            "add `--out DIR`, or `--stdout` to print them",
        ));
    }
    let own = publish::own_templates(opened.tree.as_ref(), &opened.session)?;
    let templates = Templates::new(own).with(report::TEMPLATES);
    opened.say_faults(ui);
    if let Some(file) = &args.into {
        refuse_inputs(file, &opened)?;
        let only = if args.reports.is_empty() { &[][..] } else { &reports };
        let filling = Filling { file, only, is_check: args.check };
        return into::run(&filling, &drafts, &templates, &opened, ui);
    }
    let pages = publish::render(&opened.session, &drafts, target, &templates)?;
    match &args.out {
        Some(folder) if args.check => check(folder, &pages, ui),
        Some(folder) => write_pages(folder, &pages, &opened, ui),
        None => print(&pages, ui),
    }
}

/// Writes the dashboard, which is pages of its own and no report.
fn site(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    if args.reports.len() > 1 || args.stdout || args.context || args.into.is_some() {
        let help = "`epm render site --out DIR`; reports are rendered by another command";
        return Err(CliError::usage("`site` is a folder of pages, rendered by itself", help));
    }
    let opened = workspace::open_with_history(shared, ui)?;
    let audience = audience(args.audience.as_deref(), &opened)?;
    let programs: Vec<Id> = shared.program.iter().map(|id| known_case(&opened, id)).collect();
    let wanted = site::Wanted {
        folder: args.out.as_deref(),
        check: args.check,
        audience: audience.as_ref(),
        programs: &programs,
    };
    site::run(&wanted, &opened, ui)
}

fn target(name: &str) -> Result<&'static Target, CliError> {
    render::target(name).ok_or_else(|| {
        let known: Vec<&str> = render::TARGETS.iter().map(|t| t.name).collect();
        let help = crate::diag::did_you_mean(name, known).unwrap_or_default();
        CliError::usage(format!("no target `{name}`"), help)
    })
}

/// Finds reports by name; all when there is none.
pub(crate) fn reports(names: &[String]) -> Result<Vec<&'static Report>, CliError> {
    if names.is_empty() {
        return Ok(report::REPORTS.iter().collect());
    }
    let find = |name: &String| {
        report::find(name).ok_or_else(|| {
            let known = report::REPORTS.iter().map(|r| r.name).chain(["site"]);
            let help = match crate::diag::nearest(name, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known: {}", wording::list(known)),
            };
            CliError::usage(format!("no report `{name}`"), help)
        })
    };
    names.iter().map(find).collect()
}

/// Finds the audience that is asked for.
pub(crate) fn audience(name: Option<&str>, opened: &Opened) -> Result<Option<Audience>, CliError> {
    let Some(name) = name else { return Ok(None) };
    let settings = opened.session.loaded.workspace.settings();
    match Audience::find(settings, name) {
        Some(audience) => Ok(Some(audience)),
        None => {
            let names = Audience::names(settings);
            let help = crate::diag::did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_default();
            Err(CliError::usage(format!("no audience `{name}`"), help))
        }
    }
}

/// Returns a program's id as its charter writes it.
pub(crate) fn known_case(opened: &Opened, id: &str) -> Id {
    let id = Id::new(id);
    opened.session.loaded.workspace.program(&id).map_or(id, |program| program.id.clone())
}

fn context(drafts: &[Draft]) -> Result<String, CliError> {
    let format = render::format("json").unwrap_or(&render::FORMATS[0]);
    let mut out = String::new();
    for draft in drafts {
        out.push_str(&(format.encode)(draft.built.view.as_ref())?);
    }
    Ok(out)
}

fn print(pages: &[Rendered], ui: &Ui) -> Result<ExitStatus, CliError> {
    let (pictures, texts): (Vec<&Rendered>, Vec<&Rendered>) = pages.iter().partition(|p| p.is_picture);
    let texts: Vec<&str> = texts.into_iter().map(Rendered::text).collect();
    ui.print(&texts.join("\n"))?;
    if !pictures.is_empty() {
        let pictures = wording::count(pictures.len().try_into().unwrap_or(i64::MAX), "picture");
        ui.say(&format!("{pictures} left out: `--out DIR` writes them beside the pages"));
    }
    Ok(ExitStatus::Clean)
}

fn check(folder: &Path, pages: &[Rendered], ui: &Ui) -> Result<ExitStatus, CliError> {
    let mut changed = 0;
    for page in pages {
        if write::would_change(folder, &page.path, &page.bytes)? {
            changed += 1;
            ui.print(&format!("would change {}\n", folder.join(&page.path).display()))?;
        }
    }
    ui.print(&format!("{changed} of {} would change\n", counted(pages)))?;
    Ok(if changed > 0 { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// Counts pages and pictures: `3 pages and 1 picture`.
fn counted(pages: &[Rendered]) -> String {
    let count = |is_picture: bool, word: &str| {
        let n = pages.iter().filter(|page| page.is_picture == is_picture).count();
        (n > 0).then(|| wording::count(n.try_into().unwrap_or(i64::MAX), word))
    };
    let parts: Vec<String> = [count(false, "page"), count(true, "picture")].into_iter().flatten().collect();
    if parts.is_empty() { "0 pages".to_owned() } else { parts.join(" and ") }
}

fn write_pages(folder: &Path, pages: &[Rendered], opened: &Opened, ui: &Ui) -> Result<ExitStatus, CliError> {
    for page in pages {
        refuse_inputs(&folder.join(&page.path), opened)?;
    }
    let mut changed = 0;
    for page in pages {
        let is_new = write::file(folder, &page.path, &page.bytes)?;
        changed += usize::from(is_new);
        let what = if is_new { "wrote" } else { "unchanged" };
        ui.print(&format!("{what} {}\n", folder.join(&page.path).display()))?;
    }
    ui.say(&format!("{}, {changed} written", counted(pages)));
    Ok(ExitStatus::Clean)
}

/// Refuses to write over a file of the plan.
fn refuse_inputs(file: &Path, opened: &Opened) -> Result<(), CliError> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let full = folder.join(file.file_name().unwrap_or_default());
    let Ok(inside) = full.strip_prefix(&opened.root) else { return Ok(()) };
    let inside = inside.to_string_lossy().replace('\\', "/");
    if opened.session.loaded.sources.iter().any(|(_, source)| source.path == inside) {
        let help = "pages go into a file or folder of their own";
        return Err(CliError::usage(format!("`{inside}` is a file of the plan"), help));
    }
    Ok(())
}
