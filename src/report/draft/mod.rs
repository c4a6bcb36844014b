//! A status note drafted from facts, for a person to edit: `epm draft status`.
//!
//! Where a fact has a name, the draft refers to it (`[[idp-ga.finish]]`), so that the note stays true until it is sent and
//! after. What a person alone can say, such as a note for customers, is left empty. `body.rs` writes the prose.

mod body;

use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Ask;
use crate::model::Cadence;
use crate::model::Colour;
use crate::model::Date;
use crate::model::ItemRef;
use crate::model::Override;
use crate::model::PathToGreen;
use crate::model::Program;
use crate::model::Prose;
use crate::model::Rag;
use crate::model::Status;
use crate::model::Text;
use crate::report::Inputs;
use crate::report::MilestoneRow;
use crate::report::diff::ProgramDiff;
use crate::report::period;
use crate::report::phrase;
use crate::report::scene::Scene;
use crate::trend::actions;
use crate::trend::ending::Ending;
use crate::trend::health;

/// Days ahead within which a decision is asked for.
const SOON: i32 = 14;
/// The most lines of a list.
const LINES: usize = 5;

/// What is known of the time since the last status note.
#[derive(Clone, Debug)]
pub enum Since {
    /// There is no earlier note.
    First,
    /// What changed since the day of the last note, and the finish that was expected then.
    Known(Date, Option<Date>, Option<Box<ProgramDiff>>),
    /// It cannot be known: the day, and why.
    Unknown(Date, String),
}

/// A drafted note.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The note; the body is its narrative.
    pub note: Status,
    /// The folder of status notes, from the workspace.
    pub folder: String,
    /// The file's name: `2026-W48.md`.
    pub name: String,
}

/// Returns the day of a program's next pack: the day that is asked for when it is after the last status note, else as far
/// after that note as the cadence says.
pub fn next_day(program: &Program, as_of: Date) -> Date {
    match last_note(program) {
        Some((day, _)) if as_of <= day => match program.charter.as_ref().and_then(|c| c.cadence) {
            Some(Cadence::Monthly) => day.plus_days(28),
            Some(Cadence::Biweekly) => day.plus_days(14),
            None | Some(Cadence::Weekly) => day.plus_days(7),
        },
        _ => as_of,
    }
}

/// Returns the day of a program's last status note.
pub fn last_day(program: &Program) -> Option<Date> {
    last_note(program).map(|(day, _)| day)
}

/// Drafts the note of a program for the day of the inputs.
pub fn status(inputs: &Inputs<'_>, program: &Program, since: &Since) -> Option<Drafted> {
    let only = [program.id.clone()];
    let inputs = Inputs { programs: &only, ..*inputs };
    Scene::each(&inputs, |scene| vec![drafted(scene, since)]).pop()
}

fn last_note(program: &Program) -> Option<(Date, &Status)> {
    program.statuses.iter().filter_map(|note| Some((period::day_of(note)?, note))).max_by_key(|(day, _)| *day)
}

fn drafted(scene: &Scene<'_>, since: &Since) -> Drafted {
    let day = scene.as_of();
    let last = last_note(scene.program);
    let rows = MilestoneRow::all(scene);
    let from = last.map(|(last, _)| last.plus_days(1)).filter(|from| *from <= day);
    let period = name(last.and_then(|(_, note)| note.period.as_deref()), day);
    let note = Status {
        period: Some(Text(period.clone())),
        as_of: Some(day),
        from: Some(from.unwrap_or_else(|| phrase::week_of(day).0.min(day))),
        to: Some(day),
        headline: Some(Text(headline(scene))),
        overall: overall(scene, last.map(|(_, note)| note)),
        highlights: highlights(&rows, last.map(|(day, _)| day)),
        lowlights: lowlights(&rows),
        asks: Some(asks(scene, last.map(|(_, note)| note))),
        next_steps: last.map(|(day, note)| carried(note, day)).unwrap_or_default(),
        overrides: last.map(|(_, note)| in_force(note, day)).unwrap_or_default(),
        customer_notes: Vec::new(),
        narrative: Some(Prose(body::body(scene, &rows, since))),
        author: scene.program.owner().cloned(),
        visibility: None,
        extra: crate::model::Extra::new(),
    };
    Drafted { note, folder: scene.folder(crate::model::Kind::Status), name: format!("{period}.md") }
}

/// Names the period of a day as the last note was named: by month, else by ISO week.
fn name(last: Option<&str>, day: Date) -> String {
    let is_month = last.is_some_and(|last| {
        let last = last.trim().as_bytes();
        last.len() == 7
            && last[4] == b'-'
            && last.iter().enumerate().all(|(n, b)| n == 4 || b.is_ascii_digit())
    });
    let civil = day.civil();
    if is_month { format!("{:04}-{:02}", civil.year(), civil.month()) } else { phrase::iso_week(day) }
}

/// The end of the program in one sentence, of references.
fn headline(scene: &Scene<'_>) -> String {
    let ending = Ending::new(scene.inputs.workspace, scene.inputs.plan, scene.program);
    let verb = if ending.is_done { "reached on" } else { "expected on" };
    let what = match ending.named.map(|reference| scene.named(reference)) {
        Some(named) => plain(&named.title),
        None => plain(&scene.title()),
    };
    match (ending.expected, ending.committed, ending.variance) {
        (None, ..) => format!("{what}: no expected date"),
        (_, Some(_), Some(_)) => {
            format!(
                "{what}: {verb} [[program.finish]], [[program.variance]] (committed [[program.committed]])"
            )
        }
        (_, Some(_), None) => format!("{what}: {verb} [[program.finish]] (committed [[program.committed]])"),
        (_, None, _) => format!("{what}: {verb} [[program.finish]]"),
    }
}

/// The colour that packs show, with what it rests on, and the way back that was agreed and is not over.
fn overall(scene: &Scene<'_>, last: Option<&Status>) -> Option<Rag> {
    let set = health::override_for(scene.program, None, scene.as_of()).map(|set| set.value.colour);
    let colour = set.or(scene.health.program(scene.program).colour)?;
    let path = last.and_then(|note| note.overall.as_ref()).and_then(|rag| rag.path_to_green.as_ref());
    let path = path.filter(|path| path.due.is_none_or(|due| due >= scene.as_of()));
    Some(Rag {
        colour,
        reason: Some(Text("[[program.reason]]".to_owned())),
        path_to_green: path.filter(|_| colour != Colour::Green).cloned().map(kept),
        extra: crate::model::Extra::new(),
    })
}

fn kept(path: PathToGreen) -> PathToGreen {
    PathToGreen { action: Text(plain(&path.action)), ..path }
}

/// Milestones reached since the last note.
fn highlights(rows: &[MilestoneRow], since: Option<Date>) -> Vec<Text> {
    let is_new =
        |row: &&MilestoneRow| row.done && row.expected.zip(since).is_some_and(|(day, since)| day > since);
    let line = |row: &MilestoneRow| Text(format!("{}: reached on [[{}.finish]]", plain(&row.title), row.id));
    rows.iter().filter(is_new).take(LINES).map(line).collect()
}

/// Milestones that are expected after their commitment, the latest first.
fn lowlights(rows: &[MilestoneRow]) -> Vec<Text> {
    let mut late: Vec<&MilestoneRow> =
        rows.iter().filter(|row| !row.done && row.variance.is_some_and(|days| days > 0.0)).collect();
    late.sort_by(|a, b| {
        b.variance.unwrap_or(0.0).total_cmp(&a.variance.unwrap_or(0.0)).then_with(|| a.id.cmp(&b.id))
    });
    let line = |row: &&MilestoneRow| {
        let id = &row.id;
        Text(format!("{}: expected on [[{id}.finish]], [[{id}.variance]]", plain(&row.title)))
    };
    late.iter().take(LINES).map(line).collect()
}

/// Decisions and change requests that are needed soon, and what was asked for and is neither decided nor over.
fn asks(scene: &Scene<'_>, last: Option<&Status>) -> Vec<Ask> {
    let until = scene.as_of().plus_days(SOON);
    let is_future = |day: &Date| *day >= scene.as_of();
    let mut asks = Vec::new();
    for decision in scene.program.decisions.iter().filter(|d| d.is_open()) {
        if decision.needed_by.is_none_or(|needed| needed > until) {
            continue;
        }
        asks.push(Ask {
            text: Text(format!("Decide: {}", plain(decision.title()))),
            of: decision.approver.clone(),
            by: decision.needed_by.filter(is_future),
            cost_of_delay: decision.impact_if_late.as_ref().map(|text| Text(plain(text))),
            decision: decision.id.clone().map(|id| ItemRef { program: None, id }),
            visibility: None,
            extra: crate::model::Extra::new(),
        });
    }
    for change in scene.program.changes.iter().filter(|change| change.is_open()) {
        if change.needed_by.is_none_or(|needed| needed > until) {
            continue;
        }
        let missing = change.approvals.iter().find(|approval| approval.at.is_none());
        asks.push(Ask {
            text: Text(format!("Decide on the change request: {}", plain(&change.title))),
            of: missing.and_then(|approval| approval.by.clone()),
            by: change.needed_by.filter(is_future),
            cost_of_delay: None,
            decision: None,
            visibility: None,
            extra: crate::model::Extra::new(),
        });
    }
    let earlier = last.and_then(|note| note.asks.as_ref()).into_iter().flatten();
    let is_open = |ask: &&Ask| ask.decision.is_none() && ask.by.is_some_and(|by| by >= scene.as_of());
    asks.extend(earlier.filter(is_open).cloned());
    asks
}

/// The next steps of the last note that are still to be done, each with the day that it was first written down.
fn carried(note: &Status, day: Date) -> Vec<Action> {
    let open = note.next_steps.iter().filter(|action| actions::is_open(action));
    let step = |action: &Action| Action {
        raised: action.raised.or(Some(day)),
        status: action.status.or(Some(ActionStatus::Open)),
        ..action.clone()
    };
    open.map(step).collect()
}

/// The colours that a person set and that still hold.
fn in_force(note: &Status, day: Date) -> Vec<Override> {
    let holds =
        |value: &&Override| health::is_complete(value) && value.until.is_some_and(|until| until >= day);
    note.overrides.iter().filter(holds).cloned().collect()
}

/// Returns a title as a line of text says it: no reference in it is followed.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("[[", "\\[[")
}
