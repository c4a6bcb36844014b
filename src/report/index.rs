//! The pages that tie the others together: one for each program, and one for all of them. In Confluence they are the
//! parents of the other pages.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::report::Built;
use crate::report::Cell;
use crate::report::ColourCell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::Pack;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::finish::Finish;
use crate::report::page;
use crate::report::period;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "index",
    title: "Index",
    about: "the pages of every program, how it stands, and what is about all programs",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/index.md.j2"],
    build,
};

/// What the index pages of programs are called, behind the program.
const ARTIFACT: &str = "index";

/// The pages of a program, or of all.
#[derive(Debug, Serialize)]
pub struct IndexView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program; none on the page of all.
    pub program: Option<Overview>,
    /// The programs, on the page of all.
    pub programs: Vec<Overview>,
    /// How many there are, in words.
    pub summary: String,
    /// The pages.
    pub groups: Vec<Group>,
}

/// A program in a few facts.
#[derive(Debug, Serialize)]
pub struct Overview {
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// Its index page.
    pub link: String,
    /// Its colour.
    pub colour: ColourCell,
    /// When it ends.
    pub finish: Finish,
}

/// Pages that belong together.
#[derive(Debug, Serialize)]
pub struct Group {
    /// What they are about.
    pub title: String,
    /// The pages: address without extension, and title. Those that are not rendered in the same run stay words.
    pub pages: Vec<Named>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    let built = |view: IndexView, stem: String, title: String, label: &str| Built {
        view: Box::new(view),
        template: REPORT.templates[0],
        stem,
        title,
        period: String::new(),
        labels: vec![label.to_owned()],
    };
    let mut pages = Scene::each(inputs, |scene| {
        let (stem, title) = (page::stem(scene, REPORT.name), page::title(scene, ARTIFACT));
        vec![built(of_program(scene), stem, title, "epm-program")]
    });
    if has_top(inputs) && inputs.programs.is_empty() {
        let (stem, title) = (page::workspace_stem(inputs, REPORT.name), top_title(inputs));
        pages.push(built(of_all(inputs), stem, title, "epm-index"));
    }
    pages
}

/// One program needs no page above its own.
fn has_top(inputs: &Inputs<'_>) -> bool {
    inputs.workspace.programs.len() != 1
}

fn top_title(inputs: &Inputs<'_>) -> String {
    page::workspace_title(inputs, "all programs")
}

fn overview(scene: &Scene<'_>, link: String) -> Overview {
    let derived = scene.health.program(scene.program);
    Overview {
        program: scene.head(),
        incomplete: scene.incomplete(),
        link,
        colour: ColourCell::new(scene, None, None, &derived),
        finish: Finish::new(scene),
    }
}

fn of_program(scene: &Scene<'_>) -> IndexView {
    let suffix = scene.inputs.audience.suffix();
    let page = |name: &str, title: &str| Named {
        id: format!("{}{suffix}", page::slug(name)),
        title: title.to_owned(),
    };
    let program = scene.program;
    let period = period::period(&period::notes(program, scene.as_of()), scene.as_of()).name;
    let pack = |pack: Pack| {
        let name = pack.as_str();
        page(&format!("status-{name}-{period}"), &format!("Status for {name}, {period}"))
    };
    let status = [Pack::Executive, Pack::Engineering, Pack::Product, Pack::Support].map(pack).to_vec();
    let mut ready = Vec::new();
    for gate in &program.readiness {
        ready.push(page(&format!("readiness-{}", gate.id), &format!("Readiness: {}", gate.title)));
    }
    ready.push(page("operations", "Operational readiness"));
    for runbook in &program.runbooks {
        ready.push(page(&format!("runbook-{}", runbook.id), &format!("Runbook: {}", runbook.title)));
    }
    let mut plan = vec![
        page("milestones", "Milestone plan"),
        page("forecast", "Forecast"),
        page("dependencies", "Dependency map"),
    ];
    if !program.scenarios.is_empty() {
        plan.push(page("scenarios", "Scenarios"));
    }
    let review = |(at, review): (usize, &crate::model::Review)| {
        let id = review.id.as_ref().map_or_else(|| (at + 1).to_string(), ToString::to_string);
        let title = review.title.as_ref().map_or_else(|| id.clone(), ToString::to_string);
        page(&format!("review-{id}"), &format!("Review: {title}"))
    };
    let mut afterwards: Vec<Named> = program.reviews.iter().enumerate().map(review).collect();
    afterwards.push(page("improvements", "Improvement recommendations"));
    let group = |title: &str, pages: Vec<Named>| Group { title: title.to_owned(), pages };
    let groups = vec![
        group("Status", status),
        group("Plan", plan),
        group(
            "Charter, risks and decisions",
            vec![
                page("charter", "Charter"),
                page("raid", "RAID log"),
                page("decisions", "Decision log"),
                page("changes", "Scope and change control"),
                page("comms", "Communication plan"),
            ],
        ),
        group("Launch", ready),
        group("Afterwards", afterwards),
    ];
    IndexView {
        version: 1,
        as_of: scene.as_of(),
        program: Some(overview(scene, String::new())),
        programs: Vec::new(),
        summary: String::new(),
        groups,
    }
}

fn of_all(inputs: &Inputs<'_>) -> IndexView {
    let programs = Scene::each(inputs, |scene| vec![overview(scene, page::stem(scene, REPORT.name))]);
    let suffix = inputs.audience.suffix();
    let page = |name: &str, title: &str| Named { id: format!("{name}{suffix}"), title: title.to_owned() };
    let pages = vec![
        page("portfolio", "Portfolio"),
        page("decision-queue", "Decision queue"),
        page("capacity", "Capacity"),
    ];
    IndexView {
        version: 1,
        as_of: inputs.as_of,
        summary: wording::count(i64::try_from(programs.len()).unwrap_or(i64::MAX), "program"),
        program: None,
        programs,
        groups: vec![Group { title: "About all programs".to_owned(), pages }],
    }
}

/// Where pages stand in a tree of pages: which are above which. The same whichever reports are rendered, so that no page
/// moves.
#[derive(Debug)]
pub struct Tree {
    top: Option<(String, String)>,
    /// By folder: the title of the program's index.
    programs: BTreeMap<String, String>,
    suffix: &'static str,
}

impl Tree {
    /// Returns the tree of an audience's pages.
    pub fn new(inputs: &Inputs<'_>) -> Tree {
        let top = || (page::workspace_stem(inputs, REPORT.name), top_title(inputs));
        let programs = Scene::each(inputs, |scene| {
            vec![(page::slug(scene.program.id.as_str()), page::title(scene, ARTIFACT))]
        });
        Tree {
            top: has_top(inputs).then(top),
            programs: programs.into_iter().collect(),
            suffix: inputs.audience.suffix(),
        }
    }

    /// Returns the titles of the pages above a page, topmost first.
    pub fn above(&self, stem: &str) -> Vec<String> {
        let mut out = Vec::new();
        out.extend(self.top.iter().filter(|(own, _)| own != stem).map(|(_, title)| title.clone()));
        if let Some((folder, name)) = stem.split_once('/')
            && name != format!("{}{}", REPORT.name, self.suffix)
        {
            out.extend(self.programs.get(folder).cloned());
        }
        out
    }
}

impl View for IndexView {
    plain_view!("index");

    fn tables(&self) -> Vec<Table> {
        let columns = ["group", "page", "title"];
        let rows = self.groups.iter().flat_map(|group| {
            group
                .pages
                .iter()
                .map(|page| vec![Cell::text(&group.title), Cell::text(&page.id), Cell::text(&page.title)])
        });
        vec![Table {
            name: "pages".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }]
    }
}
