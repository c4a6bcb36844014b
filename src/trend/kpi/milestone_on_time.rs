//! KPI 1: milestones that were reached by the date in force.

use std::collections::BTreeMap;

use crate::model::Index;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::plan::capacity;
use crate::plan::capacity::Horizon;
use crate::plan::forecast::Outlook;
use crate::trend::assess::Population;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma;
use crate::trend::commitment;
use crate::trend::indicators::weights::LABEL;
use crate::trend::indicators::weights::weighted;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Bound;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Ratio;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::Window;
use crate::trend::kpi::due;
use crate::trend::kpi::due::Fate;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::measure::count;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "milestone_on_time",
    title: "Milestone on-time rate",
    about: "Milestones that were reached by the date in force, of all committed ones whose date in force is in the window. \
            What is open and overdue is a miss, and so is what was removed, or cancelled without an approved change or \
            decision before the date. A new date that was agreed on after the old one had passed rescues nothing. An early \
            finish counts in the window of its due date.",
    target: "at least 75%; amber from 60%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the last 90 days",
    rhythm: Rhythm::Weekly,
    rules: &[Rule::Value(Bound { green: 0.75, amber: Some(0.60), is_strict: false })],
    needs_history: true,
    measure,
};

const WINDOW: i32 = 90;

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let (mut judged, mut excluded) = (Vec::new(), Vec::new());
    let mut index = Execution::default();
    for track in ground.all::<Milestone>() {
        let names = due::names(&track, |m| &m.aliases);
        let stated = due::statements(ground, &track, &names, |m| m.committed);
        let fate = fate(&track);
        let is_done = matches!(fate, Fate::Came { on, .. } if on <= ground.as_of);
        let Some(in_force) = commitment::date_in_force(&stated) else {
            index.add(is_done, None, ground, track.removed().is_some() || matches!(fate, Fate::Cancelled(_)));
            excluded.push(track.entry("never committed to a date").by(track.changed()));
            continue;
        };
        match due::judge(ground, &track, &names, in_force, fate) {
            Ok(found) => {
                index.add(is_done, Some(found.date), ground, false);
                judged.push(found);
            }
            Err(entry) => {
                index.add(is_done, Some(in_force.date), ground, matches!(fate, Fate::Cancelled(_)));
                excluded.push(*entry);
            }
        }
    }
    let split = due::split(judged, excluded, window);
    let nothing = "no committed milestone was due in the window";
    let mut measure = Measure::share(window, split.evidence, nothing).without(split.excluded);
    measure.original = Some(split.original);
    if ground.is_point {
        return measure;
    }
    measure.beside = to_date(&split.to_date);
    let title =
        "BEI: finished ÷ (due by the day + without a committed date), after DCMA-EA PAM 200.1 and DAU";
    measure = measure.beside(Beside::index("bei", title, index.ratio()));
    measure.beside.extend(schedule(ground));
    measure
}

/// Returns how the schedule of each program stands: CPLI, and earned schedule by the weight of milestones.
fn schedule(ground: &Ground<'_>) -> Vec<Beside> {
    let Some(known) = ground.past.known_on(ground.as_of) else { return Vec::new() };
    let workspace = &known.workspace;
    let index = Index::new(workspace);
    let none = Outlook::None(String::new());
    let capacity = capacity::capacity(workspace, &known.plan, Horizon::default());
    let mut out = Vec::new();
    for program in workspace.programs.iter().filter(|program| ground.counts(&program.id)) {
        let id = &program.id;
        let inputs = (&known.plan, &none, &capacity);
        let scope = Scope::new(workspace, &index, inputs, program, Population::Nodes);
        let cpli = scope.map(|scope| dcma::critical_path_length_index(&scope)).and_then(|check| check.value);
        if cpli.is_some() {
            let title = format!("CPLI of `{id}`, after DCMA-EA PAM 200.1");
            out.push(Beside::number(format!("cpli:{id}"), title, cpli, Unit::Index));
        }
        let spi_t = weighted(&known.plan, program, workspace.settings()).and_then(|found| found.result.spi_t);
        if spi_t.is_some() {
            let title = format!("SPI(t) of `{id}`: earned schedule, {LABEL}");
            out.push(Beside::number(format!("spi_t:{id}"), title, spi_t, Unit::Index));
        }
    }
    out
}

/// Says what became of a milestone.
fn fate<'a>(track: &Track<'a, Milestone>) -> Fate<'a> {
    let last = track.last();
    match last.status() {
        MilestoneStatus::Done => {
            let seen = track.since(|m| m.status() == MilestoneStatus::Done).map(|commit| commit.day);
            let on = last.finished.or(seen).unwrap_or(track.first().day);
            Fate::Came { on, is_seen: last.finished.is_some() }
        }
        MilestoneStatus::Cancelled => {
            let commit = track.since(|m| m.status() == MilestoneStatus::Cancelled);
            Fate::Cancelled(commit.unwrap_or_else(|| track.first()))
        }
        _ => Fate::Open,
    }
}

/// Returns the rate of each program since its beginning.
fn to_date(judged: &[Entry]) -> Vec<Beside> {
    let mut programs: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in judged {
        let of = programs.entry(&entry.program).or_default();
        of.0 += usize::from(entry.is_hit());
        of.1 += 1;
    }
    let row = |(program, (hits, all)): (&str, (usize, usize))| {
        let title = format!("since the beginning of `{program}`");
        Beside::share(format!("to_date:{program}"), title, Ratio::of(count(hits), count(all)))
    };
    programs.into_iter().map(row).collect()
}

/// The baseline execution index: how much is finished of what should be, however punctual it was.
#[derive(Default)]
struct Execution {
    finished: usize,
    due: usize,
    without: usize,
}

impl Execution {
    fn add(&mut self, is_done: bool, date: Option<crate::model::Date>, ground: &Ground<'_>, is_out: bool) {
        if is_out && !is_done {
            return;
        }
        self.finished += usize::from(is_done);
        self.due += usize::from(date.is_some_and(|date| date <= ground.as_of));
        self.without += usize::from(date.is_none());
    }

    fn ratio(&self) -> Ratio {
        Ratio::of(count(self.finished), count(self.due + self.without))
    }
}
