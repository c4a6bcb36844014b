//! The engine against an obvious implementation, published answers and properties. Arithmetic of single parts is tested
//! beside it.

mod known;
mod properties;
pub(crate) mod random;
mod reference;
mod small;
mod speed;
