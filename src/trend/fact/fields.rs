//! The table of facts about one item, or about a program as a whole: `[[idp-ga.finish]]`, `[[program.colour]]`.
//!
//! Besides, every date of a record goes by its own name: `[[DEC-7k3f.needed_by]]`.

use crate::model::Date;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Shape;
use crate::model::Step;
use crate::model::Trail;
use crate::model::Visitor;
use crate::plan::forecast::Finish;
use crate::trend::fact::Fact;
use crate::trend::fact::book::Of;
use crate::trend::health;
use crate::trend::verdict;

/// A fact that items of some kinds have.
#[derive(Debug)]
pub struct Field {
    /// The word after the dot.
    pub word: &'static str,
    /// What it says.
    pub about: &'static str,
    /// The kinds that have it; a charter stands for its program.
    pub kinds: &'static [Kind],
    /// Reads it.
    pub(super) read: fn(&Of<'_, '_>) -> Fact,
}

/// What has an id.
const ALL: &[Kind] = &[
    Kind::Charter,
    Kind::Milestone,
    Kind::Risk,
    Kind::Assumption,
    Kind::Issue,
    Kind::Dependency,
    Kind::Decision,
    Kind::Change,
    Kind::Readiness,
    Kind::Runbook,
    Kind::Metric,
    Kind::Review,
    Kind::Release,
    Kind::Scenario,
];

/// What has a status of its own.
const WITH_STATUS: &[Kind] = &[
    Kind::Charter,
    Kind::Milestone,
    Kind::Risk,
    Kind::Assumption,
    Kind::Issue,
    Kind::Dependency,
    Kind::Decision,
    Kind::Change,
];

/// What may stand in the plan.
const PLANNED: &[Kind] =
    &[Kind::Charter, Kind::Milestone, Kind::Dependency, Kind::Decision, Kind::Issue, Kind::Readiness];

const DELIVERED: &[Kind] = &[Kind::Charter, Kind::Milestone];

/// What is said of something that is not in the plan.
const NOT_PLANNED: Fact = Fact::Missing("not in the plan");
/// As packs say it.
const NOT_FORECAST: Fact = Fact::Missing("not forecast");

/// Every fact of an item, in the order of the documentation.
pub static FIELDS: &[Field] = &[
    Field { word: "title", about: "its title", kinds: ALL, read: title },
    Field { word: "owner", about: "who answers for it, by name", kinds: ALL, read: owner },
    Field { word: "status", about: "where it stands", kinds: WITH_STATUS, read: status },
    Field {
        word: "start",
        about: "the first working day, actual or expected",
        kinds: DELIVERED,
        read: start,
    },
    Field {
        word: "finish",
        about: "the day it was reached, else the expected one",
        kinds: PLANNED,
        read: finish,
    },
    Field { word: "committed", about: "the agreed date", kinds: DELIVERED, read: committed },
    Field {
        word: "variance",
        about: "how late it is against the agreed date",
        kinds: DELIVERED,
        read: variance,
    },
    Field {
        word: "float",
        about: "how far it can slip before the end or a commitment moves",
        kinds: &[Kind::Milestone],
        read: float,
    },
    Field {
        word: "p10",
        about: "one in ten trials is no later",
        kinds: PLANNED,
        read: |of| quantile(of, |f| f.dates.p10),
    },
    Field {
        word: "p50",
        about: "half of the trials are no later",
        kinds: PLANNED,
        read: |of| quantile(of, |f| f.dates.p50),
    },
    Field {
        word: "p80",
        about: "four in five trials are no later",
        kinds: PLANNED,
        read: |of| quantile(of, |f| f.dates.p80),
    },
    Field {
        word: "p90",
        about: "nine in ten trials are no later",
        kinds: PLANNED,
        read: |of| quantile(of, |f| f.dates.p90),
    },
    Field { word: "range", about: "from P50 to P80", kinds: PLANNED, read: range },
    Field { word: "chance", about: "how likely it meets the agreed date", kinds: DELIVERED, read: chance },
    Field {
        word: "colour",
        about: "the colour that packs show: set by a person while that holds, else computed",
        kinds: DELIVERED,
        read: colour,
    },
    Field { word: "reason", about: "what the computed colour rests on", kinds: DELIVERED, read: reason },
    Field {
        word: "level",
        about: "`high`, `medium` or `low`, from probability and impact",
        kinds: &[Kind::Risk],
        read: level,
    },
    Field {
        word: "score",
        about: "probability band times impact band, 1 to 25",
        kinds: &[Kind::Risk],
        read: score,
    },
    Field { word: "due", about: "the day that its mitigation is due", kinds: &[Kind::Risk], read: due },
    Field { word: "severity", about: "how bad it is", kinds: &[Kind::Issue], read: severity },
    Field { word: "approver", about: "who decides, by name", kinds: &[Kind::Decision], read: approver },
    Field {
        word: "verdict",
        about: "`GO`, `CONDITIONAL` or `NO-GO` of the checklist",
        kinds: &[Kind::Readiness],
        read: verdict,
    },
    Field {
        word: "blocking",
        about: "how many required items stand in the way",
        kinds: &[Kind::Readiness],
        read: blocking,
    },
];

/// Returns the dates that records of a kind have, each by its own name.
pub fn dates_of(kind: Kind) -> Vec<&'static str> {
    let fields = (kind.meta().record.fields)();
    fields.iter().filter(|field| matches!(field.shape, Shape::Date)).map(|field| field.key).collect()
}

/// Returns the words that follow an item of a kind.
pub(super) fn words_of(kind: Kind) -> Vec<&'static str> {
    let mut words: Vec<&str> = FIELDS.iter().filter(|f| f.kinds.contains(&kind)).map(|f| f.word).collect();
    for date in dates_of(kind) {
        if !words.contains(&date) {
            words.push(date);
        }
    }
    words
}

/// Reads a fact; `None` when the kind has none of that name.
pub(super) fn read(of: &Of<'_, '_>, word: &str) -> Option<Fact> {
    let is_meant = |field: &&Field| field.word.eq_ignore_ascii_case(word) && field.kinds.contains(&of.kind);
    if let Some(field) = FIELDS.iter().find(is_meant) {
        return Some((field.read)(of));
    }
    let key = dates_of(of.kind).into_iter().find(|key| key.eq_ignore_ascii_case(word))?;
    let Some(item) = of.item() else { return Some(Fact::Missing("no date")) };
    let mut dates = Dates { key, found: None };
    item.visit_all(&mut dates);
    Some(dates.found.map_or(Fact::Missing("no date"), Fact::Day))
}

/// Finds the date in a field of the item itself.
struct Dates {
    key: &'static str,
    found: Option<Date>,
}

impl Visitor for Dates {
    fn date(&mut self, at: &Trail, date: Date) {
        if at.0 == [Step::Field(self.key)] {
            self.found = Some(date);
        }
    }
}

fn title(of: &Of<'_, '_>) -> Fact {
    let title =
        if of.kind == Kind::Charter { of.program.title.as_str() } else { of.item().map_or("", Item::title) };
    let title = title.trim();
    Fact::Words(if title.is_empty() { of.id.to_owned() } else { title.to_owned() })
}

fn owner(of: &Of<'_, '_>) -> Fact {
    let owner = if of.kind == Kind::Charter { of.program.owner() } else { of.item().and_then(Item::owner) };
    owner.cloned().map_or(Fact::Missing("nobody named"), Fact::Person)
}

fn status(of: &Of<'_, '_>) -> Fact {
    status_word(of).map_or(Fact::Missing("no status"), |word| Fact::Words(word.replace('_', " ")))
}

/// Returns the word of an item's status, as in the file.
pub(super) fn status_word(of: &Of<'_, '_>) -> Option<&'static str> {
    let (program, n) = (of.program, of.index);
    match of.kind {
        Kind::Charter => {
            Some(program.charter.as_ref().and_then(|c| c.status).map_or("active", |s| s.as_str()))
        }
        Kind::Milestone => program.milestones.get(n).map(|m| m.status().as_str()),
        Kind::Risk => program.risks.get(n).map(|r| r.status().as_str()),
        Kind::Assumption => program.assumptions.get(n).map(|a| a.status().as_str()),
        Kind::Issue => program.issues.get(n).map(|i| i.status().as_str()),
        Kind::Dependency => program.dependencies.get(n).map(|d| d.status().as_str()),
        Kind::Decision => program.decisions.get(n).map(|d| d.status().as_str()),
        Kind::Change => program.changes.get(n).map(|c| c.status().as_str()),
        _ => None,
    }
}

fn start(of: &Of<'_, '_>) -> Fact {
    if of.kind == Kind::Charter {
        return of.book.plan.program(&of.program.id).map_or(NOT_PLANNED, |plan| Fact::Day(plan.start));
    }
    let actual = of.milestone().and_then(|m| m.started);
    actual.or_else(|| of.node().map(|node| node.early_start)).map_or(NOT_PLANNED, Fact::Day)
}

fn finish(of: &Of<'_, '_>) -> Fact {
    let day = match of.kind {
        Kind::Charter => of.ending().expected,
        Kind::Milestone => {
            of.milestone().and_then(|m| m.finished).or_else(|| of.node().map(|n| n.early_finish))
        }
        _ => of.node().map(|node| node.early_finish),
    };
    day.map_or(NOT_PLANNED, Fact::Day)
}

fn committed(of: &Of<'_, '_>) -> Fact {
    let day = match of.kind {
        Kind::Charter => of.ending().committed,
        _ => of.milestone().and_then(|m| m.committed),
    };
    day.map_or(Fact::Missing("no commitment"), Fact::Day)
}

fn variance(of: &Of<'_, '_>) -> Fact {
    if committed(of) == Fact::Missing("no commitment") {
        return Fact::Missing("no commitment");
    }
    let days = match of.kind {
        Kind::Charter => of.ending().variance,
        _ => of.node().and_then(|node| node.variance),
    };
    days.map_or(Fact::Missing("not computed"), Fact::Variance)
}

fn float(of: &Of<'_, '_>) -> Fact {
    match of.node() {
        Some(node) if node.is_done => Fact::Missing("done"),
        Some(node) => Fact::Float(node.total_float),
        None => Fact::Missing("not computed"),
    }
}

/// The forecast that packs show: of what is not done, and uncertain.
fn forecast<'b>(of: &'b Of<'_, '_>) -> Option<&'b Finish> {
    let forecast = of.book.plan.outlook.forecast()?;
    let finish = match of.kind {
        Kind::Charter => &forecast.program(&of.program.id)?.finish,
        _ => &forecast.item(&of.node().filter(|node| !node.is_done)?.key)?.finish,
    };
    finish.is_uncertain().then_some(finish)
}

fn quantile(of: &Of<'_, '_>, day: fn(&Finish) -> Date) -> Fact {
    forecast(of).map_or(NOT_FORECAST, |finish| Fact::Day(day(finish)))
}

fn range(of: &Of<'_, '_>) -> Fact {
    forecast(of).map_or(NOT_FORECAST, |finish| Fact::Range(finish.dates.p50, finish.dates.p80))
}

fn chance(of: &Of<'_, '_>) -> Fact {
    forecast(of).and_then(|finish| finish.p_committed).map_or(NOT_FORECAST, Fact::Chance)
}

fn colour(of: &Of<'_, '_>) -> Fact {
    let is_done =
        of.milestone().is_some_and(|m| m.finished.is_some()) || of.node().is_some_and(|n| n.is_done);
    if of.kind == Kind::Milestone && is_done {
        return Fact::Words("done".to_owned());
    }
    let item = of.milestone().map(|milestone| &milestone.id);
    let set = health::override_for(of.program, item, of.book.plan.as_of).map(|set| set.value.colour);
    let computed = || match of.kind {
        Kind::Charter => of.book.health().program(of.program).colour,
        _ => of.node().and_then(|node| of.book.health().item(node).colour),
    };
    set.or_else(computed).map_or(Fact::Missing("not computed"), Fact::Colour)
}

fn reason(of: &Of<'_, '_>) -> Fact {
    let derived = match of.kind {
        Kind::Charter => Some(of.book.health().program(of.program)),
        _ => of.node().map(|node| of.book.health().item(node)),
    };
    let because =
        derived.map(|derived| derived.because().replace('`', "")).filter(|because| !because.is_empty());
    because.map_or(Fact::Missing("not computed"), Fact::Words)
}

fn level(of: &Of<'_, '_>) -> Fact {
    let word = match of.program.risks.get(of.index).and_then(|risk| risk.score()) {
        None => return Fact::Missing("not scored"),
        Some(12..) => "high",
        Some(6..) => "medium",
        Some(_) => "low",
    };
    Fact::Words(word.to_owned())
}

fn score(of: &Of<'_, '_>) -> Fact {
    let score = of.program.risks.get(of.index).and_then(|risk| risk.score());
    score.map_or(Fact::Missing("not scored"), |score| Fact::Count(usize::from(score)))
}

fn due(of: &Of<'_, '_>) -> Fact {
    let mitigation = of.program.risks.get(of.index).and_then(|risk| risk.mitigation.as_ref());
    mitigation.and_then(|m| m.due()).map_or(Fact::Missing("no date"), Fact::Day)
}

fn severity(of: &Of<'_, '_>) -> Fact {
    let severity = of.program.issues.get(of.index).and_then(|issue| issue.severity);
    severity.map_or(Fact::Missing("no severity"), |severity| Fact::Words(severity.as_str().to_owned()))
}

fn approver(of: &Of<'_, '_>) -> Fact {
    let approver = of.program.decisions.get(of.index).and_then(|decision| decision.approver.clone());
    approver.map_or(Fact::Missing("nobody named"), Fact::Person)
}

fn verdict(of: &Of<'_, '_>) -> Fact {
    let gate = of.program.readiness.get(of.index);
    let report = gate.map(|gate| verdict::gate(gate, of.book.plan.as_of));
    report
        .map_or(Fact::Missing("no verdict"), |report| Fact::Words(verdict::label(report.verdict).to_owned()))
}

fn blocking(of: &Of<'_, '_>) -> Fact {
    let gate = of.program.readiness.get(of.index);
    let report = gate.map(|gate| verdict::gate(gate, of.book.plan.as_of));
    Fact::Count(report.map_or(0, |report| report.blocking.len()))
}
