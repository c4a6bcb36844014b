//! When something ends, as trials had it: how many of them ended when, as columns, and by when, as a rising curve, with the
//! commitment and what it is worth.

use jiff::civil::Date;

use crate::render::figures::axis::Frame;
use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::Style;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;
use crate::render::figures::scale;
use crate::render::figures::scale::Scale;
use crate::render::figures::words;
use crate::report::picture::Distribution;

/// Width of a picture.
const WIDTH: f64 = 760.0;
/// Where the frame begins.
const LEFT: f64 = 48.0;
/// Where the frame's top is: above it stand the months and three lines of marks.
const TOP: f64 = 96.0;
/// Where its bottom is.
const BOTTOM: f64 = 320.0;
/// How many columns there are.
const COLUMNS: i32 = 30;
/// How high the highest column is, in shares of the frame.
const HIGHEST: f64 = 0.5;

/// Draws a distribution; nothing with fewer than two days.
pub(super) fn draw(found: &Distribution) -> Vec<Drawing> {
    let days: Vec<Date> = found.days.iter().filter_map(|day| scale::date(day)).collect();
    let day = |text: &Option<String>| text.as_deref().and_then(scale::date);
    let marks = [day(&found.committed), day(&found.planned)];
    let all = days.iter().copied().chain(marks.into_iter().flatten());
    let Some(scale) = Scale::new(all, LEFT, WIDTH - LEFT - 16.0).filter(|_| days.len() > 1) else {
        return Vec::new();
    };
    let frame = Frame { left: LEFT, top: TOP, right: WIDTH - 16.0, bottom: BOTTOM, low: 0.0, high: 100.0 };
    let mut canvas = Canvas::new();
    scale.draw(&mut canvas, (TOP, BOTTOM), None);
    frame.rule(&mut canvas, [0, 20, 50, 80, 100].map(|share| (f64::from(share), format!("{share}%"))));
    draw_columns(&mut canvas, &days, &scale, &frame);
    let points: Vec<(f64, f64)> = days
        .iter()
        .enumerate()
        .map(|(n, day)| (scale.middle(*day), frame.y(100.0 * place(n) / place(days.len() - 1))))
        .collect();
    canvas.line(&points, Look::Thick);

    let at = |share: f64| quantile(&days, share);
    draw_mark(&mut canvas, &scale, at(0.5), "P50", Look::Dashed);
    draw_mark(&mut canvas, &scale, at(0.8), "P80", Look::Dashed);
    if let Some(planned) = marks[1] {
        draw_mark(&mut canvas, &scale, planned, "plan", Look::Ghost);
    }
    if let Some(committed) = marks[0] {
        legend::flag(&mut canvas, (scale.middle(committed), (TOP + BOTTOM) / 2.0), (BOTTOM - TOP) / 2.0);
        label(&mut canvas, scale.middle(committed), &format!("committed {committed}{}", chance(found)));
    }
    let signs = [
        (Sign::Line(Look::Thick), "finished by then, in percent of the trials"),
        (Sign::Box(Look::Column), "finished then"),
    ];
    let end = legend::draw(&mut canvas, (LEFT, BOTTOM + 6.0), WIDTH, &signs);
    let committed = marks[0].map_or_else(String::new, |day| format!(", committed {day}{}", chance(found)));
    let alt = format!(
        "Forecast of {}: P50 {}, P80 {}{committed}; the table has the same",
        words::cut(&found.title, 13.0, 600.0),
        at(0.5),
        at(0.8)
    );
    vec![canvas.finish((WIDTH, end + 2.0), &alt)]
}

fn chance(found: &Distribution) -> String {
    let chance = found.chance.filter(|share| share.is_finite());
    chance.map_or_else(String::new, |share| format!(": {:.0}%", share.clamp(0.0, 1.0) * 100.0))
}

/// Returns the day by which a share of the trials has ended.
fn quantile(days: &[Date], share: f64) -> Date {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a place in the list
    let at = (share * place(days.len() - 1)).round() as usize;
    days[at.min(days.len() - 1)]
}

/// Draws how many trials end when: from the days of equal shares, evenly between two of them.
fn draw_columns(canvas: &mut Canvas, days: &[Date], scale: &Scale, frame: &Frame) {
    let (first, last) = (scale.x(days[0]), scale.x(days[days.len() - 1]) + scale.day());
    let wide = (last - first) / f64::from(COLUMNS);
    let mut masses = vec![0.0; COLUMNS as usize];
    for pair in days.windows(2) {
        let (from, to) = (scale.x(pair[0]), scale.x(pair[1]) + scale.day());
        for (n, mass) in masses.iter_mut().enumerate() {
            let left = first + place(n) * wide;
            let shared = (to.min(left + wide) - from.max(left)).max(0.0);
            *mass += shared / (to - from).max(f64::MIN_POSITIVE);
        }
    }
    let most = masses.iter().copied().fold(0.0, f64::max);
    for (n, mass) in masses.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
        let high = mass / most * HIGHEST * (frame.bottom - frame.top);
        let left = first + place(n) * wide;
        canvas.rect([left + 0.5, frame.bottom - high, (wide - 1.0).max(1.0), high], 0.0, Look::Column);
    }
}

fn draw_mark(canvas: &mut Canvas, scale: &Scale, day: Date, name: &str, look: Look) {
    let x = scale.middle(day);
    canvas.line(&[(x, TOP), (x, BOTTOM)], look);
    label(canvas, x, &format!("{name} {day}"));
}

/// Writes what a line upwards means above it, in the first of four lines that has room there.
fn label(canvas: &mut Canvas, x: f64, words: &str) {
    let style = Style::small().toned(Tone::Ink).centred();
    let half = style.width(words) / 2.0;
    let x = x.clamp(LEFT + half, (WIDTH - half).max(LEFT + half));
    for line in 0..4 {
        if canvas.text_if_free((x, TOP - 6.0 - f64::from(line) * 14.0), style, words, (0.0, WIDTH)) {
            return;
        }
    }
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn place(n: usize) -> f64 {
    n as f64
}
