//! Why a finish moved since a snapshot: the commits that changed the plan are replayed in order, all planned for the
//! same day, and what each moves the finish by is its part. What moves only because days have passed is a part of its
//! own: the old plan, computed for its own day and for this one.
//!
//! The parts are differences between neighbours on one calendar, so they add up to the whole exactly.

use crate::model::Contents;
use crate::model::Date;
use crate::trend::attribution;
use crate::trend::attribution::Part;
use crate::trend::attribution::Reading;
use crate::trend::attribution::Yardstick;
use crate::trend::history::Commit;
use crate::trend::history::Snapshot;

/// A version of the plan that is replayed: a commit, or the work tree.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The commit; none for the work tree.
    pub commit: Option<&'a Commit>,
    /// What the workspace held.
    pub contents: &'a Contents,
}

impl<'a> From<&'a Snapshot> for Version<'a> {
    fn from(snapshot: &'a Snapshot) -> Version<'a> {
        Version { commit: Some(&snapshot.commit), contents: &snapshot.contents }
    }
}

/// What one version moved.
#[derive(Clone, Debug)]
pub struct Move {
    /// The commit; none for the work tree.
    pub commit: Option<Commit>,
    /// Minutes of work that it moved the finish by; positive is later. The sum of its parts.
    pub minutes: i64,
    /// Its parts, in the order in which they were made.
    pub parts: Vec<Part>,
    /// The finish after it; none when it is not in the plan then.
    pub after: Option<Reading>,
}

/// Why a finish moved.
#[derive(Clone, Debug)]
pub struct Story {
    /// The finish as the first version had it on its own day; when it was not in the plan then, as it came into it.
    pub before: Option<Reading>,
    /// The finish as the last version has it.
    pub after: Option<Reading>,
    /// The commit that brought it into the plan, when the first version did not have it.
    pub began_with: Option<Commit>,
    /// Minutes of work that the finish moved by; the sum of time and moves.
    pub minutes: i64,
    /// Minutes of work that the first version moves by because days have passed.
    pub time: i64,
    /// The versions after the first one, in order.
    pub moves: Vec<Move>,
}

/// Tells why a finish moved from the first version, on its own day, to the last one on another day.
pub fn tell(
    first: &Contents,
    first_day: Date,
    later: &[Version<'_>],
    as_of: Date,
    yardstick: &Yardstick,
) -> Story {
    let workspace = first.workspace();
    let before = yardstick.measure(&crate::plan::build(&workspace, first_day));
    let mut at = yardstick.measure(&crate::plan::build(&workspace, as_of));
    let time = before.zip(at).map_or(0, |(from, to)| yardstick.minutes(from, to));
    let mut story = Story { before, after: at, began_with: None, minutes: time, time, moves: Vec::new() };
    let mut last = first;
    for version in later {
        let (parts, reading) = attribution::attribute(last, version.contents, as_of, yardstick, at);
        if at.is_none() && reading.is_some() {
            story.before = reading;
            story.began_with = version.commit.cloned();
        }
        let minutes = parts.iter().map(|part| part.minutes).sum();
        story.minutes += minutes;
        story.moves.push(Move { commit: version.commit.cloned(), minutes, parts, after: reading });
        at = reading;
        last = version.contents;
    }
    story.after = at;
    story
}
