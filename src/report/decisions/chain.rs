//! Chains of decisions that replaced each other, the oldest first.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::report::Named;
use crate::report::scene::Scene;

/// Follows every chain from its oldest decision; either side may have stated the link.
pub(super) fn chains(scene: &Scene<'_>) -> Vec<Vec<Named>> {
    let mut next: BTreeMap<String, Named> = BTreeMap::new();
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    for decision in &scene.program.decisions {
        let Some(id) = &decision.id else { continue };
        let own = Named { id: id.to_string(), title: decision.title().to_owned() };
        named.insert(key(&own), own.clone());
        if let Some(newer) = &decision.superseded_by {
            next.insert(key(&own), scene.named(newer));
        }
        for older in decision.supersedes.iter().map(|older| scene.named(older)) {
            next.entry(key(&older)).or_insert_with(|| own.clone());
            named.entry(key(&older)).or_insert(older);
        }
    }
    let newer: BTreeSet<String> = next.values().map(key).collect();
    let first = next.keys().filter(|id| !newer.contains(*id));
    first.filter_map(|id| Some(follow(named.get(id)?.clone(), &next))).collect()
}

fn follow(first: Named, next: &BTreeMap<String, Named>) -> Vec<Named> {
    let mut seen = BTreeSet::from([key(&first)]);
    let mut chain = vec![first];
    while let Some(newer) = chain.last().and_then(|last| next.get(&key(last))) {
        if !seen.insert(key(newer)) {
            break;
        }
        chain.push(newer.clone());
    }
    chain
}

fn key(named: &Named) -> String {
    named.id.to_ascii_lowercase()
}
