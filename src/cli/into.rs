//! `epm render --into FILE`: pages in the marked parts of a person's own file, such as a README.

use std::path::Path;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::cli::workspace::Opened;
use crate::cli::write;
use crate::diag::wording;
use crate::pipeline::publish;
use crate::pipeline::publish::Draft;
use crate::render::Templates;
use crate::render::regions;
use crate::render::regions::Region;
use crate::report::Report;

/// How many names a message lists.
const SHOWN: usize = 12;

/// What is written where.
pub(crate) struct Filling<'a> {
    /// The file.
    pub(crate) file: &'a Path,
    /// Only parts with pages of these reports; all parts when empty.
    pub(crate) only: &'a [&'static Report],
    /// Write nothing, tell whether something would change.
    pub(crate) is_check: bool,
}

/// Fills the marked parts of a file with pages.
pub(crate) fn run(
    filling: &Filling<'_>,
    drafts: &[Draft],
    templates: &Templates,
    opened: &Opened,
    ui: &Ui,
) -> Result<ExitStatus, CliError> {
    let shown = filling.file.display().to_string();
    let fault = |action, reason: String| CliError::File { action, path: shown.clone(), reason };
    let bytes = std::fs::read(filling.file).map_err(|error| fault("read", error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| fault("read", "it is not UTF-8".to_owned()))?;
    let found = regions::find(&text).map_err(|error| fault("read", error.to_string()))?;
    let sources = sources(filling.file, &opened.root);
    let mut parts = Vec::new();
    for region in found {
        let draft = page_of(&region, drafts, &shown)?;
        if filling.only.is_empty() || filling.only.iter().any(|report| report.name == draft.report.name) {
            let body = publish::render_part(&opened.session, draft, &sources, templates)?;
            parts.push((region, body));
        }
    }
    if parts.is_empty() {
        return Err(nothing_marked(filling, drafts, &shown));
    }
    let new = regions::fill(&text, &parts);
    let is_new = new != text;
    let count = wording::count(i64::try_from(parts.len()).unwrap_or(i64::MAX), "part");
    if filling.is_check {
        ui.print(&format!("{} {shown} ({count})\n", if is_new { "would change" } else { "unchanged" }))?;
        return Ok(if is_new { ExitStatus::Findings } else { ExitStatus::Clean });
    }
    if is_new {
        let folder = filling.file.parent().filter(|parent| !parent.as_os_str().is_empty());
        let name = filling.file.file_name().unwrap_or_default().to_string_lossy();
        write::file(folder.unwrap_or(Path::new(".")), &name, new.as_bytes())?;
    }
    ui.print(&format!("{} {shown} ({count})\n", if is_new { "wrote" } else { "unchanged" }))?;
    Ok(ExitStatus::Clean)
}

/// Returns what a page is called from period to period: its path without extension and period.
fn lasting(draft: &Draft) -> &str {
    let stem = draft.built.stem.as_str();
    let period = draft.built.period.as_str();
    stem.strip_suffix(period)
        .and_then(|rest| rest.strip_suffix('-'))
        .filter(|_| !period.is_empty())
        .unwrap_or(stem)
}

/// Finds the page that a part names: by its path without extension, with or without its period, or by its report where that has one page.
fn page_of<'d>(region: &Region, drafts: &'d [Draft], file: &str) -> Result<&'d Draft, CliError> {
    let name = region.name.as_str();
    let of_report: Vec<&Draft> = drafts.iter().filter(|draft| draft.report.name == name).collect();
    if let Some(draft) = drafts.iter().find(|draft| draft.built.stem == name || lasting(draft) == name) {
        return Ok(draft);
    }
    if let [draft] = of_report[..] {
        return Ok(draft);
    }
    let message = format!("{file}, line {}: no page `{name}`", region.line);
    let help = match of_report.is_empty() {
        true => {
            let stems = drafts.iter().map(lasting);
            crate::diag::nearest(name, stems)
                .map_or_else(|| names(drafts), |near| format!("did you mean `{near}`?"))
        }
        false => format!("report `{name}` has {} pages here: {}", of_report.len(), list(&of_report)),
    };
    Err(CliError::usage(message, help))
}

fn nothing_marked(filling: &Filling<'_>, drafts: &[Draft], file: &str) -> CliError {
    let of: Vec<&Draft> = drafts
        .iter()
        .filter(|draft| filling.only.is_empty() || filling.only.iter().any(|r| r.name == draft.report.name))
        .collect();
    let name = of.first().map_or("NAME", |draft| lasting(draft));
    let what = match filling.only {
        [] => "no part".to_owned(),
        only => format!("no part with {}", wording::list(only.iter().map(|report| report.name))),
    };
    CliError::usage(
        format!("{file} marks {what} for epm to fill"),
        format!("write two lines where it shall stand: `<!-- epm:begin {name} -->` and `<!-- epm:end -->`"),
    )
}

fn names(drafts: &[Draft]) -> String {
    format!("pages: {}", list(&drafts.iter().collect::<Vec<_>>()))
}

fn list(drafts: &[&Draft]) -> String {
    let mut names: Vec<String> =
        drafts.iter().take(SHOWN).map(|draft| format!("`{}`", lasting(draft))).collect();
    if drafts.len() > SHOWN {
        names.push(format!("{} more", drafts.len() - SHOWN));
    }
    names.join(", ")
}

/// Returns the way from the file's folder to the workspace: `../`; empty when the workspace is somewhere else altogether.
fn sources(file: &Path, root: &Path) -> String {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let full = |path: &Path| std::fs::canonicalize(path).ok();
    let (Some(folder), Some(root)) = (full(folder), full(root)) else { return String::new() };
    let common = folder.components().zip(root.components()).take_while(|(a, b)| a == b).count();
    if common <= 1 {
        return String::new();
    }
    let up = "../".repeat(folder.components().count() - common);
    let down: Vec<String> =
        root.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let down = down.iter().map(|part| format!("{part}/")).collect::<String>();
    if up.is_empty() && down.is_empty() { "./".to_owned() } else { format!("{up}{down}") }
}
