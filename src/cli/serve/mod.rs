//! `epm serve`: the dashboard on this machine alone, rendered anew whenever a file of the plan changes.
//!
//! The pages live in memory and nothing is written. Files are looked at twice a second, by size and time of change: that
//! works on every system and every kind of disk. Start at [`http`] for what is answered, and to whom.

mod http;
mod site;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::render;
use crate::cli::serve::site::Live;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::diag::Severity;
use crate::model::Id;
use crate::pipeline;
use crate::render::site::File;
use crate::render::site::Showing;
use crate::source::FolderTree;
use crate::source::Tree as _;

/// Between two looks at the files.
const PAUSE: Duration = Duration::from_millis(500);

/// Show the dashboard in a browser on this machine, up to date with the files
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Write for this audience: executive, engineering, product, support, or one of `epm.yaml`
    #[arg(long, value_name = "AUDIENCE")]
    audience: Option<String>,

    /// The port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8321)]
    port: u16,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    // Looked at before it is read: what changes meanwhile is seen at the next look.
    let mut seen = fingerprint(shared);
    let live = Arc::new(Live::new(build(args, shared, ui, 1)?));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).map_err(|error| {
        let help = "choose another port with `--port N`, or any free one with `--port 0`";
        CliError::usage(format!("cannot listen on port {}: {error}", args.port), help)
    })?;
    let port = listener.local_addr().map_or(args.port, |address| address.port());
    let served = Arc::clone(&live);
    thread::spawn(move || http::accept(&listener, port, &served));
    ui.print(&format!("http://127.0.0.1:{port}/\n"))?;
    ui.say("serving on this machine only; Ctrl-C stops");
    loop {
        thread::sleep(PAUSE);
        let now = fingerprint(shared);
        if now == seen {
            continue;
        }
        seen = now;
        match build(args, shared, ui, live.generation() + 1) {
            Ok(files) => live.replace(files),
            // The pages stay as they were: half a file is often saved while somebody writes.
            Err(error) => ui.error(&error),
        }
    }
}

/// Reads the workspace and renders the site.
fn build(args: &Args, shared: &Shared, ui: &Ui, generation: u64) -> Result<Vec<File>, CliError> {
    let opened = workspace::open_with_history(shared, ui)?;
    let audience = render::audience(args.audience.as_deref(), &opened)?;
    let programs: Vec<Id> = shared.program.iter().map(|id| render::known_case(&opened, id)).collect();
    let mut files =
        pipeline::site::build(&opened.session, audience.as_ref(), &programs, Showing { live: true });
    let count = |severity: Severity| {
        opened.session.findings.iter().filter(|found| found.finding.severity == severity).count()
    };
    let known = serde_json::json!({
        "generation": generation,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    });
    let script = include_str!("../../../templates/site/live.js");
    let text = format!("window.epmLive = {known};\n{script}");
    files.push(File { path: "assets/live.js".to_owned(), text });
    Ok(files)
}

/// Returns what a look at the files shows: path, size and time of change. What cannot be read is as if it were not there.
fn fingerprint(shared: &Shared) -> BTreeMap<String, (u64, Option<SystemTime>)> {
    if shared.at.is_some() {
        return BTreeMap::new();
    }
    let root = workspace::find_root(&workspace::given(shared));
    let Ok(tree) = FolderTree::open(&root) else { return BTreeMap::new() };
    let entries = tree.list("").unwrap_or_default();
    let look = |entry: crate::source::Entry| {
        let changed = std::fs::symlink_metadata(tree.root().join(&entry.path)).and_then(|m| m.modified());
        (entry.path, (entry.size, changed.ok()))
    };
    entries.into_iter().map(look).collect()
}
