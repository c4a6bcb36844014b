//! `symbolic-link`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a plan file or a folder of the plan that is a symbolic link.
    ///
    /// ## What it does
    /// Reports the link and does not follow it, wherever it points. Nothing of the target is read or shown. References in
    /// the same program to ids that nobody knows are not called dangling meanwhile.
    ///
    /// ## Why it matters
    /// A pull request could otherwise make the check print any file of the machine it runs on.
    ///
    /// ## Example
    /// ```text
    /// raid.yaml -> ../../secrets.yaml
    /// ```
    ///
    /// ## Fix it
    /// Put the file itself into the workspace, or map the real folder with `paths:` in `epm.yaml`.
    pub(crate) static META = 104, "symbolic-link", Error, since "0.1.0";
}
