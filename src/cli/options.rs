//! The options that all commands share.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use crate::model::Date;

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shared {
    /// The workspace: the folder with `epm.yaml`, or one below it
    #[arg(short = 'C', long = "dir", global = true, value_name = "DIR", help_heading = "Common options")]
    pub(crate) dir: Option<PathBuf>,

    /// Only this program; may be given several times
    #[arg(long, global = true, value_name = "ID", help_heading = "Common options")]
    pub(crate) program: Vec<String>,

    /// Read the plan at a Git revision instead of the work tree: a branch, tag, baseline or commit
    #[arg(
        long,
        global = true,
        value_name = "REV",
        allow_hyphen_values = true,
        help_heading = "Common options"
    )]
    pub(crate) at: Option<String>,

    /// The day to compute for; else that of `--at`, else `as_of` of `epm.yaml`, else today
    #[arg(long, global = true, value_name = "DATE", value_parser = date, help_heading = "Common options")]
    pub(crate) as_of: Option<Date>,

    /// Read the history from Git alone, and keep nothing of it for the next time
    #[arg(long, global = true, help_heading = "Common options")]
    pub(crate) no_cache: bool,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Common options")]
    pub(crate) color: Color,

    /// Print less: no summary, no progress
    #[arg(short, long, global = true, help_heading = "Common options")]
    pub(crate) quiet: bool,

    /// Print more: what was read
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Common options")]
    pub(crate) verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text)
}
