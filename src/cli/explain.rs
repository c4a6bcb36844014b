//! `epm explain`: the manual page of a rule.

use crate::check;
use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::ui::Ui;
use crate::diag::RuleMeta;
use crate::diag::wording;
use crate::render::terminal;

/// Explain a rule: what it finds, why it matters, how to fix it; without a rule, list all
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// A code such as `EPM203`, or a name such as `dangling-reference`
    rule: Option<String>,
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<ExitStatus, CliError> {
    let text = match &args.rule {
        Some(word) => page(find(word)?),
        None => list(ui.look().width),
    };
    ui.print(&text)?;
    Ok(ExitStatus::Clean)
}

fn find(word: &str) -> Result<&'static RuleMeta, CliError> {
    check::rule_named(word).ok_or_else(|| {
        let names: Vec<&str> = check::all_rules().iter().map(|m| m.name).collect();
        let part = word.to_ascii_lowercase();
        let like: Vec<&str> = names.iter().copied().filter(|name| name.contains(&part)).collect();
        let help = match crate::diag::nearest(word, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None if !like.is_empty() => format!("rules of that name: {}", wording::names(like)),
            None => "`epm explain` lists all rules".to_owned(),
        };
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

fn list(width: usize) -> String {
    /// Below this width a rule's summary stands on lines of its own.
    const NARROW: usize = 100;
    let mut out = String::new();
    let mut family = 0;
    for meta in check::all_rules() {
        if meta.code.0 / 100 != family {
            family = meta.code.0 / 100;
            out.push_str(&format!("{}{}\n", if out.is_empty() { "" } else { "\n" }, family_name(family)));
        }
        let head = format!("  {} {:<32} {:<8}", meta.code, meta.name, meta.severity);
        let summary = meta.summary().trim_start_matches("Finds ");
        if width < NARROW {
            out.push_str(&format!("{}\n", head.trim_end()));
            out.push_str(&format!(
                "         {}\n",
                terminal::paragraph(summary, width - 9, 0).replace('\n', "\n         ")
            ));
        } else {
            out.push_str(&format!(
                "{}\n",
                terminal::paragraph(&format!("{head} {summary}"), width, head.len() + 1)
            ));
        }
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
