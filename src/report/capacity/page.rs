//! Capacity as a page: every team by iteration as a heat map, what is asked too much and what helps, and what the numbers
//! rest on.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::plan::capacity;
use crate::plan::capacity::Horizon;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::capacity::CapacityView;
use crate::report::capacity::IterationRow;
use crate::report::capacity::TeamRow;
use crate::report::capacity::build as rows;
use crate::report::colour::plain;
use crate::report::page;
use crate::report::phrase;
use crate::report::picture::HeatField;
use crate::report::picture::HeatMap;
use crate::report::picture::HeatRow;
use crate::report::picture::HeatState;
use crate::report::picture::Picture;
use crate::report::plain_view;

/// Items of an iteration that are named.
const MOST_ITEMS: usize = 5;

pub(crate) const REPORT: Report = Report {
    name: "capacity",
    title: "Capacity",
    about: "what is asked of every team against what it can do, by iteration; overloads and what helps",
    scope: Scope::Workspace,
    audiences: &[],
    templates: &["reports/capacity.md.j2"],
    build,
};

/// The capacity of the teams.
#[derive(Debug, Serialize)]
pub struct CapacityPage {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// How it stands, in one sentence.
    pub summary: String,
    /// The heat maps: teams with the same iterations share one.
    pub maps: Vec<Picture>,
    /// The teams.
    pub teams: Vec<TeamLine>,
    /// Iterations in which a team is asked more than it can do.
    pub overloads: Vec<Overload>,
    /// Skills that too few people have, in sentences.
    pub shortfalls: Vec<String>,
    /// What is not in the numbers, in sentences.
    pub notes: Vec<String>,
    /// What they rest on, in words.
    pub assumptions: Vec<String>,
}

/// A team over all iterations shown.
#[derive(Debug, Serialize)]
pub struct TeamLine {
    /// The name.
    pub name: String,
    /// Full-time equivalents on the day.
    pub people: Option<f64>,
    /// The iterations, each as `2 Mar: 61%`.
    pub iterations: Vec<String>,
    /// How many of them ask too much.
    pub over: usize,
}

/// A team in an iteration that asks too much.
#[derive(Debug, Serialize)]
pub struct Overload {
    /// The team.
    pub team: String,
    /// First day that counts.
    pub from: String,
    /// Last day.
    pub end: String,
    /// Person-days that are asked.
    pub demand: f64,
    /// Person-days that can be done.
    pub capacity: Option<f64>,
    /// Asked in percent of what can be done.
    pub percent: Option<f64>,
    /// What asks most.
    pub items: Vec<String>,
    /// What helps cheapest.
    pub remedy: Option<String>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    let found = capacity::capacity(inputs.workspace, inputs.plan, Horizon::default());
    let wants = |id: &str| {
        inputs.programs.is_empty() || inputs.programs.iter().any(|own| own.as_str().eq_ignore_ascii_case(id))
    };
    let view = rows(inputs.workspace, inputs.plan, &found, |_| true, wants);
    vec![Built {
        view: Box::new(page(inputs, &view)),
        template: REPORT.templates[0],
        stem: page::workspace_stem(inputs, REPORT.name),
        title: page::workspace_title(inputs, "capacity"),
        period: String::new(),
        labels: vec!["epm-capacity".to_owned()],
    }]
}

fn page(inputs: &Inputs<'_>, view: &CapacityView) -> CapacityPage {
    let overloads: Vec<Overload> = view.teams.iter().flat_map(|team| overloads(inputs, team)).collect();
    CapacityPage {
        version: 1,
        as_of: inputs.as_of,
        summary: summary(view, &overloads),
        maps: by_iterations(&view.teams).iter().filter_map(|teams| map(teams)).collect(),
        teams: view.teams.iter().map(team).collect(),
        overloads,
        shortfalls: view.teams.iter().flat_map(shortfalls).collect(),
        notes: notes(view),
        assumptions: view.assumptions.iter().map(|words| phrase::capital(&plain(words))).collect(),
    }
}

fn summary(view: &CapacityView, overloads: &[Overload]) -> String {
    if view.teams.is_empty() {
        return "No team is named in org.yaml or in the plan".to_owned();
    }
    let mut teams: Vec<&str> = overloads.iter().map(|over| over.team.as_str()).collect();
    teams.dedup();
    let all = wording::count(i64::try_from(view.teams.len()).unwrap_or(i64::MAX), "team");
    match teams.as_slice() {
        [] => format!("{all}; none is known to be asked for more than it can do"),
        [only] => format!("{all}; {only} is asked for more than it can do"),
        more => format!("{all}; {} are asked for more than they can do", wording::list(more.iter().copied())),
    }
}

/// Groups teams that have the same iterations.
fn by_iterations(teams: &[TeamRow]) -> Vec<Vec<&TeamRow>> {
    let first = |team: &TeamRow| (team.iteration_days, team.iterations.first().map(|row| row.start.clone()));
    let mut groups: Vec<Vec<&TeamRow>> = Vec::new();
    for team in teams {
        match groups.iter_mut().find(|group| first(group[0]) == first(team)) {
            Some(group) => group.push(team),
            None => groups.push(vec![team]),
        }
    }
    groups
}

fn map(teams: &[&TeamRow]) -> Option<Picture> {
    let longest = teams.iter().max_by_key(|team| team.iterations.len())?;
    let columns: Vec<String> = longest.iterations.iter().map(|row| short(&row.from)).collect();
    let rows = teams.iter().map(|team| {
        let mut fields: Vec<HeatField> = team.iterations.iter().map(field).collect();
        // Teams whose work ends earlier are asked nothing later.
        let state = if team.known { HeatState::Idle } else { HeatState::Unknown };
        let text = if team.known { "·" } else { "?" };
        fields.resize(columns.len(), HeatField { state, share: 0.0, text: text.to_owned() });
        HeatRow { id: team.team.clone(), name: team.name.clone(), fields }
    });
    let map = HeatMap { rows: rows.collect(), columns };
    (!map.columns.is_empty()).then_some(Picture::HeatMap(map))
}

/// Writes a day as the head of a column: `2 Mar`.
fn short(day: &str) -> String {
    let words = Date::parse(day).map(phrase::date).unwrap_or_else(|_| day.to_owned());
    words.rsplit_once(' ').map_or(words.clone(), |(short, _)| short.to_owned())
}

fn field(row: &IterationRow) -> HeatField {
    let share = row.utilisation_pct.unwrap_or_default() / 100.0;
    let percent = row.utilisation_pct.map_or_else(|| "nobody".to_owned(), |pct| format!("{pct:.0}%"));
    let (state, text) = match row.state {
        "off" => (HeatState::Off, "off".to_owned()),
        "idle" => (HeatState::Idle, "·".to_owned()),
        "within" => (HeatState::Within, percent),
        "over" => (HeatState::Over, format!("{percent} !")),
        _ => (HeatState::Unknown, "?".to_owned()),
    };
    HeatField { state, share, text }
}

fn team(team: &TeamRow) -> TeamLine {
    let said = |row: &IterationRow| format!("{}: {}", short(&row.from), field(row).text);
    TeamLine {
        name: team.name.clone(),
        people: team.people,
        iterations: team.iterations.iter().map(said).collect(),
        over: team.iterations.iter().filter(|row| row.state == "over").count(),
    }
}

fn overloads(inputs: &Inputs<'_>, team: &TeamRow) -> Vec<Overload> {
    let is_own = |program: &str| inputs.workspace.programs.len() == 1 || program.is_empty();
    let over = team.iterations.iter().filter(|row| row.state == "over");
    over.map(|row| {
        let named = row.items.iter().take(MOST_ITEMS).map(|item| {
            let program = if is_own(&item.program) { String::new() } else { format!("{}/", item.program) };
            format!("{program}{} {:.1}", item.id, item.person_days)
        });
        let mut items: Vec<String> = named.collect();
        if row.items.len() > MOST_ITEMS {
            items.push(format!("{} more", row.items.len() - MOST_ITEMS));
        }
        Overload {
            team: team.name.clone(),
            from: row.from.clone(),
            end: row.end.clone(),
            demand: phrase::tenths(row.demand_person_days),
            capacity: row.capacity_person_days.map(phrase::tenths),
            percent: row.utilisation_pct.map(|pct| pct / 100.0),
            items,
            remedy: row.remedy.as_deref().map(plain),
        }
    })
    .collect()
}

fn shortfalls(team: &TeamRow) -> Vec<String> {
    let said = |row: &IterationRow| {
        let told = row.shortfalls.iter().map(|short| {
            let skills = wording::list(short.skills.iter().map(String::as_str));
            let span = format!("{} to {}", row.from, row.end);
            format!("{}, {span}: {skills} short of {:.1} person-weeks", team.name, short.person_weeks)
        });
        told.collect::<Vec<_>>()
    };
    team.iterations.iter().flat_map(said).collect()
}

fn notes(view: &CapacityView) -> Vec<String> {
    let is_asked = |team: &&TeamRow| team.iterations.iter().any(|row| row.demand_person_days > 0.0);
    let unknown = view.teams.iter().filter(is_asked).filter_map(|team| {
        let why = team.why_unknown.as_ref()?;
        Some(format!("What {} can do is unknown: {}", team.name, plain(why)))
    });
    let mut out: Vec<String> = unknown.collect();
    if !view.unassigned.is_empty() {
        let days: f64 = view.unassigned.iter().map(|item| item.person_days).sum();
        out.push(format!(
            "{} of {} are asked of no team",
            wording::person_days(days),
            wording::count(i64::try_from(view.unassigned.len()).unwrap_or(i64::MAX), "item")
        ));
    }
    out
}

impl View for CapacityPage {
    plain_view!("capacity");

    fn tables(&self) -> Vec<Table> {
        let columns = ["team", "from", "end", "demand", "capacity", "percent"];
        let row = |row: &Overload| {
            vec![
                Cell::text(&row.team),
                Cell::Date(row.from.clone()),
                Cell::Date(row.end.clone()),
                Cell::Number(row.demand),
                Cell::number(row.capacity),
                Cell::number(row.percent),
            ]
        };
        vec![Table {
            name: "overloads".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.overloads.iter().map(row).collect(),
        }]
    }
}
