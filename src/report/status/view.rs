//! The status pack's view. One shape for all audiences; what an audience does not get is empty.

use serde::Serialize;

use crate::model::Date;
use crate::report::ActionRow;
use crate::report::BudgetRow;
use crate::report::Cell;
use crate::report::Finish;
use crate::report::MetricRow;
use crate::report::MilestoneRow;
use crate::report::Named;
use crate::report::OutcomeRow;
use crate::report::Period;
use crate::report::ProgramHead;
use crate::report::Table;
use crate::report::View;
use crate::report::decisions::DecisionRow;
use crate::report::milestones::CriticalPath;
use crate::report::milestones::table;
use crate::report::picture::Picture;
use crate::report::plain_view;
use crate::report::raid::DependencyRow;
use crate::report::raid::IssueRow;
use crate::report::raid::RiskRow;
use crate::report::signals::SignalRow;
use crate::report::status::Room;
use crate::report::status::asks::AskRow;
use crate::report::status::changes::Changes;
use crate::report::status::customers::EscalationRow;
use crate::report::status::customers::GateRow;
use crate::report::status::customers::ImpactRow;
use crate::report::status::customers::MessageRow;
use crate::report::status::customers::PreparationRow;
use crate::report::status::customers::ReleaseRow;
use crate::report::status::foretold::ForetoldRow;
use crate::report::status::overall::Overall;
use crate::report::status::work::BlockedRow;
use crate::report::status::work::ChangeRow;
use crate::report::status::work::CutoverRow;
use crate::report::status::work::HandOver;

/// A program's status pack for an audience.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The audience's name to show.
    pub audience: String,
    /// The period.
    pub period: Period,
    /// Colour, trend, headline.
    pub overall: Overall,
    /// When the program ends.
    pub finish: Finish,
    /// The story of the period, in Markdown.
    pub narrative: Option<String>,
    /// The folder of the status notes, where relative links start.
    pub folder: String,
    /// What went well.
    pub highlights: Vec<String>,
    /// What did not.
    pub lowlights: Vec<String>,
    /// What the program shall change, and how far it is.
    pub outcomes: Vec<OutcomeRow>,
    /// Metrics with their latest values.
    pub metrics: Vec<MetricRow>,
    /// What metrics with a target foretell, as they went so far.
    pub foretold: Vec<ForetoldRow>,
    /// The budget.
    pub budget: Option<BudgetRow>,
    /// The next milestones: those that are committed first, then the others; at most five.
    pub next: Vec<MilestoneRow>,
    /// Every open milestone by expected finish, or only those that are committed.
    pub milestones: Vec<MilestoneRow>,
    /// The longest path to the end.
    pub critical_path: CriticalPath,
    /// When the program ends, as a picture.
    pub distribution: Option<Picture>,
    /// The open risks by probability and impact, as a picture.
    pub risk_matrix: Option<Picture>,
    /// What changed since the last status note.
    pub changes: Changes,
    /// The risks that can still happen, the highest score first.
    pub risks: Vec<RiskRow>,
    /// How many there are, shown or not.
    pub open_risks: usize,
    /// The issues that are not solved.
    pub issues: Vec<IssueRow>,
    /// The dependencies that are not delivered.
    pub dependencies: Vec<DependencyRow>,
    /// What stands still.
    pub blocked: Vec<BlockedRow>,
    /// What this program waits for from others.
    pub receives: Vec<HandOver>,
    /// What other programs wait for from this one.
    pub gives: Vec<HandOver>,
    /// Change requests.
    pub scope: Vec<ChangeRow>,
    /// Decisions that are open.
    pub open_decisions: Vec<DecisionRow>,
    /// Decisions of this period.
    pub new_decisions: Vec<DecisionRow>,
    /// What is asked of whom.
    pub asks: Vec<AskRow>,
    /// What is to be decided besides.
    pub also_open: Vec<AskRow>,
    /// What is done next: what is open, by due day.
    pub next_steps: Vec<ActionRow>,
    /// What customers should know now.
    pub customer_notes: Vec<String>,
    /// What customers will notice, by day.
    pub impacts: Vec<ImpactRow>,
    /// Planned and sent messages.
    pub messages: Vec<MessageRow>,
    /// Whom to call, in order.
    pub escalation: Vec<EscalationRow>,
    /// What support waits for at the gates.
    pub preparation: Vec<PreparationRow>,
    /// The releases.
    pub releases: Vec<ReleaseRow>,
    /// The gates, in one line each.
    pub gates: Vec<GateRow>,
    /// The cutovers that have a window.
    pub cutovers: Vec<CutoverRow>,
    /// Early warnings, the worst first: executives get those of high severity, support none.
    pub signals: Vec<SignalRow>,
    /// How long the texts of the executive page may be; only there.
    pub room: Option<Room>,
    /// Pages with more: file below the program's folder, and title.
    pub appendix: Vec<Named>,
}

impl View for StatusView {
    plain_view!("status");

    fn tables(&self) -> Vec<Table> {
        let rows = if self.milestones.is_empty() { &self.next } else { &self.milestones };
        let columns = ["text", "of", "by", "overdue", "cost_of_delay"].map(str::to_owned).to_vec();
        let ask = |ask: &AskRow| {
            vec![
                Cell::text(&ask.text),
                Cell::maybe(ask.of.as_deref()),
                Cell::day(ask.by),
                Cell::Flag(ask.overdue),
                Cell::maybe(ask.cost_of_delay.as_deref()),
            ]
        };
        let asks = Table { name: "asks".to_owned(), columns, rows: self.asks.iter().map(ask).collect() };
        vec![table(rows.iter()), asks]
    }
}
