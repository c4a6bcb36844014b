//! The start page: programs by health, the next dates, and what needs a decision.

use serde::Serialize;

use crate::model::Date;
use crate::report::Inputs;
use crate::report::phrase;
use crate::report::portfolio;
use crate::report::portfolio::PortfolioView;
use crate::report::queue;
use crate::report::queue::QueueView;
use crate::report::scene::Scene;

/// How many dates the page shows.
const DATES: usize = 12;

/// The start page.
#[derive(Clone, Debug, Serialize)]
pub struct StartView {
    /// The version of this shape.
    pub version: u32,
    /// Programs, groups, crossings and intake.
    pub portfolio: PortfolioView,
    /// How many programs have each colour: the worst first.
    pub colours: Vec<ColourCount>,
    /// The next dates that were agreed, or are expected where none was.
    pub dates: Vec<NextDate>,
    /// Every decision that is open.
    pub queue: QueueView,
}

/// How many programs have a colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColourCount {
    /// The lozenge's colour.
    pub colour: &'static str,
    /// Its word.
    pub word: &'static str,
    /// How many.
    pub count: usize,
}

/// A date that comes next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextDate {
    /// The program.
    pub program: String,
    /// Its id.
    pub program_id: String,
    /// The milestone's id.
    pub id: String,
    /// The milestone.
    pub title: String,
    /// The agreed date.
    pub committed: Date,
    /// How far that is.
    pub due: String,
    /// The expected finish.
    pub expected: Option<Date>,
    /// What the two say together.
    pub variance_text: String,
    /// Working days late; negative is early.
    pub variance: Option<f64>,
}

/// Builds the start page.
pub fn start(inputs: &Inputs<'_>) -> StartView {
    let portfolio = portfolio::view(inputs);
    StartView {
        version: super::VERSION,
        colours: colours(&portfolio),
        dates: dates(inputs),
        queue: queue::view(inputs),
        portfolio,
    }
}

fn colours(portfolio: &PortfolioView) -> Vec<ColourCount> {
    let shades = [("red", "Red"), ("amber", "Amber"), ("green", "Green"), ("grey", "Not computed")];
    let count = |(colour, word)| {
        let is = |row: &&portfolio::ProgramRow| row.colour.colour == colour;
        ColourCount { colour, word, count: portfolio.programs.iter().filter(is).count() }
    };
    shades.map(count).to_vec()
}

/// Returns the open commitments of all programs, the first one first.
fn dates(inputs: &Inputs<'_>) -> Vec<NextDate> {
    let mut rows = Scene::each(inputs, |scene| {
        let milestones = scene.program.milestones.iter();
        let open = milestones.filter_map(|m| {
            let node = scene.node(&m.id).filter(|node| !node.is_done)?;
            let committed = m.committed?;
            let variance = node.variance.map(phrase::tenths);
            Some(NextDate {
                program: scene.title(),
                program_id: scene.program.id.to_string(),
                id: m.id.to_string(),
                title: m.title.to_string(),
                committed,
                due: phrase::due(committed, scene.as_of()),
                expected: Some(node.early_finish),
                variance_text: variance.map_or_else(|| "not computed".to_owned(), phrase::variance),
                variance,
            })
        });
        open.collect()
    });
    rows.sort_by(|a, b| (a.committed, &a.program_id, &a.id).cmp(&(b.committed, &b.program_id, &b.id)));
    rows.truncate(DATES);
    rows
}
