//! Every id of a workspace, and what it names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::diag::Path;
use crate::diag::Subject;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Workspace;

/// Something that has an id: an item, or an item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The item.
    pub subject: Subject,
    /// The kind of the item.
    pub kind: Kind,
    /// Where its id stands: `id`, `aliases[0]`, `items[3].id`.
    pub at: Path,
    /// The id as written.
    pub id: Id,
    /// It is a former id.
    pub is_alias: bool,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An item.
    Item(&'a Named),
    /// An item that was left out because of a fault, or that may stand in a file that could not be read: not dangling.
    Lost,
    /// There is no such program.
    NoProgram,
    /// There is no such item in the program with this index.
    NoItem(usize),
}

/// Returns an id in lower case, without a copy when it is so already.
fn lower(id: &str) -> Cow<'_, str> {
    if id.bytes().any(|b| b.is_ascii_uppercase()) { id.to_ascii_lowercase().into() } else { id.into() }
}

/// The ids of one program.
#[derive(Clone, Debug, Default)]
struct Names {
    /// What has the same id, in the order of ids.
    sorted: Vec<Vec<Named>>,
    /// Positions in `sorted` by id in lower case; rules look up every reference, so this is not a tree.
    slots: HashMap<String, usize>,
}

impl Names {
    fn new(ids: BTreeMap<String, Vec<Named>>) -> Names {
        let mut names = Names::default();
        for (n, (id, named)) in ids.into_iter().enumerate() {
            names.slots.insert(id, n);
            names.sorted.push(named);
        }
        names
    }

    fn get(&self, id: &str) -> Option<&Vec<Named>> {
        self.slots.get(id).map(|n| &self.sorted[*n])
    }
}

/// Every id by program, without regard to case.
#[derive(Clone, Debug, Default)]
pub struct Index {
    by_id: Vec<Names>,
    lost: Vec<Vec<String>>,
    partial: Vec<bool>,
    programs: BTreeMap<String, usize>,
}

impl Index {
    /// Builds the index of a workspace.
    pub fn new(workspace: &Workspace) -> Index {
        let mut index = Index::default();
        for (n, program) in workspace.programs.iter().enumerate() {
            index.programs.entry(program.id.as_str().to_ascii_lowercase()).or_insert(n);
            index.lost.push(program.lost.iter().map(|id| id.as_str().to_ascii_lowercase()).collect());
            index.partial.push(program.is_partial);
            let mut ids: BTreeMap<String, Vec<Named>> = BTreeMap::new();
            // Nearly every id stands once.
            let mut add = |named: Named| {
                let id = named.id.as_str().to_ascii_lowercase();
                ids.entry(id).or_insert_with(|| Vec::with_capacity(1)).push(named);
            };
            for (subject, item) in program.items() {
                let kind = item.kind();
                let named =
                    |at: Path, id: &Id, is_alias| Named { subject, kind, at, id: id.clone(), is_alias };
                // A charter's id is the program's.
                if let Some(id) = item.id().filter(|_| kind != Kind::Charter) {
                    add(named(Path::item().key("id"), id, false));
                }
                for (n, alias) in item.aliases().iter().enumerate() {
                    add(named(Path::item().key("aliases").index(n), alias, true));
                }
            }
            for (g, gate) in program.readiness.iter().enumerate() {
                let subject = program.subject(Kind::Readiness, g);
                for (n, item) in gate.items.iter().enumerate() {
                    let at = Path::item().key("items").index(n).key("id");
                    add(Named { subject, kind: Kind::Readiness, at, id: item.id.clone(), is_alias: false });
                }
            }
            index.by_id.push(Names::new(ids));
        }
        index
    }

    /// Returns the index of a program by id.
    pub fn program(&self, id: &str) -> Option<usize> {
        self.programs.get(&id.to_ascii_lowercase()).copied()
    }

    /// Follows a reference that stands in the program with index `from`.
    pub fn find(&self, from: u32, reference: &ItemRef) -> Target<'_> {
        let program = match &reference.program {
            Some(id) => match self.program(id.as_str()) {
                Some(program) => program,
                None => return Target::NoProgram,
            },
            None => from as usize,
        };
        let id = lower(reference.id.as_str());
        // An id that is in use wins over a former one.
        let named = self.by_id.get(program).and_then(|ids| ids.get(&id));
        match named.and_then(|all| all.iter().find(|named| !named.is_alias).or(all.first())) {
            Some(named) => Target::Item(named),
            None if self.partial.get(program) == Some(&true) => Target::Lost,
            None if self.lost.get(program).is_some_and(|lost| lost.iter().any(|lost| *lost == id)) => {
                Target::Lost
            }
            None => Target::NoItem(program),
        }
    }

    /// Returns everything with an id in a program, by id.
    pub fn ids(&self, program: usize) -> impl Iterator<Item = &Vec<Named>> {
        self.by_id.get(program).into_iter().flat_map(|names| names.sorted.iter())
    }

    /// Returns the ids of a program as written, for did-you-mean.
    pub fn words(&self, program: usize) -> Vec<&str> {
        self.ids(program).flatten().map(|n| n.id.as_str()).collect()
    }
}
