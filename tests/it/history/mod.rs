//! Plans in Git: any revision as a source, history, differences, baselines.

mod attribution; // the parts of a move are what replaying the commits adds
mod baselines; // `epm baseline`, and plans beside one
mod cache; // what is kept of a history
mod calibration; // what past forecasts were worth
mod diff; // what changed, in program terms
mod hostile; // repositories that want to harm (T27 to T31)
mod kpis; // seventeen KPIs, measured from history
mod noise; // how a plan is written does not matter
mod past; // what was known on a day, by whom
mod revisions; // `--at`, whatever the revision is called and however the repository is kept
mod shallow; // what is not known is said
mod signals; // early warnings: each raised, and each nearly
mod story; // the history of the shipped example
mod trend; // how the plan moved over the weeks
