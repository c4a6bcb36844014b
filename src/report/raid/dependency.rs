//! A dependency as the log lists it: who needs what from whom, needed and promised.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Dependency;
use crate::model::DependencyStatus;
use crate::report::Named;
use crate::report::scene::Scene;

/// A row of the dependency table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DependencyRow {
    /// The id.
    pub id: String,
    /// The deliverable.
    pub title: String,
    /// More about it, in Markdown.
    pub description: Option<String>,
    /// Who delivers: a team, a vendor, another organisation.
    pub from: Option<String>,
    /// The team that needs it.
    pub to: Option<String>,
    /// `ON TRACK`, `AT RISK`, `BLOCKED`, `LATE`, `DONE` or `CANCELLED`.
    pub status: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// When it is needed.
    pub needed_by: Option<Date>,
    /// When it is promised.
    pub promised: Option<Date>,
    /// What the two say together: `promised 6 days after it is needed`.
    pub gap: Option<String>,
    /// It is promised too late, or overdue.
    pub late: bool,
    /// When it came.
    pub resolved: Option<Date>,
    /// Our person who follows it.
    pub owner: Option<String>,
    /// Their person.
    pub contact: Option<String>,
    /// `internal`, `external` or `vendor`.
    pub kind: Option<&'static str>,
    /// A miss moves a commitment.
    pub critical: bool,
    /// The item that delivers it.
    pub provider: Option<Named>,
    /// What waits for it.
    pub consumers: Vec<Named>,
    /// What happens if it comes late.
    pub impact_if_late: Option<String>,
    /// What is done without it.
    pub fallback: Option<String>,
    /// When it was raised.
    pub raised: Option<Date>,
    /// It is neither delivered nor cancelled.
    pub open: bool,
}

impl DependencyRow {
    /// Builds the row of a dependency.
    pub(crate) fn new(scene: &Scene<'_>, dependency: &Dependency) -> DependencyRow {
        let open = dependency.is_open();
        let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
        let (gap, late) = gap(scene, dependency);
        DependencyRow {
            id: dependency.id.to_string(),
            title: dependency.title.to_string(),
            description: dependency.description.as_ref().map(ToString::to_string),
            from: scene.team(dependency.from.as_ref()).or_else(|| scene.vendor(dependency.vendor.as_ref())),
            to: scene.team(dependency.to.as_ref()),
            status: dependency.status().as_str().replace('_', " ").to_uppercase(),
            colour: colour(dependency.status()),
            needed_by: dependency.needed_by,
            promised: dependency.promised,
            gap: gap.filter(|_| open),
            late: open && late,
            resolved: dependency.resolved,
            owner: scene.person(dependency.owner.as_ref()),
            contact: text(&dependency.contact),
            kind: dependency.kind.map(|kind| kind.as_str()),
            critical: dependency.critical.unwrap_or(false),
            provider: dependency.provider.as_ref().map(|provider| scene.named(provider)),
            consumers: scene.all_named(&dependency.consumers),
            impact_if_late: text(&dependency.impact_if_late),
            fallback: text(&dependency.fallback),
            raised: dependency.raised,
            open,
        }
    }

    /// Builds the rows of every dependency, by the day it is needed.
    pub(crate) fn all(scene: &Scene<'_>) -> Vec<DependencyRow> {
        let dependencies = scene.program.dependencies.iter();
        let mut rows: Vec<DependencyRow> = dependencies.map(|d| DependencyRow::new(scene, d)).collect();
        rows.sort_by(|a, b| {
            let key = |row: &DependencyRow| (row.needed_by.is_none(), row.needed_by);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        rows
    }

    /// Tells whether it is open and something speaks against its coming in time.
    pub(crate) fn is_in_danger(&self) -> bool {
        self.open && (self.late || self.colour != "green")
    }
}

/// Says what promise and need say together, in calendar days.
fn gap(scene: &Scene<'_>, dependency: &Dependency) -> (Option<String>, bool) {
    let days = |n: i32| wording::count(i64::from(n), "day");
    if let Some(promised) = dependency.promised.filter(|day| *day < scene.as_of()) {
        let late = scene.as_of().days_since(promised);
        return (Some(format!("promised {} ago and not here", days(late))), true);
    }
    match dependency.promised.zip(dependency.needed_by) {
        Some((promised, needed)) => match promised.days_since(needed) {
            n if n > 0 => (Some(format!("promised {} after it is needed", days(n))), true),
            0 => (Some("promised for the day it is needed".to_owned()), false),
            n => (Some(format!("promised {} before it is needed", days(-n))), false),
        },
        None if scene.is_past(dependency.needed_by) => {
            (Some("needed already, and not promised".to_owned()), true)
        }
        None if dependency.promised.is_none() => (Some("not promised".to_owned()), false),
        None => (None, false),
    }
}

fn colour(status: DependencyStatus) -> &'static str {
    match status {
        DependencyStatus::OnTrack | DependencyStatus::Done => "green",
        DependencyStatus::AtRisk => "amber",
        DependencyStatus::Blocked | DependencyStatus::Late => "red",
        DependencyStatus::Cancelled => "grey",
    }
}
