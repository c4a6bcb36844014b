//! Confluence by Markdown: one file that both mark (16 or later) and md2conf (0.5 or later) publish unchanged.
//!
//! What differs between the two, or breaks one of them, was measured construct by construct; so: entities and never
//! backslashes, lists indented by four, a blank line around every block, `&#32;` between two styled pieces, macros
//! with XHTML bodies, and XHTML for any nesting that one of the readers would take apart. A page begins with the
//! comments that both read: space, parents, title, labels, files. Publish with `mark --drop-h1 --changes-only -f …` or
//! `md2conf … --heading-anchors --skip-title-heading --skip-update`.

use crate::render::document::Block;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::document::List;
use crate::render::page::Page;
use crate::render::page::comment;
use crate::render::targets::markdown;
use crate::render::targets::markdown::Around;
use crate::render::targets::markdown::Dialect;
use crate::render::targets::markdown::Place;
use crate::render::targets::xhtml;
use crate::render::targets::xhtml::Ink;

/// Writes a page.
pub(crate) fn write(document: &Document, page: &Page) -> String {
    let mut out = header(page);
    let title = page.heading();
    if !title.is_empty() {
        out.push_str(&format!(
            "# {}\n\n",
            markdown::line(&Confluence, &[Inline::Text(title)], Place::Heading)
        ));
    }
    out.push_str(&markdown::blocks(&Confluence, &document.blocks));
    format!("{}\n", out.trim_end())
}

/// Writes the comments that both publishers read; each ignores the other's.
fn header(page: &Page) -> String {
    let mut mark = String::new();
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            mark.push_str(&format!("<!-- {key}: {value} -->\n"));
        }
    };
    let space = word(&page.space, &['~', '_', '-']);
    add("Space", &space);
    page.parents.iter().for_each(|parent| add("Parent", &comment(parent)));
    if !space.is_empty() {
        add("Title", &page.heading());
    }
    page.labels
        .iter()
        .for_each(|label| add("Label", &word(&label.to_lowercase().replace(' ', "-"), &['_', '-', '.'])));
    let files = page.attachments.iter().filter(|file| !is_picture(file));
    files.for_each(|file| add("Attachment", &comment(file)));

    let mut md2conf = String::new();
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            md2conf.push_str(&format!("<!-- {key}: {value} -->\n"));
        }
    };
    add("confluence-page-id", &word(&page.page_id, &[]));
    add("confluence-space-key", &space);
    add("generated-by", &comment(&page.note));
    let gap = |part: &str| if part.is_empty() { "" } else { "\n" };
    format!("{mark}{}{md2conf}{}", gap(&mark), gap(&md2conf))
}

struct Confluence;

impl Dialect for Confluence {
    const SPACE: &'static str = "&#32;";

    fn text(&self, words: &str, around: Around) -> String {
        escape(words, around.opens && around.place == Place::Paragraph, around.before)
    }

    fn code(&self, code: &str, _place: Place) -> String {
        let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '/' | '-' | ',');
        if code.chars().all(simple) { format!("`{code}`") } else { format!("<code>{}</code>", inner(code)) }
    }

    fn part(&self, part: &Inline) -> String {
        xhtml::part(part, inner)
    }

    fn indent(&self, _ordered: bool) -> usize {
        4
    }

    fn block(&self, block: &Block, near: [Option<&Block>; 2]) -> Option<String> {
        let quoted = |block: Option<&Block>| matches!(block, Some(Block::Quote(_) | Block::Callout(..)));
        let alone = !near.into_iter().any(quoted);
        match block {
            Block::Callout(kind, inner) if alone && inner.iter().all(is_simple) => {
                Some(markdown::alert(self, *kind, inner))
            }
            Block::Quote(inner) if alone && inner.iter().all(is_simple) => None,
            Block::Quote(_)
            | Block::Callout(..)
            | Block::Fold(..)
            | Block::Properties(_)
            | Block::Rollup(_) => Some(xhtml::block(block, Ink::plain(inner))),
            Block::List(list) if !is_plain(list) => Some(xhtml::block(block, Ink::plain(inner))),
            Block::List(list) if list.items.iter().any(|item| item.task.is_some()) && !is_tasks(list) => {
                let items = list.items.iter().cloned().map(ticked).collect();
                Some(markdown::blocks(self, &[Block::List(List { ordered: list.ordered, items })]))
            }
            _ => None,
        }
    }
}

/// Escapes text by entities, for both readers and between tags alike.
fn inner(words: &str) -> String {
    escape(words, false, Some('>'))
}

fn escape(words: &str, opens: bool, before: Option<char>) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut before = before;
    let mut numbers = opens;
    for (at, c) in words.char_indices() {
        let rest = &words[at + c.len_utf8()..];
        let next = rest.chars().next();
        let first = opens && at == 0;
        let coded = match c {
            '&' => {
                out.push_str("&amp;");
                before = Some(c);
                numbers = false;
                continue;
            }
            '<' | '>' | '|' | '~' | '^' | '$' | '*' | '[' | ']' | '`' | '\\' | '{' | '#' | '@' => true,
            '_' => !(before.is_some_and(is_word) && next.is_some_and(is_word)),
            '=' => first || next == Some('=') || before == Some('='),
            ':' => first || rest.starts_with("//") || is_emoji(rest),
            '.' => (numbers && at > 0) || is_www(&words[..at]),
            ')' => numbers && at > 0,
            '!' => first || next.is_none(),
            '+' | '-' => first,
            _ => false,
        };
        if first && is_box(words) {
            // a list's item must not open with a box, escaped or not
            out.push('\u{2060}');
        }
        if coded {
            out.push_str(&format!("&#{};", c as u32));
        } else {
            out.push(c);
        }
        if c == '{' && next == Some('#') {
            // md2conf takes `{#id}` off a heading's end, escaped or not
            out.push('\u{2060}');
        }
        numbers &= c.is_ascii_digit();
        before = Some(c);
    }
    out
}

fn is_box(words: &str) -> bool {
    ["[ ]", "[x]", "[X]"].iter().any(|sign| words.starts_with(sign))
}

fn is_emoji(rest: &str) -> bool {
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+')));
    name.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
}

/// Letters and digits that every reader takes for such.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_www(left: &str) -> bool {
    left.to_ascii_lowercase().ends_with("www")
}

/// Tells whether a block may stand in a quote or an item as Markdown.
fn is_simple(block: &Block) -> bool {
    match block {
        Block::Paragraph(_) => true,
        Block::List(list) => is_plain(list) && !list.items.iter().any(|item| item.task.is_some()),
        _ => false,
    }
}

/// Tells whether a list can be written as Markdown: each item opens with a line, and holds what stands four in.
fn is_plain(list: &List) -> bool {
    list.items.iter().all(|item| {
        matches!(item.blocks.first(), Some(Block::Paragraph(_)))
            && item.blocks.iter().skip(1).all(|block| match block {
                Block::Paragraph(_) | Block::Code(..) | Block::Table(_) => true,
                Block::List(inner) => is_plain(inner),
                _ => false,
            })
    })
}

/// Tells whether both readers make tasks of a list: all items are tasks, of one line and perhaps a list.
fn is_tasks(list: &List) -> bool {
    !list.ordered
        && list.items.iter().all(|item| {
            item.task.is_some() && item.blocks.iter().skip(1).all(|block| matches!(block, Block::List(_)))
        })
}

/// Turns a task into an item whose text says whether it is done.
fn ticked(mut item: Item) -> Item {
    let tick = item.tick();
    if let Some(Block::Paragraph(line)) = item.blocks.first_mut() {
        match line.first_mut() {
            Some(Inline::Text(words)) => words.insert_str(0, tick),
            _ => line.insert(0, Inline::Text(tick.to_owned())),
        }
    }
    item.task = None;
    item
}

fn is_picture(file: &str) -> bool {
    let file = file.to_ascii_lowercase();
    ["png", "svg", "jpg", "jpeg", "gif", "webp"].iter().any(|e| file.ends_with(&format!(".{e}")))
}

/// Returns a key or label: letters, digits and `also`.
fn word(value: &str, also: &[char]) -> String {
    value.chars().filter(|c| c.is_ascii_alphanumeric() || also.contains(c)).collect()
}
