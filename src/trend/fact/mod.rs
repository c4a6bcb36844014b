//! Facts by name: what references in prose stand for, such as `[[idp-ga.finish]]` or `[[risks.open.high]]`.
//!
//! `grammar.rs` finds references in a text, `fields.rs` and `counts.rs` are the tables of names, and [`Book`] looks one
//! up. Facts are values; how they are written for a reader is the business of `report`.

mod book;
mod counts;
mod fields;
mod grammar;
mod unknown;

pub use book::Book;
pub use counts::COMMON;
pub use counts::COUNTS;
pub use counts::Count;
pub use fields::FIELDS;
pub use fields::Field;
pub use fields::dates_of;
pub use grammar::Name;
pub use grammar::Reference;
pub use grammar::WITHHELD;
pub use grammar::find;
pub use grammar::find_in_prose;
pub use unknown::Unknown;

use crate::model::Colour;
use crate::model::Date;

/// A fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A day.
    Day(Date),
    /// The days of P50 and P80.
    Range(Date, Date),
    /// How many there are.
    Count(usize),
    /// Working days late; negative is early.
    Variance(f64),
    /// Working days of room; negative is too little.
    Float(f64),
    /// A share of trials, from 0 to 1.
    Chance(f64),
    /// A colour.
    Colour(Colour),
    /// A person, to be shown by name.
    Person(crate::model::Person),
    /// Words: a title, a status, a reason.
    Words(String),
    /// There is none, in words: `not forecast`.
    Missing(&'static str),
}
