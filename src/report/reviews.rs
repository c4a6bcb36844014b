//! Post-launch reviews and retrospectives, a page each: what was promised and what came, what went well and what did not,
//! and what is done about it.

use serde::Serialize;

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
    name: "reviews",
    title: "Reviews",
    about: "post-launch reviews and retrospectives: promised and delivered, what to keep, actions and their state",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/reviews.md.j2"],
    build,
};

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The id.
    pub id: String,
    /// What was reviewed.
    pub title: String,
    /// When the review was held.
    pub held: Option<Date>,
    /// When the launch was.
    pub launched: Option<Date>,
    /// Who led it.
    pub facilitator: Option<String>,
    /// Who was there.
    pub participants: Vec<String>,
    /// The folder of the record, where relative links start.
    pub folder: String,
    /// What came out, in Markdown.
    pub summary: Option<String>,
    /// What was promised and what came.
    pub metrics: Vec<PromiseRow>,
    /// What went well.
    pub went_well: Vec<String>,
    /// What did not.
    pub went_wrong: Vec<String>,
    /// What is done about it, the open ones first.
    pub actions: Vec<ActionRow>,
    /// How many of them are still open.
    pub open: usize,
    /// What others should do differently.
    pub recommendations: Vec<String>,
    /// `KEEP`, `ITERATE` or `ROLL BACK`.
    pub verdict: Option<String>,
    /// The lozenge's colour.
    pub colour: &'static str,
}

/// What was promised and what came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromiseRow {
    /// What is measured.
    pub name: String,
    /// The value before.
    pub baseline: Option<String>,
    /// The value promised.
    pub target: Option<String>,
    /// The value that came.
    pub actual: Option<String>,
    /// Whether that is good.
    pub verdict: Option<String>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        let page = |(at, review): (usize, &Review)| {
            let view = view(scene, review, at);
            Built {
                template: "reports/reviews.md.j2",
                stem: page::stem(scene, &format!("review-{}", view.id)),
                title: page::title(scene, &format!("review {}", view.id)),
                period: String::new(),
                labels: vec!["epm-review".to_owned()],
                view: Box::new(view),
            }
        };
        scene.program.reviews.iter().enumerate().map(page).collect()
    })
}

fn view(scene: &Scene<'_>, review: &Review, at: usize) -> ReviewView {
    let texts = |list: &[crate::model::Text]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let actions = ActionRow::all(scene, &review.actions, review.date);
    let id = review.id.as_ref().map_or_else(|| (at + 1).to_string(), ToString::to_string);
    ReviewView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        title: review.title.as_ref().map_or_else(|| id.clone(), ToString::to_string),
        id,
        held: review.date,
        launched: review.launched,
        facilitator: scene.person(review.facilitator.as_ref()),
        participants: review.participants.iter().filter_map(|p| scene.person(Some(p))).collect(),
        folder: scene.folder(Kind::Review),
        summary: review.summary.as_ref().map(ToString::to_string),
        metrics: review.metrics.iter().map(promise).collect(),
        went_well: texts(&review.went_well),
        went_wrong: texts(&review.went_wrong),
        open: actions.iter().filter(|action| action.open).count(),
        actions,
        recommendations: texts(&review.recommendations),
        verdict: review.verdict.map(|verdict| verdict.as_str().replace('_', " ").to_uppercase()),
        colour: match review.verdict {
            Some(crate::model::ReviewVerdict::Keep) => "green",
            Some(crate::model::ReviewVerdict::Iterate) => "amber",
            Some(crate::model::ReviewVerdict::RollBack) => "red",
            None => "grey",
        },
    }
}

fn promise(metric: &crate::model::ReviewMetric) -> PromiseRow {
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
    PromiseRow {
        name: metric.name.to_string(),
        baseline: text(&metric.baseline),
        target: text(&metric.target),
        actual: text(&metric.actual),
        verdict: text(&metric.verdict),
    }
}

impl View for ReviewView {
    plain_view!("reviews");

    fn tables(&self) -> Vec<Table> {
        let columns = ["action", "owner", "due", "overdue", "status"];
        let row = |row: &ActionRow| {
            vec![
                Cell::text(&row.text),
                Cell::maybe(row.owner.as_deref()),
                Cell::day(row.due),
                Cell::Flag(row.overdue),
                Cell::text(&row.status),
            ]
        };
        vec![Table {
            name: "actions".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.actions.iter().map(row).collect(),
        }]
    }
}
