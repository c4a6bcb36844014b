//! A decision that is needed by now, and not taken.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Target;

rule! {
    /// Finds a decision whose `needed_by` has passed while it is still open.
    ///
    /// ## What it does
    /// Reports proposed and deferred decisions after the day by which they were needed, with what waits for
    /// them: what they name in `blocks:`, and the milestones that depend on them.
    ///
    /// ## Why it matters
    /// Waiting for a decision looks like work and costs like delay. The people who could decide often do not
    /// know that it is on them.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// id: DEC-7k3f
    /// status: proposed
    /// needed_by: 2026-11-13
    /// blocks: [session-store]
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Get it decided: put it into the asks of the next status note, with a name, a day and what lateness
    /// costs. If it can wait, move `needed_by:`.
    pub(crate) static META = 611, "overdue-decision", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut waiting = None;
    for (_, at, decision) in items::each(facts, |p| &p.decisions) {
        let needed = decision.needed_by.filter(|day| decision.is_open() && *day < facts.as_of);
        let (Some(needed), Some(id)) = (needed, &decision.id) else { continue };
        let late = wording::count(i64::from(facts.as_of.days_since(needed)), "day");
        let message =
            format!("decision `{id}` was needed by {needed}, {late} ago, and is {}", decision.status());
        let mut blocked: BTreeSet<String> = decision.blocks.iter().map(ToString::to_string).collect();
        let dependants = waiting.get_or_insert_with(|| dependants(facts)).get(&at);
        blocked.extend(dependants.into_iter().flatten().map(ToString::to_string));
        let finding = Finding::new(&META, Place::field(at, "needed_by"), message);
        let finding = if blocked.is_empty() {
            finding
        } else {
            finding.label(format!("waiting for it: {}", wording::names(&blocked)))
        };
        let maker = decision.approver.as_ref().or(decision.owner.as_ref());
        out.push(match maker {
            Some(person) => finding.help(format!("ask `{person}` to decide, with the cost of another week")),
            None => finding.help("name an `approver:` who decides, and ask for it"),
        });
    }
}

/// The milestones that depend on each decision.
fn dependants<'a>(facts: &Facts<'a>) -> BTreeMap<Subject, Vec<&'a Id>> {
    let mut out: BTreeMap<Subject, Vec<&Id>> = BTreeMap::new();
    for (program, _, milestone) in items::each(facts, |p| &p.milestones).filter(|(.., m)| m.is_open()) {
        for link in &milestone.depends_on {
            let Target::Item(named) = facts.index.find(program.index, &link.id) else { continue };
            if named.kind == Kind::Decision {
                out.entry(named.subject).or_default().push(&milestone.id);
            }
        }
    }
    out
}
