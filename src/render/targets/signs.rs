//! The sign of a lozenge where a target has no lozenges. The word beside it says the colour too.

use crate::render::document::Colour;

/// Returns the sign of a colour.
pub(super) fn sign(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "🟢",
        Colour::Amber => "🟡",
        Colour::Red => "🔴",
        Colour::Blue => "🔵",
        Colour::Grey => "⚪",
        Colour::Purple => "🟣",
    }
}
