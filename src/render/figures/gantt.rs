//! Dates as a timeline: a bar a row, a diamond for a milestone, the critical path filled, the day of the page as a line.

use jiff::civil::Date;

use crate::render::figures::svg;
use crate::render::figures::svg::Anchor;
use crate::render::figures::svg::Svg;
use crate::render::figures::svg::n;
use crate::render::gantt::Gantt;
use crate::render::gantt::Row;
use crate::render::gantt::State;

/// Rows of one picture; more are parted.
const MAX_ROWS: usize = 40;
/// Width of the labels.
const LABELS: f64 = 300.0;
/// Width of the time.
const TIME: f64 = 760.0;
/// Room for a date behind the last bar.
const BEHIND: f64 = 90.0;
/// Height of a row.
const ROW: f64 = 24.0;
/// Height of the scale.
const HEAD: f64 = 34.0;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Draws a chart; a long one as several pictures on the same scale. `today` is marked when it is in sight. Rows whose dates
/// cannot be read are left out.
pub(crate) fn gantt(chart: &Gantt, today: &str) -> Vec<String> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for section in &chart.sections {
        let rows: Vec<Line<'_>> = section.rows.iter().filter_map(Line::of).collect();
        if !rows.is_empty() && !section.name.trim().is_empty() {
            lines.push(Line::Section(section.name.trim()));
        }
        lines.extend(rows);
    }
    let Some(scale) = Scale::of(&lines) else { return Vec::new() };
    let parts: Vec<&[Line<'_>]> = lines.chunks(MAX_ROWS).collect();
    let count = parts.len();
    let today = today.parse::<Date>().ok();
    parts.iter().enumerate().map(|(at, part)| draw(part, &scale, today, (at + 1, count))).collect()
}

/// A line of the picture.
enum Line<'a> {
    /// The name of a section.
    Section(&'a str),
    /// A row with its days.
    Row(&'a Row, Date, Date),
}

impl Line<'_> {
    fn of(row: &Row) -> Option<Line<'_>> {
        let (start, finish) = (row.start.parse::<Date>().ok()?, row.finish.parse::<Date>().ok()?);
        Some(Line::Row(row, start.min(finish), finish))
    }
}

/// From days to places.
struct Scale {
    first: Date,
    days: f64,
}

impl Scale {
    /// Spans all rows, from the first day of a month to the last of one.
    fn of(lines: &[Line<'_>]) -> Option<Scale> {
        let days = |pick: fn(&(Date, Date)) -> Date| {
            lines.iter().filter_map(move |line| match line {
                Line::Row(_, start, finish) => Some(pick(&(*start, *finish))),
                Line::Section(_) => None,
            })
        };
        let first = days(|row| row.0).min()?.first_of_month();
        let last = days(|row| row.1).max()?.last_of_month();
        Some(Scale { first, days: between(first, last) + 1.0 })
    }

    /// Returns where a day begins.
    fn x(&self, day: Date) -> f64 {
        LABELS + between(self.first, day) / self.days * TIME
    }

    /// Returns the first days of months that are marked, far enough from each other to be read.
    fn ticks(&self) -> Vec<Date> {
        let months = (self.days / 30.4).ceil();
        let step = [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|step| months / f64::from(*step) <= 12.0);
        let step = step.unwrap_or(240);
        let mut out = Vec::new();
        let mut day = Some(self.first);
        while let Some(at) = day.filter(|day| between(self.first, *day) < self.days) {
            out.push(at);
            day = at.checked_add(jiff::Span::new().months(step)).ok();
        }
        out
    }
}

fn between(from: Date, to: Date) -> f64 {
    f64::from(from.until(to).map_or(0, |span| span.get_days()))
}

fn draw(lines: &[Line<'_>], scale: &Scale, today: Option<Date>, (number, count): (usize, usize)) -> String {
    let mut svg = Svg::new();
    #[allow(clippy::cast_precision_loss)] // at most MAX_ROWS
    let bottom = HEAD + lines.len() as f64 * ROW;
    for tick in scale.ticks() {
        let x = scale.x(tick);
        let month = MONTHS[tick.month().unsigned_abs() as usize - 1];
        svg.add(format_args!("<path d=\"M{0},{HEAD} L{0},{1}\" class=\"grid\"/>", n(x), n(bottom)));
        svg.text((x + 3.0, HEAD - 8.0), "small", Anchor::Start, &format!("{month} {}", tick.year()));
    }
    let mut y = HEAD;
    for line in lines {
        match line {
            Line::Section(name) => {
                svg.add(format_args!(
                    "<rect x=\"0\" y=\"{}\" width=\"{}\" height=\"{ROW}\" class=\"band\"/>",
                    n(y),
                    n(LABELS + TIME + BEHIND)
                ));
                svg.text((4.0, y + 16.5), "strong", Anchor::Start, &svg::cut(name, LABELS - 12.0, false));
            }
            Line::Row(row, start, finish) => {
                draw_row(&mut svg, row, (scale.x(*start), scale.x(*finish), scale.days), y)
            }
        }
        y += ROW;
    }
    let is_seen = |day: &Date| (0.0..scale.days).contains(&between(scale.first, *day));
    if let Some(day) = today.filter(is_seen) {
        svg.add(format_args!(
            "<path d=\"M{0},{1} L{0},{2}\" class=\"today\"/>",
            n(scale.x(day)),
            n(HEAD - 4.0),
            n(bottom)
        ));
        svg.text((scale.x(day), 11.0), "small", Anchor::Middle, &format!("as of {day}"));
    }
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let rows = lines.iter().filter(|line| matches!(line, Line::Row(..))).count();
    let alt = format!("Timeline of {}{which}; the tables have the same dates", svg::count(rows, "item"));
    svg.finish((LABELS + TIME + BEHIND, bottom + 4.0), &alt)
}

fn draw_row(svg: &mut Svg, row: &Row, (start, finish, days): (f64, f64, f64), y: f64) {
    let words = if row.title.trim().is_empty() { row.id.as_str() } else { row.title.as_str() };
    svg.text((4.0, y + 16.5), "label", Anchor::Start, &svg::cut(words, LABELS - 12.0, false));
    let state = match row.state {
        State::Done => "done",
        State::Active => "active",
        State::Planned => "planned",
    };
    let class = if row.critical { format!("bar {state} critical") } else { format!("bar {state}") };
    let day = TIME / days;
    let end = finish + day;
    let middle = y + ROW / 2.0;
    if row.milestone {
        let at = finish + day / 2.0;
        svg.add(format_args!(
            "<path d=\"M{},{m} L{},{} L{},{m} L{},{} Z\" class=\"{class}\"/>",
            n(at - 6.0),
            n(at),
            n(middle - 6.0),
            n(at + 6.0),
            n(at),
            n(middle + 6.0),
            m = n(middle)
        ));
    } else {
        let width = (end - start).max(2.0);
        svg.add(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"12\" rx=\"2\" class=\"{class}\"/>",
            n(start),
            n(middle - 6.0),
            n(width)
        ));
    }
    let mark = match (row.critical, row.state) {
        (_, State::Done) => format!("{} ✓", row.finish),
        (true, _) => format!("{} !", row.finish),
        _ => row.finish.clone(),
    };
    svg.text((end.max(finish + day / 2.0 + 6.0) + 4.0, y + 16.5), "small", Anchor::Start, &mark);
}
