//! Check and plan to pages: redact, report, render.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Clearance;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Id;
use crate::model::Program;
use crate::model::Settings;
use crate::model::Visibility;
use crate::model::Workspace;
use crate::pipeline::Session;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::forecast;
use crate::plan::forecast::Drivers;
use crate::plan::forecast::Outlook;
use crate::render;
use crate::render::Page;
use crate::render::RenderError;
use crate::render::Target;
use crate::render::Templates;
use crate::report::Audience;
use crate::report::Built;
use crate::report::Inputs;
use crate::report::Report;
use crate::report::diff;
use crate::report::draft;
use crate::report::draft::Drafted;
use crate::report::draft::Since;
use crate::report::index;
use crate::report::references;
use crate::source::Tree;
use crate::trend::ending::Ending;
use crate::trend::past::Past;

/// The report that shows what moves the ends of programs.
const FORECAST: &str = "forecast";

/// A page that is rendered and not yet written.
#[derive(Debug)]
pub struct Rendered {
    /// The path below the output folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// It is a picture of a page.
    pub is_picture: bool,
}

impl Rendered {
    /// Returns the text; pixels have none.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

/// A page that is built: its report, its reader, and what it shows.
#[derive(Debug)]
pub struct Draft {
    /// The report.
    pub report: &'static Report,
    /// The page.
    pub built: Built,
    /// Titles of the index pages above it, topmost first.
    pub above: Vec<String>,
}

/// Reads the workspace's own templates: `*.j2` below `templates/`, by their path there.
pub fn own_templates(tree: &dyn Tree, session: &Session) -> Result<BTreeMap<String, String>, RenderError> {
    let names = session.loaded.files.iter().filter(|f| f.starts_with("templates/") && f.ends_with(".j2"));
    let read = |path: &String| {
        let template = path["templates/".len()..].to_owned();
        let bytes = tree.read(path).map_err(|error| error.to_string());
        let text = bytes.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| "it is not UTF-8: save it as UTF-8".to_owned())
        });
        match text {
            Ok(text) => Ok((template, text)),
            Err(reason) => Err(RenderError::Unreadable { template, reason }),
        }
    };
    names.map(read).collect()
}

/// Builds the pages of some reports. Everything that an audience may not see is taken away first, once an audience.
pub fn build(
    session: &Session,
    reports: &[&'static Report],
    asked: Option<&Audience>,
    programs: &[Id],
) -> Vec<Draft> {
    let settings = session.loaded.workspace.settings();
    let mut drafts = Vec::new();
    let (mut seen, mut trees) = (BTreeMap::new(), BTreeMap::new());
    let mut drivers: BTreeMap<Visibility, Drivers> = BTreeMap::new();
    for report in reports {
        for audience in report.readers(settings, asked.cloned()) {
            let level = audience.clearance;
            let ((workspace, plan), past) =
                seen.entry(level).or_insert_with(|| (seen_by(session, level), past(session, level)));
            // It takes a while, and only one page shows it.
            if report.name == FORECAST {
                drivers.entry(level).or_insert_with(|| drivers_for(session, level));
            }
            let inputs = Inputs {
                workspace,
                plan,
                past: past.as_ref(),
                digests: &session.loaded.digests,
                drivers: drivers.get(&level),
                findings: &session.findings,
                as_of: session.as_of,
                audience: &audience,
                programs,
            };
            let tree = trees.entry(level).or_insert_with(|| index::Tree::new(&inputs));
            let draft = |built: Built| Draft { report, above: tree.above(&built.stem), built };
            drafts.extend((report.build)(&inputs).into_iter().map(draft));
        }
    }
    drafts
}

/// Returns programs and plan as somebody with a clearance may see them: what is hidden is gone, and no number tells of it.
/// References in prose read as the facts that they stand for.
pub fn seen_by(session: &Session, clearance: Visibility) -> (Workspace, Plan) {
    let (mut workspace, plan) = redacted(session, clearance);
    references::fill(&mut workspace, &plan);
    (workspace, plan)
}

/// Returns programs and plan as somebody with a clearance may see them, with the references in prose as they were written.
fn redacted(session: &Session, clearance: Visibility) -> (Workspace, Plan) {
    let clearance = Clearance::new(&session.loaded.workspace, clearance);
    let sees = |key: &NodeKey| !clearance.hides(key.program.as_str(), key.id.as_str());
    let workspace = clearance.apply(&session.loaded.workspace);
    let mut plan = session.plan.redacted(sees).told_by(&workspace);
    plan.outlook = session.plan.outlook.seen_by(&session.loaded.workspace, &session.plan, sees);
    (workspace, plan)
}

/// Measures what moves the ends of programs, for somebody with a clearance: hidden risks are not played at all.
pub fn drivers_for(session: &Session, clearance: Visibility) -> Drivers {
    let clearance = Clearance::new(&session.loaded.workspace, clearance);
    let sees = |key: &NodeKey| !clearance.hides(key.program.as_str(), key.id.as_str());
    let mut seen = session.loaded.workspace.clone();
    for program in &mut seen.programs {
        let id = program.id.clone();
        program.risks.retain(|risk| sees(&NodeKey { program: id.clone(), id: risk.id.clone() }));
    }
    let is_less = session.plan.outlook.forecast().is_some_and(|found| !found.risks.iter().all(sees));
    let own = is_less.then(|| Outlook::new(&seen, &session.plan));
    let outlook = own.as_ref().unwrap_or(&session.plan.outlook);
    let found = outlook.forecast().map(|found| forecast::drivers(&seen, &session.plan, found));
    found.unwrap_or_default().redacted(sees)
}

/// Returns the past as somebody with a clearance may see it; none without a history.
pub fn past(session: &Session, clearance: Visibility) -> Option<Past> {
    session.history.as_ref().map(|history| Past::seen_by(Arc::clone(history), clearance))
}

/// Drafts the status note of a program for the session's day, from what everybody of the company may see.
pub fn draft_status(session: &Session, program: &Id) -> Option<Drafted> {
    let level = Visibility::Internal;
    let (workspace, plan) = redacted(session, level);
    let past = past(session, level);
    let program = workspace.program(program)?;
    let since = match draft::last_day(program) {
        None => Since::First,
        Some(day) => since(&workspace, &plan, past.as_ref(), program, day),
    };
    let audience = Audience { clearance: level, ..Audience::everybody() };
    let inputs = Inputs {
        workspace: &workspace,
        plan: &plan,
        past: past.as_ref(),
        drivers: None,
        digests: &session.loaded.digests,
        findings: &session.findings,
        as_of: session.as_of,
        audience: &audience,
        programs: &[],
    };
    draft::status(&inputs, program, &since)
}

/// Compares the plan with what it was on the day of the last status note.
fn since(workspace: &Workspace, plan: &Plan, past: Option<&Past>, program: &Program, day: Date) -> Since {
    let Some(past) = past else {
        return Since::Unknown(day, "the plan is not in a Git repository".to_owned());
    };
    let Some(known) = past.known_on(day) else {
        let reason = if past.history().is_unknown_on(day) {
            "the clone is shallow; `git fetch --unshallow` brings the rest"
        } else {
            "the plan was not in the repository on that day"
        };
        return Since::Unknown(day, reason.to_owned());
    };
    let side = |as_of: Date| diff::Side {
        revision: String::new(),
        commit: None,
        day: None,
        as_of: as_of.to_string(),
    };
    let (before, after) = (Contents::of(&known.workspace), Contents::of(workspace));
    let old = diff::Version { contents: &before, workspace: &known.workspace, plan: &known.plan };
    let new = diff::Version { contents: &after, workspace, plan };
    let view = diff::build((side(known.day), old), (side(plan.as_of), new), |id| id == program.id.as_str());
    let was = Ending::new(&known.workspace, &known.plan, program).expected;
    Since::Known(day, was, view.programs.into_iter().next().map(Box::new))
}

/// Renders built pages for a target.
pub fn render(
    session: &Session,
    drafts: &[Draft],
    target: &Target,
    templates: &Templates,
) -> Result<Vec<Rendered>, RenderError> {
    let path = |draft: &Draft, extension: &str| format!("{}.{extension}", draft.built.stem);
    let all: BTreeSet<String> = drafts.iter().map(|draft| path(draft, target.extension())).collect();
    let settings = session.loaded.workspace.settings();
    let mut out = Vec::new();
    for draft in drafts {
        let page = page(session, draft, &path(draft, target.extension()), &all, settings);
        let view = draft.built.view.value();
        for file in render::render_page(draft.built.template, &view, &page, target, templates)? {
            let path = format!("{}{}", draft.built.stem, file.suffix);
            out.push(Rendered { path, bytes: file.bytes, is_picture: file.is_picture });
        }
    }
    Ok(out)
}

/// Renders a built page as a part of a file on GitHub: without its title, with links to files by way of `sources`.
pub fn render_part(
    session: &Session,
    draft: &Draft,
    sources: &str,
    templates: &Templates,
) -> Result<String, RenderError> {
    let settings = session.loaded.workspace.settings();
    let mut page = page(session, draft, &draft.built.stem, &BTreeSet::new(), settings);
    page.title.clear();
    page.note = format!("Generated by epm from {}. Edit the source, not this part.", from(&draft.built.stem));
    if page.sources.is_empty() {
        sources.clone_into(&mut page.sources);
    }
    let document =
        render::engine::document(draft.built.template, &draft.built.view.value(), &page, templates)?;
    Ok(render::as_part(document))
}

/// Returns what a page is made from, in words.
fn from(path: &str) -> &str {
    path.split_once('/').map_or("all programs", |(program, _)| program)
}

fn page(session: &Session, draft: &Draft, path: &str, all: &BTreeSet<String>, settings: &Settings) -> Page {
    let publish = settings.publish.as_ref();
    let confluence = publish.and_then(|p| p.confluence.as_ref());
    let texts = |list: &[crate::model::Text]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut labels = confluence.map(|c| texts(&c.labels)).unwrap_or_default();
    labels.extend(draft.built.labels.iter().cloned());
    let mut known = BTreeSet::new();
    labels.retain(|label| known.insert(label.clone()));
    let mut parents = confluence.map(|c| texts(&c.parents)).unwrap_or_default();
    parents.extend(draft.above.iter().cloned());
    let page_id = confluence.and_then(|c| c.pages.get(draft.report.name)).map(ToString::to_string);
    Page {
        name: draft.built.stem.rsplit('/').next().unwrap_or_default().to_owned(),
        title: draft.built.title.clone(),
        space: confluence.and_then(|c| c.space.as_ref()).map(ToString::to_string).unwrap_or_default(),
        parents,
        labels,
        page_id: page_id.unwrap_or_default(),
        attachments: Vec::new(),
        note: format!("Generated by epm from {}. Edit the source, not this page.", from(path)),
        period: draft.built.period.clone(),
        as_of: session.as_of.to_string(),
        siblings: all.iter().map(|other| relative(path, other)).collect(),
        sources: publish.and_then(|p| p.source_url.as_ref()).map(ToString::to_string).unwrap_or_default(),
    }
}

/// Returns the way from one page to another, both below the output folder.
fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folders = here.len() - 1;
    let common =
        here.iter().zip(&there).take(folders.min(there.len() - 1)).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folders - common), there[common..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_find_each_other() {
        assert_eq!(relative("a/status.md", "a/raid.md"), "raid.md");
        assert_eq!(relative("a/status.md", "b/raid.md"), "../b/raid.md");
        assert_eq!(relative("index.md", "b/raid.md"), "b/raid.md");
        assert_eq!(relative("a/b/c.md", "a/d.md"), "../d.md");
    }
}
