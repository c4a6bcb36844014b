//! A frame with numbers upwards: what curves are drawn in.

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Style;
use crate::render::figures::look::Look;

/// A frame: where it is, and what it spans upwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    /// The number at the bottom.
    pub(super) low: f64,
    /// The number at the top.
    pub(super) high: f64,
}

impl Frame {
    /// Returns the place of a number; what lies outside is put on the edge.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low).max(f64::MIN_POSITIVE);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.bottom - share * (self.bottom - self.top)
    }

    /// Draws lines across at these numbers, each with its words to the left.
    pub(super) fn rule(&self, canvas: &mut Canvas, marks: impl IntoIterator<Item = (f64, String)>) {
        for (value, words) in marks {
            let y = self.y(value);
            canvas.line(&[(self.left, y), (self.right, y)], Look::Grid);
            canvas.text_if_free((self.left - 6.0, y + 4.0), Style::small().ended(), &words, (0.0, self.left));
        }
        let corner = [(self.left, self.top), (self.left, self.bottom), (self.right, self.bottom)];
        canvas.line(&corner, Look::Axis);
    }
}

/// Returns round numbers from 0 to beyond `high`: at most six, whose steps are 1, 2 or 5 times a power of ten.
pub(super) fn round_numbers(high: f64) -> Vec<f64> {
    let high = if high.is_finite() && high > 0.0 { high.min(1e15) } else { 1.0 };
    let mut power = 1e-6;
    let step = loop {
        let found = [1.0, 2.0, 5.0].into_iter().map(|n| n * power).find(|step| high / step <= 5.0);
        match found {
            Some(step) => break step,
            None => power *= 10.0,
        }
    };
    #[allow(clippy::cast_possible_truncation)] // at most six
    let last = (high / step).ceil() as i32;
    (0..=last).map(|n| f64::from(n) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_an_axis_are_round_and_few() {
        assert_eq!(round_numbers(23.0), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]);
        assert_eq!(round_numbers(1.0), [0.0, 0.2, 0.4, 0.600_000_000_000_000_1, 0.8, 1.0]);
        for odd in [0.0, -3.0, f64::NAN, f64::INFINITY, 1e300, 4e-9] {
            assert!((2..=6).contains(&round_numbers(odd).len()), "{odd}");
        }
    }
}
