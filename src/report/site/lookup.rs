//! Where every item stands on the site: for links between pages, and for the search.

use std::collections::BTreeSet;
use std::collections::HashMap;

use serde::Serialize;

use crate::model::Kind;
use crate::model::Program;
use crate::report::Inputs;
use crate::report::page;

/// A program and the folder of its pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteProgram {
    /// The id.
    pub id: String,
    /// The name.
    pub title: String,
    /// The folder of its pages below `p/`: unique whatever the case of letters.
    pub folder: String,
}

/// An item that the site shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The number of its program.
    pub program: usize,
    /// The item's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind: `risk`.
    pub kind: &'static str,
    /// The page of its program that it stands on, without extension: `raid`.
    pub page: &'static str,
}

/// Every item of the site.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Lookup {
    /// The programs.
    pub programs: Vec<SiteProgram>,
    /// The items, by program.
    pub entries: Vec<Entry>,
    /// The entry of each `program/id`, in lower case.
    #[serde(skip)]
    places: HashMap<String, usize>,
    /// The number of each program, by its id in lower case.
    #[serde(skip)]
    numbers: HashMap<String, usize>,
}

impl Lookup {
    /// Collects programs and items of a workspace.
    pub(crate) fn new(inputs: &Inputs<'_>) -> Lookup {
        let mut lookup = Lookup::default();
        let mut folders = BTreeSet::new();
        for program in inputs.workspace.programs.iter().filter(|p| is_asked(inputs, p)) {
            let name = program.id.as_str().to_ascii_lowercase();
            if lookup.numbers.contains_key(&name) {
                continue;
            }
            let slug = page::slug(program.id.as_str());
            let free = |name: &String| !folders.contains(&name.to_ascii_lowercase());
            let folder = std::iter::once(slug.clone())
                .chain((2..).map(|n: usize| format!("{slug}-{n}")))
                .find(free)
                .unwrap_or(slug);
            folders.insert(folder.to_ascii_lowercase());
            let title = program.title.trim();
            let title = if title.is_empty() { program.id.as_str() } else { title }.to_owned();
            lookup.numbers.insert(name, lookup.programs.len());
            lookup.programs.push(SiteProgram { id: program.id.to_string(), title, folder });
            lookup.add(program);
        }
        lookup
    }

    fn add(&mut self, program: &Program) {
        let number = self.programs.len() - 1;
        for (_, item) in program.items() {
            let (Some(page), Some(id)) = (page_of(item.kind()), item.id()) else { continue };
            let title = item.title().trim();
            let title = if title.is_empty() { id.as_str() } else { title }.to_owned();
            let at = self.entries.len();
            let kind = item.kind().key();
            self.entries.push(Entry { program: number, id: id.to_string(), title, kind, page });
            for name in std::iter::once(id).chain(item.aliases()) {
                self.places.entry(key(program.id.as_str(), name.as_str())).or_insert(at);
            }
        }
    }

    /// Returns the folder of a program's pages.
    pub fn folder(&self, program: &str) -> Option<&str> {
        let number = self.numbers.get(&program.to_ascii_lowercase())?;
        Some(self.programs[*number].folder.as_str())
    }

    /// Returns a program's name.
    pub fn title(&self, program: &str) -> Option<&str> {
        let number = self.numbers.get(&program.to_ascii_lowercase())?;
        Some(self.programs[*number].title.as_str())
    }

    /// Returns the entry that a reference leads to: `id`, or `program/id`, as written in a program.
    pub fn find(&self, program: &str, reference: &str) -> Option<&Entry> {
        let (program, id) = reference.split_once('/').unwrap_or((program, reference));
        self.places.get(&key(program, id)).map(|at| &self.entries[*at])
    }
}

/// Tells whether a program is one that is asked for.
fn is_asked(inputs: &Inputs<'_>, program: &Program) -> bool {
    inputs.programs.is_empty()
        || inputs.programs.iter().any(|id| id.as_str().eq_ignore_ascii_case(program.id.as_str()))
}

fn key(program: &str, id: &str) -> String {
    format!("{}/{}", program.to_ascii_lowercase(), id.to_ascii_lowercase())
}

/// The page that items of a kind stand on.
fn page_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Milestone => Some("plan"),
        Kind::Risk | Kind::Assumption | Kind::Issue | Kind::Dependency => Some("raid"),
        Kind::Decision | Kind::Change => Some("decisions"),
        Kind::Readiness => Some("readiness"),
        _ => None,
    }
}
