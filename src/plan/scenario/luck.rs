//! What the forecast says of a scenario.

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::build;
use crate::plan::forecast::Forecast;
use crate::plan::forecast::ItemForecast;
use crate::plan::forecast::Options;
use crate::plan::forecast::Outlook;
use crate::plan::result::NodeKey;
use crate::plan::result::NodeKind;
use crate::plan::scenario::outcome::Target;

/// How a forecast is drawn: the same for all scenarios that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// Trials.
    pub trials: u32,
    /// What the random numbers follow from.
    pub seed: u64,
}

impl Play {
    /// Returns the trials and the seed asked for, else those of every forecast of the workspace.
    pub fn new(workspace: &Workspace, plan: &Plan, trials: Option<u32>, seed: Option<u64>) -> Play {
        let open = plan.nodes.iter().filter(|node| !node.is_done).count();
        let options = Options::new(workspace.settings(), open);
        Play { trials: trials.unwrap_or(options.trials), seed: seed.unwrap_or(options.seed) }
    }
}

/// What the forecast says.
#[derive(Clone, Debug, PartialEq)]
pub struct Luck {
    /// Half of the trials end by this day.
    pub p50: Date,
    /// Four in five trials end by this day.
    pub p80: Date,
    /// The same in working days from the start of the program.
    pub p50_days: f64,
    /// The same in working days from the start of the program.
    pub p80_days: f64,
    /// The mean, in working days from the start of the program.
    pub mean_days: f64,
    /// The probability of meeting the target.
    pub p_target: Option<f64>,
    /// The mean of the working days by which the target is missed; a trial that meets it counts as nothing.
    pub late_days: Option<f64>,
    /// The items that determine the end most often, each with the share of trials, most first.
    pub drivers: Vec<(NodeKey, f64)>,
}

/// Forecasts a scenario. Streams are keyed by item, so that what it leaves alone has the luck that it has in the base.
pub(super) fn luck(
    workspace: &Workspace,
    plan: &Plan,
    program: u32,
    target: Option<&Target>,
    play: Play,
) -> Result<Luck, String> {
    let options = Options { trials: play.trials, seed: play.seed, ..Options::new(workspace.settings(), 0) };
    let aimed = target.and_then(|target| aim(workspace, plan, target));
    let outlook = match &aimed {
        Some((workspace, plan)) => Outlook::with(workspace, plan, options),
        None => Outlook::with(workspace, plan, options),
    };
    let forecast = match outlook {
        Outlook::Forecast(forecast) => forecast,
        Outlook::None(reason) => return Err(reason),
    };
    let Some(end) = plan.programs.get(program as usize).and_then(|p| forecast.program(&p.id)) else {
        return Err("the program has no end".to_owned());
    };
    let of_target = target.and_then(|target| forecast.item(&target.key)).map(|item| &item.finish);
    Ok(Luck {
        p50: end.finish.dates.p50,
        p80: end.finish.dates.p80,
        p50_days: end.finish.days.p50,
        p80_days: end.finish.days.p80,
        mean_days: end.finish.mean,
        p_target: of_target.and_then(|finish| finish.p_committed),
        late_days: of_target.and_then(|finish| finish.late_mean),
        drivers: drivers(plan, program, &forecast),
    })
}

/// Commits the target milestone for the target's date: the forecast counts against commitments. Nothing where it is
/// committed for that day, or where only its commitment dates it.
fn aim(workspace: &Workspace, plan: &Plan, target: &Target) -> Option<(Workspace, Plan)> {
    let node = plan.node(&target.key)?;
    if node.committed == Some(target.date) || node.is_undriven {
        return None;
    }
    let mut aimed = workspace.clone();
    let owner = aimed.programs.get_mut(node.subject.program as usize)?;
    owner.milestones.get_mut(node.subject.index as usize)?.committed = Some(target.date);
    let plan = build(&aimed, plan.as_of);
    Some((aimed, plan))
}

/// Returns the items before the end of a program that determine ends, those with the greatest sensitivity first. Points in
/// between only pass it on.
fn drivers(plan: &Plan, program: u32, forecast: &Forecast) -> Vec<(NodeKey, f64)> {
    let before = before_end(plan, program);
    let is_driver = |item: &&ItemForecast| {
        let n = plan.index_of(item.key.program.as_str(), item.key.id.as_str());
        let is_work = |n: usize| !plan.nodes[n].is_done && plan.nodes[n].kind != NodeKind::Milestone;
        item.criticality > 0.0 && n.is_some_and(|n| before[n] && is_work(n))
    };
    let mut items: Vec<&ItemForecast> = forecast.items.iter().filter(is_driver).collect();
    items.sort_by(|a, b| {
        (b.ssi.total_cmp(&a.ssi)).then(b.criticality.total_cmp(&a.criticality)).then(a.key.cmp(&b.key))
    });
    items.into_iter().map(|item| (item.key.clone(), item.criticality)).collect()
}

/// Tells of every node whether the end of a program waits for it.
fn before_end(plan: &Plan, program: u32) -> Vec<bool> {
    let end = plan.programs.get(program as usize).and_then(|p| p.finish_node.as_ref());
    let end = end.and_then(|key| plan.index_of(key.program.as_str(), key.id.as_str()));
    let mut before = vec![false; plan.nodes.len()];
    let mut open: Vec<usize> = end.into_iter().collect();
    while let Some(n) = open.pop() {
        if !std::mem::replace(&mut before[n], true) {
            open.extend(plan.predecessors(n).map(|edge| edge.from));
        }
    }
    before
}
