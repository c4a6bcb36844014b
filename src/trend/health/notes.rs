//! Status notes: which one is in force, and the colours that a person sets in it.

use crate::model::Date;
use crate::model::Id;
use crate::model::Override;
use crate::model::Program;
use crate::model::Status;

/// Returns the day that a status note speaks of: its `as_of`, else the last day of its period.
pub fn note_day(note: &Status) -> Option<Date> {
    note.as_of.or(note.to)
}

/// Returns the latest status note on or before a day, with its index. A note without a day takes no part.
pub fn latest_status(program: &Program, as_of: Date) -> Option<(usize, &Status)> {
    let dated = program.statuses.iter().enumerate().filter_map(|(n, note)| Some((note_day(note)?, n, note)));
    let latest = dated.filter(|(day, ..)| *day <= as_of).max_by_key(|(day, n, _)| (*day, *n));
    latest.map(|(_, n, note)| (n, note))
}

/// A colour that a person set, while it holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverrideInForce<'a> {
    /// The index of the status note in the program.
    pub note: usize,
    /// The index among the note's overrides.
    pub index: usize,
    /// The colour, with reason, name and last day.
    pub value: &'a Override,
}

/// Tells whether an override has what it needs to count: a reason, a name and a last day.
pub fn is_complete(value: &Override) -> bool {
    value.reason.is_some() && value.by.is_some() && value.until.is_some()
}

/// Returns the override of an item, or of the program as a whole, from the latest status note on or before a day. One
/// that is incomplete or whose last day has passed does not count.
pub fn override_for<'a>(program: &'a Program, item: Option<&Id>, as_of: Date) -> Option<OverrideInForce<'a>> {
    let (note, status) = latest_status(program, as_of)?;
    let is_meant = |value: &Override| match (&value.item, item) {
        (None, None) => true,
        (Some(reference), Some(id)) => {
            let is_own = reference.program.as_ref().is_none_or(|p| same(p, &program.id));
            is_own && same(&reference.id, id)
        }
        _ => false,
    };
    let in_force = |value: &Override| is_complete(value) && value.until.is_some_and(|until| until >= as_of);
    let found =
        status.overrides.iter().enumerate().rev().find(|(_, value)| is_meant(value) && in_force(value));
    found.map(|(index, value)| OverrideInForce { note, index, value })
}

fn same(a: &Id, b: &Id) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}
