//! `symbolic-link`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a plan file that is a symbolic link.
    ///
    /// ## What it does
    /// Reports the link and does not follow it, wherever it points. Nothing of the target is read or shown.
    ///
    /// ## Why it matters
    /// A pull request could otherwise make the check print any file of the machine it runs on.
    ///
    /// ## Example
    /// ```text
    /// risks.yaml -> ../../secrets.yaml
    /// ```
    ///
    /// ## Fix it
    /// Put the file itself into the workspace.
    pub(crate) static META = 104, "symbolic-link", Error, since "0.1.0";
}
