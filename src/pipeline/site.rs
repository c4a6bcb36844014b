//! Check and plan to the dashboard: redact, report and write every page, program by program on all cores.

use std::collections::BTreeSet;

use rayon::iter::ParallelIterator as _;
use rayon::slice::ParallelSlice as _;

use crate::diag::Resolved;
use crate::model::Id;
use crate::pipeline::Session;
use crate::pipeline::publish;
use crate::pipeline::told;
use crate::render;
use crate::render::site::File;
use crate::render::site::Showing;
use crate::report;
use crate::report::Audience;
use crate::report::Inputs;

/// Programs that are built in one go: what their views share is collected once a go.
const PART: usize = 128;

/// Builds every file of the dashboard, in the order of their paths.
pub fn build(session: &Session, audience: Option<&Audience>, programs: &[Id], showing: Showing) -> Vec<File> {
    let audience = audience.cloned().unwrap_or_else(Audience::everybody);
    let (workspace, plan) = publish::seen_by(session, audience.clearance);
    let past = publish::past(session, audience.clearance);
    let inputs = Inputs {
        workspace: &workspace,
        plan: &plan,
        drivers: None,
        findings: &session.findings,
        as_of: session.as_of,
        past: past.as_ref(),
        digests: &session.loaded.digests,
        audience: &audience,
        programs,
    };
    let head = report::site::head(&inputs);
    let (told, has_files) = told::findings(session, audience.clearance, showing.live, (&workspace, &plan));
    let asked = |found: &&Resolved| match &found.finding.program {
        Some(id) => programs.is_empty() || programs.iter().any(|p| p.as_str().eq_ignore_ascii_case(id)),
        None => true,
    };
    let found = report::site::findings(told.iter().filter(asked), has_files);
    let mut files = render::site::shared(&head, &report::site::start(&inputs), &found, showing);
    let ids: Vec<Id> = head.lookup.programs.iter().map(|program| Id::new(&program.id)).collect();
    let part = |ids: &[Id]| {
        let inputs = Inputs { programs: ids, ..inputs };
        report::site::programs(&inputs, |view| render::site::program(&head, &view, &found, showing))
    };
    let parts: Vec<Vec<File>> = ids.par_chunks(PART).map(part).collect();
    files.extend(parts.into_iter().flatten());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // Programs of the same id, which is an error, would share their pages.
    let mut known = BTreeSet::new();
    files.retain(|file| known.insert(file.path.clone()));
    files
}
