//! `clashing-fields`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a field that needs another one beside it, or that nothing reads where it stands.
    ///
    /// ## What it does
    /// Looks at the operations of scenarios: each `op` has fields that it needs and fields that it reads. Reports what is
    /// missing, and what would do nothing. Also reports two entries of `epm.yaml` that declare a program in one folder.
    ///
    /// ## Why it matters
    /// A what-if that silently changes nothing says that a cut would not help.
    ///
    /// ## Example
    /// ```yaml
    /// ops:
    ///   - op: shift
    ///     item: idp-ga
    ///     duration: 3d
    /// ```
    ///
    /// ## Fix it
    /// Add what the operation needs, delete what it does not read, or change `op`.
    pub(crate) static META = 115, "clashing-fields", Error, since "0.1.0";
}
