//! A commitment before that of something it waits for.

use crate::check::Facts;
use crate::check::items::milestone_at;
use crate::check::items::open_milestones;
use crate::check::rules::implausible_date::is_implausible;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Link;
use crate::model::LinkType;
use crate::model::Target;

rule! {
    /// Finds a milestone that is committed before something it waits for.
    ///
    /// ## What it does
    /// Compares the `committed` dates of an open milestone and its open predecessors, also of other programs. Only
    /// links by which the milestone cannot finish first count: `FS` and `FF` without a lead. Of several predecessors the
    /// one that is promised last is named.
    ///
    /// ## Why it matters
    /// Both promises cannot be kept as the plan stands, and the two teams may each believe that theirs holds.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   committed: 2026-12-18
    /// - id: pilot
    ///   title: Pilot done
    ///   committed: 2026-12-11
    ///   depends_on: [contract-tests]
    /// ```
    ///
    /// ## Fix it
    /// Move one of the two dates by an agreed change, or remove the link if the milestone does not wait.
    pub(crate) static META = 307, "committed-before-predecessor", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, milestone) in open_milestones(facts) {
        let Some(committed) = milestone.committed else { continue };
        let mut later = Vec::new();
        for link in milestone.depends_on.iter().filter(|link| holds_finish(link)) {
            let Target::Item(named) = facts.index.find(program.index, &link.id) else { continue };
            let Some((_, other)) = milestone_at(facts, named.subject) else { continue };
            let is_later = |day: &Date| *day > committed && !is_implausible(*day, facts.as_of);
            if let Some(promised) = other.committed.filter(is_later).filter(|_| other.is_open()) {
                later.push((promised, &link.id, named.subject));
            }
        }
        let more = later.len().saturating_sub(1);
        let Some((promised, id, place)) = later.into_iter().max_by_key(|(day, _, _)| *day) else { continue };
        let early = wording::count(i64::from(promised.days_since(committed)), "day");
        let others = match more {
            0 => String::new(),
            1 => "; another predecessor is later too".to_owned(),
            n => format!("; {n} more predecessors are later too"),
        };
        let message = format!(
            "`{}` is committed for {committed}, {early} before `{id}` that it waits for{others}",
            milestone.id
        );
        out.push(
            Finding::new(&META, Place::field(subject, "committed"), message)
                .help("agree on another date for one of the two, or remove the link")
                .related(Place::field(place, "committed"), format!("`{id}` is committed for {promised}")),
        );
    }
}

/// Tells whether a link keeps its successor from finishing before its predecessor.
fn holds_finish(link: &Link) -> bool {
    let is_lead = link.lag.is_some_and(|lag| lag.0.thousandths < 0);
    matches!(link.link, LinkType::FinishToStart | LinkType::FinishToFinish) && !is_lead
}
