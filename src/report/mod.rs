//! Views: what a reader sees, as plain versioned data, built from redacted programs, plan and findings.
//!
//! A view holds display-ready facts (numbers and their text) and no reference into the model. `render` turns views into
//! text; it sees nothing else. Start at [`REPORTS`]: a report is one file here, one template in `templates/reports`,
//! and a line in the table.
#![warn(clippy::disallowed_methods)]

mod action_row;
pub mod assessment;
mod audience;
pub mod baseline;
pub mod calibration;
pub mod capacity;
pub mod changes;
pub mod charter;
mod colour;
pub mod comms;
pub mod decisions;
pub mod dependencies;
pub mod diff;
pub mod draft;
mod figure;
pub mod findings;
mod finish;
pub mod forecast;
pub mod gates;
pub mod graph;
pub mod improvements;
pub mod index;
pub mod indicators;
pub mod kpis;
pub mod levelled;
mod milestone_row;
pub mod milestones;
pub mod operations;
mod outcomes;
mod page;
mod period;
mod phrase;
pub mod picture;
pub mod plan;
pub mod portfolio;
pub mod queue;
pub mod raid;
pub mod readiness;
pub mod references;
pub mod reviews;
pub mod runbook;
pub mod scenario;
mod scene;
pub mod signals;
pub mod since;
pub mod site;
pub mod status;
mod templates;
pub mod trend;
mod view;
pub mod why;

pub use action_row::ActionRow;
pub use audience::Audience;
pub use audience::Pack;
pub use colour::ColourCell;
pub use finish::Finish;
pub use milestone_row::MilestoneRow;
pub use outcomes::BudgetRow;
pub use outcomes::MetricRow;
pub use outcomes::OutcomeRow;
pub use period::Period;
pub use period::pack_day;
pub use scene::Named;
pub use scene::ProgramHead;
pub use templates::TEMPLATES;
pub use view::Cell;
pub use view::Table;
pub use view::View;
pub(crate) use view::plain_view;

use crate::diag::Resolved;
use crate::model::Date;
use crate::model::Digests;
use crate::model::Id;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::forecast::Drivers;
use crate::trend::past::Past;

/// What reports are built from. Workspace and plan hold only what the audience may see.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The programs, redacted.
    pub workspace: &'a Workspace,
    /// Their plan, redacted.
    pub plan: &'a Plan,
    /// What was known on the days before, redacted. None without a history.
    pub past: Option<&'a Past>,
    /// The SHA-256 of evidence that is cited with one.
    pub digests: &'a Digests,
    /// What moves the ends of programs, redacted. None where it was not measured.
    pub drivers: Option<&'a Drivers>,
    /// What the checks found: only whether a program's files have errors is shown.
    pub findings: &'a [Resolved],
    /// The day that everything is said for.
    pub as_of: Date,
    /// Who reads it.
    pub audience: &'a Audience,
    /// The programs to report on; all when empty.
    pub programs: &'a [Id],
}

/// What a page of a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A program.
    Program,
    /// A gate of a program.
    Gate,
    /// The whole workspace.
    Workspace,
}

/// A report: views and the templates that show them.
#[derive(Debug)]
pub struct Report {
    /// The name, as in `epm render <name>`.
    pub name: &'static str,
    /// The title to show.
    pub title: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// What each page is about.
    pub scope: Scope,
    /// The audiences that get a page each; one page for everybody when empty.
    pub audiences: &'static [Pack],
    /// Every template that its pages name.
    pub templates: &'static [&'static str],
    /// Builds its pages, in the order of the programs.
    pub build: fn(&Inputs<'_>) -> Vec<Built>,
}

/// A page that is built and not yet rendered.
pub struct Built {
    /// What it shows.
    pub view: Box<dyn View>,
    /// The template that shows it: `reports/readiness.md.j2`.
    pub template: &'static str,
    /// The path below the output folder, without extension: `identity-migration/readiness-ga-gate`. Stable.
    pub stem: String,
    /// The page's title: unique in the workspace, trimmed, at most 255 characters.
    pub title: String,
    /// The period that it is about, if any: `2026-W47`.
    pub period: String,
    /// Labels for the page.
    pub labels: Vec<String>,
}

/// Every report, in the order of the help.
pub static REPORTS: &[Report] = &[
    status::REPORT,
    charter::REPORT,
    milestones::REPORT,
    forecast::page::REPORT,
    dependencies::REPORT,
    scenario::page::REPORT,
    raid::REPORT,
    decisions::REPORT,
    changes::REPORT,
    readiness::REPORT,
    operations::REPORT,
    runbook::page::REPORT,
    comms::REPORT,
    reviews::REPORT,
    improvements::REPORT,
    kpis::REPORT,
    queue::REPORT,
    capacity::page::REPORT,
    portfolio::REPORT,
    index::REPORT,
];

/// Returns the report of that name.
pub fn find(name: &str) -> Option<&'static Report> {
    REPORTS.iter().find(|report| report.name == name)
}

impl Report {
    /// Returns the audiences to render for: the one that is asked for, else each that gets a page of its own.
    pub fn readers(&self, settings: &Settings, asked: Option<Audience>) -> Vec<Audience> {
        match asked {
            Some(audience) => vec![audience],
            None if self.audiences.is_empty() => vec![Audience::everybody()],
            None => {
                self.audiences.iter().filter_map(|pack| Audience::find(settings, pack.as_str())).collect()
            }
        }
    }
}

impl std::fmt::Debug for Built {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Built")
            .field("view", &self.view.name())
            .field("stem", &self.stem)
            .finish_non_exhaustive()
    }
}
