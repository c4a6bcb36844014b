//! Looks facts up by name, in the programs and the plan that a reader may see.

use std::cell::OnceCell;

use crate::model::Id;
use crate::model::Index;
use crate::model::Item;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Named;
use crate::model::Program;
use crate::model::ReadinessItem;
use crate::model::Target;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::trend::ending::Ending;
use crate::trend::fact::Fact;
use crate::trend::fact::Name;
use crate::trend::fact::Unknown;
use crate::trend::fact::counts;
use crate::trend::fact::fields;
use crate::trend::health::Health;

/// The word for the own program as a whole.
const PROGRAM: &str = "program";

/// What facts are looked up in.
#[derive(Debug)]
pub struct Book<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) plan: &'a Plan,
    index: Index,
    health: OnceCell<Health<'a>>,
}

/// What a fact is asked of: an item, or the program as a whole.
pub(super) struct Of<'b, 'a> {
    pub(super) book: &'b Book<'a>,
    pub(super) program: &'b Program,
    /// A charter stands for the program.
    pub(super) kind: Kind,
    /// The item's place among its kind.
    pub(super) index: usize,
    pub(super) id: &'b str,
}

impl Of<'_, '_> {
    pub(super) fn item(&self) -> Option<&dyn Item> {
        self.program.item(self.program.subject(self.kind, self.index))
    }

    pub(super) fn milestone(&self) -> Option<&Milestone> {
        self.program.milestones.get(self.index).filter(|_| self.kind == Kind::Milestone)
    }

    pub(super) fn node(&self) -> Option<&PlanNode> {
        self.book.plan.find(&self.program.id, self.item()?.id()?)
    }

    pub(super) fn ending(&self) -> Ending<'_> {
        Ending::new(self.book.workspace, self.book.plan, self.program)
    }
}

impl<'a> Book<'a> {
    /// Opens the book of a workspace and its plan.
    pub fn new(workspace: &'a Workspace, plan: &'a Plan) -> Book<'a> {
        Book { workspace, plan, index: Index::new(workspace), health: OnceCell::new() }
    }

    /// Returns the workspace that facts are of.
    pub fn workspace(&self) -> &'a Workspace {
        self.workspace
    }

    /// Looks up the fact of a name that stands in the program with index `from`.
    pub fn read(&self, from: u32, name: &str) -> Result<Fact, Unknown> {
        let Some(parsed) = Name::parse(name) else {
            let message = format!("`{name}` names no fact");
            return Err(Unknown::NoSuch { message, help: None });
        };
        let program = self.program(from, &parsed)?;
        if let Some(count) = counts::find(parsed.head) {
            return count.read(self, program, &parsed);
        }
        if let Some(found) = self.whole(program, &parsed) {
            return found;
        }
        let reference = ItemRef { program: Some(program.id.clone()), id: Id::new(parsed.head) };
        match self.index.find(program.index, &reference) {
            Target::Item(named) => self.of_item(program, named, &parsed),
            Target::Lost => Err(Unknown::Lost),
            Target::NoProgram | Target::NoItem(_) => Err(self.no_item(program, &parsed)),
        }
    }

    /// Returns the program that a name is about, and the item unless it is about the program as a whole, or counts; `None`
    /// for names that lead nowhere.
    pub fn about(&self, from: u32, name: &str) -> Option<(&'a Program, Option<&Named>)> {
        let parsed = Name::parse(name)?;
        let program = self.program(from, &parsed).ok()?;
        if counts::find(parsed.head).is_some() {
            return Some((program, None));
        }
        match self.index.find(program.index, &ItemRef { program: None, id: Id::new(parsed.head) }) {
            Target::Item(named) => Some((program, Some(named))),
            _ => Some((self.program_named(program, &parsed)?, None)),
        }
    }

    pub(super) fn health(&self) -> &Health<'a> {
        self.health.get_or_init(|| Health::new(self.workspace, self.plan, &self.index))
    }

    fn program(&self, from: u32, name: &Name<'_>) -> Result<&'a Program, Unknown> {
        let programs = &self.workspace.programs;
        let Some(word) = name.program else {
            return programs.get(from as usize).ok_or(Unknown::Lost);
        };
        let found = programs.iter().find(|program| program.id.as_str().eq_ignore_ascii_case(word));
        found.ok_or_else(|| {
            let known: Vec<&str> = programs.iter().map(|program| program.id.as_str()).collect();
            let message = format!("no program `{word}` in this workspace");
            Unknown::new(message, word, &known, |near| format!("{near}/{}.{}", name.head, name.field))
        })
    }

    /// Reads a fact of a program as a whole: `program.finish`, or the program's own id, which an item may have too.
    fn whole(&self, own: &'a Program, name: &Name<'_>) -> Option<Result<Fact, Unknown>> {
        let is_item = |program: &Program| {
            let reference = ItemRef { program: None, id: Id::new(name.head) };
            matches!(self.index.find(program.index, &reference), Target::Item(_))
        };
        if is_item(own) {
            return None;
        }
        let program = self.program_named(own, name)?;
        let of = Of { book: self, program, kind: Kind::Charter, index: 0, id: program.id.as_str() };
        Some(fields::read(&of, name.field).ok_or_else(|| no_field(&of, name)))
    }

    /// Returns the program that a name means as a whole.
    fn program_named(&self, own: &'a Program, name: &Name<'_>) -> Option<&'a Program> {
        if name.head.eq_ignore_ascii_case(PROGRAM) {
            return Some(own);
        }
        let is_meant = |program: &&Program| program.id.as_str().eq_ignore_ascii_case(name.head);
        self.workspace.programs.iter().find(is_meant).filter(|_| name.program.is_none())
    }

    fn of_item(&self, program: &Program, named: &Named, name: &Name<'_>) -> Result<Fact, Unknown> {
        let index = named.subject.index as usize;
        if named.kind == Kind::Readiness && !named.is_alias && named.at.0.len() > 1 {
            let gate = program.readiness.get(index);
            let item = gate.and_then(|gate| gate.items.iter().find(|item| item.id == named.id));
            return item.ok_or(Unknown::Lost).and_then(|item| of_checklist(item, name));
        }
        let of = Of { book: self, program, kind: named.kind, index, id: named.id.as_str() };
        fields::read(&of, name.field).ok_or_else(|| no_field(&of, name))
    }

    fn no_item(&self, program: &Program, name: &Name<'_>) -> Unknown {
        let Name { head, field, .. } = *name;
        let mut known = self.index.words(program.index as usize);
        known.push(PROGRAM);
        known.extend(counts::COUNTS.iter().map(|count| count.word));
        let message = format!("no item `{head}` in program `{}`", program.id);
        let before = name.program.map(|program| format!("{program}/")).unwrap_or_default();
        Unknown::new(message, head, &known, |near| format!("{before}{near}.{field}"))
    }
}

fn no_field(of: &Of<'_, '_>, name: &Name<'_>) -> Unknown {
    let what = if of.kind == Kind::Charter { "program" } else { of.kind.key() };
    let message = format!("no fact `{}` of {what} `{}`", name.field, of.id);
    Unknown::new(message, name.field, &fields::words_of(of.kind), |near| with_field(name, near))
}

fn with_field(name: &Name<'_>, field: &str) -> String {
    let before = name.program.map(|program| format!("{program}/")).unwrap_or_default();
    format!("{before}{}.{field}", name.head)
}

/// Reads a fact of an item of a checklist.
fn of_checklist(item: &ReadinessItem, name: &Name<'_>) -> Result<Fact, Unknown> {
    const WORDS: &[&str] = &["title", "owner", "status", "due"];
    Ok(match name.field.to_ascii_lowercase().as_str() {
        "title" => Fact::Words(item.title.to_string()),
        "owner" => item.owner.clone().map_or(Fact::Missing("nobody named"), Fact::Person),
        "status" => Fact::Words(item.status().as_str().to_owned()),
        "due" => item.due.map_or(Fact::Missing("no date"), Fact::Day),
        field => {
            let message = format!("no fact `{field}` of checklist item `{}`", item.id);
            return Err(Unknown::new(message, field, WORDS, |near| with_field(name, near)));
        }
    })
}
