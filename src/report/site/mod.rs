//! The dashboard: what the pages of the static site show, as plain data. One [`SiteHead`] for all pages, a
//! [`StartView`], and a [`ProgramView`] a program; `render::site` writes them.
//!
//! Everything is built from redacted inputs, so that no page, index or data file can tell of what is hidden.

mod findings;
mod history;
mod lookup;
mod program;
mod start;
mod timeline;

use serde::Serialize;

use crate::model::Date;
use crate::report::Inputs;

pub use findings::FindingRow;
pub use findings::FindingsView;
pub use findings::RuleCount;
pub use findings::findings;
pub use history::HistoryView;
pub use history::Week;
pub use history::WeekRow;
pub use lookup::Entry;
pub use lookup::Lookup;
pub use lookup::SiteProgram;
pub use program::ProgramView;
pub use program::programs;
pub use start::ColourCount;
pub use start::NextDate;
pub use start::StartView;
pub use start::start;
pub use timeline::Driven;
pub use timeline::Group;
pub use timeline::Row;
pub use timeline::TimelineView;

/// The version of the shapes of the dashboard.
pub const VERSION: u32 = 1;

/// What every page of the site says of the whole.
#[derive(Clone, Debug, Serialize)]
pub struct SiteHead {
    /// The version of this shape.
    pub version: u32,
    /// The workspace's name.
    pub title: String,
    /// The day.
    pub as_of: Date,
    /// Who the pages are for, when that is not everybody in the company.
    pub audience: Option<String>,
    /// Every item that has a place on a page.
    pub lookup: Lookup,
}

/// Builds what every page says of the whole.
pub fn head(inputs: &Inputs<'_>) -> SiteHead {
    let settings = inputs.workspace.settings();
    let only = match inputs.workspace.programs.as_slice() {
        [program] => Some(program.title.trim()).filter(|title| !title.is_empty()),
        _ => None,
    };
    let own = settings.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let suffix = inputs.audience.suffix();
    SiteHead {
        version: VERSION,
        title: own.or(only).unwrap_or("Programs").to_owned(),
        as_of: inputs.as_of,
        audience: (!suffix.is_empty()).then(|| inputs.audience.title.clone()),
        lookup: Lookup::new(inputs),
    }
}
