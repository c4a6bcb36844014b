//! `unreadable-file`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a file that cannot be read.
    ///
    /// ## What it does
    /// Reports a plan file that the system refuses to give, that is no regular file, or that is over 64 MiB.
    ///
    /// ## Why it matters
    /// A file that is skipped in silence could hold the item that moves the date.
    ///
    /// ## Example
    /// ```text
    /// error[EPM102 unreadable-file]: `milestones.yaml` cannot be read: permission denied
    /// ```
    ///
    /// ## Fix it
    /// Mend the permissions, or split the file.
    pub(crate) static META = 102, "unreadable-file", Error, since "0.1.0";
}
