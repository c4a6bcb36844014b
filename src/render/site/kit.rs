//! The parts that pages are put together from: lozenges, days, tables, facts.

use crate::render::site::frame::Frame;
use crate::render::site::html::Attribute;
use crate::render::site::html::Html;
use crate::render::site::html::NONE;
use crate::render::site::html::when;
use crate::report::ColourCell;
use crate::report::Named;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What stands where there is nothing.
pub(crate) const NOTHING: &str = "–";

/// Returns a day as people read it: `4 Mar 2027`.
pub(crate) fn day_text(iso: &str) -> String {
    let mut parts = iso.rsplitn(3, '-');
    let (day, month, year) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    match (day.map(|d| d.trim_start_matches('0')), month, year) {
        (Some(day), Some(month), Some(year)) => format!("{day} {month} {year}"),
        _ => iso.to_owned(),
    }
}

/// Returns the short name of a month, from 1.
pub(crate) fn month_name(month: usize) -> &'static str {
    MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default()
}

/// Returns the sign that tells a colour without colour.
fn sign(colour: &str) -> &'static str {
    match colour {
        "green" => "●",
        "amber" => "▲",
        "red" => "■",
        "blue" => "◆",
        _ => "○",
    }
}

/// Writes a lozenge: sign, word and colour.
pub(crate) fn lozenge(h: &mut Html, colour: &str, word: &str) {
    h.wrap("span", &[("class", &format!("lozenge {colour}"))], |h| {
        h.el("span", &[("aria-hidden", "true")], sign(colour));
        h.text(" ");
        h.text(word);
    });
}

/// Writes a computed colour, and what a person says besides.
pub(crate) fn colour(h: &mut Html, cell: &ColourCell) {
    lozenge(h, cell.colour, cell.word);
    for beside in &cell.beside {
        h.wrap("small", &[("class", "beside")], |h| {
            h.text(&format!("{} ", beside.label));
            lozenge(h, beside.colour, beside.word);
        });
    }
}

/// Writes a day, or that there is none.
pub(crate) fn day(h: &mut Html, iso: Option<String>) {
    match iso {
        Some(iso) => h.el("time", &[("datetime", &iso)], &day_text(&iso)),
        None => h.el("span", &[("class", "none")], NOTHING),
    }
}

/// Writes text, or that there is none.
pub(crate) fn words(h: &mut Html, text: Option<&str>) {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => h.text(text),
        None => h.el("span", &[("class", "none")], NOTHING),
    }
}

/// Writes a message of our own: what stands in backticks is code.
pub(crate) fn message(h: &mut Html, text: &str) {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return h.text(text);
    }
    for (n, part) in parts.into_iter().enumerate() {
        match n % 2 {
            0 => h.text(part),
            _ => h.el("code", &[], part),
        }
    }
}

/// Writes a link where there is somewhere to go, else the text alone.
pub(crate) fn link(h: &mut Html, to: Option<&str>, text: &str) {
    match to {
        Some(to) => h.el("a", &[("href", to)], text),
        None => h.text(text),
    }
}

/// Writes references to items, each with a link to its place.
pub(crate) fn named(h: &mut Html, frame: &Frame<'_>, program: &str, items: &[Named]) {
    if items.is_empty() {
        return words(h, None);
    }
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            h.text(", ");
        }
        link(h, frame.item(program, &item.id).as_deref(), &item.title);
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    head: &'static str,
    class: &'static str,
    is_facet: bool,
}

impl Column {
    /// Returns a column of text.
    pub(crate) const fn text(head: &'static str) -> Column {
        Column { head, class: "", is_facet: false }
    }

    /// Returns a column of numbers: set to the right.
    pub(crate) const fn number(head: &'static str) -> Column {
        Column { head, class: "number", is_facet: false }
    }

    /// Returns a column of days: they do not break.
    pub(crate) const fn day(head: &'static str) -> Column {
        Column { head, class: "day", is_facet: false }
    }

    /// Returns a column whose values readers choose from.
    pub(crate) const fn facet(head: &'static str) -> Column {
        Column { head, class: "", is_facet: true }
    }
}

/// A table: caption and columns.
pub(crate) struct Table<'a> {
    /// What it lists.
    pub(crate) caption: &'a str,
    /// Its columns; the first one heads its rows.
    pub(crate) columns: &'a [Column],
    /// Readers can filter it.
    pub(crate) filter: bool,
}

/// Writes the rows of a table.
pub(crate) struct Rows<'h, 'a> {
    h: &'h mut Html,
    columns: &'a [Column],
    at: usize,
}

impl Table<'_> {
    /// Writes a table, which scrolls in its box where the page is narrower.
    pub(crate) fn write(&self, h: &mut Html, rows: impl FnOnce(&mut Rows<'_, '_>)) {
        let region = [("class", "table"), ("tabindex", "0"), ("aria-label", self.caption)];
        h.wrap("section", &region, |h| {
            h.wrap("table", &[when(self.filter, "data-filter", "filter")], |h| {
                h.el("caption", &[("class", "hidden")], self.caption);
                h.wrap("thead", &[], |h| {
                    h.wrap("tr", &[], |h| {
                        for column in self.columns {
                            let facet = when(column.is_facet, "data-facet", "facet");
                            let class = when(!column.class.is_empty(), "class", column.class);
                            h.el("th", &[("scope", "col"), class, facet], column.head);
                        }
                    });
                });
                h.wrap("tbody", &[], |h| rows(&mut Rows { h, columns: self.columns, at: 0 }));
            });
        });
    }
}

impl Rows<'_, '_> {
    /// Writes a row; `id` is its place on the page.
    pub(crate) fn row(&mut self, id: Option<&str>, cells: impl FnOnce(&mut Self)) {
        self.at = 0;
        self.h.open("tr", &[id.map_or(NONE, |id| ("id", id))]);
        cells(self);
        self.h.close("tr");
    }

    /// Writes the next cell of the row.
    pub(crate) fn cell(&mut self, inside: impl FnOnce(&mut Html)) {
        let column = self.columns[self.at.min(self.columns.len() - 1)];
        let class: Attribute<'_> = when(!column.class.is_empty(), "class", column.class);
        match self.at {
            0 => self.h.wrap("th", &[("scope", "row"), class], inside),
            _ => self.h.wrap("td", &[("data-label", column.head), class], inside),
        }
        self.at += 1;
    }

    /// Writes a cell of text.
    pub(crate) fn text(&mut self, text: Option<&str>) {
        self.cell(|h| words(h, text));
    }

    /// Writes a cell with a day.
    pub(crate) fn day(&mut self, iso: Option<String>) {
        self.cell(|h| day(h, iso));
    }
}

/// Writes facts: label and value.
pub(crate) fn fact(h: &mut Html, label: &str, value: impl FnOnce(&mut Html)) {
    h.wrap("div", &[], |h| {
        h.el("dt", &[], label);
        h.wrap("dd", &[], value);
    });
}

/// Writes a section with its heading.
pub(crate) fn section(h: &mut Html, title: &str, inside: impl FnOnce(&mut Html)) {
    h.wrap("section", &[], |h| {
        h.el("h2", &[], title);
        inside(h);
    });
}

/// Writes a sentence where a section has nothing to show.
pub(crate) fn empty(h: &mut Html, sentence: &str) {
    h.el("p", &[("class", "empty")], sentence);
}

/// Says that files have errors, when they have.
pub(crate) fn incomplete(h: &mut Html, text: Option<&str>) {
    if let Some(text) = text {
        h.wrap("p", &[("class", "notice"), ("role", "note")], |h| h.text(text));
    }
}
