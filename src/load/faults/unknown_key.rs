//! `unknown-key`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a key that the record does not have.
    ///
    /// ## What it does
    /// Reports the key, offers the nearest one, and reads the other keys.
    ///
    /// ## Why it matters
    /// A misspelt key is a fact that nobody sees: `commited` is no commitment.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot
    ///   commited: 2027-01-20
    /// ```
    ///
    /// ## Fix it
    /// Correct the spelling. Own fields begin with `x-`; they are kept and handed to templates.
    pub(crate) static META = 110, "unknown-key", Error, since "0.1.0";
}
