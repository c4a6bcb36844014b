//! An item that refers to itself.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::ItemRef;
use crate::model::Target;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds an item that refers to itself.
    ///
    /// ## What it does
    /// Follows every reference between items, also by former ids and by `program/id`, and reports those that lead back to
    /// the item they stand in.
    ///
    /// ## Why it matters
    /// Work that waits for itself never starts, and a risk that affects itself hits nothing. Most often another id was
    /// meant.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   depends_on: [contract-tests]
    /// ```
    ///
    /// ## Fix it
    /// Write the id that was meant, or delete the reference.
    pub(crate) static META = 205, "self-reference", Error, since "0.1.0";
}

struct References<'f> {
    facts: &'f Facts<'f>,
    subject: Subject,
    out: &'f mut Sink,
}

impl Visitor for References<'_> {
    fn item_ref(&mut self, at: &Trail, reference: &ItemRef) {
        let Target::Item(named) = self.facts.index.find(self.subject.program, reference) else { return };
        // A gate may name an item of its own checklist.
        let is_inside = !named.is_alias && named.at.0.len() > 1;
        if named.subject == self.subject && !is_inside {
            let path = Path::from(at);
            let field = path.field().unwrap_or_default().to_owned();
            let message = format!("`{}` names itself in `{field}`", named.id);
            let place = Place::field(self.subject, path);
            self.out.push(
                Finding::new(&META, place, message)
                    .help("write the id that was meant, or delete the reference"),
            );
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, item) in facts.items() {
        item.visit_all(&mut References { facts, subject, out });
    }
}
