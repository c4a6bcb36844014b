//! `empty-file`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a plan file that holds nothing.
    ///
    /// ## What it does
    /// Reports a file without content, or a list file without its list.
    ///
    /// ## Why it matters
    /// An empty file is often the trace of a lost merge.
    ///
    /// ## Example
    /// ```yaml
    /// # milestones.yaml with only this comment
    /// ```
    ///
    /// ## Fix it
    /// Fill it, or delete it.
    pub(crate) static META = 120, "empty-file", Warning, since "0.1.0";
}
