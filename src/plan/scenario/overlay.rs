//! An overlay: changed copies of the items that a scenario touches, over a workspace that stays as it is.

use std::collections::BTreeMap;

use crate::diag::Subject;
use crate::model::Date;
use crate::model::Decision;
use crate::model::Dependency;
use crate::model::Index;
use crate::model::Issue;
use crate::model::Item;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Lag;
use crate::model::LinkType;
use crate::model::Member;
use crate::model::Milestone;
use crate::model::Readiness;
use crate::model::Risk;
use crate::model::Target;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::result::NodeKey;

/// Program and position of an item.
type At = (u32, u32);

/// The changed copies.
#[derive(Clone, Debug)]
pub(super) struct Overlay<'a> {
    pub(super) base: &'a Workspace,
    pub(super) index: &'a Index,
    /// The program of the scenario.
    pub(super) program: u32,
    milestones: BTreeMap<At, Milestone>,
    dependencies: BTreeMap<At, Dependency>,
    decisions: BTreeMap<At, Decision>,
    issues: BTreeMap<At, Issue>,
    gates: BTreeMap<At, Readiness>,
    risks: BTreeMap<At, Risk>,
    pub(super) members: Vec<(usize, Member)>,
    pub(super) applied: Applied,
}

/// What a scenario did, for the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// Links that stand in for an item that was taken out.
    pub bridges: Vec<Bridge>,
    /// People added.
    pub added: Vec<Added>,
    /// Committed dates that move.
    pub moved: Vec<Moved>,
    /// Everything else that was set, in words.
    pub changed: Vec<(NodeKey, String)>,
}

/// An item that was taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    /// The item.
    pub key: NodeKey,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
}

/// A link that stands in for an item that was taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// The predecessor.
    pub from: NodeKey,
    /// The item that was taken out.
    pub over: NodeKey,
    /// The successor.
    pub to: NodeKey,
    /// How the two are linked.
    pub link: LinkType,
    /// The lags of both links together.
    pub lag: Option<Lag>,
    /// Calendar time and working time met, and calendar time was counted as working time.
    pub is_converted: bool,
}

/// People added to a team.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The team.
    pub team: Team,
    /// Full-time equivalents.
    pub fte: f64,
    /// Their first day; the day of the plan without one.
    pub from: Option<Date>,
    /// Their last day.
    pub to: Option<Date>,
    /// What a week of one full-time person costs.
    pub cost_per_week: Option<f64>,
}

/// A committed date that moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The milestone.
    pub key: NodeKey,
    /// The date so far.
    pub from: Date,
    /// The date in the scenario.
    pub to: Date,
}

macro_rules! touched {
    ($($(#[doc = $doc:literal])* $get:ident, $change:ident, $map:ident, $list:ident, $type:ty;)*) => {
        impl Overlay<'_> {$(
            $(#[doc = $doc])*
            pub(super) fn $get(&self, at: At) -> &$type {
                self.$map.get(&at).unwrap_or_else(|| &self.base.programs[at.0 as usize].$list[at.1 as usize])
            }

            /// Returns the copy to change.
            pub(super) fn $change(&mut self, at: At) -> &mut $type {
                let base = self.base;
                let item = || base.programs[at.0 as usize].$list[at.1 as usize].clone();
                self.$map.entry(at).or_insert_with(item)
            }
        )*

            /// Returns the workspace with the copies in their places.
            pub(super) fn into_workspace(self) -> (Workspace, Applied) {
                let mut workspace = self.base.clone();
                $(for ((program, n), item) in self.$map {
                    workspace.programs[program as usize].$list[n as usize] = item;
                })*
                for (team, member) in self.members {
                    if let Some(team) = workspace.org.as_mut().and_then(|org| org.teams.get_mut(team)) {
                        team.members.push(member);
                    }
                }
                (workspace, self.applied)
            }
        }
    };
}

touched! {
    /// Returns a milestone as it is in the scenario.
    milestone, milestone_mut, milestones, milestones, Milestone;
    /// Returns a dependency as it is in the scenario.
    dependency, dependency_mut, dependencies, dependencies, Dependency;
    /// Returns a decision as it is in the scenario.
    decision, decision_mut, decisions, decisions, Decision;
    /// Returns an issue as it is in the scenario.
    issue, issue_mut, issues, issues, Issue;
    /// Returns a gate as it is in the scenario.
    gate, gate_mut, gates, readiness, Readiness;
    /// Returns a risk as it is in the scenario.
    risk, risk_mut, risks, risks, Risk;
}

impl<'a> Overlay<'a> {
    /// Returns an overlay that changes nothing, for a scenario of a program.
    pub(super) fn new(base: &'a Workspace, index: &'a Index, program: u32) -> Overlay<'a> {
        Overlay {
            base,
            index,
            program,
            milestones: BTreeMap::new(),
            dependencies: BTreeMap::new(),
            decisions: BTreeMap::new(),
            issues: BTreeMap::new(),
            gates: BTreeMap::new(),
            risks: BTreeMap::new(),
            members: Vec::new(),
            applied: Applied::default(),
        }
    }

    /// Finds the item that a reference names from a program; nothing for parts of items.
    pub(super) fn find(&self, from: u32, reference: &ItemRef) -> Option<(Kind, Subject)> {
        match self.index.find(from, reference) {
            Target::Item(named) if named.is_alias || named.at.0.len() == 1 => {
                Some((named.kind, named.subject))
            }
            _ => None,
        }
    }

    /// Tells whether a reference leads to an item.
    pub(super) fn leads_to(&self, from: u32, reference: &ItemRef, subject: Subject) -> bool {
        self.find(from, reference).is_some_and(|(_, found)| found == subject)
    }

    /// Returns the name of an item.
    pub(super) fn key(&self, subject: Subject) -> NodeKey {
        let program = &self.base.programs[subject.program as usize];
        let id = program.item(subject).and_then(Item::id).cloned();
        NodeKey { program: program.id.clone(), id: id.unwrap_or_else(|| crate::model::Id::new("?")) }
    }

    /// Returns a reference to an item that holds from any program.
    pub(super) fn reference(&self, subject: Subject) -> ItemRef {
        let key = self.key(subject);
        ItemRef { program: Some(key.program), id: key.id }
    }
}
