//! What the search improves: anything that makes a schedule of a list of activities, forward and backward.
//!
//! [`crate::plan::level::problem::Problem`] is one with whole time units; a workspace is one on real calendars.

use crate::plan::level::random::Random;

/// Which way time runs while a schedule is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the start: every activity as early as possible.
    Forward,
    /// From the end: time counts backwards, successors come first.
    Backward,
}

/// When an activity is done, counted from where time begins in its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub finish: u32,
}

/// Makes schedules of lists. Every call of `generate` and `draw` makes one schedule.
pub(crate) trait Scheme {
    /// Returns the activities in an order in which every predecessor comes first.
    fn order(&self) -> &[u32];

    /// Returns what must come before an activity in a list of a direction.
    fn neighbours(&self, direction: Direction, n: usize) -> &[u32];

    /// Returns how much of what there is an activity occupies, in thousandths.
    fn weight(&self, n: usize) -> u64;

    /// Generates the schedule of a list. Returns what is to be small: the length, or what stands for it.
    ///
    /// Backward, `length` is that of the schedule that is pushed to its end.
    fn generate(&mut self, direction: Direction, list: &[u32], length: u64, spans: &mut [Span]) -> u64;

    /// Tells whether a schedule that was pushed to its end may become the best when it goes forward again.
    fn is_promising(&self, value: u64, best: u64) -> bool {
        value < best
    }

    /// Draws a schedule at random.
    fn draw(&mut self, random: &mut Random, spans: &mut [Span]) -> u64;
}

/// Orders activities for the other direction: what is done last comes first.
pub(crate) fn turned(scheme: &impl Scheme, direction: Direction, spans: &[Span], list: &mut Vec<u32>) {
    let order = scheme.order();
    let last = order.len().saturating_sub(1);
    // Time in the upper half, the place in the order in the lower: one sort of whole numbers.
    let mut keys: Vec<u64> = (0..order.len())
        .map(|place| {
            let n = order[place] as usize;
            let tie = if direction == Direction::Forward { last - place } else { place };
            u64::from(u32::MAX - spans[n].finish) << 32 | tie as u64
        })
        .collect();
    keys.sort_unstable();
    list.clear();
    list.extend(keys.iter().map(|key| {
        let tie = (*key & u64::from(u32::MAX)) as usize;
        order[if direction == Direction::Forward { last - tie } else { tie }]
    }));
}
