//! What the layer promises, on one demo template: golden pages, hostile text in every position, other people's tools.
#![allow(clippy::disallowed_methods, reason = "tests time hostile input and run checkers")]

mod demo;
mod diagrams;
mod engine;
mod formats;
mod golden;
pub(in crate::render) mod hostile;
mod markup;
mod properties;
mod tools;
