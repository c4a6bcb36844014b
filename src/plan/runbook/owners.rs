//! Who is needed twice at once.

use crate::model::Person;
use crate::model::Runbook;
use crate::plan::runbook::Span;
use crate::plan::runbook::StepTime;

/// A person with two steps at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Who.
    pub person: Person,
    /// The step that begins first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// When both run.
    pub span: Span,
}

/// The most pairs that are listed: nobody reads more.
const MOST: usize = 200;

/// Finds the pairs of steps of one owner that run at the same time and are not over, by the time at which they begin to.
pub(super) fn overlaps(runbook: &Runbook, times: &[StepTime], order: &[usize]) -> Vec<Overlap> {
    let mut found = Vec::new();
    for (at, &first) in order.iter().enumerate() {
        let Some(person) = runbook.steps[first].owner.as_ref().filter(|_| !times[first].is_over) else {
            continue;
        };
        let end = times[first].expected.end;
        // Sorted by start: those behind the end cannot overlap.
        let later = order[at + 1..].iter().copied().take_while(|n| times[*n].expected.start < end);
        for second in later.filter(|n| runbook.steps[*n].owner.as_ref() == Some(person) && !times[*n].is_over)
        {
            let other = times[second].expected;
            let span = Span { start: other.start, end: end.min(other.end) };
            if span.minutes() > 0 && found.len() < MOST {
                found.push(Overlap { person: person.clone(), first, second, span });
            }
        }
    }
    found.sort_by_key(|overlap| (overlap.span.start, overlap.first, overlap.second));
    found
}
