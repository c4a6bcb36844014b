//! What a KPI is measured on: every item through time as it was known on a day, and the plans of the past.

use crate::model::AnyItem;
use crate::model::Change;
use crate::model::ChangeStatus;
use crate::model::Charter;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Decision;
use crate::model::DecisionStatus;
use crate::model::Dependency;
use crate::model::Digests;
use crate::model::Escalation;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::KpiSettings;
use crate::model::Metric;
use crate::model::Milestone;
use crate::model::Moment;
use crate::model::Readiness;
use crate::model::Release;
use crate::model::Review;
use crate::model::Risk;
use crate::model::Survey;
use crate::plan::Calendars;
use crate::trend::history::Commit;
use crate::trend::kpi::Entry;
use crate::trend::kpi::ledger::Ledger;
use crate::trend::kpi::ledger::Timeline;
use crate::trend::past::Past;

/// What KPIs are measured on, for a day.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Every item through time.
    pub ledger: &'a Ledger<'a>,
    /// The plans of the past.
    pub past: &'a Past,
    /// The day: nothing later is known.
    pub as_of: Date,
    /// The programs that count; all when empty.
    pub programs: &'a [Id],
    /// How KPIs are measured.
    pub settings: &'a KpiSettings,
    /// The SHA-256 of files that are cited with it, by program in lower case and path.
    pub digests: &'a Digests,
    /// The calendars of the workspace.
    pub calendars: &'a Calendars,
    /// Only the headline is wanted, for a point of a trend.
    pub is_point: bool,
}

/// A kind of item that KPIs follow.
pub(super) trait Followed: Sized {
    const KIND: Kind;
    fn of(item: &AnyItem) -> Option<&Self>;
    fn title(&self) -> &str;
}

macro_rules! followed {
    ($($kind:ident: $title:ident;)*) => {$(
        impl Followed for $kind {
            const KIND: Kind = Kind::$kind;

            fn of(item: &AnyItem) -> Option<&Self> {
                match item {
                    AnyItem::$kind(item) => Some(item),
                    _ => None,
                }
            }

            fn title(&self) -> &str {
                followed!(@$title self)
            }
        }
    )*};
    (@yes $self:ident) => { &$self.title };
    (@maybe $self:ident) => { $self.title.as_deref().unwrap_or_default() };
}

followed! {
    Charter: yes;
    Milestone: yes;
    Risk: yes;
    Dependency: yes;
    Decision: maybe;
    Change: yes;
    Readiness: yes;
    Release: maybe;
    Review: maybe;
    Metric: maybe;
    Escalation: yes;
    Survey: maybe;
}

/// A version of an item of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a, T> {
    /// The number of the snapshot.
    pub(super) snapshot: usize,
    /// The commit.
    pub(super) commit: &'a Commit,
    /// The item; none where it vanished.
    pub(super) item: Option<&'a T>,
}

/// An item of one kind through time, as far as it was known on the day. Its first version is there.
#[derive(Clone, Debug)]
pub(super) struct Track<'a, T> {
    pub(super) program: &'a Id,
    pub(super) id: &'a str,
    pub(super) versions: Vec<Seen<'a, T>>,
}

impl<'a, T: Followed> Track<'a, T> {
    /// Returns the last version that is there.
    pub(super) fn last(&self) -> &'a T {
        self.versions.iter().rev().find_map(|seen| seen.item).expect("the first version is there")
    }

    /// Returns the commit that removed the item, when it is gone.
    pub(super) fn removed(&self) -> Option<&'a Commit> {
        self.versions.last().filter(|seen| seen.item.is_none()).map(|seen| seen.commit)
    }

    /// Returns the commit that brought the item.
    pub(super) fn first(&self) -> &'a Commit {
        self.versions[0].commit
    }

    /// Returns the commit that brought the last version that is there.
    pub(super) fn changed(&self) -> &'a Commit {
        let last = self.versions.iter().rev().find(|seen| seen.item.is_some());
        last.map_or_else(|| self.first(), |seen| seen.commit)
    }

    /// Returns the version in force at the end of a day, if the item was there.
    pub(super) fn on(&self, day: Date) -> Option<&'a T> {
        self.versions.iter().rev().find(|seen| seen.commit.day <= day).and_then(|seen| seen.item)
    }

    /// Returns the version in force at a snapshot, if the item was there.
    pub(super) fn at(&self, snapshot: usize) -> Option<&'a T> {
        self.versions.iter().rev().find(|seen| seen.snapshot <= snapshot).and_then(|seen| seen.item)
    }

    /// Returns the commit with which the versions from there to the last one began to be as `is` says; none when the last
    /// version that is there is not.
    pub(super) fn since(&self, is: impl Fn(&T) -> bool) -> Option<&'a Commit> {
        let there = self.versions.iter().rev().filter_map(|seen| Some((seen.commit, seen.item?)));
        there.take_while(|(_, item)| is(item)).last().map(|(commit, _)| commit)
    }

    /// Begins an entry about the item.
    pub(super) fn entry(&self, words: impl Into<String>) -> Entry {
        Entry::new(self.program.as_str(), self.id, self.last().title(), words)
    }
}

impl<'a> Ground<'a> {
    /// Returns every item of a kind, of the programs that count, as known on the day.
    pub(super) fn all<T: Followed + 'a>(&self) -> Vec<Track<'a, T>> {
        self.ledger.of(T::KIND).filter(|t| self.counts(t.program)).filter_map(|t| self.track(t)).collect()
    }

    /// Tells whether a program counts.
    pub(super) fn counts(&self, program: &Id) -> bool {
        self.programs.is_empty()
            || self.programs.iter().any(|id| id.as_str().eq_ignore_ascii_case(program.as_str()))
    }

    fn track<T: Followed>(&self, timeline: &'a Timeline<'a>) -> Option<Track<'a, T>> {
        let known = timeline.versions.iter().take_while(|v| self.ledger.day(v.snapshot) <= self.as_of);
        let versions: Vec<Seen<'a, T>> = known
            .map(|v| Seen {
                snapshot: v.snapshot,
                commit: self.ledger.commit(v.snapshot),
                item: v.item.and_then(T::of),
            })
            .collect();
        let id = versions
            .iter()
            .rev()
            .find_map(|seen| seen.item)
            .map(|_| name(&timeline.versions, versions.len()))?;
        Some(Track { program: timeline.program, id, versions })
    }

    /// Returns the changes of a program, each through time.
    pub(super) fn changes(&self, program: &Id) -> Vec<Track<'a, Change>> {
        self.of_program(program)
    }

    /// Returns every item of a kind of one program.
    pub(super) fn of_program<T: Followed + 'a>(&self, program: &Id) -> Vec<Track<'a, T>> {
        let is_it = |t: &&Timeline<'a>| t.program.as_str().eq_ignore_ascii_case(program.as_str());
        self.ledger.of(T::KIND).filter(is_it).filter_map(|t| self.track(t)).collect()
    }

    /// Finds who agreed, before a day, to leave an item out: an approved change or an accepted decision that names it.
    pub(super) fn release_of(&self, program: &Id, names: &[&str], before: Date) -> Option<String> {
        let names_it = |reference: &ItemRef| {
            let here = reference.program.as_ref().is_none_or(|p| same(p.as_str(), program.as_str()));
            here && names.iter().any(|name| same(name, reference.id.as_str()))
        };
        let change = |track: Track<'a, Change>| {
            let agreed = |seen: &&Seen<'a, Change>| {
                let Some(change) = seen.item else { return false };
                let names =
                    change.affects.iter().any(names_it) || change.moves.iter().any(|m| names_it(&m.item));
                names
                    && matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented)
                    && seen.commit.day < before
            };
            track.versions.iter().find(agreed).map(|_| track.id.to_owned())
        };
        let decision = |track: Track<'a, Decision>| {
            let agreed = |seen: &&Seen<'a, Decision>| {
                let Some(decision) = seen.item else { return false };
                decision.status() == DecisionStatus::Accepted
                    && decision.affects.iter().chain(&decision.blocks).any(names_it)
                    && seen.commit.day < before
            };
            track.versions.iter().find(agreed).map(|_| track.id.to_owned())
        };
        self.of_program(program)
            .into_iter()
            .find_map(change)
            .or_else(|| self.of_program(program).into_iter().find_map(decision))
    }

    /// Returns the working days after one day up to and with another; negative when the other comes first.
    pub(super) fn working_days(&self, from: Date, to: Date) -> f64 {
        self.calendars.working_days(from, to)
    }

    /// Returns the day on which the plan's history begins.
    pub(super) fn begins(&self) -> Option<Date> {
        self.ledger.history().snapshots.first().map(|snapshot| snapshot.commit.day)
    }

    /// Returns the number of the last snapshot at a moment; with only a day, at its end. What is not committed yet is of
    /// the day that everything is computed for.
    pub(super) fn snapshot_at(&self, moment: &Moment) -> Option<usize> {
        let snapshots = &self.ledger.history().snapshots;
        let is_day = moment.offset.is_none() && moment.at.time() == jiff::civil::Time::midnight();
        let seconds = self.seconds(moment);
        let known = |commit: &Commit| {
            commit.day <= self.as_of
                && if is_day || !commit.is_committed() {
                    commit.day <= moment.date()
                } else {
                    commit.at <= seconds
                }
        };
        snapshots.iter().take_while(|snapshot| known(&snapshot.commit)).count().checked_sub(1)
    }

    /// Returns a moment in seconds since 1970; without an offset it is of the workspace's zone.
    fn seconds(&self, moment: &Moment) -> i64 {
        use jiff::tz::TimeZone;
        let zone = match moment.offset {
            Some(minutes) => {
                jiff::tz::Offset::from_seconds(minutes * 60).map_or(TimeZone::UTC, TimeZone::fixed)
            }
            None => {
                let zone = self.contents().and_then(|c| c.settings.as_ref()?.timezone.clone());
                TimeZone::get(zone.as_deref().unwrap_or("UTC")).unwrap_or(TimeZone::UTC)
            }
        };
        zone.to_ambiguous_zoned(moment.at).compatible().map_or(0, |zoned| zoned.timestamp().as_second())
    }

    /// Returns what the workspace held on the day.
    pub(super) fn contents(&self) -> Option<&'a Contents> {
        self.ledger.history().on(self.as_of).map(|snapshot| &*snapshot.contents)
    }
}

fn name<'a>(versions: &[crate::trend::kpi::ledger::Version<'a>], count: usize) -> &'a str {
    versions[..count].iter().rev().find_map(|version| version.item).map_or("", AnyItem::name)
}

/// Tells whether two ids are the same.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
