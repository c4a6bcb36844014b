//! Titles and file names of pages: stable, unique, and safe wherever they are published.

use crate::report::Built;
use crate::report::Inputs;
use crate::report::Report;
use crate::report::View;
use crate::report::scene::Scene;

/// The longest title that Confluence takes.
const MAX_TITLE: usize = 255;

/// The longest name of an artifact in a title: an id and the suffixes have room beside it.
const MAX_ARTIFACT: usize = 150;

/// Builds the only page that a report has of a program: `artifact` names it in the title.
pub(crate) fn of_program(scene: &Scene<'_>, report: &Report, artifact: &str, view: Box<dyn View>) -> Built {
    Built {
        view,
        template: report.templates[0],
        stem: stem(scene, report.name),
        title: title(scene, artifact),
        period: String::new(),
        labels: vec![format!("epm-{}", report.name)],
    }
}

/// Returns the title `<program> - <artifact>`: trimmed, on one line, at most 255 characters, and never that of a
/// page of another program in the same space.
pub(crate) fn title(scene: &Scene<'_>, artifact: &str) -> String {
    let program = scene.title();
    let is_same = |other: &str| other.trim().to_lowercase() == program.to_lowercase();
    let programs = &scene.inputs.workspace.programs;
    let is_double = programs.iter().filter(|p| is_same(&p.title) || is_same(p.id.as_str())).count() > 1;
    let id = if is_double { format!(" ({})", scene.program.id) } else { String::new() };
    let rest = format!("{id} - {}{}", shortened(&one_line(artifact), MAX_ARTIFACT), seen_by(scene.inputs));
    let room = MAX_TITLE - rest.chars().count();
    format!("{}{rest}", shortened(&one_line(&program), room))
}

/// Returns the path of a page without its extension: `identity-migration/readiness-ga-gate`.
pub(crate) fn stem(scene: &Scene<'_>, name: &str) -> String {
    format!("{}/{}{}", slug(scene.program.id.as_str()), slug(name), scene.inputs.audience.suffix())
}

/// Returns the title of a page about the whole workspace: `<workspace> - <artifact>`.
pub(crate) fn workspace_title(inputs: &Inputs<'_>, artifact: &str) -> String {
    let settings = inputs.workspace.settings();
    let name = settings.title.as_deref().map_or_else(|| "Programs".to_owned(), one_line);
    let rest = format!(" - {artifact}{}", seen_by(inputs));
    format!("{}{rest}", shortened(&name, MAX_TITLE - rest.chars().count()))
}

/// Returns the path of a page about the whole workspace, without its extension: `decision-queue`.
pub(crate) fn workspace_stem(inputs: &Inputs<'_>, name: &str) -> String {
    format!("{}{}", slug(name), inputs.audience.suffix())
}

/// Returns what sets apart the title of a page that is shown to more or fewer people than usual.
fn seen_by(inputs: &Inputs<'_>) -> String {
    match inputs.audience.suffix() {
        "" => String::new(),
        suffix => format!(" ({})", &suffix[1..]),
    }
}

/// Returns what may stand in a file name: letters, digits, `.`, `_` and `-`; no dot at an end.
pub(crate) fn slug(text: &str) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
    let slug: String = text.chars().map(keep).take(100).collect();
    let slug = slug.trim_matches(['.', '-']);
    if slug.is_empty() { "page".to_owned() } else { slug.to_owned() }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("2026-W47"), "2026-W47");
        assert_eq!(slug("v1.36.0"), "v1.36.0");
        assert_eq!(slug("…"), "page");
    }

    #[test]
    fn a_long_program_name_gives_way() {
        assert_eq!(shortened(&"ä".repeat(300), 10).chars().count(), 10);
        assert_eq!(shortened("short", 10), "short");
    }
}
