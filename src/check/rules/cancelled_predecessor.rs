//! Waiting for something that will not come.

use crate::check::Facts;
use crate::check::items;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::DependencyStatus;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::MilestoneStatus;
use crate::model::Target;

rule! {
    /// Finds open work that depends on something cancelled.
    ///
    /// ## What it does
    /// Follows `depends_on` of open milestones, and `provider` of open dependencies, to milestones and dependencies
    /// with `status: cancelled`, also in other programs.
    ///
    /// ## Why it matters
    /// What was cancelled holds nothing back in the plan. Whoever counted on it still does.
    ///
    /// ## Example
    /// ```yaml
    /// - id: saml-bridge
    ///   title: SAML bridge
    ///   status: cancelled
    /// - id: pilot
    ///   title: Pilot done
    ///   depends_on: [saml-bridge]
    /// ```
    ///
    /// ## Fix it
    /// Remove the link if the work does not need it, or depend on what replaces it.
    pub(crate) static META = 417, "cancelled-predecessor", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in open_milestones(facts) {
        for (n, link) in milestone.depends_on.iter().enumerate() {
            let path = Path::from(format!("depends_on[{n}]").as_str());
            look(facts, (subject, path), milestone.id.as_str(), &link.id, out);
        }
    }
    for (_, subject, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., d)| d.is_open()) {
        if let Some(provider) = &dependency.provider {
            look(facts, (subject, Path::from("provider")), dependency.id.as_str(), provider, out);
        }
    }
}

fn look(facts: &Facts<'_>, place: (Subject, Path), id: &str, waits_for: &ItemRef, out: &mut Sink) {
    let Target::Item(named) = facts.index.find(place.0.program, waits_for) else { return };
    let Some(program) = facts.workspace.programs.get(named.subject.program as usize) else { return };
    let n = named.subject.index as usize;
    let is_cancelled = match named.kind {
        Kind::Milestone => {
            program.milestones.get(n).is_some_and(|m| m.status() == MilestoneStatus::Cancelled)
        }
        Kind::Dependency => {
            program.dependencies.get(n).is_some_and(|d| d.status() == DependencyStatus::Cancelled)
        }
        _ => false,
    };
    if is_cancelled {
        let message = format!("`{id}` waits for `{waits_for}`, which is cancelled");
        out.push(
            Finding::new(&META, Place::field(place.0, place.1), message)
                .help("remove the link, or depend on what replaces it")
                .related(Place::field(named.subject, "status"), format!("`{waits_for}` is cancelled here")),
        );
    }
}
