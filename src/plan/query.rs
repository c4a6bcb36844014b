//! Questions about a plan: which node is meant, what is before and after it, and what drives it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Id;
use crate::plan::build::name;
use crate::plan::engine::Engine;
use crate::plan::groups::Groups;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;
use crate::plan::result::PlanEdge;
use crate::plan::result::PlanNode;
use crate::plan::result::ProgramPlan;

/// What questions about a plan are answered from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workings {
    /// The network and its schedule.
    pub(crate) engine: Option<Arc<Engine>>,
    /// The engine's number of each node; the same as the node's when nothing is withheld.
    pub(crate) numbers: Vec<u32>,
    /// The engine's number of each program.
    pub(crate) programs: Vec<u32>,
    /// The node of each `program/id` in lower case, former ids included.
    pub(crate) names: HashMap<String, u32>,
    incoming: Groups,
    outgoing: Groups,
}

impl Plan {
    /// Keeps what questions are answered from.
    pub(crate) fn keep(
        &mut self,
        engine: Option<Arc<Engine>>,
        numbers: Vec<u32>,
        programs: Vec<u32>,
        names: HashMap<String, u32>,
    ) {
        let edges = || (0_u32..).zip(&self.edges);
        let incoming = Groups::new(self.nodes.len(), || edges().map(|(n, edge)| (edge.to, n)));
        let outgoing = Groups::new(self.nodes.len(), || edges().map(|(n, edge)| (edge.from, n)));
        self.workings = Workings { engine, numbers, programs, names, incoming, outgoing };
    }

    /// Returns the index of a node, by its id or a former one, without regard to case.
    pub fn index_of(&self, program: &str, id: &str) -> Option<usize> {
        self.workings.names.get(&name(program, id)).map(|n| *n as usize)
    }

    /// Returns a node.
    pub fn node(&self, key: &NodeKey) -> Option<&PlanNode> {
        self.index_of(key.program.as_str(), key.id.as_str()).map(|n| &self.nodes[n])
    }

    /// Returns the node of an item of a program.
    pub fn find(&self, program: &Id, id: &Id) -> Option<&PlanNode> {
        self.index_of(program.as_str(), id.as_str()).map(|n| &self.nodes[n])
    }

    /// Returns the plan of a program.
    pub fn program(&self, id: &Id) -> Option<&ProgramPlan> {
        self.programs.iter().find(|p| p.id.as_str().eq_ignore_ascii_case(id.as_str()))
    }

    /// Returns the edges that lead to a node.
    pub fn predecessors(&self, node: usize) -> impl Iterator<Item = &PlanEdge> {
        self.workings.incoming.of(node).iter().map(|n| &self.edges[*n as usize])
    }

    /// Returns the edges that leave a node.
    pub fn successors(&self, node: usize) -> impl Iterator<Item = &PlanEdge> {
        self.workings.outgoing.of(node).iter().map(|n| &self.edges[*n as usize])
    }

    /// Returns the chain of nodes that drives a node, the first one first and the node itself last.
    pub fn path_to(&self, key: &NodeKey) -> Vec<NodeKey> {
        let Some((engine, n)) = self.engine_of(key) else { return Vec::new() };
        let chain = engine.network.driving_chain(n, &engine.schedule.drivers);
        chain.into_iter().filter_map(|n| self.shown(n)).map(|node| node.key.clone()).collect()
    }

    /// Returns all longest paths to a node (at most sixteen), each with the first node first.
    pub fn paths_to(&self, key: &NodeKey) -> Vec<Vec<NodeKey>> {
        let Some((engine, n)) = self.engine_of(key) else { return Vec::new() };
        let end = u32::try_from(n).unwrap_or(u32::MAX);
        let found = engine.network.longest_to_one(end, &engine.schedule.drivers).paths;
        let keys = |path: Vec<u32>| -> Vec<NodeKey> {
            path.into_iter().filter_map(|n| self.shown(n)).map(|node| node.key.clone()).collect()
        };
        let mut paths: Vec<Vec<NodeKey>> = Vec::new();
        for path in found.into_iter().map(keys) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths
    }

    /// Returns the working days that a node can slip before it drives the end of its program, whatever else is committed;
    /// none when it is done or can never drive it.
    pub fn days_until_critical(&self, key: &NodeKey) -> Option<f64> {
        let (engine, n) = self.engine_of(key)?;
        engine.until_critical(n).map(|minutes| engine.network.calendar(n).days(minutes))
    }

    /// Returns the engine, and its number of a node.
    pub(crate) fn engine_of(&self, key: &NodeKey) -> Option<(&Engine, usize)> {
        let n = self.index_of(key.program.as_str(), key.id.as_str())?;
        let engine = self.workings.engine.as_deref()?;
        Some((engine, self.workings.numbers[n] as usize))
    }

    /// Returns the node with a number of the engine, unless it is withheld.
    pub(crate) fn shown(&self, number: u32) -> Option<&PlanNode> {
        self.workings.numbers.binary_search(&number).ok().map(|n| &self.nodes[n])
    }
}
