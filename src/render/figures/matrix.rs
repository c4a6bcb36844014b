//! Risks by probability and impact: five by five, each field with its score, each risk with what it did since last time.

use std::collections::BTreeMap;

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::Style;
use crate::render::figures::legend;
use crate::render::figures::legend::Sign;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;
use crate::render::figures::words;
use crate::report::picture::RiskMatrix;
use crate::report::picture::RiskSpot;

/// Width of the names of the rows.
const LABELS: f64 = 96.0;
/// Width of a field.
const WIDE: f64 = 170.0;
/// Height of a field.
const HIGH: f64 = 82.0;
/// Where the fields begin.
const TOP: f64 = 30.0;
/// Risks in a row and in a column of a field.
const ACROSS: usize = 2;
/// See [`ACROSS`].
const DOWN: usize = 3;
/// Size of a risk's id.
const SIZE: f64 = 11.5;
/// Lines from the old place to the new one; more would be a tangle.
const MAX_WAYS: usize = 8;

const BANDS: [&str; 5] = ["very low", "low", "medium", "high", "very high"];

/// Draws the matrix; nothing without a risk.
pub(super) fn draw(matrix: &RiskMatrix) -> Vec<Drawing> {
    let risks: Vec<&RiskSpot> = matrix.risks.iter().filter(|risk| is_in(place(risk))).collect();
    if risks.is_empty() {
        return Vec::new();
    }
    let mut canvas = Canvas::new();
    canvas.text((4.0, 18.0), Style::small().toned(Tone::Ink), "Probability");
    for probability in 1..=5 {
        for impact in 1..=5 {
            draw_field(&mut canvas, (probability, impact));
        }
    }
    let moved = risks.iter().filter(|risk| risk.before.is_some_and(|from| from != place(risk)));
    moved.take(MAX_WAYS).for_each(|risk| draw_way(&mut canvas, risk));
    let mut fields: BTreeMap<(u8, u8), Vec<&RiskSpot>> = BTreeMap::new();
    risks.iter().for_each(|risk| fields.entry(place(risk)).or_default().push(risk));
    fields.iter().for_each(|(field, risks)| draw_risks(&mut canvas, *field, risks));
    let bottom = TOP + 5.0 * HIGH;
    for impact in 1..=5_u8 {
        let (x, _) = corner((1, impact));
        let name = format!("{} ({impact})", BANDS[usize::from(impact) - 1]);
        canvas.text((x + WIDE / 2.0, bottom + 16.0), Style::small().centred(), &name);
    }
    let width = LABELS + 5.0 * WIDE + 4.0;
    canvas.text((4.0, bottom + 16.0), Style::small().toned(Tone::Ink), "Impact");
    let end = legend::draw(&mut canvas, (4.0, bottom + 24.0), width, &signs(matrix));
    vec![canvas.finish((width, end + 2.0), &alt(matrix, &risks))]
}

fn place(risk: &RiskSpot) -> (u8, u8) {
    (risk.probability, risk.impact)
}

fn is_in((probability, impact): (u8, u8)) -> bool {
    (1..=5).contains(&probability) && (1..=5).contains(&impact)
}

/// Returns the upper left corner of a field.
fn corner((probability, impact): (u8, u8)) -> (f64, f64) {
    (LABELS + f64::from(impact - 1) * WIDE, TOP + f64::from(5 - probability) * HIGH)
}

fn draw_field(canvas: &mut Canvas, field: (u8, u8)) {
    let (x, y) = corner(field);
    let score = field.0 * field.1;
    let (look, tone, word) = match score {
        12.. => (Look::Red, Tone::OnRed, "high"),
        6.. => (Look::Amber, Tone::OnAmber, "medium"),
        _ => (Look::Green, Tone::OnGreen, "low"),
    };
    canvas.rect([x + 1.0, y + 1.0, WIDE - 2.0, HIGH - 2.0], 2.0, look);
    let style = Style::small().toned(tone);
    canvas.text((x + 6.0, y + 15.0), style, word);
    canvas.text((x + WIDE - 6.0, y + 15.0), style.ended(), &score.to_string());
    if field.1 == 1 {
        let name = format!("{} ({})", BANDS[usize::from(field.0) - 1], field.0);
        canvas.text((4.0, y + HIGH / 2.0 + 4.0), Style::small(), &name);
    }
}

/// Draws the way from the old field to the new one, from middle to middle.
fn draw_way(canvas: &mut Canvas, risk: &RiskSpot) {
    let Some(from) = risk.before.filter(|from| is_in(*from)) else { return };
    let middle = |field| {
        let (x, y) = corner(field);
        (x + WIDE / 2.0, y + HIGH / 2.0 + 8.0)
    };
    let (start, end) = (middle(from), middle(place(risk)));
    canvas.line(&[start, end], Look::Dashed);
    canvas.circle(start, 4.0, Look::Tip);
}

fn draw_risks(canvas: &mut Canvas, field: (u8, u8), risks: &[&RiskSpot]) {
    let (x, y) = corner(field);
    let most = ACROSS * DOWN;
    let shown = if risks.len() > most { most - 1 } else { risks.len() };
    let wide = (WIDE - 8.0) / if risks.len() > DOWN { 2.0 } else { 1.0 };
    let spot = |n: usize| {
        #[allow(clippy::cast_precision_loss)] // at most six
        let (across, down) = ((n / DOWN) as f64, (n % DOWN) as f64);
        (x + 4.0 + across * wide, y + 20.0 + down * 19.0)
    };
    for (n, risk) in risks[..shown].iter().enumerate() {
        let (left, top) = spot(n);
        let style = Style { size: SIZE, ..Style::label() };
        canvas.rect([left + 1.0, top + 1.0, wide - 2.0, 17.0], 3.0, Look::Node);
        let sign = movement(risk);
        if let Some(sign) = sign {
            legend::sign(canvas, (left + 9.0, top + 9.5), sign);
        }
        let inset = if sign.is_some() { 17.0 } else { 6.0 };
        let id = words::cut(&risk.id, SIZE, wide - inset - 4.0);
        canvas.text((left + inset, top + 13.5), style, &id);
    }
    if shown < risks.len() {
        let (left, top) = spot(shown);
        let more = format!("{} more", risks.len() - shown);
        canvas.rect([left + 1.0, top + 1.0, wide - 2.0, 17.0], 3.0, Look::Node);
        canvas.text((left + 6.0, top + 13.5), Style::small(), &words::cut(&more, 11.0, wide - 10.0));
    }
}

fn movement(risk: &RiskSpot) -> Option<Sign> {
    if risk.is_new {
        return Some(Sign::Circle(Look::Active));
    }
    let (probability, impact) = risk.before?;
    let score = |(p, i): (u8, u8)| u16::from(p) * u16::from(i);
    match score(place(risk)).cmp(&score((probability, impact))) {
        std::cmp::Ordering::Greater => Some(Sign::Up),
        std::cmp::Ordering::Less => Some(Sign::Down),
        std::cmp::Ordering::Equal => None,
    }
}

fn signs(matrix: &RiskMatrix) -> Vec<(Sign, &'static str)> {
    let mut out = Vec::new();
    if matrix.risks.iter().any(|risk| risk.is_new) {
        out.push((Sign::Circle(Look::Active), "new since last time"));
    }
    if matrix.risks.iter().any(|risk| risk.before.is_some()) {
        out.push((Sign::Up, "higher than last time"));
        out.push((Sign::Down, "lower than last time"));
        out.push((Sign::Line(Look::Dashed), "from the old place (dot) to the new one"));
    }
    if out.is_empty() {
        out.push((Sign::Box(Look::Node), "a risk, by its id; the number in a field is its score"));
    }
    out
}

fn alt(matrix: &RiskMatrix, risks: &[&RiskSpot]) -> String {
    let high: Vec<&str> = risks
        .iter()
        .filter(|risk| u16::from(risk.probability) * u16::from(risk.impact) >= 12)
        .map(|risk| risk.id.as_str())
        .collect();
    let named = match high.len() {
        0 => "none high".to_owned(),
        n if n <= 5 => format!("high: {}", high.join(", ")),
        n => format!("{n} high, first {}", high[..5].join(", ")),
    };
    let unscored = match matrix.unscored {
        0 => String::new(),
        n => format!("; {n} not scored"),
    };
    let risks = words::count(risks.len(), "risk");
    format!("Risk matrix of {risks}, {named}{unscored}; the table has the same")
}
