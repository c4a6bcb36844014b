//! A fact that is stated twice, and differently.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items;
use crate::check::statements;
use crate::check::statements::Claim;
use crate::check::statements::Sense;
use crate::check::statements::Statement;
use crate::check::texts;
use crate::check::texts::TextAt;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Colour;
use crate::model::Date;
use crate::model::Id;
use crate::model::Item;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::MilestoneStatus;
use crate::model::Named;
use crate::model::Person;
use crate::model::Program;
use crate::model::Step;
use crate::model::Target;
use crate::model::Trail;
use crate::model::Visitor;
use crate::trend::fact::Book;
use crate::trend::fact::Fact;

rule! {
    /// Finds a sentence that says something else of an item than the item itself.
    ///
    /// ## What it does
    /// Reads plain statements in the texts of open items, of the charter and of the latest status note: an id in backticks (or
    /// with a dash) followed by a day, an owner, a status or a colour, such as `` `idp-ga` is due on 2027-02-26 ``. The day must
    /// be one that the item, the plan or an open change gives it, the colour the one that packs show or a person reports. What
    /// is conditional, history or a forecast is not read.
    ///
    /// ## Why it matters
    /// The page then says two things, and each reader believes the one that suits. The date in the prose is the one that nobody
    /// updates.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: The certificate comes late
    ///   description: "`token-service` is due on 2027-01-20."
    /// - id: token-service
    ///   title: Token service live
    ///   committed: 2027-01-27
    /// ```
    ///
    /// ## Fix it
    /// Correct one of the two. Better, refer to the fact, which then is never stale: `[[token-service.committed]]`.
    pub(crate) static META = 212, "conflicting-fact", Warning, since "0.1.0";
}

/// Records of what was, or of what might be.
const ELSEWHEN: &[Kind] =
    &[Kind::Change, Kind::Decision, Kind::Scenario, Kind::Review, Kind::Release, Kind::Metric];

/// What statements are held against besides the items.
struct Known<F> {
    /// The days that open changes ask for.
    days: BTreeMap<Subject, BTreeSet<Date>>,
    people: LazyCell<BTreeSet<String>, F>,
}

struct Dates {
    all: Vec<(Path, Date)>,
}

impl Visitor for Dates {
    fn date(&mut self, at: &Trail, date: Date) {
        self.all.push((Path::from(at), date));
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = Known { days: proposed(facts), people: LazyCell::new(|| people(facts)) };
    for (program, subject, item) in facts.items() {
        let is_present = !ELSEWHEN.contains(&Item::kind(item)) && items::is_open(program, subject);
        if !is_present || !items::is_active(program) {
            continue;
        }
        texts::of_item(subject, item, |text| {
            if is_sent(program, &text) {
                return;
            }
            for statement in statements::read(text.text) {
                look(facts, &known, &text, &statement, out);
            }
        });
    }
}

/// Tells whether a text says how things are, and not how they shall be.
fn is_report(text: &TextAt<'_>) -> bool {
    const REPORTS: &[&str] = &[
        "description",
        "headline",
        "highlights",
        "impact",
        "lowlights",
        "narrative",
        "overall",
        "purpose",
        "rag",
    ];
    text.at.0.first().is_some_and(|step| matches!(step, Step::Field(field) if REPORTS.contains(field)))
}

/// What was sent cannot be corrected any more.
fn is_sent(program: &Program, text: &TextAt<'_>) -> bool {
    let (Some(Step::Field("messages")), Some(Step::Index(n))) = (text.at.0.first(), text.at.0.get(1)) else {
        return false;
    };
    let comms = program.comms.get(text.subject.index as usize);
    comms.and_then(|comms| comms.messages.get(*n)).is_some_and(|message| message.sent.is_some())
}

/// The days that open changes ask for, by item.
fn proposed(facts: &Facts<'_>) -> BTreeMap<Subject, BTreeSet<Date>> {
    let mut days: BTreeMap<Subject, BTreeSet<Date>> = BTreeMap::new();
    for program in &facts.workspace.programs {
        for wanted in program.changes.iter().filter(|c| c.is_open()).flat_map(|c| &c.moves) {
            if let (Target::Item(named), Some(to)) =
                (facts.index.find(program.index, &wanted.item), wanted.to)
            {
                days.entry(named.subject).or_default().insert(to);
            }
        }
    }
    days
}

fn look(
    facts: &Facts<'_>,
    known: &Known<impl FnOnce() -> BTreeSet<String>>,
    text: &TextAt<'_>,
    statement: &Statement<'_>,
    out: &mut Sink,
) {
    let reference = ItemRef { program: statement.program.map(Id::new), id: Id::new(statement.word) };
    let Target::Item(named) = facts.index.find(text.subject.program, &reference) else { return };
    let Some(program) = facts.workspace.programs.get(named.subject.program as usize) else { return };
    // Items of checklists have a path of their own inside the gate; only whole items are compared.
    let (Some(item), true) = (program.item(named.subject), named.at.0.len() == 1 || named.is_alias) else {
        return;
    };
    let id = statement.word;
    let other = match &statement.claim {
        Claim::Day(sense, day) => {
            let is_proposed = known.days.get(&named.subject).is_some_and(|days| days.contains(day));
            if is_proposed || is_planned(facts, program, item, *day) {
                return;
            }
            conflicting_day(item, *sense, *day).map(|(path, date)| (path, date.to_string()))
        }
        Claim::Owner(person) => {
            let is_person = known.people.contains(&person.to_ascii_lowercase());
            let owner = item.owner().filter(|o| is_person && !o.as_str().eq_ignore_ascii_case(person));
            owner.map(|owner| (Path::from("owner"), owner.to_string()))
        }
        // Criteria and definitions of done say what shall be.
        Claim::Done | Claim::Cancelled | Claim::Colour(_) if !is_report(text) => return,
        Claim::Colour(colour) => conflicting_colour(facts, named, id, *colour),
        Claim::Done | Claim::Cancelled => {
            let wanted = if statement.claim == Claim::Done {
                MilestoneStatus::Done
            } else {
                MilestoneStatus::Cancelled
            };
            let milestone =
                items::milestone_at(facts, named.subject).map(|(_, milestone)| milestone.status());
            milestone.filter(|s| *s != wanted).map(|status| (Path::from("status"), status.to_string()))
        }
    };
    let Some((path, value)) = other else { return };
    let field = match statement.claim {
        Claim::Colour(_) => "colour".to_owned(),
        _ => path.to_string(),
    };
    let before = statement.program.map(|program| format!("{program}/")).unwrap_or_default();
    let name = format!("{before}{id}.{field}");
    let message = format!("this says `{}` of `{id}`, and its `{field}` says `{value}`", statement.text);
    out.push(
        text.finding(facts, &META, (statement.text, statement.at), message)
            .related(Place::field(named.subject, path), format!("`{id}` says `{value}`"))
            .help(format!(
                "correct one of the two, or refer to the fact, which is never stale: `[[{}]]`",
                name
            )),
    );
}

/// Returns the colour that a milestone has, and where it stands; `None` when it, or its report, is as said.
fn conflicting_colour(facts: &Facts<'_>, named: &Named, id: &str, said: Colour) -> Option<(Path, String)> {
    let (program, milestone) = items::milestone_at(facts, named.subject)?;
    let reported = milestone.rag.as_ref().map(|rag| rag.colour);
    let book = Book::new(facts.workspace, facts.plan);
    match book.read(program.index, &format!("{id}.colour")) {
        Ok(Fact::Colour(colour)) if colour != said && reported != Some(said) => {
            Some((Path::from(if reported == Some(colour) { "rag" } else { "id" }), colour.to_string()))
        }
        _ => None,
    }
}

/// Tells whether the plan gives an item a day.
fn is_planned(facts: &Facts<'_>, program: &Program, item: &dyn Item, day: Date) -> bool {
    let node = item.id().and_then(|id| facts.plan.find(&program.id, id));
    node.is_some_and(|node| [node.early_start, node.early_finish].contains(&day))
}

/// Returns the field that a statement contradicts: the item has such a day, and it is none of its days.
fn conflicting_day(item: &dyn Item, sense: Sense, day: Date) -> Option<(Path, Date)> {
    let mut dates = Dates { all: Vec::new() };
    item.visit_all(&mut dates);
    if dates.all.iter().any(|(_, date)| *date == day) {
        return None;
    }
    let fields: &[&str] = match sense {
        Sense::Committed => &["committed", "planned"],
        Sense::Promised => &["promised", "committed"],
        Sense::Needed => &["needed_by"],
        Sense::Finished => &["finished", "resolved", "closed", "deployed"],
        Sense::Started => &["started"],
        Sense::Any => &["finished", "resolved", "committed", "promised", "needed_by", "target", "date"],
    };
    fields.iter().find_map(|field| dates.all.iter().find(|(path, _)| path.to_string() == *field)).cloned()
}

/// The people of `org.yaml`, and those who answer for an item, in lower case.
fn people(facts: &Facts<'_>) -> BTreeSet<String> {
    let listed = facts.workspace.org.iter().flat_map(|org| org.people.iter().map(|p| p.id.as_str()));
    let owners = facts.items().filter_map(|(_, _, item)| item.owner().map(Person::as_str));
    listed.chain(owners).map(str::to_ascii_lowercase).collect()
}
