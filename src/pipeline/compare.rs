//! Two versions of a plan to the view of what changed. Nothing is checked: a difference is not a judgement.

use crate::diag::Severity;
use crate::load;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Workspace;
use crate::pipeline::Options;
use crate::pipeline::PipelineError;
use crate::pipeline::as_of;
use crate::plan;
use crate::plan::Plan;
use crate::report::diff;
use crate::source::Tree;

/// A version of a plan, loaded.
#[derive(Debug, Default)]
pub struct Version {
    /// What the workspace holds, item by item.
    pub contents: Contents,
    /// The same, typed.
    pub workspace: Workspace,
    /// The day that is said of it: its own, unless the caller names one.
    pub day: Option<Date>,
    /// How many faults its files have.
    pub faults: usize,
}

impl Version {
    /// Loads the workspace of a tree.
    pub fn load(
        tree: &dyn Tree,
        options: &Options,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Version, PipelineError> {
        let loaded = load::load(tree, progress)?;
        let day = as_of(loaded.workspace.settings(), options);
        let faults = loaded.findings.iter().filter(|f| f.severity == Severity::Error).count();
        let contents = Contents::of(&loaded.workspace);
        Ok(Version { contents, workspace: loaded.workspace, day: Some(day), faults })
    }

    /// Computes its plan for a day.
    pub fn plan(&self, as_of: Date) -> Plan {
        plan::build(&self.workspace, as_of)
    }

    /// Returns it with its plan, for the view.
    pub fn with<'a>(&'a self, plan: &'a Plan) -> diff::Version<'a> {
        diff::Version { contents: &self.contents, workspace: &self.workspace, plan }
    }
}
