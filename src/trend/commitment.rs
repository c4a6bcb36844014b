//! Commitments through time: which date counts, and whether a move of it was agreed.
//!
//! The date in force is the last one whose approval was there before the date that it replaces (convention G7): a new
//! date that is agreed on after the old one has passed does not rescue a miss. The original date stands beside it.

use crate::model::Change;
use crate::model::ChangeKind;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Program;

/// Whether a change record agrees to a new date, as the record states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approval {
    /// This change is approved.
    Approved(Id),
    /// This change asks for it and is not decided.
    Pending(Id),
    /// This change asked for it and was refused or taken back.
    Refused(Id),
    /// No change asks for it.
    None,
}

impl Approval {
    /// Tells whether the move is agreed.
    pub fn is_approved(&self) -> bool {
        matches!(self, Approval::Approved(_))
    }
}

/// Finds what the change records of a program say of moving an item's commitment to a date. `names` are the item's id and
/// its former ones.
pub fn approval(program: &Program, names: &[Id], to: Option<Date>) -> Approval {
    approval_among(&program.changes, &program.id, names, to)
}

/// Finds the same among some change records of a program.
pub fn approval_among<'a>(
    changes: impl IntoIterator<Item = &'a Change>,
    program: &Id,
    names: &[Id],
    to: Option<Date>,
) -> Approval {
    let asks = |change: &&Change| {
        let is_it = |reference: &ItemRef| {
            let here = reference.program.as_ref().is_none_or(|p| same(p, program));
            here && names.iter().any(|name| same(name, &reference.id))
        };
        let moves = change.moves.iter().any(|m| is_it(&m.item) && (m.to.is_none() || m.to == to));
        // A change of the schedule, or of no special kind, that names the item without dates agrees to any date.
        let names_it = change.moves.is_empty() && change.kind.is_none_or(|kind| kind == ChangeKind::Schedule);
        moves || (names_it && change.affects.iter().any(is_it))
    };
    let found: Vec<&Change> = changes.into_iter().filter(asks).collect();
    let first =
        |wanted: &[ChangeStatus]| found.iter().find(|c| wanted.contains(&c.status())).map(|c| c.id.clone());
    first(&[ChangeStatus::Approved, ChangeStatus::Implemented])
        .map(Approval::Approved)
        .or_else(|| first(&[ChangeStatus::Draft, ChangeStatus::Proposed]).map(Approval::Pending))
        .or_else(|| first(&[ChangeStatus::Rejected, ChangeStatus::Withdrawn]).map(Approval::Refused))
        .unwrap_or(Approval::None)
}

fn same(a: &Id, b: &Id) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}

/// What a snapshot says of an item's commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The day the snapshot reached the default branch.
    pub day: Date,
    /// The committed date.
    pub committed: Option<Date>,
    /// A change record of the snapshot agrees to that date.
    pub is_approved: bool,
}

/// The date that an item is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The date in force.
    pub date: Date,
    /// The day since which it counts.
    pub since: Date,
    /// The first date that was committed.
    pub original: Date,
    /// The date that is written last, when it is not the one in force.
    pub disregarded: Option<Date>,
}

/// Returns the date in force after a series of statements, oldest first; none when no date was ever committed.
///
/// The first committed date counts as written. A later one counts from the day on which it stands there with an
/// approval, if that day is before the date that it replaces. A date that is taken away stays in force.
pub fn date_in_force(stated: &[Stated]) -> Option<InForce> {
    let mut in_force: Option<InForce> = None;
    for statement in stated {
        let Some(committed) = statement.committed else { continue };
        match &mut in_force {
            None => {
                in_force = Some(InForce {
                    date: committed,
                    since: statement.day,
                    original: committed,
                    disregarded: None,
                });
            }
            Some(known) if committed == known.date => known.disregarded = None,
            Some(known) if statement.is_approved && statement.day < known.date => {
                (known.date, known.since, known.disregarded) = (committed, statement.day, None);
            }
            Some(known) => known.disregarded = Some(committed),
        }
    }
    in_force
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// Returns the date in force, the original and what is disregarded of `day committed approved` lines.
    fn judged(lines: &[&str]) -> (String, String, Option<String>) {
        let stated: Vec<Stated> = lines
            .iter()
            .map(|line| {
                let mut words = line.split(' ');
                let at = day(words.next().unwrap());
                let committed = words.next().filter(|w| *w != "-").map(day);
                Stated { day: at, committed, is_approved: words.next() == Some("approved") }
            })
            .collect();
        let found = date_in_force(&stated).unwrap();
        (found.date.to_string(), found.original.to_string(), found.disregarded.map(|d| d.to_string()))
    }

    fn owned(date: &str, original: &str, disregarded: Option<&str>) -> (String, String, Option<String>) {
        (date.to_owned(), original.to_owned(), disregarded.map(str::to_owned))
    }

    #[test]
    fn an_approval_in_time_replaces_the_date_and_keeps_the_original_beside_it() {
        let lines =
            ["2026-09-01 2026-10-01", "2026-09-20 2026-11-01 approved", "2026-10-20 2026-12-01 approved"];
        assert_eq!(judged(&lines), owned("2026-12-01", "2026-10-01", None));
    }

    #[test]
    fn an_approval_after_the_old_date_rescues_nothing() {
        let late = ["2026-09-01 2026-10-01", "2026-10-02 2026-11-01 approved"];
        assert_eq!(judged(&late), owned("2026-10-01", "2026-10-01", Some("2026-11-01")));
        // On the day itself it is too late as well: before the date means before.
        let same_day = ["2026-09-01 2026-10-01", "2026-10-01 2026-11-01 approved"];
        assert_eq!(judged(&same_day), owned("2026-10-01", "2026-10-01", Some("2026-11-01")));
        let day_before = ["2026-09-01 2026-10-01", "2026-09-30 2026-11-01 approved"];
        assert_eq!(judged(&day_before), owned("2026-11-01", "2026-10-01", None));
    }

    #[test]
    fn a_move_counts_from_its_approval_not_from_the_day_it_is_written() {
        let written_first =
            ["2026-09-01 2026-10-01", "2026-09-10 2026-11-01", "2026-09-20 2026-11-01 approved"];
        assert_eq!(judged(&written_first), owned("2026-11-01", "2026-10-01", None));
        let approved_late =
            ["2026-09-01 2026-10-01", "2026-09-10 2026-11-01", "2026-10-05 2026-11-01 approved"];
        assert_eq!(judged(&approved_late), owned("2026-10-01", "2026-10-01", Some("2026-11-01")));
    }

    #[test]
    fn an_earlier_date_needs_approval_too_and_a_date_taken_away_stays() {
        let pulled_in = ["2026-09-01 2026-10-01", "2026-09-10 2026-09-20 approved"];
        assert_eq!(judged(&pulled_in), owned("2026-09-20", "2026-10-01", None));
        let taken_away = ["2026-09-01 2026-10-01", "2026-09-10 -"];
        assert_eq!(judged(&taken_away), owned("2026-10-01", "2026-10-01", None));
        let moved_back = ["2026-09-01 2026-10-01", "2026-09-10 2026-11-01", "2026-09-12 2026-10-01"];
        assert_eq!(judged(&moved_back), owned("2026-10-01", "2026-10-01", None));
        assert_eq!(date_in_force(&[]), None);
    }
}
