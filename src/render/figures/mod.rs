//! Pictures, drawn from plain figure data: as SVG or as PNG, the same bytes everywhere.
//!
//! One file a picture turns its data into a [`Drawing`]; [`inline`] writes that into a web page (which must hold
//! [`css`]), [`standalone`] as an SVG file, [`png()`] as pixels. Widths are those of the embedded font ([`font`]), so that a
//! label never runs into another or out of the picture; a test holds that. Colours stand beside words, signs or forms,
//! never alone. A picture too large to read is parted.

mod axis;
mod burnup;
mod distribution;
mod drawing;
mod flowchart;
mod font;
mod gantt;
mod heat;
mod layers;
mod legend;
mod look;
mod matrix;
mod parts;
mod png;
mod scale;
mod slip;
mod sparklines;
mod svg;
mod timeline;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use drawing::Drawing;
pub(crate) use flowchart::flowchart;
pub(crate) use gantt::gantt;
pub(crate) use look::css;
pub(crate) use png::png;
pub(crate) use svg::inline;
pub(crate) use svg::standalone;

use crate::report::picture::Picture;

/// Draws a picture; a large one as several, none when there is nothing to draw.
pub(crate) fn draw(picture: &Picture) -> Vec<Drawing> {
    match picture {
        Picture::Timeline(timeline) => timeline::draw(timeline),
        Picture::RiskMatrix(matrix) => matrix::draw(matrix),
        Picture::Distribution(distribution) => distribution::draw(distribution),
        Picture::SlipChart(chart) => slip::draw(chart),
        Picture::BurnUp(chart) => burnup::draw(chart),
        Picture::Sparklines(rows) => sparklines::draw(rows),
        Picture::HeatMap(map) => heat::draw(map),
    }
}
