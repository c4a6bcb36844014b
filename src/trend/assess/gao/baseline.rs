//! Practice 10: there is a baseline, and it moves by decision only.

use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::MilestoneStatus;
use crate::model::Target;
use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::moves;

static META: Meta = Meta {
    code: "GAO-10",
    title: "Maintaining a baseline",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 10",
};

/// Asks whether the end has an agreed date, and whether commitments are what approved changes say.
pub(super) fn check(scope: &Scope<'_>, _: &[Check]) -> Check {
    Check::of_parts(&META, vec![end(scope), decided(scope)])
}

fn end(scope: &Scope<'_>) -> Part {
    let title = "agreed finish";
    let Some(end) = scope.span.finish_node.as_ref().and_then(|end| scope.plan.node(end)) else {
        return Part::unknown(title, "the program has no end");
    };
    let target = scope.program.charter.as_ref().and_then(|charter| charter.target);
    let name = scope.name(&end.key);
    match end.committed.or(target) {
        Some(day) => Part::holds(title, true, format!("`{name}` by {day}")),
        None => Part::holds(title, false, format!("`{name}` has no `committed` date, the charter no target")),
    }
}

fn decided(scope: &Scope<'_>) -> Part {
    let title = "commitments moved without an approved change";
    let latest = moves::latest(scope.workspace, scope.index);
    let mut whole = 0;
    let mut items = Vec::new();
    for (n, milestone) in scope.program.milestones.iter().enumerate() {
        let Some(committed) = milestone.committed else { continue };
        if milestone.status() == MilestoneStatus::Cancelled {
            continue;
        }
        whole += 1;
        let subject = scope.program.subject(crate::model::Kind::Milestone, n);
        let approved = latest.get(&subject);
        let words = match approved {
            Some(approved) if approved.allow(committed) => continue,
            Some(approved) => approved.moves.last().map(|(_, change, _, to)| {
                format!("committed for {committed}, approved change `{}` says {to}", change.id)
            }),
            None => undecided(scope, subject, committed),
        };
        items.extend(words.map(|words| Item { id: milestone.id.to_string(), words }));
    }
    Part::none_of(title, items, whole, "items with a `committed` date")
}

/// Finds a change that is not approved, and whose date stands in the plan already.
fn undecided(scope: &Scope<'_>, subject: crate::diag::Subject, committed: Date) -> Option<String> {
    let changes = scope.program.changes.iter();
    let mut open =
        changes.filter(|c| !matches!(c.status(), ChangeStatus::Approved | ChangeStatus::Implemented));
    let change = open.find(|change| {
        change.moves.iter().any(|moved| {
            let found = scope.index.find(scope.program.index, &moved.item);
            let is_it = matches!(found, Target::Item(named) if named.subject == subject);
            is_it && moved.to == Some(committed) && moved.from != Some(committed)
        })
    })?;
    let status = change.status().as_str();
    Some(format!("moved to {committed} by change `{}`, which is {status}", change.id))
}
