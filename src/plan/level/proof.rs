//! What exact search can say of a levelled plan. The search itself is the optional feature `prove`.

use crate::plan::level::levelled::Levelled;

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No schedule ends on an earlier day; with several programs: none makes the sum of their last days smaller.
    Optimal,
    /// The steps were used up before it was decided.
    Undecided,
}

/// A levelled plan, and how good it is.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The plan: the one that was given, or a better one.
    pub levelled: Levelled,
    /// What was found out.
    pub verdict: Verdict,
    /// The days by which the sum of the programs' ends became smaller.
    pub gained: i64,
    /// The days by which the sum of the programs' ends may still become smaller: no schedule gains more.
    pub open: i64,
    /// The steps of the solver.
    pub steps: u64,
}
