//! `epm trend`: how a plan moved over the weeks.

use std::sync::Arc;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Id;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::trend::Point;
use crate::report::trend::Series;
use crate::report::trend::TrendView;
use crate::report::trend::build;
use crate::trend::past::Past;

/// Show how the plan moved over the weeks: finish, forecast, commitment, float, work and risks
///
/// Each point is what the files of that day said, computed for that day: weekly snapshots of the history by committer
/// date. With an item, of that item; else of every program.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The item, or `program/item`; else the programs
    item: Option<String>,

    /// How many weeks
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=260))]
    weeks: u16,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open_with_history(shared, ui)?;
    let session = &opened.session;
    let item = args.item.as_deref().map(|word| named(word, &opened, shared)).transpose()?;
    let past = session.history.as_ref().map(|history| Past::new(Arc::clone(history)));
    let view = build(
        past.as_ref(),
        (&session.loaded.workspace, &session.plan),
        usize::from(args.weeks) + 1,
        item.as_ref().map(|(program, id)| (program, id)),
        |id| opened.wants(shared, id),
    );
    match render::format(&args.format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None => ui.print(&human(&view, ui.look()))?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

/// Finds the milestone that is meant, with its program.
fn named(word: &str, opened: &Opened, shared: &Shared) -> Result<(Id, Id), CliError> {
    let (program, id) = word.split_once('/').map_or((None, word), |(program, id)| (Some(program), id));
    let plan = &opened.session.plan;
    let programs = opened.session.loaded.workspace.programs.iter();
    let wanted: Vec<_> = programs
        .filter(|p| opened.wants(shared, p.id.as_str()))
        .filter(|p| program.is_none_or(|name| name.eq_ignore_ascii_case(p.id.as_str())))
        .collect();
    let found = wanted.iter().find_map(|p| {
        let node = plan.find(&p.id, &Id::new(id))?;
        Some((p.id.clone(), node.key.id.clone()))
    });
    found.ok_or_else(|| {
        let known =
            wanted.iter().flat_map(|p| p.milestones.iter().map(|m| m.id.as_str())).collect::<Vec<_>>();
        let help = crate::diag::did_you_mean(id, known);
        let help = help.unwrap_or_else(|| "`epm plan` lists what is in the plan".to_owned());
        CliError::usage(format!("no item `{word}` in the plan"), help)
    })
}

fn human(view: &TrendView, look: Look) -> String {
    let mut out = format!("How the plan moved, until {}\n", view.as_of);
    if view.series.is_empty() {
        out.push_str("\nthere is no plan here\n");
    }
    for series in &view.series {
        out.push_str(&one(series, look));
    }
    let note = match view.history {
        "none" => "There is no history here: only today is known. `git init`, then commit the plan.",
        "shallow" => "The clone is shallow: weeks before it begins are unknown. `git fetch --unshallow`.",
        _ => return out,
    };
    out.push('\n');
    out.push_str(&terminal::hanging("", note, look.width, 0));
    out
}

fn one(series: &Series, look: Look) -> String {
    let name =
        series.item.as_ref().map_or(series.program.clone(), |item| format!("{}/{item}", series.program));
    let mut out = String::from("\n");
    out.push_str(&terminal::hanging(
        "",
        &visible(&format!("{name}: {}", series.title), false),
        look.width,
        2,
    ));
    out.push_str(&table(series, look));
    out.push('\n');
    out.push_str(&summary(series, look));
    out
}

fn table(series: &Series, look: Look) -> String {
    let columns = [
        Column::number("WEEK TO", 0),
        Column::number("FINISH", 0),
        Column::number("P50", 5),
        Column::number("P80", 2),
        Column::number("COMMITTED", 3),
        Column::number("LATE", 1),
        Column::number("FLOAT", 4),
        Column::number("WORK", 6),
        Column::number("DONE", 7),
        Column::number("RISKS", 8),
        Column::word("COMMIT", 9),
    ];
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let days = |n: Option<f64>| n.map(|n| format!("{n}")).unwrap_or_default();
    let row = |point: &Point| {
        vec![
            point.day.to_string(),
            point.finish.to_string(),
            day(point.p50),
            day(point.p80),
            day(point.committed),
            days(point.variance),
            days(point.float),
            format!("{}d", point.scope_days),
            format!("{}/{}", point.done_items, point.scope_items),
            if point.high_risks > 0 {
                format!("{} ({} high)", point.open_risks, point.high_risks)
            } else {
                point.open_risks.to_string()
            },
            point.commit.clone().unwrap_or_else(|| "work tree".to_owned()),
        ]
    };
    terminal::table(&columns, &series.points.iter().map(row).collect::<Vec<_>>(), look)
}

/// Draws each line as bars, with what it moved by.
fn summary(series: &Series, look: Look) -> String {
    let moved = &series.moved;
    let by_days = |days: Option<f64>| days.map(|days| signed(days, &wording::working_days(days)));
    let number = |n: Option<f64>, unit: &str| n.map(|n| signed(n, &format!("{}{unit}", n.abs())));
    #[allow(clippy::cast_precision_loss)] // counts of risks
    let risks = series.number_bars(|point| Some(point.open_risks as f64));
    #[allow(clippy::cast_precision_loss)] // counts of risks
    let more = moved.open_risks.map(|n| n as f64);
    let lines = [
        ("Finish", series.date_bars(|point| Some(point.finish)), by_days(moved.finish)),
        ("P80", series.date_bars(|point| point.p80), by_days(moved.p80)),
        ("Committed", series.date_bars(|point| point.committed), by_days(moved.committed)),
        ("Float", series.number_bars(|point| point.float), by_days(moved.float)),
        ("Work", series.number_bars(|point| Some(point.scope_days)), number(moved.scope_days, "d")),
        ("Risks", risks, number(more, "")),
    ];
    let mut out = String::new();
    for (name, bars, by) in lines {
        if let Some(by) = by {
            out.push_str(&terminal::hanging(&format!("  {name:<10}{bars}  "), &by, look.width, 12));
        }
    }
    out
}

/// Returns `+3 working days`, `-2d`, `unchanged`.
fn signed(n: f64, words: &str) -> String {
    match n {
        n if n > 0.0 => format!("+{words}"),
        n if n < 0.0 => format!("-{words}"),
        _ => "unchanged".to_owned(),
    }
}
