//! The faults of one text, in order and not too many.

use crate::load::yaml::MAX_FAULTS;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;

/// Collects faults; keeps the first [`MAX_FAULTS`].
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<SyntaxFault>,
    /// The first one that was not kept.
    more: Option<SyntaxFault>,
}

impl Faults {
    /// Adds a fault.
    pub(super) fn push(&mut self, fault: SyntaxFault) {
        if self.is_full() {
            self.more.get_or_insert(fault);
        } else {
            self.list.push(fault);
        }
    }

    /// Adds all faults of another collection.
    pub(super) fn append(&mut self, other: Faults) {
        for fault in other.list.into_iter().chain(other.more) {
            self.push(fault);
        }
    }

    /// Tells whether no further fault is kept.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= MAX_FAULTS
    }

    /// Tells whether a further fault changes anything.
    pub(super) fn wants_more(&self) -> bool {
        self.more.is_none()
    }

    /// Returns the faults in the order of the text, and one more that says so when some were not kept.
    pub(super) fn finish(mut self) -> Vec<SyntaxFault> {
        self.list.sort_by_key(|fault| (fault.span, fault.kind));
        if let Some(mut last) = self.more {
            last.kind = SyntaxKind::TooManyFaults;
            last.detail = format!("there are more than {MAX_FAULTS} faults in this file");
            last.help = "mend the first ones and check again".to_owned();
            last.related = None;
            self.list.push(last);
        }
        self.list
    }
}
