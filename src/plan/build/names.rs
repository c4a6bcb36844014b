//! The names of nodes: how a reference finds its node, and why another one does not.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::Index;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Target;
use crate::model::Workspace;
use crate::plan::build::nodes::Draft;

/// Every node by `program/id` in lower case, former ids included.
pub(super) struct Names<'a> {
    workspace: &'a Workspace,
    nodes: HashMap<String, u32>,
    /// Only needed where a reference finds no node.
    index: OnceLock<Index>,
}

/// Returns the name of an item in the map.
pub(crate) fn name(program: &str, id: &str) -> String {
    let mut name = String::with_capacity(program.len() + 1 + id.len());
    name.push_str(program);
    name.push('/');
    name.push_str(id);
    name.make_ascii_lowercase();
    name
}

impl<'a> Names<'a> {
    /// Names sorted nodes. A former id never hides a present one.
    pub(super) fn new(workspace: &'a Workspace, drafts: &[Draft]) -> Names<'a> {
        let mut nodes = HashMap::with_capacity(drafts.len());
        for (n, draft) in (0_u32..).zip(drafts) {
            nodes.entry(name(draft.key.program.as_str(), draft.key.id.as_str())).or_insert(n);
        }
        for (n, draft) in (0_u32..).zip(drafts) {
            for alias in &draft.aliases {
                nodes.entry(name(draft.key.program.as_str(), alias.as_str())).or_insert(n);
            }
        }
        Names { workspace, nodes, index: OnceLock::new() }
    }

    /// Finds the node of a reference that stands in a program.
    pub(super) fn find(&self, from: u32, reference: &ItemRef) -> Option<u32> {
        let own = self.workspace.programs.get(from as usize)?;
        let program = reference.program.as_ref().unwrap_or(&own.id);
        self.nodes.get(&name(program.as_str(), reference.id.as_str())).copied()
    }

    /// Returns the index of every id.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.workspace))
    }

    /// Says why a reference finds no node, and whether the item is lost: unknown, or left out because of a fault.
    pub(super) fn why_not(&self, from: u32, reference: &ItemRef) -> (String, bool) {
        match self.index().find(from, reference) {
            Target::NoProgram | Target::NoItem(_) => (format!("there is no item `{reference}`"), true),
            Target::Lost => (format!("`{reference}` has a fault that keeps it from being read"), true),
            Target::Item(named) if named.at.field() == Some("items") => {
                (format!("`{reference}` is an item of a checklist; name its gate"), false)
            }
            Target::Item(named) => match named.kind {
                Kind::Milestone | Kind::Dependency => (format!("`{reference}` is cancelled"), false),
                kind => {
                    (format!("`{reference}` is a {}, which takes no part in the plan", kind.key()), false)
                }
            },
        }
    }

    /// Gives up the map.
    pub(super) fn into_map(self) -> HashMap<String, u32> {
        self.nodes
    }
}
