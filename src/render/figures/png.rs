//! A drawing as PNG, for places that show no SVG: Confluence, chats, mail. Text is drawn from the embedded font's
//! outlines, and nothing of the machine takes part, so that the bytes are the same everywhere.
//!
//! The font has Latin, Greek and Cyrillic. A label in another script gives way to the item's id; without one, each
//! character that is missing is a box.

use tiny_skia::FillRule;
use tiny_skia::Paint;
use tiny_skia::Path;
use tiny_skia::PathBuilder;
use tiny_skia::Pixmap;
use tiny_skia::Rect;
use tiny_skia::Stroke;
use tiny_skia::StrokeDash;
use tiny_skia::Transform;

use crate::render::figures::drawing::Anchor;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::Shape;
use crate::render::figures::drawing::Step;
use crate::render::figures::drawing::Text;
use crate::render::figures::font;
use crate::render::figures::look::Look;
use crate::render::figures::look::Role;

/// Pixels of a user unit: sharp on fine screens.
const SCALE: f64 = 2.0;
/// The most pixels of a picture; a larger one is drawn smaller.
const MOST: f64 = 24_000_000.0;
/// The longest side, in pixels.
const LONGEST: f64 = 12_000.0;

/// Signs that the font lacks, and what says the same.
const SIGNS: [(char, &str); 8] = [
    ('→', "->"),
    ('←', "<-"),
    ('≤', "<="),
    ('≥', ">="),
    ('≠', "!="),
    ('✓', "v"),
    ('−', "-"),
    ('\u{2011}', "-"),
];

/// Draws a picture. Empty when it has no extent.
pub(crate) fn png(drawing: &Drawing) -> Vec<u8> {
    let scale = scale(drawing);
    let side = |length: f64| ((length * scale).round().max(1.0)) as u32;
    let Some(mut pixels) = Pixmap::new(side(drawing.width), side(drawing.height)) else { return Vec::new() };
    let (r, g, b) = colour(Role::Paper);
    pixels.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    let mut ink = Ink { pixels: &mut pixels, scale };
    drawing.shapes.iter().for_each(|shape| ink.draw(shape));
    pixels.encode_png().unwrap_or_default()
}

fn scale(drawing: &Drawing) -> f64 {
    let (w, h) = (drawing.width.max(1.0), drawing.height.max(1.0));
    SCALE.min((MOST / (w * h)).sqrt()).min(LONGEST / w.max(h))
}

fn colour(role: Role) -> (u8, u8, u8) {
    let [_, r, g, b] = role.is().1.to_be_bytes();
    (r, g, b)
}

fn flat(role: Role) -> Paint<'static> {
    let (r, g, b) = colour(role);
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    paint.anti_alias = true;
    paint
}

struct Ink<'a> {
    pixels: &'a mut Pixmap,
    scale: f64,
}

impl Ink<'_> {
    fn at(&self, x: f64, y: f64) -> (f32, f32) {
        ((x * self.scale) as f32, (y * self.scale) as f32)
    }

    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect(place, look) => {
                if let Some(path) = self.rect(*place) {
                    self.path(&path, *look);
                }
            }
            Shape::Path(steps, look) => {
                if let Some(path) = self.steps(steps) {
                    self.path(&path, *look);
                }
            }
            Shape::Text(text) => self.text(text),
        }
    }

    fn rect(&self, [x, y, w, h, radius]: [f64; 5]) -> Option<Path> {
        let (left, top) = self.at(x, y);
        let (right, bottom) = self.at(x + w, y + h);
        let r = radius.min(w / 2.0).min(h / 2.0);
        if r <= 0.0 {
            return Some(PathBuilder::from_rect(Rect::from_ltrb(left, top, right, bottom)?));
        }
        // Corners as quarter circles.
        let k = r * (1.0 - 0.552_284_75);
        let steps = [
            Step::Move(x + r, y),
            Step::Line(x + w - r, y),
            Step::Curve([x + w - k, y, x + w, y + k, x + w, y + r]),
            Step::Line(x + w, y + h - r),
            Step::Curve([x + w, y + h - k, x + w - k, y + h, x + w - r, y + h]),
            Step::Line(x + r, y + h),
            Step::Curve([x + k, y + h, x, y + h - k, x, y + h - r]),
            Step::Line(x, y + r),
            Step::Curve([x, y + k, x + k, y, x + r, y]),
            Step::Close,
        ];
        self.steps(&steps)
    }

    fn steps(&self, steps: &[Step]) -> Option<Path> {
        let mut path = PathBuilder::new();
        for step in steps {
            match step {
                Step::Move(x, y) => {
                    let (x, y) = self.at(*x, *y);
                    path.move_to(x, y);
                }
                Step::Line(x, y) => {
                    let (x, y) = self.at(*x, *y);
                    path.line_to(x, y);
                }
                Step::Curve([a, b, c, d, x, y]) => {
                    let ((a, b), (c, d), (x, y)) = (self.at(*a, *b), self.at(*c, *d), self.at(*x, *y));
                    path.cubic_to(a, b, c, d, x, y);
                }
                Step::Close => path.close(),
            }
        }
        path.finish()
    }

    fn path(&mut self, path: &Path, look: Look) {
        let paint = look.paint();
        if let Some(role) = paint.fill {
            self.pixels.fill_path(path, &flat(role), FillRule::Winding, Transform::identity(), None);
        }
        if let Some((role, width)) = paint.stroke {
            let long = |length: f64| (length * self.scale) as f32;
            let dash = paint.dash.and_then(|(on, off)| StrokeDash::new(vec![long(on), long(off)], 0.0));
            let stroke = Stroke { width: long(width), dash, ..Stroke::default() };
            self.pixels.stroke_path(path, &flat(role), &stroke, Transform::identity(), None);
        }
    }

    fn text(&mut self, text: &Text) {
        let is_plain = !text.plain.is_empty() && !font::covers(&known(&text.words));
        let words = known(if is_plain { &text.plain } else { &text.words });
        let style = text.style;
        // What was measured is kept where a sign gave way to a longer one.
        let (natural, room) = (style.width(&words), style.width(&text.words));
        let squeeze = if natural > room && !is_plain { room / natural } else { 1.0 };
        let start = match style.anchor {
            Anchor::Start => text.at.0,
            Anchor::Middle => text.at.0 - natural * squeeze / 2.0,
            Anchor::End => text.at.0 - natural * squeeze,
        };
        let wide = squeeze * if style.is_strong { font::STRONG } else { 1.0 };
        let mut glyphs = Glyphs {
            path: PathBuilder::new(),
            pen: start * self.scale,
            base: text.at.1 * self.scale,
            size: style.size * self.scale / font::units(),
            wide: squeeze,
        };
        for c in words.chars() {
            let advance = font::advance(c) * style.size * wide * self.scale;
            if advance > 0.0 && !font::outline(c, &mut glyphs) {
                glyphs.missing(advance, style.size * self.scale);
            }
            glyphs.pen += advance;
        }
        let Some(path) = glyphs.path.finish() else { return };
        let paint = flat(style.tone.paint().1);
        self.pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        if style.is_strong {
            let stroke = Stroke { width: (0.6 * self.scale) as f32, ..Stroke::default() };
            self.pixels.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
        }
    }
}

fn known(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match SIGNS.iter().find(|(sign, _)| *sign == c) {
            Some((_, same)) if !font::covers(c.encode_utf8(&mut [0; 4])) => out.push_str(same),
            _ => out.push(c),
        }
    }
    out
}

/// Outlines of letters, placed.
struct Glyphs {
    path: PathBuilder,
    /// Where the letter begins, in pixels.
    pen: f64,
    /// The line that it stands on.
    base: f64,
    /// Pixels of a font unit.
    size: f64,
    /// How much letters are squeezed.
    wide: f64,
}

impl Glyphs {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let x = self.pen + f64::from(x) * self.size * self.wide;
        ((x as f32), (self.base - f64::from(y) * self.size) as f32)
    }

    /// Draws a box for a character that is missing.
    fn missing(&mut self, advance: f64, size: f64) {
        let (left, right) = ((self.pen + 0.12 * advance) as f32, (self.pen + 0.88 * advance) as f32);
        let (top, bottom) = ((self.base - 0.7 * size) as f32, self.base as f32);
        let thick = (0.07 * size) as f32;
        // The inner box runs the other way round: what is between them is filled.
        self.path.move_to(left, top);
        self.path.line_to(right, top);
        self.path.line_to(right, bottom);
        self.path.line_to(left, bottom);
        self.path.close();
        self.path.move_to(left + thick, top + thick);
        self.path.line_to(left + thick, bottom - thick);
        self.path.line_to(right - thick, bottom - thick);
        self.path.line_to(right - thick, top + thick);
        self.path.close();
    }
}

impl ttf_parser::OutlineBuilder for Glyphs {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
