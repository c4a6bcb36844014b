//! A drawing before it is SVG or PNG: shapes and texts with their places. Every text knows the room that it takes, so
//! that none runs into another or out of the picture.

use crate::render::figures::font;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;
use crate::render::text;

/// Size of labels, in user units.
pub(super) const FONT: f64 = 13.0;
/// Size of what stands beside: scales, legends.
pub(super) const SMALL: f64 = 11.0;
/// Height of a line of labels.
pub(super) const LINE: f64 = 17.0;

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    /// Its width, in user units.
    pub(crate) width: f64,
    /// Its height.
    pub(crate) height: f64,
    /// The words for those who cannot see it.
    pub(crate) alt: String,
    pub(super) shapes: Vec<Shape>,
}

/// A part of a picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A rectangle: left, top, width, height, radius of its corners.
    Rect([f64; 5], Look),
    /// Lines and curves.
    Path(Vec<Step>, Look),
    /// A text.
    Text(Text),
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// To here without a line.
    Move(f64, f64),
    /// A line to here.
    Line(f64, f64),
    /// A curve: two controls and the end.
    Curve([f64; 6]),
    /// Back to the start.
    Close,
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    /// The point on its line.
    pub(super) at: (f64, f64),
    /// What it says.
    pub(super) words: String,
    /// What it says where the font lacks its script; empty when there is nothing shorter.
    pub(super) plain: String,
    /// How it looks.
    pub(super) style: Style,
}

/// How a text looks, and where its point is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// Its size.
    pub(super) size: f64,
    /// Its colour.
    pub(super) tone: Tone,
    /// It is strong.
    pub(super) is_strong: bool,
    /// Where its point is.
    pub(super) anchor: Anchor,
}

/// Where a text's point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

impl Style {
    /// Returns a label's.
    pub(super) fn label() -> Style {
        Style { size: FONT, tone: Tone::Ink, is_strong: false, anchor: Anchor::Start }
    }

    /// Returns that of what stands beside.
    pub(super) fn small() -> Style {
        Style { size: SMALL, tone: Tone::Soft, ..Style::label() }
    }

    /// Returns that of a head.
    pub(super) fn strong() -> Style {
        Style { is_strong: true, ..Style::label() }
    }

    /// Returns it in a tone.
    pub(super) fn toned(self, tone: Tone) -> Style {
        Style { tone, ..self }
    }

    /// Returns it around its point.
    pub(super) fn centred(self) -> Style {
        Style { anchor: Anchor::Middle, ..self }
    }

    /// Returns it before its point.
    pub(super) fn ended(self) -> Style {
        Style { anchor: Anchor::End, ..self }
    }

    /// Returns how wide text is in this style.
    pub(super) fn width(self, words: &str) -> f64 {
        font::width(words, self.size) * if self.is_strong { font::STRONG } else { 1.0 }
    }
}

/// The room of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Room {
    /// Tells whether two rooms share some.
    pub(super) fn meets(&self, other: &Room) -> bool {
        let slack = 0.05;
        self.left + slack < other.right
            && other.left + slack < self.right
            && self.top + slack < other.bottom
            && other.top + slack < self.bottom
    }
}

impl Text {
    /// Returns the room that it takes.
    pub(super) fn room(&self) -> Room {
        let width = self.style.width(&self.words);
        let left = match self.style.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width,
        };
        Room {
            left,
            top: self.at.1 - font::ASCENT * self.style.size,
            right: left + width,
            bottom: self.at.1 + font::DESCENT * self.style.size,
        }
    }
}

#[cfg(test)]
impl Drawing {
    /// Returns the texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text> {
        self.shapes.iter().filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None })
    }
}

/// A picture that is being drawn.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    shapes: Vec<Shape>,
}

impl Canvas {
    /// Begins a picture.
    pub(super) fn new() -> Canvas {
        Canvas::default()
    }

    /// Draws a rectangle: left, top, width and height.
    pub(super) fn rect(&mut self, [x, y, w, h]: [f64; 4], radius: f64, look: Look) {
        self.shapes.push(Shape::Rect([x, y, w.max(0.0), h.max(0.0), radius], look));
    }

    /// Draws lines and curves.
    pub(super) fn path(&mut self, steps: Vec<Step>, look: Look) {
        self.shapes.push(Shape::Path(steps, look));
    }

    /// Draws a line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], look: Look) {
        let step = |(at, (x, y)): (usize, &(f64, f64))| match at {
            0 => Step::Move(*x, *y),
            _ => Step::Line(*x, *y),
        };
        self.path(points.iter().enumerate().map(step).collect(), look);
    }

    /// Draws a shape with corners.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], look: Look) {
        self.line(points, look);
        if let Some(Shape::Path(steps, _)) = self.shapes.last_mut() {
            steps.push(Step::Close);
        }
    }

    /// Draws a diamond around a point.
    pub(super) fn diamond(&mut self, (x, y): (f64, f64), radius: f64, look: Look) {
        self.polygon(&[(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)], look);
    }

    /// Draws a circle around a point: four curves (the usual constant of Bézier circles).
    pub(super) fn circle(&mut self, (x, y): (f64, f64), r: f64, look: Look) {
        let k = r * 0.552_284_75;
        let steps = vec![
            Step::Move(x + r, y),
            Step::Curve([x + r, y + k, x + k, y + r, x, y + r]),
            Step::Curve([x - k, y + r, x - r, y + k, x - r, y]),
            Step::Curve([x - r, y - k, x - k, y - r, x, y - r]),
            Step::Curve([x + k, y - r, x + r, y - k, x + r, y]),
            Step::Close,
        ];
        self.path(steps, look);
    }

    /// Writes a text at a point. The caller has cut it to its room.
    pub(super) fn text(&mut self, at: (f64, f64), style: Style, words: &str) {
        self.text_or(at, style, words, "");
    }

    /// Writes a text, or what is plain where the font lacks its script; both fit the caller's room.
    pub(super) fn text_or(&mut self, at: (f64, f64), style: Style, words: &str, plain: &str) {
        let words = text::one_line(words);
        if !words.is_empty() {
            self.shapes.push(Shape::Text(Text { at, words, plain: text::one_line(plain), style }));
        }
    }

    /// Writes a text where it meets no other text and stays within these sides; tells whether it did.
    pub(super) fn text_if_free(
        &mut self,
        at: (f64, f64),
        style: Style,
        words: &str,
        (left, right): (f64, f64),
    ) -> bool {
        let text = Text { at, words: text::one_line(words), plain: String::new(), style };
        let room = text.room();
        let meets = |shape: &Shape| matches!(shape, Shape::Text(other) if other.room().meets(&room));
        let is_free = room.left >= left && room.right <= right && !self.shapes.iter().any(meets);
        if is_free {
            self.text(at, style, words);
        }
        is_free
    }

    /// Ends the picture: its size, and the words for those who cannot see it.
    pub(super) fn finish(self, (width, height): (f64, f64), alt: &str) -> Drawing {
        Drawing { width: width.ceil(), height: height.ceil(), alt: text::one_line(alt), shapes: self.shapes }
    }
}
