//! The only place that prints. A closed pipe ends the run quietly; plan text is made visible before it comes here.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::IsTerminal as _;
use std::io::Write as _;
use std::sync::Mutex;
use std::time::Duration;
use std::time::Instant;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use crate::cli::exit::CliError;
use crate::cli::options::Color;
use crate::cli::options::Shared;
use crate::render::findings::human::Look;
use crate::render::findings::visible;

/// Columns when the terminal does not say how wide it is.
const WIDTH: usize = 100;

/// Long work is shown after this time.
const PATIENCE: Duration = Duration::from_millis(400);

/// The terminal.
#[derive(Debug)]
pub(crate) struct Ui {
    look: Look,
    is_quiet: bool,
    is_verbose: bool,
}

impl Ui {
    /// Looks at the terminal and the options.
    pub(crate) fn new(shared: &Shared) -> Ui {
        let is_coloured = match shared.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
        };
        Ui { look: Look { width: width(), is_coloured }, is_quiet: shared.quiet, is_verbose: shared.verbose }
    }

    /// Returns how the terminal shows things.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// Writes a finished text to standard output.
    pub(crate) fn print(&self, text: &str) -> Result<(), CliError> {
        let mut out = std::io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        written.map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => CliError::ClosedPipe,
            _ => CliError::File {
                action: "write",
                path: "standard output".to_owned(),
                reason: error.to_string(),
            },
        })
    }

    /// Says something beside the result, on standard error; not with `--quiet`.
    pub(crate) fn say(&self, text: &str) {
        if !self.is_quiet {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// Says something more, with `--verbose` only.
    pub(crate) fn detail(&self, text: &str) {
        if self.is_verbose {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// Shows why the command could not do its job, and the next step.
    pub(crate) fn error(&self, error: &CliError) {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "epm: {}", visible(&error.to_string(), true));
        if let Some(help) = error.help() {
            let _ = writeln!(err, "  help: {}", visible(&help, true));
        }
    }

    /// Runs work that tells how far it is; a bar appears on a terminal when it takes long, never in a pipe.
    pub(crate) fn with_progress<R>(
        &self,
        what: &str,
        work: impl FnOnce(&(dyn Fn(usize, usize) + Sync)) -> R,
    ) -> R {
        if self.is_quiet || !std::io::stderr().is_terminal() {
            return work(&|_, _| {});
        }
        let started = Instant::now();
        let bar: Mutex<Option<ProgressBar>> = Mutex::new(None);
        let result = work(&|done, total| {
            if started.elapsed() < PATIENCE || done % 64 != 0 {
                return;
            }
            if let Ok(mut bar) = bar.lock() {
                bar.get_or_insert_with(|| new_bar(what, total)).set_position(done as u64);
            }
        });
        if let Ok(Some(bar)) = bar.into_inner() {
            bar.finish_and_clear();
        }
        result
    }
}

fn new_bar(what: &str, total: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}

/// Columns of the terminal: `COLUMNS`, else what the terminal says, else [`WIDTH`].
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse::<usize>().ok()).filter(|c| *c > 0);
    let terminal = || std::io::stdout().is_terminal().then(console_width).flatten();
    columns.or_else(terminal).unwrap_or(WIDTH).clamp(40, 200)
}

fn console_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// Asks for a report when epm itself fails.
pub(crate) fn report_bugs() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        default(info);
        let _ =
            writeln!(std::io::stderr(), "\nThis is a bug in epm. Please report it, with the lines above.");
    }));
}
