//! The dashboard: views of a workspace as a static site that works from a file and from any host.
//!
//! Plain HTML with a style sheet and a little script beside it, and a policy that allows nothing else. Every fact stands
//! in the HTML; the script only filters, searches and highlights. [`html`] is the one place that escapes; start at
//! [`frame`] for what all pages share, and at [`start`] for the first page.

mod axis;
mod decisions;
mod findings;
mod frame;
mod history;
mod html;
mod kit;
mod kpis;
mod plan;
mod program;
mod raid;
mod readiness;
mod search;
mod start;
mod timeline;

use crate::render::site::frame::Frame;
use crate::render::site::frame::Tab;
use crate::report::site::FindingsView;
use crate::report::site::ProgramView;
use crate::report::site::SiteHead;
use crate::report::site::StartView;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the site's folder.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// How the site is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Showing {
    /// The pages listen for changes: only where `epm serve` shows them.
    pub live: bool,
}

/// The style sheet and the scripts.
const ASSETS: [(&str, &str); 5] = [
    ("assets/site.css", include_str!("../../../templates/site/site.css")),
    ("assets/theme.js", include_str!("../../../templates/site/theme.js")),
    ("assets/site.js", include_str!("../../../templates/site/site.js")),
    ("assets/history.js", include_str!("../../../templates/site/history.js")),
    ("assets/plan.js", include_str!("../../../templates/site/plan.js")),
];

/// Writes what belongs to the whole: start pages, the search and its index, style sheet and scripts.
pub fn shared(head: &SiteHead, start: &StartView, found: &FindingsView, showing: Showing) -> Vec<File> {
    let mut out = start::pages(head, start, showing);
    out.extend(findings::pages(head, found, showing));
    out.extend(search::files(head, showing));
    out.extend(ASSETS.map(|(path, text)| File { path: path.to_owned(), text: text.to_owned() }));
    out
}

/// Writes the pages of a program.
pub fn program(head: &SiteHead, view: &ProgramView, found: &FindingsView, showing: Showing) -> Vec<File> {
    let frame = |tab: Tab| Frame::of_program(head, &view.status.program, tab, showing);
    vec![
        program::page(&frame(Tab::Overview), view, found),
        plan::page(&frame(Tab::Plan), view),
        raid::page(&frame(Tab::Raid), &view.raid),
        decisions::page(&frame(Tab::Decisions), &view.decisions, &view.changes),
        readiness::page(&frame(Tab::Readiness), &view.gates),
        kpis::page(&frame(Tab::Kpis), view.kpis.as_ref()),
        history::page(&frame(Tab::History), &view.history),
    ]
}
