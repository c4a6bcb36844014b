//! Formats: any view as text for machines. One file each, and a line in [`FORMATS`](super::FORMATS).

pub(crate) mod csv;
pub(crate) mod json;
