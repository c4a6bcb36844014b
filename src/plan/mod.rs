//! Calendar, graph and critical path: what the dates of a plan are. Pure: no disk, clock or environment.
#![warn(clippy::disallowed_methods)]
