//! Which nodes and links an assessment counts.

use std::collections::BTreeSet;

use crate::model::Index;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Program;
use crate::model::Workspace;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::plan::PlanEdge;
use crate::plan::PlanNode;
use crate::plan::ProgramPlan;
use crate::plan::capacity::Capacity;
use crate::plan::forecast::Outlook;
use crate::trend::assess::Item;

/// Which nodes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// Every open node of the plan: work, milestones, and the records that block something.
    Nodes,
    /// As DCMA-EA PAM 200.1 has it: open work with a duration, no milestones.
    Dcma,
}

impl Population {
    /// Returns the word for it: `nodes`, `dcma`.
    pub fn as_str(self) -> &'static str {
        match self {
            Population::Nodes => "nodes",
            Population::Dcma => "dcma",
        }
    }

    /// Returns what counts, in words.
    pub fn words(self) -> &'static str {
        match self {
            Population::Nodes => "all open nodes of the plan, milestones included",
            Population::Dcma => "open work with a duration, without milestones (DCMA-EA PAM 200.1)",
        }
    }
}

/// What is assessed: a program, with the nodes and links that count.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// All programs.
    pub workspace: &'a Workspace,
    /// Every id.
    pub index: &'a Index,
    /// The plan.
    pub plan: &'a Plan,
    /// The forecast of the plan, or why there is none.
    pub outlook: &'a Outlook,
    /// What the teams can do against what the plan asks of them.
    pub capacity: &'a Capacity,
    /// The program.
    pub program: &'a Program,
    /// Its span and critical path.
    pub span: &'a ProgramPlan,
    /// Which nodes count.
    pub population: Population,
    /// The open nodes that count, by index in the plan.
    pub nodes: Vec<usize>,
    /// The links whose successor counts.
    pub links: Vec<&'a PlanEdge>,
    /// The node that begins the program: it needs no predecessor.
    pub start: Option<usize>,
    /// The node that ends the program: it needs no successor.
    pub finish: Option<usize>,
}

impl<'a> Scope<'a> {
    /// Collects what counts of a program; `None` when it is not in the plan.
    pub fn new(
        workspace: &'a Workspace,
        index: &'a Index,
        (plan, outlook, capacity): (&'a Plan, &'a Outlook, &'a Capacity),
        program: &'a Program,
        population: Population,
    ) -> Option<Scope<'a>> {
        let span = plan.program(&program.id)?;
        let own: Vec<usize> =
            (0..plan.nodes.len()).filter(|n| plan.nodes[*n].key.program == program.id).collect();
        let counts = |n: &usize| {
            let node = &plan.nodes[*n];
            !node.is_done && (population == Population::Nodes || node.kind == NodeKind::Work)
        };
        let nodes: Vec<usize> = own.iter().copied().filter(counts).collect();
        let counted: BTreeSet<usize> = nodes.iter().copied().collect();
        let links = plan.edges.iter().filter(|edge| counted.contains(&edge.to)).collect();
        let (start, finish) = (start(plan, &own), finish(plan, &own, program));
        Some(Scope {
            workspace,
            index,
            plan,
            outlook,
            capacity,
            program,
            span,
            population,
            nodes,
            links,
            start,
            finish,
        })
    }

    /// Returns a node.
    pub fn node(&self, n: usize) -> &'a PlanNode {
        &self.plan.nodes[n]
    }

    /// Returns the open nodes that count, each with its index in the plan.
    pub fn open(&self) -> impl Iterator<Item = (usize, &'a PlanNode)> {
        self.nodes.iter().map(|n| (*n, &self.plan.nodes[*n]))
    }

    /// Returns the milestones of the program that can have a baseline, done ones included, each with its node.
    pub fn milestones(&self) -> impl Iterator<Item = (&'a PlanNode, &'a Milestone)> {
        let own = self.plan.nodes.iter().filter(|node| node.key.program == self.program.id);
        let counts = |node: &&PlanNode| self.population == Population::Nodes || node.kind == NodeKind::Work;
        own.filter(counts).filter_map(|node| Some((node, self.milestone(node)?)))
    }

    /// Returns the milestone that a node stands for.
    pub fn milestone(&self, node: &PlanNode) -> Option<&'a Milestone> {
        if node.subject.kind != Kind::Milestone.key() {
            return None;
        }
        let program = self.workspace.programs.get(node.subject.program as usize)?;
        program.milestones.get(node.subject.index as usize)
    }

    /// Returns the open work of the program, each with its milestone, whatever the population.
    pub fn work(&self) -> impl Iterator<Item = (&'a PlanNode, &'a Milestone)> {
        let own = self.plan.nodes.iter().filter(|node| node.key.program == self.program.id);
        let open = own.filter(|node| node.kind == NodeKind::Work && !node.is_done);
        open.filter_map(|node| Some((node, self.milestone(node)?)))
    }

    /// Returns a node's id as it is written in the program.
    pub fn name(&self, key: &NodeKey) -> String {
        if key.program == self.program.id { key.id.to_string() } else { key.to_string() }
    }

    /// Returns an item for a node.
    pub fn item(&self, node: &PlanNode, words: impl Into<String>) -> Item {
        Item { id: self.name(&node.key), words: words.into() }
    }

    /// Returns an item for a link.
    pub fn link(&self, edge: &PlanEdge, words: impl Into<String>) -> Item {
        let name = |n: usize| self.name(&self.plan.nodes[n].key);
        Item { id: format!("{} → {}", name(edge.from), name(edge.to)), words: words.into() }
    }
}

/// Finds the node that begins a program, done or not: of those that only have successors a milestone rather than work,
/// the earliest, the one with most successors.
fn start(plan: &Plan, own: &[usize]) -> Option<usize> {
    let is_start = |n: &&usize| {
        let node = &plan.nodes[**n];
        is_planned(node) && plan.predecessors(**n).next().is_none() && plan.successors(**n).next().is_some()
    };
    let rank = |n: &&usize| {
        let node = &plan.nodes[**n];
        (
            node.kind != NodeKind::Milestone,
            node.start_at,
            std::cmp::Reverse(plan.successors(**n).count()),
            **n,
        )
    };
    own.iter().filter(is_start).min_by_key(rank).copied()
}

/// Finds the node that ends a program: the one that its charter names, else of those that only have predecessors a
/// milestone rather than work, the latest, the one with most predecessors.
fn finish(plan: &Plan, own: &[usize], program: &Program) -> Option<usize> {
    let named = program.charter.as_ref().and_then(|charter| charter.finish_milestone.as_ref());
    let of = |program: &str, id: &str| plan.index_of(program, id);
    let named =
        named.and_then(|end| of(end.program.as_ref().unwrap_or(&program.id).as_str(), end.id.as_str()));
    let is_finish = |n: &&usize| {
        let node = &plan.nodes[**n];
        is_planned(node) && plan.successors(**n).next().is_none() && plan.predecessors(**n).next().is_some()
    };
    let rank = |n: &&usize| {
        let node = &plan.nodes[**n];
        (
            node.kind == NodeKind::Milestone,
            node.finish_at,
            plan.predecessors(**n).count(),
            std::cmp::Reverse(**n),
        )
    };
    named.or_else(|| own.iter().filter(is_finish).max_by_key(rank).copied())
}

/// Tells whether a node is part of the plan of work: a milestone, not a record that blocks one.
pub(super) fn is_planned(node: &PlanNode) -> bool {
    matches!(node.kind, NodeKind::Work | NodeKind::Milestone)
}
