//! A person who is assigned to two things at once.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Percent;
use crate::plan::PlanNode;

rule! {
    /// Finds people who are `assigned` to more open work at once than they have time for.
    ///
    /// ## What it does
    /// Adds up, over the planned dates, the shares of everything open that a person is assigned to. One finding a person: the
    /// two items that first take more than all of their time together.
    ///
    /// ## Why it matters
    /// The plan takes it that both go on at full speed. One of them will wait, and nobody has said which.
    ///
    /// ## Example
    /// ```yaml
    /// - {id: token-service, title: Token service, duration: 5d, assigned: [{person: maria}]}
    /// - {id: load-test, title: Load test, duration: 5d, assigned: [{person: maria, share: 50%}]}
    /// ```
    ///
    /// ## Fix it
    /// `epm plan --level` shows dates that the person can keep. Let one wait for the other, assign somebody else, or write the
    /// share that each gets.
    pub(crate) static META = 523, "doubly-assigned-person", Warning, since "0.1.0";
}

/// An assignment with its share.
struct Duty<'a> {
    node: &'a PlanNode,
    number: usize,
    share: f64,
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut people: BTreeMap<String, Vec<Duty<'_>>> = BTreeMap::new();
    for (_, node, _, milestone) in planned::open_milestones(facts) {
        for (number, assignment) in milestone.assigned.iter().enumerate() {
            let share = assignment.share.map_or(1.0, Percent::share);
            let duties = people.entry(assignment.person.as_str().to_ascii_lowercase()).or_default();
            duties.push(Duty { node, number, share });
        }
    }
    for (person, mut duties) in people {
        duties.sort_by_key(|duty| {
            let place = duty.node.subject;
            (duty.node.early_start, place.program, place.index)
        });
        if let Some((first, second, sum)) = clash(&duties) {
            let message = format!(
                "`{person}` is assigned to `{}` and `{}` at once from {} to {}: {:.0}% of their time",
                first.node.key.id,
                second.node.key.id,
                second.node.early_start,
                first.node.early_finish.min(second.node.early_finish),
                sum * 100.0
            );
            let place = |duty: &Duty<'_>| {
                Place::field(duty.node.subject, format!("assigned[{}].person", duty.number).as_str())
            };
            out.push(
                Finding::new(&META, place(second), message)
                    .help("`epm plan --level` shows dates that they can keep; or write the `share` that each gets")
                    .related(place(first), "assigned here too"),
            );
        }
    }
}

/// Returns the first two duties that overlap when their person has too much: the one that begins then, and the largest of
/// those that go on.
fn clash<'a, 'b>(duties: &'b [Duty<'a>]) -> Option<(&'b Duty<'a>, &'b Duty<'a>, f64)> {
    duties.iter().enumerate().find_map(|(n, second)| {
        let going = duties[..n].iter().filter(|duty| duty.node.finish_at > second.node.start_at);
        let going: Vec<&Duty<'_>> = going.collect();
        let sum = second.share + going.iter().map(|duty| duty.share).sum::<f64>();
        let first = going.into_iter().reduce(|a, b| if b.share > a.share { b } else { a })?;
        (sum > 1.001).then_some((first, second, sum))
    })
}
