//! `wrong-type`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a value of the wrong form: a list where a word belongs, a mapping where a date belongs.
    ///
    /// ## What it does
    /// Reports the value and says what belongs there, with an example.
    ///
    /// ## Why it matters
    /// Guessing what was meant would compute dates nobody wrote.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot
    ///   owner: [maria, jon]
    /// ```
    ///
    /// ## Fix it
    /// Write the form that the message shows.
    pub(crate) static META = 111, "wrong-type", Error, since "0.1.0";
}
