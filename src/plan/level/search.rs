//! The search for a short schedule: a genetic algorithm over lists whose every child is justified.
//!
//! A population of schedules that are pushed to their ends. A child of two goes forward (serial generation of its list),
//! is pushed to its end in turn (justification: Valls, Ballestín and Quintanilla, "Justification and RCPSP", 2005), and
//! replaces the worst member when it is better and new. The first members are drawn at random. Every pass over the
//! activities counts as one schedule, forward or backward, and there are no more than the budget says.

use crate::plan::level::member::Crossing;
use crate::plan::level::member::Member;
use crate::plan::level::member::mutate;
use crate::plan::level::random::Random;
use crate::plan::level::scheme::Direction;
use crate::plan::level::scheme::Scheme;
use crate::plan::level::scheme::Span;
use crate::plan::level::scheme::turned;

/// How long the search may go on, and from where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Budget {
    /// The schedules that it may generate.
    pub(crate) schedules: u64,
    /// The seed of its random numbers.
    pub(crate) seed: u64,
    /// It stops when it reaches this.
    pub(crate) bound: u64,
}

/// The best schedule that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its length, or what stands for it.
    pub value: u64,
    /// When each activity is done.
    pub spans: Vec<Span>,
    /// The schedules that were generated.
    pub schedules: u64,
}

/// One swap in so many neighbours.
const RARITY: usize = 20;

/// When half as many children as there are members were no use, so many of a hundred members stay and the rest are drawn anew.
const KEPT: usize = 10;

struct Search<'a, S> {
    scheme: &'a mut S,
    budget: Budget,
    random: Random,
    crossing: Crossing,
    used: u64,
    best: Member,
    population: Vec<Member>,
    /// The spans of the pass that is made.
    spans: Vec<Span>,
}

/// Searches for a short schedule, beginning with some lists.
pub(crate) fn search(scheme: &mut impl Scheme, first: &[Vec<u32>], budget: Budget) -> Found {
    let count = scheme.order().len();
    let mut search = Search {
        scheme,
        budget,
        random: Random::new(budget.seed),
        crossing: Crossing::default(),
        used: 0,
        best: Member { value: u64::MAX, ..Member::default() },
        population: Vec::new(),
        spans: vec![Span::default(); count],
    };
    search.begin(first);
    search.improve();
    Found { value: search.best.value, spans: search.best.spans, schedules: search.used }
}

impl<S: Scheme> Search<'_, S> {
    /// Tells whether the budget is used up or nothing can be better. The first schedule is always made.
    fn is_over(&self) -> bool {
        self.used > 0 && (self.used >= self.budget.schedules || self.best.value <= self.budget.bound)
    }

    /// Fills the population.
    fn begin(&mut self, first: &[Vec<u32>]) {
        let size = size_of_population(self.budget.schedules);
        for list in first {
            if !self.is_over() {
                let member = self.justified(list);
                self.insert(member, size);
            }
        }
        self.fill(size);
    }

    /// Draws members until the population is full. Where nothing new comes up any more, it stays smaller.
    fn fill(&mut self, size: usize) {
        for _ in 0..2 * size {
            if self.population.len() >= size || self.is_over() {
                break;
            }
            let value = self.scheme.draw(&mut self.random, &mut self.spans);
            let member = self.pushed(value);
            self.insert(member, size);
        }
    }

    /// Makes children until the budget is used up.
    fn improve(&mut self) {
        let size = self.population.len();
        let mut list = Vec::new();
        let mut fruitless = 0;
        while size > 1 && !self.is_over() {
            if fruitless > size / 2 {
                self.begin_anew(size);
                fruitless = 0;
                continue;
            }
            let (mother, father) = (self.parent(), self.parent());
            let pair = (&self.population[mother], &self.population[father]);
            self.crossing.child(self.scheme, pair, &mut self.random, &mut list);
            mutate(self.scheme, &mut list, RARITY, &mut self.random);
            let child = self.justified(&list);
            fruitless = if self.insert(child, size) { 0 } else { fruitless + 1 };
        }
    }

    /// Keeps the best of the population, and draws the rest: it has become too much alike to beget anything new.
    fn begin_anew(&mut self, size: usize) {
        self.population.truncate(size * KEPT / 100);
        self.fill(size);
    }

    /// Makes the schedule of a list, and pushes it to its end.
    fn justified(&mut self, list: &[u32]) -> Member {
        let value = self.scheme.generate(Direction::Forward, list, 0, &mut self.spans);
        self.pushed(value)
    }

    /// Counts a forward schedule, and pushes it to its end. Where that makes it shorter than the best, goes forward again.
    fn pushed(&mut self, value: u64) -> Member {
        self.count_forward(value);
        let mut member = Member { value, ..Member::default() };
        turned(self.scheme, Direction::Forward, &self.spans, &mut member.list);
        if self.is_over() {
            member.list.reverse();
            member.spans.clone_from(&self.spans);
            return member;
        }
        let list = std::mem::take(&mut member.list);
        member.value = self.scheme.generate(Direction::Backward, &list, value, &mut self.spans);
        member.spans.clone_from(&self.spans);
        member.measure();
        turned(self.scheme, Direction::Backward, &member.spans, &mut member.list);
        self.used += 1;
        if self.scheme.is_promising(member.value, self.best.value) && !self.is_over() {
            let value = self.scheme.generate(Direction::Forward, &member.list, 0, &mut self.spans);
            self.count_forward(value);
            member.value = member.value.min(value);
        }
        member
    }

    fn count_forward(&mut self, value: u64) {
        self.used += 1;
        if value < self.best.value {
            self.best.value = value;
            self.best.spans.clone_from(&self.spans);
        }
    }

    /// Takes a member in, unless the population has it already or all of its members are better.
    fn insert(&mut self, member: Member, size: usize) -> bool {
        let same = |other: &Member| other.rank() == member.rank() && other.spans == member.spans;
        if member.spans.is_empty() || self.population.iter().any(same) {
            return false;
        }
        let place = self.population.partition_point(|other| other.rank() <= member.rank());
        if place < size {
            self.population.truncate(size - 1);
            self.population.insert(place, member);
        }
        place < size
    }

    /// Picks a parent: the better of two.
    fn parent(&mut self) -> usize {
        let size = self.population.len();
        let (a, b) = (self.random.below(size), self.random.below(size));
        if self.budget.schedules < PATIENT { a.min(b) } else { a }
    }
}

/// From this many schedules on, every member is as likely a parent as any other.
const PATIENT: u64 = 2_500;

/// Returns how many members a population has: about the square root of the schedules.
fn size_of_population(schedules: u64) -> usize {
    let root = (schedules as usize).isqrt();
    (root + root / 4).clamp(4, 200)
}
