//! Redaction: what an audience may not see goes before any view is built.

use std::collections::BTreeSet;
use std::collections::HashSet;
use std::sync::Arc;

use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Item as _;
use crate::model::ItemRef;
use crate::model::Program;
use crate::model::ProgramContents;
use crate::model::Redactor;
use crate::model::Value;
use crate::model::Visibility;
use crate::model::Workspace;

/// What an audience may see, and the items that are hidden from it.
#[derive(Clone, Debug)]
pub struct Clearance {
    level: Visibility,
    /// `program/id` in lower case, of every hidden item and its aliases.
    hidden: BTreeSet<(String, String)>,
}

struct Within<'a> {
    clearance: &'a Clearance,
    program: &'a str,
}

impl Clearance {
    /// Finds what is hidden from a level in a workspace.
    pub fn new(workspace: &Workspace, level: Visibility) -> Clearance {
        let mut hidden = BTreeSet::new();
        for program in &workspace.programs {
            let is_all_hidden = program.charter.as_ref().is_some_and(|c| c.visibility() > level);
            for (_, item) in program.items() {
                if is_all_hidden || item.visibility() > level {
                    let ids = item.id().into_iter().chain(item.aliases());
                    hidden.extend(ids.map(|id| key(program.id.as_str(), id.as_str())));
                }
            }
            for gate in &program.readiness {
                let items = gate.items.iter().filter(|i| i.visibility.is_some_and(|v| v > level));
                hidden.extend(items.map(|i| key(program.id.as_str(), i.id.as_str())));
            }
        }
        Clearance { level, hidden }
    }

    /// Tells whether an item is hidden.
    pub fn hides(&self, program: &str, id: &str) -> bool {
        self.hidden.contains(&key(program, id))
    }

    /// Tells whether nothing is hidden.
    pub fn is_open(&self) -> bool {
        self.hidden.is_empty()
    }

    /// Tells whether a text names a hidden item of any program.
    pub fn is_mentioned(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.hidden.iter().any(|(_, id)| find_word(&lower, id, 0).is_some())
    }

    /// Finds what is hidden in many versions of a workspace, newest first: the last word on an item counts for all of its
    /// past, also when it is gone since.
    pub fn through<'a>(versions: impl Iterator<Item = &'a Contents>, level: Visibility) -> Clearance {
        let mut hidden = BTreeSet::new();
        let mut told = BTreeSet::new();
        let mut known = HashSet::new();
        for program in versions.flat_map(|contents| &contents.programs) {
            let is_all_hidden = program.charter().is_some_and(|c| c.visibility() > level);
            for item in &program.items {
                if !known.insert(Arc::as_ptr(item)) {
                    continue;
                }
                let ids = item.item().id().into_iter().chain(item.item().aliases());
                let keys = ids.map(|id| key(program.id.as_str(), id.as_str()));
                let is_hidden = is_all_hidden || item.item().visibility() > level;
                let new: Vec<_> = keys.filter(|key| told.insert(key.clone())).collect();
                hidden.extend(new.into_iter().filter(|_| is_hidden));
                if let AnyItem::Readiness(gate) = &**item {
                    let items = gate.items.iter().filter(|i| i.visibility.is_some_and(|v| v > level));
                    hidden.extend(items.map(|i| key(program.id.as_str(), i.id.as_str())));
                }
            }
        }
        Clearance { level, hidden }
    }

    /// Tells whether a program is hidden as a whole, now or by what its files said.
    pub fn hides_program(&self, program: &ProgramContents) -> bool {
        let id = program.id.as_str();
        self.hides(id, id) || program.charter().is_some_and(|c| c.visibility() > self.level)
    }

    /// Returns an item of a program as the audience may see it; `None` when it is hidden.
    pub fn item(&self, program: &str, item: &AnyItem) -> Option<AnyItem> {
        let ids = item.item().id().into_iter().chain(item.item().aliases());
        if ids.into_iter().any(|id| self.hides(program, id.as_str())) {
            return None;
        }
        item.seen(&Within { clearance: self, program })
    }

    /// Takes hidden ids out of a text about a program.
    pub fn mend(&self, program: &str, text: &mut String) {
        Within { clearance: self, program }.mend(text);
    }

    /// Returns the workspace as the audience may see it. A program whose charter is hidden goes as a whole.
    pub fn apply(&self, workspace: &Workspace) -> Workspace {
        let mut seen = workspace.clone();
        seen.programs.retain(|p| p.charter.as_ref().is_none_or(|c| c.visibility() <= self.level));
        for (n, program) in seen.programs.iter_mut().enumerate() {
            program.index = u32::try_from(n).unwrap_or(u32::MAX);
            let id = program.id.as_str().to_owned();
            program.redact(&Within { clearance: self, program: &id });
        }
        seen
    }
}

impl Program {
    fn redact(&mut self, redactor: &dyn Redactor) {
        self.rewrite(redactor);
        self.lost.clear();
    }

    /// Shows every text to a redactor, which may write another one in its place, and takes away what it hides.
    pub fn rewrite(&mut self, redactor: &dyn Redactor) {
        redactor.mend(&mut self.title);
        self.charter.redact(redactor);
        self.milestones.redact(redactor);
        self.risks.redact(redactor);
        self.assumptions.redact(redactor);
        self.issues.redact(redactor);
        self.dependencies.redact(redactor);
        self.decisions.redact(redactor);
        self.changes.redact(redactor);
        self.readiness.redact(redactor);
        self.runbooks.redact(redactor);
        self.comms.redact(redactor);
        self.metrics.redact(redactor);
        self.reviews.redact(redactor);
        self.statuses.redact(redactor);
        self.releases.redact(redactor);
        self.scenarios.redact(redactor);
        self.escalations.redact(redactor);
        self.surveys.redact(redactor);
    }
}

fn key(program: &str, id: &str) -> (String, String) {
    (program.to_ascii_lowercase(), id.to_ascii_lowercase())
}

/// Finds `id` as a whole word at or after `from`.
fn find_word(text: &str, id: &str, from: usize) -> Option<usize> {
    let is_id = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_');
    let mut at = from;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(id)) {
        let start = at + found;
        let before = start.checked_sub(1).and_then(|n| text.as_bytes().get(n));
        if !is_id(before) && !is_id(text.as_bytes().get(start + id.len())) {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

impl Redactor for Within<'_> {
    fn hides_item(&self, reference: &ItemRef) -> bool {
        let program = reference.program.as_ref().map_or(self.program, |p| p.as_str());
        self.clearance.hides(program, reference.id.as_str())
    }

    fn hides_visibility(&self, word: &str) -> bool {
        Visibility::from_word(word).is_some_and(|v| v > self.clearance.level)
    }

    fn mend(&self, text: &mut String) {
        for (_, id) in &self.clearance.hidden {
            let mut from = 0;
            while let Some(at) = find_word(&text.to_ascii_lowercase(), id, from) {
                text.replace_range(at..at + id.len(), "[withheld]");
                from = at + "[withheld]".len();
            }
        }
    }
}
