//! What the plan asks of a team: the person-days of every open item, over the days on which it is planned.

use crate::model::Date;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendars::Calendars;
use crate::plan::capacity::supply::skills;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::result::NodeKind;
use crate::plan::result::Plan;
use crate::plan::result::PlanNode;

/// More people than this in one line are a slip of the pen (`invalid-need` reports it); the sums stay finite.
const MOST_PEOPLE: f64 = 1000.0;

/// Where the person-days of an item come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// `effort`; of work in progress the share that is left of its duration.
    Effort,
    /// `needs`: so many people of the team for as long as it takes.
    Needs,
    /// No `effort`: one person for as long as it takes, assumed.
    OnePerson,
    /// `effort` without a duration: all of it on the day of the milestone, assumed.
    OneDay,
    /// Calendar time without `effort`: waiting, assumed to need nobody.
    Waiting,
}

impl Basis {
    /// Returns the word for it: `effort`, `needs`, `one_person`, `one_day`, `waiting`.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Effort => "effort",
            Basis::Needs => "needs",
            Basis::OnePerson => "one_person",
            Basis::OneDay => "one_day",
            Basis::Waiting => "waiting",
        }
    }
}

/// What an open item asks of its team.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The index of its node in the plan.
    pub node: usize,
    /// The team that does the work; nobody's without one.
    pub team: Option<Team>,
    /// Person-days that are left.
    pub person_days: f64,
    /// Where the person-days come from.
    pub basis: Basis,
    /// The skills it needs, in lower case, sorted. Several share the work equally.
    pub skills: Vec<String>,
    /// When it starts, or goes on.
    pub(crate) from: Instant,
    /// When it is done.
    pub(crate) to: Instant,
    /// Its first and last day.
    pub(crate) days: (Date, Date),
}

/// Lists what every open item asks of each team, in the order of the plan's nodes. Items that need nobody are among them.
pub fn demands(workspace: &Workspace, plan: &Plan) -> Vec<Demand> {
    let calendars = Calendars::new(workspace);
    let open = plan.nodes.iter().enumerate().filter(|(_, node)| !node.is_done);
    let asked = |(n, node): (usize, &PlanNode)| {
        of_node(workspace, plan.as_of, calendars.of_team(node.team.as_ref()), n, node)
    };
    open.flat_map(asked).collect()
}

/// Returns what a node asks: of its own team its `effort`, else what it `needs`; of the other teams that it needs their people.
fn of_node(
    workspace: &Workspace,
    as_of: Date,
    calendar: &Calendar,
    n: usize,
    node: &PlanNode,
) -> Vec<Demand> {
    let Some(own) = demand(workspace, as_of, calendar, n, node) else { return Vec::new() };
    let needs = milestone_of(workspace, node).map_or(&[][..], |milestone| &milestone.needs);
    if needs.is_empty() || node.kind != NodeKind::Work || own.basis == Basis::Waiting {
        return vec![own];
    }
    let is_own =
        |team: &Team| own.team.as_ref().is_some_and(|own| own.as_str().eq_ignore_ascii_case(team.as_str()));
    let has_effort = own.basis == Basis::Effort;
    let names_own = needs.iter().any(|need| is_own(&need.team));
    let mut out = Vec::new();
    for (place, need) in needs.iter().enumerate().filter(|(_, need)| !(has_effort && is_own(&need.team))) {
        // The skills are those of its own team; without that, of the first that is named.
        let has_skills = !has_effort && (is_own(&need.team) || (!names_own && place == 0));
        out.push(Demand {
            team: Some(need.team.clone()),
            person_days: need.people.clamp(0.0, MOST_PEOPLE) * node.duration,
            basis: Basis::Needs,
            skills: if has_skills { own.skills.clone() } else { Vec::new() },
            ..own.clone()
        });
    }
    if has_effort {
        out.insert(0, own);
    }
    out
}

fn demand(
    workspace: &Workspace,
    as_of: Date,
    calendar: &Calendar,
    n: usize,
    node: &PlanNode,
) -> Option<Demand> {
    let milestone = milestone_of(workspace, node)?;
    let settings = workspace.settings();
    let effort = milestone.effort.map(|effort| settings.days(effort));
    let is_elapsed = milestone.elapsed == Some(true);
    let (person_days, basis) = match (node.kind, effort) {
        (NodeKind::Work, Some(effort)) => (effort * left_of(milestone, node, workspace), Basis::Effort),
        (NodeKind::Work, None) if is_elapsed => (0.0, Basis::Waiting),
        (NodeKind::Work, None) => (node.duration, Basis::OnePerson),
        (_, Some(effort)) => (effort, Basis::OneDay),
        (_, None) => return None,
    };
    Some(Demand {
        node: n,
        team: node.team.clone(),
        person_days,
        basis,
        skills: skills(&milestone.skills),
        from: if node.is_started { goes_on(calendar, node, is_elapsed) } else { node.start_at },
        to: node.finish_at,
        days: (node.early_start.max(as_of).min(node.early_finish), node.early_finish),
    })
}

/// Returns when the rest of work in progress is begun: as long before its end as it takes.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
fn goes_on(calendar: &Calendar, node: &PlanNode, is_elapsed: bool) -> Instant {
    if is_elapsed {
        return node.finish_at - (node.duration * DAY as f64).round() as i64;
    }
    let minutes = (node.duration * calendar.minutes_per_day() as f64).round() as i64;
    calendar.sub_work(node.finish_at, minutes)
}

/// Returns the milestone of a node.
pub(crate) fn milestone_of<'a>(workspace: &'a Workspace, node: &PlanNode) -> Option<&'a Milestone> {
    if node.subject.kind != Kind::Milestone.key() {
        return None;
    }
    workspace.programs.get(node.subject.program as usize)?.milestones.get(node.subject.index as usize)
}

/// Returns what of the whole work is left, at the pace that was planned: more than all of it when `remaining` has grown.
fn left_of(milestone: &Milestone, node: &PlanNode, workspace: &Workspace) -> f64 {
    if milestone.remaining.is_none() {
        return milestone.progress.map_or(1.0, |progress| 1.0 - progress.share());
    }
    let settings = workspace.settings();
    let estimate = milestone.estimate.as_ref();
    let middle = || estimate.and_then(|e| e.likely.or(e.p50).or(e.mean).or(e.high).or(e.low));
    match milestone.duration.or_else(middle).map(|whole| settings.days(whole)) {
        Some(whole) if whole > 0.0 => node.duration / whole,
        _ => 1.0,
    }
}

impl Demand {
    /// Returns the person-days that fall between two days, both included, in a team's calendar.
    pub fn between(&self, calendar: &Calendar, first: Date, last: Date) -> f64 {
        self.person_days * self.share_between(calendar, self.from, self.to, first, last)
    }

    /// Returns the share of the work that falls between two days when it is done from one instant to another.
    #[allow(clippy::cast_precision_loss)] // minutes of some decades
    pub(crate) fn share_between(
        &self,
        calendar: &Calendar,
        from: Instant,
        to: Instant,
        first: Date,
        last: Date,
    ) -> f64 {
        let opens = Instant::midnight(i64::from(first.day_number()));
        let closes = Instant::midnight(i64::from(last.day_number()) + 1);
        let within = (from.max(opens), to.min(closes));
        let whole = calendar.work_between(from, to);
        if whole > 0 {
            if within.0 >= within.1 {
                return 0.0;
            }
            return calendar.work_between(within.0, within.1) as f64 / whole as f64;
        }
        // Without working time in between, all of it falls on the day that the plan shows.
        let day = self.days.1;
        if first <= day && day <= last { 1.0 } else { 0.0 }
    }
}
