//! A record of any kind, between decoding and its place in a program.

use crate::load::cursor::Cursor;
use crate::model::Id;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Prose;
use crate::model::Value as _;

macro_rules! records {
    ($($kind:ident: $field:ident, $push:ident;)*) => {
        /// A decoded record of a program.
        #[derive(Debug)]
        pub(crate) enum AnyRecord {
            $($kind(Box<crate::model::$kind>),)*
        }

        impl AnyRecord {
            /// Decodes a record of a kind; `None` when it lacks what it cannot do without.
            pub(crate) fn decode(kind: Kind, cursor: &mut Cursor<'_>) -> Option<AnyRecord> {
                match kind {
                    $(Kind::$kind => crate::model::$kind::decode(cursor).map(|r| AnyRecord::$kind(Box::new(r))),)*
                    _ => None,
                }
            }

            /// Puts the record into its program and returns its index among its kind.
            pub(crate) fn place(self, program: &mut Program) -> usize {
                match self {
                    $(AnyRecord::$kind(record) => records!(@place program record $field $push),)*
                }
            }

            /// Returns the record without its kind.
            pub(crate) fn item(&self) -> &dyn Item {
                match self {
                    $(AnyRecord::$kind(record) => &**record,)*
                }
            }
        }
    };
    (@place $program:ident $record:ident $field:ident list) => {{
        $program.$field.push(*$record);
        $program.$field.len() - 1
    }};
    (@place $program:ident $record:ident $field:ident one) => {{
        $program.$field = Some(*$record);
        0
    }};
}

records! {
    Charter: charter, one;
    Milestone: milestones, list;
    Risk: risks, list;
    Assumption: assumptions, list;
    Issue: issues, list;
    Dependency: dependencies, list;
    Decision: decisions, list;
    Change: changes, list;
    Readiness: readiness, list;
    Runbook: runbooks, list;
    Comms: comms, list;
    Metric: metrics, list;
    Review: reviews, list;
    Status: statuses, list;
    Release: releases, list;
    Scenario: scenarios, list;
}

impl AnyRecord {
    /// Fills in what the file's name says: the id of decisions and reviews, the period of status notes.
    pub(crate) fn name_after(&mut self, stem: &str) {
        match self {
            AnyRecord::Decision(d) if d.id.is_none() => d.id = Some(id_from_stem(stem)),
            AnyRecord::Review(r) if r.id.is_none() => r.id = Some(id_from_stem(stem)),
            AnyRecord::Status(s) if s.period.is_none() => s.period = Some(stem.into()),
            _ => {}
        }
    }

    /// Gives the record the prose below its front matter, unless the front matter has the field.
    pub(crate) fn set_body(&mut self, body: &str) {
        let body = body.trim();
        let slot = match self {
            AnyRecord::Milestone(r) => &mut r.description,
            AnyRecord::Risk(r) => &mut r.description,
            AnyRecord::Assumption(r) => &mut r.description,
            AnyRecord::Issue(r) => &mut r.description,
            AnyRecord::Dependency(r) => &mut r.description,
            AnyRecord::Change(r) => &mut r.description,
            AnyRecord::Review(r) => &mut r.summary,
            AnyRecord::Status(r) => &mut r.narrative,
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
