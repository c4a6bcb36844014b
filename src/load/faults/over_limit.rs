//! `over-limit`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a file that is too large, nested too deeply or holds too much.
    ///
    /// ## What it does
    /// Reports where the limit is passed: 64 MiB, 64 levels, five million nodes, keys of 1024 characters, fifty faults in
    /// one file.
    ///
    /// ## Why it matters
    /// Limits keep a hostile or generated file from stopping the check for everybody.
    ///
    /// ## Example
    /// ```yaml
    /// a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]
    /// ```
    ///
    /// ## Fix it
    /// Flatten the structure or split the file.
    pub(crate) static META = 107, "over-limit", Error, since "0.1.0";
}
