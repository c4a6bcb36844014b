//! A reference in prose that leads to no fact.

use crate::check::Facts;
use crate::check::texts;
use crate::diag::Sink;
use crate::diag::rule;
use crate::trend::fact::Book;
use crate::trend::fact::Unknown;

rule! {
    /// Finds a reference in a text, such as `[[idp-ga.finish]]`, that leads to no fact.
    ///
    /// ## What it does
    /// Looks up every reference in the texts of programs: the program, the item and the name of the fact, or the list and its
    /// filters. References in code, and after a backslash, are not meant as such.
    ///
    /// ## Why it matters
    /// A page shows the value in the place of the reference. Of one that leads nowhere it can only show that something is
    /// missing.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: The certificate comes late
    ///   description: It would move `idp-ga` from [[idp-ga.commited]].
    /// ```
    ///
    /// ## Fix it
    /// Correct the name; `docs/guide/drafting.md` lists them all. Write `\[[…]]` for brackets that are meant as such.
    pub(crate) static META = 906, "unknown-fact", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let book = std::cell::LazyCell::new(|| Book::new(facts.workspace, facts.plan));
    for (_, subject, item) in facts.items() {
        texts::of_item(subject, item, |text| {
            for reference in text.references() {
                let Err(Unknown::NoSuch { message, help }) = book.read(subject.program, reference.name)
                else {
                    continue;
                };
                let word = &text.text[reference.range.clone()];
                let finding = text.finding(facts, &META, (word, reference.range.start), message);
                let way = "write the name of a fact, or `\\` before brackets that are meant as such";
                out.push(finding.help(help.unwrap_or_else(|| way.to_owned())));
            }
        });
    }
}
