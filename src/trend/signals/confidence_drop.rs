//! EW-09: less confidence, and no status note says so.

use crate::model::AnyItem;
use crate::model::Confidence;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Program;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-09",
    name: "confidence_drop",
    title: "Confidence drop",
    about: "The `confidence` of an open milestone fell (from high to medium, or to low) within the last `within`, stands \
            there still, and the commit that did it neither wrote nor changed a status note of the program.",
    severity: Severity::Medium,
    limits: &[Limit::new("within", Unit::Days, 28.0, (1.0, 365.0))],
    needs_history: true,
    told_by: &[810],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let within = scene.limits.days(&SIGNAL, "within");
    let since = scene.as_of.plus_days(-within);
    for open in scene.open() {
        let (item, program) = (scene.name(open), &open.program.id);
        let Some(trace) = scene.trace(open.program, Kind::Milestone, open.milestone.id.as_str()) else {
            look.unknown(program, item, "its history is unknown");
            continue;
        };
        let stands = open.milestone.confidence;
        let drops = dropped(trace.changes(confidence), scene, since);
        let drops: Vec<_> = drops
            .into_iter()
            .filter(|(_, was, _)| stands.is_some_and(|is| level(is) < level(*was)))
            .collect();
        let Some((_, from, _)) = drops.first().copied() else {
            let text = match stands {
                Some(word) => format!("its confidence is {word} and did not fall since {since}"),
                None => "no confidence is stated".to_owned(),
            };
            look.quiet(program, item, text);
            continue;
        };
        let silent: Vec<_> =
            drops.iter().filter(|(version, ..)| !has_note(scene, open.program, *version)).collect();
        let stands = stands.map_or("", Confidence::as_str);
        let Some((_, _, to)) = silent.last() else {
            look.quiet(
                program,
                item,
                format!("its confidence fell from {from} to {stands}, with a status note"),
            );
            continue;
        };
        let text = format!(
            "the confidence in `{}` fell from {from} to {to}, and no status note says so",
            open.milestone.id
        );
        let commits =
            silent.iter().map(|(version, was, is)| scene.cite(*version, format!("{was} to {is}"))).collect();
        let help = "say in the status note why it is less sure, and what would make it sure again";
        let raised = look.raised("confidence", help).by(commits);
        let raised = raised.severity(scene.weight(open.node, SIGNAL.severity));
        look.raise(program, item, text, raised);
    }
}

fn confidence(item: &AnyItem) -> Option<Confidence> {
    match item {
        AnyItem::Milestone(milestone) => milestone.confidence,
        _ => None,
    }
}

fn level(confidence: Confidence) -> u8 {
    match confidence {
        Confidence::High => 3,
        Confidence::Medium => 2,
        Confidence::Low => 1,
    }
}

/// Returns the changes to less confidence since a day: version, before, after.
fn dropped(
    changes: Vec<(usize, Option<Confidence>, Option<Confidence>)>,
    scene: &Scene<'_>,
    since: Date,
) -> Vec<(usize, Confidence, Confidence)> {
    let both = changes.into_iter().filter_map(|(version, was, is)| Some((version, was?, is?)));
    both.filter(|(version, was, is)| level(*is) < level(*was) && scene.day(*version) > since).collect()
}

/// Tells whether a version wrote or changed a status note of a program.
fn has_note(scene: &Scene<'_>, program: &Program, version: usize) -> bool {
    let Some(history) = scene.history() else { return false };
    let notes = |version: usize| {
        let contents = history.snapshots[version].contents.program(program.id.as_str());
        let items = contents.into_iter().flat_map(|program| &program.items);
        items.filter(|item| item.kind() == Kind::Status).collect::<Vec<_>>()
    };
    let before = version.checked_sub(1).map(notes).unwrap_or_default();
    notes(version).into_iter().any(|note| !before.contains(&note))
}
