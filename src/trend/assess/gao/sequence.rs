//! Practice 2: the work is sequenced.

use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::Verdict;
use crate::trend::assess::gao;

static META: Meta = Meta {
    code: "GAO-02",
    title: "Sequencing all activities",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 2, by DCMA 1-4 and cycles",
};

pub(super) fn check(scope: &Scope<'_>, checks: &[Check]) -> Check {
    let mut parts = gao::parts(checks, &["DCMA-01", "DCMA-01b", "DCMA-02", "DCMA-03", "DCMA-04"]);
    let own =
        scope.plan.cycles.iter().filter(|c| c.members.iter().any(|key| key.program == scope.program.id));
    let cycle = |cycle: &crate::plan::Cycle| {
        let names: Vec<String> = cycle.members.iter().map(|key| scope.name(key)).collect();
        Item { id: names.join(" → "), words: "wait for each other".to_owned() }
    };
    let items: Vec<Item> = own.map(cycle).collect();
    parts.push(Part {
        title: "cycles".to_owned(),
        verdict: if items.is_empty() { Verdict::Pass } else { Verdict::Flag },
        words: items.len().to_string(),
        items,
    });
    Check::of_parts(&META, parts)
}
