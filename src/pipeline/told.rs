//! What of the findings an audience may read.
//!
//! Somebody who sees everything has the files, and reads every finding with its place. For everybody else the rules run
//! anew on what they may see, so that no message tells of the rest; files and lines are left to those who have them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check;
use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Resolved;
use crate::load::Places;
use crate::model::Clearance;
use crate::model::Index;
use crate::model::Visibility;
use crate::model::Workspace;
use crate::pipeline::Session;
use crate::pipeline::publish;
use crate::plan;
use crate::plan::Plan;
use crate::plan::capacity::Horizon;

/// Returns the findings that an audience may read, and whether it has the files, too: where nothing is hidden, whoever is
/// served the pages of the own files has them.
pub(crate) fn findings(
    session: &Session,
    level: Visibility,
    is_live: bool,
    (workspace, plan): (&Workspace, &Plan),
) -> (Vec<Resolved>, bool) {
    let clearance = Clearance::new(&session.loaded.workspace, level);
    if level == Visibility::Restricted || (is_live && clearance.is_open()) {
        return (session.findings.clone(), true);
    }
    let is_about_item = |found: &&Resolved| found.finding.program.is_some() && found.finding.item.is_some();
    if clearance.is_open() {
        return (session.findings.iter().filter(is_about_item).cloned().collect(), false);
    }
    let index = Index::new(workspace);
    let capacity = plan::capacity::capacity(workspace, plan, Horizon::default());
    // Places are those of the whole workspace, whose items have other numbers.
    let (places, broken) = (Places::default(), BTreeSet::new());
    let past = publish::past(session, level);
    let warned = super::warned(workspace, plan, past.as_ref());
    let facts = Facts {
        workspace,
        plan,
        capacity: &capacity,
        as_of: session.as_of,
        is_asked: false,
        index: &index,
        files: &session.loaded.files,
        texts: &[],
        broken: &broken,
        places: &places,
        digests: &session.loaded.digests,
        signals: &warned.signals,
        slips: &warned.slips,
        history: None,
    };
    // What is switched off or suppressed is not found by the whole run either.
    let key = |f: &Finding| (f.rule.code, f.program.clone(), f.item.clone());
    let known: BTreeMap<_, _> =
        session.findings.iter().map(|found| (key(&found.finding), found.finding.severity)).collect();
    let resolve = |mut finding: Finding| {
        finding.severity = *known.get(&key(&finding))?;
        let texts = [Some(&finding.message), finding.help.as_ref(), finding.label.as_ref()];
        let is_named = texts.into_iter().flatten().any(|text| clearance.is_mentioned(text));
        (!is_named).then(|| places.resolve_finding(&session.loaded.sources, finding))
    };
    let found = check::run(&facts).into_findings().into_iter().filter_map(resolve);
    (found.filter(|found| is_about_item(&found)).collect(), false)
}
