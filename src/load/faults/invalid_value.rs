//! `invalid-value`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a value that cannot be read: an impossible date, a duration without unit, an id with a space.
    ///
    /// ## What it does
    /// Reports the value, what belongs there and why this one does not fit. The field counts as not given.
    ///
    /// ## Why it matters
    /// `2026-02-30` or `12` days-or-weeks would shift a plan without anybody noticing.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot
    ///   committed: 2026-02-30
    /// ```
    ///
    /// ## Fix it
    /// Write the value as the message shows: dates `2026-11-22`, durations `4h`, `3d`, `2w`, shares `40%`.
    pub(crate) static META = 112, "invalid-value", Error, since "0.1.0";
}
