//! `epm ready`: go or no-go, and what is missing.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::model::Visibility;
use crate::render;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::report::Audience;
use crate::report::Inputs;
use crate::report::View;
use crate::report::gates::GatesView;
use crate::report::readiness;
use crate::report::readiness::ReadinessView;

/// Say GO or NO-GO for a gate and what is missing; exits with 1 on NO-GO
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The gate's id; every gate unless given
    gate: Option<String>,

    /// human or json
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let gates = gates(args, shared, &opened)?;
    let view = GatesView { version: 1, as_of: opened.session.as_of.to_string(), gates };
    if args.format == "json" {
        ui.print(&render::json(&view.value()))?;
    } else {
        let texts: Vec<String> = view.gates.iter().map(|gate| human(gate, ui.look().width)).collect();
        ui.print(&texts.join("\n"))?;
    }
    opened.say_faults(ui);
    Ok(if view.gates.iter().any(|g| g.verdict.word == "NO-GO") {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    })
}

/// The gates that are asked for. Whoever runs epm on the files may see all of them.
fn gates(args: &Args, shared: &Shared, opened: &Opened) -> Result<Vec<ReadinessView>, CliError> {
    let session = &opened.session;
    let audience = Audience { clearance: Visibility::Restricted, ..Audience::everybody() };
    let inputs = Inputs {
        workspace: &session.loaded.workspace,
        plan: &session.plan,
        past: None,
        digests: &session.loaded.digests,
        drivers: None,
        findings: &session.findings,
        as_of: session.as_of,
        audience: &audience,
        programs: &[],
    };
    let mut all = readiness::views(&inputs);
    all.retain(|view| opened.wants(shared, &view.program.id));
    let Some(id) = &args.gate else {
        if all.is_empty() {
            return Err(CliError::usage("there is no gate here", "`epm new readiness` starts a checklist"));
        }
        return Ok(all);
    };
    let (program, plain) = id.split_once('/').map_or((None, id.as_str()), |(p, g)| (Some(p), g));
    let known: Vec<String> = all.iter().map(|view| view.gate.id.clone()).collect();
    all.retain(|view| {
        program.is_none_or(|wanted| view.program.id.eq_ignore_ascii_case(wanted))
            && view.gate.id.eq_ignore_ascii_case(plain)
    });
    if all.is_empty() {
        let help = crate::diag::did_you_mean(plain, known.iter().map(String::as_str));
        return Err(CliError::usage(
            format!("no gate `{id}`"),
            help.unwrap_or_else(|| "there is no gate here".to_owned()),
        ));
    }
    Ok(all)
}

fn human(view: &ReadinessView, width: usize) -> String {
    let title = visible(&view.gate.title, false);
    let head = format!("{}  {title} ({}/{})", view.verdict.word, view.program.id, view.gate.id);
    let mut out = format!("{}\n", terminal::paragraph(&head, width, view.verdict.word.len() + 2));
    let mut line = |text: &str| {
        out.push_str(&format!("  {}\n", terminal::paragraph(&visible(text, false), width - 2, 11)));
    };
    line(&view.verdict.reason);
    for item in &view.missing {
        let owner = item.owner.as_ref().map(|o| format!(", {o}")).unwrap_or_default();
        let due = item.due.map(|d| format!(", due {d}")).unwrap_or_default();
        let why = item.why.as_ref().map(|w| format!(": {w}")).unwrap_or_default();
        line(&format!("missing  {} ({}){why}{owner}{due}", item.title, item.id));
    }
    for waiver in &view.waivers {
        let by = waiver.approver.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
        let until = waiver.expires.map(|d| format!(", until {d}")).unwrap_or_default();
        line(&format!("waiver   {} ({}): {}{by}{until}", waiver.title, waiver.id, waiver.state));
    }
    if let Some(decision) = &view.decision {
        let by = decision.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        let date = decision.date.map(|d| format!(" on {d}")).unwrap_or_default();
        line(&format!("recorded {}{by}{date}", decision.word));
    }
    out
}
