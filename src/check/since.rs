//! Which findings are new: by rule, item, field and message, so that a line that moved is no new finding.

use std::collections::HashMap;

use crate::diag::Code;
use crate::diag::Place;
use crate::diag::Resolved;
use crate::diag::Segment;

/// What a finding is known by from one version to the next.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    rule: Code,
    program: Option<String>,
    item: Option<String>,
    field: String,
    message: String,
}

impl Key {
    fn of(found: &Resolved) -> Key {
        let finding = &found.finding;
        // A position in a list changes when an entry comes in before it.
        let field = match &finding.place {
            Place::Field(_, path, _) => {
                let keys = path.0.iter().filter_map(|segment| match segment {
                    Segment::Key(key) => Some(key.as_str()),
                    Segment::Index(_) => None,
                });
                keys.collect::<Vec<_>>().join(".")
            }
            Place::Text(..) | Place::File(_) => String::new(),
        };
        Key {
            rule: finding.rule.code,
            program: finding.program.clone(),
            item: finding.item.clone(),
            field,
            message: finding.message.clone(),
        }
    }
}

/// Returns the findings of `after` that `before` does not have. Of equal ones, as many are new as there are more.
pub fn new_findings<'a, 'b>(
    before: impl Iterator<Item = &'b Resolved>,
    after: impl Iterator<Item = &'a Resolved>,
) -> Vec<&'a Resolved> {
    let mut known: HashMap<Key, usize> = HashMap::new();
    for found in before {
        *known.entry(Key::of(found)).or_default() += 1;
    }
    after
        .filter(|found| match known.get_mut(&Key::of(found)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}
