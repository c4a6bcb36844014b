//! The body of a Markdown record: heading, sections and the facts that MADR and Nygard records keep in prose.

use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::HeadingLevel;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

/// A heading and what stands below it, up to the next heading of its level or a higher one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// The heading's text.
    pub(crate) title: String,
    /// 1 to 6.
    pub(crate) level: u8,
    /// The bytes of the heading's text.
    pub(crate) heading: Range<usize>,
    /// The bytes below the heading, down to the next heading of any level.
    pub(crate) text: Range<usize>,
    /// The bytes below the heading with all its sub-sections.
    pub(crate) whole: Range<usize>,
}

/// A heading whose end has not come yet: level, bytes, text so far, bytes of the text.
type OpenHeading = (u8, Range<usize>, String, Option<Range<usize>>);

/// Finds the headings of a Markdown text in `range`; offsets are those of `text`.
pub(crate) fn sections(text: &str, range: Range<usize>) -> Vec<Section> {
    let base = range.start;
    let part = &text[range.clone()];
    let mut out: Vec<Section> = Vec::new();
    let mut open: Option<OpenHeading> = None;
    for (event, at) in Parser::new_ext(part, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((number(level), at, String::new(), None)),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, whole, title, inner)) = open.take() {
                    let heading = inner.unwrap_or_else(|| whole.clone());
                    out.push(Section {
                        title: title.trim().to_owned(),
                        level,
                        heading: heading.start + base..heading.end + base,
                        text: whole.end + base..range.end,
                        whole: whole.start + base..range.end,
                    });
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, _, title, inner)) = &mut open {
                    title.push_str(&words);
                    let from = inner.as_ref().map_or(at.start, |i| i.start);
                    *inner = Some(from..at.end);
                }
            }
            _ => {}
        }
    }
    for n in 0..out.len() {
        if let Some(next) = out.get(n + 1) {
            out[n].text.end = next.whole.start;
        }
        let level = out[n].level;
        let end = out[n + 1..].iter().find(|s| s.level <= level).map_or(range.end, |s| s.whole.start);
        out[n].whole = out[n].text.start..end;
    }
    out
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Returns the items of the bullet lists in a part of a text, as plain text with their bytes.
pub(crate) fn bullets(text: &str, range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let base = range.start;
    let mut out = Vec::new();
    let mut depth = 0_usize;
    for (event, at) in Parser::new(&text[range]).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => {
                depth += 1;
                if depth == 1 {
                    out.push((String::new(), at.start + base..at.end + base));
                }
            }
            Event::End(TagEnd::Item) => depth = depth.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if depth == 1 => {
                if let Some((item, _)) = out.last_mut() {
                    item.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak if depth == 1 => {
                if let Some((item, _)) = out.last_mut() {
                    item.push(' ');
                }
            }
            _ => {}
        }
    }
    out
}

/// Finds a line `Key: value` or `* Key: value` in a part of a text; returns the value and its bytes.
pub(crate) fn key_line(text: &str, range: Range<usize>, key: &str) -> Option<(String, Range<usize>)> {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '*', '-', '_']);
        let head = bare.get(..key.len()).filter(|head| head.eq_ignore_ascii_case(key));
        let rest = head.and_then(|_| bare[key.len()..].trim_start_matches('*').strip_prefix(':'));
        if let Some(rest) = rest {
            let value = rest.trim_start_matches(['*', ' ']).trim();
            let start =
                at + (line.len() - rest.len()) + (rest.len() - rest.trim_start_matches(['*', ' ']).len());
            return Some((value.to_owned(), start..start + value.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_know_their_heading_and_text() {
        let text = "intro\n# 1. Use `x`\n\nDate: 2019-10-09\n\n## Status\n\nAccepted\n\n### Deep\nmore\n\n## Context\nwhy\n";
        let all = sections(text, 0..text.len());
        let titles: Vec<_> = all.iter().map(|s| (s.level, s.title.as_str())).collect();
        assert_eq!(titles, [(1, "1. Use x"), (2, "Status"), (3, "Deep"), (2, "Context")]);
        assert_eq!(text[all[1].text.clone()].trim(), "Accepted");
        assert_eq!(&text[all[3].heading.clone()], "Context");
        assert_eq!(text[all[1].whole.clone()].trim(), "Accepted\n\n### Deep\nmore");
        let (date, at) = key_line(text, all[0].text.clone(), "date").unwrap();
        assert_eq!((date.as_str(), &text[at]), ("2019-10-09", "2019-10-09"));
    }

    #[test]
    fn madr_2_keeps_its_facts_in_bullets() {
        let text = "# T\n\n* Status: accepted\n* **Deciders**: a, b\n- Date: 2020-01-02 <!-- optional -->\n";
        assert_eq!(key_line(text, 0..text.len(), "status").unwrap().0, "accepted");
        assert_eq!(key_line(text, 0..text.len(), "deciders").unwrap().0, "a, b");
        let items = bullets(text, 0..text.len());
        assert_eq!(items[1].0, "Deciders: a, b");
    }
}
