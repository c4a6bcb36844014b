//! Dates as a bar chart: a bar a row, a diamond for a milestone, the critical path filled, the day of the page as a line.

use jiff::civil::Date;

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::FONT;
use crate::render::figures::drawing::Style;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::parts;
use crate::render::figures::scale;
use crate::render::figures::scale::HEAD;
use crate::render::figures::scale::Scale;
use crate::render::figures::words;
use crate::render::gantt::Gantt;
use crate::render::gantt::Row;
use crate::render::gantt::State;

/// Rows of one picture; more are parted.
const MAX_ROWS: usize = 40;
/// Width of the labels.
const LABELS: f64 = 300.0;
/// Width of the time.
const TIME: f64 = 750.0;
/// Room for a date behind the last bar.
const BEHIND: f64 = 100.0;
/// Height of a row.
const ROW: f64 = 24.0;

/// Draws a chart; a long one as several pictures on the same scale. `today` is marked when it is in sight. Rows whose dates
/// cannot be read are left out.
pub(crate) fn gantt(chart: &Gantt, today: &str) -> Vec<Drawing> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for section in &chart.sections {
        let name = section.name.trim();
        let rows: Vec<Line<'_>> = section.rows.iter().filter_map(|row| Line::of(row, name)).collect();
        if !rows.is_empty() && !name.is_empty() {
            lines.push(Line::Section(name));
        }
        lines.extend(rows);
    }
    let days = lines.iter().flat_map(|line| match line {
        Line::Row { days, .. } => days.to_vec(),
        Line::Section(_) => Vec::new(),
    });
    let Some(scale) = Scale::new(days, LABELS, TIME) else { return Vec::new() };
    let parts = parts::parts(&lines, MAX_ROWS, |line| match line {
        Line::Section(_) => (Some(line), true),
        Line::Row { section, .. } => (Some(section).filter(|own| !own.is_empty()).map(Line::Section), false),
    });
    let count = parts.len();
    let today = scale::date(today);
    parts.iter().enumerate().map(|(at, part)| draw(part, &scale, today, (at + 1, count))).collect()
}

/// A line of the picture.
#[derive(Clone, Copy)]
enum Line<'a> {
    /// The name of a section.
    Section(&'a str),
    /// A row with its section, and its first and last day.
    Row { of: &'a Row, section: &'a str, days: [Date; 2] },
}

impl<'a> Line<'a> {
    fn of(row: &'a Row, section: &'a str) -> Option<Line<'a>> {
        let (start, finish) = (scale::date(&row.start)?, scale::date(&row.finish)?);
        Some(Line::Row { of: row, section, days: [start.min(finish), finish] })
    }
}

fn draw(lines: &[Line<'_>], scale: &Scale, today: Option<Date>, (number, count): (usize, usize)) -> Drawing {
    let mut canvas = Canvas::new();
    let width = LABELS + TIME + BEHIND;
    #[allow(clippy::cast_precision_loss)] // at most MAX_ROWS
    let bottom = HEAD + lines.len() as f64 * ROW;
    scale.draw(&mut canvas, (HEAD, bottom), today);
    let mut y = HEAD;
    for line in lines {
        match line {
            Line::Section(name) => {
                canvas.rect([0.0, y, width, ROW], 0.0, Look::Band);
                let name = words::cut(name, FONT * 1.08, LABELS - 12.0);
                canvas.text((4.0, y + 16.5), Style::strong(), &name);
            }
            Line::Row { of, days, .. } => draw_row(&mut canvas, of, *days, scale, y),
        }
        y += ROW;
    }
    let signs = [
        (Sign::Box(Look::Planned), "planned"),
        (Sign::Box(Look::Active), "in progress"),
        (Sign::Box(Look::Done), "done"),
        (Sign::Box(Look::Critical), "critical (!)"),
        (Sign::Diamond(Look::Planned), "milestone without work of its own"),
    ];
    let end = legend::draw(&mut canvas, (4.0, bottom + 4.0), width, &signs);
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let rows = lines.iter().filter(|line| matches!(line, Line::Row { .. })).count();
    let alt = format!("Chart of {}{which}; the tables have the same dates", words::count(rows, "item"));
    canvas.finish((width, end + 2.0), &alt)
}

fn draw_row(canvas: &mut Canvas, row: &Row, [start, finish]: [Date; 2], scale: &Scale, y: f64) {
    let label = if row.title.trim().is_empty() { row.id.as_str() } else { row.title.as_str() };
    let label = words::cut(label.trim(), FONT, LABELS - 12.0);
    canvas.text_or((4.0, y + 16.5), Style::label(), &label, &words::cut(&row.id, FONT, LABELS - 12.0));
    let look = match row.state {
        State::Done => Look::Done,
        _ if row.critical => Look::Critical,
        State::Active => Look::Active,
        State::Planned => Look::Planned,
    };
    let end = scale.x(finish) + scale.day();
    let middle = y + ROW / 2.0;
    let behind = if row.milestone {
        canvas.diamond((scale.middle(finish), middle), 6.0, look);
        end.max(scale.middle(finish) + 6.0)
    } else {
        let from = scale.x(start);
        canvas.rect([from, middle - 6.0, (end - from).max(2.0), 12.0], 2.0, look);
        end.max(from + 2.0)
    };
    let mark = match (row.critical, row.state) {
        (_, State::Done) => format!("{} done", row.finish),
        (true, _) => format!("{} !", row.finish),
        _ => row.finish.clone(),
    };
    canvas.text((behind + 4.0, y + 16.0), Style::small(), &mark);
}
