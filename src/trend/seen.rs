//! A history as an audience may see it: hidden items are gone from every version, and no commit speaks of them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::AnyItem;
use crate::model::Clearance;
use crate::model::Contents;
use crate::model::ProgramContents;
use crate::trend::history::History;
use crate::trend::history::Snapshot;

/// What stands for the message of a commit that names, or changed, something hidden.
const WITHHELD: &str = "[withheld]";

/// What an item looks like to the audience, by the item: each is redacted once however many versions hold it.
type Seen = HashMap<*const AnyItem, Option<Arc<AnyItem>>>;

/// Returns a history without what is hidden.
pub(crate) fn history(history: &History, clearance: &Clearance) -> History {
    if clearance.is_open() {
        return history.clone();
    }
    let mut seen = Seen::new();
    let mut hidden_before: Vec<*const AnyItem> = Vec::new();
    let mut snapshots = Vec::with_capacity(history.snapshots.len());
    for snapshot in &history.snapshots {
        let mut hidden = Vec::new();
        let contents = contents(&snapshot.contents, clearance, &mut seen, &mut hidden);
        let mut commit = snapshot.commit.clone();
        if hidden != hidden_before || clearance.is_mentioned(&commit.subject) {
            commit.subject = WITHHELD.to_owned();
        }
        hidden_before = hidden;
        snapshots.push(Snapshot { commit, contents: Arc::new(contents) });
    }
    History { snapshots, ..history.clone() }
}

fn contents(
    contents: &Contents,
    clearance: &Clearance,
    seen: &mut Seen,
    hidden: &mut Vec<*const AnyItem>,
) -> Contents {
    let mut programs = Vec::new();
    for program in &contents.programs {
        if clearance.hides_program(program) {
            hidden.extend(program.items.iter().map(Arc::as_ptr));
            continue;
        }
        let id = program.id.as_str();
        let mut items = Vec::with_capacity(program.items.len());
        for item in &program.items {
            let at = Arc::as_ptr(item);
            let view = seen.entry(at).or_insert_with(|| {
                // An item that says nothing of the hidden stays the one that all versions share.
                clearance.item(id, item).map(|s| if s == **item { Arc::clone(item) } else { Arc::new(s) })
            });
            match view {
                Some(item) => items.push(Arc::clone(item)),
                None => hidden.push(at),
            }
        }
        let mut title = program.title.clone();
        clearance.mend(id, &mut title);
        let folder = program.folder.clone();
        let is_partial = program.is_partial;
        programs.push(ProgramContents {
            id: program.id.clone(),
            title,
            folder,
            items,
            lost: Vec::new(),
            is_partial,
        });
    }
    Contents { programs, ..contents.clone() }
}
