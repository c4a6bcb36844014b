//! The keys of one mapping, to find those that stand twice.

use std::collections::HashMap;

use crate::diag::Span;

/// Up to this many keys a list is searched; above, a map.
const FEW: usize = 16;

/// The keys seen so far, each with where it stands.
#[derive(Debug, Default)]
pub(super) struct Keys {
    few: Vec<(String, Span)>,
    many: HashMap<String, Span>,
}

impl Keys {
    /// Adds a key; returns where it stood before, if it did.
    pub(super) fn add(&mut self, key: &str, at: Span) -> Option<Span> {
        if let Some((_, first)) = self.few.iter().find(|(known, _)| known == key) {
            return Some(*first);
        }
        if let Some(first) = self.many.get(key) {
            return Some(*first);
        }
        if self.few.len() < FEW {
            self.few.push((key.to_owned(), at));
        } else {
            self.many.insert(key.to_owned(), at);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_key_gives_the_place_of_the_first() {
        let mut keys = Keys::default();
        let at = |n: usize| Span::new(n, n + 1);
        for n in 0..100 {
            assert_eq!(keys.add(&format!("k{n}"), at(n)), None);
        }
        assert_eq!(keys.add("k3", at(200)), Some(at(3)));
        assert_eq!(keys.add("k99", at(200)), Some(at(99)));
    }
}
