//! Which column of a spreadsheet fills which field.

use crate::model::Kind;

/// How the values of a field are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An id; others are made up from the title.
    Id,
    /// One line of text.
    Line,
    /// A person: `Maria Rossi` becomes `maria-rossi`.
    Person,
    /// A team.
    Team,
    /// A day, in any unambiguous spelling.
    Date,
    /// A status; the words of other tools are translated.
    Status,
    /// The severity of an issue.
    Severity,
    /// A probability: a share, a word or a number from 1 to 5.
    Likelihood,
    /// An impact: a word, a number from 1 to 5 or a delay.
    Impact,
    /// A duration: `12d`, or a number of days.
    Duration,
    /// Ids of predecessors.
    Refs,
    /// A share of the work that is done.
    Percent,
    /// Risk, assumption, issue or dependency.
    Kind,
}

/// A field that a column may fill, and the names that such columns have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) field: &'static str,
    pub(crate) reading: Reading,
    pub(crate) names: &'static [&'static str],
}

const fn target(field: &'static str, reading: Reading, names: &'static [&'static str]) -> Target {
    Target { field, reading, names }
}

const ID: Target = target("id", Reading::Id, &["id", "ref", "reference", "number", "no", "nr", "key", "#"]);
const OWNER: Target = target(
    "owner",
    Reading::Person,
    &["owner", "responsible", "assignee", "assigned to", "lead", "raid owner", "accountable", "driver"],
);
const RAISED: Target = target(
    "raised",
    Reading::Date,
    &[
        "raised",
        "date raised",
        "raised on",
        "opened",
        "created",
        "identified",
        "date identified",
        "date logged",
    ],
);
const STATUS: Target = target("status", Reading::Status, &["status", "state"]);
const NOTES: Target = target(
    "description",
    Reading::Line,
    &["description", "details", "notes", "comments", "comment", "remarks"],
);
const KIND: Target =
    target("kind", Reading::Kind, &["type", "raid type", "raid", "category type", "item type"]);

const RISK: &[Target] = &[
    KIND,
    ID,
    target(
        "title",
        Reading::Line,
        &["title", "risk", "name", "summary", "risk title", "risk description", "item"],
    ),
    NOTES,
    STATUS,
    target("probability", Reading::Likelihood, &["probability", "likelihood", "prob", "p", "chance"]),
    target("impact", Reading::Impact, &["impact", "severity", "consequence", "i", "impact rating"]),
    OWNER,
    RAISED,
    target("category", Reading::Line, &["category", "area"]),
    target("trigger", Reading::Line, &["trigger", "triggers"]),
    target(
        "mitigation",
        Reading::Line,
        &[
            "mitigation",
            "mitigation plan",
            "mitigation strategy",
            "response plan",
            "action",
            "actions",
            "mitigations",
        ],
    ),
    target("contingency", Reading::Line, &["contingency", "contingency plan", "fallback"]),
    target(
        "review_by",
        Reading::Date,
        &["review by", "review date", "next review", "due", "due date", "target date"],
    ),
    target("closed", Reading::Date, &["closed", "date closed", "closed on"]),
];

const ASSUMPTION: &[Target] = &[
    KIND,
    ID,
    target("title", Reading::Line, &["title", "assumption", "name", "summary", "statement", "item"]),
    NOTES,
    STATUS,
    target("impact_if_wrong", Reading::Line, &["impact if wrong", "impact", "consequence"]),
    OWNER,
    RAISED,
    target("validation", Reading::Line, &["validation", "how to validate", "action", "mitigation"]),
    target("validate_by", Reading::Date, &["validate by", "due", "due date", "target date", "review date"]),
    target("closed", Reading::Date, &["closed", "date closed"]),
];

const ISSUE: &[Target] = &[
    KIND,
    ID,
    target("title", Reading::Line, &["title", "issue", "name", "summary", "problem", "item"]),
    NOTES,
    target("severity", Reading::Severity, &["severity", "priority", "impact"]),
    STATUS,
    OWNER,
    RAISED,
    target("target", Reading::Date, &["target", "target date", "due", "due date", "target resolution"]),
    target("resolved", Reading::Date, &["resolved", "closed", "date closed", "resolution date"]),
    target(
        "resolution",
        Reading::Line,
        &["resolution", "resolution plan", "action", "actions", "mitigation"],
    ),
    target("root_cause", Reading::Line, &["root cause", "cause"]),
];

const DEPENDENCY: &[Target] = &[
    KIND,
    ID,
    target(
        "title",
        Reading::Line,
        &["title", "dependency", "deliverable", "name", "summary", "needs", "item"],
    ),
    NOTES,
    target("from", Reading::Team, &["from", "provider", "team", "depends on", "supplier"]),
    target("to", Reading::Team, &["to", "consumer", "needed by team"]),
    target(
        "needed_by",
        Reading::Date,
        &["needed by", "need date", "required by", "due", "due date", "target date"],
    ),
    target("promised", Reading::Date, &["promised", "committed", "commit date", "promised date"]),
    target("resolved", Reading::Date, &["resolved", "delivered", "closed", "date closed"]),
    STATUS,
    OWNER,
    RAISED,
    target("impact_if_late", Reading::Line, &["impact if late", "impact"]),
    target("fallback", Reading::Line, &["fallback", "contingency", "mitigation"]),
];

const MILESTONE: &[Target] = &[
    ID,
    target(
        "title",
        Reading::Line,
        &["title", "milestone", "name", "task", "task name", "summary", "activity"],
    ),
    NOTES,
    OWNER,
    target("team", Reading::Team, &["team", "group"]),
    target("workstream", Reading::Line, &["workstream", "stream", "track", "phase"]),
    target("duration", Reading::Duration, &["duration", "days", "estimate", "effort days"]),
    target(
        "depends_on",
        Reading::Refs,
        &["depends on", "predecessors", "predecessor", "dependencies", "after", "blocked by"],
    ),
    target(
        "committed",
        Reading::Date,
        &[
            "committed",
            "date",
            "due",
            "due date",
            "target",
            "target date",
            "deadline",
            "finish",
            "end",
            "when",
            "planned",
        ],
    ),
    STATUS,
    target("started", Reading::Date, &["started", "actual start", "start date", "start"]),
    target("finished", Reading::Date, &["finished", "actual", "actual finish", "completed", "done on"]),
    target("progress", Reading::Percent, &["progress", "% complete", "percent complete", "complete"]),
];

const DECISION: &[Target] = &[
    ID,
    target("title", Reading::Line, &["title", "decision", "name", "summary", "topic"]),
    STATUS,
    target("date", Reading::Date, &["date", "decided", "decision date", "date decided"]),
    RAISED,
    target("needed_by", Reading::Date, &["needed by", "due", "due date"]),
    OWNER,
    target(
        "approver",
        Reading::Person,
        &["approver", "decided by", "decision maker", "approved by", "made by"],
    ),
    target("context", Reading::Line, &["context", "background", "description", "problem", "details"]),
    target("outcome", Reading::Line, &["outcome", "rationale", "reason", "reasoning", "notes", "resolution"]),
    target("consequences", Reading::Line, &["consequences", "impact", "implications"]),
];

/// Returns the fields that columns may fill, in the order of writing.
pub(crate) fn targets(kind: Kind) -> &'static [Target] {
    match kind {
        Kind::Assumption => ASSUMPTION,
        Kind::Issue => ISSUE,
        Kind::Dependency => DEPENDENCY,
        Kind::Milestone => MILESTONE,
        Kind::Decision => DECISION,
        _ => RISK,
    }
}

/// Returns a column's name as it is compared: lower case, words only.
pub(crate) fn plain(name: &str) -> String {
    let words: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || "#%".contains(c) { c } else { ' ' })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the field of each column. A field is filled by the column with its best name; the others are kept apart.
pub(crate) fn assign(kind: Kind, header: &[String]) -> Vec<Option<&'static Target>> {
    let own = kind.key();
    let names: Vec<String> = header
        .iter()
        .map(|name| {
            let plain = plain(name);
            // `Risk ID` is the id of a risk table.
            plain.strip_prefix(&format!("{own} ")).map_or(plain.clone(), str::to_owned)
        })
        .collect();
    let mut out: Vec<Option<&'static Target>> = vec![None; header.len()];
    for target in targets(kind) {
        let best = target.names.iter().find_map(|wanted| {
            // `Prob. (%)` is `prob`.
            let is_named = |name: &String| name.trim_end_matches([' ', '%']) == *wanted || name == wanted;
            names.iter().enumerate().position(|(n, name)| out[n].is_none() && is_named(name))
        });
        if let Some(n) = best {
            out[n] = Some(target);
        }
    }
    // A table with a description and no title: the description is the title.
    let has = |out: &[Option<&Target>], field: &str| out.iter().flatten().any(|t| t.field == field);
    if !has(&out, "title") {
        let stand_in =
            out.iter().position(|t| t.is_some_and(|t| t.field == "description" || t.field == "context"));
        let title = targets(kind).iter().find(|t| t.field == "title");
        if let (Some(n), Some(title)) = (stand_in, title) {
            out[n] = Some(title);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(kind: Kind, header: &[&str]) -> Vec<Option<&'static str>> {
        let header: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
        assign(kind, &header).into_iter().map(|t| t.map(|t| t.field)).collect()
    }

    #[test]
    fn columns_find_their_field_by_the_names_people_use() {
        assert_eq!(
            fields(
                Kind::Risk,
                &["Risk ID", "Description", "Likelihood", "Impact", "Mitigation Plan", "Owner", "RAG"]
            ),
            [
                Some("id"),
                Some("title"),
                Some("probability"),
                Some("impact"),
                Some("mitigation"),
                Some("owner"),
                None
            ]
        );
        assert_eq!(
            fields(Kind::Milestone, &["#", "Milestone", "Due Date", "% complete", "Predecessors"]),
            [Some("id"), Some("title"), Some("committed"), Some("progress"), Some("depends_on")]
        );
    }
}
