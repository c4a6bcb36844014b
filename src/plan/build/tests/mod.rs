//! Plans of small workspaces, written as JSON and read by the same declarations as files. As-of is Monday 2026-03-02.

mod dates;
mod edges;
mod questions;
mod records;
mod speed;

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::model::Charter;
use crate::model::Date;
use crate::model::Fault;
use crate::model::Form;
use crate::model::Id;
use crate::model::Input;
use crate::model::Org;
use crate::model::Program;
use crate::model::Settings;
use crate::model::Value;
use crate::model::Workspace;
use crate::plan::Driver;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::plan::build;

/// JSON as an input; a fault fails the test.
struct Node<'a>(&'a Json);

impl Input for Node<'_> {
    fn form(&self) -> Form {
        match self.0 {
            Json::Null => Form::Null,
            Json::Array(_) => Form::List,
            Json::Object(_) => Form::Map,
            _ => Form::Scalar,
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self.0 {
            Json::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn fault(&mut self, fault: Fault) {
        panic!("{fault:?} at {}", self.0);
    }

    fn fault_key(&mut self, fault: Fault) {
        self.fault(fault);
    }

    fn each(&mut self, f: &mut dyn FnMut(&mut dyn Input)) {
        self.0.as_array().into_iter().flatten().for_each(|item| f(&mut Node(item)));
    }

    fn entries(&mut self, f: &mut dyn FnMut(&str, &mut dyn Input)) {
        self.0.as_object().into_iter().flatten().for_each(|(key, value)| f(key, &mut Node(value)));
    }
}

pub(in crate::plan) fn read<T: Value>(json: &Json) -> T {
    T::decode(&mut Node(json)).unwrap()
}

fn list<T: Value>(json: &Json) -> Vec<T> {
    json.as_array().into_iter().flatten().map(read).collect()
}

/// Builds a workspace from `{settings, org, programs: {id: {charter, milestones, dependencies, …}}}`.
pub(in crate::plan) fn workspace(json: &Json) -> Workspace {
    let mut workspace = Workspace::default();
    let given = |key: &str| json.get(key).filter(|value| !value.is_null());
    workspace.settings = given("settings").map(read::<Settings>);
    workspace.org = given("org").map(read::<Org>);
    let mut programs: Vec<_> = json["programs"].as_object().unwrap().iter().collect();
    programs.sort_by_key(|(id, _)| id.as_str());
    for (n, (id, json)) in (0_u32..).zip(programs) {
        let mut program = Program::new(n, Id::new(id.as_str()), id.clone(), String::new());
        if let Some(charter) = json.get("charter") {
            let mut charter = charter.clone();
            charter["id"] = Json::from(id.as_str());
            charter["title"] = Json::from("A program");
            program.charter = Some(read::<Charter>(&charter));
        }
        program.milestones = list(&json["milestones"]);
        program.dependencies = list(&json["dependencies"]);
        program.decisions = list(&json["decisions"]);
        program.issues = list(&json["issues"]);
        program.risks = list(&json["risks"]);
        program.readiness = list(&json["readiness"]);
        program.releases = list(&json["releases"]);
        workspace.programs.push(program);
    }
    workspace
}

pub(in crate::plan) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Plans a workspace for Monday 2026-03-02.
fn plan(json: &Json) -> Plan {
    build(&workspace(json), day("2026-03-02"))
}

/// Plans one program `p` with some milestones.
fn plan_of(milestones: Json) -> Plan {
    plan(&serde_json::json!({"programs": {"p": {"milestones": milestones}}}))
}

pub(in crate::plan) fn key(text: &str) -> NodeKey {
    let (program, id) = text.split_once('/').unwrap_or(("p", text));
    NodeKey { program: Id::new(program), id: Id::new(id) }
}

fn node<'a>(plan: &'a Plan, text: &str) -> &'a PlanNode {
    plan.node(&key(text)).unwrap_or_else(|| panic!("no node {text}"))
}

/// Returns first and last day without the year: `03-02 03-06`.
fn dates(plan: &Plan, text: &str) -> String {
    let node = node(plan, text);
    let short = |date: Date| date.to_string()[5..].to_owned();
    format!("{} {}", short(node.early_start), short(node.early_finish))
}

fn late_dates(plan: &Plan, text: &str) -> String {
    let node = node(plan, text);
    let short = |date: Date| date.to_string()[5..].to_owned();
    format!("{} {}", short(node.late_start), short(node.late_finish))
}

fn driver(plan: &Plan, text: &str) -> String {
    match &node(plan, text).driver {
        Driver::Predecessor(key) if key.program.as_str() == "p" => key.id.to_string(),
        Driver::Predecessor(key) => key.to_string(),
        other => format!("{other:?}"),
    }
}

fn names(keys: &[NodeKey]) -> String {
    let names: Vec<_> = keys.iter().map(|key| key.id.as_str()).collect();
    names.join(" ")
}
