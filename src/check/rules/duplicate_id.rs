//! An id that two items of a program carry.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Program;

rule! {
    /// Finds an id that two items of a program carry.
    ///
    /// ## What it does
    /// Compares the ids of all items of a program across kinds, without regard to case; items of checklists count too.
    /// Audiences and messages are compared within the communication plan.
    ///
    /// ## Why it matters
    /// A reference to the id means one of the two, and every tool and reader may choose another one. Two branches that each
    /// take the next free number end up here.
    ///
    /// ## Example
    /// ```yaml
    /// risks:
    ///   - id: R-12
    ///     title: The certificate comes late
    ///   - id: r-12
    ///     title: Backfill is slower than planned
    /// ```
    ///
    /// ## Fix it
    /// Give the newer one another id, and correct the references that mean it. `epm new` makes ids that do not collide.
    pub(crate) static META = 201, "duplicate-id", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (n, program) in facts.workspace.programs.iter().enumerate() {
        for named in facts.index.ids(n) {
            let mut live = named.iter().filter(|named| !named.is_alias);
            let Some(first) = live.next() else { continue };
            for second in live {
                let place = |named: &crate::model::Named| Place::field(named.subject, named.at.clone());
                report((&first.id, place(first)), (&second.id, place(second)), "two items", out);
            }
        }
        inside_comms(program, out);
    }
}

/// Ids that count only within the communication plan: its audiences and its messages.
fn inside_comms(program: &Program, out: &mut Sink) {
    for (n, comms) in program.comms.iter().enumerate() {
        let subject = program.subject(Kind::Comms, n);
        list(subject, "audiences", "two audiences", comms.audiences.iter().map(|a| &a.id), out);
        list(subject, "messages", "two messages", comms.messages.iter().map(|m| &m.id), out);
    }
}

fn list<'i>(subject: Subject, field: &str, what: &str, ids: impl Iterator<Item = &'i Id>, out: &mut Sink) {
    let mut seen: BTreeMap<String, (&Id, usize)> = BTreeMap::new();
    let place = |n: usize| Place::field(subject, Path::item().key(field).index(n).key("id"));
    for (n, id) in ids.enumerate() {
        match seen.get(&id.as_str().to_ascii_lowercase()) {
            Some((first, at)) => report((first, place(*at)), (id, place(n)), what, out),
            None => drop(seen.insert(id.as_str().to_ascii_lowercase(), (id, n))),
        }
    }
}

fn report(first: (&Id, Place), second: (&Id, Place), what: &str, out: &mut Sink) {
    let message = if first.0 == second.0 {
        format!("`{}` is the id of {what}", second.0)
    } else {
        format!("`{}` and `{}` are the same id, as case does not count", first.0, second.0)
    };
    let finding = Finding::new(&META, second.1, message).related(first.1, "the first one");
    out.push(finding.help("give one of them another id, and correct the references that mean it"));
}
