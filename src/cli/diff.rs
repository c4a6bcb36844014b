//! `epm diff`: what changed between two versions of the plan, in program terms.

use std::path::Path;
use std::sync::Arc;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::model::Date;
use crate::pipeline::Options;
use crate::pipeline::compare::Version;
use crate::pipeline::day_of;
use crate::plan::Plan;
use crate::render;
use crate::render::Page;
use crate::render::Templates;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report;
use crate::report::diff;
use crate::report::diff::DiffView;
use crate::report::diff::ProgramDiff;
use crate::report::diff::Section;
use crate::report::diff::Side;
use crate::source::FolderTree;
use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;
use crate::source::git::RevisionTree;

/// What a bot finds its own comment by.
const MARKER: &str = "<!-- epm:diff -->\n";

/// The longest comment, in bytes; GitHub takes 65,536 characters.
const MAX_COMMENT: usize = 60_000;

/// Say what changed in the plan between two revisions, or since the last commit
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// `A..B`: what A said then against what B says; `A...B`: what B changes since it left A; `A`: from A to the work
    /// tree. Without it, what is not committed yet
    #[arg(value_name = "A..B", allow_hyphen_values = true)]
    range: Option<String>,

    /// Compute `A..B` for one day, that of B, so that no date moves by the passing of time
    #[arg(long)]
    same_day: bool,

    /// List every date that moves
    #[arg(long)]
    all: bool,

    /// human (or text), markdown for a pull request's comment, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "text", "markdown", "json", "csv"])]
    format: String,
}

/// A side of the comparison: what the user calls it, and what it is.
struct Loaded {
    name: String,
    commit: Option<(ObjectId, i64)>,
    version: Version,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    if shared.at.is_some() {
        let help = "write both revisions as `A..B`";
        return Err(CliError::usage("`diff` compares two versions, so `--at` has no meaning here", help));
    }
    let given = workspace::given(shared);
    let repository = workspace::repository(shared, ui)?;
    let (from, to) = sides(args.range.as_deref(), &repository)?;
    let after = match to {
        Some((name, commit)) => revision(&repository, &given, name, commit, shared, ui)?,
        None => work_tree(&given, shared, ui)?,
    };
    let before = revision(&repository, &given, from.0, from.1, shared, ui).or_else(no_plan)?;
    let day = after.version.day.unwrap_or(Date::from_day_number(0));
    // What is not committed, or not merged, is a change of today's plan; other revisions are judged by what they said.
    let is_one_change = args.range.as_ref().is_none_or(|range| range.contains("..."));
    let is_same_day = args.same_day || is_one_change;
    let before_day = if is_same_day { day } else { before.version.day.unwrap_or(day) };
    let (old, new) = (before.version.plan(before_day), after.version.plan(day));
    let view = view(&before, &after, &old, &new, shared);
    ui.print(&text(&view, args, ui)?)?;
    for side in [&before, &after] {
        if side.version.faults > 0 {
            let name = visible(&side.name, false);
            ui.say(&format!(
                "epm: files of {name} have errors; compared what is sound, `epm check` shows them"
            ));
        }
    }
    Ok(ExitStatus::Clean)
}

fn view(before: &Loaded, after: &Loaded, old: &Plan, new: &Plan, shared: &Shared) -> DiffView {
    let side = |loaded: &Loaded, as_of: Date| {
        let zone = loaded.version.workspace.settings().timezone.as_deref().unwrap_or("UTC");
        Side::new(&loaded.name, loaded.commit.map(|(id, at)| (id.to_string(), day_of(at, zone))), as_of)
    };
    let wants =
        |id: &str| shared.program.is_empty() || shared.program.iter().any(|p| p.eq_ignore_ascii_case(id));
    diff::build(
        (side(before, old.as_of), before.version.with(old)),
        (side(after, new.as_of), after.version.with(new)),
        wants,
    )
}

/// A revision as the user called it, and the commit that it is.
type Named = (String, ObjectId);

/// Reads the range; without an end it is the work tree.
fn sides(range: Option<&str>, repository: &Repository) -> Result<(Named, Option<Named>), CliError> {
    let named = |word: &str| -> Result<Named, CliError> {
        let word = if word.is_empty() { "HEAD" } else { word };
        Ok((word.to_owned(), repository.resolve(word)?))
    };
    let Some(range) = range else { return Ok((named("HEAD")?, None)) };
    if let Some((a, b)) = range.split_once("...") {
        let (a, b) = (named(a)?, named(b)?);
        let fork = repository.fork(a.1, b.1)?.ok_or_else(|| {
            let help = if repository.is_shallow() {
                "the clone is shallow: fetch the rest with `git fetch --unshallow`"
            } else {
                "compare them with two dots"
            };
            CliError::usage(format!("`{}` and `{}` have no common history", a.0, b.0), help)
        })?;
        return Ok(((fork.short(), fork), Some(b)));
    }
    match range.split_once("..") {
        Some((a, b)) => Ok((named(a)?, Some(named(b)?))),
        None => Ok((named(range)?, None)),
    }
}

fn revision(
    repository: &Arc<Repository>,
    given: &Path,
    name: String,
    commit: ObjectId,
    shared: &Shared,
    ui: &Ui,
) -> Result<Loaded, CliError> {
    let from = repository.path_of(given).unwrap_or_default();
    let tree = RevisionTree::open(repository, commit, &from, &name)?;
    let at = repository.log(commit)?.commits.last().map_or(0, |commit| commit.at);
    let options =
        Options { as_of: shared.as_of, revision_at: Some(at), origin: None, today: workspace::today };
    let version = ui.with_progress("reading", |progress| Version::load(&tree, &options, progress))?;
    Ok(Loaded { name, commit: Some((commit, at)), version })
}

fn work_tree(given: &Path, shared: &Shared, ui: &Ui) -> Result<Loaded, CliError> {
    let tree = FolderTree::open(&workspace::find_root(given))?;
    let options = Options { as_of: shared.as_of, revision_at: None, origin: None, today: workspace::today };
    let version = ui.with_progress("reading", |progress| Version::load(&tree, &options, progress))?;
    Ok(Loaded { name: "work tree".to_owned(), commit: None, version })
}

/// A revision before there was a plan is compared as one without items.
fn no_plan(error: CliError) -> Result<Loaded, CliError> {
    match error {
        CliError::Git(GitError::NoPlan { revision, .. }) => {
            Ok(Loaded { name: revision, commit: None, version: Version::default() })
        }
        other => Err(other),
    }
}

fn text(view: &DiffView, args: &Args, ui: &Ui) -> Result<String, CliError> {
    match args.format.as_str() {
        "markdown" => comment(view),
        "human" | "text" => Ok(human(view, args.all, ui.look())),
        other => {
            let format = render::format(other).unwrap_or(&render::FORMATS[0]);
            Ok((format.encode)(view)?)
        }
    }
}

/// Writes the comment of a pull request: with a mark to find it by, and never longer than a comment may be.
fn comment(view: &DiffView) -> Result<String, CliError> {
    let target = render::target("gfm").unwrap_or(&render::TARGETS[0]);
    let templates = Templates::new(std::collections::BTreeMap::new()).with(report::TEMPLATES);
    let page = Page { title: "What this changes in the plan".to_owned(), ..Page::default() };
    let mut text = String::new();
    for most in [50, 20, 8, 3, 1] {
        let value = report::View::value(&view.limited(most));
        let files = render::render_page("comments/diff.md.j2", &value, &page, target, &templates)?;
        text = files.first().map(|file| file.text().to_owned()).unwrap_or_default();
        if text.len() <= MAX_COMMENT {
            return Ok(format!("{MARKER}{text}"));
        }
    }
    let mut end = MAX_COMMENT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let end = text[..end].rfind('\n').unwrap_or(end);
    Ok(format!("{MARKER}{}\n\nThe rest is left out: the comment would be too long.\n", &text[..end]))
}

fn human(view: &DiffView, all: bool, look: Look) -> String {
    let side = |s: &Side| match &s.day {
        Some(day) => format!("{} ({day})", s.revision),
        None => s.revision.clone(),
    };
    let days = if view.before.as_of == view.after.as_of {
        format!("both computed for {}", view.after.as_of)
    } else {
        format!("each for its own day, {} and {}", view.before.as_of, view.after.as_of)
    };
    let head = format!("{} → {}, {days}", side(&view.before), side(&view.after));
    let mut out = terminal::paragraph(&visible(&head, false), look.width, 2);
    out.push('\n');
    if !view.changed {
        out.push_str("\nno change in the plan\n");
        return out;
    }
    for program in &view.programs {
        program_text(program, all, look, &mut out);
    }
    section(&view.workspace, look, &mut out);
    out
}

fn program_text(program: &ProgramDiff, all: bool, look: Look, out: &mut String) {
    out.push('\n');
    let head = format!("{}: {}", program.id, program.finish.text);
    out.push_str(&terminal::hanging("", &visible(&head, false), look.width, 0));
    for part in &program.finish.because {
        let mark = format!("  {:>6}  ", part.days_text);
        let text = format!("{}: {}", part.id, part.text);
        out.push_str(&terminal::hanging(&mark, &visible(&text, false), look.width, mark.len()));
    }
    moved(program, all, look, out);
    for (title, ids) in
        [("Newly critical", &program.newly_critical), ("No longer critical", &program.no_longer_critical)]
    {
        if !ids.is_empty() {
            out.push_str(&format!("\n{title}\n"));
            out.push_str(&terminal::hanging("", &visible(&ids.join(", "), false), look.width, 2));
        }
    }
    for found in &program.sections {
        section(found, look, out);
    }
}

/// Lists the dates that move: a long list is cut to those that somebody must look at.
fn moved(program: &ProgramDiff, all: bool, look: Look, out: &mut String) {
    const SHORT: usize = 12;
    if program.moved.is_empty() {
        return;
    }
    out.push_str("\nDates that move\n");
    let columns = [
        Column::word("  ID", 0),
        Column::number("BEFORE", 1),
        Column::number("AFTER", 0),
        Column::number("DAYS", 0),
        Column::text("", 2),
        Column::text("TITLE", 3),
    ];
    let is_shown = |m: &&diff::MovedRow| all || program.moved.len() <= SHORT || !m.note.is_empty();
    let row = |m: &diff::MovedRow| {
        let id = format!("  {}", m.id);
        [&id, &m.before, &m.after, &m.days_text, &m.note, &m.title].map(Clone::clone).to_vec()
    };
    let rows: Vec<Vec<String>> = program.moved.iter().filter(is_shown).map(row).collect();
    out.push_str(&terminal::table(&columns, &rows, look));
    let more = program.moved.len() - rows.len();
    if more > 0 {
        out.push_str(&format!("  and {more} more (--all shows them)\n"));
    }
}

fn section(section: &Section, look: Look, out: &mut String) {
    if section.rows.is_empty() {
        return;
    }
    out.push_str(&format!("\n{}\n", section.title));
    for row in &section.rows {
        let title = if row.title.is_empty() { String::new() } else { format!(" \"{}\"", row.title) };
        let line = format!("{}{title}: {}", row.id, row.text);
        out.push_str(&terminal::hanging("  ", &visible(&line, false), look.width, 4));
    }
}
