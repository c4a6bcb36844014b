//! The plan: what the engine says of every node, in dates and working days.

use crate::diag::Path;
use crate::diag::Subject;
use crate::model::Date;
use crate::model::Id;
use crate::model::Lag;
use crate::model::LinkType;
use crate::model::Person;
use crate::model::Team;
use crate::plan::forecast::Outlook;
use crate::plan::instant::Instant;
use crate::plan::query::Workings;

/// The name of a node: program and item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeKey {
    /// The program.
    pub program: Id,
    /// The item.
    pub id: Id,
}

impl std::fmt::Display for NodeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.program, self.id)
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A milestone with work of its own.
    Work,
    /// A pure milestone.
    Milestone,
    /// A dependency record.
    Dependency,
    /// A decision that blocks something.
    Decision,
    /// An issue that blocks something.
    Issue,
    /// A readiness gate.
    Gate,
}

impl NodeKind {
    /// Returns the word for it: `work`, `milestone`, `dependency`, `decision`, `issue`, `gate`.
    pub fn as_str(self) -> &'static str {
        match self {
            NodeKind::Work => "work",
            NodeKind::Milestone => "milestone",
            NodeKind::Dependency => "dependency",
            NodeKind::Decision => "decision",
            NodeKind::Issue => "issue",
            NodeKind::Gate => "gate",
        }
    }
}

/// What fixes the start of a node, or its finish when that comes later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Driver {
    /// The program's start.
    ProgramStart,
    /// The day of the plan: work that has not begun cannot begin earlier.
    AsOf,
    /// A predecessor: the node it is.
    Predecessor(NodeKey),
    /// A constraint, by its key in the file.
    Constraint(&'static str),
    /// The committed date of a milestone that nothing else drives.
    Commitment,
    /// The promised, needed-by, target or due date of a node that blocks others.
    Promise,
    /// What has happened.
    Actual,
}

/// A node with its dates.
#[derive(Clone, Debug)]
pub struct PlanNode {
    /// Its name.
    pub key: NodeKey,
    /// What it is.
    pub kind: NodeKind,
    /// The item.
    pub subject: Subject,
    /// The title.
    pub title: String,
    /// The team that does the work.
    pub team: Option<Team>,
    /// Who answers for it.
    pub owner: Option<Person>,
    /// The workstream.
    pub workstream: Option<String>,
    /// First working day, as early as possible.
    pub early_start: Date,
    /// Last working day, as early as possible: the expected finish.
    pub early_finish: Date,
    /// First working day, as late as possible.
    pub late_start: Date,
    /// Last working day, as late as possible.
    pub late_finish: Date,
    /// Exact start.
    pub start_at: Instant,
    /// Exact finish.
    pub finish_at: Instant,
    /// The work that is left, or of what is done the whole, in days of its calendar.
    pub duration: f64,
    /// Working days it can slip before the program's end or a commitment moves; negative is late.
    pub total_float: f64,
    /// Working days it can slip before any successor moves.
    pub free_float: f64,
    /// On a longest path to the end of a program: its own, or another one that waits for it.
    pub is_critical: bool,
    /// Not critical, with little total float.
    pub is_near_critical: bool,
    /// What fixes it.
    pub driver: Driver,
    /// The agreed date.
    pub committed: Option<Date>,
    /// Working days that the finish is after the commitment; negative is early.
    pub variance: Option<f64>,
    /// It has happened.
    pub is_done: bool,
    /// It has begun and is not done.
    pub is_started: bool,
    /// Nothing but its committed date, or the day of the plan, says when it is.
    pub is_undriven: bool,
    /// It began before a predecessor allowed it.
    pub is_out_of_sequence: bool,
    /// Nothing says when it comes: as-of plus a finding.
    pub is_undated: bool,
}

/// An edge of the plan.
#[derive(Clone, Debug)]
pub struct PlanEdge {
    /// Index of the predecessor.
    pub from: usize,
    /// Index of the successor.
    pub to: usize,
    /// How they are linked.
    pub link: LinkType,
    /// Time between them.
    pub lag: Option<Lag>,
    /// The lag counts calendar time.
    pub is_elapsed: bool,
    /// It fixes the successor's date, alone or with others.
    pub is_driving: bool,
    /// The successor began, or finished, before this edge allowed it.
    pub is_out_of_sequence: bool,
    /// Where it is declared.
    pub place: (Subject, Path),
}

/// A program's span and critical path.
#[derive(Clone, Debug)]
pub struct ProgramPlan {
    /// The program.
    pub id: Id,
    /// First working day.
    pub start: Date,
    /// Last working day: the expected finish.
    pub finish: Date,
    /// The node that ends it.
    pub finish_node: Option<NodeKey>,
    /// The longest path to the finish, first node first.
    pub critical_path: Vec<NodeKey>,
    /// All longest paths (at most sixteen).
    pub critical_paths: Vec<Vec<NodeKey>>,
    /// There are more longest paths than are listed.
    pub has_more_paths: bool,
}

/// Nodes that wait for each other.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// The nodes, in the order of the cycle.
    pub members: Vec<NodeKey>,
    /// Every edge between them, with where it is declared.
    pub edges: Vec<(NodeKey, NodeKey, (Subject, Path))>,
}

/// Something that takes no part in the plan, and why.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Where it stands.
    pub place: (Subject, Path),
    /// Why it is left out.
    pub reason: String,
}

/// What the dates of all programs are, for one day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The day.
    pub as_of: Date,
    /// The nodes, sorted by key.
    pub nodes: Vec<PlanNode>,
    /// The edges, sorted by successor and predecessor. Edges of cycles are among them.
    pub edges: Vec<PlanEdge>,
    /// The programs, in the workspace's order.
    pub programs: Vec<ProgramPlan>,
    /// The cycles. The dates of their members take no account of the edges between them.
    pub cycles: Vec<Cycle>,
    /// What takes no part.
    pub left_out: Vec<LeftOut>,
    /// The forecast, or why there is none.
    pub outlook: Outlook,
    /// What questions about the plan are answered from.
    pub(crate) workings: Workings,
}

impl Plan {
    /// Returns a plan of nothing for a day.
    pub fn empty(as_of: Date) -> Plan {
        Plan {
            as_of,
            nodes: Vec::new(),
            edges: Vec::new(),
            programs: Vec::new(),
            cycles: Vec::new(),
            left_out: Vec::new(),
            outlook: Outlook::None("not computed".to_owned()),
            workings: Workings::default(),
        }
    }
}
