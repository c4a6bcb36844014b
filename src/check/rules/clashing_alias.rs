//! A former id that is somebody else's id.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Named;

rule! {
    /// Finds a former id that is also the id, or a former id, of another item.
    ///
    /// ## What it does
    /// Compares `aliases:` with all ids and aliases of the program, without regard to case. An alias that is the item's own
    /// id is reported too: it does nothing.
    ///
    /// ## Why it matters
    /// `aliases:` keep old references working. When two items claim an id, the old references may lead to the wrong one.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot with 5 % of users
    /// - id: employee-pilot
    ///   title: Pilot with employees
    ///   aliases: [pilot]
    /// ```
    ///
    /// ## Fix it
    /// Delete the alias, or give the other item its own id back.
    pub(crate) static META = 215, "clashing-alias", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for n in 0..facts.workspace.programs.len() {
        for named in facts.index.ids(n).filter(|named| named.len() > 1) {
            let mut sorted: Vec<&Named> = named.iter().collect();
            sorted.sort_by_key(|named| named.is_alias);
            let Some((first, others)) = sorted.split_first() else { continue };
            for alias in others.iter().filter(|named| named.is_alias) {
                out.push(report(first, alias));
            }
        }
    }
}

fn report(first: &Named, alias: &Named) -> Finding {
    let what = match (first.subject == alias.subject, first.is_alias) {
        (true, false) => "the item's own id already",
        (true, true) => "listed twice",
        (false, false) => "the id of another item",
        (false, true) => "a former id of another item too",
    };
    let message = format!("the former id `{}` is {what}", alias.id);
    Finding::new(&META, Place::field(alias.subject, alias.at.clone()), message)
        .related(Place::field(first.subject, first.at.clone()), "it stands here first")
        .help("delete the alias, or rename the other item")
}
