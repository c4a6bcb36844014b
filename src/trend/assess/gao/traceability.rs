//! Practice 5: hand-offs fit together, and the program's end is the end of its parts.

use crate::model::Dependency;
use crate::model::Target;
use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;
use crate::trend::assess::population::is_planned;

static META: Meta = Meta {
    code: "GAO-05",
    title: "Traceability, horizontal and vertical",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 5",
};

pub(super) fn check(scope: &Scope<'_>, _: &[Check]) -> Check {
    Check::of_parts(&META, vec![horizontal(scope), vertical(scope)])
}

/// Open dependencies that promise nothing, promise later than needed, or hold up what waits for them.
fn horizontal(scope: &Scope<'_>) -> Part {
    let open: Vec<&Dependency> = scope.program.dependencies.iter().filter(|d| d.is_open()).collect();
    let items = open.iter().filter_map(|dependency| {
        let words = fault(scope, dependency)?;
        Some(Item { id: dependency.id.to_string(), words })
    });
    Part::none_of("hand-offs that do not fit", items.collect(), open.len(), "open dependencies")
}

fn fault(scope: &Scope<'_>, dependency: &Dependency) -> Option<String> {
    let Some(promised) = dependency.promised else { return Some("nothing is promised".to_owned()) };
    if let Some(needed) = dependency.needed_by.filter(|needed| *needed < promised) {
        return Some(format!("promised {promised}, needed {needed}"));
    }
    let begins = dependency.consumers.iter().filter_map(|consumer| {
        let Target::Item(named) = scope.index.find(scope.program.index, consumer) else { return None };
        let program = scope.workspace.programs.get(named.subject.program as usize)?;
        let node = scope.plan.find(&program.id, &named.id)?;
        (!node.is_done && promised > node.late_start).then(|| (scope.name(&node.key), node.late_start))
    });
    let (consumer, start) = begins.min()?;
    Some(format!("promised {promised}, `{consumer}` must start by {start}"))
}

/// Open milestones of the program that finish after its end.
fn vertical(scope: &Scope<'_>) -> Part {
    let title = "milestones after the program's end";
    let Some(end) = scope.span.finish_node.as_ref().and_then(|end| scope.plan.node(end)) else {
        return Part::unknown(title, "the program has no end");
    };
    let own =
        scope.plan.nodes.iter().filter(|n| n.key.program == scope.program.id && is_planned(n) && !n.is_done);
    let own: Vec<_> = own.collect();
    let after = own.iter().filter(|node| node.early_finish > end.early_finish);
    let words = |node: &crate::plan::PlanNode| {
        format!("expected {}, after `{}` ({})", node.early_finish, scope.name(&end.key), end.early_finish)
    };
    let items = after.map(|node| scope.item(node, words(node))).collect();
    Part::none_of(title, items, own.len(), gao::MILESTONES)
}
