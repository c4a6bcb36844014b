//! Metrics in a line each: how the value went, where it shall go (dashed), and where it is.

use crate::render::figures::axis::Frame;
use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::FONT;
use crate::render::figures::drawing::SMALL;
use crate::render::figures::drawing::Style;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;
use crate::render::figures::words;
use crate::report::picture::Spark;
use crate::report::picture::Sparklines;

/// Rows of one picture; more are parted.
const MAX_ROWS: usize = 30;
/// The latest values of a row that are drawn.
const MAX_VALUES: usize = 120;
/// Width of the names.
const LABELS: f64 = 260.0;
/// Width of a line.
const LINE: f64 = 240.0;
/// Width of what is said beside.
const NOTES: f64 = 230.0;
/// Height of a row.
const ROW: f64 = 32.0;

/// Draws the rows; many of them as several pictures.
pub(super) fn draw(found: &Sparklines) -> Vec<Drawing> {
    let count = found.rows.len().div_ceil(MAX_ROWS);
    found.rows.chunks(MAX_ROWS).enumerate().map(|(at, rows)| picture(rows, (at + 1, count))).collect()
}

fn picture(rows: &[Spark], (number, count): (usize, usize)) -> Drawing {
    let mut canvas = Canvas::new();
    let mut y = 0.0;
    for row in rows {
        draw_row(&mut canvas, row, y);
        y += ROW;
    }
    let width = LABELS + LINE + NOTES;
    let signs = [(Sign::Line(Look::Ghost), "target"), (Sign::Circle(Look::Critical), "latest value")];
    let end = legend::draw(&mut canvas, (4.0, y + 2.0), width, &signs);
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let alt = format!("How {} went{which}; the table has the same", words::count(rows.len(), "metric"));
    canvas.finish((width, end + 2.0), &alt)
}

fn draw_row(canvas: &mut Canvas, row: &Spark, y: f64) {
    let name = if row.title.trim().is_empty() { &row.id } else { &row.title };
    let name = words::cut(name, FONT, LABELS - 12.0);
    let id = words::cut(&row.id, FONT, LABELS - 12.0);
    canvas.text_or((4.0, y + 20.5), Style::label(), &name, &id);
    let values: Vec<f64> = row.values.iter().copied().filter(|value| value.is_finite()).collect();
    let values = &values[values.len().saturating_sub(MAX_VALUES)..];
    let target = row.target.filter(|value| value.is_finite());
    let all = || values.iter().copied().chain(target);
    let (low, high) = all().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    // Values that are all the same stand in the middle.
    let slack = if high > low { 0.0 } else { 1.0 };
    let (left, right) = (LABELS + 6.0, LABELS + LINE - 10.0);
    let frame =
        Frame { left, top: y + 6.0, right, bottom: y + ROW - 6.0, low: low - slack, high: high + slack };
    if let Some(target) = target {
        canvas.line(&[(left, frame.y(target)), (right, frame.y(target))], Look::Ghost);
    }
    #[allow(clippy::cast_precision_loss)] // at most MAX_VALUES
    let x = |n: usize| match values.len() {
        0 | 1 => right,
        len => left + n as f64 / (len - 1) as f64 * (right - left),
    };
    let points: Vec<(f64, f64)> = values.iter().enumerate().map(|(n, v)| (x(n), frame.y(*v))).collect();
    if points.len() > 1 {
        canvas.line(&points, Look::Series);
    }
    if let Some(last) = points.last() {
        canvas.circle(*last, 3.5, Look::Critical);
    }
    let value = words::cut(&row.value, FONT, 80.0);
    canvas.text((LABELS + LINE + 4.0, y + 20.5), Style::label(), &value);
    let note = words::cut(&row.note, SMALL, NOTES - 96.0);
    canvas.text((LABELS + LINE + 92.0, y + 20.0), Style::small().toned(Tone::Soft), &note);
}
