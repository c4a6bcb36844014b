//! Plans in Git: any revision as a source, history, differences, baselines.

mod hostile; // repositories that want to harm (T27 to T31)
mod revisions; // `--at`, whatever the revision is called and however the repository is kept
