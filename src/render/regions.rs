//! Parts of a person's file that epm writes: what stands between `<!-- epm:begin NAME -->` and `<!-- epm:end -->`, each
//! on a line of its own. Everything else in the file stays byte for byte.

use std::ops::Range;

use thiserror::Error;

/// What a marker line begins with.
const BEGIN: &str = "<!-- epm:begin";
/// The line behind the part.
const END: &str = "<!-- epm:end -->";

/// A part of a text that epm writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// What stands there: the name in the first marker.
    pub name: String,
    /// The line of the first marker, from 1.
    pub line: usize,
    /// What is between the lines of the markers, in bytes.
    body: Range<usize>,
    /// How the lines of the file end.
    newline: &'static str,
}

/// Markers that do not pair.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RegionError {
    /// A begin without its end.
    #[error("line {line}: `{BEGIN} {name} -->` has no `{END}` behind it")]
    Open {
        /// The line, from 1.
        line: usize,
        /// The name in the marker.
        name: String,
    },
    /// An end without its begin.
    #[error("line {line}: `{END}` has no `{BEGIN} NAME -->` before it")]
    Stray {
        /// The line, from 1.
        line: usize,
    },
    /// A begin without a name, or with more than one.
    #[error("line {line}: `{text}` names no page")]
    Nameless {
        /// The line, from 1.
        line: usize,
        /// The line's text.
        text: String,
    },
}

/// Finds the parts, in their order. Markers within code are text.
pub fn find(text: &str) -> Result<Vec<Region>, RegionError> {
    let mut regions = Vec::new();
    let mut open: Option<Region> = None;
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for (n, whole) in text.split_inclusive('\n').enumerate() {
        let (start, line) = (at, n + 1);
        at += whole.len();
        let words = whole.trim();
        if let Some(opener) = fence {
            let closes = words.starts_with(opener) && words.trim_start_matches(&opener[..1]).is_empty();
            fence = if closes { None } else { fence };
        } else if let Some(opener) = fence_of(words) {
            fence = Some(opener);
        } else if words == END {
            let Some(region) = open.take() else { return Err(RegionError::Stray { line }) };
            regions.push(Region { body: region.body.start..start, ..region });
        } else if words.starts_with(BEGIN) {
            if let Some(Region { line, name, .. }) = open {
                return Err(RegionError::Open { line, name });
            }
            let name = name(words).ok_or_else(|| RegionError::Nameless { line, text: words.to_owned() })?;
            let newline = if whole.ends_with("\r\n") { "\r\n" } else { "\n" };
            open = Some(Region { name: name.to_owned(), line, body: at..at, newline });
        }
    }
    match open {
        Some(Region { line, name, .. }) => Err(RegionError::Open { line, name }),
        None => Ok(regions),
    }
}

/// Returns the text with new contents for its parts, which [`find`] found in it.
pub fn fill(text: &str, parts: &[(Region, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (region, body) in parts {
        out.push_str(&text[at..region.body.start]);
        let body = format!("\n{}\n\n", body.trim_matches('\n'));
        out.push_str(&if region.newline == "\n" { body } else { body.replace('\n', region.newline) });
        at = region.body.end;
    }
    out.push_str(&text[at..]);
    out
}

fn name(marker: &str) -> Option<&str> {
    let name = marker.strip_prefix(BEGIN)?.strip_suffix("-->")?.trim();
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(name)
}

/// Returns the fence that a line of code begins with.
fn fence_of(line: &str) -> Option<&str> {
    ['`', '~'].into_iter().find_map(|c| {
        let end = line.find(|other| other != c).unwrap_or(line.len());
        // An info string with a backtick is no fence but code within a line.
        let is_inline = c == '`' && line[end..].contains('`');
        (end >= 3 && !is_inline).then(|| &line[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, body: &str) -> String {
        let parts: Vec<_> = find(text).unwrap().into_iter().map(|region| (region, body.to_owned())).collect();
        fill(text, &parts)
    }

    #[test]
    fn only_what_stands_between_the_markers_changes_and_a_second_time_nothing() {
        let text = "# Mine\n\n<!-- epm:begin raid -->\nold\n<!-- epm:end -->\ntail without newline";
        let new = filled(text, "| a |\n");
        assert_eq!(
            new,
            "# Mine\n\n<!-- epm:begin raid -->\n\n| a |\n\n<!-- epm:end -->\ntail without newline"
        );
        assert_eq!(filled(&new, "| a |\n"), new);
    }

    #[test]
    fn lines_end_as_in_the_file() {
        let text = "a\r\n<!-- epm:begin x -->\r\n<!-- epm:end -->\r\nb\n";
        assert_eq!(
            filled(text, "1\n2"),
            "a\r\n<!-- epm:begin x -->\r\n\r\n1\r\n2\r\n\r\n<!-- epm:end -->\r\nb\n"
        );
    }

    #[test]
    fn markers_within_code_are_text_also_in_a_part() {
        let text = "````md\n```\n<!-- epm:begin x -->\n````\n<!-- epm:begin y -->\n~~~ sh\n<!-- epm:end -->\n~~~\n<!-- epm:end -->\n";
        let found = find(text).unwrap();
        assert_eq!(found.iter().map(|r| (r.name.as_str(), r.line)).collect::<Vec<_>>(), [("y", 5)]);
        assert_eq!(
            filled(text, "z"),
            "````md\n```\n<!-- epm:begin x -->\n````\n<!-- epm:begin y -->\n\nz\n\n<!-- epm:end -->\n"
        );
    }

    #[test]
    fn markers_that_do_not_pair_are_told_with_their_line() {
        let said = |text: &str| find(text).unwrap_err().to_string();
        assert_eq!(
            said("\n<!-- epm:begin x -->\n"),
            "line 2: `<!-- epm:begin x -->` has no `<!-- epm:end -->` behind it"
        );
        assert_eq!(
            said("<!-- epm:begin x -->\n<!-- epm:begin y -->\n<!-- epm:end -->"),
            "line 1: `<!-- epm:begin x -->` has no `<!-- epm:end -->` behind it"
        );
        assert_eq!(
            said("<!-- epm:end -->"),
            "line 1: `<!-- epm:end -->` has no `<!-- epm:begin NAME -->` before it"
        );
        assert_eq!(said("<!-- epm:begin -->\n"), "line 1: `<!-- epm:begin -->` names no page");
    }
}
