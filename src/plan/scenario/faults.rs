//! Why an operation cannot be carried out, each with the field to point at.

use crate::model::ScenarioOp;

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It names something that is not there; references have rules of their own.
    Unknown,
    /// It changes nothing.
    NoEffect,
    /// It cannot be done.
    Impossible,
}

/// Why an operation cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationFault {
    /// The position of the operation; nothing for the scenario's target.
    pub op: Option<usize>,
    /// What the operation does.
    pub word: Option<ScenarioOp>,
    /// The field to point at.
    pub field: &'static str,
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// What is wrong, with the value.
    pub message: String,
    /// The next step.
    pub help: String,
}

impl OperationFault {
    /// Returns the place in the file: `ops[2].item`.
    pub fn path(&self) -> String {
        match self.op {
            Some(n) => format!("ops[{n}].{}", self.field),
            None => format!("target.{}", self.field),
        }
    }
}
