//! `malformed-table`: declared here, reported by `load`.

use crate::diag::rule;

rule! {
    /// Finds a CSV row that does not fit its header, or a header that epm does not know.
    ///
    /// ## What it does
    /// Reports the row or cell. Other rows are read.
    ///
    /// ## Why it matters
    /// A shifted column puts a date where a number belongs, and a KPI that nobody can trust.
    ///
    /// ## Example
    /// ```text
    /// date,value
    /// 2026-11-06,40,extra
    /// ```
    ///
    /// ## Fix it
    /// Give every row as many cells as the header has, and quote cells that hold commas.
    pub(crate) static META = 118, "malformed-table", Error, since "0.1.0";
}
