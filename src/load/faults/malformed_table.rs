//! `malformed-table`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a CSV file whose rows do not fit its header, or whose header is not one of observations.
    ///
    /// ## What it does
    /// Reports rows with too few or too many cells, quotes that are not closed, unknown columns, and a header without
    /// `date` and `value`. Other rows and columns are read; columns of your own begin with `x-`.
    ///
    /// ## Why it matters
    /// A shifted column puts a note where a source belongs, and makes a KPI that nobody can trust.
    ///
    /// ## Example
    /// ```text
    /// date,value,note
    /// 2026-11-06,40,counted late, and by hand
    /// ```
    ///
    /// ## Fix it
    /// Give every row as many cells as the header has, and put text that holds commas in double quotes.
    pub(crate) static META = 118, "malformed-table", Error, since "0.1.0";
}
