//! What was expected when: a line an item, from the day that was looked from to the day that was expected then. A line
//! that rises slips; a level one holds.

use jiff::civil::Date;

use crate::render::figures::axis::Frame;
use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::SMALL;
use crate::render::figures::drawing::Style;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;
use crate::render::figures::scale;
use crate::render::figures::scale::HEAD;
use crate::render::figures::scale::Scale;
use crate::render::figures::words;
use crate::report::picture::SlipChart;
use crate::report::picture::SlipLine;

/// Lines of one picture; more are parted.
const MAX_LINES: usize = 8;
/// Width of a picture.
const WIDTH: f64 = 860.0;
/// Where the frame begins.
const LEFT: f64 = 84.0;
/// Where it ends: behind it stand the names.
const RIGHT: f64 = 620.0;
/// Where its bottom is.
const BOTTOM: f64 = 330.0;
/// Least distance of two names.
const APART: f64 = 16.0;

/// Draws the lines; many of them as several pictures.
pub(super) fn draw(chart: &SlipChart) -> Vec<Drawing> {
    let lines: Vec<(&SlipLine, Vec<(Date, Date)>)> = chart
        .lines
        .iter()
        .map(|line| {
            let point = |(on, expected): &(String, String)| Some((scale::date(on)?, scale::date(expected)?));
            let mut points: Vec<(Date, Date)> = line.points.iter().filter_map(point).collect();
            points.sort();
            (line, points)
        })
        .filter(|(_, points)| !points.is_empty())
        .collect();
    let count = lines.len().div_ceil(MAX_LINES);
    lines.chunks(MAX_LINES).enumerate().map(|(at, part)| picture(part, (at + 1, count))).collect()
}

fn picture(lines: &[(&SlipLine, Vec<(Date, Date)>)], (number, count): (usize, usize)) -> Drawing {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let committed = |line: &SlipLine| line.committed.as_deref().and_then(scale::date);
    let expected = points().map(|(_, day)| *day).chain(lines.iter().filter_map(|(line, _)| committed(line)));
    let (first, last) = expected.fold((Date::MAX, Date::MIN), |(a, b), day| (a.min(day), b.max(day)));
    let epoch = first;
    let height = scale::between(first, last);
    let frame = Frame {
        left: LEFT,
        top: HEAD + 14.0,
        right: RIGHT,
        bottom: BOTTOM,
        low: -(height * 0.08).max(2.0),
        high: height + (height * 0.08).max(2.0),
    };
    let mut canvas = Canvas::new();
    let Some(across) = Scale::new(points().map(|(on, _)| *on), LEFT, RIGHT - LEFT) else {
        return canvas.finish((1.0, 1.0), "Nothing to draw");
    };
    across.draw(&mut canvas, (HEAD, BOTTOM), None);
    let steps = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share * height).round());
    #[allow(clippy::cast_possible_truncation)] // days between two dates
    let day = |days: f64| epoch.checked_add(jiff::Span::new().days(days as i64)).unwrap_or(epoch);
    let mut seen: Vec<f64> = Vec::new();
    let marks = steps.into_iter().filter(|days| {
        let is_new = !seen.contains(days);
        seen.push(*days);
        is_new
    });
    frame.rule(&mut canvas, marks.map(|days| (days, day(days).to_string())));

    let mut names: Vec<(f64, String, &str)> = Vec::new();
    for (n, (line, points)) in lines.iter().enumerate() {
        let y = |day: Date| frame.y(scale::between(epoch, day));
        let way: Vec<(f64, f64)> = points.iter().map(|(on, day)| (across.middle(*on), y(*day))).collect();
        canvas.line(&way, if n % 2 == 0 { Look::Thick } else { Look::Dashed });
        way.iter().for_each(|at| mark(&mut canvas, *at, n));
        if let Some(day) = committed(line).filter(|_| lines.len() == 1) {
            canvas.line(&[(LEFT, y(day)), (RIGHT, y(day))], Look::Ghost);
        }
        if let Some((last, (_, day))) = way.last().zip(points.last()) {
            let title = if line.title.trim().is_empty() { &line.id } else { &line.title };
            names.push((last.1, format!("{day} {title}"), &line.id));
        }
    }
    draw_names(&mut canvas, names);
    let mut signs = vec![(Sign::Circle(Look::Planned), "expected on the day that was looked from")];
    if lines.len() == 1 && lines.iter().any(|(line, _)| committed(line).is_some()) {
        signs.push((Sign::Line(Look::Ghost), "committed"));
    }
    let end = legend::draw(&mut canvas, (LEFT, BOTTOM + 6.0), WIDTH, &signs);
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let alt = format!(
        "What was expected when, of {}{which}; the table has the same",
        words::count(lines.len(), "item")
    );
    canvas.finish((WIDTH, end + 2.0), &alt)
}

/// Draws a mark of a line's own form.
fn mark(canvas: &mut Canvas, at: (f64, f64), n: usize) {
    match n % 4 {
        0 => canvas.circle(at, 4.0, Look::Planned),
        1 => canvas.diamond(at, 5.0, Look::Planned),
        2 => canvas.circle(at, 4.0, Look::Critical),
        _ => canvas.diamond(at, 5.0, Look::Critical),
    }
}

/// Writes the names at the ends of the lines, moved apart where they would meet.
fn draw_names(canvas: &mut Canvas, mut names: Vec<(f64, String, &str)>) {
    names.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let mut places: Vec<f64> = Vec::new();
    for (y, ..) in &names {
        let least = places.last().map_or(HEAD + 20.0, |before| before + APART);
        places.push(y.max(least));
    }
    // What was pushed below the bottom moves up again.
    let mut most = BOTTOM - 2.0;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - APART;
    }
    for ((y, words, id), place) in names.iter().zip(places) {
        canvas.line(&[(RIGHT + 2.0, *y), (RIGHT + 12.0, place)], Look::Grid);
        let words = words::cut(words, SMALL, WIDTH - RIGHT - 20.0);
        let id = words::cut(id, SMALL, WIDTH - RIGHT - 20.0);
        canvas.text_or((RIGHT + 15.0, place + 4.0), Style::small().toned(Tone::Ink), &words, &id);
    }
}
