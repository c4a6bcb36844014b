//! A plain bar chart of dates: what a view gives for a roadmap. [`mermaid`](super::mermaid) writes it.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

/// A chart: sections of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gantt {
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A section of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name; may be empty.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row: an item with its dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The item's id; it opens the row's label.
    pub id: String,
    /// The item's title.
    pub title: String,
    /// First day, ISO.
    pub start: String,
    /// Last day, ISO; for a milestone the day itself.
    pub finish: String,
    /// Whether it is drawn as a point.
    #[serde(default)]
    pub milestone: bool,
    /// Whether it is on the critical path.
    #[serde(default)]
    pub critical: bool,
    /// How far it is.
    #[serde(default)]
    pub state: State,
}

/// How far an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To come.
    #[default]
    Planned,
    /// In progress.
    Active,
    /// Done.
    Done,
}

impl Gantt {
    /// Returns the first row whose dates cannot be read, in words.
    pub fn fault(&self) -> Option<String> {
        self.sections.iter().flat_map(|section| &section.rows).find_map(Row::fault)
    }
}

impl Row {
    pub(crate) fn fault(&self) -> Option<String> {
        let bad = [&self.start, &self.finish]
            .into_iter()
            .find(|date| date.len() != 10 || date.parse::<Date>().is_err());
        bad.map(|date| format!("`{date}` of row `{}` is no date like `2026-11-22`", self.id))
    }
}
