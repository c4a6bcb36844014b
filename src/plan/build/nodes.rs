//! What takes part in the plan: milestones, and the records that can block one.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::diag::Path;
use crate::diag::Subject;
use crate::model::Date;
use crate::model::Id;
use crate::model::Item;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::MilestoneStatus;
use crate::model::Person;
use crate::model::Program;
use crate::model::Team;
use crate::plan::build::Builder;
use crate::plan::build::names::name;
use crate::plan::network::Activity;
use crate::plan::result::LeftOut;
use crate::plan::result::NodeKey;
use crate::plan::result::NodeKind;

/// A node before it is scheduled.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) key: NodeKey,
    pub(super) kind: NodeKind,
    pub(super) subject: Subject,
    pub(super) title: String,
    pub(super) aliases: Vec<Id>,
    pub(super) team: Option<Team>,
    pub(super) owner: Option<Person>,
    pub(super) workstream: Option<String>,
    pub(super) committed: Option<Date>,
    pub(super) activity: Activity,
    /// Minutes of the whole work, also when part of it is done.
    pub(super) length: i64,
    /// A milestone without work of its own.
    pub(super) is_pure: bool,
    pub(super) is_started: bool,
    pub(super) is_undriven: bool,
    /// No date of its own says when it comes (or came).
    pub(super) is_undated: bool,
    /// It waits for something that is not there.
    pub(super) has_lost_predecessor: bool,
}

impl Builder<'_> {
    /// Collects the nodes of all programs, sorted by program and id.
    pub(super) fn drafts(&mut self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        // Records that block nothing take part only when something depends on them.
        let mut loose: HashMap<String, Draft> = HashMap::new();
        for program in &self.workspace.programs {
            self.milestones(program, &mut drafts);
            for (draft, is_blocking) in self.records(program) {
                if is_blocking {
                    drafts.push(draft);
                } else {
                    loose.insert(name(draft.key.program.as_str(), draft.key.id.as_str()), draft);
                }
            }
        }
        if !loose.is_empty() {
            self.keep_referenced(loose, &mut drafts);
        }
        let mut drafts = sorted(drafts);
        self.drop_namesakes(&mut drafts);
        drafts
    }

    fn milestones(&self, program: &Program, drafts: &mut Vec<Draft>) {
        for (n, milestone) in program.milestones.iter().enumerate() {
            if milestone.status() != MilestoneStatus::Cancelled {
                drafts.push(self.milestone(program, program.subject(Kind::Milestone, n), milestone));
            }
        }
    }

    /// Returns the records of a program that can block something, and whether they say that they do.
    fn records(&self, program: &Program) -> Vec<(Draft, bool)> {
        let mut found = Vec::new();
        let mut add = |item: &dyn Item, n: usize, record, is_blocking: bool| {
            let subject = program.subject(item.kind(), n);
            found.extend(self.record(program, subject, item, record).map(|draft| (draft, is_blocking)));
        };
        for (n, item) in program.dependencies.iter().enumerate() {
            if let Some(record) = self.dependency(item) {
                add(item, n, record, item.provider.is_some() || !item.consumers.is_empty());
            }
        }
        for (n, item) in program.decisions.iter().enumerate() {
            add(item, n, self.decision(item), !item.blocks.is_empty());
        }
        for (n, item) in program.issues.iter().enumerate() {
            add(item, n, self.issue(item), !item.blocks.is_empty());
        }
        for (n, item) in program.readiness.iter().enumerate() {
            add(item, n, self.gate(item), !item.gates.is_empty() || item.release.is_some());
        }
        found
    }

    /// Keeps the loose records that something depends on, under any of their names.
    fn keep_referenced(&self, mut loose: HashMap<String, Draft>, drafts: &mut Vec<Draft>) {
        let mut wanted: HashSet<String> = HashSet::new();
        for program in &self.workspace.programs {
            let mut want = |reference: &ItemRef| {
                let of = reference.program.as_ref().unwrap_or(&program.id);
                wanted.insert(name(of.as_str(), reference.id.as_str()));
            };
            program.milestones.iter().flat_map(|m| &m.depends_on).for_each(|link| want(&link.id));
            for dependency in &program.dependencies {
                dependency.provider.iter().chain(&dependency.consumers).for_each(&mut want);
            }
            program.decisions.iter().flat_map(|d| &d.blocks).for_each(&mut want);
            program.issues.iter().flat_map(|i| &i.blocks).for_each(&mut want);
            program.readiness.iter().flat_map(|gate| &gate.gates).for_each(&mut want);
        }
        loose.retain(|id, draft| {
            let aliases = draft.aliases.iter().map(|a| name(draft.key.program.as_str(), a.as_str()));
            wanted.contains(id) || aliases.into_iter().any(|alias| wanted.contains(&alias))
        });
        drafts.extend(loose.into_values());
    }

    /// Leaves out all but the first node of a name.
    fn drop_namesakes(&mut self, drafts: &mut Vec<Draft>) {
        let mut seen = HashSet::with_capacity(drafts.len());
        drafts.retain(|draft| {
            let is_first = seen.insert(name(draft.key.program.as_str(), draft.key.id.as_str()));
            if !is_first {
                let reason = format!("`{}` is the id of another item", draft.key.id);
                self.left_out.push(LeftOut { place: (draft.subject, Path::item().key("id")), reason });
            }
            is_first
        });
    }
}

/// Sorts nodes by name. Their positions are sorted, not the nodes, which are large.
fn sorted(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&drafts[*a], &drafts[*b]);
        (&a.key, a.subject).cmp(&(&b.key, b.subject))
    });
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    order.into_iter().filter_map(|n| drafts[n].take()).collect()
}
