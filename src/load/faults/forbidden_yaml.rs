//! `forbidden-yaml`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds anchors, aliases, merge keys, tags, directives and second documents.
    ///
    /// ## What it does
    /// Reports each of them. An alias reads as nothing; merge keys, directives and second documents are left out; the
    /// value at an anchor or a tag is kept.
    ///
    /// ## Why it matters
    /// They hide from a reviewer what a line means, and they are how a small file becomes gigabytes.
    ///
    /// ## Example
    /// ```yaml
    /// defaults: &d {owner: maria}
    /// milestones:
    ///   - <<: *d
    /// ```
    ///
    /// ## Fix it
    /// Write the value out where it is meant.
    pub(crate) static META = 106, "forbidden-yaml", Error, since "0.1.0";
}
