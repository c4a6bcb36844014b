//! `epm explain`: the manual page of a rule.

use crate::check;
use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::diag::RuleMeta;

/// Explain a rule: what it finds, why it matters, how to fix it; without a rule, list all
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// A code such as `EPM203`, or a name such as `dangling-reference`
    rule: Option<String>,
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<ExitStatus, CliError> {
    let text = match &args.rule {
        Some(word) => page(find(word)?),
        None => list(),
    };
    ui.print(&text)?;
    Ok(ExitStatus::Clean)
}

fn find(word: &str) -> Result<&'static RuleMeta, CliError> {
    check::rule_named(word).ok_or_else(|| {
        let names: Vec<&str> = check::all_rules().iter().map(|m| m.name).collect();
        let near = crate::diag::nearest(word, names);
        let help = near
            .map_or_else(|| "`epm explain` lists all rules".to_owned(), |n| format!("did you mean `{n}`?"));
        CliError::usage(format!("no rule `{word}`"), help)
    })
}

/// Returns the page of a rule as Markdown, which reads well on a terminal too.
pub(crate) fn page(meta: &RuleMeta) -> String {
    format!(
        "# {} {}\n\nDefault severity: {}. Since {}.\n\n{}",
        meta.code,
        meta.name,
        meta.severity,
        meta.since,
        meta.page()
    )
}

fn list() -> String {
    let mut out = String::new();
    let mut family = 0;
    for meta in check::all_rules() {
        if meta.code.0 / 100 != family {
            family = meta.code.0 / 100;
            out.push_str(&format!("{}{}\n", if out.is_empty() { "" } else { "\n" }, family_name(family)));
        }
        out.push_str(&format!("  {} {:<32} {:<8} {}\n", meta.code, meta.name, meta.severity, meta.summary()));
    }
    out
}

/// Returns what a family of codes is about.
pub(crate) fn family_name(family: u16) -> &'static str {
    match family {
        1 => "1xx  Files and syntax",
        2 => "2xx  References and identity",
        3 => "3xx  Dates and calendars",
        4 => "4xx  Schedule quality",
        5 => "5xx  People and capacity",
        6 => "6xx  RAID, decisions and readiness",
        7 => "7xx  Governance",
        8 => "8xx  History and early warnings",
        _ => "9xx  Publishing",
    }
}
