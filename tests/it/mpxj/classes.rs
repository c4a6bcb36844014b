//! The named classes of differences; `tests/mpxj/README.md` says why epm is as it is.

use super::network::Link;
use super::network::Network;
use super::network::Stand;
use super::network::Task;
use super::network::Tool;

/// A class of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// MS Project moves work to its constraint against the links.
    Pulled,
    /// MS Project's late dates of work that must start or finish on a day are that day, whatever follows.
    Fixed,
    /// Work that may not finish before a day starts before the program does.
    BeforeStart,
    /// A constraint to a day on which nobody works.
    DayOff,
    /// P6 drops the links of work that may not start before the day on which they let it start.
    SameDay,
    /// Work that begins during the day on which it must start has met the constraint.
    DuringDay,
    /// A milestone that opens its day has the days between the dates shown as its float.
    Opening,
    /// A milestone shows the day of what leads to it, not the next one of its own calendar.
    OwnCalendar,
    /// A late date is carried across calendars.
    AcrossCalendars,
    /// Work as late as possible: what it gives way to.
    Alap,
    /// P6 counts lags after finished work from the day of the plan.
    DataDate,
    /// P6 lets links from the start of begun work count.
    Begun,
    /// P6's dates contradict each other: finish minus start is not the work.
    Unsound,
}

impl Class {
    pub fn name(self) -> &'static str {
        match self {
            Class::Pulled => "pulled",
            Class::BeforeStart => "before-start",
            Class::OwnCalendar => "own-calendar",
            Class::SameDay => "same-day",
            Class::Unsound => "unsound",
            Class::Alap => "alap",
            Class::DataDate => "data-date",
            Class::DayOff => "day-off",
            Class::Opening => "opening",
            Class::Fixed => "fixed",
            Class::Begun => "begun",
            Class::DuringDay => "during-day",
            Class::AcrossCalendars => "across-calendars",
        }
    }
}

/// Explains a difference of early dates that arises at a task.
pub fn early(network: &Network, tool: Tool, n: usize, ours: &Stand, theirs: &Stand) -> Option<Class> {
    let task = &network.tasks[n];
    let kind = task.constraint();
    let now = network.now(&network.calendars()[task.c]);
    let preds = || network.links.iter().filter(|l| l.1 == n).map(|l| (l, &network.tasks[l.0]));
    if tool == Tool::Msp && matches!(kind, "SNLT" | "FNLT" | "MSO" | "MFO") && theirs.early.0 < ours.early.0 {
        return Some(Class::Pulled);
    }
    if kind == "ALAP" || preds().any(|(_, pred)| pred.constraint() == "ALAP") {
        return Some(Class::Alap);
    }
    if matches!(kind, "FNET" | "MFO") && theirs.early.0 < now && ours.early.0 == now {
        return Some(Class::BeforeStart);
    }
    if tool == Tool::P6 && theirs.early.1 - theirs.early.0 != task.d {
        return Some(Class::Unsound);
    }
    let same_day = ours.early.0 - theirs.early.0;
    if tool == Tool::P6 && kind == "SNET" && 0 < same_day && same_day <= network.day(n) {
        return Some(Class::SameDay);
    }
    if tool == Tool::P6 && preds().any(|(l, pred)| pred.f.is_some() && l.3 > 0) {
        return Some(Class::DataDate);
    }
    if tool == Tool::P6 && preds().any(|(l, pred)| pred.s.is_some() && matches!(l.2.as_str(), "SS" | "SF")) {
        return Some(Class::Begun);
    }
    let is_across = |pred: &Task| pred.c != task.c;
    if preds().any(|(l, pred)| is_across(pred) && network.is_constraint_off(l.0)) {
        return Some(Class::DayOff);
    }
    if preds().any(|(_, pred)| is_across(pred) && (task.d == 0 || pred.d == 0)) {
        return Some(Class::OwnCalendar);
    }
    if tool == Tool::P6 && preds().any(|(_, pred)| is_across(pred)) {
        return Some(Class::AcrossCalendars);
    }
    None
}

/// Explains a difference of late dates that arises at a task.
pub fn late(network: &Network, tool: Tool, n: usize, ours: &Stand, all: &[Stand]) -> Option<Class> {
    let task = &network.tasks[n];
    let kind = task.constraint();
    let ahead = all[n].late - ours.late;
    if kind == "ALAP" {
        return Some(Class::Alap);
    }
    if network.is_constraint_off(n) && 0 < ahead {
        return Some(Class::DayOff);
    }
    if matches!(kind, "SNLT" | "MSO") && 0 < -ahead && -ahead < network.day(n) {
        return Some(Class::DuringDay);
    }
    let opens = |link: &Link| matches!(link.2.as_str(), "SS" | "SF") && network.tasks[link.1].d == 0;
    if ahead == 1 && network.links.iter().any(|l| l.0 == n && opens(l)) {
        return Some(Class::Opening);
    }
    let is_dated = matches!(kind, "FNLT" | "MFO") || task.b.is_some();
    if task.d == 0 && is_dated && 0 < ahead && ahead <= network.day(n) {
        return Some(Class::Opening);
    }
    if tool == Tool::Msp && matches!(kind, "MSO" | "MFO") && 0 < ahead {
        return Some(Class::Fixed);
    }
    let is_start = |link: &Link| link.0 == n && matches!(link.2.as_str(), "SS" | "SF");
    if tool == Tool::P6 && task.s.is_some() && ahead < 0 && network.links.iter().any(is_start) {
        return Some(Class::Begun);
    }
    let ends_elsewhere = |task: &Task| task.d == 0 && task.c != network.tasks[n].c;
    if !network.links.iter().any(|l| l.0 == n) && network.tasks.iter().any(ends_elsewhere) {
        return Some(Class::OwnCalendar);
    }
    if tool == Tool::P6 && network.links.iter().any(|l| l.0 == n && !all[l.1].is_sound) {
        return Some(Class::Unsound);
    }
    let mut across = network.links.iter().filter(|l| l.0 == n && network.tasks[l.1].c != task.c);
    if across.next().is_some() && ahead.abs() <= 15 * network.day(n) {
        return Some(Class::AcrossCalendars);
    }
    None
}

/// Explains total float that is no difference of early and late dates.
pub fn total(network: &Network, tool: Tool, n: usize, theirs: &Stand) -> Option<Class> {
    (tool == Tool::Msp && network.tasks[n].constraint() == "ALAP" && theirs.total == 0).then_some(Class::Alap)
}
