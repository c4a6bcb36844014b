//! The one font of all pictures: how wide text is, and the outlines that PNG draws. A part of Noto Sans (`noto/OFL.txt`):
//! Latin, Greek and Cyrillic.
//!
//! SVG names fonts of the reader's machine, and says of each text how wide it is (`textLength`), so that it takes the
//! same room in any of them.

use std::sync::LazyLock;

use ttf_parser::Face;
use ttf_parser::OutlineBuilder;

/// How far letters reach above the line, and below it, in shares of the size.
pub(super) const ASCENT: f64 = 0.8;
/// See [`ASCENT`].
pub(super) const DESCENT: f64 = 0.24;
/// How much wider strong text is.
pub(super) const STRONG: f64 = 1.08;

static FACE: LazyLock<Face<'static>> = LazyLock::new(|| {
    Face::parse(include_bytes!("noto/NotoSans-Subset.ttf"), 0).expect("the embedded font is whole")
});

/// Returns the width of text at a size.
pub(super) fn width(words: &str, size: f64) -> f64 {
    words.chars().map(advance).sum::<f64>() * size
}

/// Tells whether the font has every character that takes room.
pub(super) fn covers(words: &str) -> bool {
    words.chars().all(|c| advance(c) == 0.0 || FACE.glyph_index(c).is_some())
}

/// Returns how far a character moves the pen, in shares of the size. Scripts that the font lacks count as wide as their
/// fonts make them, about.
pub(super) fn advance(c: char) -> f64 {
    let columns = unicode_width::UnicodeWidthChar::width(c);
    if c.is_control() || matches!(columns, None | Some(0)) {
        return 0.0;
    }
    let own = FACE.glyph_index(c).and_then(|glyph| FACE.glyph_hor_advance(glyph));
    match own {
        Some(units) => f64::from(units) / f64::from(FACE.units_per_em()),
        None if columns == Some(1) => 0.65,
        None => 1.0,
    }
}

/// Draws a character into a builder, in font units; false where the font has none.
pub(super) fn outline(c: char, builder: &mut dyn OutlineBuilder) -> bool {
    let Some(glyph) = FACE.glyph_index(c) else { return false };
    FACE.outline_glyph(glyph, builder);
    true
}

/// Returns the font's units in a size of 1.
pub(super) fn units() -> f64 {
    f64::from(FACE.units_per_em())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Noto Sans Regular 2.004: `A` is 639, `i` 258, a space 260 of 1000 units wide.
        assert!((width("A i", 10.0) - 11.57).abs() < 1e-9, "{}", width("A i", 10.0));
        assert!((width("日本", 10.0) - 20.0).abs() < 1e-9);
        assert!(width("\u{200d}\u{301}", 10.0).abs() < 1e-9);
        assert!(covers("Zürich Ωμέγα Київ € …") && !covers("日"));
    }
}
