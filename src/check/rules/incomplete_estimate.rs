//! Numbers of an estimate that do not fit its shape.

use crate::check::Facts;
use crate::check::estimates;
use crate::check::estimates::Found;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds an estimate whose numbers do not fit its shape.
    ///
    /// ## What it does
    /// Compares the numbers with what the shape is made of: `low`, `likely`, `high` for `triangular` (the default) and
    /// `pert`; `low`, `high` for `uniform`; `p50`, `p90` for `lognormal` (also without `shape`); `mean`, `sd` for
    /// `normal`; `mean` for `exponential`. It says what is missing, and what would not be read.
    ///
    /// ## Why it matters
    /// A number that is not read is a wish: the author believes that it counts.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   estimate: {low: 8d, high: 25d}
    /// ```
    ///
    /// ## Fix it
    /// Add what is missing, or name the shape that the numbers belong to: `shape: uniform`.
    pub(crate) static META = 404, "incomplete-estimate", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for found in estimates::of_program(program) {
            // A number with a fault is not missing.
            let is_broken =
                found.path.field().is_some_and(|f| facts.broken.contains(&(found.subject, f.to_owned())));
            if !is_broken && let Some(finding) = look(&found) {
                out.push(finding);
            }
        }
    }
}

fn look(found: &Found<'_>) -> Option<Finding> {
    let given: Vec<&str> = estimates::numbers(found.estimate).into_iter().map(|(key, _)| key).collect();
    let shape = found.estimate.shape_in_force();
    let parts = estimates::parts(shape);
    let missing: Vec<&str> = parts.iter().filter(|p| !given.contains(p)).copied().collect();
    let surplus: Vec<&str> = given.iter().filter(|g| !parts.contains(g)).copied().collect();
    let place = |key: &str| Place::field(found.subject, found.path.clone().key(key));
    if !missing.is_empty() {
        let at =
            if found.estimate.shape.is_some() { "shape" } else { given.first().copied().unwrap_or("low") };
        let message = format!("an estimate of shape `{shape}` needs {}", list(&missing));
        let finding = Finding::new(&META, place(at), message);
        let help = match given.as_slice() {
            ["low", "high"] => "add `likely`, or write `shape: uniform`".to_owned(),
            ["mean", "sd"] => "write `shape: normal`".to_owned(),
            ["mean"] => "write `shape: exponential`, or one duration instead of a range".to_owned(),
            ["likely"] => format!("add {}, or give one duration instead of a range", list(&missing)),
            _ => format!("add {}", list(&missing)),
        };
        return Some(finding.help(help));
    }
    let first = surplus.first()?;
    let message = format!("an estimate of shape `{shape}` does not read {}", list(&surplus));
    Some(Finding::new(&META, place(first), message).help("delete it, or name the shape it belongs to"))
}

fn list(keys: &[&str]) -> String {
    let quoted: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    quoted.join(" and ")
}
