//! A decision record that does not say where it stands.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Item;
use crate::model::Tier;

rule! {
    /// Finds a decision that states no status.
    ///
    /// ## What it does
    /// Reports decisions without `status:` in the front matter, a section "Status" with text, or a line `Status: …`
    /// above the first section. It says so when there is no date either. In programs without a tier, such as the
    /// records of an existing repository, this is a note.
    ///
    /// ## Why it matters
    /// Nobody can tell whether to follow the record. It counts as proposed: still open in every count.
    ///
    /// ## Example
    /// ```markdown
    /// # Where do sessions live?
    ///
    /// ## Context and Problem Statement
    /// ```
    ///
    /// ## Fix it
    /// Write `status:` and `date:` in the front matter, or a section "Status" such as "Accepted".
    pub(crate) static META = 643, "statusless-decision", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, decision) in items::each(facts, |p| &p.decisions) {
        // A status of which nothing could be read is told by the loader.
        if decision.status.is_some() || facts.places.is_in_body(at, "status") {
            continue;
        }
        let is_undated = decision.date.is_none()
            && decision.raised.is_none()
            && !facts.places.is_broken(at, "date")
            && !facts.places.is_in_body(at, "date");
        let what = if is_undated { "neither a status nor a date" } else { "no status" };
        let id = decision.id().map_or("", |id| id.as_str());
        let finding = Finding::new(&META, Place::field(at, "title"), format!("decision `{id}` has {what}"))
            .help("write `status: proposed` or `status: accepted` in the front matter, or a section `Status`; until then it counts as proposed");
        let is_ours = items::is_asked(program, Tier::Three);
        out.push(if is_ours { finding } else { finding.severity(Severity::Note) });
    }
}
