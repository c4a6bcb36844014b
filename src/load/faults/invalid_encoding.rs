//! `invalid-encoding`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a file that is not UTF-8.
    ///
    /// ## What it does
    /// Reports the first byte that is not UTF-8, with line and column.
    ///
    /// ## Why it matters
    /// A spreadsheet export in another encoding loses letters without a word. Guessing would show wrong names to
    /// executives.
    ///
    /// ## Example
    /// ```text
    /// error[EPM103 invalid-encoding]: `milestones.yaml` is not UTF-8: byte 0xE9 here
    /// ```
    ///
    /// ## Fix it
    /// Save the file as UTF-8: `iconv -f latin1 -t utf-8 file > new`.
    pub(crate) static META = 103, "invalid-encoding", Error, since "0.1.0";
}
