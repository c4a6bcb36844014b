//! The typed artifacts of a program, and the one declaration of each.
//!
//! Free of spans and of YAML: equality is equality of meaning. Start at [`crate::model::Program`], then `kind.rs`, the
//! table of kinds. A kind's file holds one `record!`: struct, decoder, JSON Schema and reference page come from it.

mod date;
mod id;
mod quantity;
mod record;
mod text;
mod value;

pub use date::Date;
pub use date::Moment;
pub use id::Id;
pub use id::ItemRef;
pub use id::MAX_ID;
pub use id::Person;
pub use id::Team;
pub use id::id_fault;
pub use quantity::Duration;
pub use quantity::Lag;
pub use quantity::Percent;
pub use quantity::Unit;
pub use record::Extra;
pub use record::FieldMeta;
pub use record::Record;
pub use record::RecordMeta;
pub(crate) use record::choices;
pub(crate) use record::decode_any;
pub(crate) use record::plain_doc;
pub(crate) use record::record;
pub use text::Prose;
pub use text::Text;
pub use value::Fault;
pub use value::Form;
pub use value::Input;
pub use value::Shape;
pub use value::Step;
pub use value::Trail;
pub use value::Value;
pub use value::Visitor;
pub(crate) use value::scalar;
