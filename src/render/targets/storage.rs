//! Confluence storage XHTML: a page's body as the REST interface takes it, and a sidecar with all that belongs to the
//! page besides its body. No wiki markup is ever written: text is text, macros are only those named here and in `xhtml`.

use serde_json::json;
use sha2::Digest as _;
use sha2::Sha256;

use crate::render::document::Block;
use crate::render::document::Document;
use crate::render::document::Item;
use crate::render::formats;
use crate::render::mermaid;
use crate::render::page::Page;
use crate::render::targets::xhtml;
use crate::render::targets::xhtml::Ink;

const INK: Ink = Ink { escape, own };

/// Writes the body: an XML fragment, a block a line. The title is not in it; Confluence shows it.
pub(crate) fn write(document: &Document, page: &Page) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        out.push_str(&xhtml::block(block, INK));
        out.push('\n');
    }
    let closing = page.closing(document);
    if !closing.is_empty() {
        out.push_str(&format!("<p><em>{}</em></p>\n", escape(closing)));
    }
    out
}

/// Writes what belongs to the page besides its body, and the body's SHA-256, so that an unchanged page is not sent again.
pub(crate) fn sidecar(document: &Document, page: &Page) -> String {
    let digest = Sha256::digest(write(document, page).as_bytes());
    let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    formats::json::text(&json!({
        "version": 1,
        "title": page.heading(),
        "space": page.space,
        "page_id": page.page_id,
        "parents": page.parents,
        "labels": page.labels,
        "attachments": page.attachments,
        "representation": "storage",
        "sha256": hash,
    }))
}

fn own(block: &Block, ink: Ink) -> Option<String> {
    match block {
        Block::Code(language, code) => Some(code_macro(language, code)),
        Block::Mermaid(diagram) => Some(code_macro("text", diagram)),
        Block::Flowchart(graph) => Some(code_macro("text", &mermaid::flowchart(graph).join("\n"))),
        Block::Gantt(chart) => Some(code_macro("text", &mermaid::gantt(chart).join("\n"))),
        Block::List(list) if !list.ordered && list.items.iter().all(|item| item.task.is_some()) => {
            Some(tasks(&list.items, ink))
        }
        _ => None,
    }
}

fn code_macro(language: &str, code: &str) -> String {
    let language = if is_known(language) { xhtml::parameter("language", language) } else { String::new() };
    // A section cannot hold its own end: it is parted there and goes on in another one.
    let code = visible(code).replace("]]>", "]]]]><![CDATA[>");
    format!(
        "<ac:structured-macro ac:name=\"code\">{language}<ac:plain-text-body><![CDATA[{code}]]></ac:plain-text-body></ac:structured-macro>"
    )
}

/// Languages that the code macro knows by these names; it shows an error for others.
fn is_known(language: &str) -> bool {
    ["bash", "java", "javascript", "json", "python", "rust", "sql", "text", "xml", "yaml"].contains(&language)
}

/// Writes a task list. Ids count within the list, so that the same page has the same bytes.
fn tasks(items: &[Item], ink: Ink) -> String {
    let task = |(n, item): (usize, &Item)| {
        let status = if item.task == Some(true) { "complete" } else { "incomplete" };
        let body = match item.blocks.split_first() {
            Some((Block::Paragraph(parts), rest)) => {
                format!("<span>{}</span>{}", xhtml::line(parts, ink.escape), xhtml::blocks(rest, ink))
            }
            _ => xhtml::blocks(&item.blocks, ink),
        };
        let id = n + 1;
        format!(
            "<ac:task><ac:task-id>{id}</ac:task-id><ac:task-status>{status}</ac:task-status><ac:task-body>{body}</ac:task-body></ac:task>"
        )
    };
    format!("<ac:task-list>{}</ac:task-list>", items.iter().enumerate().map(task).collect::<String>())
}

/// Escapes text of an element or attribute. Only XML's own entities are known in storage.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_xml(c) => out.push(c),
            _ => {}
        }
    }
    out
}

fn visible(code: &str) -> String {
    code.chars().filter(|c| is_xml(*c)).collect()
}

/// Tells whether XML 1.0 may hold a character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
