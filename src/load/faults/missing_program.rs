//! `missing-program`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a program that `epm.yaml` names and that is not there.
    ///
    /// ## What it does
    /// Reports folders and patterns of `programs:` that match nothing, and a workspace without any program.
    ///
    /// ## Why it matters
    /// A renamed folder would otherwise drop a whole program out of every report.
    ///
    /// ## Example
    /// ```yaml
    /// programs: [programs/payment]
    /// ```
    ///
    /// ## Fix it
    /// Correct the path, or delete the line.
    pub(crate) static META = 121, "missing-program", Error, since "0.1.0";
}
