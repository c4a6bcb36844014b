//! An edge of the plan that is stated twice.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::edges;
use crate::check::edges::Edge;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Item;
use crate::model::Kind;
use crate::model::LinkType;

rule! {
    /// Finds an edge of the plan that is stated twice.
    ///
    /// ## What it does
    /// Compares what `depends_on`, `provider`, `consumers` and `blocks` say of the same two items with the same type of
    /// link. A milestone that waits for another one, and for a dependency record between the two, states it twice as well.
    ///
    /// ## Why it matters
    /// Each edge stands once, at its natural side. The day it changes, somebody corrects one of the two, and the plan keeps
    /// the other.
    ///
    /// ## Example
    /// ```yaml
    /// milestones:
    ///   - id: contract-tests
    ///     title: Contract tests pass
    ///     depends_on: [DEP-9x2a]
    /// dependencies:
    ///   - id: DEP-9x2a
    ///     title: Token interface
    ///     consumers: [contract-tests]
    /// ```
    ///
    /// ## Fix it
    /// Delete one of the two. Keep the dependency record when another team delivers: it knows who promised what.
    pub(crate) static META = 208, "duplicate-edge", Warning, since "0.1.0";
}

type Ends = (Subject, Subject);

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let edges: Vec<Edge> =
        facts.workspace.programs.iter().flat_map(|program| edges::stated(facts, program)).collect();
    let mut seen: BTreeMap<(Ends, LinkType), &Edge> = BTreeMap::new();
    for edge in &edges {
        let Some(first) = seen.get(&((edge.from, edge.to), edge.link)) else {
            seen.insert(((edge.from, edge.to), edge.link), edge);
            continue;
        };
        let message = format!("that {} is stated twice", says(facts, edge.from, edge.to));
        out.push(
            Finding::new(&META, Place::field(edge.stated_by, edge.path.clone()), message)
                .related(Place::field(first.stated_by, first.path.clone()), "it is stated here first")
                .help("delete one of the two"),
        );
    }
    around_records(facts, &edges, &seen, out);
}

/// Finds direct links between the two sides of a dependency record.
fn around_records(
    facts: &Facts<'_>,
    edges: &[Edge],
    direct: &BTreeMap<(Ends, LinkType), &Edge>,
    out: &mut Sink,
) {
    let is_record = |subject: Subject| subject.kind == Kind::Dependency.key();
    let fed = edges.iter().filter(|e| is_record(e.to) && e.stated_by == e.to);
    let provider: BTreeMap<Subject, Subject> = fed.map(|e| (e.to, e.from)).collect();
    let consumers = edges.iter().filter(|e| is_record(e.from) && e.link == LinkType::FinishToStart);
    let mut told = BTreeSet::new();
    for edge in consumers {
        let Some(provider) = provider.get(&edge.from) else { continue };
        let Some(direct) = direct.get(&((*provider, edge.to), LinkType::FinishToStart)) else { continue };
        if !told.insert((edge.from, edge.to)) {
            continue;
        }
        let record = name(facts, edge.from);
        let message = format!("that {} is what `{record}` says", says(facts, *provider, edge.to));
        out.push(
            Finding::new(&META, Place::field(direct.stated_by, direct.path.clone()), message)
                .related(Place::field(edge.stated_by, edge.path.clone()), "the record between the two")
                .help("delete the direct link, and keep the record"),
        );
    }
}

fn says(facts: &Facts<'_>, from: Subject, to: Subject) -> String {
    format!("`{}` waits for `{}`", name(facts, to), name(facts, from))
}

fn name(facts: &Facts<'_>, subject: Subject) -> String {
    let item = facts.workspace.programs.get(subject.program as usize).and_then(|p| p.item(subject));
    item.and_then(Item::id).map(ToString::to_string).unwrap_or_default()
}
