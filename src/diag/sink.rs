//! Where findings are collected.

use crate::diag::Finding;
use crate::diag::Severity;

/// Collects findings in the order they are found. Severity levels, suppressions and sorting are applied once, later,
/// by the pipeline.
#[derive(Debug, Default)]
pub struct Sink {
    findings: Vec<Finding>,
}

impl Sink {
    /// Returns an empty sink.
    pub fn new() -> Sink {
        Sink::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds all findings of another sink.
    pub fn append(&mut self, mut other: Sink) {
        self.findings.append(&mut other.findings);
    }

    /// Tells whether an error was found.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// Returns the findings so far.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the findings so far, to change them in place.
    pub fn findings_mut(&mut self) -> &mut [Finding] {
        &mut self.findings
    }

    /// Gives the findings away.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
