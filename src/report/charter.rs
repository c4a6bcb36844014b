//! The charter on one page: why the program exists, what it shall reach and how far that is, what is in and out, who
//! stands for it.

use serde::Serialize;

use crate::model::Approval;
use crate::model::Date;
use crate::report::BudgetRow;
use crate::report::Built;
use crate::report::Cell;
use crate::report::ColourCell;
use crate::report::Finish;
use crate::report::Inputs;
use crate::report::MilestoneRow;
use crate::report::OutcomeRow;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::outcomes;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "charter",
    title: "Charter",
    about: "the program on one page: purpose, outcomes and how far they are, scope, stakeholders, approvals",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/charter.md.j2"],
    build,
};

/// The charter of a program.
#[derive(Clone, Debug, Serialize)]
pub struct CharterView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The version of the charter.
    pub charter_version: Option<String>,
    /// How much care the program asks for: `1` to `3`.
    pub tier: Option<&'static str>,
    /// The day it begins.
    pub start: Option<Date>,
    /// The day it shall be done.
    pub target: Option<Date>,
    /// When it ends by its plan.
    pub finish: Finish,
    /// Its colour.
    pub colour: ColourCell,
    /// Why it exists, in Markdown.
    pub purpose: Option<String>,
    /// What it costs not to do it, in Markdown.
    pub cost_of_inaction: Option<String>,
    /// What it shall change.
    pub outcomes: Vec<OutcomeRow>,
    /// What is part of it.
    pub scope_in: Vec<String>,
    /// What is not part of it.
    pub scope_out: Vec<String>,
    /// When it is done, in Markdown.
    pub definition_of_done: Option<String>,
    /// What binds it.
    pub constraints: Vec<String>,
    /// The committed milestones that are open.
    pub commitments: Vec<MilestoneRow>,
    /// Who has a stake in it.
    pub stakeholders: Vec<StakeholderRow>,
    /// The budget.
    pub budget: Option<BudgetRow>,
    /// Who has approved it, and who still must.
    pub approvals: Vec<ApprovalRow>,
    /// Reviews it needs.
    pub reviews_required: Vec<String>,
    /// Areas that do not apply, with the reason.
    pub not_applicable: Vec<String>,
    /// Who takes it over, in words.
    pub handoff: Option<String>,
}

/// Somebody with a stake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StakeholderRow {
    /// Who.
    pub who: String,
    /// In which role.
    pub role: Option<String>,
    /// What they care about.
    pub interest: Option<String>,
}

/// An approval, given or still asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApprovalRow {
    /// In which role.
    pub role: Option<String>,
    /// Who.
    pub by: Option<String>,
    /// When; not yet without a day.
    pub at: Option<Date>,
    /// What was said with it.
    pub comment: Option<String>,
}

impl ApprovalRow {
    /// Builds the rows of approvals, in their order.
    pub(crate) fn all(scene: &Scene<'_>, approvals: &[Approval]) -> Vec<ApprovalRow> {
        let row = |approval: &Approval| ApprovalRow {
            role: approval.role.as_ref().map(ToString::to_string),
            by: scene.person(approval.by.as_ref()),
            at: approval.at,
            comment: approval.comment.as_ref().map(ToString::to_string),
        };
        approvals.iter().map(row).collect()
    }
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| vec![page::of_program(scene, &REPORT, "charter", Box::new(view(scene)))])
}

fn view(scene: &Scene<'_>) -> CharterView {
    let charter = scene.program.charter.as_ref();
    let texts = |list: &[crate::model::Text]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let commitments = MilestoneRow::all(scene);
    CharterView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        charter_version: charter.and_then(|c| c.version.as_ref()).map(ToString::to_string),
        tier: charter.and_then(|c| c.tier).map(|tier| tier.as_str()),
        start: charter.and_then(|c| c.start),
        target: charter.and_then(|c| c.target),
        finish: Finish::new(scene),
        colour: ColourCell::new(scene, None, None, &scene.health.program(scene.program)),
        purpose: charter.and_then(|c| c.purpose.as_ref()).map(ToString::to_string),
        cost_of_inaction: charter.and_then(|c| c.cost_of_inaction.as_ref()).map(ToString::to_string),
        outcomes: outcomes::outcomes(scene),
        scope_in: charter.map(|c| texts(&c.scope_in)).unwrap_or_default(),
        scope_out: charter.map(|c| texts(&c.scope_out)).unwrap_or_default(),
        definition_of_done: charter.and_then(|c| c.definition_of_done.as_ref()).map(ToString::to_string),
        constraints: charter.map(|c| texts(&c.constraints)).unwrap_or_default(),
        commitments: commitments.into_iter().filter(|row| !row.done && row.committed.is_some()).collect(),
        stakeholders: stakeholders(scene),
        budget: outcomes::budget(scene),
        approvals: charter.map(|c| ApprovalRow::all(scene, &c.approvals)).unwrap_or_default(),
        reviews_required: charter.map(|c| texts(&c.reviews_required)).unwrap_or_default(),
        not_applicable: not_applicable(scene),
        handoff: handoff(scene),
    }
}

fn stakeholders(scene: &Scene<'_>) -> Vec<StakeholderRow> {
    let stakeholders = scene.program.charter.iter().flat_map(|c| &c.stakeholders);
    let row = |stakeholder: &crate::model::Stakeholder| StakeholderRow {
        who: scene.person(Some(&stakeholder.who)).unwrap_or_default(),
        role: stakeholder.role.as_ref().map(ToString::to_string),
        interest: stakeholder.interest.as_ref().map(ToString::to_string),
    };
    stakeholders.map(row).collect()
}

fn not_applicable(scene: &Scene<'_>) -> Vec<String> {
    let areas = scene.program.charter.iter().flat_map(|c| &c.nfr_not_applicable);
    let words = |area: &crate::model::NotApplicable| match area.reason.as_deref() {
        Some(reason) => format!("{}: {reason}", area.area),
        None => format!("{}: no reason given", area.area),
    };
    areas.map(words).collect()
}

/// Says who takes a program over.
pub(crate) fn handoff(scene: &Scene<'_>) -> Option<String> {
    let handoff = scene.program.charter.as_ref()?.handoff.as_ref()?;
    let owner = scene.person(handoff.owner.as_ref());
    let to = owner.map(|owner| format!("To {owner}"));
    let on = handoff.date.map(|day| format!("on {}", crate::report::phrase::date(day)));
    let how = handoff.support_model.as_ref().map(|model| format!("({model})"));
    let words: Vec<String> = [to, on, how].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

impl View for CharterView {
    plain_view!("charter");

    fn tables(&self) -> Vec<Table> {
        let columns = ["metric", "baseline", "current", "target", "by"];
        let row = |row: &OutcomeRow| {
            vec![
                Cell::text(&row.metric),
                Cell::maybe(row.baseline.as_deref()),
                Cell::maybe(row.current.as_deref()),
                Cell::maybe(row.target.as_deref()),
                Cell::day(row.by),
            ]
        };
        vec![Table {
            name: "outcomes".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.outcomes.iter().map(row).collect(),
        }]
    }
}
