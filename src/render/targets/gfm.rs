//! GitHub Markdown, as GitLab reads it too: a lozenge is a coloured sign and its word, a fold is `<details>`, a
//! callout an alert, a diagram a fence.
//!
//! Text is escaped with backslashes and, where a platform acts upon what the parser lets through, guarded with a
//! zero-width space: `@org/team` pings nobody, `fixes #1` closes nothing, `:tada:` stays a word.

use crate::render::document::Block;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::page::Page;
use crate::render::page::comment;
use crate::render::targets::markdown;
use crate::render::targets::markdown::Around;
use crate::render::targets::markdown::Dialect;
use crate::render::targets::markdown::Place;
use crate::render::targets::signs::sign;

/// Keeps a platform from acting upon a word; invisible.
const GUARD: &str = "&#8203;";

/// Writes a page.
pub(crate) fn write(document: &Document, page: &Page) -> String {
    let mut out = String::new();
    if !page.note.is_empty() {
        out.push_str(&format!("<!-- {} -->\n\n", comment(&page.note)));
    }
    let title = page.heading();
    if !title.is_empty() {
        out.push_str(&format!("# {}\n\n", markdown::line(&Gfm, &[Inline::Text(title)], Place::Heading)));
    }
    out.push_str(&part(document));
    out
}

/// Writes a page without its title and without the comment on where it comes from.
pub(crate) fn part(document: &Document) -> String {
    format!("{}\n", markdown::blocks(&Gfm, &document.blocks).trim_end())
}

struct Gfm;

impl Dialect for Gfm {
    const SPACE: &'static str = " ";

    fn text(&self, words: &str, around: Around) -> String {
        let mut out = String::with_capacity(words.len() + 8);
        let mut before = around.before;
        let mut numbers = around.opens && around.place == Place::Paragraph;
        for (at, c) in words.char_indices() {
            let rest = &words[at + c.len_utf8()..];
            let opens = at == 0 && around.opens;
            let next = rest.chars().next();
            match c {
                '\\' | '`' | '*' | '[' | ']' | '~' => out.extend(['\\', c]),
                '<' => out.push_str("&lt;"),
                '|' => out.push_str("&#124;"),
                '$' => out.push_str("&#36;"),
                '_' if !(before.is_some_and(is_word) && next.is_some_and(is_word)) => out.push_str("\\_"),
                '&' if is_entity(rest) => out.push_str("&amp;"),
                '!' if next.is_none() && around.more => out.push_str("\\!"),
                '.' | ')' if numbers && at > 0 => out.extend(['\\', c]),
                '>' | '+' | '-' | '=' if opens && around.place == Place::Paragraph => out.extend(['\\', c]),
                // GitLab's description lists, and ids of headings elsewhere
                ':' if opens && around.place == Place::Paragraph => out.push_str("&#58;"),
                '{' if next == Some('#') => out.push_str("&#123;"),
                '/' if opens => out.push_str("&#47;"),
                '#' if opens || next.is_none() => out.push_str("\\#"),
                ':' if rest.starts_with("//") && is_reference(rest) => out.push_str(&format!(":{GUARD}")),
                ':' if rest.starts_with("//") => out.push_str("&#58;"),
                '.' if is_www(&words[..at], around.before) => out.push_str("&#46;"),
                '@' if before.is_some_and(is_word) => out.push_str("&#64;"),
                c => out.push(c),
            }
            if is_trigger(c, before, &words[..at], rest) {
                out.push_str(GUARD);
            }
            numbers &= c.is_ascii_digit();
            before = Some(c);
        }
        out
    }

    fn code(&self, code: &str, place: Place) -> String {
        if place == Place::Cell && code.contains('|') {
            // a pipe is escaped in a cell, code or not; but a backslash before it could not be told apart
            let clear = !code.contains("\\|");
            return if clear { self.code(&code.replace('|', "\\|"), Place::Heading) } else { tagged(code) };
        }
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let ticks = "`".repeat(longest + 1);
        let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        format!("{ticks}{pad}{code}{pad}{ticks}")
    }

    fn part(&self, part: &Inline) -> String {
        let words = |text: &str| markdown::line(self, &[Inline::Text(text.to_owned())], Place::Cell);
        match part {
            Inline::Status(colour, text) => format!("{} {}", sign(*colour), words(text)),
            Inline::Date(date) => date.clone(),
            Inline::Anchor(id) => format!("<a id=\"{id}\"></a>"),
            Inline::Break => "<br/>".to_owned(),
            _ => String::new(),
        }
    }

    fn indent(&self, ordered: bool) -> usize {
        if ordered { 3 } else { 2 }
    }

    fn block(&self, block: &Block, _near: [Option<&Block>; 2]) -> Option<String> {
        match block {
            Block::Callout(kind, inner) => Some(markdown::alert(self, *kind, inner)),
            Block::Fold(title, inner) => {
                let body = markdown::blocks(self, inner);
                Some(format!("<details>\n<summary>{}</summary>\n\n{body}\n\n</details>", html(title)))
            }
            _ => None,
        }
    }

    fn between(&self, before: &Block, after: &Block) -> Option<&'static str> {
        let quoted = |block: &Block| matches!(block, Block::Quote(_) | Block::Callout(..));
        (quoted(before) && quoted(after)).then_some("<!-- -->")
    }
}

fn tagged(code: &str) -> String {
    format!("<code>{}</code>", html(code))
}

/// Escapes text that stands between HTML tags, and guards it as Markdown text is.
fn html(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = None;
    for (at, c) in words.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '$' => out.push_str(&format!("&#{};", c as u32)),
            ':' if words[at..].starts_with("://") => out.push_str("&#58;"),
            '.' if is_www(&words[..at], None) => out.push_str("&#46;"),
            c => out.push(c),
        }
        if is_trigger(c, before, &words[..at], &words[at + c.len_utf8()..]) {
            out.push_str(GUARD);
        }
        before = Some(c);
    }
    out
}

/// Tells whether a platform acts upon what begins with `c`: a mention, a reference, an emoji's name.
fn is_trigger(c: char, before: Option<char>, left: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    match c {
        '@' => {
            !before.is_some_and(|c| c.is_ascii_alphanumeric())
                && next.is_some_and(|c| c.is_ascii_alphanumeric())
        }
        '#' => next.is_some_and(|c| c.is_ascii_digit()),
        '-' => left.to_ascii_lowercase().ends_with("gh") && next.is_some_and(|c| c.is_ascii_digit()),
        ':' => {
            let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+')));
            name.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
        }
        _ => false,
    }
}

/// Tells whether an address names an issue or a change, to which a platform would add a back link.
fn is_reference(rest: &str) -> bool {
    let address = rest.split(' ').next().unwrap_or_default();
    ["/issues/", "/pull/", "/-/"].iter().any(|part| address.contains(part))
}

/// Tells whether an ampersand before `rest` could be read as an entity; at the text's end, whatever follows counts.
fn is_entity(rest: &str) -> bool {
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'));
    name.is_none_or(|end| rest[end..].starts_with(';'))
}

/// Letters and digits that every reader takes for such.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_www(left: &str, before: Option<char>) -> bool {
    let word = left.to_ascii_lowercase();
    let outer = word.strip_suffix("www").map(|left| left.chars().last().or(before));
    outer.is_some_and(|c| !c.is_some_and(char::is_alphanumeric))
}
