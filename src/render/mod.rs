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
pub(crate) mod figures;
pub mod filters;
pub mod findings;
mod finish;
mod formats;
pub mod gantt;
pub mod heat;
mod links;
pub mod marks;
pub mod mermaid;
mod names;
pub mod outline;
mod page;
mod paint;
mod parse;
mod pictures;
pub mod regions;
pub mod site;
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
    /// The files that a page becomes; the first is the page itself.
    pub files: &'static [TargetFile],
    /// How it shows pictures.
    pub pictures: Pictures,
}

/// How a target shows pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// Drawn in the page.
    Inline,
    /// As SVG files beside the page; what Mermaid can draw stays its text.
    Svg,
    /// As PNG files beside the page.
    Png,
    /// Not at all: the words and tables have the same.
    None,
}

/// A file that a page becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What follows the page's name: `.md`, `-timeline.svg`.
    pub suffix: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// It is a picture of the page.
    pub is_picture: bool,
}

impl File {
    /// Returns its text; pixels have none.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

/// A file that a target makes of a page.
#[derive(Clone, Copy, Debug)]
pub struct TargetFile {
    /// What follows the page's name: `md`, `slack.json`.
    pub extension: &'static str,
    /// Writes it.
    pub write: Write,
}

/// What a file of a target is written from.
#[derive(Clone, Copy, Debug)]
pub enum Write {
    /// The parsed document.
    Document(fn(&Document, &Page) -> String),
    /// The view itself: for programs.
    View(fn(&serde_json::Value) -> String),
}

impl Target {
    /// Returns the extension of the page itself.
    pub fn extension(&self) -> &'static str {
        self.files[0].extension
    }
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
        files: &[TargetFile { extension: "md", write: Write::Document(targets::gfm::write) }],
        pictures: Pictures::Svg,
    },
    Target {
        name: "confluence",
        about: "Markdown that mark and md2conf publish to Confluence as it is",
        files: &[TargetFile { extension: "md", write: Write::Document(targets::confluence::write) }],
        pictures: Pictures::Png,
    },
    Target {
        name: "storage",
        about: "Confluence storage XHTML for its REST interface, with title, parents and labels beside it",
        files: &[
            TargetFile { extension: "xhtml", write: Write::Document(targets::storage::write) },
            TargetFile { extension: "page.json", write: Write::Document(targets::storage::sidecar) },
        ],
        pictures: Pictures::Png,
    },
    Target {
        name: "html",
        about: "one self-contained web page: to mail, print or keep",
        files: &[TargetFile { extension: "html", write: Write::Document(targets::html::write) }],
        pictures: Pictures::Inline,
    },
    Target {
        name: "slack",
        about: "a Slack message: Block Kit, and the same as mrkdwn text",
        files: &[
            TargetFile { extension: "slack.json", write: Write::Document(targets::slack::blocks) },
            TargetFile { extension: "slack.txt", write: Write::Document(targets::slack::mrkdwn) },
        ],
        pictures: Pictures::None,
    },
    Target {
        name: "teams",
        about: "an Adaptive Card for a Teams workflow",
        files: &[TargetFile { extension: "teams.json", write: Write::Document(targets::teams::write) }],
        pictures: Pictures::None,
    },
    Target {
        name: "json",
        about: "what the page shows, for other programs",
        files: &[TargetFile { extension: "json", write: Write::View(formats::json::text) }],
        pictures: Pictures::None,
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

/// Writes a document as a part of a Markdown file on GitHub: no title, no comment, and no picture that is a file beside it.
pub fn as_part(document: Document) -> String {
    targets::gfm::part(&pictures::without(document))
}

/// Renders a view with a template into a target's files: the page itself first, its pictures last.
/// [`engine::document`] is the half that all targets share.
pub fn render_page(
    template: &str,
    view: &serde_json::Value,
    page: &Page,
    target: &Target,
    templates: &Templates,
) -> Result<Vec<File>, RenderError> {
    let document = engine::document(template, view, page, templates)?;
    let (document, pictures) = pictures::beside(document, page, target.pictures);
    let mut page = page.clone();
    page.attachments.extend(pictures.iter().map(|file| format!("{}{}", page.name, file.suffix)));
    let text = |file: &TargetFile| match file.write {
        Write::Document(write) => write(&document, &page),
        Write::View(write) => write(view),
    };
    let file = |file: &TargetFile| File {
        suffix: format!(".{}", file.extension),
        bytes: text(file).into_bytes(),
        is_picture: false,
    };
    Ok(target.files.iter().map(file).chain(pictures).collect())
}
