//! The forecast that every command shows, or why there is none.

use crate::model::Workspace;
use crate::plan::forecast::Forecast;
use crate::plan::forecast::options::LARGEST;
use crate::plan::forecast::options::LEAST_TRIALS;
use crate::plan::forecast::options::Options;
use crate::plan::forecast::setup::Setup;
use crate::plan::forecast::told;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;

/// The forecast of a plan, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Outlook {
    /// There is one.
    Forecast(Box<Forecast>),
    /// There is none, for this reason: `no estimate has a range`.
    None(String),
}

impl Outlook {
    /// Draws the forecast with what `epm.yaml` says, so that every command shows the same one. Left out where nothing in
    /// the plan is uncertain, and where the plan is so large that nobody would wait for it unasked.
    pub fn new(workspace: &Workspace, plan: &Plan) -> Outlook {
        let open = plan.nodes.iter().filter(|node| !node.is_done).count();
        let is_asked_for =
            workspace.settings().forecast.as_ref().is_some_and(|settings| settings.trials.is_some());
        if open > LARGEST && !is_asked_for {
            let reason = format!(
                "more than {LARGEST} open items are not forecast unasked; `epm.yaml` may set `forecast: {{trials: {LEAST_TRIALS}}}`"
            );
            return Outlook::None(reason);
        }
        Outlook::with(workspace, plan, Options::new(workspace.settings(), open))
    }

    /// Draws the forecast that is asked for. Left out where nothing in the plan is uncertain.
    pub fn with(workspace: &Workspace, plan: &Plan, options: Options) -> Outlook {
        if !is_uncertain(workspace, plan, &options) {
            return Outlook::None("no estimate has a range, and no risk has numbers".to_owned());
        }
        match told::forecast(workspace, plan, options) {
            Some(forecast) => Outlook::Forecast(Box::new(forecast)),
            None => Outlook::None("there is no plan".to_owned()),
        }
    }

    /// Returns the forecast, if there is one.
    pub fn forecast(&self) -> Option<&Forecast> {
        match self {
            Outlook::Forecast(forecast) => Some(forecast),
            Outlook::None(_) => None,
        }
    }

    /// Returns the outlook for those who may see only what `keep` wants. A hidden risk is not played at all, so that no date
    /// tells of it; hidden work counts as in the plan.
    #[must_use]
    pub fn seen_by(&self, workspace: &Workspace, plan: &Plan, keep: impl Fn(&NodeKey) -> bool) -> Outlook {
        let hides_risk = self.forecast().is_some_and(|forecast| !forecast.risks.iter().all(&keep));
        if !hides_risk {
            return self.redacted(keep);
        }
        let mut seen = workspace.clone();
        for program in &mut seen.programs {
            let id = program.id.clone();
            program.risks.retain(|risk| keep(&NodeKey { program: id.clone(), id: risk.id.clone() }));
        }
        Outlook::new(&seen, plan).redacted(keep)
    }

    /// Returns the outlook with only what `keep` wants.
    #[must_use]
    pub fn redacted(&self, keep: impl Fn(&NodeKey) -> bool) -> Outlook {
        match self {
            Outlook::Forecast(forecast) => Outlook::Forecast(Box::new(forecast.clone().redacted(keep))),
            Outlook::None(reason) => Outlook::None(reason.clone()),
        }
    }
}

/// Tells whether anything that is still to come has a range, a word of confidence, or a risk in numbers.
fn is_uncertain(workspace: &Workspace, plan: &Plan, options: &Options) -> bool {
    Setup::new(workspace, plan, options).is_some_and(|setup| {
        !setup.model.events.is_empty() || setup.model.streams.iter().any(Option::is_some)
    })
}
