//! The template engine: a report's Markdown template and its view give marked text, parsed into a [`Document`].
//!
//! For template authors. Templates are [minijinja](https://docs.rs/minijinja); a report's is
//! `reports/<name>.md.j2`, parts that several share are `partials/<name>.md.j2`, and a file of the same name in the
//! workspace's `templates/` takes the shipped one's place. The view's fields are the names; `page` has `title`,
//! `period`, `as_of` and `note`. Lines that hold only a `{% … %}` leave no blank line behind.
//! - **What is printed is text.** `{{ title }}` shows exactly the title, in a heading, a cell, a link's text or
//!   address, at a line's start; it never becomes Markdown. A null shows as `–`. Only `prose` and `inline` read a
//!   value as Markdown, and a macro or `{% set %}…{% endset %}` keeps the Markdown that the template itself wrote.
//! - **Begin at `##`**: the title is written by the target. No raw HTML. Numbered lists are written `1.` throughout.
//! - **Marks** are listed in [`marks`](crate::render::marks), filters and functions in [`filters`].
//! - A misspelt name is an error with the names there are. Loops are bounded by fuel; a template reads no file, no
//!   environment and no clock.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use minijinja::AutoEscape;
use minijinja::Environment;
use minijinja::Error;
use minijinja::ErrorKind;
use minijinja::UndefinedBehavior;
use minijinja::syntax::SyntaxConfig;
use serde_json::Value as Json;

use crate::render::context;
use crate::render::document::Document;
use crate::render::error::RenderError;
use crate::render::error::quoted;
use crate::render::filters;
use crate::render::names;
use crate::render::page::Page;
use crate::render::parse;
use crate::render::text;

/// What a render may cost: about as many instructions, and 64 bytes of text each. A table of 5,000 rows takes a twentieth.
const FUEL: u64 = 4_000_000;

/// How deep templates may include and call each other.
const RECURSION: usize = 64;

/// Parts that several reports share.
const PARTIALS: &[(&str, &str)] =
    &[("partials/footer.md.j2", include_str!("../../templates/partials/footer.md.j2"))];

/// The templates that a render may use: the shipped ones, and the workspace's in their place.
#[derive(Clone, Debug)]
pub struct Templates {
    texts: BTreeMap<String, Cow<'static, str>>,
    own: BTreeMap<String, String>,
}

impl Templates {
    /// Takes the workspace's own templates: name below `templates/` (`reports/status.md.j2`) and text.
    pub fn new(own: BTreeMap<String, String>) -> Templates {
        let own = own.into_iter().map(|(name, text)| (name, text::clean(&text))).collect();
        Templates { texts: BTreeMap::new(), own }.with(PARTIALS)
    }

    /// Adds shipped templates: name and text. The workspace's own win, whichever comes first.
    #[must_use]
    pub fn with(mut self, shipped: &[(&'static str, &'static str)]) -> Templates {
        self.texts.extend(shipped.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))));
        self
    }

    /// Returns the text of a template.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.own.get(name).map(String::as_str).or_else(|| self.texts.get(name).map(AsRef::as_ref))
    }

    /// Returns every template's name, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.texts.keys().chain(self.own.keys()).cloned().collect();
        names.sort();
        names.dedup();
        names
    }

    /// Tells whether the template is the workspace's own.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }
}

/// Renders a template with a view into a document, which any target can write.
pub fn document(
    template: &str,
    view: &Json,
    page: &Page,
    templates: &Templates,
) -> Result<Document, RenderError> {
    if templates.text(template).is_none() {
        return Err(RenderError::NoTemplate { name: template.to_owned(), names: templates.names() });
    }
    let Json::Object(fields) = view else {
        return Err(RenderError::View { template: template.to_owned() });
    };
    let mut fields = fields.clone();
    let about = serde_json::json!({
        "title": page.heading(), "period": page.period, "as_of": page.as_of, "note": page.note,
    });
    fields.entry("page").or_insert(about);
    let fields = Json::Object(fields);

    let env = environment(templates);
    let marked = env
        .get_template(template)
        .and_then(|t| t.render(context::to_value(&fields)))
        .map_err(|error| template_error(&error, template, &fields, templates))?;
    parse::document(&marked, page).map_err(|fault| RenderError::Text {
        template: template.to_owned(),
        message: fault.message,
        help: fault.help,
    })
}

fn environment(templates: &Templates) -> Environment<'_> {
    let mut env = Environment::new();
    let texts = templates.clone();
    env.set_loader(move |name| Ok(texts.text(name).map(str::to_owned)));
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("text".into()));
    env.set_formatter(|out, _, value| Ok(out.write_str(&filters::printed(value)?)?));
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(RECURSION);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    if let Ok(syntax) = syntax.build() {
        env.set_syntax(syntax);
    }
    filters::register(&mut env);
    env
}

fn template_error(error: &Error, template: &str, fields: &Json, templates: &Templates) -> RenderError {
    let mut innermost = error;
    while let Some(inner) = std::error::Error::source(innermost).and_then(|e| e.downcast_ref::<Error>()) {
        innermost = inner;
    }
    let name = innermost.name().or(error.name()).unwrap_or(template).to_owned();
    let line = innermost.line().or(error.line());
    let found =
        |message: String, help: String| RenderError::Template { template: name.clone(), line, message, help };
    let detail = innermost.detail().unwrap_or_default().to_owned();
    match innermost.kind() {
        ErrorKind::UndefinedError => {
            let text = templates.text(&name).unwrap_or_default();
            match innermost.range().and_then(|range| names::unknown(tag(text, range), text, fields)) {
                Some(unknown) => found(format!("no `{}` here", unknown.name), unknown.help()),
                None => found("a name is not defined here".to_owned(), String::new()),
            }
        }
        ErrorKind::TemplateNotFound => found(
            detail,
            format!("templates are named from the templates folder: {}", quoted(&templates.names())),
        ),
        ErrorKind::OutOfFuel => found(
            "the template does not come to an end: it used up its fuel".to_owned(),
            "look for loops within loops; one render may take four million steps".to_owned(),
        ),
        ErrorKind::UnknownFilter => {
            found(detail, format!("filters of epm: {}", quoted(&filters::filter_names())))
        }
        ErrorKind::UnknownFunction => {
            found(detail, format!("functions of epm: {}", quoted(&filters::function_names())))
        }
        kind if detail.is_empty() => found(kind.to_string(), String::new()),
        _ => found(detail, String::new()),
    }
}

/// Returns the tag that `range` lies in, from its start to the range's end.
fn tag(text: &str, range: Range<usize>) -> &str {
    let before = text.get(..range.start).unwrap_or_default();
    let start = before.rfind("{{").max(before.rfind("{%")).map_or(range.start, |at| at + 2);
    text.get(start..range.end).unwrap_or_default()
}
