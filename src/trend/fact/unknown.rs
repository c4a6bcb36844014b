//! A name that leads to no fact, and what to write instead.

use crate::diag::did_you_mean;
use crate::diag::nearest;

/// Why a name leads to no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// It may stand in a file that could not be read, which is told there.
    Lost,
    /// The name, or a part of it, does not exist.
    NoSuch {
        /// What is missing: ``no item `idp-gaa` in program `identity` ``.
        message: String,
        /// What to write instead.
        help: Option<String>,
    },
}

impl Unknown {
    /// Says that a part of a name is none of the known words; `with` makes the whole name of a word.
    pub(super) fn new(message: String, word: &str, known: &[&str], with: impl Fn(&str) -> String) -> Unknown {
        let near =
            nearest(word, known.iter().copied()).map(|near| format!("did you mean `[[{}]]`?", with(near)));
        let help = near.or_else(|| did_you_mean(word, known.iter().copied()));
        Unknown::NoSuch { message, help }
    }
}
