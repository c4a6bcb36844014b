//! `clashing-fields`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds fields of one record that exclude each other or need another one.
    ///
    /// ## What it does
    /// Reports the record's first line and names the fields.
    ///
    /// ## Why it matters
    /// Two answers to one question leave open which one counts.
    ///
    /// ## Example
    /// ```yaml
    /// epm.yaml: programs: [{title: Payments}]
    /// ```
    ///
    /// ## Fix it
    /// Keep one of them, or add the other.
    pub(crate) static META = 115, "clashing-fields", Error, since "0.1.0";
}
