//! The edges of the plan as the files state them, each with the field that states it.

use crate::check::Facts;
use crate::diag::Path;
use crate::diag::Subject;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::LinkType;
use crate::model::Program;
use crate::model::Target;

/// An edge and where it is stated.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// What comes first.
    pub(crate) from: Subject,
    /// What waits.
    pub(crate) to: Subject,
    /// How they are linked.
    pub(crate) link: LinkType,
    /// The item that states it.
    pub(crate) stated_by: Subject,
    /// The field that states it.
    pub(crate) path: Path,
}

struct Reader<'f> {
    facts: &'f Facts<'f>,
    edges: Vec<Edge>,
}

/// Returns the edges that a program states, also those to and from other programs. What dangles makes no edge.
pub(crate) fn stated(facts: &Facts<'_>, program: &Program) -> Vec<Edge> {
    let mut reader = Reader { facts, edges: Vec::new() };
    for (n, milestone) in program.milestones.iter().enumerate() {
        let subject = program.subject(Kind::Milestone, n);
        for (m, link) in milestone.depends_on.iter().enumerate() {
            reader.add(subject, list("depends_on", m), &link.id, link.link, true);
        }
    }
    for (n, dependency) in program.dependencies.iter().enumerate() {
        let subject = program.subject(Kind::Dependency, n);
        if let Some(provider) = &dependency.provider {
            reader.add(subject, Path::from("provider"), provider, LinkType::FinishToStart, true);
        }
        let link = dependency.link.unwrap_or(LinkType::FinishToStart);
        reader.add_all(subject, "consumers", &dependency.consumers, link);
    }
    for (n, decision) in program.decisions.iter().enumerate() {
        let subject = program.subject(Kind::Decision, n);
        reader.add_all(subject, "blocks", &decision.blocks, LinkType::FinishToStart);
    }
    for (n, issue) in program.issues.iter().enumerate() {
        let subject = program.subject(Kind::Issue, n);
        reader.add_all(subject, "blocks", &issue.blocks, LinkType::FinishToStart);
    }
    for (n, gate) in program.readiness.iter().enumerate() {
        // A gate holds the finish, not the start.
        reader.add_all(program.subject(Kind::Readiness, n), "gates", &gate.gates, LinkType::FinishToFinish);
    }
    reader.edges
}

fn list(field: &str, n: usize) -> Path {
    Path::item().key(field).index(n)
}

impl Reader<'_> {
    fn add_all(&mut self, subject: Subject, field: &str, successors: &[ItemRef], link: LinkType) {
        for (n, successor) in successors.iter().enumerate() {
            self.add(subject, list(field, n), successor, link, false);
        }
    }

    fn add(&mut self, subject: Subject, path: Path, other: &ItemRef, link: LinkType, is_predecessor: bool) {
        let Target::Item(named) = self.facts.index.find(subject.program, other) else { return };
        let other = named.subject;
        let (from, to) = if is_predecessor { (other, subject) } else { (subject, other) };
        self.edges.push(Edge { from, to, link, stated_by: subject, path });
    }
}
