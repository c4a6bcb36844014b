//! What the reports on one program have at hand: its records and plan, names for people, titles for references.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Severity;
use crate::model::Date;
use crate::model::Home;
use crate::model::Id;
use crate::model::Index;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Person;
use crate::model::Program;
use crate::model::ProgramStatus;
use crate::model::Team;
use crate::plan::NodeKey;
use crate::plan::PlanNode;
use crate::plan::ProgramPlan;
use crate::report::Inputs;
use crate::report::phrase;
use crate::trend::health::Health;
use crate::trend::signals;

/// A program, as every view begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProgramHead {
    /// The id.
    pub id: String,
    /// The name.
    pub title: String,
    /// `active`, `paused`, …
    pub status: &'static str,
    /// Who runs it.
    pub owner: Option<String>,
    /// The executive who wants it.
    pub sponsor: Option<String>,
    /// Its folder in the workspace, where relative links start.
    pub folder: String,
}

/// A reference to an item, with its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id, with the program when it is another one.
    pub id: String,
    /// The title; the id when there is none.
    pub title: String,
}

/// Titles of one program's items by id, in lower case.
type Titles = BTreeMap<String, String>;

/// A program and what its reports need of the workspace around it.
pub(crate) struct Scene<'a> {
    pub(crate) inputs: &'a Inputs<'a>,
    pub(crate) program: &'a Program,
    pub(crate) plan: Option<&'a ProgramPlan>,
    pub(crate) health: &'a Health<'a>,
    titles: &'a TitleBook,
}

/// The titles of all programs, each collected at its first use.
#[derive(Default)]
pub(crate) struct TitleBook {
    programs: OnceCell<BTreeMap<String, OnceCell<Titles>>>,
}

impl TitleBook {
    fn title(&self, inputs: &Inputs<'_>, program: &str, id: &str) -> Option<String> {
        let key = |text: &str| text.to_ascii_lowercase();
        let programs = self.programs.get_or_init(|| {
            inputs.workspace.programs.iter().map(|p| (key(p.id.as_str()), OnceCell::new())).collect()
        });
        let titles = programs.get(&key(program))?.get_or_init(|| {
            let found = inputs.workspace.programs.iter().find(|p| key(p.id.as_str()) == key(program));
            found.map(titles).unwrap_or_default()
        });
        titles.get(&key(id)).cloned()
    }
}

fn titles(program: &Program) -> Titles {
    let mut titles = Titles::new();
    let mut add = |id: &Id, title: &str| {
        titles.entry(id.as_str().to_ascii_lowercase()).or_insert_with(|| title.to_owned());
    };
    for (_, item) in program.items().into_iter().filter(|(_, item)| item.kind() != Kind::Charter) {
        for id in item.id().into_iter().chain(item.aliases()) {
            add(id, item.title());
        }
    }
    for item in program.readiness.iter().flat_map(|gate| &gate.items) {
        add(&item.id, &item.title);
    }
    titles
}

impl<'a> Scene<'a> {
    /// Calls `build` with every program that is asked for.
    pub(crate) fn each<T>(inputs: &Inputs<'_>, mut build: impl FnMut(&Scene<'_>) -> Vec<T>) -> Vec<T> {
        let titles = TitleBook::default();
        let index = Index::new(inputs.workspace);
        let slips = signals::slips(inputs.workspace, inputs.plan, inputs.past);
        let health = Health::new(inputs.workspace, inputs.plan, &index).with_slips(slips);
        let is_asked = |p: &&Program| {
            inputs.programs.is_empty()
                || inputs.programs.iter().any(|id| id.as_str().eq_ignore_ascii_case(p.id.as_str()))
        };
        let scene = |program: &Program| {
            let plan = inputs.plan.program(&program.id);
            build(&Scene { inputs, program, plan, health: &health, titles: &titles })
        };
        inputs.workspace.programs.iter().filter(is_asked).flat_map(scene).collect()
    }

    /// Returns the day that everything is said for.
    pub(crate) fn as_of(&self) -> Date {
        self.inputs.as_of
    }

    /// Returns what every view says of its program first.
    pub(crate) fn head(&self) -> ProgramHead {
        let charter = self.program.charter.as_ref();
        let status = charter.and_then(|c| c.status).unwrap_or(ProgramStatus::Active);
        ProgramHead {
            id: self.program.id.to_string(),
            title: self.title(),
            status: status.as_str(),
            owner: self.person(self.program.owner()),
            sponsor: self.person(charter.and_then(|c| c.sponsor.as_ref())),
            folder: self.program.folder.clone(),
        }
    }

    /// Returns the program's name; the id when it has none.
    pub(crate) fn title(&self) -> String {
        let title = self.program.title.trim();
        if title.is_empty() { self.program.id.to_string() } else { title.to_owned() }
    }

    /// Returns a person's name to show.
    pub(crate) fn person(&self, person: Option<&Person>) -> Option<String> {
        person.map(|p| self.inputs.workspace.person_name(p).to_owned())
    }

    /// Returns names of people that are written as text: ids become names, anything else stays.
    pub(crate) fn people(&self, words: &[crate::model::Text]) -> Vec<String> {
        let name = |word: &crate::model::Text| {
            self.inputs.workspace.person_name(&Person::new(word.0.clone())).to_owned()
        };
        words.iter().map(name).collect()
    }

    /// Returns a team's name to show.
    pub(crate) fn team(&self, team: Option<&Team>) -> Option<String> {
        team.map(|t| self.inputs.workspace.team_name(t).to_owned())
    }

    /// Returns a vendor's name to show; a text that is no vendor's id stays as it is.
    pub(crate) fn vendor(&self, vendor: Option<&crate::model::Text>) -> Option<String> {
        let word = vendor?;
        let org = self.inputs.workspace.org.as_ref();
        let known = org.and_then(|o| o.vendors.iter().find(|v| v.id.as_str().eq_ignore_ascii_case(word)));
        Some(known.and_then(|v| v.name.as_deref()).unwrap_or(word).to_owned())
    }

    /// Returns a reference with the title of what it leads to.
    pub(crate) fn named(&self, reference: &ItemRef) -> Named {
        let program = reference.program.as_ref().unwrap_or(&self.program.id);
        let title = self.titles.title(self.inputs, program.as_str(), reference.id.as_str());
        let id = match &reference.program {
            Some(other) if *other != self.program.id => reference.to_string(),
            _ => reference.id.to_string(),
        };
        let title = title.filter(|t| !t.trim().is_empty()).unwrap_or_else(|| id.clone());
        Named { id, title }
    }

    /// Returns a node with its title; `None` when its item is not among those to be seen.
    pub(crate) fn named_node(&self, key: &NodeKey) -> Option<Named> {
        let title = self.titles.title(self.inputs, key.program.as_str(), key.id.as_str())?;
        let id = if key.program == self.program.id { key.id.to_string() } else { key.to_string() };
        Some(Named { title: if title.trim().is_empty() { id.clone() } else { title }, id })
    }

    /// Returns references with their titles.
    pub(crate) fn all_named(&self, references: &[ItemRef]) -> Vec<Named> {
        references.iter().map(|reference| self.named(reference)).collect()
    }

    /// Returns the node of an item of this program.
    pub(crate) fn node(&self, id: &Id) -> Option<&'a PlanNode> {
        self.inputs.plan.find(&self.program.id, id)
    }

    /// Returns the node that a reference leads to.
    pub(crate) fn node_of(&self, reference: &ItemRef) -> Option<&'a PlanNode> {
        self.inputs.plan.find(reference.program.as_ref().unwrap_or(&self.program.id), &reference.id)
    }

    /// Returns the milestone that a reference leads to.
    pub(crate) fn milestone(&self, reference: &ItemRef) -> Option<&'a Milestone> {
        let program = match &reference.program {
            Some(other) => self.inputs.workspace.program(other)?,
            None => self.program,
        };
        program.milestones.iter().find(|m| m.id.as_str().eq_ignore_ascii_case(reference.id.as_str()))
    }

    /// Returns the folder of a kind's files from the workspace's root, where links in their prose start.
    pub(crate) fn folder(&self, kind: Kind) -> String {
        let own = self.inputs.workspace.settings().paths.get(kind.key()).map(|p| p.0.as_str());
        let shipped = kind.meta().homes.iter().find_map(|home| match home {
            Home::Folder(folder) => Some(*folder),
            Home::File(_) | Home::List { .. } => None,
        });
        let parts = [self.program.folder.as_str(), own.or(shipped).unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    }

    /// Says that something of the program could not be read, so that nobody takes a page for the whole truth.
    pub(crate) fn incomplete(&self) -> Option<String> {
        let folder = format!("{}/", self.program.folder);
        let is_ours = |finding: &crate::diag::Resolved| match finding.finding.program.as_deref() {
            Some(program) => program.eq_ignore_ascii_case(self.program.id.as_str()),
            None => self.program.folder.is_empty() || finding.place.file.starts_with(&folder),
        };
        let is_broken = |r: &&crate::diag::Resolved| r.finding.severity == Severity::Error && is_ours(r);
        self.inputs.findings.iter().find(is_broken).map(|_| {
            "The plan's files have errors, so something may be missing or wrong on this page. \
             Run epm check."
                .to_owned()
        })
    }

    /// Says when something is due, from today: `8 days overdue`.
    pub(crate) fn due(&self, day: Option<Date>) -> Option<String> {
        day.map(|day| phrase::due(day, self.as_of()))
    }

    /// Tells whether a day has passed.
    pub(crate) fn is_past(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| day < self.as_of())
    }
}
