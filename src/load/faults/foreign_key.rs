//! `foreign-key`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a key in the front matter of a decision record that epm does not know.
    ///
    /// ## What it does
    /// Notes the key and keeps it. Decision records of other tools load unchanged.
    ///
    /// ## Why it matters
    /// It may be a field of your site generator, or a misspelling.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// status: accepted
    /// contact: jane
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Nothing, if another tool reads it: it is kept. A key that begins with `x-` is never noted.
    pub(crate) static META = 117, "foreign-key", Note, since "0.1.0";
}
