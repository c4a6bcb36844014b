//! What the layer promises, on one demo template: golden pages, hostile text in every position, other people's tools.

mod demo;
mod diagrams;
mod engine;
mod formats;
mod golden;
mod hostile;
mod properties;
mod tools;
