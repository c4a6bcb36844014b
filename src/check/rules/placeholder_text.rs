//! Words of a template, and promises to write something later.

use crate::check::Facts;
use crate::check::items;
use crate::check::texts;
use crate::check::texts::TextAt;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Span;
use crate::diag::Subject;
use crate::diag::rule;
use crate::load::frontmatter;
use crate::model::Kind;
use crate::model::Step;

rule! {
    /// Finds texts that nobody has written yet.
    ///
    /// ## What it does
    /// Looks in the texts of open items for `TBD`, `TBC`, `TODO`, `FIXME`, `XXX` and lorem ipsum as whole words, for left-overs
    /// of templates (`{{ name }}`, `{title of the decision}`, `<your team>`), and for texts of dots or question marks only.
    /// Code in backticks, HTML and the options of decisions are passed over.
    ///
    /// ## Why it matters
    /// A page with `TBD` in it tells executives that nobody looked at it before them.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: The certificate comes late
    ///   contingency: TBD
    /// ```
    ///
    /// ## Fix it
    /// Write the text, or delete the field: what is not known yet is better left out.
    pub(crate) static META = 213, "placeholder-text", Warning, since "0.1.0";
}

const HELP: &str = "write the text, or delete the field";

/// What HTML calls its elements, as far as people write them in Markdown.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, item) in facts.items() {
        let is_open = items::is_open(program, subject);
        let is_charter = item.kind() == Kind::Charter;
        texts::of_item(subject, item, |text| {
            let Some(Step::Field(first)) = text.at.0.first() else { return };
            // What is over keeps its gaps, but a page that lists it needs its title.
            if !is_open && *first != "title" {
                return;
            }
            // The body of a charter is read below, with the parts that no field holds.
            if is_charter && facts.places.is_in_body(subject, first) && !says_nothing(text.text) {
                return;
            }
            // Records of other tools list options as they were discussed.
            let field = text.at.0.first();
            let is_option = subject.kind == Kind::Decision.key() && field == Some(&Step::Field("options"));
            if !is_option && !is_address(&text) {
                look(facts, &text, out);
            }
        });
        if is_charter && is_open {
            in_body(facts, subject, out);
        }
    }
}

/// Looks at everything that a person reads below the front matter of a charter, whatever its headings are.
fn in_body(facts: &Facts<'_>, subject: Subject, out: &mut Sink) {
    let Some(text) = facts.text_of(subject).filter(|text| text.path.ends_with(".md")) else { return };
    let body = frontmatter::split(text.text).body;
    for (at, found) in placeholders(text.text.get(body.clone()).unwrap_or_default()) {
        let start = body.start + at;
        let place = Place::Text(text.id, Span::new(start, start + found.len()));
        let mut finding = Finding::new(&META, place, left(found)).help(HELP);
        facts.name(subject, &mut finding);
        out.push(finding);
    }
}

fn says_nothing(text: &str) -> bool {
    text.trim_matches(['.', '…', '?', '-', ' ']).is_empty()
}

fn left(found: &str) -> String {
    let shown: String = found.chars().take(40).collect();
    format!("`{shown}` is left where a text belongs")
}

fn is_address(text: &TextAt<'_>) -> bool {
    text.at.0.iter().any(|step| matches!(step, Step::Field("links")))
}

fn look(facts: &Facts<'_>, text: &TextAt<'_>, out: &mut Sink) {
    if says_nothing(text.text) {
        let message = "this text says nothing".to_owned();
        out.push(text.finding(facts, &META, (text.text, 0), message).help("write it, or delete the field"));
        return;
    }
    for (at, found) in placeholders(text.text) {
        out.push(text.finding(facts, &META, (found, at), left(found)).help(HELP));
    }
}

/// Finds what stands for a text, with the byte it begins at.
fn placeholders(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    // Most texts hold nothing of the kind.
    let is_suspect = text.contains(['{', '<'])
        || ["TBD", "TBC", "TODO", "FIXME", "XXX", "tbd"].iter().any(|word| text.contains(word))
        || text.contains("orem ipsum");
    if !is_suspect {
        return found;
    }
    let code = code(text);
    let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
    for (at, word) in texts::words(text) {
        let is_lorem = word.eq_ignore_ascii_case("lorem")
            && texts::words(&text[at..]).nth(1).is_some_and(|(_, next)| next.eq_ignore_ascii_case("ipsum"));
        if is_lorem || matches!(word, "TBD" | "tbd" | "TBC" | "TODO" | "FIXME" | "XXX") {
            found.push((at, word));
        }
    }
    for (at, _) in text.match_indices(['{', '<']) {
        // What was found inside another one is a part of it.
        if found.iter().all(|(start, word)| !(*start..start + word.len()).contains(&at)) {
            found.extend(bracketed(text, at).map(|word| (at, word)));
        }
    }
    found.retain(|(at, _)| !is_code(*at));
    found.sort_unstable();
    found
}

/// Returns `{{ … }}`, `{some words}` or `<some words>` at a byte, when it is no code and no HTML.
fn bracketed(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at..];
    let is_clear_before =
        text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "([\"'*_:,".contains(c));
    if rest.starts_with("{{") || rest.starts_with("{%") {
        let end = rest.find('}').map(|n| n + rest[n..].len() - rest[n..].trim_start_matches('}').len())?;
        return Some(&rest[..end]);
    }
    let (open, close) = if rest.starts_with('{') { ('{', '}') } else { ('<', '>') };
    let end = rest.find(close)?;
    let inner = &rest[open.len_utf8()..end];
    let is_prose = inner.chars().all(|c| c.is_alphanumeric() || " _-'’|/.,".contains(c))
        && inner.starts_with(|c: char| c.is_alphabetic())
        && inner.chars().count() <= 120;
    let first = inner.split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
    let is_element = open == '<' && ELEMENTS.contains(&first.as_str());
    let is_clear_after =
        rest[end + 1..].chars().next().is_none_or(|c| c.is_whitespace() || ")]\"'*_.,;:!?".contains(c));
    (is_clear_before && is_clear_after && is_prose && !is_element).then(|| &rest[..=end])
}

/// The bytes between backticks, and of fenced blocks.
fn code(text: &str) -> Vec<std::ops::Range<usize>> {
    use pulldown_cmark::Event;
    use pulldown_cmark::Parser;
    use pulldown_cmark::Tag;
    if !text.contains(['`', '\t']) && !text.contains("    ") {
        return Vec::new();
    }
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    Parser::new(text).into_offset_iter().filter(|(event, _)| is_code(event)).map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn what_stands_for_a_text_is_found() {
        assert_eq!(found("Owner TBD, date (TODO)."), ["TBD", "TODO"]);
        assert_eq!(found("{{ program.title }} in {{name}}"), ["{{ program.title }}", "{{name}}"]);
        assert_eq!(found("{title of the decision}"), ["{title of the decision}"]);
        assert_eq!(found("Ask <your team> about it"), ["<your team>"]);
        assert_eq!(found("Lorem ipsum dolor"), ["Lorem"]);
    }

    #[test]
    fn words_that_only_look_like_it_are_left() {
        for text in [
            "The todo list of the team",
            "`TBD` is not allowed, nor `{name}`",
            "A line<br>and <details>more</details> <img src=x>",
            "p99 < 400 ms and x > 3",
            "GET /users/{id}/sessions, ${HOME}, Vec<String>, f{x}",
            "<https://example.com> and <maria@kestrel.example>",
            "TODOs of last week, methodology",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
