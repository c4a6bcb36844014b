//! How a plan moved over the weeks: what each weekly snapshot said of the finish, the commitment, the work and the risks.
//! The JSON is a contract (`docs/cli.md`); pictures of slips are drawn from it.

use serde::Serialize;

use crate::model::Date;
use crate::model::Id;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::plan::forecast::Finish;
use crate::plan::forecast::Outlook;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::trend::past::Known;
use crate::trend::past::Past;
use crate::trend::signals;

/// The steps of a row of bars.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// How programs, or an item, moved over the weeks.
#[derive(Debug, Serialize)]
pub struct TrendView {
    /// The version of this shape.
    pub version: u32,
    /// The day of the last snapshot.
    pub as_of: String,
    /// `whole`, `shallow` or `none`: how much of the past is known.
    pub history: &'static str,
    /// What is followed: each program, or the item that is asked for.
    pub series: Vec<Series>,
}

/// Something through the weeks.
#[derive(Debug, Serialize)]
pub struct Series {
    /// The program.
    pub program: String,
    /// The item; none for the program as a whole.
    pub item: Option<String>,
    /// The title.
    pub title: String,
    /// What each weekly snapshot said, oldest first. Weeks before it was in the plan are left out.
    pub points: Vec<Point>,
    /// What moved from the first point to the last.
    pub moved: Moved,
}

/// What a weekly snapshot said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The day of the snapshot.
    pub day: Date,
    /// The last commit on or before it; none for what is not committed yet.
    pub commit: Option<String>,
    /// The planned finish.
    pub finish: Date,
    /// The forecast, as likely as not; none where nothing is uncertain.
    pub p50: Option<Date>,
    /// The forecast, four in five.
    pub p80: Option<Date>,
    /// The agreed date.
    pub committed: Option<Date>,
    /// Working days that the finish is after the agreed date; negative is early.
    pub variance: Option<f64>,
    /// Working days of total float; negative is late.
    pub float: Option<f64>,
    /// The size of the work in days, done and open, without what is cancelled.
    pub scope_days: f64,
    /// How many milestones there are.
    pub scope_items: usize,
    /// How many of them are done.
    pub done_items: usize,
    /// Open risks.
    pub open_risks: usize,
    /// Open risks that score 12 or more (of 25).
    pub high_risks: usize,
    /// It is done.
    pub done: bool,
}

/// What moved over the weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Moved {
    /// Working days of the finish; positive is later.
    pub finish: Option<f64>,
    /// Working days of P80.
    pub p80: Option<f64>,
    /// Working days of the agreed date.
    pub committed: Option<f64>,
    /// Working days of float.
    pub float: Option<f64>,
    /// Days of work.
    pub scope_days: Option<f64>,
    /// Open risks.
    pub open_risks: Option<i64>,
}

/// Builds the trend of the programs that are wanted, or of one item.
pub fn build(
    past: Option<&Past>,
    (workspace, plan): (&Workspace, &Plan),
    weeks: usize,
    item: Option<(&Id, &Id)>,
    wants: impl Fn(&str) -> bool,
) -> TrendView {
    let as_of = plan.as_of;
    let known = past.map(|past| past.weeks(as_of, weeks)).unwrap_or_default();
    let calendars = Calendars::new(workspace);
    let one = |program: &Program, item: Option<&Id>| {
        let mut points: Vec<Point> = known.iter().filter_map(|known| point(known, program, item)).collect();
        if points.is_empty() {
            points.extend(today(workspace, plan, program, item));
        }
        let milestone = item.and_then(|id| find(program, id));
        let team = item.and_then(|id| plan.find(&program.id, id)).and_then(|node| node.team.as_ref());
        Series {
            program: program.id.to_string(),
            item: item.map(ToString::to_string),
            title: milestone.map_or_else(|| program.title.clone(), |m| m.title.to_string()),
            moved: moved(&calendars, team, &points),
            points,
        }
    };
    let series = match item {
        Some((program, id)) => {
            workspace.program(program).map(|program| one(program, Some(id))).into_iter().collect()
        }
        None => {
            let wanted = workspace.programs.iter().filter(|program| wants(program.id.as_str()));
            wanted.map(|program| one(program, None)).filter(|series| !series.points.is_empty()).collect()
        }
    };
    TrendView {
        version: 1,
        as_of: as_of.to_string(),
        history: match past.map(Past::history) {
            Some(history) if history.is_shallow => "shallow",
            Some(history) if !history.snapshots.is_empty() => "whole",
            _ => "none",
        },
        series,
    }
}

/// Draws numbers as bars, the least as the lowest; nothing for what is missing.
pub fn bars(values: &[Option<f64>]) -> String {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let (low, high) = known.iter().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(*v), high.max(*v)));
    let bar = |value: &Option<f64>| match value {
        None => ' ',
        Some(_) if high <= low => BARS[0],
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to 7
        Some(value) => BARS[((value - low) / (high - low) * 7.0).round() as usize],
    };
    values.iter().map(bar).collect()
}

impl Series {
    /// Returns the bars of a date over the weeks.
    pub fn date_bars(&self, of: impl Fn(&Point) -> Option<Date>) -> String {
        bars(
            &self
                .points
                .iter()
                .map(|point| of(point).map(|day| f64::from(day.day_number())))
                .collect::<Vec<_>>(),
        )
    }

    /// Returns the bars of a number over the weeks.
    pub fn number_bars(&self, of: impl Fn(&Point) -> Option<f64>) -> String {
        bars(&self.points.iter().map(of).collect::<Vec<_>>())
    }
}

/// Returns what was known on a day; nothing when it was not in the plan then. An item that is called otherwise today is
/// found by its former ids.
fn point(known: &Known, program: &Program, item: Option<&Id>) -> Option<Point> {
    let then = known.workspace.program(&program.id)?;
    let names = item.map(|id| {
        let aliases = find(program, id).map(|m| m.aliases.as_slice()).unwrap_or_default();
        std::iter::once(id).chain(aliases).collect::<Vec<&Id>>()
    });
    let id = match &names {
        Some(names) => Some(*names.iter().find(|id| known.plan.find(&then.id, id).is_some())?),
        None => None,
    };
    let mut point = at(&known.workspace, &known.plan, known.outlook(), then, id)?;
    point.commit =
        Some(&known.commit).filter(|commit| commit.is_committed()).map(|commit| commit.short.clone());
    point.day = known.day;
    Some(point)
}

fn today(workspace: &Workspace, plan: &Plan, program: &Program, item: Option<&Id>) -> Option<Point> {
    at(workspace, plan, &plan.outlook, program, item)
}

fn at(
    workspace: &Workspace,
    plan: &Plan,
    outlook: &Outlook,
    program: &Program,
    item: Option<&Id>,
) -> Option<Point> {
    let span = plan.program(&program.id)?;
    let node: Option<&PlanNode> = match item {
        Some(id) => Some(plan.find(&program.id, id)?),
        None => span.finish_node.as_ref().and_then(|key| plan.node(key)),
    };
    let forecast = outlook.forecast();
    let range: Option<&Finish> = match (item, node) {
        (Some(_), Some(node)) => forecast.and_then(|f| f.item(&node.key)).map(|item| &item.finish),
        _ => forecast.and_then(|f| f.program(&program.id)).map(|program| &program.finish),
    };
    let range = range.filter(|range| range.is_uncertain());
    let target = program.charter.as_ref().and_then(|charter| charter.target);
    let committed = node.and_then(|node| node.committed).or(target.filter(|_| item.is_none()));
    let finish =
        if item.is_some() { node.map_or(span.finish, |node| node.early_finish) } else { span.finish };
    let calendars = Calendars::new(workspace);
    let team = node.and_then(|node| node.team.as_ref());
    let size = match item.and_then(|id| find(program, id)) {
        Some(milestone) => signals::size([milestone], workspace.settings()),
        None => signals::size(&program.milestones, workspace.settings()),
    };
    let is_done = |milestone: &&Milestone| milestone.status() == MilestoneStatus::Done;
    let counted = |milestone: &&Milestone| {
        item.is_none_or(|id| milestone.id.as_str().eq_ignore_ascii_case(id.as_str()))
            && milestone.status() != MilestoneStatus::Cancelled
    };
    let open = || program.risks.iter().filter(|risk| risk.is_open());
    let touches = |risk: &&crate::model::Risk| {
        item.is_none_or(|id| risk.affects.iter().any(|r| r.id.as_str().eq_ignore_ascii_case(id.as_str())))
    };
    Some(Point {
        day: plan.as_of,
        commit: None,
        finish,
        p50: range.map(|range| range.dates.p50),
        p80: range.map(|range| range.dates.p80),
        committed,
        variance: committed.map(|day| working_days(&calendars, team, day, finish)),
        float: node.map(|node| tenths(node.total_float)),
        scope_days: tenths(size),
        scope_items: program.milestones.iter().filter(counted).count(),
        done_items: program.milestones.iter().filter(counted).filter(is_done).count(),
        open_risks: open().filter(touches).count(),
        high_risks: open().filter(touches).filter(|risk| risk.is_high()).count(),
        done: node.is_some_and(|node| node.is_done),
    })
}

fn find<'p>(program: &'p Program, id: &Id) -> Option<&'p Milestone> {
    program.milestones.iter().find(|m| m.id.as_str().eq_ignore_ascii_case(id.as_str()))
}

fn working_days(calendars: &Calendars, team: Option<&Team>, from: Date, to: Date) -> f64 {
    let calendar = calendars.of_team(team);
    let end = |day: Date| Instant::midnight(i64::from(day.day_number()) + 1);
    tenths(calendar.days(calendar.work_between(end(from), end(to))))
}

fn tenths(days: f64) -> f64 {
    (days * 10.0).round() / 10.0
}

fn moved(calendars: &Calendars, team: Option<&Team>, points: &[Point]) -> Moved {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Moved::default() };
    let days = |from: Option<Date>, to: Option<Date>| Some(working_days(calendars, team, from?, to?));
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Moved {
        finish: days(Some(first.finish), Some(last.finish)),
        p80: days(first.p80, last.p80),
        committed: days(first.committed, last.committed),
        float: first.float.zip(last.float).map(|(a, b)| tenths(b - a)),
        scope_days: Some(tenths(last.scope_days - first.scope_days)),
        open_risks: Some(count(last.open_risks) - count(first.open_risks)),
    }
}

impl View for TrendView {
    plain_view!("trend");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "item",
            "day",
            "commit",
            "finish",
            "p50",
            "p80",
            "committed",
            "variance",
            "float",
            "scope_days",
            "scope_items",
            "done_items",
            "open_risks",
            "high_risks",
        ];
        let count = |n: usize| Cell::Count(i64::try_from(n).unwrap_or(i64::MAX));
        let rows = self.series.iter().flat_map(|series| {
            series.points.iter().map(move |point| {
                vec![
                    Cell::text(&series.program),
                    Cell::maybe(series.item.as_deref()),
                    Cell::Date(point.day.to_string()),
                    Cell::maybe(point.commit.as_deref()),
                    Cell::Date(point.finish.to_string()),
                    Cell::day(point.p50),
                    Cell::day(point.p80),
                    Cell::day(point.committed),
                    Cell::number(point.variance),
                    Cell::number(point.float),
                    Cell::Number(point.scope_days),
                    count(point.scope_items),
                    count(point.done_items),
                    count(point.open_risks),
                    count(point.high_risks),
                ]
            })
        });
        vec![Table {
            name: "trend".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_go_from_the_least_to_the_most() {
        assert_eq!(bars(&[Some(0.0), None, Some(3.5), Some(7.0)]), "▁ ▅█");
        assert_eq!(bars(&[Some(2.0), Some(2.0)]), "▁▁");
        assert_eq!(bars(&[]), "");
    }
}
