//! `epm capacity`: what the teams can do against what the plan asks of them.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::diag::wording;
use crate::model::Date;
use crate::plan;
use crate::plan::capacity::Horizon;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::heat;
use crate::render::heat::Heat;
use crate::render::terminal;
use crate::report::capacity;
use crate::report::capacity::CapacityView;
use crate::report::capacity::IterationRow;
use crate::report::capacity::TeamRow;

/// Hold what the teams can do against what the plan asks of them
///
/// Counts person-days by iteration: people, part time, leave, holidays, focus and reserves against the `effort` of open
/// work, and whether the skills suffice.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Only this team; may be given several times
    #[arg(long, value_name = "ID")]
    team: Vec<String>,

    /// From the iteration of this day; not before the day of the plan
    #[arg(long, value_name = "DATE", value_parser = Date::parse)]
    from: Option<Date>,

    /// To the iteration of this day; else as long as there is work
    #[arg(long, value_name = "DATE", value_parser = Date::parse)]
    to: Option<Date>,

    /// So many iterations
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=260), conflicts_with = "to")]
    iterations: Option<u32>,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        return Err(CliError::usage(
            format!("`--to {to}` is before `--from {from}`"),
            "give the later day last",
        ));
    }
    let session = &opened.session;
    let workspace = &session.loaded.workspace;
    let horizon = Horizon { from: args.from, to: args.to, iterations: args.iterations };
    let found = plan::capacity::capacity(workspace, &session.plan, horizon);
    for team in &args.team {
        if found.team(&crate::model::Team::new(team.as_str())).is_none() {
            let known: Vec<&str> = found.teams.iter().map(|load| load.team.as_str()).collect();
            let help = crate::diag::did_you_mean(team, known);
            let help = help.unwrap_or_else(|| "no team is named in `org.yaml` or in the plan".to_owned());
            return Err(CliError::usage(format!("no team `{team}`"), help));
        }
    }
    let wants_team = |id: &str| args.team.is_empty() || args.team.iter().any(|t| t.eq_ignore_ascii_case(id));
    let wants_program = |id: &str| opened.wants(shared, id);
    let view = capacity::build(workspace, &session.plan, &found, wants_team, wants_program);
    match render::format(&args.format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None => ui.print(&human(&view, ui.look()))?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn human(view: &CapacityView, look: Look) -> String {
    if view.teams.is_empty() {
        return "no team is named in `org.yaml` or in the plan\n".to_owned();
    }
    let mut out =
        format!("What is asked of the teams, in percent of what they can do, as of {}\n", view.as_of);
    for group in by_iterations(&view.teams) {
        out.push('\n');
        out.push_str(&map(&group, look));
    }
    out.push_str(
        "\n▁▃▅▇ up to 100%   █! more than can be done   · nothing asked   ? nobody known in the team\n",
    );
    for team in &view.teams {
        overloads(team, look, &mut out);
    }
    for team in &view.teams {
        shortfalls(team, look, &mut out);
    }
    let mut notes: Vec<String> = Vec::new();
    for team in view.teams.iter().filter(|team| is_asked(team)) {
        notes.extend(team.why_unknown.iter().map(|why| format!("`{}` is unknown: {why}", team.team)));
    }
    if !view.unassigned.is_empty() {
        let days: f64 = view.unassigned.iter().map(|item| item.person_days).sum();
        let ids = wording::names(view.unassigned.iter().map(|item| &item.id));
        notes.push(format!("{} of {ids} are asked of no team", wording::person_days(days)));
    }
    if !view.people_without_team.is_empty() {
        let who = wording::names(&view.people_without_team);
        notes.push(format!("{who} belong to no team and count nowhere"));
    }
    for team in view.teams.iter().filter(|team| team.later_person_days > 0.05) {
        let later = wording::person_days(team.later_person_days);
        notes.push(format!("`{}` is asked {later} after these iterations", team.team));
    }
    section("Unknown", &notes, look, &mut out);
    section("Counted", &view.assumptions, look, &mut out);
    out
}

fn section(title: &str, lines: &[String], look: Look, out: &mut String) {
    for (n, line) in lines.iter().enumerate() {
        let label = if n == 0 { format!("\n{title:<9}") } else { " ".repeat(9) };
        let text = terminal::paragraph(&visible(line, false), look.width.saturating_sub(11), 11);
        out.push_str(&format!("{label}- {text}\n"));
    }
}

/// Divides teams by their iterations: each group is a map of its own.
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

fn map(teams: &[&TeamRow], look: Look) -> String {
    let Some(longest) = teams.iter().max_by_key(|team| team.iterations.len()) else { return String::new() };
    let columns: Vec<String> = longest.iterations.iter().map(|row| row.from[5..].to_owned()).collect();
    let rows = teams.iter().map(|team| {
        let mut squares: Vec<Heat> = team.iterations.iter().map(heat).collect();
        // Teams whose work ends earlier are asked nothing later.
        let rest = if team.known { Heat::Idle } else { Heat::Unknown };
        squares.resize(columns.len(), rest);
        (team.team.clone(), squares)
    });
    heat::map("TEAM", &columns, &rows.collect::<Vec<_>>(), look)
}

fn heat(row: &IterationRow) -> Heat {
    match (row.state, row.utilisation_pct) {
        ("unknown", _) => Heat::Unknown,
        ("off", _) => Heat::Off,
        ("idle", _) => Heat::Idle,
        // What is more than can be done by a hair is marked as such.
        ("over", Some(percent)) => Heat::Share((percent / 100.0).max(1.000_001)),
        (_, Some(percent)) => Heat::Share((percent / 100.0).min(1.0)),
        (_, None) => Heat::Nobody,
    }
}

fn is_asked(team: &TeamRow) -> bool {
    team.later_person_days > 0.0 || team.iterations.iter().any(|row| row.demand_person_days > 0.0)
}

fn overloads(team: &TeamRow, look: Look, out: &mut String) {
    for row in team.iterations.iter().filter(|row| row.state == "over") {
        let there = row.capacity_person_days.unwrap_or_default();
        let share = row.utilisation_pct.map_or_else(String::new, |percent| format!(" ({percent:.0}%)"));
        out.push_str(&format!(
            "\n{}, {} to {}: {} asked, {:.1} there{share}\n",
            visible(&team.team, false),
            row.from,
            row.end,
            wording::person_days(row.demand_person_days),
            there,
        ));
        if let Some(remedy) = &row.remedy {
            line("do", remedy, look, out);
        }
        let items = row.items.iter().map(|item| format!("{} {:.1}", item.id, item.person_days));
        let mut items: Vec<String> = items.collect();
        let more = items.len().saturating_sub(6);
        items.truncate(6);
        if more > 0 {
            items.push(format!("{more} more"));
        }
        line("asked by", &items.join(", "), look, out);
    }
}

fn shortfalls(team: &TeamRow, look: Look, out: &mut String) {
    for row in &team.iterations {
        for short in &row.shortfalls {
            let skills = wording::names(&short.skills);
            let together = if short.skills.len() > 1 { " together" } else { "" };
            let text = format!(
                "{}, {} to {}: {skills}{together} short of {:.1} person-weeks",
                team.team, row.from, row.end, short.person_weeks
            );
            let text = terminal::paragraph(&visible(&text, false), look.width, 2);
            out.push_str(&format!("\n{text}\n"));
        }
    }
}

fn line(label: &str, text: &str, look: Look, out: &mut String) {
    let text = terminal::paragraph(&visible(text, false), look.width.saturating_sub(11), 11);
    out.push_str(&format!("  {label:<9}{text}\n"));
}
