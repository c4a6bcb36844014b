//! One cause, one signal: what is late only because of what comes before it is named with that; and what matters little on
//! its own is told together.

use std::collections::HashMap;

use crate::model::Id;
use crate::trend::signals::Look;
use crate::trend::signals::Looked;
use crate::trend::signals::Raised;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Verdict;

/// Puts raised items under the first raised one on the path that drives them, where `follows` agrees that it is the same
/// cause.
pub(super) fn fold(scene: &Scene<'_>, look: &mut Look, follows: impl Fn(&Raised, &Raised) -> bool) {
    let found = look.found_mut();
    let name = |looked: &Looked| {
        let program = looked.program.as_ref()?.as_str().to_ascii_lowercase();
        Some((program, looked.item.as_ref()?.id.to_ascii_lowercase()))
    };
    let raised: HashMap<(String, String), usize> = found
        .iter()
        .enumerate()
        .filter(|(_, looked)| looked.raised().is_some())
        .filter_map(|(n, looked)| Some((name(looked)?, n)))
        .collect();
    let mut leaders: Vec<(usize, usize)> = Vec::new();
    for (n, looked) in found.iter().enumerate() {
        let (Some(own), Some(program), Some(item)) = (looked.raised(), &looked.program, &looked.item) else {
            continue;
        };
        let Some(node) = scene.plan.find(program, &Id::new(item.id.as_str())) else { continue };
        let leader = scene.plan.path_to(&node.key).into_iter().find_map(|key| {
            let at = (key.program.as_str().to_ascii_lowercase(), key.id.as_str().to_ascii_lowercase());
            let m = *raised.get(&at)?;
            (m != n && found[m].raised().is_some_and(|other| follows(own, other))).then_some(m)
        });
        leaders.extend(leader.map(|m| (n, m)));
    }
    let led: HashMap<usize, usize> = leaders.iter().copied().collect();
    for (n, first) in &leaders {
        // A leader may itself be led.
        let mut leader = *first;
        for _ in 0..found.len() {
            match led.get(&leader) {
                Some(next) if next != n => leader = *next,
                _ => break,
            }
        }
        let Some(item) = found[*n].item.clone() else { continue };
        let severity = found[*n].raised().map_or(Severity::Low, |raised| raised.severity);
        if let Verdict::Raised(raised) = &mut found[leader].verdict {
            raised.severity = raised.severity.min(severity);
            raised.with.push(item);
        }
    }
    let mut n = 0;
    found.retain(|_| {
        n += 1;
        !led.contains_key(&(n - 1))
    });
}

/// Puts the raised items of each program under the one with the highest value, the first of those.
pub(super) fn gather(look: &mut Look) {
    let found = look.found_mut();
    let mut leaders: HashMap<String, usize> = HashMap::new();
    let value = |looked: &Looked| looked.raised().and_then(|raised| raised.value).unwrap_or(f64::MIN);
    for (n, looked) in found.iter().enumerate().filter(|(_, looked)| looked.raised().is_some()) {
        let program = looked.program.as_ref().map_or("", |id| id.as_str()).to_ascii_lowercase();
        let leader = leaders.entry(program).or_insert(n);
        if value(looked) > value(&found[*leader]) {
            *leader = n;
        }
    }
    let is_led = |n: usize, looked: &Looked| looked.raised().is_some() && !leaders.values().any(|m| *m == n);
    let led: Vec<Looked> =
        found.iter().enumerate().filter(|(n, looked)| is_led(*n, looked)).map(|(_, l)| l.clone()).collect();
    for follower in &led {
        let program = follower.program.as_ref().map_or("", |id| id.as_str()).to_ascii_lowercase();
        let (Some(own), Some(item)) = (follower.raised(), &follower.item) else { continue };
        let Some(Verdict::Raised(raised)) = leaders.get(&program).map(|n| &mut found[*n].verdict) else {
            continue;
        };
        raised.severity = raised.severity.min(own.severity);
        raised.with.push(item.clone());
    }
    let mut n = 0;
    found.retain(|looked| {
        n += 1;
        !is_led(n - 1, looked)
    });
}
