//! Schedule assessment: the DCMA 14 checks and the GAO ten practices, each with value, limit, verdict and items.
//!
//! Pure. [`Scope`] says which nodes and links count; `dcma` and `gao` hold one file a check and the tables of them. A
//! check that trips is a reason to look, not a verdict on the program. What cannot be judged says why.

pub mod dcma;
pub mod gao;
mod measure;
mod population;

pub use measure::Check;
pub use measure::Item;
pub use measure::Limit;
pub use measure::Meta;
pub use measure::Part;
pub use measure::Verdict;
pub use population::Population;
pub use population::Scope;

/// The assessment of one program.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The DCMA checks, in the order of the standard.
    pub checks: Vec<Check>,
    /// The GAO practices, in the order of the guide.
    pub practices: Vec<Check>,
}

/// Assesses the plan of a program.
pub fn assess(scope: &Scope<'_>) -> Assessment {
    let checks: Vec<Check> = dcma::CHECKS.iter().map(|check| check(scope)).collect();
    let practices = gao::PRACTICES.iter().map(|practice| practice(scope, &checks)).collect();
    Assessment { checks, practices }
}
