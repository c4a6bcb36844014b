//! `epm signals`: early warnings, and why.

use std::sync::Arc;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::diag::wording;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::report::signals::CommitRow;
use crate::report::signals::Explained;
use crate::report::signals::SignalName;
use crate::report::signals::SignalRow;
use crate::report::signals::SignalsView;
use crate::report::signals::build;
use crate::trend::past::Past;
use crate::trend::signals;
use crate::trend::signals::SIGNALS;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;

/// Watch for early warnings: what goes wrong before it is called late, and which commits say so
///
/// Looks for twenty signals in the plan and its history: green that the numbers do not bear out, dates that slip again and
/// again, silence before a due day, risks that only get older. Nothing changes a status by itself. Thresholds stand in
/// `signals:` of `epm.yaml`.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Show the rule and thresholds of one signal, by id or name, and all that it looked at
    #[arg(long, value_name = "SIGNAL")]
    explain: Option<String>,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let explain = args.explain.as_deref().map(named).transpose()?;
    let opened = workspace::open_with_history(shared, ui)?;
    let session = &opened.session;
    let past = session.history.as_ref().map(|history| Past::new(Arc::clone(history)));
    let scene = Scene::new(&session.loaded.workspace, &session.plan, past.as_ref());
    let view = build(&scene, explain, |id| opened.wants(shared, id));
    let text = match (render::format(&args.format), &view.explained) {
        (Some(format), _) => (format.encode)(&view)?,
        (None, Some(explained)) => explanation(explained, &view, ui.look()),
        (None, None) => human(&view, ui.look()),
    };
    ui.print(&text)?;
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn named(word: &str) -> Result<&'static signals::Signal, CliError> {
    signals::find(word).ok_or_else(|| {
        let known = SIGNALS.iter().flat_map(|signal| [signal.id, signal.name]);
        let help = crate::diag::did_you_mean(word, known.collect::<Vec<_>>());
        let help = help.unwrap_or_else(|| "signals are called `EW-01` to `EW-20`".to_owned());
        CliError::usage(format!("no signal `{word}`"), help)
    })
}

fn human(view: &SignalsView, look: Look) -> String {
    let count = view.signals.len();
    let said = match count {
        0 => "nothing is raised".to_owned(),
        n => format!(
            "{} ({} high, {} medium, {} low)",
            wording::count(i64::try_from(n).unwrap_or(i64::MAX), "signal"),
            view.summary.high,
            view.summary.medium,
            view.summary.low
        ),
    };
    let mut out =
        terminal::hanging("", &format!("Early warnings as of {}: {said}", view.as_of), look.width, 0);
    let programs: std::collections::BTreeSet<&str> =
        view.signals.iter().map(|row| row.program.as_str()).collect();
    for severity in Severity::ALL {
        let rows: Vec<&SignalRow> =
            view.signals.iter().filter(|row| row.severity == severity.as_str()).collect();
        if !rows.is_empty() {
            out.push_str(&format!("\n{}\n", title(severity)));
        }
        for row in rows {
            out.push_str(&signal(row, programs.len() > 1, look));
        }
    }
    out.push_str(&rest(view, look));
    out
}

fn title(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "High: a commitment is in danger, or what is reported is not true",
        Severity::Medium => "Medium: it goes the wrong way, and can still be turned",
        Severity::Low => "Low: worth a question",
    }
}

fn signal(row: &SignalRow, has_programs: bool, look: Look) -> String {
    let program = if has_programs { format!(", {}", row.program) } else { String::new() };
    let head = format!("{} ({}{program})", row.text, row.title);
    let mut out = terminal::hanging(&format!("  {}  ", row.id), &visible(&head, false), look.width, 9);
    let with: Vec<&str> = row.items.iter().skip(1).map(|item| item.id.as_str()).collect();
    if !with.is_empty() && !with.iter().all(|id| row.text.contains(id)) {
        let text = format!("with it: {}", wording::names(with));
        out.push_str(&terminal::hanging("         ", &visible(&text, false), look.width, 9));
    }
    if !row.commits.is_empty() {
        let text = row.commits.iter().map(cited).collect::<Vec<_>>().join("; ");
        out.push_str(&terminal::hanging("         ", &visible(&text, false), look.width, 9));
    }
    out.push_str(&terminal::hanging("         → ", &visible(&row.help, false), look.width, 11));
    out
}

fn cited(commit: &CommitRow) -> String {
    match (&commit.commit, commit.day, &commit.who) {
        (Some(short), Some(day), Some(who)) => format!("{short} {day} {who}: {}", commit.what),
        _ => format!("not committed yet: {}", commit.what),
    }
}

/// Says what is not raised, and what nobody can know.
fn rest(view: &SignalsView, look: Look) -> String {
    let ids = |names: &[SignalName]| names.iter().map(|name| name.id).collect::<Vec<_>>().join(" ");
    let mut out = String::from("\n");
    for (what, names) in [("Not raised", &view.quiet), ("Switched off", &view.off)] {
        if !names.is_empty() {
            out.push_str(&terminal::hanging("", &format!("{what}: {}", ids(names)), look.width, 2));
        }
    }
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in &view.unknown {
        match reasons.iter_mut().find(|(reason, _)| *reason == row.reason) {
            Some((_, ids)) => ids.push(row.id),
            None => reasons.push((&row.reason, vec![row.id])),
        }
    }
    for (reason, ids) in reasons {
        let text = format!("Not known: {} ({reason})", ids.join(" "));
        out.push_str(&terminal::hanging("", &visible(&text, false), look.width, 2));
    }
    if view.history == "shallow" {
        let text = "The clone is shallow: what was before it begins is unknown. `git fetch --unshallow`, in CI \
                    `fetch-depth: 0`.";
        out.push_str(&terminal::hanging("", text, look.width, 0));
    }
    out.push_str(&terminal::hanging(
        "",
        "`epm signals --explain EW-07` says what a signal looked at.",
        look.width,
        0,
    ));
    out
}

fn explanation(signal: &Explained, view: &SignalsView, look: Look) -> String {
    let mut out = format!("{} {} ({})\n\n", signal.id, signal.title, signal.name);
    out.push_str(&terminal::hanging("", signal.about, look.width, 0));
    out.push('\n');
    if !signal.limits.is_empty() {
        out.push_str(&format!("Thresholds (`signals: {{{}: …}}` in epm.yaml)\n", signal.name));
    }
    for limit in &signal.limits {
        let own = if limit.value == limit.default {
            String::new()
        } else {
            format!(" (default {})", limit.default)
        };
        out.push_str(&format!("  {}: {}{own}\n", limit.key, limit.value));
    }
    let told = match signal.told_by.as_slice() {
        [] => "No rule of `epm check` tells it.".to_owned(),
        codes => format!("In `epm check` it is told by {}.", wording::list(codes)),
    };
    let off = if signal.off { " It is switched off." } else { "" };
    out.push_str(&format!("\nSeverity {}. {told}{off}\n", signal.severity));
    out.push_str(&format!("\nLooked at, as of {}\n", view.as_of));
    for row in &signal.looked {
        let item = row.item.as_ref().map_or("everything", |item| item.id.as_str());
        let text = format!("{item}: {}", row.text);
        out.push_str(&terminal::hanging(
            &format!("  {:<8}", row.verdict),
            &visible(&text, false),
            look.width,
            10,
        ));
    }
    if signal.looked.is_empty() {
        out.push_str("  nothing here is of that kind\n");
    }
    out
}
