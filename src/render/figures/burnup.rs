//! How much was done by when, against what was agreed and what is expected.

use jiff::civil::Date;

use crate::render::figures::axis;
use crate::render::figures::axis::Frame;
use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::scale;
use crate::render::figures::scale::HEAD;
use crate::render::figures::scale::Scale;
use crate::render::figures::words;
use crate::report::picture::BurnUp;

/// Width of a picture.
const WIDTH: f64 = 760.0;
/// Where the frame begins.
const LEFT: f64 = 56.0;
/// Where its bottom is.
const BOTTOM: f64 = 280.0;
/// The longest line; of a longer one every so manieth point is drawn.
const MAX_POINTS: usize = 400;

/// Draws the lines; nothing without a day.
pub(super) fn draw(chart: &BurnUp) -> Vec<Drawing> {
    let [agreed, expected, done] = [&chart.agreed, &chart.expected, &chart.done].map(|line| points(line));
    let today = scale::date(&chart.as_of);
    let days = agreed.iter().chain(&expected).chain(&done).map(|(day, _)| *day).chain(today);
    let has_points = agreed.len() + expected.len() + done.len() > 0;
    let Some(scale) = Scale::new(days, LEFT, WIDTH - LEFT - 16.0).filter(|_| has_points) else {
        return Vec::new();
    };
    let values = agreed.iter().chain(&expected).chain(&done).map(|(_, value)| *value);
    let numbers = axis::round_numbers(values.fold(chart.total, f64::max));
    let high = numbers.last().copied().unwrap_or(1.0);
    let right = WIDTH - 16.0;
    let frame = Frame { left: LEFT, top: HEAD, right, bottom: BOTTOM, low: 0.0, high };
    let mut canvas = Canvas::new();
    scale.draw(&mut canvas, (HEAD, BOTTOM), today);
    frame.rule(&mut canvas, numbers.into_iter().map(|n| (n, number(n))));
    let draw = |canvas: &mut Canvas, points: &[(Date, f64)], look: Look| {
        let at = |(day, value): &(Date, f64)| (scale.middle(*day), frame.y(*value));
        if !points.is_empty() {
            canvas.line(&points.iter().map(at).collect::<Vec<_>>(), look);
        }
    };
    draw(&mut canvas, &agreed, Look::Ghost);
    draw(&mut canvas, &expected, Look::Dashed);
    draw(&mut canvas, &done, Look::Thick);
    let unit = words::cut(chart.unit.trim(), 11.0, 120.0);
    let signs = [
        (!done.is_empty(), Sign::Line(Look::Thick), format!("done ({unit})")),
        (!agreed.is_empty(), Sign::Line(Look::Ghost), "agreed".to_owned()),
        (!expected.is_empty(), Sign::Line(Look::Dashed), "expected".to_owned()),
    ];
    let signs: Vec<(Sign, &str)> =
        signs.iter().filter(|sign| sign.0).map(|(_, sign, words)| (*sign, words.as_str())).collect();
    let end = legend::draw(&mut canvas, (LEFT, BOTTOM + 6.0), WIDTH, &signs);
    let reached = done.last().map_or(0.0, |(_, value)| *value);
    let alt = format!("{} of {} {unit} done; the table has the same", number(reached), number(chart.total));
    vec![canvas.finish((WIDTH, end + 2.0), &alt)]
}

fn points(line: &[(String, f64)]) -> Vec<(Date, f64)> {
    let point = |(day, value): &(String, f64)| Some((scale::date(day)?, *value)).filter(|p| p.1.is_finite());
    let mut points: Vec<(Date, f64)> = line.iter().filter_map(point).collect();
    points.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let every = points.len().div_ceil(MAX_POINTS).max(1);
    let last = points.len().saturating_sub(1);
    points.into_iter().enumerate().filter(|(n, _)| n % every == 0 || *n == last).map(|(_, p)| p).collect()
}

fn number(value: f64) -> String {
    let value = (value * 100.0).round() / 100.0;
    if value.abs() >= 1e6 { format!("{:.1}M", value / 1e6) } else { format!("{value}") }
}
