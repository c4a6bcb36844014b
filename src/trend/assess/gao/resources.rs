//! Practice 3: the work has people.

use crate::diag::wording;
use crate::plan::capacity::Cell;
use crate::plan::capacity::TeamLoad;
use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;

static META: Meta = Meta {
    code: "GAO-03",
    title: "Assigning resources",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 3",
};

/// Asks whether all open work has a team and an effort, and whether the teams can carry what is asked of them: by the
/// capacity of every iteration (`epm capacity`), everything that any program asks of them included.
pub(super) fn check(scope: &Scope<'_>, _: &[Check]) -> Check {
    let whole = scope.work().count();
    let teamless = scope.work().filter(|(_, milestone)| milestone.team.is_none());
    let teamless = teamless.map(|(node, _)| scope.item(node, "no team")).collect();
    let effortless = scope.work().filter(|(_, milestone)| milestone.effort.is_none());
    let effortless = effortless.map(|(node, _)| scope.item(node, "no effort")).collect();
    let mut parts = vec![
        Part::none_of("work without a team", teamless, whole, gao::WORK),
        Part::none_of("work without effort", effortless, whole, gao::WORK),
    ];
    parts.push(carried(scope));
    Check::of_parts(&META, parts)
}

/// Asks whether any team of this program's work is asked for more than it can do in an iteration.
fn carried(scope: &Scope<'_>) -> Part {
    let title = "teams that are asked for more than they can do";
    let is_own =
        |cell: &Cell| cell.items.iter().any(|share| scope.node(share.node).key.program == scope.program.id);
    let asked: Vec<&TeamLoad> =
        scope.capacity.teams.iter().filter(|load| load.cells.iter().any(&is_own)).collect();
    let known: Vec<&&TeamLoad> = asked.iter().filter(|load| load.is_known()).collect();
    if known.is_empty() {
        return Part::unknown(title, "no team of this work has members whose capacity could be counted");
    }
    let over = |load: &&&TeamLoad| {
        let cells: Vec<&Cell> = load.overloads().filter(|cell| is_own(cell)).collect();
        let worst = cells.iter().copied().max_by(|a, b| a.excess().total_cmp(&b.excess()))?;
        let when = format!("from {} to {}", worst.iteration.from, worst.iteration.end);
        let much = wording::person_days(worst.demand);
        let there = wording::person_days(worst.capacity.unwrap_or_default());
        Some(Item { id: load.team.to_string(), words: format!("{much} asked {when}, {there} there") })
    };
    let items: Vec<Item> = known.iter().filter_map(over).collect();
    Part::none_of(title, items, known.len(), "teams whose people are known")
}
