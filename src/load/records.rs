//! What a record gets from the file it stands in: the name, and the prose below its front matter.

use crate::model::AnyItem;
use crate::model::Id;
use crate::model::Prose;

impl AnyItem {
    /// Fills in what the file's name says: the id of decisions and reviews, the period of status notes.
    pub(crate) fn name_after(&mut self, stem: &str) {
        match self {
            AnyItem::Decision(d) if d.id.is_none() => d.id = Some(id_from_stem(stem)),
            AnyItem::Review(r) if r.id.is_none() => r.id = Some(id_from_stem(stem)),
            AnyItem::Status(s) if s.period.is_none() => s.period = Some(stem.into()),
            _ => {}
        }
    }

    /// Gives the record the prose below its front matter, unless the front matter has the field.
    pub(crate) fn set_body(&mut self, body: &str) {
        let body = body.trim();
        let slot = match self {
            AnyItem::Milestone(r) => &mut r.description,
            AnyItem::Risk(r) => &mut r.description,
            AnyItem::Assumption(r) => &mut r.description,
            AnyItem::Issue(r) => &mut r.description,
            AnyItem::Dependency(r) => &mut r.description,
            AnyItem::Change(r) => &mut r.description,
            AnyItem::Escalation(r) => &mut r.description,
            AnyItem::Review(r) => &mut r.summary,
            AnyItem::Status(r) => &mut r.narrative,
            _ => return,
        };
        if slot.is_none() && !body.is_empty() {
            *slot = Some(Prose(body.to_owned()));
        }
    }
}

/// Makes an id of a file's stem: other characters become `-`.
fn id_from_stem(stem: &str) -> Id {
    let mapped: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    let trimmed = mapped.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).trim_end_matches('.');
    let short = &trimmed[..trimmed.len().min(crate::model::MAX_ID)];
    Id::new(if short.is_empty() { "unnamed" } else { short })
}
