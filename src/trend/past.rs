//! The past as it was known then: for a day, the plan that the files held, computed for that day, each once.
//!
//! KPIs, early warnings, trends and scores of forecasts all read the past through [`Past`], so that they agree and no
//! plan or forecast of a day is computed twice. A past for an audience holds only what it may see.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;

use crate::model::Clearance;
use crate::model::Date;
use crate::model::Visibility;
use crate::model::Workspace;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::forecast::Outlook;
use crate::trend::history::Commit;
use crate::trend::history::History;
use crate::trend::seen;

/// Days between two looks at the past.
const WEEK: i32 = 7;

/// A plan's history, and what was known on the days of it.
#[derive(Debug)]
pub struct Past {
    /// With everything: dates are computed from all work, also for those who see a part of it.
    full: Arc<History>,
    /// What the audience may see.
    seen: Arc<History>,
    clearance: Option<Clearance>,
    known: Mutex<BTreeMap<Date, Option<Arc<Known>>>>,
}

/// What was known on a day.
#[derive(Debug)]
pub struct Known {
    /// The day that it is computed for.
    pub day: Date,
    /// The last commit on or before the day that changed the plan.
    pub commit: Commit,
    /// Its number in [`History::snapshots`].
    pub snapshot: usize,
    /// What the files held.
    pub workspace: Workspace,
    /// The plan for the day. Its forecast is [`Known::outlook`].
    pub plan: Plan,
    /// Workspace and plan with everything, where the audience sees less.
    whole: Option<(Box<(Workspace, Plan)>, Clearance)>,
    outlook: OnceLock<Outlook>,
}

impl Past {
    /// Returns the past for somebody who may see everything.
    pub fn new(history: Arc<History>) -> Past {
        Past { seen: Arc::clone(&history), full: history, clearance: None, known: Mutex::default() }
    }

    /// Returns the past for an audience. An item is hidden in all of its past when the last word on it says so, and in those
    /// versions that said so themselves.
    pub fn seen_by(history: Arc<History>, level: Visibility) -> Past {
        let versions = history.snapshots.iter().rev().map(|snapshot| &*snapshot.contents);
        let clearance = Clearance::through(versions, level);
        let seen = Arc::new(seen::history(&history, &clearance));
        Past { full: history, seen, clearance: Some(clearance), known: Mutex::default() }
    }

    /// Returns the history, as far as the audience may see it.
    pub fn history(&self) -> &History {
        &self.seen
    }

    /// Returns what was known at the end of a day; nothing before the plan began, or where history is cut off
    /// ([`History::is_unknown_on`]).
    pub fn known_on(&self, day: Date) -> Option<Arc<Known>> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&day) {
            return known.clone();
        }
        // Computed outside of the lock: two threads may do the same work once, with the same result.
        let known = self.compute(day).map(Arc::new);
        lock().entry(day).or_insert(known).clone()
    }

    /// Returns what was known at the end of a day and of the days one, two, … weeks before, oldest first. Weeks before the
    /// plan began are left out.
    pub fn weeks(&self, until: Date, count: usize) -> Vec<Arc<Known>> {
        let back = (0..i32::try_from(count).unwrap_or(i32::MAX)).rev();
        back.filter_map(|n| self.known_on(until.plus_days(-WEEK.saturating_mul(n)))).collect()
    }

    /// Computes the plan of a version for a day, as far as the audience may see it. Without a forecast.
    pub fn plan(&self, snapshot: usize, day: Date) -> Plan {
        let plan = self.full.snapshots[snapshot].plan(day);
        match self.clearance.as_ref().filter(|clearance| !clearance.is_open()) {
            None => plan,
            Some(clearance) => {
                let seen = self.seen.snapshots[snapshot].workspace();
                plan.redacted(|key| sees(clearance, key)).told_by(&seen)
            }
        }
    }

    fn compute(&self, day: Date) -> Option<Known> {
        let snapshot = self.full.number_on(day)?;
        let at = &self.full.snapshots[snapshot];
        let (workspace, plan) = (at.workspace(), at.plan(day));
        let commit = self.seen.snapshots[snapshot].commit.clone();
        let Some(clearance) = self.clearance.as_ref().filter(|clearance| !clearance.is_open()) else {
            return Some(Known {
                day,
                commit,
                snapshot,
                workspace,
                plan,
                whole: None,
                outlook: OnceLock::new(),
            });
        };
        let seen = self.seen.snapshots[snapshot].workspace();
        let seen_plan = plan.redacted(|key| sees(clearance, key)).told_by(&seen);
        let whole = Some((Box::new((workspace, plan)), clearance.clone()));
        Some(Known {
            day,
            commit,
            snapshot,
            workspace: seen,
            plan: seen_plan,
            whole,
            outlook: OnceLock::new(),
        })
    }
}

impl Known {
    /// Returns the forecast of that day, drawn as `epm.yaml` said then; computed at the first call.
    pub fn outlook(&self) -> &Outlook {
        self.outlook.get_or_init(|| match &self.whole {
            None => Outlook::new(&self.workspace, &self.plan),
            Some((whole, clearance)) => {
                let (workspace, plan) = &**whole;
                Outlook::new(workspace, plan).seen_by(workspace, plan, |key| sees(clearance, key))
            }
        })
    }
}

fn sees(clearance: &Clearance, key: &NodeKey) -> bool {
    !clearance.hides(key.program.as_str(), key.id.as_str())
}
