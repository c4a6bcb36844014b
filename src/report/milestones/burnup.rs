//! How many milestones are reached by when, against what was agreed and what is expected.

use crate::model::Date;
use crate::report::MilestoneRow;
use crate::report::picture::BurnUp;
use crate::report::picture::Picture;
use crate::report::scene::Scene;

/// Fewer milestones than this are seen at a glance without a curve.
const LEAST: usize = 3;

/// Counts milestones: agreed by their commitments, reached by what happened, expected from the day of the page on.
pub(super) fn picture(scene: &Scene<'_>, rows: &[MilestoneRow]) -> Option<Picture> {
    let today = scene.as_of();
    let days = |pick: fn(&MilestoneRow) -> Option<Date>| -> Vec<Date> {
        let mut days: Vec<Date> = rows.iter().filter_map(pick).collect();
        days.sort();
        days
    };
    let reached = days(|row| row.expected.filter(|_| row.done));
    let reached: Vec<Date> = reached.into_iter().filter(|day| *day <= today).collect();
    let open = days(|row| row.expected.filter(|_| !row.done));
    let mut done = steps(&reached, 0);
    // Nothing is reached after the day of the page; the line goes on as it is until then.
    done.extend((!done.is_empty()).then(|| (today.to_string(), count(reached.len()))));
    let mut expected = vec![(today.to_string(), count(reached.len()))];
    expected.extend(steps(&open, reached.len()));
    let burn_up = BurnUp {
        as_of: today.to_string(),
        unit: "milestones".to_owned(),
        total: count(rows.len()),
        agreed: steps(&days(|row| row.committed), 0),
        expected: if open.is_empty() { Vec::new() } else { expected },
        done,
    };
    (rows.len() >= LEAST && !(burn_up.done.is_empty() && burn_up.agreed.is_empty()))
        .then_some(Picture::BurnUp(burn_up))
}

/// Counts days one by one, from a number on.
fn steps(days: &[Date], from: usize) -> Vec<(String, f64)> {
    days.iter().enumerate().map(|(n, day)| (day.to_string(), count(from + n + 1))).collect()
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn count(n: usize) -> f64 {
    n as f64
}
