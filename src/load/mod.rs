//! Text to typed programs: spanned trees, faults of syntax and shape, and the table from item and field to place.
pub(crate) mod tree;
