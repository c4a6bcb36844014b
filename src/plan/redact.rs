//! The plan as an audience may see it.

use std::collections::HashMap;

use crate::diag::Subject;
use crate::model::Date;
use crate::model::Workspace;
use crate::plan::result::Driver;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;
use crate::plan::result::ProgramPlan;

impl Plan {
    /// Returns the plan with only the nodes that `keep` wants: no path, driver, edge, cycle or answer names another one.
    /// Dates stay as they are: they are computed from all work. What a hidden node drove is driven by what drove that node.
    ///
    /// A program goes when `keep` refuses a key of its own id (a hidden charter), or all of its nodes.
    #[must_use]
    pub fn redacted(&self, keep: impl Fn(&NodeKey) -> bool) -> Plan {
        let mut new_of: Vec<Option<usize>> = Vec::with_capacity(self.nodes.len());
        let mut plan = Plan::empty(self.as_of);
        let mut numbers = Vec::new();
        for (node, number) in self.nodes.iter().zip(&self.workings.numbers) {
            let is_kept = keep(&node.key);
            new_of.push(is_kept.then_some(plan.nodes.len()));
            if is_kept {
                plan.nodes.push(node.clone());
                numbers.push(*number);
            }
        }
        for node in &mut plan.nodes {
            node.driver = self.seen_driver(&node.driver, &keep);
        }
        for edge in &self.edges {
            if let (Some(from), Some(to)) = (new_of[edge.from], new_of[edge.to]) {
                let mut edge = edge.clone();
                (edge.from, edge.to) = (from, to);
                plan.edges.push(edge);
            }
        }
        let cycles = self.cycles.iter().filter(|cycle| cycle.members.iter().all(&keep));
        plan.cycles = cycles.cloned().collect();
        let mut programs = Vec::new();
        for (program, number) in self.programs.iter().zip(&self.workings.programs) {
            let own = NodeKey { program: program.id.clone(), id: program.id.clone() };
            let mut members = self.nodes.iter().filter(|node| node.key.program == program.id).peekable();
            let is_empty = members.peek().is_none();
            if keep(&own) && (is_empty || members.any(|node| keep(&node.key))) {
                let seen = self.nodes.iter().filter(|node| node.key.program == program.id && keep(&node.key));
                plan.programs.push(without(program, seen.map(|node| node.early_finish).max(), &keep));
                programs.push(*number);
            }
        }
        let names = self.workings.names.iter();
        let names: HashMap<String, u32> = names
            .filter_map(|(name, old)| {
                let new = new_of[*old as usize]?;
                Some((name.clone(), u32::try_from(new).ok()?))
            })
            .collect();
        plan.outlook = self.outlook.redacted(&keep);
        plan.keep(self.workings.engine.clone(), numbers, programs, names);
        plan
    }

    /// Returns the plan with titles, owners and subjects of a workspace, which holds the same items under the same ids: the
    /// one that an audience sees, where titles are mended and other items are gone.
    #[must_use]
    pub fn told_by(mut self, workspace: &Workspace) -> Plan {
        let mut moved: HashMap<Subject, Subject> = HashMap::new();
        for program in &workspace.programs {
            for (subject, item) in program.items() {
                let node = item.id().and_then(|id| self.index_of(program.id.as_str(), id.as_str()));
                let Some(node) = node.map(|n| &mut self.nodes[n]) else { continue };
                // Another item of the same id is not the node.
                if node.subject.kind == subject.kind && item.id() == Some(&node.key.id) {
                    moved.insert(node.subject, subject);
                    node.title = item.title().to_owned();
                    node.owner = item.owner().cloned();
                }
            }
        }
        let places = self.edges.iter_mut().map(|edge| &mut edge.place.0);
        for subject in self.nodes.iter_mut().map(|node| &mut node.subject).chain(places) {
            *subject = moved.get(subject).copied().unwrap_or(*subject);
        }
        self
    }

    /// Follows drivers back to one that may be seen. Drivers never go round: links of cycles drive nothing.
    fn seen_driver(&self, driver: &Driver, keep: &impl Fn(&NodeKey) -> bool) -> Driver {
        let mut driver = driver;
        while let Driver::Predecessor(key) = driver {
            match self.node(key) {
                Some(node) if !keep(key) => driver = &node.driver,
                _ => break,
            }
        }
        driver.clone()
    }
}

/// Returns a program's plan without the nodes that `keep` refuses.
fn without(program: &ProgramPlan, last: Option<Date>, keep: &impl Fn(&NodeKey) -> bool) -> ProgramPlan {
    let finish_node = program.finish_node.clone().filter(keep);
    // The day of a hidden end is a hidden item's: what is seen ends with the last that is seen.
    let is_end_hidden = finish_node.is_none() && program.finish_node.is_some();
    let kept = |path: &Vec<NodeKey>| path.iter().filter(|key| keep(key)).cloned().collect::<Vec<_>>();
    let mut critical_paths: Vec<Vec<NodeKey>> = Vec::new();
    for path in program.critical_paths.iter().map(kept) {
        if !path.is_empty() && !critical_paths.contains(&path) {
            critical_paths.push(path);
        }
    }
    ProgramPlan {
        id: program.id.clone(),
        start: program.start,
        finish: last.filter(|_| is_end_hidden).unwrap_or(program.finish),
        finish_node,
        critical_path: kept(&program.critical_path),
        critical_paths,
        has_more_paths: program.has_more_paths,
    }
}
