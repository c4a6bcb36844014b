//! The forecast: the plan played through many times, with other luck each time (Monte Carlo).
//!
//! The same network as the critical path: links, calendars, constraints, facts and gates; only lengths are drawn, and risks
//! happen or not. What waits `as_late_as_possible` is played as early as it can be.
//!
//! `inputs.rs` and `events.rs` say what is uncertain, `streams.rs` where luck comes from, `flat.rs` and `chunk.rs` are the
//! passes, `told.rs` turns the trials into days and dates, `drivers.rs` measures what moves them.

mod chunk;
mod correlation;
mod distribution;
mod drivers;
mod events;
mod flat;
mod inputs;
mod normal;
mod options;
mod outlook;
mod pert;
mod quantiles;
mod result;
mod scale;
mod setup;
mod simulate;
mod streams;
mod tally;
#[cfg(test)]
mod tests;
mod told;

pub use correlation::CorrelationFault;
pub use inputs::Basis;
pub(crate) use inputs::is_ordered;
pub use options::LARGEST;
pub use options::MAX_TRIALS;
pub use options::Options;
pub use options::Risks;
pub use options::TRIALS;
pub use outlook::Outlook;
pub use result::DriverEffect;
pub use result::DriverKind;
pub use result::Drivers;
pub use result::Finish;
pub use result::Forecast;
pub use result::ItemForecast;
pub use result::ProgramForecast;
pub use result::Spread;

use crate::model::Workspace;
use crate::plan::Plan;

/// Draws the forecast of a plan that [`crate::plan::build`] made of the same workspace. `None` for a plan without a
/// network, such as [`Plan::empty`].
pub fn forecast(workspace: &Workspace, plan: &Plan, options: Options) -> Option<Forecast> {
    told::forecast(workspace, plan, options)
}

/// Measures what drives the ends of programs: plays the same trials without each risk, and without the range of each item
/// that matters.
pub fn drivers(workspace: &Workspace, plan: &Plan, forecast: &Forecast) -> Drivers {
    drivers::drivers(workspace, plan, forecast).unwrap_or_default()
}
