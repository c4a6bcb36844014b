//! A date that nothing drives.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::plan::PlanNode;

rule! {
    /// Finds a milestone whose date follows from nothing but itself.
    ///
    /// ## What it does
    /// Reports open milestones without work, predecessor or constraint: the plan takes their `committed` date, or the
    /// day of the check, for the day they come. When that is so for every milestone of a program, it says so once.
    ///
    /// ## Why it matters
    /// Such a date never moves, whatever happens before it: it is a wish until something drives it. A list of dates is
    /// a good first plan, and no more.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   committed: 2027-01-15
    /// ```
    ///
    /// ## Fix it
    /// Say what must come first, `depends_on: [contract-tests]`, or how long the work takes, `duration: 10d`.
    pub(crate) static META = 402, "undriven-milestone", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut by_program: BTreeMap<u32, (Vec<&PlanNode>, usize)> = BTreeMap::new();
    for (_, node, program, milestone) in planned::open_milestones(facts) {
        let (undriven, driven) = by_program.entry(program.index).or_default();
        // A predecessor that is missing or cancelled is a finding of its own.
        if node.is_undriven && milestone.depends_on.is_empty() {
            undriven.push(node);
        } else {
            *driven += 1;
        }
    }
    let help = "say what must come first in `depends_on`, or how long the work takes in `duration`";
    for (undriven, driven) in by_program.into_values() {
        match undriven.iter().min_by_key(|node| node.subject) {
            Some(first) if driven == 0 && undriven.len() > 1 => {
                let message = format!(
                    "nothing drives the {} of this program: each comes when its own date says",
                    wording::count(i64::try_from(undriven.len()).unwrap_or(i64::MAX), "open milestone")
                );
                out.push(Finding::new(&META, Place::item(first.subject), message).help(help));
            }
            _ => out.append(each(&undriven, help)),
        }
    }
}

fn each(undriven: &[&PlanNode], help: &str) -> Sink {
    let mut out = Sink::new();
    for node in undriven {
        let (place, what) = match node.committed {
            Some(_) => (Place::field(node.subject, "committed"), "its commitment"),
            None => (Place::item(node.subject), "the day of the plan"),
        };
        let message = format!("nothing but {what} says when `{}` comes", node.key.id);
        out.push(Finding::new(&META, place, message).help(help));
    }
    out
}
