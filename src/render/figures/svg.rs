//! A drawing as SVG: within a page, whose style sheet colours it, or on its own in light colours. Text stays text, and
//! `textLength` gives it the room that was measured for it, whichever font the reader has.

use std::fmt::Write as _;

use crate::render::figures::drawing::Anchor;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::Shape;
use crate::render::figures::drawing::Step;
use crate::render::figures::drawing::Text;
use crate::render::figures::look::Look;

/// The fonts that a picture on its own asks for.
const FONTS: &str = "Noto Sans, Segoe UI, Roboto, Helvetica, Arial, DejaVu Sans, sans-serif";

/// Writes a drawing for a web page that holds [`css`](super::css).
pub(crate) fn inline(drawing: &Drawing) -> String {
    let mut out = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" {}>\n", head(drawing));
    drawing.shapes.iter().for_each(|shape| push(shape, true, &mut out));
    out.push_str("</svg>");
    out
}

/// Writes a drawing as a file of its own.
pub(crate) fn standalone(drawing: &Drawing) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"{FONTS}\" {}>\n<title>{}</title>\n",
        head(drawing),
        escape(&drawing.alt)
    );
    push(&Shape::Rect([0.0, 0.0, drawing.width, drawing.height, 0.0], Look::Ground), false, &mut out);
    drawing.shapes.iter().for_each(|shape| push(shape, false, &mut out));
    out.push_str("</svg>\n");
    out
}

fn head(drawing: &Drawing) -> String {
    format!(
        "viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" aria-label=\"{}\"",
        escape(&drawing.alt),
        w = n(drawing.width),
        h = n(drawing.height),
    )
}

fn push(shape: &Shape, is_inline: bool, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Rect([x, y, w, h, radius], look) => {
            let radius = if *radius > 0.0 { format!(" rx=\"{}\"", n(*radius)) } else { String::new() };
            writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{radius}{}/>",
                n(*x),
                n(*y),
                n(*w),
                n(*h),
                paint(*look, is_inline)
            )
        }
        Shape::Path(steps, look) => {
            let steps: Vec<String> = steps.iter().map(step).collect();
            writeln!(out, "<path d=\"{}\"{}/>", steps.join(" "), paint(*look, is_inline))
        }
        Shape::Text(text) => {
            push_text(text, is_inline, out);
            Ok(())
        }
    };
}

fn push_text(text: &Text, is_inline: bool, out: &mut String) {
    let style = text.style;
    let anchor = match style.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (class, role) = style.tone.paint();
    let colour = match is_inline {
        true => format!("class=\"{class}\""),
        false => format!("fill=\"#{:06x}\"", role.is().1),
    };
    let weight = if style.is_strong { " font-weight=\"700\"" } else { "" };
    let width = style.width(&text.words);
    let length = match text.words.chars().nth(1) {
        Some(_) if width > 0.0 => {
            format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", n(width))
        }
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" {colour}{weight}{anchor}{length}>{}</text>",
        n(text.at.0),
        n(text.at.1),
        n(style.size),
        escape(&text.words)
    );
}

fn paint(look: Look, is_inline: bool) -> String {
    let paint = look.paint();
    if is_inline {
        return format!(" class=\"{}\"", paint.class);
    }
    let fill = paint.fill.map_or_else(|| "none".to_owned(), |role| format!("#{:06x}", role.is().1));
    let mut out = format!(" fill=\"{fill}\"");
    if let Some((role, width)) = paint.stroke {
        let _ = write!(out, " stroke=\"#{:06x}\" stroke-width=\"{width}\"", role.is().1);
    }
    if let Some((on, off)) = paint.dash {
        let _ = write!(out, " stroke-dasharray=\"{on} {off}\"");
    }
    out
}

fn step(step: &Step) -> String {
    match step {
        Step::Move(x, y) => format!("M{},{}", n(*x), n(*y)),
        Step::Line(x, y) => format!("L{},{}", n(*x), n(*y)),
        Step::Curve([a, b, c, d, x, y]) => {
            format!("C{},{} {},{} {},{}", n(*a), n(*b), n(*c), n(*d), n(*x), n(*y))
        }
        Step::Close => "Z".to_owned(),
    }
}

/// Writes a number with at most one digit behind the point; never `-0`.
fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0 + 0.0;
    format!("{tenths}")
}

/// Escapes text of an element or attribute.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_text_is_escaped() {
        assert_eq!(n(12.34), "12.3");
        assert_eq!(n(-0.01), "0");
        assert_eq!(escape("<a \"b\"> & \u{1b}"), "&lt;a &quot;b&quot;&gt; &amp;  ");
    }
}
