//! Contracts of the house.

mod layers; // which layer may import which
mod registries; // the tables: rules, kinds
mod schema; // schema/ and the decoder agree
