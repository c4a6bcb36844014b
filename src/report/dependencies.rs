//! The dependency map: who delivers what to whom, coloured by state, as a picture and as a table; and every link of the
//! plan that crosses from one team, program or vendor to another.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Date;
use crate::plan::PlanNode;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::figure::Edge;
use crate::report::figure::Graph;
use crate::report::figure::Node;
use crate::report::page;
use crate::report::phrase;
use crate::report::plain_view;
use crate::report::raid::DependencyRow;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "dependencies",
    title: "Dependency map",
    about: "who delivers what to whom, coloured by state, as a picture and a table; hand-overs between teams and programs",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/dependencies.md.j2"],
    build,
};

/// The dependency map of a program.
#[derive(Clone, Debug, Serialize)]
pub struct DependenciesView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// How many there are and how they stand, in one sentence.
    pub summary: String,
    /// The picture: open dependencies between those who deliver and those who wait.
    pub graph: Graph,
    /// Every dependency record, by the day it is needed.
    pub dependencies: Vec<DependencyRow>,
    /// Links of the plan that cross from one team or program to another, by day.
    pub handovers: Vec<Handover>,
}

/// A link of the plan between two teams or programs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handover {
    /// Who delivers: a team or a program.
    pub from: String,
    /// Who receives.
    pub to: String,
    /// What is delivered.
    pub what: String,
    /// Its id.
    pub what_id: String,
    /// What waits for it.
    pub waiting: String,
    /// Its id.
    pub waiting_id: String,
    /// When it is expected.
    pub expected: Date,
    /// When what waits begins.
    pub begins: Date,
    /// It fixes the date of what waits.
    pub driving: bool,
    /// It is delivered.
    pub done: bool,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "dependency map", Box::new(view(scene)))]
    })
}

fn view(scene: &Scene<'_>) -> DependenciesView {
    let dependencies = DependencyRow::all(scene);
    let handovers = handovers(scene);
    DependenciesView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        summary: summary(&dependencies, handovers.len()),
        graph: graph(&dependencies),
        dependencies,
        handovers,
    }
}

fn summary(rows: &[DependencyRow], handovers: usize) -> String {
    let open = rows.iter().filter(|row| row.open).count();
    let danger = rows.iter().filter(|row| row.is_in_danger()).count();
    let late = rows.iter().filter(|row| row.late).count();
    let hand = if handovers == 1 { "hand-over" } else { "hand-overs" };
    format!(
        "{open} open, {danger} in danger, {late} promised or come too late; {handovers} {hand} between teams in the plan"
    )
}

/// Draws the open dependencies: those who deliver, what they deliver, and what waits for it.
fn graph(rows: &[DependencyRow]) -> Graph {
    let mut graph = Graph::default();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut node =
        |graph: &mut Graph, key: String, label: String, shape: &'static str, status: &'static str| {
            if let Some(id) = known.get(&key) {
                return id.clone();
            }
            let id = format!("n{}", known.len() + 1);
            known.insert(key, id.clone());
            graph.nodes.push(Node { id: id.clone(), label, shape, status });
            id
        };
    for row in rows.iter().filter(|row| row.open) {
        let by = row.needed_by.map_or_else(String::new, |day| format!(", needed {}", phrase::date(day)));
        let label = format!("{}: {}, {}{by}", row.id, row.title, row.status);
        let this = node(&mut graph, format!("d:{}", row.id), label, "drum", row.colour);
        let style = if row.critical { "thick" } else { "solid" };
        let edge = |graph: &mut Graph, from: &str, to: &str| {
            let (from, to) = (from.to_owned(), to.to_owned());
            graph.edges.push(Edge { from, to, label: String::new(), style });
        };
        if let Some(from) = &row.from {
            let from = node(&mut graph, format!("p:{from}"), from.clone(), "round", "none");
            edge(&mut graph, &from, &this);
        }
        if let Some(provider) = &row.provider {
            let provider =
                node(&mut graph, format!("i:{}", provider.id), provider.title.clone(), "box", "none");
            edge(&mut graph, &provider, &this);
        }
        for consumer in &row.consumers {
            let consumer =
                node(&mut graph, format!("i:{}", consumer.id), consumer.title.clone(), "box", "none");
            edge(&mut graph, &this, &consumer);
        }
    }
    graph
}

fn handovers(scene: &Scene<'_>) -> Vec<Handover> {
    let plan = scene.inputs.plan;
    let group = |node: &PlanNode| {
        if node.key.program == scene.program.id {
            scene.team(node.team.as_ref())
        } else {
            Some(format!("program {}", node.key.program))
        }
    };
    let mut out: Vec<Handover> = Vec::new();
    for edge in &plan.edges {
        let (from, to) = (&plan.nodes[edge.from], &plan.nodes[edge.to]);
        let is_ours = from.key.program == scene.program.id || to.key.program == scene.program.id;
        let (Some(giver), Some(taker)) = (group(from), group(to)) else { continue };
        let named = scene.named_node(&from.key).zip(scene.named_node(&to.key));
        let Some((what, waiting)) = named.filter(|_| is_ours && giver != taker && !to.is_done) else {
            continue;
        };
        out.push(Handover {
            from: giver,
            to: taker,
            what: what.title,
            what_id: what.id,
            waiting: waiting.title,
            waiting_id: waiting.id,
            expected: from.early_finish,
            begins: to.early_start,
            driving: edge.is_driving,
            done: from.is_done,
        });
    }
    out.sort_by(|a, b| {
        (a.done, a.expected, &a.what_id, &a.waiting_id).cmp(&(b.done, b.expected, &b.what_id, &b.waiting_id))
    });
    out
}

impl View for DependenciesView {
    plain_view!("dependencies");

    fn tables(&self) -> Vec<Table> {
        let columns = ["id", "title", "from", "to", "status", "needed_by", "promised", "late", "owner"];
        let row = |row: &DependencyRow| {
            vec![
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::maybe(row.from.as_deref()),
                Cell::maybe(row.to.as_deref()),
                Cell::text(&row.status.to_lowercase()),
                Cell::day(row.needed_by),
                Cell::day(row.promised),
                Cell::Flag(row.late),
                Cell::maybe(row.owner.as_deref()),
            ]
        };
        vec![Table {
            name: "dependencies".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.dependencies.iter().map(row).collect(),
        }]
    }
}
