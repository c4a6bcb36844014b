//! A program and the workspace around it: every typed item, by kind.

use crate::diag::Subject;
use crate::model::Assumption;
use crate::model::Change;
use crate::model::Charter;
use crate::model::Comms;
use crate::model::Decision;
use crate::model::Dependency;
use crate::model::Escalation;
use crate::model::Id;
use crate::model::Issue;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Metric;
use crate::model::Milestone;
use crate::model::Org;
use crate::model::Person;
use crate::model::Policy;
use crate::model::Portfolio;
use crate::model::Readiness;
use crate::model::Release;
use crate::model::Review;
use crate::model::Risk;
use crate::model::Runbook;
use crate::model::Scenario;
use crate::model::Settings;
use crate::model::Status;
use crate::model::Survey;

/// A program with all its items, in the order of their files and lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// The index in the workspace.
    pub index: u32,
    /// The program's id.
    pub id: Id,
    /// The program's name.
    pub title: String,
    /// Its folder from the workspace's root; empty at the root.
    pub folder: String,
    /// The charter, if there is one.
    pub charter: Option<Charter>,
    /// Milestones and their work.
    pub milestones: Vec<Milestone>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Assumptions.
    pub assumptions: Vec<Assumption>,
    /// Issues.
    pub issues: Vec<Issue>,
    /// Dependencies.
    pub dependencies: Vec<Dependency>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Changes.
    pub changes: Vec<Change>,
    /// Readiness gates.
    pub readiness: Vec<Readiness>,
    /// Runbooks.
    pub runbooks: Vec<Runbook>,
    /// The communication plan (at most one; more are a finding).
    pub comms: Vec<Comms>,
    /// Metrics.
    pub metrics: Vec<Metric>,
    /// Reviews.
    pub reviews: Vec<Review>,
    /// Status notes, oldest first by period.
    pub statuses: Vec<Status>,
    /// Releases.
    pub releases: Vec<Release>,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// Escalations.
    pub escalations: Vec<Escalation>,
    /// Surveys.
    pub surveys: Vec<Survey>,
    /// Ids of items that were left out because of faults: references to them are not dangling.
    pub lost: Vec<Id>,
    /// An item was left out of which nobody knows the id.
    pub has_nameless: bool,
    /// A file of it could not be read at all: it may hold items that nobody knows of.
    pub is_partial: bool,
}

impl Program {
    /// Returns a program without items.
    pub fn new(index: u32, id: Id, title: String, folder: String) -> Program {
        Program {
            index,
            id,
            title,
            folder,
            charter: None,
            milestones: Vec::new(),
            risks: Vec::new(),
            assumptions: Vec::new(),
            issues: Vec::new(),
            dependencies: Vec::new(),
            decisions: Vec::new(),
            changes: Vec::new(),
            readiness: Vec::new(),
            runbooks: Vec::new(),
            comms: Vec::new(),
            metrics: Vec::new(),
            reviews: Vec::new(),
            statuses: Vec::new(),
            releases: Vec::new(),
            scenarios: Vec::new(),
            escalations: Vec::new(),
            surveys: Vec::new(),
            lost: Vec::new(),
            has_nameless: false,
            is_partial: false,
        }
    }

    /// Returns the place of the `index`-th item of a kind.
    pub fn subject(&self, kind: Kind, index: usize) -> Subject {
        Subject { program: self.index, kind: kind.key(), index: u32::try_from(index).unwrap_or(u32::MAX) }
    }

    /// Returns every item with its place, kind by kind in the order of the table of kinds.
    pub fn items(&self) -> Vec<(Subject, &dyn Item)> {
        fn add<'a, T: Item>(program: &Program, items: &'a [T], out: &mut Vec<(Subject, &'a dyn Item)>) {
            out.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(n, item)| (program.subject(item.kind(), n), item as &dyn Item)),
            );
        }
        let mut out = Vec::with_capacity(self.milestones.len() + self.risks.len() + 64);
        add(self, self.charter.as_slice(), &mut out);
        add(self, &self.milestones, &mut out);
        add(self, &self.risks, &mut out);
        add(self, &self.assumptions, &mut out);
        add(self, &self.issues, &mut out);
        add(self, &self.dependencies, &mut out);
        add(self, &self.decisions, &mut out);
        add(self, &self.changes, &mut out);
        add(self, &self.readiness, &mut out);
        add(self, &self.runbooks, &mut out);
        add(self, &self.comms, &mut out);
        add(self, &self.metrics, &mut out);
        add(self, &self.reviews, &mut out);
        add(self, &self.statuses, &mut out);
        add(self, &self.releases, &mut out);
        add(self, &self.scenarios, &mut out);
        add(self, &self.escalations, &mut out);
        add(self, &self.surveys, &mut out);
        out
    }

    /// Returns the item at a place of this program.
    pub fn item(&self, subject: Subject) -> Option<&dyn Item> {
        fn nth<T: Item>(items: &[T], index: usize) -> Option<&dyn Item> {
            items.get(index).map(|item| item as &dyn Item)
        }
        let n = subject.index as usize;
        match Kind::from_word(subject.kind)? {
            Kind::Charter => nth(self.charter.as_slice(), n),
            Kind::Milestone => nth(&self.milestones, n),
            Kind::Risk => nth(&self.risks, n),
            Kind::Assumption => nth(&self.assumptions, n),
            Kind::Issue => nth(&self.issues, n),
            Kind::Dependency => nth(&self.dependencies, n),
            Kind::Decision => nth(&self.decisions, n),
            Kind::Change => nth(&self.changes, n),
            Kind::Readiness => nth(&self.readiness, n),
            Kind::Runbook => nth(&self.runbooks, n),
            Kind::Comms => nth(&self.comms, n),
            Kind::Metric => nth(&self.metrics, n),
            Kind::Review => nth(&self.reviews, n),
            Kind::Status => nth(&self.statuses, n),
            Kind::Release => nth(&self.releases, n),
            Kind::Scenario => nth(&self.scenarios, n),
            Kind::Escalation => nth(&self.escalations, n),
            Kind::Survey => nth(&self.surveys, n),
            Kind::Settings | Kind::Org | Kind::Policy | Kind::Portfolio => None,
        }
    }

    /// Returns the person who runs the program.
    pub fn owner(&self) -> Option<&Person> {
        self.charter.as_ref()?.owner.as_ref()
    }
}

/// The SHA-256, in hexadecimal digits, of the files that are cited with one, by program in lower case and path in it.
pub type Digests = std::collections::BTreeMap<(String, String), String>;

/// Everything that was read: settings, organisation and programs.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Workspace {
    /// `epm.yaml`.
    pub settings: Option<Settings>,
    /// `org.yaml`.
    pub org: Option<Org>,
    /// `policy.yaml`.
    pub policy: Option<Policy>,
    /// `portfolio.yaml`.
    pub portfolio: Option<Portfolio>,
    /// The programs, sorted by id.
    pub programs: Vec<Program>,
}

impl Workspace {
    /// Returns the settings in force: those of `epm.yaml`, or the defaults.
    pub fn settings(&self) -> &Settings {
        static DEFAULT: std::sync::LazyLock<Settings> = std::sync::LazyLock::new(Settings::default);
        self.settings.as_ref().unwrap_or(&DEFAULT)
    }

    /// Returns a program by id.
    pub fn program(&self, id: &Id) -> Option<&Program> {
        self.programs.iter().find(|p| p.id.as_str().eq_ignore_ascii_case(id.as_str()))
    }

    /// Returns the place of a workspace file's record.
    pub fn subject(kind: Kind) -> Subject {
        Subject { program: Subject::WORKSPACE, kind: kind.key(), index: 0 }
    }

    /// Returns the records of the workspace's own files, each with its place.
    pub fn records(&self) -> Vec<(Subject, &dyn Item)> {
        let mut out: Vec<(Subject, &dyn Item)> = Vec::new();
        if let Some(settings) = &self.settings {
            out.push((Workspace::subject(Kind::Settings), settings));
        }
        if let Some(org) = &self.org {
            out.push((Workspace::subject(Kind::Org), org));
        }
        if let Some(policy) = &self.policy {
            out.push((Workspace::subject(Kind::Policy), policy));
        }
        if let Some(portfolio) = &self.portfolio {
            out.push((Workspace::subject(Kind::Portfolio), portfolio));
        }
        out
    }

    /// Returns the name to show for a person: from `org.yaml`, else the id.
    pub fn person_name<'a>(&'a self, person: &'a Person) -> &'a str {
        let known =
            self.org.as_ref().and_then(|o| o.people.iter().find(|p| p.id.as_str() == person.as_str()));
        known.and_then(|p| p.name.as_deref()).unwrap_or(person.as_str())
    }

    /// Returns the name to show for a team: from `org.yaml`, else the id.
    pub fn team_name<'a>(&'a self, team: &'a crate::model::Team) -> &'a str {
        let known = self.org.as_ref().and_then(|o| o.teams.iter().find(|t| t.id.as_str() == team.as_str()));
        known.and_then(|t| t.name.as_deref()).unwrap_or(team.as_str())
    }
}
