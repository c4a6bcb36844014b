//! The engine against an obvious implementation, published answers and properties. Arithmetic of single parts is tested
//! beside it.

mod known;
mod properties;
mod random;
mod reference;
mod small;
mod speed;
