//! Something that was asked, and the day has passed.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::load::words::quoted;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Target;
use crate::trend::health;

rule! {
    /// Finds an ask of the latest status note whose day has passed.
    ///
    /// ## What it does
    /// Reports entries of `asks:` with a `by:` before the day of the check. An ask whose `decision:` has been
    /// taken is left alone.
    ///
    /// ## Why it matters
    /// An ask that passes in silence teaches its readers that the day did not matter.
    ///
    /// ## Example
    /// ```yaml
    /// asks:
    ///   - {text: Decide where sessions live, of: victor, by: 2026-11-18, decision: DEC-7k3f}
    /// ```
    ///
    /// ## Fix it
    /// Ask again in a new note, with the cost of another week, and along the escalation path; or say how it
    /// was answered.
    pub(crate) static META = 716, "overdue-ask", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in items::programs(facts) {
        let Some((note, status)) = health::latest_status(program, facts.as_of) else { continue };
        for (n, ask) in status.asks.iter().flatten().enumerate() {
            let Some(by) = ask.by.filter(|by| *by < facts.as_of) else { continue };
            if ask.decision.as_ref().is_some_and(|reference| is_decided(facts, program, reference)) {
                continue;
            }
            let late = wording::count(i64::from(facts.as_of.days_since(by)), "day");
            let of = ask.of.as_ref().map(|of| format!(" of `{of}`")).unwrap_or_default();
            let message = format!("{} was asked{of} by {by}, {late} ago", quoted(&ask.text));
            let path = Path::from("asks").index(n).key("by");
            let finding =
                Finding::new(&META, Place::field(program.subject(Kind::Status, note), path), message);
            out.push(finding.help(
                "write a new note: how it was answered, or the ask again, with the cost of another week",
            ));
        }
    }
}

fn is_decided(facts: &Facts<'_>, program: &Program, reference: &ItemRef) -> bool {
    let Target::Item(named) = facts.index.find(program.index, reference) else { return false };
    let found = facts.workspace.programs.get(named.subject.program as usize);
    let decision = found.and_then(|p| p.decisions.get(named.subject.index as usize));
    named.kind == Kind::Decision && decision.is_some_and(|decision| !decision.is_open())
}
