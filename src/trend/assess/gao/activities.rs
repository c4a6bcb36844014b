//! Practice 1: the plan captures what the program is for.

use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::MilestoneStatus;
use crate::model::NfrArea;
use crate::model::Target;
use crate::model::Tier;
use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;

static META: Meta = Meta {
    code: "GAO-01",
    title: "Capturing all activities",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 1",
};

/// The areas that every launch plans for or declares not applicable.
const AREAS: [NfrArea; 5] =
    [NfrArea::Security, NfrArea::Performance, NfrArea::Operability, NfrArea::Migration, NfrArea::Rollback];

/// Asks whether every outcome and every item of a gate's checklist leads to a milestone, and every non-functional area is
/// planned or declared not applicable.
pub(super) fn check(scope: &Scope<'_>, _: &[Check]) -> Check {
    Check::of_parts(&META, vec![outcomes(scope), checklists(scope), areas(scope)])
}

fn leads_to_milestone(scope: &Scope<'_>, reference: &ItemRef) -> bool {
    let found = scope.index.find(scope.program.index, reference);
    matches!(found, Target::Lost) || matches!(found, Target::Item(named) if named.kind == Kind::Milestone)
}

fn outcomes(scope: &Scope<'_>) -> Part {
    let outcomes =
        scope.program.charter.as_ref().map(|charter| charter.outcomes.as_slice()).unwrap_or_default();
    let loose = outcomes.iter().filter(|o| !o.milestones.iter().any(|m| leads_to_milestone(scope, m)));
    let item = |outcome: &crate::model::Outcome| Item {
        id: outcome.id.as_ref().map_or_else(|| outcome.metric.to_string(), ToString::to_string),
        words: "outcome without a milestone".to_owned(),
    };
    Part::none_of("outcomes without a milestone", loose.map(item).collect(), outcomes.len(), "outcomes")
}

fn checklists(scope: &Scope<'_>) -> Part {
    let mut items = Vec::new();
    let mut whole = 0;
    for gate in &scope.program.readiness {
        whole += gate.items.len();
        let delivers = gate.release.as_ref().is_some_and(|release| {
            let is_it = |r: &&crate::model::Release| r.id.as_str().eq_ignore_ascii_case(release.id.as_str());
            let program = scope.workspace.program(release.program.as_ref().unwrap_or(&scope.program.id));
            program.and_then(|p| p.releases.iter().find(is_it)).is_some_and(|r| r.milestone.is_some())
        });
        if !delivers && !gate.gates.iter().any(|gated| leads_to_milestone(scope, gated)) {
            let words = format!("gate `{}` holds no milestone back", gate.id);
            items.extend(gate.items.iter().map(|i| Item { id: i.id.to_string(), words: words.clone() }));
        }
    }
    Part::none_of("checklist items without a milestone", items, whole, "checklist items")
}

fn areas(scope: &Scope<'_>) -> Part {
    let title = "non-functional areas not planned";
    let Some(charter) = &scope.program.charter else {
        return Part::unknown(title, "there is no charter");
    };
    if charter.tier.is_none_or(|tier| tier > Tier::Two) {
        return Part::unknown(title, "asked of tier 1 and 2 only");
    }
    let planned = |area: NfrArea| {
        let counts = |m: &&crate::model::Milestone| m.status() != MilestoneStatus::Cancelled;
        scope.program.milestones.iter().filter(counts).any(|m| m.nfr.contains(&area))
    };
    let excused =
        |area: NfrArea| charter.nfr_not_applicable.iter().any(|n| n.area == area && n.reason.is_some());
    let open = AREAS.into_iter().filter(|area| !planned(*area) && !excused(*area));
    let item = |area: NfrArea| Item {
        id: area.as_str().to_owned(),
        words: "no milestone names it in `nfr`".to_owned(),
    };
    Part::none_of(title, open.map(item).collect(), AREAS.len(), "areas")
}
