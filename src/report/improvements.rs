//! Process improvement: what the reviews of a program recommend, and whether what was promised in them is done.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Review;
use crate::report::ActionRow;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "improvements",
    title: "Process improvement",
    about: "what the reviews recommend, and the state of every action that came out of them",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/improvements.md.j2"],
    build,
};

/// What a program learnt.
#[derive(Clone, Debug, Serialize)]
pub struct ImprovementsView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// How many reviews and actions there are, in one sentence.
    pub summary: String,
    /// The folder of the records, where relative links start.
    pub folder: String,
    /// The recommendations, the newest review first.
    pub recommendations: Vec<Recommendation>,
    /// The actions, the open ones first.
    pub actions: Vec<ReviewAction>,
}

/// A recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// What others should do differently.
    pub text: String,
    /// The review it comes from.
    pub review: String,
    /// When that was held.
    pub date: Option<Date>,
}

/// An action that came out of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewAction {
    /// The action.
    pub action: ActionRow,
    /// The review it comes from.
    pub review: String,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "process improvement", Box::new(view(scene)))]
    })
}

fn view(scene: &Scene<'_>) -> ImprovementsView {
    let mut reviews: Vec<&Review> = scene.program.reviews.iter().collect();
    reviews.sort_by_key(|review| std::cmp::Reverse(review.date));
    let name = |review: &Review| {
        let title = review.title.as_ref().map(ToString::to_string);
        title.or_else(|| review.id.as_ref().map(ToString::to_string)).unwrap_or_else(|| "a review".to_owned())
    };
    let recommendations = reviews.iter().flat_map(|review| {
        review.recommendations.iter().map(|text| Recommendation {
            text: text.to_string(),
            review: name(review),
            date: review.date,
        })
    });
    let mut actions: Vec<ReviewAction> = reviews
        .iter()
        .flat_map(|review| {
            let rows = ActionRow::all(scene, &review.actions, review.date).into_iter();
            rows.map(|action| ReviewAction { action, review: name(review) })
        })
        .collect();
    actions.sort_by_key(|row| (!row.action.open, row.action.due.is_none(), row.action.due));
    ImprovementsView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        summary: summary(reviews.len(), &actions),
        folder: scene.folder(Kind::Review),
        recommendations: recommendations.collect(),
        actions,
    }
}

fn summary(reviews: usize, actions: &[ReviewAction]) -> String {
    let count = |n: usize, what: &str| wording::count(i64::try_from(n).unwrap_or(i64::MAX), what);
    let open = actions.iter().filter(|row| row.action.open).count();
    let overdue = actions.iter().filter(|row| row.action.overdue).count();
    let late = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
    format!("{}, {} in them: {open} open{late}", count(reviews, "review"), count(actions.len(), "action"))
}

impl View for ImprovementsView {
    plain_view!("improvements");

    fn tables(&self) -> Vec<Table> {
        let columns = ["action", "review", "owner", "due", "overdue", "status"];
        let row = |row: &ReviewAction| {
            vec![
                Cell::text(&row.action.text),
                Cell::text(&row.review),
                Cell::maybe(row.action.owner.as_deref()),
                Cell::day(row.action.due),
                Cell::Flag(row.action.overdue),
                Cell::text(&row.action.status),
            ]
        };
        vec![Table {
            name: "actions".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.actions.iter().map(row).collect(),
        }]
    }
}
