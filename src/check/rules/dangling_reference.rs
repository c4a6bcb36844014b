//! A reference to an item that does not exist.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Program;
use crate::model::Target;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds a reference to an item that does not exist.
    ///
    /// ## What it does
    /// Follows every reference between items, of every kind, also `program/item` and former ids (`aliases`). Items that
    /// were left out because of a fault are not called missing.
    ///
    /// ## Why it matters
    /// A dependency on nothing holds nothing back: the plan shows a date that is too early, and nobody is asked.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   depends_on: [token-service-stagin]
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or delete the reference. After a rename, add the old id to `aliases:` of the item.
    pub(crate) static META = 203, "dangling-reference", Error, since "0.1.0";
}

struct References<'f> {
    facts: &'f Facts<'f>,
    program: u32,
    /// The program that the item stands in.
    own: &'f Id,
    subject: Subject,
    found: &'f mut Vec<Finding>,
    /// Where in `found` a name of a program is told.
    told: &'f mut BTreeMap<(String, String), usize>,
}

impl Visitor for References<'_> {
    fn item_ref(&mut self, at: &Trail, reference: &ItemRef) {
        let place = Place::field(self.subject, Path::from(at));
        let (message, candidates) = match self.facts.index.find(self.program, reference) {
            Target::Item(_) | Target::Lost => return,
            Target::NoProgram => {
                let program = reference.program.as_ref().map(ToString::to_string).unwrap_or_default();
                let known: Vec<_> = self.facts.workspace.programs.iter().map(|p| p.id.as_str()).collect();
                (format!("no program `{program}` in this workspace"), known)
            }
            Target::NoItem(n) => {
                let program = &self.facts.workspace.programs[n];
                let message = format!("no item `{}` in program `{}`", reference.id, program.id);
                (message, self.facts.index.words(n))
            }
        };
        let wanted = match self.facts.index.find(self.program, reference) {
            Target::NoProgram => reference.program.as_ref().map_or("", |p| p.as_str()),
            _ => reference.id.as_str(),
        };
        // The same name is told once when it may be that of an item whose own id could not be read.
        let target = reference.program.as_ref().unwrap_or(self.own);
        let is_open = |program: &&Program| program.id.as_str().eq_ignore_ascii_case(target.as_str());
        let nameless = self.facts.workspace.programs.iter().find(is_open).is_none_or(|p| p.has_nameless);
        let key = (target.as_str().to_ascii_lowercase(), wanted.to_ascii_lowercase());
        if nameless && let Some(first) = self.told.get(&key).and_then(|n| self.found.get_mut(*n)) {
            first.related.push((place, "named here, too".to_owned()));
            return;
        }
        self.told.insert(key, self.found.len());
        let finding = Finding::new(&META, place, message);
        let finding = match crate::diag::nearest(wanted, candidates) {
            Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the id"),
            None if nameless => {
                finding.help("correct the id; an item whose own id cannot be read may be meant")
            }
            None => finding.help("correct the id, or delete the reference"),
        };
        self.found.push(finding);
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut found = Vec::new();
    let mut told = BTreeMap::new();
    for (program, subject, item) in facts.items() {
        let (found, told) = (&mut found, &mut told);
        let own = &program.id;
        item.visit_all(&mut References { facts, program: program.index, own, subject, found, told });
    }
    found.into_iter().for_each(|finding| out.push(finding));
}
