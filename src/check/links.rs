//! The links of a workspace: in prose, in the bodies of Markdown files, and in the fields that hold addresses.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;

use crate::check::Facts;
use crate::check::SourceText;
use crate::check::texts;
use crate::check::texts::TextAt;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::diag::Subject;
use crate::load::frontmatter;
use crate::model::Step;

/// Fields whose value is an address or a file.
const ADDRESSES: &[&str] = &["links", "evidence", "source_url"];

/// A link in a text: what it leads to, and the bytes it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// An address, or a path.
    pub(crate) target: String,
    /// The bytes of the target; of the whole link when the target stands elsewhere.
    pub(crate) at: Range<usize>,
}

/// A link with its place.
pub(crate) struct LinkAt<'a> {
    facts: &'a Facts<'a>,
    pub(crate) subject: Option<Subject>,
    place: Place,
    /// The file that the link stands in.
    pub(crate) file: &'a str,
    /// What it leads to.
    pub(crate) target: &'a str,
    /// The value of a field for addresses, which may hold other words too.
    pub(crate) is_value: bool,
}

impl LinkAt<'_> {
    /// Starts a finding at the link.
    pub(crate) fn finding(&self, meta: &'static RuleMeta, message: String) -> Finding {
        let mut finding = Finding::new(meta, self.place.clone(), message);
        if let Some(subject) = self.subject {
            self.facts.name(subject, &mut finding);
        }
        finding
    }
}

/// Shows every link of the workspace.
pub(crate) fn of_all(facts: &Facts<'_>, see: &mut dyn FnMut(LinkAt<'_>)) {
    texts::of_all(facts, |text| {
        let Some(Step::Field(field)) = text.at.0.first() else { return };
        let is_address = text.at.0.iter().any(|step| matches!(step, Step::Field(f) if ADDRESSES.contains(f)));
        if !is_address && !may_hold_links(text.text) {
            return;
        }
        // What stands in a body is read below, with the parts that no field holds.
        if facts.places.is_in_body(text.subject, field) {
            return;
        }
        let file = facts.file_of(text.subject).unwrap_or_default();
        if is_address && !text.text.contains(char::is_whitespace) {
            in_field(facts, &text, text.text, 0, file, true, see);
            return;
        }
        for link in in_prose(text.text) {
            in_field(facts, &text, &link.target, link.at.start, file, false, see);
        }
    });
    let owners: BTreeMap<SourceId, Subject> =
        facts.places.homes().map(|(subject, source)| (source, subject)).collect();
    for text in facts.texts.iter().filter(|text| text.path.ends_with(".md")) {
        in_body(facts, text, owners.get(&text.id).copied(), see);
    }
}

fn in_field(
    facts: &Facts<'_>,
    text: &TextAt<'_>,
    target: &str,
    at: usize,
    file: &str,
    is_value: bool,
    see: &mut dyn FnMut(LinkAt<'_>),
) {
    let place = text.place(facts, target, at);
    see(LinkAt { facts, subject: Some(text.subject), place, file, target, is_value });
}

fn in_body(
    facts: &Facts<'_>,
    text: &SourceText<'_>,
    subject: Option<Subject>,
    see: &mut dyn FnMut(LinkAt<'_>),
) {
    let body = frontmatter::split(text.text).body;
    let Some(prose) = text.text.get(body.clone()) else { return };
    for link in in_prose(prose) {
        let span = Span::new(body.start + link.at.start, body.start + link.at.end);
        let place = Place::Text(text.id, span);
        see(LinkAt { facts, subject, place, file: text.path, target: &link.target, is_value: false });
    }
}

fn may_hold_links(text: &str) -> bool {
    text.contains("](") || text.contains("://") || text.contains("]:")
}

/// Finds the links of a Markdown text: written as links or pictures, and bare addresses. Code is passed over.
pub(crate) fn in_prose(text: &str) -> Vec<Link> {
    if !may_hold_links(text) {
        return Vec::new();
    }
    let mut links: Vec<Link> = Vec::new();
    let mut passed: Vec<Range<usize>> = Vec::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, at) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let inner = text.get(at.clone()).and_then(|link| link.rfind(&*dest_url));
                let at = inner.filter(|_| !dest_url.is_empty()).map_or(at.clone(), |n| {
                    let start = at.start + n;
                    start..start + dest_url.len()
                });
                passed.push(at.clone());
                links.push(Link { target: dest_url.into_string(), at });
            }
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => passed.push(at),
            _ => {}
        }
    }
    for (at, _) in text.match_indices("://") {
        if let Some(address) = bare_address(text, at)
            && !passed.iter().any(|range| range.contains(&at))
        {
            links.push(Link { target: text[address.clone()].to_owned(), at: address });
        }
    }
    links
}

/// Returns the bytes of the address around the `://` at a byte.
fn bare_address(text: &str, at: usize) -> Option<Range<usize>> {
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    let scheme = text[..at].trim_end_matches(is_scheme).len();
    let scheme = scheme + text[scheme..at].find(|c: char| c.is_ascii_alphabetic())?;
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | ']' | '}' | '|');
    let rest = &text[at..];
    let end = at + rest.find(is_end).unwrap_or(rest.len());
    let end = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']).len();
    (scheme < at && end > at + "://".len()).then_some(scheme..end)
}

/// Returns the scheme of an address in lower case, without the colon.
pub(crate) fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let mut chars = scheme.chars();
    let is_scheme = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_where_a_reader_would_click() {
        let text = "See [a](docs/a.md#x), ![p](p.png), <https://b.example>, https://c.example/x?y=1. And `[d](d.md)`.\n\n\
                    [e]\n\n[e]: ../e.md\n\n```\nhttps://f.example\n```\n";
        let found: Vec<_> = in_prose(text).into_iter().map(|l| l.target).collect();
        assert_eq!(
            found,
            ["docs/a.md#x", "p.png", "https://b.example", "../e.md", "https://c.example/x?y=1"]
        );
        let link = &in_prose("[a](a.md)")[0];
        assert_eq!(link.at, 4..8);
    }

    #[test]
    fn a_scheme_is_a_word_before_a_colon() {
        assert_eq!(scheme("JavaScript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("docs/a:b.md"), None);
        assert_eq!(scheme("#top"), None);
    }
}
