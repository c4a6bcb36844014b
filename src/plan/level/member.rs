//! A schedule as a member of the population, and how two of them make a child.

use crate::plan::level::random::Random;
use crate::plan::level::scheme::Direction;
use crate::plan::level::scheme::Scheme;
use crate::plan::level::scheme::Span;

/// The share of a schedule's length that a child takes over whole: from one to five tenths.
const LEAST_WINDOW: u64 = 100;
const MOST_WINDOW: u64 = 500;

/// Steps of time that a load is measured in, at most.
const STEPS: u32 = 1024;

/// A schedule, pushed to its end, and the list that makes the next one of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    /// What is to be small.
    pub(crate) value: u64,
    /// Of two with the same value, the one that leaves more room at its start is the better: it is what may shrink.
    pub(crate) tie: u64,
    /// The activities in the order in which they begin.
    pub(crate) list: Vec<u32>,
    /// When each of them is done, counted from the end.
    pub(crate) spans: Vec<Span>,
}

impl Member {
    /// Returns what members are compared by.
    pub(crate) fn rank(&self) -> (u64, u64) {
        (self.value, self.tie)
    }

    /// Sums the squared ends: the smaller, the more is done near the end.
    pub(crate) fn measure(&mut self) {
        self.tie = self.spans.iter().map(|span| u64::from(span.finish) * u64::from(span.finish)).sum();
    }
}

/// Makes lists of lists, with memory of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crossing {
    place: Vec<u32>,
    load: Vec<u64>,
}

impl Crossing {
    /// Makes a child: what `mother` does where she uses the most of what there is stays together as it is; what she does
    /// before and after it follows the order of `father`.
    ///
    /// A crossover at the peaks of resource use, as in Valls, Ballestín and Quintanilla, "A hybrid genetic algorithm for the
    /// RCPSP", 2008, and in Debels and Vanhoucke 2007. The sets before and after the window are the mother's, and each is
    /// in an order of the father, so that everything still comes after what it waits for.
    pub(crate) fn child(
        &mut self,
        scheme: &impl Scheme,
        (mother, father): (&Member, &Member),
        random: &mut Random,
        child: &mut Vec<u32>,
    ) {
        let (from, to) = self.window(scheme, mother, random);
        self.place.resize(mother.list.len(), 0);
        for (place, n) in (0_u32..).zip(&father.list) {
            self.place[*n as usize] = place;
        }
        child.clear();
        child.extend_from_slice(&mother.list);
        child[..from].sort_unstable_by_key(|n| self.place[*n as usize]);
        child[to..].sort_unstable_by_key(|n| self.place[*n as usize]);
    }

    /// Finds the part of a list that is done in the most loaded window of a random width.
    fn window(&mut self, scheme: &impl Scheme, member: &Member, random: &mut Random) -> (usize, usize) {
        let length = member.spans.iter().map(|span| span.finish).max().unwrap_or(0);
        let step = length / STEPS + 1;
        let steps = (length / step) as usize + 1;
        self.load.clear();
        self.load.resize(steps + 1, 0);
        for (n, span) in member.spans.iter().enumerate() {
            let weight = scheme.weight(n);
            self.load[(span.start / step) as usize] =
                self.load[(span.start / step) as usize].wrapping_add(weight);
            self.load[(span.finish / step) as usize] =
                self.load[(span.finish / step) as usize].wrapping_sub(weight);
        }
        // From changes to loads.
        for at in 1..=steps {
            self.load[at] = self.load[at].wrapping_add(self.load[at - 1]);
        }
        let share = LEAST_WINDOW + random.below((MOST_WINDOW - LEAST_WINDOW) as usize) as u64;
        let width = ((steps as u64 * share / 1000) as usize).clamp(1, steps);
        let mut sum: u64 = self.load[..width].iter().sum();
        let (mut most, mut first) = (sum, 0);
        for at in width..steps {
            sum = sum + self.load[at] - self.load[at - width];
            if sum > most {
                (most, first) = (sum, at + 1 - width);
            }
        }
        let is_inside = |n: &u32| {
            let end = (member.spans[*n as usize].finish / step) as usize;
            end > first && end <= first + width
        };
        let from = member.list.iter().position(is_inside);
        let to = member.list.iter().rposition(is_inside);
        from.zip(to).map_or((0, member.list.len()), |(from, to)| (from, to + 1))
    }
}

/// Swaps neighbours of a list that do not wait for each other, each with a chance of one in `rarity`.
pub(crate) fn mutate(scheme: &impl Scheme, list: &mut [u32], rarity: usize, random: &mut Random) {
    for at in 1..list.len() {
        let (first, second) = (list[at - 1], list[at]);
        if random.below(rarity) == 0
            && !scheme.neighbours(Direction::Forward, second as usize).contains(&first)
        {
            list.swap(at - 1, at);
        }
    }
}
