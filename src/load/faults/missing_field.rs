//! `missing-field`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a record without a field that it cannot do without.
    ///
    /// ## What it does
    /// Reports the record's first line. The record is left out; references to it are not called dangling.
    ///
    /// ## Why it matters
    /// An item without an id cannot be referred to, and one without a title says nothing to a reader.
    ///
    /// ## Example
    /// ```yaml
    /// - title: Pilot with 5 % of users
    /// ```
    ///
    /// ## Fix it
    /// Add the field.
    pub(crate) static META = 114, "missing-field", Error, since "0.1.0";
}
