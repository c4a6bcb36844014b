//! The texts of items: every line and every prose, with its place, and words found in them.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::Subject;
use crate::model::Item;
use crate::model::Program;
use crate::model::Step;
use crate::model::Trail;
use crate::model::Visibility;
use crate::model::Visitor;
use crate::trend::fact;
use crate::trend::fact::Reference;

/// A text of an item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextAt<'t> {
    /// The item.
    pub(crate) subject: Subject,
    /// Where in the item.
    pub(crate) at: &'t Trail,
    /// The text.
    pub(crate) text: &'t str,
    /// It is Markdown.
    pub(crate) is_prose: bool,
}

struct EachText<F> {
    subject: Subject,
    see: F,
}

impl<F: FnMut(TextAt<'_>)> Visitor for EachText<F> {
    fn text(&mut self, at: &Trail, text: &str) {
        (self.see)(TextAt { subject: self.subject, at, text, is_prose: false });
    }

    fn prose(&mut self, at: &Trail, text: &str) {
        (self.see)(TextAt { subject: self.subject, at, text, is_prose: true });
    }
}

/// Shows every text of an item.
pub(crate) fn of_item(subject: Subject, item: &dyn Item, see: impl FnMut(TextAt<'_>)) {
    item.visit_all(&mut EachText { subject, see });
}

/// Shows every text of every item, and of the workspace's own records.
pub(crate) fn of_all(facts: &Facts<'_>, mut see: impl FnMut(TextAt<'_>)) {
    for (subject, item) in crate::check::items::all_items(facts) {
        of_item(subject, item, &mut see);
    }
}

impl<'t> TextAt<'t> {
    /// Returns the references to facts that are meant as such.
    pub(crate) fn references(&self) -> Vec<Reference<'t>> {
        let mut found = if self.is_prose { fact::find_in_prose(self.text) } else { fact::find(self.text) };
        found.retain(|reference| !reference.is_escaped);
        found
    }

    /// Returns who may see the ask, the message or the item of a checklist that the text stands in, where that says so itself.
    pub(crate) fn part_visibility(&self, program: &Program) -> Option<Visibility> {
        let (Some(Step::Field(list)), Some(Step::Index(n))) = (self.at.0.first(), self.at.0.get(1)) else {
            return None;
        };
        let item = self.subject.index as usize;
        match (self.subject.kind, *list) {
            ("status", "asks") => program.statuses.get(item)?.asks.as_ref()?.get(*n)?.visibility,
            ("comms", "messages") => program.comms.get(item)?.messages.get(*n)?.visibility,
            ("readiness", "items") => program.readiness.get(item)?.items.get(*n)?.visibility,
            _ => None,
        }
    }

    /// Returns the way to the text.
    pub(crate) fn path(&self) -> Path {
        Path::from(self.at)
    }

    /// Returns the place of the word at a byte of the text.
    pub(crate) fn place(&self, facts: &Facts<'_>, word: &str, at: usize) -> Place {
        facts.word(self.subject, &self.path(), (self.text, at), word)
    }

    /// Starts a finding at the word at a byte of the text.
    pub(crate) fn finding(
        &self,
        facts: &Facts<'_>,
        meta: &'static RuleMeta,
        (word, at): (&str, usize),
        message: String,
    ) -> Finding {
        let mut finding = Finding::new(meta, self.place(facts, word, at), message);
        facts.name(self.subject, &mut finding);
        finding
    }
}

/// The words of a text, each with the byte it begins at: letters, digits, and `-`, `_`, `.` inside.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.split(move |c: char| !is_inner(c)).filter_map(move |part| {
        let word = part.trim_matches(|c: char| matches!(c, '-' | '_' | '.'));
        // Parts are slices of the text, so that their addresses say where they stand.
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (!word.is_empty()).then_some((at, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_stand() {
        let found: Vec<_> = words("see `idp-ga` (v1.2), at-last.").collect();
        assert_eq!(found, [(0, "see"), (5, "idp-ga"), (14, "v1.2"), (21, "at-last")]);
    }
}
