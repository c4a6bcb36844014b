//! Taking an item out: what waited for it waits for what it waited for.
//!
//! The item is taken for an instant: a link from `a` to it and a link from it to `c` become one from the end of `a` that
//! the first looks at to the end of `c` that the second binds, with both lags. Work that does not happen takes no time, but
//! a lag is a wait for something else (concrete that dries, a notice that runs), so lags stay.

use crate::diag::Subject;
use crate::model::DependencyStatus;
use crate::model::Duration;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Lag;
use crate::model::Link;
use crate::model::LinkType;
use crate::model::MilestoneStatus;
use crate::model::RiskStatus;
use crate::model::Unit;
use crate::plan::scenario::overlay::Bridge;
use crate::plan::scenario::overlay::Overlay;
use crate::plan::scenario::overlay::Removed;

/// More links than this stand in for no item: it is the middle of the plan.
const MOST_BRIDGES: usize = 10_000;

/// A link to or from the item.
#[derive(Clone, Copy, Debug)]
struct End {
    other: Subject,
    kind: LinkType,
    lag: Option<Lag>,
    is_elapsed: bool,
}

impl Overlay<'_> {
    /// Takes an item out and joins what stood before and behind it. Says how many links that would take when there are too
    /// many.
    pub(super) fn take_out(&mut self, kind: Kind, subject: Subject) -> Result<(), usize> {
        let (before, behind) = (self.before(kind, subject), self.behind(kind, subject));
        if before.len() * behind.len() > MOST_BRIDGES {
            return Err(before.len() * behind.len());
        }
        self.cut(subject);
        for behind in &behind {
            for before in &before {
                self.join(subject, *before, *behind);
            }
        }
        let at = (subject.program, subject.index);
        match kind {
            Kind::Milestone => self.milestone_mut(at).status = Some(MilestoneStatus::Cancelled),
            Kind::Dependency => self.dependency_mut(at).status = Some(DependencyStatus::Cancelled),
            Kind::Decision => self.decision_mut(at).blocks.clear(),
            Kind::Issue => self.issue_mut(at).blocks.clear(),
            Kind::Readiness => {
                let gate = self.gate_mut(at);
                gate.gates.clear();
                gate.release = None;
            }
            Kind::Risk => self.risk_mut(at).status = Some(RiskStatus::Closed),
            _ => {}
        }
        let title =
            self.base.programs[subject.program as usize].item(subject).map(|item| item.title().to_owned());
        // What stood in for an item goes with its ends.
        let gone = self.key(subject);
        self.applied.bridges.retain(|bridge| bridge.from != gone && bridge.to != gone);
        let removed = Removed { key: self.key(subject), kind, title: title.unwrap_or_default() };
        self.applied.removed.push(removed);
        Ok(())
    }

    /// Returns what an item waits for.
    fn before(&self, kind: Kind, subject: Subject) -> Vec<End> {
        let at = (subject.program, subject.index);
        let mut found = Vec::new();
        if kind == Kind::Dependency {
            let provider = self.dependency(at).provider.as_ref();
            let provider = provider.and_then(|id| self.find(subject.program, id));
            found.extend(provider.map(|(_, other)| plain(other, LinkType::FinishToStart)));
        }
        if kind != Kind::Milestone {
            return found;
        }
        for Link { id, link, lag, elapsed } in &self.milestone(at).depends_on {
            if let Some((_, other)) = self.find(subject.program, id) {
                found.push(End { other, kind: *link, lag: *lag, is_elapsed: *elapsed });
            }
        }
        for (p, program) in (0_u32..).zip(&self.base.programs) {
            for n in (0_u32..).zip(&program.dependencies).map(|(n, _)| n) {
                let dependency = self.dependency((p, n));
                if dependency.consumers.iter().any(|id| self.leads_to(p, id, subject)) {
                    let kind = dependency.link.unwrap_or(LinkType::FinishToStart);
                    let other = program.subject(Kind::Dependency, n as usize);
                    found.push(End { other, kind, lag: dependency.lag, is_elapsed: false });
                }
            }
            for n in (0_u32..).zip(&program.decisions).map(|(n, _)| n) {
                if self.decision((p, n)).blocks.iter().any(|id| self.leads_to(p, id, subject)) {
                    found.push(plain(program.subject(Kind::Decision, n as usize), LinkType::FinishToStart));
                }
            }
            for n in (0_u32..).zip(&program.issues).map(|(n, _)| n) {
                if self.issue((p, n)).blocks.iter().any(|id| self.leads_to(p, id, subject)) {
                    found.push(plain(program.subject(Kind::Issue, n as usize), LinkType::FinishToStart));
                }
            }
            for n in (0_u32..).zip(&program.readiness).map(|(n, _)| n) {
                if self.gate((p, n)).gates.iter().any(|id| self.leads_to(p, id, subject)) {
                    found.push(plain(program.subject(Kind::Readiness, n as usize), LinkType::FinishToFinish));
                }
            }
        }
        found
    }

    /// Returns what waits for an item.
    fn behind(&self, kind: Kind, subject: Subject) -> Vec<End> {
        let mut found = Vec::new();
        for (p, program) in (0_u32..).zip(&self.base.programs) {
            for n in (0_u32..).zip(&program.milestones).map(|(n, _)| n) {
                for Link { id, link, lag, elapsed } in &self.milestone((p, n)).depends_on {
                    if self.leads_to(p, id, subject) {
                        let other = program.subject(Kind::Milestone, n as usize);
                        found.push(End { other, kind: *link, lag: *lag, is_elapsed: *elapsed });
                    }
                }
            }
            for n in (0_u32..).zip(&program.dependencies).map(|(n, _)| n) {
                let provider = self.dependency((p, n)).provider.as_ref();
                if provider.is_some_and(|id| self.leads_to(p, id, subject)) {
                    found.push(plain(program.subject(Kind::Dependency, n as usize), LinkType::FinishToStart));
                }
            }
        }
        if kind == Kind::Dependency {
            let dependency = self.dependency((subject.program, subject.index));
            let kind = dependency.link.unwrap_or(LinkType::FinishToStart);
            for consumer in &dependency.consumers {
                if let Some((_, other)) = self.find(subject.program, consumer) {
                    found.push(End { other, kind, lag: dependency.lag, is_elapsed: false });
                }
            }
        }
        found
    }

    /// Takes an item out of all links.
    fn cut(&mut self, subject: Subject) {
        let base = self.base;
        for (p, program) in (0_u32..).zip(&base.programs) {
            for n in (0_u32..).zip(&program.milestones).map(|(n, _)| n) {
                let is_it = |overlay: &Overlay<'_>, link: &Link| overlay.leads_to(p, &link.id, subject);
                if self.milestone((p, n)).depends_on.iter().any(|link| is_it(self, link)) {
                    let mut links = self.milestone((p, n)).depends_on.clone();
                    links.retain(|link| !is_it(self, link));
                    self.milestone_mut((p, n)).depends_on = links;
                }
            }
            for n in (0_u32..).zip(&program.dependencies).map(|(n, _)| n) {
                let dependency = self.dependency((p, n));
                let is_provider =
                    dependency.provider.as_ref().is_some_and(|id| self.leads_to(p, id, subject));
                if is_provider {
                    self.dependency_mut((p, n)).provider = None;
                }
                if let Some(kept) = self.without(p, &self.dependency((p, n)).consumers, subject) {
                    self.dependency_mut((p, n)).consumers = kept;
                }
            }
            for n in (0_u32..).zip(&program.decisions).map(|(n, _)| n) {
                if let Some(kept) = self.without(p, &self.decision((p, n)).blocks, subject) {
                    self.decision_mut((p, n)).blocks = kept;
                }
            }
            for n in (0_u32..).zip(&program.issues).map(|(n, _)| n) {
                if let Some(kept) = self.without(p, &self.issue((p, n)).blocks, subject) {
                    self.issue_mut((p, n)).blocks = kept;
                }
            }
            for n in (0_u32..).zip(&program.readiness).map(|(n, _)| n) {
                if let Some(kept) = self.without(p, &self.gate((p, n)).gates, subject) {
                    self.gate_mut((p, n)).gates = kept;
                }
            }
        }
    }

    /// Returns references without those to an item; nothing when there are none.
    fn without(&self, from: u32, references: &[ItemRef], subject: Subject) -> Option<Vec<ItemRef>> {
        let is_it = |id: &&ItemRef| self.leads_to(from, id, subject);
        references
            .iter()
            .any(|id| is_it(&id))
            .then(|| references.iter().filter(|id| !is_it(id)).cloned().collect())
    }

    /// Joins what an item waited for with what waited for it.
    fn join(&mut self, over: Subject, before: End, behind: End) {
        if before.other == behind.other || before.other == over || behind.other == over {
            return;
        }
        let link = through(before.kind, behind.kind);
        let (lag, is_elapsed, is_converted) = self.together(before, behind);
        if behind.other.kind == Kind::Dependency.key() {
            // A dependency waits for one provider; where there are more, its consumers wait for the others.
            let at = (behind.other.program, behind.other.index);
            if self.dependency(at).provider.is_none() && lag.is_none() && link == LinkType::FinishToStart {
                self.dependency_mut(at).provider = Some(self.reference(before.other));
                self.bridged(over, before.other, behind.other, (link, lag, is_converted));
                return;
            }
            let dependency = self.dependency(at);
            let kind = dependency.link.unwrap_or(LinkType::FinishToStart);
            let consumers = dependency.consumers.clone();
            let first = End { other: before.other, kind: link, lag, is_elapsed };
            let second = dependency.lag;
            for consumer in consumers {
                if let Some((Kind::Milestone, other)) = self.find(at.0, &consumer) {
                    self.join(behind.other, first, End { other, kind, lag: second, is_elapsed: false });
                }
            }
            return;
        }
        if behind.other.kind != Kind::Milestone.key() {
            return;
        }
        let id = self.reference(before.other);
        let at = (behind.other.program, behind.other.index);
        let is_there = self.milestone(at).depends_on.iter().any(|stated| {
            self.leads_to(at.0, &stated.id, before.other)
                && (stated.link, stated.lag, stated.elapsed) == (link, lag, is_elapsed)
        });
        if !is_there {
            self.milestone_mut(at).depends_on.push(Link { id, link, lag, elapsed: is_elapsed });
        }
        self.bridged(over, before.other, behind.other, (link, lag, is_converted));
    }

    fn bridged(&mut self, over: Subject, from: Subject, to: Subject, how: (LinkType, Option<Lag>, bool)) {
        let (link, lag, is_converted) = how;
        let bridge =
            Bridge { from: self.key(from), over: self.key(over), to: self.key(to), link, lag, is_converted };
        self.applied.bridges.push(bridge);
    }

    /// Returns the lags of two links together, whether they count calendar time, and whether calendar time was counted as
    /// working time because the other is.
    fn together(&self, a: End, b: End) -> (Option<Lag>, bool, bool) {
        let given = |end: End| end.lag.filter(|lag| lag.0.thousandths != 0);
        match (given(a), given(b)) {
            (None, None) => (None, false, false),
            (Some(lag), None) => (Some(lag), a.is_elapsed, false),
            (None, Some(lag)) => (Some(lag), b.is_elapsed, false),
            (Some(x), Some(y)) if a.is_elapsed == b.is_elapsed && x.0.unit == y.0.unit => {
                let thousandths = x.0.thousandths + y.0.thousandths;
                (Some(Lag(Duration { thousandths, unit: x.0.unit })), a.is_elapsed, false)
            }
            (Some(x), Some(y)) => {
                let is_elapsed = a.is_elapsed && b.is_elapsed;
                let minutes =
                    self.minutes(x, a.is_elapsed, is_elapsed) + self.minutes(y, b.is_elapsed, is_elapsed);
                let lag = Lag(Duration { thousandths: minutes * 1000, unit: Unit::Minute });
                (Some(lag), is_elapsed, a.is_elapsed != b.is_elapsed)
            }
        }
    }

    /// Returns a lag in minutes: of calendar time when both are, else of working time.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
    fn minutes(&self, lag: Lag, is_elapsed: bool, keeps_elapsed: bool) -> i64 {
        let settings = self.base.settings();
        if !is_elapsed {
            return settings.minutes(lag.0);
        }
        let elapsed = lag.0.elapsed_minutes();
        if keeps_elapsed {
            return elapsed;
        }
        let share = settings.days_per_week() * settings.hours_per_day() / (7.0 * 24.0);
        (elapsed as f64 * share).round() as i64
    }
}

fn plain(other: Subject, kind: LinkType) -> End {
    End { other, kind, lag: None, is_elapsed: false }
}

/// Returns the link that two links make through an instant: from the end the first looks at to the end the second binds.
fn through(first: LinkType, second: LinkType) -> LinkType {
    let is_from_start = matches!(first, LinkType::StartToStart | LinkType::StartToFinish);
    let is_to_start = matches!(second, LinkType::FinishToStart | LinkType::StartToStart);
    match (is_from_start, is_to_start) {
        (false, true) => LinkType::FinishToStart,
        (true, true) => LinkType::StartToStart,
        (false, false) => LinkType::FinishToFinish,
        (true, false) => LinkType::StartToFinish,
    }
}
