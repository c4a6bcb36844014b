//! EW-18: a team has more to do than it can.

use std::collections::BTreeMap;

use crate::diag::wording;
use crate::model::Id;
use crate::model::Kind;
use crate::plan::capacity::Cell;
use crate::plan::capacity::State;
use crate::plan::capacity::TeamLoad;
use crate::trend::signals::Cited;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Named;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-18",
    name: "overload",
    title: "Overload",
    about: "In one of the next `iterations`, that of today included, a team is asked for more than `share` of what it can \
            do, as `epm capacity` counts it.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("iterations", Unit::Count, 3.0, (1.0, 26.0)),
        Limit::new("share", Unit::Number, 1.0, (0.1, 5.0)),
    ],
    needs_history: false,
    told_by: &[530],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let ahead = scene.limits.count(&SIGNAL, "iterations");
    let share = scene.limits.of(&SIGNAL, "share");
    // A team works for all programs; it is told with the first one that asks for it.
    for load in &scene.capacity().teams {
        let cells: Vec<&Cell> = load.cells.iter().take(ahead).collect();
        let Some(program) = first_program(scene, load) else { continue };
        let item = Named {
            kind: "team",
            id: load.team.to_string(),
            title: scene.workspace.team_name(&load.team).to_owned(),
            subject: None,
        };
        if !load.is_known() {
            look.unknown(&program, item, "nobody is known to be in it");
            continue;
        }
        let over = |cell: &&&Cell| match cell.capacity {
            Some(_) if cell.state == State::Over && share <= 1.0 => true,
            Some(capacity) => cell.demand > capacity * share + 1e-6,
            None => false,
        };
        let worst = cells
            .iter()
            .filter(over)
            .max_by(|a, b| a.excess().total_cmp(&b.excess()).then(b.iteration.start.cmp(&a.iteration.start)));
        let Some(worst) = worst else {
            let most = cells.iter().filter_map(|cell| cell.utilisation()).fold(0.0, f64::max);
            look.quiet(&program, item, format!("it is asked for {:.0}% at most", most * 100.0));
            continue;
        };
        let (used, words) = match worst.utilisation() {
            Some(used) => (used * 100.0, format!("{:.0}%", (used * 100.0).max(100.0 * share + 1.0))),
            None => (f64::from(u16::MAX), "although nobody is there".to_owned()),
        };
        let text = format!(
            "team `{}` is asked for {} from {} to {} and has {} ({words})",
            load.team,
            wording::person_days(worst.demand),
            worst.iteration.from,
            worst.iteration.end,
            (worst.capacity.unwrap_or_default() * 10.0).round() / 10.0,
        );
        let help = match &worst.remedy {
            Some(remedy) => remedy.sentence(&scene.plan),
            None => "let work with room wait, cut scope, or find people (`epm capacity`)".to_owned(),
        };
        let mut raised =
            look.raised("team", help).measured(used, share * 100.0, "percent").by(cited(scene, worst));
        raised.with = named(scene, worst);
        look.raise(&program, item, text, raised);
    }
}

/// Returns the program of the work that asks most of a team.
fn first_program(scene: &Scene<'_>, load: &TeamLoad) -> Option<Id> {
    let shares = load.cells.iter().flat_map(|cell| &cell.items);
    let node = shares.map(|share| &scene.plan.nodes[share.node]).next()?;
    Some(node.key.program.clone())
}

fn named(scene: &Scene<'_>, cell: &Cell) -> Vec<Named> {
    let one = |n: usize| {
        let node = &scene.plan.nodes[n];
        let program = scene.workspace.program(&node.key.program)?;
        Some(scene.named(program, Kind::Milestone, &node.key.id, &node.title))
    };
    cell.items.iter().take(5).filter_map(|share| one(share.node)).collect()
}

/// Cites the last commit that moved each item of an iteration.
fn cited(scene: &Scene<'_>, cell: &Cell) -> Vec<Cited> {
    let mut moved: BTreeMap<usize, Vec<&Id>> = BTreeMap::new();
    for share in &cell.items {
        let key = &scene.plan.nodes[share.node].key;
        if let Some(last) = scene.shifts().of(key).last() {
            moved.entry(last.version).or_default().push(&key.id);
        }
    }
    let cite =
        |(version, ids): (usize, Vec<&Id>)| scene.cite(version, format!("moved {}", wording::names(ids)));
    Scene::newest(moved.into_iter().map(cite).collect())
}
