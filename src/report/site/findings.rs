//! What the checks found, as the site shows it: by rule, then one by one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Resolved;
use crate::diag::Severity;
use crate::diag::wording;

/// What the checks found in the whole workspace.
#[derive(Clone, Debug, Serialize)]
pub struct FindingsView {
    /// The version of this shape.
    pub version: u32,
    /// The counts in one sentence.
    pub summary: String,
    /// The rules that found something: the worst first, then the most frequent.
    pub rules: Vec<RuleCount>,
    /// The findings: errors first, then by program.
    pub rows: Vec<FindingRow>,
}

/// A rule and how often it found something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// `EPM203`.
    pub code: String,
    /// `dangling-reference`.
    pub rule: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// How often.
    pub count: usize,
    /// What it finds.
    pub about: String,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// `EPM203`.
    pub code: String,
    /// `dangling-reference`.
    pub rule: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
    /// The program's id.
    pub program: Option<String>,
    /// The item's id.
    pub item: Option<String>,
    /// File and line, for those who have the files.
    pub place: Option<String>,
}

/// Builds the view of findings that the audience may see. `places` says whether it has the files, too.
pub fn findings<'f>(found: impl IntoIterator<Item = &'f Resolved>, places: bool) -> FindingsView {
    let mut sorted: Vec<&Resolved> = found.into_iter().collect();
    sorted.sort_by(|a, b| {
        let key = |r: &Resolved| {
            let f = &r.finding;
            (std::cmp::Reverse(f.severity), f.program.clone(), f.rule.code, f.item.clone())
        };
        key(a).cmp(&key(b)).then_with(|| a.finding.message.cmp(&b.finding.message))
    });
    let rows: Vec<FindingRow> = sorted.iter().map(|found| row(found, places)).collect();
    let count = |severity: Severity| sorted.iter().filter(|r| r.finding.severity == severity).count();
    let said = |n: usize, noun: &str| wording::count(i64::try_from(n).unwrap_or(i64::MAX), noun);
    FindingsView {
        version: super::VERSION,
        summary: format!(
            "{}, {}, {}",
            said(count(Severity::Error), "error"),
            said(count(Severity::Warning), "warning"),
            said(count(Severity::Note), "note")
        ),
        rules: rules(&sorted),
        rows,
    }
}

fn row(found: &Resolved, places: bool) -> FindingRow {
    let finding = &found.finding;
    FindingRow {
        code: finding.rule.code.to_string(),
        rule: finding.rule.name,
        severity: finding.severity.as_str(),
        colour: colour(finding.severity),
        message: finding.message.clone(),
        help: finding.help.clone(),
        program: finding.program.clone(),
        item: finding.item.clone(),
        place: (places && !found.place.file.is_empty())
            .then(|| format!("{}:{}", found.place.file, found.place.line)),
    }
}

fn rules(found: &[&Resolved]) -> Vec<RuleCount> {
    let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, &str), RuleCount> = BTreeMap::new();
    for found in found {
        let finding = &found.finding;
        let fresh = || RuleCount {
            code: finding.rule.code.to_string(),
            rule: finding.rule.name,
            severity: finding.severity.as_str(),
            colour: colour(finding.severity),
            count: 0,
            about: finding.rule.summary().trim_start_matches("Finds ").replace('`', ""),
        };
        counts.entry((std::cmp::Reverse(finding.severity), finding.rule.name)).or_insert_with(fresh).count +=
            1;
    }
    let mut rules: Vec<RuleCount> = counts.into_values().collect();
    let weight = |severity: &str| match severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
    rules.sort_by_key(|rule| (weight(rule.severity), std::cmp::Reverse(rule.count), rule.code.clone()));
    rules
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "red",
        Severity::Warning => "amber",
        Severity::Note => "blue",
    }
}
