//! What a workspace holds, item by item and shared: thousands of snapshots of a plan differ in a few items each.

use std::sync::Arc;

use crate::model::AnyItem;
use crate::model::Change;
use crate::model::Charter;
use crate::model::Id;
use crate::model::Org;
use crate::model::Policy;
use crate::model::Portfolio;
use crate::model::Program;
use crate::model::Settings;
use crate::model::Workspace;

/// The contents of a workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// `epm.yaml`.
    pub settings: Option<Arc<Settings>>,
    /// `org.yaml`.
    pub org: Option<Arc<Org>>,
    /// `policy.yaml`.
    pub policy: Option<Arc<Policy>>,
    /// `portfolio.yaml`.
    pub portfolio: Option<Arc<Portfolio>>,
    /// The programs, in the order of the workspace.
    pub programs: Vec<ProgramContents>,
}

/// The contents of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramContents {
    /// The program's id.
    pub id: Id,
    /// The program's name.
    pub title: String,
    /// Its folder from the workspace's root.
    pub folder: String,
    /// Its items, in the order of files and lines.
    pub items: Vec<Arc<AnyItem>>,
    /// Ids of items that were left out because of faults.
    pub lost: Vec<Id>,
    /// A file of it could not be read at all.
    pub is_partial: bool,
}

impl Contents {
    /// Takes the contents of a workspace.
    pub fn of(workspace: &Workspace) -> Contents {
        Contents {
            settings: workspace.settings.clone().map(Arc::new),
            org: workspace.org.clone().map(Arc::new),
            policy: workspace.policy.clone().map(Arc::new),
            portfolio: workspace.portfolio.clone().map(Arc::new),
            programs: workspace.programs.iter().map(ProgramContents::of).collect(),
        }
    }

    /// Returns the typed workspace, for plans and rules. Costs a copy of every item.
    pub fn workspace(&self) -> Workspace {
        let programs = self.programs.iter().enumerate();
        Workspace {
            settings: self.settings.as_deref().cloned(),
            org: self.org.as_deref().cloned(),
            policy: self.policy.as_deref().cloned(),
            portfolio: self.portfolio.as_deref().cloned(),
            programs: programs.map(|(n, p)| p.program(u32::try_from(n).unwrap_or(u32::MAX))).collect(),
        }
    }

    /// Returns a program by id.
    pub fn program(&self, id: &str) -> Option<&ProgramContents> {
        self.programs.iter().find(|program| program.id.as_str().eq_ignore_ascii_case(id))
    }
}

impl ProgramContents {
    fn of(program: &Program) -> ProgramContents {
        ProgramContents {
            id: program.id.clone(),
            title: program.title.clone(),
            folder: program.folder.clone(),
            items: AnyItem::all_of(program).into_iter().map(Arc::new).collect(),
            lost: program.lost.clone(),
            is_partial: program.is_partial,
        }
    }

    fn program(&self, index: u32) -> Program {
        let mut program = Program::new(index, self.id.clone(), self.title.clone(), self.folder.clone());
        for item in &self.items {
            AnyItem::clone(item).place(&mut program);
        }
        program.lost.clone_from(&self.lost);
        program.is_partial = self.is_partial;
        program
    }

    /// Returns its change records.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.items.iter().filter_map(|item| match &**item {
            AnyItem::Change(change) => Some(&**change),
            _ => None,
        })
    }

    /// Returns its charter.
    pub fn charter(&self) -> Option<&Charter> {
        self.items.iter().find_map(|item| match &**item {
            AnyItem::Charter(charter) => Some(&**charter),
            _ => None,
        })
    }

    /// Tells whether an item with this id may be there although nobody could read it.
    pub fn may_hold(&self, id: &str) -> bool {
        self.is_partial || self.lost.iter().any(|lost| lost.as_str().eq_ignore_ascii_case(id))
    }
}
