//! Numbers of an estimate in the wrong order.

use crate::check::Facts;
use crate::check::estimates;
use crate::check::estimates::Found;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds an estimate whose numbers are in the wrong order, or come to nothing.
    ///
    /// ## What it does
    /// Checks `low` ≤ `likely` ≤ `high` and `p50` ≤ `p90`, and that the estimate is more than nothing. It looks at the
    /// estimates of milestones, of the delays that risks would cause, and of scenarios.
    ///
    /// ## Why it matters
    /// No forecast can be drawn from such a range, so the work would count with one number, as if it were certain.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   estimate: {low: 12d, likely: 8d, high: 25d}
    /// ```
    ///
    /// ## Fix it
    /// Correct the numbers. `low` is the shortest it can reasonably take, `high` the longest.
    pub(crate) static META = 403, "unordered-estimate", Error, since "0.1.0";
}

/// What must not be longer than what.
const ORDER: &[(&str, &str)] = &[("low", "likely"), ("likely", "high"), ("low", "high"), ("p50", "p90")];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for found in estimates::of_program(program) {
            if let Some(finding) = look(facts, &found) {
                out.push(finding);
            }
        }
    }
}

fn look(facts: &Facts<'_>, found: &Found<'_>) -> Option<Finding> {
    let numbers = estimates::numbers(found.estimate);
    let length = |duration| estimates::minutes(duration, facts.settings(), found.is_elapsed);
    let given = |key: &str| numbers.iter().find(|(k, _)| *k == key).map(|(_, duration)| *duration);
    let place = |key: &str| Place::field(found.subject, found.path.clone().key(key));
    for (less, more) in ORDER {
        if let (Some(low), Some(high)) = (given(less), given(more))
            && length(low) > length(high)
        {
            let message = format!("`{less}` {low} is more than `{more}` {high}");
            let help = format!("write `{less}` ≤ `{more}`");
            return Some(Finding::new(&META, place(less), message).help(help));
        }
    }
    let longest = ["high", "p50", "mean", "likely"].into_iter().find_map(|key| Some((key, given(key)?)));
    let (key, duration) = longest.filter(|(_, duration)| length(*duration) == 0)?;
    let message = format!("`{key}` {duration} says that the work takes no time");
    Some(
        Finding::new(&META, place(key), message)
            .help("write a length, or delete the estimate: without one it is a pure milestone"),
    )
}
