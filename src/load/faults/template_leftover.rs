//! `template-leftover`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds words of a template that nobody filled in.
    ///
    /// ## What it does
    /// Reports values such as `{accepted}` or `{proposed | rejected | accepted}` in decision records. A single word in
    /// braces counts as that word.
    ///
    /// ## Why it matters
    /// YAML reads `{accepted}` as a mapping, so other tools lose the status.
    ///
    /// ## Example
    /// ```yaml
    /// status: {accepted}
    /// ```
    ///
    /// ## Fix it
    /// Delete the braces, and all choices but one.
    pub(crate) static META = 119, "template-leftover", Warning, since "0.1.0";
}
