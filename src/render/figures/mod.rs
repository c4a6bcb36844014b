//! Pictures as SVG: drawn from the same plain shapes that Mermaid is written from, the same bytes everywhere.
//!
//! Nothing here measures a real font: widths are estimates that no common sans-serif exceeds, so that a label never runs
//! out of its box. Colours stand beside words or signs, never alone. A picture too large to read is parted.

mod flowchart;
mod gantt;
mod layers;
mod svg;

pub(crate) use flowchart::flowchart;
pub(crate) use gantt::gantt;
