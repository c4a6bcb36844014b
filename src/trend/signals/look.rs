//! What a signal answers: of each thing it looked at, whether it is raised, and why not.

use crate::diag::Subject;
use crate::model::Id;
use crate::trend::history::Commit;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;

/// What a signal speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `milestone`, `risk`, `program`, `team`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its place; none for a program or a team.
    pub subject: Option<Subject>,
}

/// A commit that raised a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The commit; none for what is not committed yet.
    pub commit: Option<Commit>,
    /// What it did: `+5 working days`.
    pub what: String,
}

/// A signal that is raised.
#[derive(Clone, Debug, PartialEq)]
pub struct Raised {
    /// How much it matters.
    pub severity: Severity,
    /// What else it speaks of: what is late with the first one.
    pub with: Vec<Named>,
    /// The field that it is about.
    pub field: &'static str,
    /// What was measured.
    pub value: Option<f64>,
    /// The threshold that it is beyond.
    pub limit: Option<f64>,
    /// What both count: `working days`, `days`, `percent`, `count`, `ratio`.
    pub unit: &'static str,
    /// The commits that raised it, oldest first.
    pub commits: Vec<Cited>,
    /// The next step.
    pub help: String,
    /// The rules of `epm check` that tell the same, by code.
    pub told_by: Vec<u16>,
}

/// Whether a signal is raised.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is.
    Raised(Box<Raised>),
    /// It is not.
    Quiet,
    /// Nobody can know.
    Unknown,
}

/// One thing that a signal looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// The signal's id.
    pub signal: &'static str,
    /// The program; none when it is about all of them.
    pub program: Option<Id>,
    /// What was looked at; none when nothing could be.
    pub item: Option<Named>,
    /// The verdict.
    pub verdict: Verdict,
    /// What was measured, or why nothing was, in one sentence without a full stop.
    pub text: String,
}

impl Looked {
    /// Returns what is raised, if it is.
    pub fn raised(&self) -> Option<&Raised> {
        match &self.verdict {
            Verdict::Raised(raised) => Some(raised),
            _ => None,
        }
    }
}

/// Collects what a signal saw.
#[derive(Debug)]
pub struct Look {
    signal: &'static Signal,
    found: Vec<Looked>,
}

impl Look {
    pub(super) fn new(signal: &'static Signal) -> Look {
        Look { signal, found: Vec::new() }
    }

    /// Notes that something is as it should be, with what was measured.
    pub(super) fn quiet(&mut self, program: &Id, item: Named, text: impl Into<String>) {
        self.push(Some(program), Some(item), Verdict::Quiet, text.into());
    }

    /// Notes that something cannot be judged, and why.
    pub(super) fn unknown(&mut self, program: &Id, item: Named, text: impl Into<String>) {
        self.push(Some(program), Some(item), Verdict::Unknown, text.into());
    }

    /// Notes that nothing can be judged at all, and why.
    pub(super) fn unknown_all(&mut self, text: impl Into<String>) {
        self.push(None, None, Verdict::Unknown, text.into());
    }

    /// Raises the signal.
    pub(super) fn raise(&mut self, program: &Id, item: Named, text: impl Into<String>, raised: Raised) {
        self.push(Some(program), Some(item), Verdict::Raised(Box::new(raised)), text.into());
    }

    /// Returns a raised signal of the usual severity, told by the usual rules; the rest is still empty.
    pub(super) fn raised(&self, field: &'static str, help: impl Into<String>) -> Raised {
        Raised {
            severity: self.signal.severity,
            with: Vec::new(),
            field,
            value: None,
            limit: None,
            unit: "count",
            commits: Vec::new(),
            help: help.into(),
            told_by: self.signal.told_by.to_vec(),
        }
    }

    /// Gives up what was found.
    pub(super) fn into_found(self) -> Vec<Looked> {
        self.found
    }

    /// Gives all that was found so far to be put together anew.
    pub(super) fn found_mut(&mut self) -> &mut Vec<Looked> {
        &mut self.found
    }

    fn push(&mut self, program: Option<&Id>, item: Option<Named>, verdict: Verdict, text: String) {
        let signal = self.signal.id;
        self.found.push(Looked { signal, program: program.cloned(), item, verdict, text });
    }
}

impl Raised {
    /// Says what was measured, against which threshold, in which unit.
    #[must_use]
    pub(super) fn measured(mut self, value: f64, limit: f64, unit: &'static str) -> Raised {
        (self.value, self.limit, self.unit) = (Some(value), Some(limit), unit);
        self
    }

    /// Names the commits that raised it.
    #[must_use]
    pub(super) fn by(mut self, commits: Vec<Cited>) -> Raised {
        self.commits = commits;
        self
    }

    /// Says how much it matters.
    #[must_use]
    pub(super) fn severity(mut self, severity: Severity) -> Raised {
        self.severity = severity;
        self
    }

    /// Says which rules of `epm check` tell the same.
    #[must_use]
    pub(super) fn told_by(mut self, rules: &[u16]) -> Raised {
        self.told_by = rules.to_vec();
        self
    }
}
