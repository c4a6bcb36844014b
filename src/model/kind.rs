//! The table of kinds: name, record, where its files live. A new kind is one file and one line here.

use crate::model::RecordMeta;

/// A kind of artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `epm.yaml`.
    Settings,
    /// `org.yaml`.
    Org,
    /// `policy.yaml`.
    Policy,
    /// `portfolio.yaml`.
    Portfolio,
    /// A charter.
    Charter,
    /// A milestone.
    Milestone,
    /// A risk.
    Risk,
    /// An assumption.
    Assumption,
    /// An issue.
    Issue,
    /// A dependency.
    Dependency,
    /// A decision.
    Decision,
    /// A change.
    Change,
    /// A readiness gate.
    Readiness,
    /// A runbook.
    Runbook,
    /// The communication plan.
    Comms,
    /// A metric.
    Metric,
    /// A review.
    Review,
    /// A status note.
    Status,
    /// A release.
    Release,
    /// A scenario.
    Scenario,
    /// An escalation.
    Escalation,
    /// A survey.
    Survey,
}

/// Where files of a kind live, below a program (or the workspace).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// One file that is one record: `charter.md`.
    File(&'static str),
    /// One file with a list under a key: `milestones.yaml`, `milestones:`.
    List {
        /// The file.
        file: &'static str,
        /// The key of the list.
        key: &'static str,
    },
    /// A folder with one file an item.
    Folder(&'static str),
}

/// What is known of a kind.
#[derive(Debug)]
pub struct KindMeta {
    /// The kind.
    pub kind: Kind,
    /// The word in commands, findings and schemas: `risk`.
    pub key: &'static str,
    /// Several of them: `risks`.
    pub plural: &'static str,
    /// The prefix that `epm new` gives ids: `RSK`.
    pub prefix: Option<&'static str>,
    /// Where its files live.
    pub homes: &'static [Home],
    /// Belongs to the workspace, not to a program.
    pub is_workspace: bool,
    /// The field that a Markdown file's body fills.
    pub body: Option<&'static str>,
    /// The declaration of its fields.
    pub record: &'static RecordMeta,
}

macro_rules! kinds {
    ($($kind:ident, $key:literal, $plural:literal, $prefix:expr, $workspace:literal, $body:expr, $record:path, [$($home:expr),* $(,)?];)*) => {
        /// All kinds, in the order in which they are read and shown.
        pub static KINDS: &[KindMeta] = &[$(KindMeta {
            kind: Kind::$kind,
            key: $key,
            plural: $plural,
            prefix: $prefix,
            homes: &[$($home),*],
            is_workspace: $workspace,
            body: $body,
            record: $record,
        }),*];
    };
}

use Home::File;
use Home::Folder;
use Home::List;

kinds! {
    Settings, "settings", "settings", None, true, None, crate::model::Settings::META, [File("epm.yaml")];
    Org, "org", "org", None, true, None, crate::model::Org::META, [File("org.yaml")];
    Policy, "policy", "policy", None, true, None, crate::model::Policy::META, [File("policy.yaml")];
    Portfolio, "portfolio", "portfolio", None, true, None, crate::model::Portfolio::META, [File("portfolio.yaml")];
    Charter, "charter", "charters", None, false, Some("purpose"), crate::model::Charter::META, [File("charter.md")];
    Milestone, "milestone", "milestones", None, false, Some("description"), crate::model::Milestone::META,
        [List { file: "milestones.yaml", key: "milestones" }, Folder("milestones")];
    Risk, "risk", "risks", Some("RSK"), false, Some("description"), crate::model::Risk::META,
        [List { file: "raid.yaml", key: "risks" }, Folder("raid/risks")];
    Assumption, "assumption", "assumptions", Some("ASM"), false, Some("description"), crate::model::Assumption::META,
        [List { file: "raid.yaml", key: "assumptions" }, Folder("raid/assumptions")];
    Issue, "issue", "issues", Some("ISS"), false, Some("description"), crate::model::Issue::META,
        [List { file: "raid.yaml", key: "issues" }, Folder("raid/issues")];
    Dependency, "dependency", "dependencies", Some("DEP"), false, Some("description"), crate::model::Dependency::META,
        [List { file: "raid.yaml", key: "dependencies" }, Folder("raid/dependencies")];
    Decision, "decision", "decisions", Some("DEC"), false, Some("context"), crate::model::Decision::META,
        [Folder("decisions")];
    Change, "change", "changes", Some("CHG"), false, Some("description"), crate::model::Change::META,
        [List { file: "changes.yaml", key: "changes" }, Folder("changes")];
    Readiness, "readiness", "readiness", None, false, None, crate::model::Readiness::META, [Folder("readiness")];
    Runbook, "runbook", "runbooks", None, false, None, crate::model::Runbook::META, [Folder("runbooks")];
    Comms, "comms", "comms", None, false, None, crate::model::Comms::META, [File("comms.yaml")];
    Metric, "metric", "metrics", None, false, None, crate::model::Metric::META,
        [List { file: "metrics.yaml", key: "metrics" }, Folder("metrics")];
    Review, "review", "reviews", None, false, Some("summary"), crate::model::Review::META,
        [Folder("reviews"), Folder("meetings")];
    Status, "status", "status", None, false, Some("narrative"), crate::model::Status::META, [Folder("status")];
    Release, "release", "releases", None, false, None, crate::model::Release::META, [Folder("releases")];
    Scenario, "scenario", "scenarios", None, false, None, crate::model::Scenario::META, [Folder("scenarios")];
    Escalation, "escalation", "escalations", Some("ESC"), false, Some("description"), crate::model::Escalation::META,
        [List { file: "escalations.yaml", key: "escalations" }, Folder("escalations")];
    Survey, "survey", "surveys", None, false, None, crate::model::Survey::META, [Folder("metrics/surveys")];
}

impl Kind {
    /// Returns what is known of the kind.
    pub fn meta(self) -> &'static KindMeta {
        // The table's order is the enum's; a test holds it so.
        &KINDS[self as usize]
    }

    /// Returns the word for the kind: `risk`.
    pub fn key(self) -> &'static str {
        self.meta().key
    }

    /// Reads the word for a kind, also in the plural.
    pub fn from_word(word: &str) -> Option<Kind> {
        KINDS.iter().find(|m| m.key == word || m.plural == word).map(|m| m.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for meta in KINDS {
            assert!(std::ptr::eq(meta.kind.meta(), meta), "{}", meta.key);
            assert_eq!(Kind::from_word(meta.plural), Some(meta.kind));
            if let Some(body) = meta.body {
                assert!((meta.record.fields)().iter().any(|f| f.key == body), "{}.{body}", meta.key);
            }
        }
    }

    #[test]
    fn every_field_of_every_kind_is_documented() {
        for meta in KINDS {
            assert!(!meta.record.about().is_empty(), "{}", meta.key);
            for field in (meta.record.fields)() {
                assert!(field.about().ends_with('.'), "{}.{}: {:?}", meta.key, field.key, field.about());
            }
        }
    }
}
