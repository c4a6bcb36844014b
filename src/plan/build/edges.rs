//! What waits for what, each edge with the place that declares it.

use crate::diag::Path;
use crate::diag::Subject;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Lag;
use crate::model::Link as Stated;
use crate::model::LinkType;
use crate::model::Program;
use crate::plan::build::Builder;
use crate::plan::build::names::Names;
use crate::plan::build::nodes::Draft;
use crate::plan::network::Link;
use crate::plan::result::LeftOut;

/// An edge, and where it is declared.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) link: Link,
    pub(super) lag: Option<Lag>,
    pub(super) place: (Subject, Path),
}

/// How an edge is linked, before its ends are known.
#[derive(Clone, Copy)]
struct Join {
    kind: LinkType,
    lag: Option<Lag>,
    is_elapsed: bool,
}

const PLAIN: Join = Join { kind: LinkType::FinishToStart, lag: None, is_elapsed: false };

/// Collects the edges of one item.
struct Collector<'a, 'b> {
    builder: &'a mut Builder<'b>,
    drafts: &'a mut [Draft],
    names: &'a Names<'b>,
    edges: Vec<Edge>,
    program: &'b Program,
}

impl<'b> Builder<'b> {
    /// Collects the edges of all programs, sorted by what they join. References that lead to no node are listed.
    pub(super) fn edges(&mut self, drafts: &mut [Draft], names: &Names<'b>) -> Vec<Edge> {
        let mut edges = Vec::new();
        for program in &self.workspace.programs {
            let mut collector = Collector { builder: self, drafts, names, edges, program };
            collector.milestones();
            collector.dependencies();
            collector.blockers();
            collector.gates();
            edges = collector.edges;
        }
        edges.sort_by(Edge::order);
        edges
    }
}

impl Collector<'_, '_> {
    fn milestones(&mut self) {
        for (n, milestone) in self.program.milestones.iter().enumerate() {
            let subject = self.program.subject(Kind::Milestone, n);
            let Some(to) = self.node(subject, &ItemRef { program: None, id: milestone.id.clone() }) else {
                continue;
            };
            for (m, Stated { id, link, lag, elapsed }) in milestone.depends_on.iter().enumerate() {
                let place = (subject, Path::item().key("depends_on").index(m));
                match self.names.find(self.program.index, id) {
                    Some(from) => {
                        self.join(from, to, Join { kind: *link, lag: *lag, is_elapsed: *elapsed }, place);
                    }
                    None => self.leave_out(id, place, Some(to)),
                }
            }
        }
    }

    fn dependencies(&mut self) {
        for (n, dependency) in self.program.dependencies.iter().enumerate() {
            let subject = self.program.subject(Kind::Dependency, n);
            let Some(node) = self.node(subject, &ItemRef { program: None, id: dependency.id.clone() }) else {
                continue;
            };
            if let Some(provider) = &dependency.provider {
                self.edge(provider, node, false, PLAIN, (subject, Path::item().key("provider")));
            }
            let kind = dependency.link.unwrap_or(LinkType::FinishToStart);
            let join = Join { kind, lag: dependency.lag, is_elapsed: false };
            for (m, consumer) in dependency.consumers.iter().enumerate() {
                let place = (subject, Path::item().key("consumers").index(m));
                self.edge(consumer, node, true, join, place);
            }
        }
    }

    /// Decisions and issues: they gate the start of what they block.
    fn blockers(&mut self) {
        let program = self.program;
        let decisions = program.decisions.iter().enumerate().filter_map(|(n, decision)| {
            Some((program.subject(Kind::Decision, n), decision.id.as_ref()?, &decision.blocks))
        });
        let issues = program.issues.iter().enumerate();
        let issues = issues.map(|(n, issue)| (program.subject(Kind::Issue, n), &issue.id, &issue.blocks));
        for (subject, id, blocks) in decisions.chain(issues) {
            let Some(node) = self.node(subject, &ItemRef { program: None, id: id.clone() }) else { continue };
            for (m, blocked) in blocks.iter().enumerate() {
                let place = (subject, Path::item().key("blocks").index(m));
                self.edge(blocked, node, true, PLAIN, place);
            }
        }
    }

    /// Gates: they hold back the finish of their milestones, and of what their release delivers.
    fn gates(&mut self) {
        let join = Join { kind: LinkType::FinishToFinish, ..PLAIN };
        for (n, gate) in self.program.readiness.iter().enumerate() {
            let subject = self.program.subject(Kind::Readiness, n);
            let Some(node) = self.node(subject, &ItemRef { program: None, id: gate.id.clone() }) else {
                continue;
            };
            for (m, gated) in gate.gates.iter().enumerate() {
                self.edge(gated, node, true, join, (subject, Path::item().key("gates").index(m)));
            }
            let delivered = gate.release.as_ref().and_then(|release| self.delivered_by(release));
            if let Some((program, milestone)) = delivered {
                let to = self.names.find(program, milestone);
                let mut stated = self.edges.iter().rev().take(gate.gates.len());
                let is_stated = stated.any(|e| e.link.from == node && Some(e.link.to) == to);
                if let Some(to) = to.filter(|_| !is_stated) {
                    self.join(node, to, join, (subject, Path::item().key("release")));
                }
            }
        }
    }

    /// Returns the milestone that a release delivers, as its program names it.
    fn delivered_by(&self, release: &ItemRef) -> Option<(u32, &'_ ItemRef)> {
        let own = &self.program.id;
        let program = self.builder.workspace.program(release.program.as_ref().unwrap_or(own))?;
        let is_it = |id: &str| id.eq_ignore_ascii_case(release.id.as_str());
        let found = program.releases.iter().find(|r| is_it(r.id.as_str()))?;
        Some((program.index, found.milestone.as_ref()?))
    }

    /// Finds the node of an item, unless another item has taken its id.
    fn node(&self, subject: Subject, own: &ItemRef) -> Option<u32> {
        let found = self.names.find(self.program.index, own)?;
        (self.drafts[found as usize].subject == subject).then_some(found)
    }

    /// Adds an edge between a node and what a reference leads to.
    fn edge(&mut self, other: &ItemRef, node: u32, is_from: bool, join: Join, place: (Subject, Path)) {
        match self.names.find(self.program.index, other) {
            Some(other) if is_from => self.join(node, other, join, place),
            Some(other) => self.join(other, node, join, place),
            None => self.leave_out(other, place, (!is_from).then_some(node)),
        }
    }

    fn join(&mut self, from: u32, to: u32, join: Join, place: (Subject, Path)) {
        let Join { kind, lag, is_elapsed } = join;
        let calendar = self.drafts[to as usize].activity.calendar;
        let minutes = lag.map_or(0, |lag| self.builder.calendars.minutes(calendar, lag.0, is_elapsed));
        self.edges.push(Edge { link: Link { from, to, kind, lag: minutes, is_elapsed }, lag, place });
    }

    fn leave_out(&mut self, reference: &ItemRef, place: (Subject, Path), waiting: Option<u32>) {
        let (reason, is_lost) = self.names.why_not(self.program.index, reference);
        if let Some(node) = waiting {
            self.drafts[node as usize].has_lost_predecessor |= is_lost;
        }
        self.builder.left_out.push(LeftOut { place, reason });
    }
}
