//! From a finished view to text. Sees views only: no model, no plan, no file, no clock.
//!
//! Two tables. A [`Format`] encodes any [`View`] for machines. A [`Target`] writes a page for people: a report's one
//! Markdown template and its view give a typed [`Document`], and each target's writer turns that
//! into its own syntax with its own escaping. A new report works in every target, a new target for every report.
//!
//! Start at [`render_page`]; template authors at [`engine`], [`marks`] and [`filters`].
#![warn(clippy::disallowed_methods)]

mod context;
pub mod document;
pub mod dot;
pub mod engine;
mod error;
pub mod filters;
pub mod findings;
mod finish;
mod formats;
pub mod gantt;
pub mod graph;
mod links;
pub mod marks;
pub mod mermaid;
mod names;
mod page;
mod parse;
mod targets;
pub mod terminal;
pub mod text;

#[cfg(test)]
mod tests;

pub use engine::Templates;
pub use error::RenderError;
pub use page::Page;

use crate::render::document::Document;
use crate::report::View;

/// An encoding of views for machines.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The name, as in `--format <name>`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Encodes a view.
    pub encode: fn(&dyn View) -> Result<String, RenderError>,
}

/// A place where pages are read.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name, as in `--target <name>`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// Writes a page.
    pub write: fn(&Document, &Page) -> String,
}

/// Every format.
pub static FORMATS: &[Format] = &[
    Format { name: "json", about: "the whole view, versioned", encode: formats::json::encode },
    Format { name: "csv", about: "the view's main table", encode: formats::csv::encode },
];

/// Every target.
pub static TARGETS: &[Target] = &[
    Target {
        name: "gfm",
        about: "Markdown for GitHub and GitLab",
        extension: "md",
        write: targets::gfm::write,
    },
    Target {
        name: "confluence",
        about: "Markdown that mark and md2conf publish to Confluence as it is",
        extension: "md",
        write: targets::confluence::write,
    },
];

/// Returns the target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Returns the format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Returns any JSON as text: indented, with what drives a terminal escaped.
pub fn json(value: &serde_json::Value) -> String {
    formats::json::text(value)
}

/// Renders a view with a template into a target's text. [`engine::document`] is the half that all targets share.
pub fn render_page(
    template: &str,
    view: &serde_json::Value,
    page: &Page,
    target: &Target,
    templates: &Templates,
) -> Result<String, RenderError> {
    let document = engine::document(template, view, page, templates)?;
    Ok((target.write)(&document, page))
}
