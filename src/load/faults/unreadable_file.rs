//! `unreadable-file`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a file that cannot be read.
    ///
    /// ## What it does
    /// Reports a plan file that the system refuses to give, or that is no regular file (a socket, a device). References
    /// in the same program to ids that nobody knows are not called dangling meanwhile.
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
    /// Mend the permissions, or put a regular file there.
    pub(crate) static META = 102, "unreadable-file", Error, since "0.1.0";
}
