//! Progress of a program by weight, with its budget beside it.

use serde::Serialize;

use crate::model::Date;
use crate::model::Program;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::trend::indicators::weights;
use crate::trend::indicators::weights::Weighted;
use crate::trend::indicators::weights::weighted;

/// The progress of a program.
#[derive(Debug, Serialize)]
pub struct ProgressRow {
    /// The program.
    pub id: String,
    /// What it is: `milestone-weighted, not EVM`.
    pub label: &'static str,
    /// Why there is none.
    pub error: Option<&'static str>,
    /// Progress by weight.
    pub progress: Option<Progress>,
    /// The budget, as the charter says it: none of it enters the rest.
    pub budget: Option<Money>,
}

/// Progress by weight. What cannot be computed is null.
#[derive(Debug, Serialize)]
pub struct Progress {
    /// Working days of the milestones that are done.
    pub done_days: f64,
    /// Working days of the milestones that are due.
    pub due_days: f64,
    /// Working days of all milestones with a commitment.
    pub total_days: f64,
    /// How many milestones have a commitment.
    pub milestones: usize,
    /// How many have none and do not count.
    pub without_commitment: usize,
    /// AT: weeks since the program began.
    pub weeks: f64,
    /// PD: weeks that it was to take.
    pub planned_weeks: usize,
    /// SPI: done by due.
    pub spi: Option<f64>,
    /// ES: the week at whose end so much was due as is done now.
    pub earned_schedule: Option<f64>,
    /// SV(t): weeks ahead; negative is behind.
    pub sv_t: Option<f64>,
    /// SPI(t).
    pub spi_t: Option<f64>,
    /// IEAC(t): weeks that it takes at this pace.
    pub ieac_t: Option<f64>,
    /// TSPI: the pace that the rest needs.
    pub tspi: Option<f64>,
    /// The last commitment.
    pub last_committed: Date,
    /// The day of IEAC(t).
    pub ieac_date: Option<Date>,
}

/// A budget.
#[derive(Debug, Serialize)]
pub struct Money {
    /// The currency.
    pub currency: Option<String>,
    /// Approved.
    pub approved: Option<f64>,
    /// Spent.
    pub actual: Option<f64>,
    /// Expected in the end.
    pub forecast: Option<f64>,
}

/// Builds the progress of a program.
pub(super) fn row(workspace: &Workspace, plan: &Plan, program: &Program) -> ProgressRow {
    let found = weighted(plan, program, workspace.settings());
    let budget = program.charter.as_ref().and_then(|charter| charter.budget.as_ref());
    ProgressRow {
        id: program.id.to_string(),
        label: weights::LABEL,
        error: found.is_none().then_some("no-commitments"),
        progress: found.as_ref().map(weigh),
        budget: budget.map(|budget| Money {
            currency: budget.currency.as_ref().map(ToString::to_string),
            approved: budget.approved,
            actual: budget.actual,
            forecast: budget.forecast,
        }),
    }
}

fn weigh(found: &Weighted) -> Progress {
    let result = &found.result;
    #[allow(clippy::cast_possible_truncation)] // saturates, and so does the date
    let day = |weeks: f64| found.start.plus_days((weeks * 7.0).ceil() as i32 - 1);
    Progress {
        done_days: found.done,
        due_days: found.due,
        total_days: found.total,
        milestones: found.counted,
        without_commitment: found.without,
        weeks: found.weeks,
        planned_weeks: found.planned_weeks,
        spi: (found.due > 0.0).then(|| found.done / found.due),
        earned_schedule: result.earned_schedule,
        sv_t: result.time_variance,
        spi_t: result.spi_t,
        ieac_t: result.duration_at_completion,
        tspi: result.to_complete_t,
        last_committed: found.last,
        ieac_date: result.duration_at_completion.filter(|weeks| *weeks < 5000.0).map(day),
    }
}
