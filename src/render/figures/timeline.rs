//! Milestones in time: a bar of work and a diamond at the expected finish, the range from P50 to P80 behind it, a flag
//! at the commitment, and a hollow dashed diamond where the baseline had it.

use jiff::civil::Date;

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::FONT;
use crate::render::figures::drawing::SMALL;
use crate::render::figures::drawing::Style;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::parts;
use crate::render::figures::scale;
use crate::render::figures::scale::HEAD;
use crate::render::figures::scale::Scale;
use crate::render::figures::words;
use crate::report::graph::Status;
use crate::report::picture::Timeline;
use crate::report::picture::TimelineRow;

/// Lines of one picture; more are parted.
const MAX_LINES: usize = 40;
/// Width of the labels.
const LABELS: f64 = 290.0;
/// Width of the time.
const TIME: f64 = 640.0;
/// Width of what is said beside.
const NOTES: f64 = 200.0;
/// Width of a picture.
const WIDTH: f64 = LABELS + TIME + NOTES;
/// Height of a line.
const ROW: f64 = 28.0;

/// Draws a timeline; a long one as several pictures on the same scale.
pub(super) fn draw(timeline: &Timeline) -> Vec<Drawing> {
    let rows: Vec<Row<'_>> = timeline.rows.iter().filter_map(Row::new).collect();
    let days = rows.iter().flat_map(Row::days);
    let Some(scale) = Scale::new(days, LABELS + 8.0, TIME - 16.0) else { return Vec::new() };
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut group = "";
    for row in &rows {
        let own = row.of.group.trim();
        if own != group && !own.is_empty() {
            lines.push(Line::Group(own));
        }
        group = own;
        lines.push(Line::Row(row));
    }
    let parts = parts::parts(&lines, MAX_LINES, |line| match line {
        Line::Group(_) => (Some(line), true),
        Line::Row(row) => (Some(row.of.group.trim()).filter(|own| !own.is_empty()).map(Line::Group), false),
    });
    let count = parts.len();
    let today = scale::date(&timeline.as_of);
    parts.iter().enumerate().map(|(at, part)| picture(part, &scale, today, (at + 1, count))).collect()
}

#[derive(Clone, Copy)]
enum Line<'a> {
    Group(&'a str),
    Row(&'a Row<'a>),
}

/// A row with its days.
struct Row<'a> {
    of: &'a TimelineRow,
    start: Option<Date>,
    finish: Date,
    committed: Option<Date>,
    baseline: Option<Date>,
    range: Option<(Date, Date)>,
}

impl Row<'_> {
    fn new(row: &TimelineRow) -> Option<Row<'_>> {
        let day = |text: &Option<String>| text.as_deref().and_then(scale::date);
        let finish = scale::date(&row.finish)?;
        Some(Row {
            of: row,
            start: day(&row.start).map(|start| start.min(finish)),
            finish,
            committed: day(&row.committed),
            baseline: day(&row.baseline),
            range: day(&row.p50).zip(day(&row.p80)).map(|(p50, p80)| (p50, p80.max(p50))),
        })
    }

    fn days(&self) -> Vec<Date> {
        let range = self.range.into_iter().flat_map(|(p50, p80)| [p50, p80]);
        let days = [self.start, Some(self.finish), self.committed, self.baseline];
        days.into_iter().flatten().chain(range).collect()
    }
}

fn picture(
    lines: &[Line<'_>],
    scale: &Scale,
    today: Option<Date>,
    (number, count): (usize, usize),
) -> Drawing {
    let mut canvas = Canvas::new();
    #[allow(clippy::cast_precision_loss)] // at most MAX_LINES
    let bottom = HEAD + lines.len() as f64 * ROW;
    scale.draw(&mut canvas, (HEAD, bottom), today);
    let mut y = HEAD;
    for line in lines {
        match line {
            Line::Group(name) => {
                canvas.rect([0.0, y, WIDTH, ROW], 0.0, Look::Band);
                let name = words::cut(name, FONT * 1.08, LABELS - 12.0);
                canvas.text((4.0, y + 18.5), Style::strong(), &name);
            }
            Line::Row(row) => draw_row(&mut canvas, row, scale, y),
        }
        y += ROW;
    }
    let end = legend::draw(&mut canvas, (4.0, bottom + 4.0), WIDTH, &signs(lines));
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    canvas.finish((WIDTH, end + 2.0), &format!("{}{which}; the tables have the same dates", alt(lines)))
}

fn rows<'l>(lines: &'l [Line<'_>]) -> impl Iterator<Item = &'l Row<'l>> {
    lines.iter().filter_map(|line| if let Line::Row(row) = line { Some(*row) } else { None })
}

fn alt(lines: &[Line<'_>]) -> String {
    let late = rows(lines).filter(|row| !row.of.done && row.committed.is_some_and(|day| row.finish > day));
    let done = rows(lines).filter(|row| row.of.done).count();
    format!(
        "Timeline of {}: {done} reached, {} expected after the commitment",
        words::count(rows(lines).count(), "milestone"),
        late.count()
    )
}

/// Explains the signs that there are.
fn signs(lines: &[Line<'_>]) -> Vec<(Sign, &'static str)> {
    let any = |is: fn(&Row<'_>) -> bool| rows(lines).any(is);
    let all = [
        (any(|row| !row.of.done && !row.of.critical), Sign::Diamond(Look::Planned), "expected"),
        (any(|row| !row.of.done && row.of.critical), Sign::Diamond(Look::Critical), "expected, critical"),
        (any(|row| row.of.done), Sign::Diamond(Look::Done), "reached"),
        (any(|row| row.committed.is_some()), Sign::Flag, "committed"),
        (any(|row| row.range.is_some()), Sign::Box(Look::Range), "forecast P50 to P80"),
        (any(|row| row.baseline.is_some()), Sign::Diamond(Look::Ghost), "baseline"),
    ];
    all.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, sign, words)| (sign, words)).collect()
}

fn draw_row(canvas: &mut Canvas, row: &Row<'_>, scale: &Scale, y: f64) {
    let middle = y + ROW / 2.0;
    canvas.line(&[(LABELS, y + ROW), (LABELS + TIME, y + ROW)], Look::Grid);
    let label = if row.of.title.trim().is_empty() { &row.of.id } else { &row.of.title };
    let label = words::cut(label.trim(), FONT, LABELS - 12.0);
    let id = words::cut(&row.of.id, FONT, LABELS - 12.0);
    canvas.text_or((4.0, y + 18.5), Style::label(), &label, &id);

    if let Some((p50, p80)) = row.range {
        let left = scale.x(p50);
        let width = (scale.x(p80) + scale.day() - left).max(3.0);
        canvas.rect([left, middle - 9.0, width, 18.0], 2.0, Look::Range);
    }
    let look = match (row.of.done, row.of.critical) {
        (true, _) => Look::Done,
        (false, true) => Look::Critical,
        (false, false) => Look::Planned,
    };
    let at = scale.middle(row.finish);
    if let Some(start) = row.start {
        let left = scale.x(start);
        canvas.rect([left, middle - 3.0, (at - left).max(2.0), 6.0], 1.0, look);
    }
    if let Some(baseline) = row.baseline.filter(|day| *day != row.finish) {
        let ghost = scale.middle(baseline);
        canvas.line(&[(ghost, middle), (at, middle)], Look::Ghost);
        canvas.diamond((ghost, middle), 6.0, Look::Ghost);
    }
    if let Some(committed) = row.committed {
        legend::flag(canvas, (scale.middle(committed), middle), 12.0);
    }
    canvas.diamond((at, middle), 6.0, look);

    let left = LABELS + TIME + 6.0;
    let sign = match row.of.status {
        Status::Green => Some(Sign::Circle(Look::Green)),
        Status::Amber => Some(Sign::Diamond(Look::Amber)),
        Status::Red => Some(Sign::Box(Look::Red)),
        Status::None | Status::Blue | Status::Grey => None,
    };
    if let Some(sign) = sign {
        legend::sign(canvas, (left + 9.0, middle), sign);
    }
    let note = words::cut(&row.of.note, SMALL, NOTES - 34.0);
    canvas.text((left + 24.0, y + 18.0), Style::small(), &note);
}
