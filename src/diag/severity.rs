//! How bad a finding is, and the level a person may set for a rule.

use std::fmt;

/// How bad a finding is. The order is the order of badness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; needs no action.
    Note,
    /// A program in trouble, or a plan that could mislead: late, overdue, red, stale, incomplete.
    Warning,
    /// The files are broken or contradict each other.
    Error,
}

impl Severity {
    /// Returns the word used in every output: `note`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What `epm.yaml` says of a rule: a severity, or that it is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule does not report.
    Off,
    /// The rule reports with this severity.
    At(Severity),
}
