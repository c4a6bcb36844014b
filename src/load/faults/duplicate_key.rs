//! `duplicate-key`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a key that is given twice in one mapping.
    ///
    /// ## What it does
    /// Reports the second key and shows the first. The first value counts.
    ///
    /// ## Why it matters
    /// YAML readers disagree about which of the two counts, so two tools would see two plans.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   status: planned
    ///   status: done
    /// ```
    ///
    /// ## Fix it
    /// Delete one of them.
    pub(crate) static META = 105, "duplicate-key", Error, since "0.1.0";
}
