//! What differs between two versions of a plan: items by program and id, fields by value; never lines.
//!
//! Reformatting, reordering, comments, moving a file and splitting a list into files are no differences. A former id
//! (`aliases`) is the same item. What could not be read in one version is told as such and not as removed.
//! `fields.rs` compares records, `dates.rs` what the differences do to the dates.

mod dates;
mod fields;

pub use dates::DateChange;
pub use dates::DatesDiff;
pub use dates::ProgramDates;
pub(crate) use dates::days_between;
pub use fields::FieldChange;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Id;
use crate::model::Kind;
use crate::model::ProgramContents;

/// An item that differs.
#[derive(Clone, Debug)]
pub struct ItemChange {
    /// The program.
    pub program: Id,
    /// The kind.
    pub kind: Kind,
    /// What it is known by: its id, or the period of a status note.
    pub id: String,
    /// What it was known by, when that has changed.
    pub was: Option<String>,
    /// The item before; none when it is new.
    pub before: Option<Arc<AnyItem>>,
    /// The item after; none when it is gone.
    pub after: Option<Arc<AnyItem>>,
    /// The fields that differ, of an item that is in both.
    pub fields: Vec<FieldChange>,
}

impl ItemChange {
    /// Returns the title, the new one if it has changed.
    pub fn title(&self) -> &str {
        self.after.as_ref().or(self.before.as_ref()).map_or("", |item| item.item().title())
    }

    /// Tells whether the item is new.
    pub fn is_added(&self) -> bool {
        self.before.is_none()
    }

    /// Tells whether the item is gone.
    pub fn is_removed(&self) -> bool {
        self.after.is_none()
    }

    /// Returns the change of a field, if it changed.
    pub fn field(&self, name: &str) -> Option<&FieldChange> {
        self.fields.iter().find(|change| change.field == name)
    }
}

/// A file of the workspace, such as `org.yaml`, that differs.
#[derive(Clone, Debug)]
pub struct FileChange {
    /// The kind.
    pub kind: Kind,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// An item that one version has and nobody can read in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The program.
    pub program: Id,
    /// What it is known by.
    pub id: String,
    /// It cannot be read in the later version, rather than in the earlier one.
    pub is_after: bool,
}

/// What differs between two versions.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The items, by program, kind and id.
    pub items: Vec<ItemChange>,
    /// The workspace's own files.
    pub files: Vec<FileChange>,
    /// Items that cannot be compared.
    pub unread: Vec<Unread>,
    /// Programs that are new.
    pub programs_added: Vec<Id>,
    /// Programs that are gone.
    pub programs_removed: Vec<Id>,
}

impl Diff {
    /// Tells whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
            && self.files.is_empty()
            && self.unread.is_empty()
            && self.programs_added.is_empty()
            && self.programs_removed.is_empty()
    }
}

/// Compares two versions.
pub fn compare(before: &Contents, after: &Contents) -> Diff {
    let mut diff = Diff::default();
    file(Kind::Settings, before.settings.as_ref(), after.settings.as_ref(), &mut diff);
    file(Kind::Org, before.org.as_ref(), after.org.as_ref(), &mut diff);
    file(Kind::Policy, before.policy.as_ref(), after.policy.as_ref(), &mut diff);
    file(Kind::Portfolio, before.portfolio.as_ref(), after.portfolio.as_ref(), &mut diff);
    for program in &after.programs {
        let old = before.program(program.id.as_str());
        if old.is_none() {
            diff.programs_added.push(program.id.clone());
        }
        items(&program.id, old, Some(program), &mut diff);
    }
    for program in before.programs.iter().filter(|p| after.program(p.id.as_str()).is_none()) {
        diff.programs_removed.push(program.id.clone());
        items(&program.id, Some(program), None, &mut diff);
    }
    diff.items.sort_by(|a, b| (&a.program, a.kind, &a.id).cmp(&(&b.program, b.kind, &b.id)));
    diff.unread.sort_by(|a, b| (&a.program, &a.id).cmp(&(&b.program, &b.id)));
    diff
}

fn file<T: Serialize + PartialEq>(
    kind: Kind,
    before: Option<&Arc<T>>,
    after: Option<&Arc<T>>,
    diff: &mut Diff,
) {
    let is_same = match (before, after) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (None, None) => true,
        _ => false,
    };
    if is_same {
        return;
    }
    let json = |value: Option<&Arc<T>>| {
        value.map_or_else(|| serde_json::json!({}), |v| serde_json::to_value(&**v).unwrap_or_default())
    };
    let fields = fields::compare(&json(before), &json(after));
    if !fields.is_empty() {
        diff.files.push(FileChange { kind, fields });
    }
}

/// The items of a program by kind and name in lower case; the first of those with the same name.
type ByName<'a> = BTreeMap<(Kind, String), &'a Arc<AnyItem>>;

fn by_name(program: Option<&ProgramContents>) -> ByName<'_> {
    let mut out = BTreeMap::new();
    for item in program.iter().flat_map(|program| &program.items) {
        out.entry((item.kind(), item.name().to_ascii_lowercase())).or_insert(item);
    }
    out
}

fn items(program: &Id, before: Option<&ProgramContents>, after: Option<&ProgramContents>, diff: &mut Diff) {
    let (old, new) = (by_name(before), by_name(after));
    let mut renamed: BTreeMap<(Kind, String), &Arc<AnyItem>> = BTreeMap::new();
    for (key, item) in &new {
        if old.contains_key(key) {
            continue;
        }
        let former = item.item().aliases().iter().map(|id| (key.0, id.as_str().to_ascii_lowercase()));
        if let Some(former) =
            former.into_iter().find(|former| old.contains_key(former) && !new.contains_key(former))
        {
            renamed.insert(former, item);
        }
    }
    let is_renamed = |item: &Arc<AnyItem>| renamed.values().any(|other| Arc::ptr_eq(other, item));
    let unread = |side: Option<&ProgramContents>, id: &str| side.is_some_and(|side| side.may_hold(id));
    let change = |before: Option<&Arc<AnyItem>>, after: Option<&Arc<AnyItem>>, fields| {
        let newest = after.or(before).expect("one side is there");
        let id = newest.name().to_owned();
        let was = before.map(|item| item.name()).filter(|was| !was.eq_ignore_ascii_case(&id));
        ItemChange {
            program: program.clone(),
            kind: newest.kind(),
            was: was.map(str::to_owned),
            id,
            before: before.cloned(),
            after: after.cloned(),
            fields,
        }
    };
    for (key, item) in &old {
        match new.get(key).or_else(|| renamed.get(key)) {
            Some(other) if Arc::ptr_eq(item, other) || item == other => {}
            Some(other) => {
                let mut fields = fields::compare(&item.fields(), &other.fields());
                if item.name() != other.name() {
                    fields.retain(|f| f.field != "aliases" && f.field != "id");
                }
                let is_renamed = !item.name().eq_ignore_ascii_case(other.name());
                if !fields.is_empty() || is_renamed {
                    diff.items.push(change(Some(item), Some(other), fields));
                }
            }
            None if unread(after, item.name()) => {
                diff.unread.push(Unread {
                    program: program.clone(),
                    id: item.name().to_owned(),
                    is_after: true,
                });
            }
            None => diff.items.push(change(Some(item), None, Vec::new())),
        }
    }
    for (key, item) in &new {
        if old.contains_key(key) || is_renamed(item) {
            continue;
        }
        if unread(before, item.name()) {
            diff.unread.push(Unread {
                program: program.clone(),
                id: item.name().to_owned(),
                is_after: false,
            });
        } else {
            diff.items.push(change(None, Some(item), Vec::new()));
        }
    }
}
