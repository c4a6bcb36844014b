//! Numbers grouped by a key from 0 (compressed rows): the links of an activity, the edges of a node.

/// Numbers by group, each group in the order given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    offsets: Vec<u32>,
    numbers: Vec<u32>,
}

impl Groups {
    /// Groups numbers, given as (group, number). The pairs are gone through twice.
    pub(crate) fn new<I: Iterator<Item = (usize, u32)>>(count: usize, pairs: impl Fn() -> I) -> Groups {
        let mut offsets = vec![0_u32; count + 1];
        for (group, _) in pairs() {
            offsets[group + 1] += 1;
        }
        for n in 0..count {
            offsets[n + 1] += offsets[n];
        }
        let mut next = offsets.clone();
        let mut numbers = vec![0; offsets[count] as usize];
        for (group, number) in pairs() {
            numbers[next[group] as usize] = number;
            next[group] += 1;
        }
        Groups { offsets, numbers }
    }

    /// Returns the numbers of a group.
    pub(crate) fn of(&self, group: usize) -> &[u32] {
        match self.offsets.get(group..group + 2) {
            Some(&[from, to]) => &self.numbers[from as usize..to as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keep_the_order_of_their_numbers() {
        let pairs = [(2, 7), (0, 5), (2, 3)];
        let groups = Groups::new(3, || pairs.iter().copied());
        assert_eq!(
            (groups.of(0), groups.of(1), groups.of(2)),
            ([5].as_slice(), [].as_slice(), [7, 3].as_slice())
        );
        assert!(groups.of(3).is_empty() && Groups::default().of(0).is_empty());
    }
}
