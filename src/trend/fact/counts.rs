//! The table of counts: how many items of a kind pass every filter, such as `[[risks.open.high]]`.

use crate::model::AssumptionStatus;
use crate::model::ChangeStatus;
use crate::model::Colour;
use crate::model::Date;
use crate::model::DecisionStatus;
use crate::model::DependencyStatus;
use crate::model::GateVerdict;
use crate::model::IssueSeverity;
use crate::model::IssueStatus;
use crate::model::Item;
use crate::model::Kind;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::model::RiskStatus;
use crate::trend::actions;
use crate::trend::actions::ActionAt;
use crate::trend::fact::Book;
use crate::trend::fact::Fact;
use crate::trend::fact::Name;
use crate::trend::fact::Unknown;
use crate::trend::fact::book::Of;
use crate::trend::fact::fields;
use crate::trend::verdict;

/// A list whose items are counted.
#[derive(Debug)]
pub struct Count {
    /// The word before the first dot.
    pub word: &'static str,
    /// What is counted; actions stand in records of several kinds.
    pub kind: Option<Kind>,
    /// The filters of this list alone, each with what it keeps.
    pub own: &'static [(&'static str, &'static str)],
    /// The words of its status, each a filter.
    statuses: fn() -> Vec<&'static str>,
}

/// The filters of every list.
pub const COMMON: &[(&str, &str)] = &[
    ("all", "everything"),
    ("open", "what is neither done nor closed"),
    ("closed", "what is done or closed"),
    ("overdue", "what is open although its day has passed"),
    ("ownerless", "what is open and has no owner"),
];

fn none() -> Vec<&'static str> {
    Vec::new()
}

/// Every list, in the order of the documentation.
pub static COUNTS: &[Count] = &[
    Count {
        word: "milestones",
        kind: Some(Kind::Milestone),
        own: &[
            ("late", "open and expected after the agreed date"),
            ("critical", "open and on the critical path"),
            ("committed", "with an agreed date"),
            ("red", "open and red"),
            ("amber", "open and amber"),
            ("green", "open and green"),
        ],
        statuses: || MilestoneStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "risks",
        kind: Some(Kind::Risk),
        own: &[
            ("high", "score 12 or more"),
            ("medium", "score 6 to 11"),
            ("low", "score below 6"),
            ("unscored", "without a score"),
        ],
        statuses: || RiskStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "assumptions",
        kind: Some(Kind::Assumption),
        own: &[],
        statuses: || AssumptionStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "issues",
        kind: Some(Kind::Issue),
        own: &[
            ("critical", "of that severity"),
            ("high", "of that severity"),
            ("medium", "of that severity"),
            ("low", "of that severity"),
        ],
        statuses: || IssueStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "dependencies",
        kind: Some(Kind::Dependency),
        own: &[("critical", "declared critical")],
        statuses: || DependencyStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "decisions",
        kind: Some(Kind::Decision),
        own: &[],
        statuses: || DecisionStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "changes",
        kind: Some(Kind::Change),
        own: &[],
        statuses: || ChangeStatus::ALL.iter().map(|s| s.as_str()).collect(),
    },
    Count {
        word: "gates",
        kind: Some(Kind::Readiness),
        own: &[
            ("go", "whose checklist says so"),
            ("conditional", "whose checklist says so"),
            ("no_go", "whose checklist says so"),
        ],
        statuses: none,
    },
    Count {
        word: "actions",
        kind: None,
        own: &[("undated", "open and without a due day"), ("done", "done or cancelled")],
        statuses: none,
    },
    Count { word: "releases", kind: Some(Kind::Release), own: &[], statuses: none },
];

/// Finds the list that a name begins with: `risks.open` of `risks.open.high`.
pub(super) fn find(head: &str) -> Option<&'static Count> {
    let word = head.split('.').next().unwrap_or(head);
    COUNTS.iter().find(|count| count.word.eq_ignore_ascii_case(word))
}

impl Count {
    /// Returns every filter of the list.
    pub fn filters(&self) -> Vec<&'static str> {
        let mut words: Vec<&str> = COMMON.iter().chain(self.own).map(|(word, _)| *word).collect();
        for status in (self.statuses)() {
            if !words.contains(&status) {
                words.push(status);
            }
        }
        words
    }

    /// Counts the items of a program that pass every filter of a name.
    pub(super) fn read(&self, book: &Book<'_>, program: &Program, name: &Name<'_>) -> Result<Fact, Unknown> {
        let known = self.filters();
        let filters: Vec<&str> = name.head.split('.').skip(1).chain([name.field]).collect();
        for filter in &filters {
            if !known.iter().any(|word| word.eq_ignore_ascii_case(filter)) {
                let message = format!("no filter `{filter}` of {}", self.word);
                let with = |near: &str| {
                    let before = name.program.map(|program| format!("{program}/")).unwrap_or_default();
                    let words: Vec<&str> =
                        filters.iter().map(|f| if f == filter { near } else { f }).collect();
                    format!("{before}{}.{}", self.word, words.join("."))
                };
                return Err(Unknown::new(message, filter, &known, with));
            }
        }
        let filters: Vec<String> = filters.iter().map(|filter| filter.to_ascii_lowercase()).collect();
        let Some(kind) = self.kind else {
            let all = actions::of_program(program, book.plan.as_of);
            let passes =
                |found: &&ActionAt<'_>| filters.iter().all(|f| passes_as_action(found, f, book.plan.as_of));
            return Ok(Fact::Count(all.iter().filter(passes).count()));
        };
        let items = program.items().into_iter().filter(|(subject, _)| subject.kind == kind.key());
        let passes = |(subject, item): &(crate::diag::Subject, &dyn Item)| {
            let of = Of {
                book,
                program,
                kind,
                index: subject.index as usize,
                id: item.id().map_or("", |id| id.as_str()),
            };
            filters.iter().all(|filter| passes(&of, filter))
        };
        Ok(Fact::Count(items.filter(passes).count()))
    }
}

/// Tells whether an action passes a filter.
fn passes_as_action(found: &ActionAt<'_>, filter: &str, as_of: Date) -> bool {
    let is_open = actions::is_open(found.action);
    match filter {
        "all" => true,
        "open" => is_open,
        "closed" | "done" => !is_open,
        "overdue" => is_open && found.action.due.is_some_and(|due| due < as_of),
        "ownerless" => is_open && found.action.owner.is_none(),
        "undated" => is_open && found.action.due.is_none(),
        _ => false,
    }
}

/// Tells whether an item passes a filter of its list.
fn passes(of: &Of<'_, '_>, filter: &str) -> bool {
    match filter {
        "all" => true,
        "open" => is_open(of),
        "closed" => !is_open(of),
        "overdue" => is_open(of) && day(of).is_some_and(|day| day < of.book.plan.as_of),
        "ownerless" => is_open(of) && of.item().is_some_and(|item| item.owner().is_none()),
        _ => is_of(of, filter) || fields::status_word(of) == Some(filter),
    }
}

/// Tells whether an item still asks for attention.
fn is_open(of: &Of<'_, '_>) -> bool {
    let (program, n) = (of.program, of.index);
    let open = match of.kind {
        Kind::Milestone => program.milestones.get(n).map(|m| m.is_open()),
        Kind::Risk => program.risks.get(n).map(|r| r.is_open()),
        Kind::Assumption => program.assumptions.get(n).map(|a| a.is_open()),
        Kind::Issue => program.issues.get(n).map(|i| i.is_open()),
        Kind::Dependency => program.dependencies.get(n).map(|d| d.is_open()),
        Kind::Decision => program.decisions.get(n).map(|d| d.is_open()),
        Kind::Change => program.changes.get(n).map(|c| c.is_open()),
        Kind::Readiness => program.readiness.get(n).map(|gate| gate.decision.is_none()),
        Kind::Release => program.releases.get(n).map(|release| release.deployed.is_none()),
        _ => None,
    };
    open.unwrap_or(false)
}

/// The day by which an item should be done.
fn day(of: &Of<'_, '_>) -> Option<Date> {
    let (program, n) = (of.program, of.index);
    match of.kind {
        Kind::Milestone => program.milestones.get(n)?.committed,
        Kind::Risk => program.risks.get(n)?.mitigation.as_ref()?.due(),
        Kind::Assumption => program.assumptions.get(n)?.validate_by,
        Kind::Issue => program.issues.get(n)?.target,
        Kind::Dependency => program.dependencies.get(n).and_then(|d| d.promised.or(d.needed_by)),
        Kind::Decision => program.decisions.get(n)?.needed_by,
        Kind::Change => program.changes.get(n)?.needed_by,
        Kind::Readiness => program.readiness.get(n)?.date,
        Kind::Release => program.releases.get(n)?.planned,
        _ => None,
    }
}

/// Tells whether an item passes one of the filters of its list alone.
fn is_of(of: &Of<'_, '_>, filter: &str) -> bool {
    let (program, n) = (of.program, of.index);
    match of.kind {
        Kind::Milestone => {
            let Some(milestone) = of.milestone() else { return false };
            let is_colour = |colour: Colour| {
                milestone.is_open() && fields::read(of, "colour") == Some(Fact::Colour(colour))
            };
            match filter {
                "late" => {
                    milestone.is_open() && of.node().and_then(|n| n.variance).is_some_and(|v| v >= 0.05)
                }
                "critical" => milestone.is_open() && of.node().is_some_and(|node| node.is_critical),
                "committed" => milestone.committed.is_some(),
                "red" => is_colour(Colour::Red),
                "amber" => is_colour(Colour::Amber),
                "green" => is_colour(Colour::Green),
                _ => false,
            }
        }
        Kind::Risk => {
            let score = program.risks.get(n).and_then(|risk| risk.score());
            matches!(
                (filter, score),
                ("high", Some(12..)) | ("medium", Some(6..=11)) | ("low", Some(..=5)) | ("unscored", None)
            )
        }
        Kind::Issue => {
            let severity = program.issues.get(n).and_then(|issue| issue.severity);
            severity.is_some() && severity == IssueSeverity::from_word(filter)
        }
        Kind::Dependency => {
            filter == "critical" && program.dependencies.get(n).is_some_and(|d| d.critical == Some(true))
        }
        Kind::Readiness => {
            let verdict =
                program.readiness.get(n).map(|gate| verdict::gate(gate, of.book.plan.as_of).verdict);
            verdict.is_some() && verdict == GateVerdict::from_word(filter)
        }
        _ => false,
    }
}
