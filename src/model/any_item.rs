//! An item of any kind by value: what a snapshot of a plan is made of.

use crate::model::Id;
use crate::model::Input;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Redactor;
use crate::model::Value as _;

macro_rules! any_item {
    ($($kind:ident: $field:ident, $form:ident;)*) => {
        /// An item of a program, whatever its kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum AnyItem {
            $(
                #[doc = concat!("`", stringify!($field), "`.")]
                $kind(Box<crate::model::$kind>),
            )*
        }

        impl AnyItem {
            /// Decodes an item of a kind; `None` when it lacks what it cannot do without.
            pub(crate) fn decode(kind: Kind, input: &mut dyn Input) -> Option<AnyItem> {
                match kind {
                    $(Kind::$kind => crate::model::$kind::decode(input).map(|r| AnyItem::$kind(Box::new(r))),)*
                    _ => None,
                }
            }

            /// Puts the item into its program and returns its index among its kind.
            pub fn place(self, program: &mut Program) -> usize {
                match self {
                    $(AnyItem::$kind(item) => any_item!(@place program item $field $form),)*
                }
            }

            /// Returns the item without its kind.
            pub fn item(&self) -> &dyn Item {
                match self {
                    $(AnyItem::$kind(item) => &**item,)*
                }
            }

            /// Returns its fields as they are published: typed values in the order of declaration.
            pub fn fields(&self) -> serde_json::Value {
                match self {
                    $(AnyItem::$kind(item) => serde_json::to_value(item).unwrap_or_default(),)*
                }
            }

            /// Returns what an audience may see of it, `None` when it must go as a whole.
            pub(crate) fn seen(&self, redactor: &dyn Redactor) -> Option<AnyItem> {
                match self {
                    $(AnyItem::$kind(item) if item.is_hidden(redactor) => None,)*
                    $(AnyItem::$kind(item) => {
                        let mut item = item.clone();
                        item.redact(redactor);
                        Some(AnyItem::$kind(item))
                    })*
                }
            }

            /// Returns every item of a program, kind by kind.
            pub fn all_of(program: &Program) -> Vec<AnyItem> {
                let mut out = Vec::new();
                $(out.extend(program.$field.iter().cloned().map(|item| AnyItem::$kind(Box::new(item))));)*
                out
            }
        }
    };
    (@place $program:ident $item:ident $field:ident list) => {{
        $program.$field.push(*$item);
        $program.$field.len() - 1
    }};
    (@place $program:ident $item:ident $field:ident one) => {{
        $program.$field = Some(*$item);
        0
    }};
}

any_item! {
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
    Escalation: escalations, list;
    Survey: surveys, list;
}

impl AnyItem {
    /// Returns the kind.
    pub fn kind(&self) -> Kind {
        self.item().kind()
    }

    /// Returns what the item is known by in its program: its id; the period of a status note; the kind of what there is
    /// one of. The same through all of its history.
    pub fn name(&self) -> &str {
        match self {
            AnyItem::Status(status) => status.period.as_deref().unwrap_or_default(),
            AnyItem::Charter(_) | AnyItem::Comms(_) => self.kind().key(),
            _ => self.item().id().map_or("", Id::as_str),
        }
    }
}
