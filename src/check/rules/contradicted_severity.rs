//! A risk whose severity is not what its probability and impact say.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds risks whose severity is not what their probability and impact say.
    ///
    /// ## What it does
    /// Compares a `severity` set by hand with the score, probability band times impact band: 12 and more is high, 6 and more
    /// medium, less is low.
    ///
    /// ## Why it matters
    /// The register shows the score and a person reads the word. Lists sorted by one hide what the other calls high.
    ///
    /// ## Example
    /// ```yaml
    /// probability: 60%
    /// impact: high
    /// severity: low
    /// ```
    ///
    /// ## Fix it
    /// Delete `severity`, or correct probability and impact.
    pub(crate) static META = 825, "contradicted-severity", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, risk) in program.risks.iter().enumerate() {
            let (Some(severity), Some(score), Some(level)) = (risk.severity, risk.score(), risk.level())
            else {
                continue;
            };
            if severity == level {
                continue;
            }
            let message =
                format!("risk `{}` is called {severity}, and its score of {score} is {level}", risk.id);
            let place = Place::field(program.subject(Kind::Risk, n), "severity");
            out.push(
                Finding::new(&META, place, message)
                    .help("delete `severity`, or correct probability and impact"),
            );
        }
    }
}
