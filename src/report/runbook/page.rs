//! A runbook as a page to work from: every step with its time, who does it, how to see that it worked and how to undo it;
//! where somebody decides; the point of no return and the way back.

use serde::Serialize;

use crate::model::Date;
use crate::model::Kind;
use crate::model::Moment;
use crate::model::Runbook;
use crate::model::RunbookStep;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::phrase;
use crate::report::plain_view;
use crate::report::runbook::RehearsalRow;
use crate::report::runbook::RunbookView;
use crate::report::runbook::StepRow;
use crate::report::runbook::after_start;
use crate::report::runbook::length;
use crate::report::runbook::view as in_time;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "runbook",
    title: "Runbook",
    about: "a cutover step by step: times from T, owners, verification, rollback, point of no return",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/runbook.md.j2"],
    build,
};

/// A runbook to work from.
#[derive(Debug, Serialize)]
pub struct RunbookPage {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The runbook's id.
    pub id: String,
    /// What is carried out.
    pub title: String,
    /// More about it, in Markdown.
    pub description: Option<String>,
    /// The folder of the runbooks, where relative links start.
    pub folder: String,
    /// When it runs and whether that fits, in one sentence.
    pub summary: String,
    /// The milestone it serves.
    pub milestone: Option<Named>,
    /// The change it carries out.
    pub change: Option<Named>,
    /// Who does what.
    pub roles: Vec<Role>,
    /// Where everybody is.
    pub bridge: Option<String>,
    /// The zone of the times; none without a window.
    pub zone: Option<String>,
    /// The steps, by time.
    pub steps: Vec<Step>,
    /// Steps that wait for each other and have no time.
    pub without_time: Vec<String>,
    /// The longest path to the end of the cutover, as titles.
    pub critical_path: Vec<String>,
    /// Where somebody decides.
    pub checkpoints: Vec<Checkpoint>,
    /// The point of no return, in one sentence.
    pub no_return: String,
    /// Until when a rollback fits the window, in one sentence.
    pub way_back: String,
    /// What makes us go back.
    pub triggers: Vec<String>,
    /// Who decides to go back.
    pub decider: Option<String>,
    /// What is done to go back.
    pub rollback_steps: Vec<String>,
    /// When the way back was tried.
    pub tested_on: Option<Date>,
    /// Who is needed twice at once, in sentences.
    pub overlaps: Vec<String>,
    /// The rehearsals, in sentences.
    pub rehearsals: Vec<String>,
    /// Who is told what at which step.
    pub comms: Vec<String>,
    /// The watch afterwards, in sentences.
    pub hypercare: Vec<String>,
}

/// Somebody with a part in a cutover.
#[derive(Debug, Serialize)]
pub struct Role {
    /// The part: `cutover lead`.
    pub role: String,
    /// Who.
    pub person: String,
}

/// A step to be done.
#[derive(Debug, Serialize)]
pub struct Step {
    /// The id.
    pub id: String,
    /// What is done.
    pub title: String,
    /// `prepare`, `cutover`, `verify` or `post`.
    pub phase: &'static str,
    /// `T+0:20`.
    pub at: String,
    /// The start on the clock.
    pub clock: Option<String>,
    /// How long it takes.
    pub takes: String,
    /// Who does it.
    pub owner: Option<String>,
    /// Who does it if the owner cannot.
    pub backup: Option<String>,
    /// `OPEN`, `IN PROGRESS`, …
    pub status: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// How it is done, in Markdown.
    pub action: Option<String>,
    /// How to see that it worked.
    pub verify: Option<String>,
    /// How it is undone; else what is done instead.
    pub undo: String,
    /// On a longest path.
    pub critical: bool,
    /// After it there is no way back.
    pub no_return: bool,
}

/// A point where somebody decides.
#[derive(Debug, Serialize)]
pub struct Checkpoint {
    /// The title of the step that it follows.
    pub after: String,
    /// `T+1:05`, and the clock.
    pub at: Option<String>,
    /// Who decides.
    pub decider: Option<String>,
    /// What must be true.
    pub criteria: Vec<String>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        let built = |runbook: &Runbook| Built {
            view: Box::new(view(scene, runbook)),
            template: REPORT.templates[0],
            stem: page::stem(scene, &format!("runbook-{}", runbook.id)),
            title: page::title(scene, &format!("runbook {}", runbook.id)),
            period: String::new(),
            labels: vec!["epm-runbook".to_owned()],
        };
        scene.program.runbooks.iter().map(built).collect()
    })
}

fn view(scene: &Scene<'_>, runbook: &Runbook) -> RunbookPage {
    let time = in_time(scene.inputs.workspace, scene.program, runbook);
    let title = |id: &str| {
        let step = runbook.steps.iter().find(|step| step.id.as_str().eq_ignore_ascii_case(id));
        step.map_or_else(|| id.to_owned(), |step| step.title.to_string())
    };
    let texts = |list: &[crate::model::Text]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let back = runbook.rollback.as_ref();
    RunbookPage {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        id: runbook.id.to_string(),
        title: runbook.title.to_string(),
        description: runbook.description.as_ref().map(ToString::to_string),
        folder: scene.folder(Kind::Runbook),
        summary: summary(&time),
        milestone: runbook.milestone.as_ref().map(|item| scene.named(item)),
        change: runbook.change.as_ref().map(|item| scene.named(item)),
        roles: roles(scene, runbook),
        bridge: runbook.bridge.as_ref().map(ToString::to_string),
        zone: time.window.as_ref().map(|_| time.zone.clone()),
        steps: time.steps.iter().filter_map(|row| step(runbook, row)).collect(),
        without_time: time.without_time.iter().map(|id| title(id)).collect(),
        critical_path: time.critical_path.iter().map(|id| title(id)).collect(),
        checkpoints: time
            .checkpoints
            .iter()
            .map(|point| Checkpoint {
                after: title(&point.after),
                at: point.at.map(|at| with_clock(at, point.time.as_ref())),
                decider: point.decider.clone(),
                criteria: point.criteria.clone(),
            })
            .collect(),
        no_return: no_return(&time, title),
        way_back: way_back(&time, title),
        triggers: back.map(|back| texts(&back.triggers)).unwrap_or_default(),
        decider: scene.person(back.and_then(|back| back.decider.as_ref())),
        rollback_steps: back.map(|back| texts(&back.steps)).unwrap_or_default(),
        tested_on: back.and_then(|back| back.tested_on),
        overlaps: time
            .overlaps
            .iter()
            .map(|overlap| {
                let [first, second] = &overlap.steps;
                let (from, to) = (after_start(overlap.start), after_start(overlap.end));
                let (first, second) = (title(first), title(second));
                format!("{} from {from} to {to}: {first}, and {second}", overlap.person)
            })
            .collect(),
        rehearsals: time.rehearsals.iter().map(rehearsal).collect(),
        comms: texts(&runbook.comms),
        hypercare: hypercare(scene, runbook),
    }
}

fn summary(time: &RunbookView) -> String {
    let takes = match time.last_fact {
        None => format!("the cutover takes {}", length(time.planned_end)),
        Some(at) => {
            let late = match time.expected_end - time.planned_end {
                0 => "as planned".to_owned(),
                early if early < 0 => format!("{} earlier than planned", length(-early)),
                late => format!("{} later than planned", length(late)),
            };
            format!("as of {} it ends at {}, {late}", after_start(at), after_start(time.expected_end))
        }
    };
    let Some(window) = &time.window else {
        return format!("No window is set: {takes}");
    };
    let room = match window.margin {
        margin if margin < 0 => format!("{} too long for it", length(-margin)),
        margin => format!("{} to spare", length(margin)),
    };
    let change = if time.clocks_change { "; the clocks change in it" } else { "" };
    let (start, end) = (day_and_clock(&window.start), day_and_clock(&window.end));
    format!("Window {start} to {end} ({}{change}); {takes}, {room}", time.zone)
}

fn day_and_clock(moment: &Moment) -> String {
    moment.at.strftime("%a %-d %b %Y %H:%M").to_string()
}

fn clock(moment: &Moment) -> String {
    moment.at.strftime("%a %H:%M").to_string()
}

fn with_clock(at: i64, time: Option<&Moment>) -> String {
    let clock = time.map(|time| format!(" ({})", clock(time))).unwrap_or_default();
    format!("{}{clock}", after_start(at))
}

fn roles(scene: &Scene<'_>, runbook: &Runbook) -> Vec<Role> {
    let role = |(role, person): (&String, &crate::model::Person)| {
        Some(Role {
            role: phrase::capital(&role.replace(['_', '-'], " ")),
            person: scene.person(Some(person))?,
        })
    };
    runbook.roles.iter().filter_map(role).collect()
}

fn step(runbook: &Runbook, row: &StepRow) -> Option<Step> {
    let own: &RunbookStep = runbook.steps.iter().find(|step| step.id.as_str() == row.id)?;
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
    let colour = match row.status {
        "done" => "green",
        "in_progress" => "blue",
        "failed" => "red",
        _ => "grey",
    };
    let back = row.rollback.map(|minutes| format!(" ({})", length(minutes))).unwrap_or_default();
    let undo = match (text(&own.rollback), text(&own.fix_forward)) {
        (Some(undo), _) => format!("{undo}{back}"),
        (None, Some(forward)) => format!("No way back; instead: {forward}"),
        (None, None) => "nobody says".to_owned(),
    };
    Some(Step {
        id: row.id.clone(),
        title: row.title.clone(),
        phase: row.phase,
        at: after_start(row.expected_start),
        clock: row.start.as_ref().map(clock),
        takes: length(row.minutes),
        owner: row.owner.clone(),
        backup: row.backup.clone(),
        status: row.status.replace('_', " ").to_uppercase(),
        colour,
        action: own.action.as_ref().map(ToString::to_string),
        verify: text(&own.verify),
        undo,
        critical: row.critical,
        no_return: row.no_return,
    })
}

fn no_return(time: &RunbookView, title: impl Fn(&str) -> String) -> String {
    let way = &time.way_back;
    let Some((id, at)) = way.point_of_no_return.as_ref().zip(way.expected) else {
        return "No point of no return is named".to_owned();
    };
    let expected = format!("{}, expected at {}", title(id), after_start(at));
    match way.latest {
        Some(latest) => {
            let room = match latest - at {
                late if late < 0 => {
                    format!("{} too late for a rollback inside the window", length(-late))
                }
                room => format!("{} of room", length(room)),
            };
            format!("{expected}; at the latest {}: {room}", with_clock(latest, way.latest_at.as_ref()))
        }
        None => format!("{expected}; nothing says until when a rollback fits"),
    }
}

fn way_back(time: &RunbookView, title: impl Fn(&str) -> String) -> String {
    let way = &time.way_back;
    if way.basis == "unknown" {
        return "Nobody says how long going back takes".to_owned();
    }
    let most = time.steps.iter().filter_map(|step| step.rollback).max().unwrap_or(0);
    let takes = format!("Going back takes at most {}", length(most));
    match (&way.first_misfit, &way.last_fit) {
        (Some(_), Some(last)) => format!("{takes}; it fits the window until this has ended: {}", title(last)),
        (Some(_), None) => format!("{takes}; it never fits the window"),
        (None, Some(_)) if time.window.is_some() => format!("{takes}; it fits the window at every step"),
        (None, _) => takes,
    }
}

fn rehearsal(row: &RehearsalRow) -> String {
    let took = match (row.minutes, row.difference) {
        (Some(minutes), Some(more)) if more > 0 => {
            format!(" took {}, {} more than planned", length(minutes), length(more))
        }
        (Some(minutes), Some(more)) if more < 0 => {
            format!(" took {}, {} less than planned", length(minutes), length(-more))
        }
        (Some(minutes), _) => format!(" took {}, as planned", length(minutes)),
        (None, _) => ": nobody wrote down how long it took".to_owned(),
    };
    let outcome = row.outcome.as_ref().map(|outcome| format!(". {outcome}")).unwrap_or_default();
    format!("{}{took}{outcome}", row.date)
}

fn hypercare(scene: &Scene<'_>, runbook: &Runbook) -> Vec<String> {
    let Some(care) = &runbook.hypercare else { return Vec::new() };
    let parts = [
        care.until.map(|day| format!("Until {}", phrase::date(day))),
        scene.person(care.owner.as_ref()).map(|who| format!("Led by {who}")),
        care.exit.as_ref().map(|exit| format!("Ends when: {exit}")),
    ];
    let escalation = care.escalation.0.iter().map(|words| format!("Escalation: {words}"));
    parts.into_iter().flatten().chain(escalation).collect()
}

impl View for RunbookPage {
    plain_view!("runbook");

    fn tables(&self) -> Vec<Table> {
        let columns = ["id", "title", "phase", "at", "clock", "takes", "owner", "status", "verify", "undo"];
        let row = |step: &Step| {
            vec![
                Cell::text(&step.id),
                Cell::text(&step.title),
                Cell::text(step.phase),
                Cell::text(&step.at),
                Cell::maybe(step.clock.as_deref()),
                Cell::text(&step.takes),
                Cell::maybe(step.owner.as_deref()),
                Cell::text(&step.status.to_lowercase()),
                Cell::maybe(step.verify.as_deref()),
                Cell::text(&step.undo),
            ]
        };
        vec![Table {
            name: "steps".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.steps.iter().map(row).collect(),
        }]
    }
}
