//! The period of a status pack: which status note counts for a day, and which one was before it.

use serde::Serialize;

use crate::model::Cadence;
use crate::model::Date;
use crate::model::Program;
use crate::model::Status;
use crate::report::phrase;

/// A period, with its first and last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// `2026-W47`, or the name of the status note.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The notes around a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notes<'a> {
    /// The note that speaks of the period of the day.
    pub(crate) current: Option<&'a Status>,
    /// The newest one before it.
    pub(crate) previous: Option<&'a Status>,
}

impl Notes<'_> {
    /// Returns the day of the last report: from it, things are new.
    pub(crate) fn since(&self) -> Option<Date> {
        self.previous.and_then(day_of)
    }
}

/// Returns the day that a program's next pack speaks of: that of its newest status note on or before a day.
pub fn pack_day(program: &Program, not_after: Date) -> Option<Date> {
    program.statuses.iter().filter_map(day_of).filter(|day| *day <= not_after).max()
}

/// Finds the notes around a day. A note counts until the next one is due by the program's cadence.
pub(crate) fn notes(program: &Program, as_of: Date) -> Notes<'_> {
    let mut past: Vec<(Date, &Status)> =
        program.statuses.iter().filter_map(|note| day_of(note).map(|day| (day, note))).collect();
    past.retain(|(day, _)| *day <= as_of);
    past.sort_by_key(|(day, _)| *day);
    let newest = past.pop();
    match newest {
        Some((day, note)) if as_of.days_since(day) < cadence_days(program) => {
            Notes { current: Some(note), previous: past.pop().map(|(_, note)| note) }
        }
        other => Notes { current: None, previous: other.map(|(_, note)| note) },
    }
}

/// Returns the period of a day: the current note's, else the ISO week.
pub(crate) fn period(notes: &Notes<'_>, as_of: Date) -> Period {
    let (monday, sunday) = phrase::week_of(as_of);
    let note = notes.current;
    let name = note.and_then(|n| n.period.as_deref()).filter(|name| !name.trim().is_empty());
    Period {
        name: name.map_or_else(|| phrase::iso_week(as_of), |name| name.trim().to_owned()),
        from: note.and_then(|n| n.from).unwrap_or(monday),
        to: note.and_then(|n| n.to).unwrap_or(sunday),
    }
}

/// Returns the days between two packs.
pub(crate) fn cadence_days(program: &Program) -> i32 {
    match program.charter.as_ref().and_then(|c| c.cadence) {
        None | Some(Cadence::Weekly) => 7,
        Some(Cadence::Biweekly) => 14,
        Some(Cadence::Monthly) => 31,
    }
}

/// Returns the day that a note speaks of: its own, else the first of the week that it is named after.
pub(crate) fn day_of(note: &Status) -> Option<Date> {
    note.as_of.or(note.to).or_else(|| monday(note.period.as_deref()?))
}

/// Returns the Monday of `2026-W47`.
fn monday(period: &str) -> Option<Date> {
    let (year, week) = period.trim().split_once("-W")?;
    let (year, week) = (year.parse().ok()?, week.parse().ok()?);
    let date = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?;
    Some(Date::from_civil(date.date()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::Text;

    fn note(period: &str, as_of: &str) -> Status {
        Status {
            period: Some(Text::from(period)),
            as_of: Some(Date::parse(as_of).unwrap()),
            from: None,
            to: None,
            headline: None,
            overall: None,
            highlights: Vec::new(),
            lowlights: Vec::new(),
            asks: None,
            next_steps: Vec::new(),
            overrides: Vec::new(),
            customer_notes: Vec::new(),
            narrative: None,
            author: None,
            visibility: None,
            extra: crate::model::Extra::new(),
        }
    }

    fn program(notes: &[(&str, &str)]) -> Program {
        let mut program = Program::new(0, Id::new("p"), "P".to_owned(), String::new());
        program.statuses = notes.iter().map(|(period, day)| note(period, day)).collect();
        program
    }

    #[test]
    fn a_note_without_a_day_speaks_of_its_week() {
        let mut program = program(&[("2026-W47", "2026-11-20")]);
        program.statuses[0].as_of = None;
        assert_eq!(day_of(&program.statuses[0]).unwrap().to_string(), "2026-11-16");
        program.statuses[0].period = Some(Text::from("november"));
        assert_eq!(day_of(&program.statuses[0]), None);
    }

    #[test]
    fn a_note_counts_until_the_next_one_is_due() {
        let program = program(&[("2026-W46", "2026-11-13"), ("2026-W47", "2026-11-20")]);
        let found = |day: &str| {
            let day = Date::parse(day).unwrap();
            let notes = notes(&program, day);
            let name = |n: Option<&Status>| n.and_then(|n| n.period.clone()).map(|t| t.0);
            (name(notes.current), name(notes.previous), period(&notes, day).name)
        };
        let text = |t: &str| Some(t.to_owned());
        assert_eq!(found("2026-11-20"), (text("2026-W47"), text("2026-W46"), "2026-W47".to_owned()));
        assert_eq!(found("2026-11-19"), (text("2026-W46"), None, "2026-W46".to_owned()));
        assert_eq!(found("2026-11-27"), (None, text("2026-W47"), "2026-W48".to_owned()));
        assert_eq!(found("2026-11-01"), (None, None, "2026-W44".to_owned()));
        assert_eq!(pack_day(&program, Date::parse("2026-12-31").unwrap()).unwrap().to_string(), "2026-11-20");
    }
}
