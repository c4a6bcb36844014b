//! `epm check`: everything that is wrong, in place, with the next step.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::check;
use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::diag::Resolved;
use crate::diag::Severity;
use crate::diag::wording;
use crate::render;
use crate::render::findings::human;
use crate::render::findings::visible;
use crate::report::findings;
use crate::report::findings::FindingsView;
use crate::report::findings::Run;
use crate::source::git::GitError;

/// Check every file against its schema and against the others; never writes
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Show only findings in these files and folders
    paths: Vec<PathBuf>,

    /// Show only what is new since this Git revision: `origin/main`
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    since: Option<String>,

    /// Exit with 1 when a finding is at least this bad
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,

    /// human, json, csv, github, gitlab, sarif, junit or rdjson
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_name)]
    format: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
    /// Never
    Never,
}

impl FailOn {
    fn is_met(self, severity: Severity) -> bool {
        match self {
            FailOn::Note => true,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Error => severity >= Severity::Error,
            FailOn::Never => false,
        }
    }
}

fn format_name(name: &str) -> Result<String, String> {
    let known = names();
    if known.contains(&name) { Ok(name.to_owned()) } else { Err(format!("one of {}", known.join(", "))) }
}

fn names() -> Vec<&'static str> {
    let views = render::FORMATS.iter().map(|f| f.name);
    std::iter::once("human")
        .chain(views)
        .chain(render::findings::FINDING_FORMATS.iter().map(|f| f.name))
        .collect()
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open_for_rules(shared, ui)?;
    let paths = in_workspace(&args.paths, &opened)?;
    let is_wanted = |found: &&Resolved| {
        let program = found.finding.program.as_deref();
        let in_program = program.is_none_or(|id| opened.wants(shared, id));
        in_program && (paths.is_empty() || paths.iter().any(|p| is_below(&found.place.file, p)))
    };
    let found: Vec<&Resolved> = opened.session.findings.iter().filter(is_wanted).collect();
    let found = match &args.since {
        Some(revision) => new_since(found, revision, &opened, shared, ui)?,
        None => found,
    };
    let view = view(&opened, &found, args);
    ui.print(&text(&view, args, ui)?)?;
    if opened.session.loaded.is_unsettled {
        ui.say("epm: `epm.yaml` or `policy.yaml` has errors, so nothing else can be relied on");
        return Ok(ExitStatus::CannotDo);
    }
    let is_met = found.iter().any(|f| args.fail_on.is_met(f.finding.severity));
    drop(found);
    // The process ends here: to free a large workspace piece by piece would take a twentieth of the time.
    std::mem::forget(opened);
    Ok(if is_met { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// Keeps what a revision does not have, computed for the same day: by rule, item, field and message, never by line.
fn new_since<'f>(
    found: Vec<&'f Resolved>,
    revision: &str,
    opened: &Opened,
    shared: &Shared,
    ui: &Ui,
) -> Result<Vec<&'f Resolved>, CliError> {
    let given = workspace::given(shared);
    let repository = workspace::repository(shared, ui)?;
    let as_of = Some(opened.session.as_of);
    let all = Shared { program: Vec::new(), ..shared.clone() };
    let old = match workspace::open_revision(&repository, &given, revision, as_of, &all, ui) {
        Ok(old) => old,
        // Where there was no plan, everything is new.
        Err(CliError::Git(GitError::NoPlan { .. })) => return Ok(found),
        Err(error) => return Err(error),
    };
    let before = old.session.findings.iter();
    let kept = check::since::new_findings(before, found.iter().copied());
    let known = found.len() - kept.len();
    if known > 0 {
        let what = wording::count(i64::try_from(known).unwrap_or(i64::MAX), "finding");
        ui.say(&format!("epm: {what} that `{}` has too, not shown", visible(revision, false)));
    }
    Ok(kept)
}

fn view(opened: &Opened, found: &[&Resolved], args: &Args) -> FindingsView {
    let loaded = &opened.session.loaded;
    let run = Run {
        as_of: opened.session.as_of,
        files: loaded.sources.iter().map(|(_, s)| (s.path.as_str(), s.text.as_str())).collect(),
        items: loaded.item_count,
        programs: loaded.workspace.programs.len(),
    };
    let mut view = findings::build(found.iter().copied(), &run);
    // Tools read paths from the repository's root, people from where they stand; JSON speaks of the workspace.
    match args.format.as_str() {
        "human" => view.below(&opened.prefix),
        "json" | "csv" => {}
        _ => view.below(&opened.repo_prefix),
    }
    view
}

fn text(view: &FindingsView, args: &Args, ui: &Ui) -> Result<String, CliError> {
    if args.format == "human" {
        return Ok(human::write(view, ui.look()));
    }
    if let Some(format) = render::findings::format(&args.format) {
        return Ok((format.encode)(view));
    }
    let format = render::format(&args.format).unwrap_or(&render::FORMATS[0]);
    Ok((format.encode)(view)?)
}

/// Turns paths as the user gave them into paths of the workspace.
fn in_workspace(paths: &[PathBuf], opened: &Opened) -> Result<Vec<String>, CliError> {
    let mut out = Vec::new();
    for path in paths {
        let full = std::fs::canonicalize(path).map_err(|_| {
            CliError::usage(
                format!("there is no `{}`", path.display()),
                "paths are read from the current folder",
            )
        })?;
        let inside = full.strip_prefix(&opened.root).map_err(|_| {
            let root = opened.root.display();
            CliError::usage(
                format!("`{}` is not in the workspace `{root}`", path.display()),
                "name another with `-C`",
            )
        })?;
        out.push(inside.to_string_lossy().replace('\\', "/"));
    }
    Ok(out)
}

fn is_below(file: &str, path: &str) -> bool {
    path.is_empty() || file == path || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
