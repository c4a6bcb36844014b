//! What a format sees: a finished view, as JSON and as tables.

use serde_json::Value as Json;

use crate::model::Date;

/// A finished view of a plan. It knows nothing of files, formats or targets.
pub trait View {
    /// Returns the view's name, as in `epm render <name>`.
    fn name(&self) -> &str;

    /// Returns the version of the published shape.
    fn version(&self) -> u32;

    /// Returns all of it, for templates and JSON. An object.
    fn value(&self) -> Json;

    /// Returns its tables, the main one first, for CSV and the terminal.
    fn tables(&self) -> Vec<Table>;
}

/// Writes what all views share whose JSON is simply their fields, the first of which is `version`: within `impl View for …`.
macro_rules! plain_view {
    ($name:literal) => {
        fn name(&self) -> &str {
            $name
        }

        fn version(&self) -> u32 {
            self.version
        }

        fn value(&self) -> serde_json::Value {
            serde_json::to_value(self).expect("the view is plain data")
        }
    };
}
pub(crate) use plain_view;

/// A table of plain values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the table lists: `milestones`.
    pub name: String,
    /// The columns' names, as the JSON spells them.
    pub columns: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text from a plan: never trusted.
    Text(String),
    /// A number of our own.
    Number(f64),
    /// A whole number of our own.
    Count(i64),
    /// A date of our own, ISO.
    Date(String),
    /// A yes or no of our own.
    Flag(bool),
    /// Nothing.
    Missing,
}

impl Cell {
    /// Returns a cell of text.
    pub(crate) fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    /// Returns a cell of text that may be missing.
    pub(crate) fn maybe(text: Option<&str>) -> Cell {
        text.map_or(Cell::Missing, Cell::text)
    }

    /// Returns a cell of a date that may be missing.
    pub(crate) fn day(day: Option<Date>) -> Cell {
        day.map_or(Cell::Missing, |day| Cell::Date(day.to_string()))
    }

    /// Returns a cell of a number that may be missing.
    pub(crate) fn number(n: Option<f64>) -> Cell {
        n.map_or(Cell::Missing, Cell::Number)
    }
}
