//! A text that refers to a fact which some of its readers may not see.

use crate::check::Facts;
use crate::check::texts;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Item as _;
use crate::model::Kind;
use crate::model::Named;
use crate::model::Program;
use crate::model::Visibility;
use crate::trend::fact::Book;

rule! {
    /// Finds a reference to an item that fewer people may see than the text it stands in.
    ///
    /// ## What it does
    /// Compares the `visibility` of a text's item with that of the item it refers to. Pages for an audience that may not see
    /// that item show `[withheld]` in the place of the fact.
    ///
    /// ## Why it matters
    /// The sentence goes out with a hole in it, and tells that there is something to hide.
    ///
    /// ## Example
    /// ```yaml
    /// - id: takeover
    ///   title: Vendor is taken over
    ///   committed: 2027-01-15
    ///   visibility: restricted
    /// - id: RSK-1v9c
    ///   title: The certificate comes late
    ///   description: We know more on [[takeover.committed]].
    /// ```
    ///
    /// ## Fix it
    /// Say it without the item, or give this text the same `visibility`.
    pub(crate) static META = 907, "withheld-fact", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let book = std::cell::LazyCell::new(|| Book::new(facts.workspace, facts.plan));
    for (program, subject, item) in facts.items() {
        texts::of_item(subject, item, |text| {
            let own = item.visibility().max(whole(program));
            let own = text.part_visibility(program).map_or(own, |part| part.max(own));
            for reference in text.references() {
                let Some((other, named)) = book.about(subject.program, reference.name) else { continue };
                let wanted = named.map_or(whole(other), |named| visibility(other, named));
                if wanted <= own {
                    continue;
                }
                let word = &text.text[reference.range.clone()];
                let what = named.map_or(&other.id, |named| &named.id);
                let message = format!("`{what}` is {wanted}, and this text is {own}");
                let finding = text.finding(facts, &META, (word, reference.range.start), message);
                out.push(finding.help(format!(
                    "a page that may not show it says `[withheld]`; say it without the reference, or write \
                     `visibility: {wanted}` here too"
                )));
            }
        });
    }
}

/// Who may see a program at all: those who may see its charter.
fn whole(program: &Program) -> Visibility {
    program.charter.as_ref().map_or(Visibility::Public, |charter| charter.visibility())
}

fn visibility(program: &Program, named: &Named) -> Visibility {
    let item = program.item(named.subject).map_or(Visibility::Public, |item| item.visibility());
    let gate = program.readiness.get(named.subject.index as usize).filter(|_| named.kind == Kind::Readiness);
    let part = gate
        .filter(|_| named.at.0.len() > 1 && !named.is_alias)
        .and_then(|gate| gate.items.iter().find(|item| item.id == named.id).and_then(|item| item.visibility));
    item.max(part.unwrap_or(Visibility::Public)).max(whole(program))
}
