//! One question to the solver: can the sum of the programs' last days be at most so much?
//!
//! The unknowns are the starts, in minutes after the early ones. Links are linear where calendars agree and stretches of
//! such where they do not; on every day, what items take of a pool is what they overlap of the day's working time. The
//! solver is Pumpkin, a lazy clause generation solver of TU Delft.

use pumpkin_conflict_resolvers::resolvers::ResolutionResolver;
use pumpkin_constraints::less_than_or_equals;
use pumpkin_constraints::maximum;
use pumpkin_constraints::minimum;
use pumpkin_core::Solver;
use pumpkin_core::predicate;
use pumpkin_core::proof::ConstraintTag;
use pumpkin_core::results::ProblemSolution;
use pumpkin_core::results::SatisfactionResult;
use pumpkin_core::termination::TerminationCondition;
use pumpkin_core::variables::AffineView;
use pumpkin_core::variables::DomainId;
use pumpkin_core::variables::Literal;
use pumpkin_core::variables::TransformableVariable;

use crate::plan::axis::Pace;
use crate::plan::instant::Instant;
use crate::plan::level::prove::reach::Carrier;
use crate::plan::level::prove::reach::Goal;
use crate::plan::level::prove::reach::Reaches;
use crate::plan::level::prove::reach::close;
use crate::plan::level::site::Site;

/// Minutes that a start may move, at most, and what a day may hold: both stay far within the solver's whole numbers.
const MOST_ROOM: i64 = 1_000_000;
const MOST_CLAIM: i64 = 500_000_000;

/// What came of a question.
pub(super) enum Answer {
    /// With these positions of what it looked at.
    Yes(Vec<Option<i64>>),
    /// There is no such schedule.
    No,
    /// The steps were used up, or the question is too large.
    Unknown,
}

/// A question.
pub(super) struct Question<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) reaches: &'a Reaches,
    /// The least last day of each program.
    pub(super) least: &'a [i64],
    /// What the sum of the last days may be at most.
    pub(super) goal: i64,
}

/// Counts the solver's steps.
struct Steps {
    left: u64,
    used: u64,
}

impl TerminationCondition for Steps {
    fn should_stop(&mut self) -> bool {
        self.used += 1;
        self.used > self.left
    }
}

/// An item that is to be placed.
#[derive(Clone, Copy)]
struct Start {
    /// Minutes after the early position.
    after: DomainId,
    early: i64,
    room: i64,
}

/// The solver with what was told to it.
struct Model<'a> {
    question: &'a Question<'a>,
    solver: Solver,
    tag: ConstraintTag,
    starts: Vec<Option<Start>>,
    last_days: Vec<DomainId>,
}

impl Question<'_> {
    /// Asks with at most so many steps; returns how many it took.
    pub(super) fn ask(&self, steps: u64) -> (Answer, u64) {
        let Some(rooms) = self.rooms() else { return (Answer::No, 1) };
        if rooms.iter().flatten().any(|room| *room > MOST_ROOM) {
            return (Answer::Unknown, steps);
        }
        let mut solver = Solver::default();
        let tag = solver.new_constraint_tag();
        let early = &self.site.engine.schedule.early.position;
        let starts: Vec<Option<Start>> = (rooms.iter().enumerate())
            .map(|(n, room)| {
                let room = (*room)?;
                Some(Start { after: solver.new_bounded_integer(0, room as i32), early: early[n], room })
            })
            .collect();
        let slack = self.slack();
        let last_days = self.least.iter().map(|_| solver.new_bounded_integer(0, slack as i32)).collect();
        let mut model = Model { question: self, solver, tag, starts, last_days };
        model.ends();
        model.links();
        model.pools();
        model.solve(steps)
    }

    /// Returns the days by which the ends may come after their least ones, together.
    fn slack(&self) -> i64 {
        self.goal - self.least.iter().sum::<i64>()
    }

    /// Returns how far each piece of work may move without missing every goal; `None` where something cannot even begin
    /// early. Work that leads to no program's end has no room to speak of: it is left to the end.
    fn rooms(&self) -> Option<Vec<Option<i64>>> {
        let slack = self.slack();
        if slack < 0 {
            return None;
        }
        let early = &self.site.engine.schedule.early.position;
        let mut carrier = Carrier::new(self.site);
        let mut rooms: Vec<Option<i64>> = vec![None; early.len()];
        for from in self.reaches.work.iter().rev() {
            let n = *from as usize;
            for reach in self.reaches.list.iter().filter(|reach| reach.from == *from) {
                let limit = match reach.goal {
                    Goal::End(p) => close(self.least[p as usize] + slack),
                    Goal::Work(to) => match rooms[to as usize] {
                        Some(room) => early[to as usize] + room,
                        None => continue,
                    },
                };
                let room = carrier.cap(reach, early[n], limit)? - early[n];
                rooms[n] = Some(rooms[n].map_or(room, |other| other.min(room)));
            }
        }
        Some(rooms)
    }
}

impl Model<'_> {
    /// No work ends after the last day of its program; the last days together are no more than the goal.
    fn ends(&mut self) {
        let slack = self.question.slack();
        let mut carrier = Carrier::new(self.question.site);
        for reach in &self.question.reaches.list {
            let (Goal::End(p), Some(start)) = (reach.goal, self.starts[reach.from as usize]) else {
                continue;
            };
            for later in 0..slack {
                let limit = close(self.question.least[p as usize] + later);
                let cap = carrier.cap(reach, start.early, limit).map_or(-1, |cap| cap - start.early);
                if cap < start.room {
                    let (day, later) = (self.last_days[p as usize], later as i32);
                    let cap = cap as i32;
                    self.solver
                        .add_clause([predicate!(day >= later + 1), predicate!(start.after <= cap)], self.tag);
                }
            }
        }
        let sum: Vec<AffineView<DomainId>> = self.last_days.iter().map(|day| day.scaled(1)).collect();
        self.solver.add_constraint(less_than_or_equals(sum, slack as i32, self.tag)).post();
    }

    /// Nothing begins before its links let it.
    fn links(&mut self) {
        let mut carrier = Carrier::new(self.question.site);
        for reach in &self.question.reaches.list {
            let Goal::Work(to) = reach.goal else { continue };
            let (Some(from), Some(to)) = (self.starts[reach.from as usize], self.starts[to as usize]) else {
                continue;
            };
            if carrier.carry(reach, from.early + from.room) <= to.early {
                continue;
            }
            for stretch in carrier.stretches(reach, from.early, from.early + from.room) {
                let (first, last) = ((stretch.first - from.early) as i32, (stretch.last - from.early) as i32);
                let value = (stretch.value - to.early) as i32;
                if stretch.last - stretch.first <= 0 || !stretch.is_rising {
                    if value > 0 {
                        self.solver.add_clause(
                            [predicate!(from.after <= first - 1), predicate!(to.after >= value)],
                            self.tag,
                        );
                    }
                    continue;
                }
                // to >= from + (value - first) within the stretch.
                let rises = [from.after.scaled(1), to.after.scaled(-1)];
                let rule = less_than_or_equals(rises, first - value, self.tag);
                if first == 0 && i64::from(last) == from.room {
                    self.solver.add_constraint(rule).post();
                    continue;
                }
                let within = self.literal();
                self.solver.add_clause(
                    [
                        predicate!(from.after <= first - 1),
                        predicate!(from.after >= last + 1),
                        within.get_true_predicate(),
                    ],
                    self.tag,
                );
                self.solver.add_constraint(rule).implied_by(within);
                let value = value.max(0);
                self.solver.add_clause(
                    [predicate!(from.after <= first - 1), predicate!(to.after >= value)],
                    self.tag,
                );
            }
        }
    }

    /// Makes an unknown. Once it is known that there is no schedule, any will do.
    fn number(&mut self, least: i32, most: i32) -> DomainId {
        if self.solver.is_inconsistent() {
            return self.last_days[0];
        }
        self.solver.new_bounded_integer(least, most)
    }

    fn literal(&mut self) -> Literal {
        if self.solver.is_inconsistent() {
            return self.solver.get_true_literal();
        }
        self.solver.new_literal()
    }

    /// Nobody does more on a day than there is.
    fn pools(&mut self) {
        let site = self.question.site;
        let days = site.pools.first().map_or(0, |pool| pool.there.len());
        // The overlap with a day is the same for every pool.
        for at in 0..days {
            let day = site.first + at as i64;
            let there: Vec<Overlap> = (0..self.starts.len()).filter_map(|n| self.overlap(n, day)).collect();
            if there.is_empty() {
                continue;
            }
            let mut minutes: Vec<Option<DomainId>> = vec![None; there.len()];
            for k in 0..site.pools.len() {
                self.pool_on(k, at, &there, &mut minutes);
            }
        }
    }

    /// Returns what of a day an item may take, if it takes of any pool.
    fn overlap(&self, n: usize, day: i64) -> Option<Overlap> {
        let site = self.question.site;
        let start = self.starts[n]?;
        let axis = site.axis(n);
        if axis.pace != Pace::Work || site.needs[n].is_empty() {
            return None;
        }
        let from = axis.calendar.work_at(Instant::midnight(day)) - start.early;
        let to = axis.calendar.work_at(Instant::midnight(day + 1)) - start.early;
        let is_possible = to > from && start.room + axis.span > from && to > 0;
        is_possible.then_some(Overlap { n, from, to, span: axis.span })
    }

    fn pool_on(&mut self, k: usize, at: usize, there: &[Overlap], minutes: &mut [Option<DomainId>]) {
        let site = self.question.site;
        let pool = &site.pools[k];
        let people = |n: usize| {
            site.needs[n].iter().filter(|need| need.pool == k).map(|need| need.people).sum::<i64>()
        };
        let asking: Vec<(usize, i64)> =
            (0..there.len()).map(|i| (i, people(there[i].n))).filter(|(_, people)| *people > 0).collect();
        if pool.there[at] == 0 {
            if pool.works[at] {
                asking.iter().for_each(|(i, _)| self.stay_away(&there[*i]));
            }
            return;
        }
        let capacity = site.reserved[k][at].max(0);
        let most = |(i, people): &(usize, i64)| (people * there[*i].longest()).min(pool.there[at]);
        if asking.iter().map(most).sum::<i64>() <= capacity || capacity > MOST_CLAIM {
            return;
        }
        let mut sum: Vec<AffineView<DomainId>> = Vec::new();
        for (i, people) in asking {
            let overlap = self.minutes_of(&there[i], &mut minutes[i]);
            if people * there[i].longest() <= pool.there[at] {
                sum.push(overlap.scaled(people as i32));
                continue;
            }
            if people * there[i].longest() > MOST_CLAIM {
                return;
            }
            // It takes all who are there.
            let all = pool.there[at] as i32;
            let claim = self.number(0, all);
            let whole = self.number(all, all);
            self.solver
                .add_constraint(minimum([overlap.scaled(people as i32), whole.scaled(1)], claim, self.tag))
                .post();
            sum.push(claim.scaled(1));
        }
        self.solver.add_constraint(less_than_or_equals(sum, capacity as i32, self.tag)).post();
    }

    /// An item does not go on while nobody is there.
    fn stay_away(&mut self, overlap: &Overlap) {
        let Some(start) = self.starts[overlap.n] else { return };
        let (before, after) = ((overlap.from - overlap.span) as i32, overlap.to as i32);
        self.solver
            .add_clause([predicate!(start.after <= before), predicate!(start.after >= after)], self.tag);
    }

    /// Returns the minutes that an item takes of a day: the end of one within it less the beginning, or none.
    fn minutes_of(&mut self, overlap: &Overlap, known: &mut Option<DomainId>) -> DomainId {
        if let Some(minutes) = known {
            return *minutes;
        }
        let longest = overlap.longest() as i32;
        let minutes = self.number(0, longest);
        *known = Some(minutes);
        let Some(start) = self.starts[overlap.n] else { return minutes };
        let (from, to, span) = (overlap.from as i32, overlap.to as i32, overlap.span as i32);
        let room = start.room as i32;
        // begins = max(start, from), ends = min(start + span, to)
        let begins = self.number(from.max(0), room.max(from));
        let opens = self.number(from, from);
        self.solver.add_constraint(maximum([start.after, opens], begins, self.tag)).post();
        let ends = self.number(span.min(to), (room + span).min(to).max(span.min(to)));
        let closes = self.number(to, to);
        self.solver
            .add_constraint(minimum([start.after.offset(span), closes.scaled(1)], ends, self.tag))
            .post();
        let rule = [ends.scaled(1), begins.scaled(-1), minutes.scaled(-1)];
        self.solver.add_constraint(less_than_or_equals(rule, 0, self.tag)).post();
        minutes
    }

    fn solve(mut self, most: u64) -> (Answer, u64) {
        let mut steps = Steps { left: most, used: 0 };
        let mut brancher = self.solver.default_brancher();
        let mut resolver = ResolutionResolver::default();
        let starts = self.starts;
        let answer = match self.solver.satisfy(&mut brancher, &mut steps, &mut resolver) {
            SatisfactionResult::Satisfiable(found) => {
                let solution = found.solution();
                let at = |start: Start| start.early + i64::from(solution.get_integer_value(start.after));
                Answer::Yes(starts.iter().map(|start| start.map(at)).collect())
            }
            SatisfactionResult::Unsatisfiable(..) => Answer::No,
            SatisfactionResult::Unknown(..) => Answer::Unknown,
        };
        (answer, steps.used.min(most))
    }
}

/// What an item takes of a day, in minutes after its early start.
struct Overlap {
    n: usize,
    /// The beginning and the end of the day's working time.
    from: i64,
    to: i64,
    span: i64,
}

impl Overlap {
    /// Returns the most that it takes of the day.
    fn longest(&self) -> i64 {
        self.span.min(self.to - self.from)
    }
}
