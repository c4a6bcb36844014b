//! What rules may know: the typed programs, the plan, the day, and the texts.

use std::collections::BTreeSet;

use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::diag::Subject;
use crate::load::Places;
use crate::model::Date;
use crate::model::Digests;
use crate::model::Index;
use crate::model::Item;
use crate::model::Program;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::capacity::Capacity;
use crate::trend::health::Slips;
use crate::trend::history::History;
use crate::trend::signals::Looked;

/// A text of the run, for rules that read what stands in the files: secrets, suppressions.
#[derive(Clone, Copy, Debug)]
pub struct SourceText<'a> {
    /// The text's number.
    pub id: SourceId,
    /// The file.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Everything a rule may read.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The programs and the settings.
    pub workspace: &'a Workspace,
    /// The plan for [`Facts::as_of`].
    pub plan: &'a Plan,
    /// What the teams can do against what the plan asks of them.
    pub capacity: &'a Capacity,
    /// The day that everything is judged on.
    pub as_of: Date,
    /// The caller asked for that day, so that the files may know more than it.
    pub is_asked: bool,
    /// Every id.
    pub index: &'a Index,
    /// Every file of the workspace, for links to files.
    pub files: &'a BTreeSet<String>,
    /// The texts that were read.
    pub texts: &'a [SourceText<'a>],
    /// Fields that the loader faulted.
    pub broken: &'a BTreeSet<(Subject, String)>,
    /// Where every item and field stands.
    pub places: &'a Places,
    /// The SHA-256 of evidence that is cited with one.
    pub digests: &'a Digests,
    /// What the early warnings looked at; nothing without the history of the plan.
    pub signals: &'a [Looked],
    /// What slipped too much within a few weeks; nothing without the history of the plan.
    pub slips: &'a Slips,
    /// What is known of the past; none outside of a repository.
    pub history: Option<&'a History>,
}

impl<'a> Facts<'a> {
    /// Returns the settings in force.
    pub fn settings(&self) -> &'a Settings {
        self.workspace.settings()
    }

    /// Returns every item of every program.
    pub fn items(&self) -> impl Iterator<Item = (&'a Program, Subject, &'a dyn Item)> {
        self.workspace.programs.iter().flat_map(|p| p.items().into_iter().map(move |(s, item)| (p, s, item)))
    }

    /// Returns the file that an item stands in.
    pub fn file_of(&self, subject: Subject) -> Option<&'a str> {
        self.text_of(subject).map(|t| t.path)
    }

    /// Returns the text that an item stands in.
    pub fn text_of(&self, subject: Subject) -> Option<SourceText<'a>> {
        let source = self.places.source_of(subject)?;
        // Texts are numbered in the order of the list.
        self.texts.get(source.0 as usize).filter(|t| t.id == source).copied()
    }

    /// Returns the place of a word in a text field, given the text and the byte at which the word stands in it: in the file
    /// itself, or the field where the text reads differently from how it stands.
    pub(crate) fn word(&self, subject: Subject, path: &Path, (text, at): (&str, usize), word: &str) -> Place {
        let in_file = || {
            let file = self.text_of(subject)?;
            let span = self.places.whole(file.text, subject, path)?;
            let raw = file.text.get(span.range())?;
            // Folded and quoted texts stand in other bytes, but in the same order.
            let nth = || text.get(..at).map_or(0, |before| before.matches(word).count());
            let folded = || raw.match_indices(word).nth(nth()).map(|(n, _)| n);
            let start = span.start as usize + raw.find(text).map(|n| n + at).or_else(folded)?;
            Some(Place::Text(file.id, Span::new(start, start + word.len())))
        };
        in_file().unwrap_or_else(|| Place::field(subject, path.clone()))
    }

    /// Returns the ids of the list entries of an item that were left out because of a fault; `None` when one of them has no
    /// id, so that nobody knows what it was.
    pub(crate) fn left_out_ids(&self, subject: Subject) -> Option<Vec<String>> {
        let Some(text) = self.text_of(subject) else { return Some(Vec::new()) };
        self.places.left_out_ids(subject, text.text)
    }

    /// Writes program and item id into a finding.
    pub(crate) fn name(&self, subject: Subject, finding: &mut Finding) {
        let Some(program) = self.workspace.programs.get(subject.program as usize) else { return };
        finding.program.get_or_insert_with(|| program.id.to_string());
        if finding.item.is_none() {
            finding.item = program.item(subject).and_then(Item::id).map(ToString::to_string);
        }
    }
}
