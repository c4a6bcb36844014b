//! The commented starters of `templates/new/`, filled in.

use std::collections::BTreeMap;

use crate::cli::exit::CliError;
use crate::model::Date;
use crate::model::Home;
use crate::model::Kind;

macro_rules! starters {
    ($($kind:ident $file:literal,)*) => {
        /// Every starter: kind, extension and text.
        pub(crate) static STARTERS: &[(Kind, &str, &str)] =
            &[$((Kind::$kind, $file, include_str!(concat!("../../templates/new/", $file)))),*];
    };
}

starters! {
    Org "org.yaml",
    Policy "policy.yaml",
    Portfolio "portfolio.yaml",
    Charter "charter.md",
    Milestone "milestone.yaml",
    Risk "risk.yaml",
    Assumption "assumption.yaml",
    Issue "issue.yaml",
    Dependency "dependency.yaml",
    Decision "decision.md",
    Change "change.yaml",
    Readiness "readiness.yaml",
    Runbook "runbook.yaml",
    Comms "comms.yaml",
    Metric "metric.yaml",
    Review "review.md",
    Status "status.md",
    Release "release.yaml",
    Scenario "scenario.yaml",
    Escalation "escalation.yaml",
    Survey "survey.yaml",
}

/// What a starter is filled with.
#[derive(Debug)]
pub(crate) struct Filling<'a> {
    /// The item's id.
    pub(crate) id: &'a str,
    /// The title, on one line.
    pub(crate) title: &'a str,
    /// The day.
    pub(crate) date: Date,
    /// The folder of schemas from the new file, if there is one.
    pub(crate) schemas: Option<String>,
}

/// Returns a file's name and text for a kind.
pub(crate) fn fill(kind: Kind, filling: &Filling<'_>) -> Result<(String, String), CliError> {
    let Some((_, file, text)) = STARTERS.iter().find(|(k, _, _)| *k == kind) else {
        let known: Vec<&str> = STARTERS.iter().map(|(k, _, _)| k.key()).collect();
        let message = format!("there is no starter for `{}`", kind.key());
        return Err(CliError::usage(message, format!("known: {}", known.join(", "))));
    };
    let is_markdown = file.ends_with(".md");
    let about = kind.meta().record.about().replace('\n', " ");
    let values = BTreeMap::from([
        ("@id@", filling.id.to_owned()),
        ("@date@", filling.date.to_string()),
        ("@about@", about),
    ]);
    let mut out = String::new();
    if let (false, Some(schemas)) = (is_markdown, &filling.schemas) {
        out.push_str(&format!("# yaml-language-server: $schema={schemas}/{}.schema.json\n", kind.key()));
    }
    for line in text.lines() {
        let mut line = line.to_owned();
        for (token, value) in &values {
            line = line.replace(token, value);
        }
        let is_yaml = line.starts_with("title:");
        line =
            line.replace("@title@", &if is_yaml { scalar(filling.title) } else { filling.title.to_owned() });
        out.push_str(&line);
        out.push('\n');
    }
    Ok((file_name(kind, filling, is_markdown), out))
}

/// Where a new file of a kind goes, from the program's folder.
fn file_name(kind: Kind, filling: &Filling<'_>, is_markdown: bool) -> String {
    let extension = if is_markdown { "md" } else { "yaml" };
    let homes = kind.meta().homes;
    for home in homes {
        match home {
            Home::File(file) => return (*file).to_owned(),
            Home::Folder(folder) => {
                let slug = slug(filling.title);
                let name = match kind.meta().prefix {
                    Some(_) if !slug.is_empty() => format!("{}-{slug}", filling.id),
                    _ => filling.id.to_owned(),
                };
                return format!("{folder}/{name}.{extension}");
            }
            Home::List { .. } => {}
        }
    }
    format!("{}.{extension}", kind.key())
}

/// Returns a text as a YAML scalar on one line, quoted when needed.
pub(crate) fn scalar(text: &str) -> String {
    // YAML 1.2 reads `no` as a text; older readers do not, so it is quoted for them.
    let is_ambiguous = matches!(text.to_ascii_lowercase().as_str(), "no" | "yes" | "on" | "off" | "y" | "n");
    if is_ambiguous {
        return format!("'{text}'");
    }
    serde_yaml::to_string(text).map_or_else(|_| format!("{text:?}"), |yaml| yaml.trim_end().to_owned())
}

/// Returns a text as a slug: lower case, words joined by `-`, at most forty characters.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let mut short = out.as_str();
    if short.len() > 40 {
        short = &short[..40];
        short = short.rsplit_once('-').map_or(short, |(head, _)| head);
    }
    short.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ids() {
        assert_eq!(slug("Vendor certificate: late?"), "vendor-certificate-late");
        assert_eq!(slug("東京"), "");
        let long = slug("a very long title that goes on and on and never seems to end at all");
        assert_eq!(long, "a-very-long-title-that-goes-on-and-on");
    }

    #[test]
    fn titles_become_safe_scalars() {
        assert_eq!(scalar("plain"), "plain");
        assert_eq!(scalar("a: b # c"), "'a: b # c'");
        assert_eq!(scalar("no"), "'no'");
    }
}
