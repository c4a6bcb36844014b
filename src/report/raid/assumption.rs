//! An assumption as the log lists it.

use serde::Serialize;

use crate::model::Assumption;
use crate::model::AssumptionStatus;
use crate::model::Date;
use crate::report::Named;
use crate::report::scene::Scene;

/// A row of the assumption table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssumptionRow {
    /// The id.
    pub id: String,
    /// What is assumed.
    pub title: String,
    /// More about it, in Markdown.
    pub description: Option<String>,
    /// `OPEN`, `VALIDATED` or `INVALIDATED`.
    pub status: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// Who finds out.
    pub owner: Option<String>,
    /// What happens if it is wrong.
    pub impact_if_wrong: Option<String>,
    /// How it will be checked.
    pub validation: Option<String>,
    /// By when it must be known.
    pub validate_by: Option<Date>,
    /// How far that is, while it is open.
    pub due_text: Option<String>,
    /// Its day has passed and nobody knows.
    pub overdue: bool,
    /// What rests on it.
    pub affects: Vec<Named>,
    /// When it was raised.
    pub raised: Option<Date>,
    /// When it was settled.
    pub closed: Option<Date>,
    /// It is not settled.
    pub open: bool,
}

impl AssumptionRow {
    /// Builds the row of an assumption.
    pub(crate) fn new(scene: &Scene<'_>, assumption: &Assumption) -> AssumptionRow {
        let open = assumption.is_open();
        let overdue = open && scene.is_past(assumption.validate_by);
        AssumptionRow {
            id: assumption.id.to_string(),
            title: assumption.title.to_string(),
            description: assumption.description.as_ref().map(ToString::to_string),
            status: assumption.status().as_str().to_uppercase(),
            colour: match assumption.status() {
                AssumptionStatus::Open => {
                    if overdue {
                        "red"
                    } else {
                        "grey"
                    }
                }
                AssumptionStatus::Validated => "green",
                AssumptionStatus::Invalidated => "red",
            },
            owner: scene.person(assumption.owner.as_ref()),
            impact_if_wrong: assumption.impact_if_wrong.as_ref().map(ToString::to_string),
            validation: assumption.validation.as_ref().map(ToString::to_string),
            validate_by: assumption.validate_by,
            due_text: scene.due(assumption.validate_by).filter(|_| open),
            overdue,
            affects: scene.all_named(&assumption.affects),
            raised: assumption.raised,
            closed: assumption.closed,
            open,
        }
    }

    /// Builds the rows of every assumption, by the day it must be known.
    pub(crate) fn all(scene: &Scene<'_>) -> Vec<AssumptionRow> {
        let assumptions = scene.program.assumptions.iter();
        let mut rows: Vec<AssumptionRow> = assumptions.map(|a| AssumptionRow::new(scene, a)).collect();
        rows.sort_by(|a, b| {
            let key = |row: &AssumptionRow| (row.validate_by.is_none(), row.validate_by);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        rows
    }
}
