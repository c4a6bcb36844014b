//! A need that nobody can meet, or that is stated twice.

use crate::check::Facts;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds lines of `needs` that ask for nobody, for more people than there can be, or for the same team twice.
    ///
    /// ## What it does
    /// Checks that `people` is more than 0 and at most 1000, and that each team stands once in an item's `needs`.
    ///
    /// ## Why it matters
    /// `people: 0` looks as if somebody had thought of the team, and reserves nobody. Two lines of one team are added up, which
    /// is seldom what their writers meant.
    ///
    /// ## Example
    /// ```yaml
    /// needs:
    ///   - {team: identity, people: 0}
    /// ```
    ///
    /// ## Fix it
    /// Write how many people are needed (`0.5` is half of one), or delete the line. One line a team.
    pub(crate) static META = 521, "invalid-need", Error, since "0.1.0";
}

/// More people than this are a slip of the pen.
const MOST: f64 = 1000.0;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in milestones(facts) {
        for (n, need) in milestone.needs.iter().enumerate() {
            let place = |field: &str| Place::field(subject, format!("needs[{n}].{field}").as_str());
            if !(need.people > 0.0 && need.people <= MOST) {
                let message = format!("{} people of `{}` cannot be needed", need.people, need.team);
                let help = "write how many people: `2`, or `0.5` for half of one person's time";
                out.push(Finding::new(&META, place("people"), message).help(help));
            }
            let same = |team: &str| team.eq_ignore_ascii_case(need.team.as_str());
            if let Some(first) = milestone.needs[..n].iter().position(|other| same(other.team.as_str())) {
                let first = Place::field(subject, format!("needs[{first}].team").as_str());
                let message = format!("`{}` stands twice in `needs`", need.team);
                out.push(
                    Finding::new(&META, place("team"), message)
                        .help("write one line for the team, with all the people")
                        .related(first, "here already"),
                );
            }
        }
    }
}
