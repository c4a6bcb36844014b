//! Why a page cannot be rendered: a broken template, a view that does not fit, a format that cannot hold it.

use thiserror::Error;

/// Why a page cannot be rendered. The message says what and where, [`RenderError::help`] the next step.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RenderError {
    /// A template is broken, or asks for what the view does not have.
    #[error("template `{template}`{}: {message}", at(*line))]
    Template {
        /// The template's name.
        template: String,
        /// The line in it, from 1.
        line: Option<usize>,
        /// What is wrong.
        message: String,
        /// The next step; empty when the message says it.
        help: String,
    },
    /// A template of the workspace cannot be read.
    #[error("template `{template}` cannot be read: {reason}")]
    Unreadable {
        /// The template's name.
        template: String,
        /// Why.
        reason: String,
    },
    /// There is no template of that name.
    #[error("no template `{name}`")]
    NoTemplate {
        /// The name asked for.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// The template's text cannot be published: a mark in the wrong place, raw HTML, a second title.
    #[error("template `{template}`: {message}")]
    Text {
        /// The template's name.
        template: String,
        /// What is wrong.
        message: String,
        /// The next step.
        help: String,
    },
    /// A view is no JSON object, so a template cannot name its parts.
    #[error("the view for template `{template}` is not an object")]
    View {
        /// The template's name.
        template: String,
    },
    /// A format cannot hold the view.
    #[error("view `{view}` has no table, so it cannot be written as {format}")]
    NoTable {
        /// The view's name.
        view: String,
        /// The format's name.
        format: &'static str,
    },
}

impl RenderError {
    /// Returns the next step for a person; empty when there is none to add.
    pub fn help(&self) -> String {
        match self {
            RenderError::Template { help, .. } | RenderError::Text { help, .. } => help.clone(),
            RenderError::NoTemplate { names, .. } => format!("there are {}", quoted(names)),
            RenderError::View { .. } => "give it named fields".to_owned(),
            RenderError::Unreadable { .. } => "mend the file, or delete it to get the shipped one".to_owned(),
            RenderError::NoTable { .. } => "use `--format json`".to_owned(),
        }
    }
}

/// Returns names in backticks, divided by commas.
pub(crate) fn quoted<S: AsRef<str>>(names: &[S]) -> String {
    names.iter().map(|n| format!("`{}`", n.as_ref())).collect::<Vec<_>>().join(", ")
}

fn at(line: Option<usize>) -> String {
    line.map(|n| format!(", line {n}")).unwrap_or_default()
}
