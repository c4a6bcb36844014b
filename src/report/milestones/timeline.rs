//! The milestone plan as a timeline: what is agreed, what is expected, and how sure that is.

use crate::model::Date;
use crate::model::Id;
use crate::report::MilestoneRow;
use crate::report::graph::Status;
use crate::report::milestones::roadmap;
use crate::report::phrase;
use crate::report::picture::Picture;
use crate::report::picture::Timeline;
use crate::report::picture::TimelineRow;
use crate::report::scene::Scene;

/// More rows than this push the page's words out of sight; then only what is agreed or critical is drawn.
const MOST: usize = 24;

/// Returns the rows that are drawn.
fn shown(rows: &[MilestoneRow]) -> Vec<&MilestoneRow> {
    let mut shown = roadmap::shown(rows);
    let is_key = |row: &&MilestoneRow| row.committed.is_some() || (row.critical && !row.done);
    if shown.len() > MOST && shown.iter().any(is_key) {
        shown.retain(is_key);
    }
    if shown.len() > MOST && shown.iter().any(|row| !row.done) {
        shown.retain(|row| !row.done);
    }
    shown
}

/// Says what the timeline leaves out.
pub(super) fn note(rows: &[MilestoneRow]) -> Option<String> {
    let shown = shown(rows).len();
    let what = if shown == 1 { "1 is" } else { &format!("{shown} are") };
    (0 < shown && shown < rows.len()).then(|| {
        format!("Of {} milestones, {what} drawn: open ones that are committed or critical first", rows.len())
    })
}

/// Draws the milestones in time, by workstream.
pub(super) fn picture(scene: &Scene<'_>, rows: &[MilestoneRow]) -> Option<Picture> {
    let shown = shown(rows);
    let mut groups: Vec<(String, Vec<TimelineRow>)> = Vec::new();
    for row in shown {
        let Some(finish) = row.expected else { continue };
        let name = roadmap::section(row);
        let drawn = timeline_row(scene, row, finish, &name);
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, rows)) => rows.push(drawn),
            None => groups.push((name, vec![drawn])),
        }
    }
    let rows: Vec<TimelineRow> = groups.into_iter().flat_map(|(_, rows)| rows).collect();
    let timeline = Timeline { as_of: scene.as_of().to_string(), rows };
    (!timeline.rows.is_empty()).then_some(Picture::Timeline(timeline))
}

fn timeline_row(scene: &Scene<'_>, row: &MilestoneRow, finish: Date, group: &str) -> TimelineRow {
    let node = scene.node(&Id::new(&row.id)).filter(|_| !row.done);
    let item = node.zip(scene.inputs.plan.outlook.forecast()).and_then(|(node, f)| f.item(&node.key));
    let range = item.map(|item| &item.finish).filter(|finish| finish.is_uncertain());
    let late = row.variance.filter(|days| *days != 0.0).map(|days| {
        let sign = if days > 0.0 { "+" } else { "" };
        format!(", {sign}{days}d")
    });
    let colour = if row.done || row.colour.colour == "grey" { "" } else { row.colour.word };
    let colour = if colour.is_empty() { String::new() } else { format!(", {colour}") };
    TimelineRow {
        id: row.id.clone(),
        title: row.title.clone(),
        group: group.to_owned(),
        start: row.start.filter(|_| !row.pure).map(|day| day.to_string()),
        finish: finish.to_string(),
        committed: row.committed.map(|day| day.to_string()),
        baseline: None,
        p50: range.map(|finish| finish.dates.p50.to_string()),
        p80: range.map(|finish| finish.dates.p80.to_string()),
        done: row.done,
        critical: row.critical && !row.done,
        note: format!("{}{}{colour}", phrase::date(finish), late.unwrap_or_default()),
        status: match row.colour.colour {
            _ if row.done => Status::None,
            "green" => Status::Green,
            "amber" => Status::Amber,
            "red" => Status::Red,
            _ => Status::None,
        },
    }
}
