//! A reference to an item of a kind that makes no sense there.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Segment;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Item;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Scenario;
use crate::model::ScenarioOp;
use crate::model::Target;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds a reference that leads to an item of the wrong kind.
    ///
    /// ## What it does
    /// Knows for each field what may stand there: `issue` of a risk names an issue, `moves` of a change a milestone,
    /// `supersedes` a decision, `depends_on` what the plan has dates of (milestones, dependencies, decisions, issues and
    /// gates). Fields such as `affects` may name anything.
    ///
    /// ## Why it matters
    /// The id exists, so nothing dangles; but no report looks for it there, and the plan leaves the link out.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: The certificate comes late
    ///   status: realised
    ///   issue: token-service
    /// ```
    ///
    /// ## Fix it
    /// Name an item of the right kind, or use another field: `affects` says which items are touched.
    pub(crate) static META = 206, "wrong-kind-reference", Error, since "0.1.0";
}

/// What the plan has dates of.
const NODES: &[Kind] = &[Kind::Milestone, Kind::Dependency, Kind::Decision, Kind::Issue, Kind::Readiness];

/// Field by field, what may stand there; other fields may name anything.
const EXPECTED: &[(Kind, &str, &[Kind])] = &[
    (Kind::Charter, "finish_milestone", &[Kind::Milestone]),
    (Kind::Charter, "outcomes.milestones", &[Kind::Milestone]),
    (Kind::Milestone, "depends_on", NODES),
    (Kind::Risk, "issue", &[Kind::Issue]),
    (Kind::Issue, "from_risk", &[Kind::Risk]),
    (Kind::Issue, "blocks", NODES),
    (Kind::Dependency, "provider", NODES),
    (Kind::Dependency, "consumers", NODES),
    (Kind::Decision, "blocks", NODES),
    (Kind::Decision, "supersedes", &[Kind::Decision]),
    (Kind::Decision, "superseded_by", &[Kind::Decision]),
    (Kind::Change, "moves.item", &[Kind::Milestone]),
    (Kind::Readiness, "gates", &[Kind::Milestone]),
    (Kind::Readiness, "release", &[Kind::Release]),
    (Kind::Runbook, "change", &[Kind::Change]),
    (Kind::Runbook, "milestone", &[Kind::Milestone]),
    (Kind::Status, "asks.decision", &[Kind::Decision]),
    (Kind::Comms, "messages.milestone", &[Kind::Milestone]),
    (Kind::Release, "milestone", &[Kind::Milestone]),
    (Kind::Metric, "milestone", &[Kind::Milestone]),
    (Kind::Scenario, "ops.pred", NODES),
    (Kind::Scenario, "ops.succ", NODES),
    (Kind::Scenario, "target.milestone", &[Kind::Milestone]),
];

struct References<'f> {
    facts: &'f Facts<'f>,
    subject: Subject,
    kind: Kind,
    scenario: Option<&'f Scenario>,
    out: &'f mut Sink,
}

impl References<'_> {
    /// Returns the kinds that may stand at a path; `None` for any.
    fn expected(&self, path: &Path, field: &str) -> Option<&'static [Kind]> {
        if let (Some(scenario), "ops.item", Some(Segment::Index(n))) = (self.scenario, field, path.0.get(1)) {
            return scenario.ops.get(*n).and_then(|operation| moved_by(operation.op));
        }
        EXPECTED.iter().find(|(kind, at, _)| *kind == self.kind && *at == field).map(|(_, _, kinds)| *kinds)
    }
}

/// Returns a path without its positions: `moves.item`.
fn field_of(path: &Path) -> String {
    let keys = path.0.iter().filter_map(|segment| match segment {
        Segment::Key(key) => Some(key.as_str()),
        Segment::Index(_) => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

/// What an operation of a scenario can change.
fn moved_by(op: ScenarioOp) -> Option<&'static [Kind]> {
    match op {
        ScenarioOp::Set | ScenarioOp::Shift => Some(&[Kind::Milestone]),
        ScenarioOp::Risk => Some(&[Kind::Risk]),
        ScenarioOp::Remove | ScenarioOp::AddCapacity | ScenarioOp::Link => None,
    }
}

impl Visitor for References<'_> {
    fn item_ref(&mut self, at: &Trail, reference: &ItemRef) {
        let Target::Item(named) = self.facts.index.find(self.subject.program, reference) else { return };
        let path = Path::from(at);
        let field = field_of(&path);
        let Some(kinds) = self.expected(&path, &field) else { return };
        // What stands inside a checklist is no node of the plan; only the gate is.
        let is_part = !named.is_alias && named.at.0.len() > 1;
        if named.subject == self.subject || (kinds.contains(&named.kind) && !is_part) {
            return;
        }
        let found =
            if is_part { "an item of a checklist".to_owned() } else { with_article(named.kind.key()) };
        let message = format!("`{reference}` is {found}, which `{field}` cannot name");
        let mut wanted: Vec<_> = kinds.iter().map(|kind| with_article(kind.key())).collect();
        let last = wanted.pop().unwrap_or_default();
        let wanted = if wanted.is_empty() { last } else { format!("{} or {last}", wanted.join(", ")) };
        self.out.push(
            Finding::new(&META, Place::field(self.subject, path), message)
                .related(Place::field(named.subject, named.at.clone()), "what it leads to")
                .help(format!("name {wanted}")),
        );
    }
}

fn with_article(kind: &str) -> String {
    let kind = if kind == "readiness" { "readiness gate" } else { kind };
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, item) in facts.items() {
        let kind = Item::kind(item);
        let scenario =
            (kind == Kind::Scenario).then(|| program.scenarios.get(subject.index as usize)).flatten();
        item.visit_all(&mut References { facts, subject, kind, scenario, out });
    }
}
