//! Lists drawn at random, in which everything comes after what it waits for.

use crate::plan::level::random::Random;
use crate::plan::level::scheme::Direction;
use crate::plan::level::scheme::Scheme;

/// Draws a list: whatever may come next is as likely as anything else.
pub(crate) fn draw(scheme: &impl Scheme, random: &mut Random) -> Vec<u32> {
    draw_by(scheme, |ready| random.below(ready.len()))
}

/// Draws a list by a choice among what may come next.
pub(crate) fn draw_by(scheme: &impl Scheme, mut choose: impl FnMut(&[u32]) -> usize) -> Vec<u32> {
    let count = scheme.order().len();
    let mut waits: Vec<usize> = (0..count).map(|n| scheme.neighbours(Direction::Forward, n).len()).collect();
    let mut ready: Vec<u32> = scheme.order().iter().copied().filter(|n| waits[*n as usize] == 0).collect();
    let mut list = Vec::with_capacity(count);
    while !ready.is_empty() {
        let n = ready.swap_remove(choose(&ready));
        list.push(n);
        for next in scheme.neighbours(Direction::Backward, n as usize) {
            waits[*next as usize] -= 1;
            if waits[*next as usize] == 0 {
                ready.push(*next);
            }
        }
    }
    list
}
