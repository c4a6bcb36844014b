//! The critical path as a reader follows it: step by step, and as a picture.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::report::MilestoneRow;
use crate::report::figure::Edge;
use crate::report::figure::Graph;
use crate::report::figure::Node;
use crate::report::phrase;
use crate::report::scene::Scene;

/// The longest path to a program's end.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CriticalPath {
    /// The path in one sentence.
    pub text: String,
    /// The steps that are not done, first one first.
    pub steps: Vec<PathStep>,
    /// How many paths are equally long.
    pub ties: usize,
    /// The picture.
    pub graph: Graph,
}

/// A step of a critical path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathStep {
    /// The id, with the program when it is another one.
    pub id: String,
    /// The title.
    pub title: String,
    /// `work`, `milestone`, `dependency`, `decision`, `issue` or `gate`.
    pub kind: &'static str,
    /// Who answers for it.
    pub owner: Option<String>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub finish: Date,
    /// The work that is left, in words; nothing for an instant.
    pub left: Option<String>,
}

/// Follows the critical path of a program, from what is not done yet.
pub(crate) fn critical_path(scene: &Scene<'_>, rows: &[MilestoneRow]) -> CriticalPath {
    let Some(plan) = scene.plan else {
        return CriticalPath {
            text: "Not computed: the program has no plan".to_owned(),
            ..CriticalPath::default()
        };
    };
    let steps: Vec<PathStep> = plan.critical_path.iter().filter_map(|key| step(scene, key)).collect();
    CriticalPath {
        text: words(&steps),
        ties: plan.critical_paths.len().max(usize::from(!steps.is_empty())),
        graph: graph(&steps, rows),
        steps,
    }
}

fn step(scene: &Scene<'_>, key: &NodeKey) -> Option<PathStep> {
    let node = scene.inputs.plan.node(key).filter(|node| !node.is_done)?;
    let named = scene.named_node(key)?;
    Some(PathStep {
        id: named.id,
        title: named.title,
        kind: node.kind.as_str(),
        owner: scene.person(node.owner.as_ref()),
        start: node.early_start,
        finish: node.early_finish,
        left: (node.kind == NodeKind::Work).then(|| wording::working_days(node.duration)),
    })
}

fn words(steps: &[PathStep]) -> String {
    match steps {
        [] => "Nothing is left on the critical path".to_owned(),
        [only] => format!("{} alone decides the end: {}", only.title, phrase::date(only.finish)),
        [first, .., last] => format!(
            "{} steps from {} to {} ({}); a day lost on any of them is a day lost at the end",
            steps.len(),
            first.title,
            last.title,
            phrase::date(last.finish)
        ),
    }
}

fn graph(steps: &[PathStep], rows: &[MilestoneRow]) -> Graph {
    let node = |step: &PathStep| {
        let row = rows.iter().find(|row| row.id == step.id);
        let colour = row.map(|row| (row.colour.colour, row.colour.word)).filter(|(c, _)| *c != "grey");
        let (status, word) = colour.map_or(("none", String::new()), |(c, w)| (c, format!(", {w}")));
        Node {
            id: step.id.clone(),
            label: format!("{}: {}{word}", step.title, phrase::date(step.finish)),
            shape: match step.kind {
                "work" => "box",
                "milestone" => "hexagon",
                "dependency" => "drum",
                _ => "diamond",
            },
            status,
        }
    };
    let edge = |pair: &[PathStep]| Edge {
        from: pair[0].id.clone(),
        to: pair[1].id.clone(),
        label: String::new(),
        style: "thick",
    };
    Graph { nodes: steps.iter().map(node).collect(), edges: steps.windows(2).map(edge).collect() }
}
