//! `syntax-error`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a place where the text is not YAML.
    ///
    /// ## What it does
    /// Reports where reading stopped, names what is wrong in plain words, leaves out the smallest block around it (an item
    /// of a list, or a key with its value) and reads on. References to what was left out are not called dangling.
    ///
    /// ## Why it matters
    /// A file that cannot be read says nothing, and a tool that skips it in silence hides what it says. Other items of the
    /// same file are still checked.
    ///
    /// ## Example
    /// ```yaml
    /// milestones:
    ///   - id: pilot
    ///     title: "Pilot with 5 % of users
    /// ```
    ///
    /// ## Fix it
    /// Close the quote, mend the indentation or put the value in quotes, as the message says.
    pub(crate) static META = 101, "syntax-error", Error, since "0.1.0";
}
