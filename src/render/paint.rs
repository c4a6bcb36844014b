//! The colours that nodes of a graph are drawn in.

use crate::report::graph::Status;

/// Returns the name of the colour, its fill, line and text; nothing for no colour. Contrast is above 7:1.
pub(crate) fn paint(status: Status) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    match status {
        Status::None => None,
        Status::Green => Some(("green", "#e3fcef", "#216e4e", "#164b35")),
        Status::Amber => Some(("amber", "#fff7d6", "#946f00", "#533f04")),
        Status::Red => Some(("red", "#ffedeb", "#ae2a19", "#5d1f1a")),
        Status::Blue => Some(("blue", "#e9f2ff", "#0055cc", "#09326c")),
        Status::Grey => Some(("grey", "#f1f2f4", "#626f86", "#2c3e5d")),
    }
}
