//! The command line: one file a command, and the only layer that prints, exits, reads the clock or the environment.
//!
//! [`COMMANDS`] holds every command with its group; clap's declarations are the help, the reference and the man pages.

mod assessment;
mod baseline;
mod calibration;
mod capacity;
mod check;
mod completions;
mod diff;
mod draft;
mod examples;
mod exit;
mod explain;
mod forecast;
mod graph;
mod import;
mod indicators;
mod init;
mod into;
mod kpi;
mod levelling;
mod man;
mod new;
mod options;
mod plan;
mod ready;
mod render;
mod runbook;
mod scenario;
mod schema;
mod serve;
mod signals;
mod site;
mod starters;
mod template;
mod trend;
mod ui;
mod why;
mod workspace;
mod write;

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap::FromArgMatches as _;
use clap::Parser;
use clap::Subcommand;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;

/// Plan engineering programs in plain text and Git.
///
/// Programs are folders of YAML and Markdown. `epm check` says what is wrong and what to do next, `epm plan` computes
/// the dates, `epm why` explains them, `epm render` publishes status packs and checklists.
#[derive(Debug, Parser)]
#[command(name = "epm", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 clean · 1 findings, a NO-GO, or files that would change · 2 epm could not do it"
)]
struct Cli {
    #[command(flatten)]
    shared: Shared,

    #[command(subcommand)]
    command: Command,
}

/// Every command. A new one is a variant here, a line in [`COMMANDS`] and a file.
#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Plan(plan::Args),
    Capacity(capacity::Args),
    Scenario(scenario::Args),
    Why(why::Args),
    Forecast(forecast::Args),
    Indicators(indicators::Args),
    Kpi(kpi::Args),
    Graph(graph::Args),
    Trend(trend::Args),
    Signals(signals::Args),
    Diff(diff::Args),
    Ready(ready::Args),
    Runbook(runbook::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Render(render::Args),
    Draft(draft::Args),
    Serve(serve::Args),
    Baseline(baseline::Args),
    Template(template::Args),
    Init(init::Args),
    New(new::Args),
    Import(import::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The groups of the help, in order, each with its commands.
pub static COMMANDS: &[(&str, &[&str])] = &[
    (
        "Look",
        &[
            "check",
            "plan",
            "why",
            "forecast",
            "indicators",
            "kpi",
            "capacity",
            "scenario",
            "trend",
            "signals",
            "graph",
            "diff",
            "ready",
            "runbook",
            "serve",
            "explain",
            "schema",
        ],
    ),
    ("Write", &["render", "draft", "template", "baseline", "init", "new", "import"]),
    ("Set up", &["completions", "man"]),
];

/// Parses the arguments, runs the command and returns the exit code.
pub fn main() -> ExitCode {
    ui::report_bugs();
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { ExitStatus::CannotDo } else { ExitStatus::Clean };
            // A closed pipe is no error.
            let _ = error.print();
            return code.into();
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let mut ui = Ui::new(&cli.shared);
    match run(&cli, &mut ui) {
        Ok(status) => status.into(),
        Err(CliError::ClosedPipe) => ExitStatus::Clean.into(),
        Err(error) => {
            ui.error(&error);
            ExitStatus::CannotDo.into()
        }
    }
}

/// Returns the declaration of the whole command line, with the commands in their groups.
pub fn command() -> clap::Command {
    let command = Cli::command();
    let mut help = String::from("{before-help}{about-with-newline}\n{usage-heading} {usage}\n");
    for (group, names) in COMMANDS {
        help.push_str(&format!("\n{group}:\n"));
        for name in *names {
            let about =
                command.find_subcommand(name).and_then(clap::Command::get_about).map(ToString::to_string);
            help.push_str(&format!("  {name:<12} {}\n", about.unwrap_or_default()));
        }
    }
    help.push_str("\nOptions:\n{options}{after-help}");
    command
        .mut_subcommands(|sub| match examples::help(sub.get_name()) {
            Some(examples) => sub.after_help(examples),
            None => sub,
        })
        .help_template(help)
}

fn run(cli: &Cli, ui: &mut Ui) -> Result<ExitStatus, CliError> {
    let shared = &cli.shared;
    let writes =
        matches!(cli.command, Command::Init(_) | Command::New(_) | Command::Import(_) | Command::Baseline(_));
    if writes && shared.at.is_some() {
        let help = "`--at` reads a revision; leave it away to write into the work tree";
        return Err(CliError::usage("nothing can be written into a revision", help));
    }
    match &cli.command {
        Command::Check(args) => check::run(args, shared, ui),
        Command::Plan(args) => plan::run(args, shared, ui),
        Command::Scenario(args) => scenario::run(args, shared, ui),
        Command::Capacity(args) => capacity::run(args, shared, ui),
        Command::Explain(args) => explain::run(args, ui),
        Command::Why(args) => why::run(args, shared, ui),
        Command::Forecast(args) => forecast::run(args, shared, ui),
        Command::Indicators(args) => indicators::run(args, shared, ui),
        Command::Trend(args) => trend::run(args, shared, ui),
        Command::Signals(args) => signals::run(args, shared, ui),
        Command::Kpi(args) => kpi::run(args, shared, ui),
        Command::Graph(args) => graph::run(args, shared, ui),
        Command::Diff(args) => diff::run(args, shared, ui),
        Command::Ready(args) => ready::run(args, shared, ui),
        Command::Runbook(args) => runbook::run(args, shared, ui),
        Command::Render(args) => render::run(args, shared, ui),
        Command::Serve(args) => serve::run(args, shared, ui),
        Command::Template(args) => template::run(args, shared, ui),
        Command::Import(args) => import::run(args, ui),
        Command::Draft(args) => draft::run(args, shared, ui),
        Command::Baseline(args) => baseline::run(args, shared, ui),
        Command::Init(args) => init::run(args, shared, ui),
        Command::New(args) => new::run(args, shared, ui),
        Command::Schema(args) => schema::run(args, ui),
        Command::Completions(args) => completions::run(args, ui),
        Command::Man(args) => man::run(args, ui),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        command().debug_assert();
        let grouped: Vec<&str> = COMMANDS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        for sub in Cli::command().get_subcommands() {
            let count = grouped.iter().filter(|name| **name == sub.get_name()).count();
            assert_eq!(count, 1, "`{}` stands in {count} groups of COMMANDS", sub.get_name());
            assert!(sub.get_about().is_some(), "`{}` has no help", sub.get_name());
        }
        assert_eq!(grouped.len(), Cli::command().get_subcommands().count());
    }
}
