//! `unknown-file`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a file in a plan folder that epm does not read.
    ///
    /// ## What it does
    /// Reports files whose name is close to a known one (`milestone.yaml`), and files of a wrong type in a folder of items (`raid/risks/r1.yml.bak`).
    ///
    /// ## Why it matters
    /// A plan in a file with the wrong name is a plan that nobody checks.
    ///
    /// ## Example
    /// ```text
    /// milestone.yaml
    /// ```
    ///
    /// ## Fix it
    /// Rename it, move it out of the folder, or map it with `paths:` in `epm.yaml`.
    pub(crate) static META = 116, "unknown-file", Warning, since "0.1.0";
}
