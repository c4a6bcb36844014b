//! Evidence that is not the file any more that is cited by its hash.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Program;

rule! {
    /// Finds evidence that is another file than the one cited by its SHA-256.
    ///
    /// ## What it does
    /// Reads the files that metric records and items of checklists cite with `evidence` and `evidence_sha256`, and compares
    /// their hash. A file that is not there is told too.
    ///
    /// ## Why it matters
    /// The hash says what somebody looked at. A file that changed since proves nothing, and the KPIs of governance count its
    /// requirement as not met.
    ///
    /// ## Example
    /// ```yaml
    /// - id: load-test
    ///   title: Three times the peak
    ///   status: pass
    ///   evidence: evidence/load-test.csv
    ///   evidence_sha256: 9f2c…
    /// ```
    ///
    /// ## Fix it
    /// Bring back the file, or look at the new one and cite its hash.
    pub(crate) static META = 822, "changed-evidence", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, metric) in program.metrics.iter().enumerate() {
            let subject = program.subject(Kind::Metric, n);
            for (r, row) in metric.observations.iter().enumerate() {
                if let (Some(path), Some(hash)) = (&row.evidence, &row.evidence_sha256) {
                    let field = format!("observations[{r}].evidence_sha256");
                    compare(facts, program, (subject, &field), path, hash, out);
                }
            }
        }
        for (n, gate) in program.readiness.iter().enumerate() {
            let subject = program.subject(Kind::Readiness, n);
            for (i, item) in gate.items.iter().enumerate() {
                for (path, hash) in item.evidence.0.iter().zip(&item.evidence_sha256.0) {
                    let field = format!("items[{i}].evidence_sha256");
                    compare(facts, program, (subject, &field), path, hash, out);
                }
            }
        }
    }
}

fn compare(
    facts: &Facts<'_>,
    program: &Program,
    (subject, field): (Subject, &str),
    path: &str,
    hash: &str,
    out: &mut Sink,
) {
    let stands = facts.digests.get(&(program.id.as_str().to_ascii_lowercase(), path.to_owned()));
    let message = match stands {
        Some(stands) if stands.eq_ignore_ascii_case(hash) => return,
        Some(stands) => format!("`{path}` is not the file that is cited: its SHA-256 is {stands}"),
        None => format!("`{path}` is cited with its SHA-256 and is not there"),
    };
    out.push(
        Finding::new(&META, Place::field(subject, field), message)
            .help("bring back the file, or look at the new one and cite its hash"),
    );
}
