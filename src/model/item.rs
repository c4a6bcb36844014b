//! What every item answers, whatever its kind: id, title, owner, visibility.

use crate::model::Id;
use crate::model::Kind;
use crate::model::Person;
use crate::model::Trail;
use crate::model::Value;
use crate::model::Visibility;
use crate::model::Visitor;

/// An item of a program, seen without its kind.
pub trait Item {
    /// Returns the kind.
    fn kind(&self) -> Kind;
    /// Returns the id. Decisions and reviews get theirs from the file's stem; status notes and the communication plan
    /// have none.
    fn id(&self) -> Option<&Id>;
    /// Returns the title in one line; empty when it has none.
    fn title(&self) -> &str;
    /// Returns who answers for it.
    fn owner(&self) -> Option<&Person>;
    /// Returns who may see it.
    fn visibility(&self) -> Visibility;
    /// Returns former ids that still count.
    fn aliases(&self) -> &[Id];
    /// Shows every text, reference, person, team and date inside to a visitor.
    fn visit_all(&self, visitor: &mut dyn Visitor);
}

macro_rules! items {
    ($($name:ident: id $id:tt, title $title:tt, owner $owner:tt, visibility $visibility:tt, aliases $aliases:tt;)*) => {$(
        impl Item for crate::model::$name {
            fn kind(&self) -> Kind {
                Kind::$name
            }

            fn id(&self) -> Option<&Id> {
                items!(@option self $id id)
            }

            fn title(&self) -> &str {
                items!(@text self $title)
            }

            fn owner(&self) -> Option<&Person> {
                items!(@option self $owner owner)
            }

            fn visibility(&self) -> Visibility {
                items!(@visibility self $visibility)
            }

            fn aliases(&self) -> &[Id] {
                items!(@aliases self $aliases)
            }

            fn visit_all(&self, visitor: &mut dyn Visitor) {
                self.visit(&mut Trail::default(), visitor);
            }
        }
    )*};
    (@option $self:ident no $field:ident) => { None };
    (@option $self:ident yes $field:ident) => { Some(&$self.$field) };
    (@option $self:ident maybe $field:ident) => { $self.$field.as_ref() };
    (@text $self:ident no) => { "" };
    (@text $self:ident yes) => { &$self.title };
    (@text $self:ident maybe) => { $self.title.as_deref().unwrap_or_default() };
    (@visibility $self:ident no) => { Visibility::Internal };
    (@visibility $self:ident yes) => { $self.visibility.unwrap_or(Visibility::Internal) };
    (@aliases $self:ident no) => { &[] };
    (@aliases $self:ident yes) => { &$self.aliases };
}

items! {
    Settings: id no, title maybe, owner no, visibility no, aliases no;
    Org: id no, title no, owner no, visibility no, aliases no;
    Policy: id no, title no, owner no, visibility no, aliases no;
    Portfolio: id no, title no, owner no, visibility no, aliases no;
    Charter: id yes, title yes, owner maybe, visibility yes, aliases no;
    Milestone: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Risk: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Assumption: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Issue: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Dependency: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Decision: id maybe, title maybe, owner maybe, visibility yes, aliases yes;
    Change: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Readiness: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Runbook: id yes, title yes, owner no, visibility yes, aliases yes;
    Comms: id no, title no, owner no, visibility no, aliases no;
    Metric: id yes, title maybe, owner maybe, visibility yes, aliases no;
    Review: id maybe, title maybe, owner no, visibility yes, aliases no;
    Status: id no, title no, owner no, visibility yes, aliases no;
    Release: id yes, title maybe, owner maybe, visibility yes, aliases no;
    Scenario: id yes, title yes, owner no, visibility yes, aliases no;
    Escalation: id yes, title yes, owner maybe, visibility yes, aliases yes;
    Survey: id yes, title maybe, owner no, visibility yes, aliases no;
}
