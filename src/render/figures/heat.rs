//! Teams against iterations: each field is filled as far as its share, says the share, and is marked where it is too much.

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
use crate::report::picture::HeatField;
use crate::report::picture::HeatMap;
use crate::report::picture::HeatState;

/// Rows of one picture.
const MAX_ROWS: usize = 30;
/// Columns of one picture.
const MAX_COLUMNS: usize = 12;
/// Width of the names of the rows.
const LABELS: f64 = 190.0;
/// Width of a field.
const WIDE: f64 = 72.0;
/// Height of a field.
const HIGH: f64 = 30.0;
/// Where the fields begin.
const TOP: f64 = 24.0;

/// Draws the map; a large one as several pictures.
pub(super) fn draw(map: &HeatMap) -> Vec<Drawing> {
    let mut spans: Vec<(usize, usize, usize, usize)> = Vec::new();
    for row in (0..map.rows.len()).step_by(MAX_ROWS) {
        for column in (0..map.columns.len()).step_by(MAX_COLUMNS) {
            let last_row = (row + MAX_ROWS).min(map.rows.len());
            spans.push((row, last_row, column, (column + MAX_COLUMNS).min(map.columns.len())));
        }
    }
    let count = spans.len();
    spans.iter().enumerate().map(|(at, span)| picture(map, *span, (at + 1, count))).collect()
}

fn picture(
    map: &HeatMap,
    (row, last_row, column, last_column): (usize, usize, usize, usize),
    (number, count): (usize, usize),
) -> Drawing {
    let mut canvas = Canvas::new();
    let x = |at: usize| LABELS + place(at - column) * WIDE;
    for (at, name) in map.columns.iter().enumerate().take(last_column).skip(column) {
        let name = words::cut(name, SMALL, WIDE - 6.0);
        canvas.text((x(at) + WIDE / 2.0, 16.0), Style::small().centred(), &name);
    }
    let mut over = 0;
    for (n, line) in map.rows.iter().enumerate().take(last_row).skip(row) {
        let y = TOP + place(n - row) * HIGH;
        let name = words::cut(&line.name, FONT, LABELS - 12.0);
        let id = words::cut(&line.id, FONT, LABELS - 12.0);
        canvas.text_or((4.0, y + 19.5), Style::label(), &name, &id);
        for (at, field) in line.fields.iter().enumerate().take(last_column).skip(column) {
            over += usize::from(field.state == HeatState::Over);
            draw_field(&mut canvas, field, (x(at), y));
        }
    }
    let bottom = TOP + place(last_row - row) * HIGH;
    let width = (LABELS + place(last_column - column) * WIDE + 4.0).max(560.0);
    let signs = [
        (Sign::Box(Look::Range), "filled as far as people are asked"),
        (Sign::Box(Look::Red), "more than can be done (!)"),
        (Sign::Box(Look::Done), "off"),
        (Sign::Box(Look::Node), "? unknown"),
    ];
    let end = legend::draw(&mut canvas, (4.0, bottom + 4.0), width, &signs);
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let alt = format!(
        "Heat map of {} in {}: {} asked too much{which}; the table has the same",
        words::count(last_row - row, "team"),
        words::count(last_column - column, "iteration"),
        words::count(over, "field")
    );
    canvas.finish((width, end + 2.0), &alt)
}

fn draw_field(canvas: &mut Canvas, field: &HeatField, (x, y): (f64, f64)) {
    let frame = [x + 1.0, y + 1.0, WIDE - 2.0, HIGH - 2.0];
    let (look, tone) = match field.state {
        HeatState::Over => (Look::Red, Tone::OnRed),
        HeatState::Off => (Look::Done, Tone::OnGrey),
        HeatState::Unknown | HeatState::Idle | HeatState::Within => (Look::Node, Tone::Ink),
    };
    canvas.rect(frame, 2.0, look);
    if field.state == HeatState::Within {
        let share = if field.share.is_finite() { field.share.clamp(0.0, 1.0) } else { 0.0 };
        let high = (HIGH - 4.0) * share;
        canvas.rect([x + 2.0, y + HIGH - 2.0 - high, WIDE - 4.0, high], 0.0, Look::Level);
    }
    let text = words::cut(&field.text, FONT, WIDE - 8.0);
    canvas.text((x + WIDE / 2.0, y + 19.5), Style::label().toned(tone).centred(), &text);
}

#[allow(clippy::cast_precision_loss)] // at most a picture's rows and columns
fn place(n: usize) -> f64 {
    n as f64
}
