//! What the signs of a picture mean: samples with words, below it.

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Style;
use crate::render::figures::look::Look;

/// Height of a line of a legend.
pub(super) const ROW: f64 = 20.0;
/// Between two entries.
const GAP: f64 = 18.0;
/// Width of a sample.
const SAMPLE: f64 = 22.0;

/// A sign that a legend explains.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    /// A box.
    Box(Look),
    /// A diamond.
    Diamond(Look),
    /// A circle.
    Circle(Look),
    /// A line.
    Line(Look),
    /// The flag of a commitment.
    Flag,
    /// A triangle: up, or down.
    Up,
    /// See [`Sign::Up`].
    Down,
}

/// Draws a sign around a point.
pub(super) fn sign(canvas: &mut Canvas, (x, y): (f64, f64), sign: Sign) {
    match sign {
        Sign::Box(look) => canvas.rect([x - 9.0, y - 5.0, 18.0, 10.0], 2.0, look),
        Sign::Diamond(look) => canvas.diamond((x, y), 5.5, look),
        Sign::Circle(look) => canvas.circle((x, y), 4.0, look),
        Sign::Line(look) => canvas.line(&[(x - 10.0, y), (x + 10.0, y)], look),
        Sign::Flag => flag(canvas, (x - 2.0, y), 8.0),
        Sign::Up => canvas.polygon(&[(x - 4.0, y + 3.5), (x, y - 4.0), (x + 4.0, y + 3.5)], Look::Tip),
        Sign::Down => canvas.polygon(&[(x - 4.0, y - 3.5), (x, y + 4.0), (x + 4.0, y - 3.5)], Look::Tip),
    }
}

/// Draws the flag of a commitment: a pole through a point, and its cloth.
pub(super) fn flag(canvas: &mut Canvas, (x, y): (f64, f64), half: f64) {
    canvas.line(&[(x, y - half), (x, y + half)], Look::Commitment);
    canvas.polygon(&[(x, y - half), (x + 7.0, y - half + 3.0), (x, y - half + 6.0)], Look::Tip);
}

/// Draws a legend from a corner on, in as many lines as it needs; returns where it ends.
pub(super) fn draw(
    canvas: &mut Canvas,
    (left, top): (f64, f64),
    right: f64,
    entries: &[(Sign, &str)],
) -> f64 {
    let (mut x, mut y) = (left, top + ROW / 2.0);
    for (mark, words) in entries {
        let width = SAMPLE + 4.0 + Style::small().width(words);
        if x + width > right && x > left {
            x = left;
            y += ROW;
        }
        sign(canvas, (x + SAMPLE / 2.0, y), *mark);
        canvas.text((x + SAMPLE + 4.0, y + 4.0), Style::small(), words);
        x += width + GAP;
    }
    y + ROW / 2.0
}
