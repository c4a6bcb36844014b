//! `unknown-choice`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a word that is none of the choices.
    ///
    /// ## What it does
    /// Reports the word, offers the nearest choice and lists the others.
    ///
    /// ## Why it matters
    /// A status that no tool knows (`complet`) drops the item out of every count.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot
    ///   status: complet
    /// ```
    ///
    /// ## Fix it
    /// Write one of the choices.
    pub(crate) static META = 113, "unknown-choice", Error, since "0.1.0";
}
