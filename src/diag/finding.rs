//! A finding, before and after its place is known.

use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::Severity;
use crate::diag::SourceId;
use crate::diag::Span;

/// Something found in the files. Built by a rule or the loader, collected by [`crate::diag::Sink`].
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static RuleMeta,
    /// The severity in force.
    pub severity: Severity,
    /// What is wrong, with the user's own value: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to write at the marked place, such as ``did you mean `maria`?``.
    pub label: Option<String>,
    /// The next step.
    pub help: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Place, String)>,
    /// The program's id, when it belongs to one.
    pub program: Option<String>,
    /// The item's id, when it belongs to one.
    pub item: Option<String>,
}

impl Finding {
    /// Starts a finding of a rule at a place, with the rule's own severity.
    pub fn new(rule: &'static RuleMeta, place: Place, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            message: message.into(),
            label: None,
            help: None,
            place,
            related: Vec::new(),
            program: None,
            item: None,
        }
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// Writes a few words at the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = Some(label.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Finding {
        self.related.push((place, what.into()));
        self
    }

    /// Reports with another severity than the rule's default.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// Names the program and the item it is about.
    #[must_use]
    pub fn about(mut self, program: &str, item: Option<&str>) -> Finding {
        self.program = Some(program.to_owned());
        self.item = item.map(str::to_owned);
        self
    }
}

/// A place in a file, as an output shows it. Lines and columns count from 1, columns in Unicode characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResolvedPlace {
    /// Workspace-relative path with `/`.
    pub file: String,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// The text and the bytes, when the file was read.
    pub text: Option<(SourceId, Span)>,
}

/// A finding whose places are known.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The finding.
    pub finding: Finding,
    /// Where it stands.
    pub place: ResolvedPlace,
    /// The other places, each with what it is.
    pub related: Vec<(ResolvedPlace, String)>,
}
