//! Who is known: people, roles, teams and vendors of `org.yaml`, and the words that stand for nobody.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Org;
use crate::model::OrgPerson;
use crate::model::OrgTeam;
use crate::model::Person;
use crate::model::Team;
use crate::model::Trail;
use crate::model::Visitor;
use crate::model::Workspace;

/// Words that people write when nobody is meant.
const PLACEHOLDERS: &[&str] = &[
    "tbd",
    "tba",
    "tbc",
    "todo",
    "unassigned",
    "unknown",
    "none",
    "nobody",
    "no-one",
    "noone",
    "n-a",
    "na",
    "someone",
    "somebody",
    "everyone",
    "everybody",
    "anyone",
    "all",
    "xxx",
];

/// Tells whether a word stands for nobody in particular.
pub(crate) fn is_placeholder(word: &str) -> bool {
    PLACEHOLDERS.iter().any(|p| p.eq_ignore_ascii_case(word))
}

/// The people and teams of `org.yaml`.
#[derive(Debug, Default)]
pub(crate) struct People<'a> {
    people: BTreeMap<&'a str, &'a OrgPerson>,
    roles: BTreeSet<&'a str>,
    teams: BTreeMap<&'a str, &'a OrgTeam>,
    vendors: BTreeSet<&'a str>,
    /// Every person is listed: others are unknown.
    pub(crate) lists_people: bool,
    /// Every team is listed: others are unknown.
    pub(crate) lists_teams: bool,
}

impl<'a> People<'a> {
    /// Reads `org.yaml`. A list with a fault in it is not taken to be complete.
    pub(crate) fn new(facts: &Facts<'a>) -> People<'a> {
        let Some(org): Option<&'a Org> = facts.workspace.org.as_ref() else { return People::default() };
        let subject = Workspace::subject(Kind::Org);
        let is_whole = |field: &str| !facts.broken.contains(&(subject, field.to_owned()));
        People {
            people: org.people.iter().map(|p| (p.id.as_str(), p)).collect(),
            roles: org.people.iter().flat_map(|p| p.roles.iter().map(|r| &**r)).collect(),
            teams: org.teams.iter().map(|t| (t.id.as_str(), t)).collect(),
            vendors: org.vendors.iter().map(|v| v.id.as_str()).collect(),
            lists_people: !org.people.is_empty() && is_whole("people"),
            lists_teams: !org.teams.is_empty() && is_whole("teams"),
        }
    }

    /// Returns a person by id.
    pub(crate) fn person(&self, id: &str) -> Option<&'a OrgPerson> {
        self.people.get(id).copied()
    }

    /// Returns a team by id.
    pub(crate) fn team(&self, id: &str) -> Option<&'a OrgTeam> {
        self.teams.get(id).copied()
    }

    /// Tells whether a word names a person or a role.
    pub(crate) fn is_person(&self, id: &str) -> bool {
        self.people.contains_key(id) || self.roles.contains(id)
    }

    /// Tells whether a word names a team.
    pub(crate) fn is_team(&self, id: &str) -> bool {
        self.teams.contains_key(id)
    }

    /// Tells whether a word names a vendor.
    pub(crate) fn is_vendor(&self, id: &str) -> bool {
        self.vendors.contains(id)
    }

    /// Returns the ids of people and roles, for did-you-mean.
    pub(crate) fn person_words(&self) -> Suggestions<'a> {
        Suggestions::among(self.people.keys().chain(&self.roles).copied().collect())
    }

    /// Returns the ids of teams, for did-you-mean.
    pub(crate) fn team_words(&self) -> Suggestions<'a> {
        Suggestions::among(self.teams.keys().copied().collect())
    }
}

/// Did-you-mean with a memory: the same misspelt name is often written many times.
#[derive(Debug)]
pub(crate) struct Suggestions<'a> {
    words: Vec<&'a str>,
    found: BTreeMap<String, Option<&'a str>>,
}

impl<'a> Suggestions<'a> {
    /// Suggests among these words.
    pub(crate) fn among(words: Vec<&'a str>) -> Suggestions<'a> {
        Suggestions { words, found: BTreeMap::new() }
    }

    /// Returns the word that was most likely meant.
    pub(crate) fn nearest(&mut self, word: &str) -> Option<&'a str> {
        if let Some(found) = self.found.get(word) {
            return *found;
        }
        let near = crate::diag::nearest(word, self.words.iter().copied());
        self.found.insert(word.to_owned(), near);
        near
    }
}

/// Calls `f` with every person that an item names, and where.
pub(crate) fn each_person(item: &dyn Item, f: &mut dyn FnMut(&Trail, &Person)) {
    struct Persons<'f>(&'f mut dyn FnMut(&Trail, &Person));
    impl Visitor for Persons<'_> {
        fn person(&mut self, at: &Trail, person: &Person) {
            (self.0)(at, person);
        }
    }
    item.visit_all(&mut Persons(f));
}

/// Calls `f` with every team that an item names, and where.
pub(crate) fn each_team(item: &dyn Item, f: &mut dyn FnMut(&Trail, &Team)) {
    struct Teams<'f>(&'f mut dyn FnMut(&Trail, &Team));
    impl Visitor for Teams<'_> {
        fn team(&mut self, at: &Trail, team: &Team) {
            (self.0)(at, team);
        }
    }
    item.visit_all(&mut Teams(f));
}
