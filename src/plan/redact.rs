//! The plan as an audience may see it: hidden nodes go, with every edge, path and driver that names them.

use crate::plan::Driver;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::PlanEdge;

impl Plan {
    /// Returns the plan with only the nodes that `keep` wants. Dates stay as they are: they are computed from all work.
    /// What a hidden node drove is driven by what drove that node.
    #[must_use]
    pub fn redacted(&self, keep: impl Fn(&NodeKey) -> bool) -> Plan {
        let mut places = vec![None; self.nodes.len()];
        let mut nodes = Vec::new();
        for (n, node) in self.nodes.iter().enumerate() {
            if keep(&node.key) {
                places[n] = Some(nodes.len());
                let driver = self.seen_driver(&node.driver, &keep);
                nodes.push(crate::plan::PlanNode { driver, ..node.clone() });
            }
        }
        let edge = |e: &PlanEdge| Some(PlanEdge { from: places[e.from]?, to: places[e.to]?, ..e.clone() });
        let path = |path: &Vec<NodeKey>| path.iter().filter(|key| keep(key)).cloned().collect::<Vec<_>>();
        let mut programs = self.programs.clone();
        for program in &mut programs {
            program.critical_path = path(&program.critical_path);
            program.critical_paths = program.critical_paths.iter().map(path).collect();
            program.critical_paths.dedup();
            program.finish_node = program.finish_node.take().filter(|key| keep(key));
        }
        let is_seen = |cycle: &&crate::plan::Cycle| cycle.members.iter().all(&keep);
        Plan {
            as_of: self.as_of,
            nodes,
            edges: self.edges.iter().filter_map(edge).collect(),
            programs,
            cycles: self.cycles.iter().filter(is_seen).cloned().collect(),
            left_out: Vec::new(),
        }
    }

    /// Follows drivers back to one that may be seen.
    fn seen_driver(&self, driver: &Driver, keep: &impl Fn(&NodeKey) -> bool) -> Driver {
        let mut driver = driver;
        for _ in 0..=self.nodes.len() {
            match driver {
                Driver::Predecessor(key) if !keep(key) => match self.node(key) {
                    Some(node) => driver = &node.driver,
                    None => return Driver::ProgramStart,
                },
                seen => return seen.clone(),
            }
        }
        Driver::ProgramStart
    }
}
