//! The gates of a workspace with their verdicts: what `epm ready` shows.

use serde::Serialize;

use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::report::readiness::ReadinessView;

/// Gates and their verdicts.
#[derive(Debug, Serialize)]
pub struct GatesView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: String,
    /// The gates, in the order of programs and files.
    pub gates: Vec<ReadinessView>,
}

impl View for GatesView {
    plain_view!("ready");

    fn tables(&self) -> Vec<Table> {
        let mut out: Vec<Table> = Vec::new();
        for table in self.gates.iter().flat_map(View::tables) {
            match out.iter_mut().find(|known| known.name == table.name) {
                Some(known) => known.rows.extend(table.rows),
                None => out.push(table),
            }
        }
        out
    }
}
