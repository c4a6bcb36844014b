//! Early warnings as findings: each is looked for by its signal (`trend::signals`), and told by the rule that names it.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::wording;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Target;
use crate::trend::signals::Cited;
use crate::trend::signals::Looked;
use crate::trend::signals::Raised;

/// The most items that are named beside the first one.
const MOST_NAMED: usize = 3;

/// Tells what a signal raises as far as this rule is the one that tells it.
pub(crate) fn tell(facts: &Facts<'_>, signal: &str, meta: &'static RuleMeta, out: &mut Sink) {
    let here = facts.signals.iter().filter(|looked| looked.signal == signal);
    for (looked, raised) in here.filter_map(|looked| Some((looked, looked.raised()?))) {
        if !raised.told_by.contains(&meta.code.0) {
            continue;
        }
        let Some(place) = place(facts, looked, raised) else { continue };
        let mut finding = Finding::new(meta, place, looked.text.clone()).help(raised.help.clone());
        if let Some(label) = label(raised) {
            finding = finding.label(label);
        }
        out.push(finding);
    }
}

/// Says by which commit, and what else is meant.
fn label(raised: &Raised) -> Option<String> {
    let last = raised.commits.last().map(cited);
    let with = match raised.with.len() {
        0 => None,
        n if n <= MOST_NAMED => {
            Some(format!("with it: {}", wording::names(raised.with.iter().map(|named| &named.id))))
        }
        n => Some(format!("with it: {} more", n)),
    };
    match (last, with) {
        (None, None) => None,
        (last, with) => Some(last.into_iter().chain(with).collect::<Vec<_>>().join("; ")),
    }
}

fn cited(cited: &Cited) -> String {
    match &cited.commit {
        Some(commit) => format!("{}: {} of {} by {}", cited.what, commit.short, commit.day, commit.who()),
        None => format!("{}: not committed yet", cited.what),
    }
}

/// Finds where the item stands; that of a program is its charter.
fn place(facts: &Facts<'_>, looked: &Looked, raised: &Raised) -> Option<Place> {
    let program = facts.workspace.program(looked.program.as_ref()?)?;
    let item = looked.item.as_ref()?;
    if item.kind == "program" {
        return Some(of_program(program));
    }
    let subject = subject(facts, program, &item.id)?;
    Some(Place::field(subject, raised.field))
}

fn of_program(program: &Program) -> Place {
    match &program.charter {
        Some(_) => Place::field(program.subject(Kind::Charter, 0), "id"),
        None => Place::File("epm.yaml".to_owned()),
    }
}

fn subject(facts: &Facts<'_>, program: &Program, id: &str) -> Option<Subject> {
    let reference = ItemRef { program: None, id: Id::new(id) };
    match facts.index.find(program.index, &reference) {
        Target::Item(named) => Some(named.subject),
        _ => None,
    }
}
