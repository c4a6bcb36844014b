//! Where references to facts stand in a text, and how they read: `[[idp-ga.finish]]`, `[[risks.open.high]]`,
//! `[[payments/program.p80]]`.
//!
//! Two brackets, a name with at least one dot, two brackets. A backslash before them keeps them as they stand, as does
//! code in Markdown. Brackets around anything else, such as the page links of a wiki, are no references.

use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;

/// What redaction puts where a hidden id stood.
pub const WITHHELD: &str = "[withheld]";

/// The longest name: program, item and field.
const LONGEST: usize = 200;

/// A reference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'t> {
    /// The bytes that it takes, brackets included, and the backslash of one that is not meant.
    pub range: Range<usize>,
    /// The name between the brackets.
    pub name: &'t str,
    /// A backslash stands before it: it is to be shown as it stands.
    pub is_escaped: bool,
}

/// Finds the references in a line of text.
pub fn find(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("[[").map(|n| from + n) {
        let inner = at + 2;
        from = inner;
        // After a hidden id was taken out, the name begins or goes on with brackets of its own.
        let end = |from: usize| text[from..].find("]]").map(|n| from + n);
        let mut close = end(inner);
        if let Some(n) = close
            && text[inner..n].matches(WITHHELD.trim_end_matches(']')).count()
                > text[inner..n].matches(WITHHELD).count()
        {
            close = end(n + 1);
        }
        let Some(close) = close else { break };
        let name = text[inner..close].trim();
        if !is_name(name) {
            continue;
        }
        let is_escaped = text[..at].ends_with('\\');
        found.push(Reference { range: at - usize::from(is_escaped)..close + 2, name, is_escaped });
        from = close + 2;
    }
    found
}

/// Finds the references in a text in Markdown: those in code and in comments are left alone.
pub fn find_in_prose(text: &str) -> Vec<Reference<'_>> {
    let mut found = find(text);
    if found.is_empty() {
        return found;
    }
    let mut quiet: Vec<Range<usize>> = Vec::new();
    for (event, at) in Parser::new(text).into_offset_iter() {
        if matches!(
            event,
            Event::Code(_) | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::InlineHtml(_)
        ) {
            quiet.push(at);
        }
    }
    found.retain(|reference| {
        !reference.is_escaped && !quiet.iter().any(|code| code.contains(&reference.range.start))
    });
    found
}

/// Tells whether the words between brackets name a fact: letters, digits and `. _ - /`, with a dot before the last word,
/// which begins with a letter.
fn is_name(name: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let bare = name.replace(WITHHELD, "withheld");
    let Some((head, field)) = bare.rsplit_once('.') else { return false };
    name.len() <= LONGEST
        && bare.chars().all(is_inner)
        && !head.is_empty()
        && !head.ends_with('/')
        && field.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A name in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'t> {
    /// The program before `/`; the own one without it.
    pub program: Option<&'t str>,
    /// All before the last dot: an item, `program`, or a list with filters.
    pub head: &'t str,
    /// The last word: the field, or a filter.
    pub field: &'t str,
}

impl<'t> Name<'t> {
    /// Takes a name apart.
    pub fn parse(name: &'t str) -> Option<Name<'t>> {
        let (program, rest) = match name.split_once('/') {
            Some((program, rest)) => (Some(program), rest),
            None => (None, name),
        };
        let (head, field) = rest.rsplit_once('.')?;
        Some(Name { program, head, field })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|reference| reference.name).collect()
    }

    #[test]
    fn names_have_a_dot_and_no_blanks_inside() {
        assert_eq!(
            names("GA on [[idp-ga.finish]], [[ risks.open.high ]] risks; [[payments/program.p80]]"),
            ["idp-ga.finish", "risks.open.high", "payments/program.p80"]
        );
        for text in [
            "[[Some page]]",
            "[[page]]",
            "[[page|alias.x]]",
            "[[ -f a.txt ]]",
            "[[1.5]]",
            "[[.x]]",
            "[[a/.x]]",
            "[[a.x",
            "[[a.]]",
            "[a.x]",
            "[[[[]]]]",
            "[[ä.x]]",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
        assert_eq!(names("[[a.x [[b.y]]"), ["b.y"], "the first pair of brackets is not closed");
        assert_eq!(names(&format!("[[{}.x]]", "a".repeat(300))), [] as [&str; 0]);
    }

    #[test]
    fn a_withheld_id_is_still_a_reference() {
        assert_eq!(names("[[[withheld].finish]] and [[b.x]]"), ["[withheld].finish", "b.x"]);
        assert_eq!(names("[[payments/[withheld].finish]]"), ["payments/[withheld].finish"]);
        assert_eq!(names("[[[withheld]/a.finish]]"), ["[withheld]/a.finish"]);
        assert_eq!(names("[[risks.[withheld]]]"), ["risks.[withheld]"]);
    }

    #[test]
    fn code_and_a_backslash_keep_brackets_as_they_stand() {
        let found = find(r"\[[a.x]] is [[a.x]]");
        assert_eq!((found[0].is_escaped, found[0].range.clone()), (true, 0..8));
        assert!(!found[1].is_escaped);
        let text = "Write `[[a.x]]` for [[b.x]].\n\n    [[c.x]]\n\n```\n[[d.x]]\n```\n\n<!-- [[e.x]] -->\n\n\\[[f.x]]\n";
        let names: Vec<_> = find_in_prose(text).into_iter().map(|reference| reference.name).collect();
        assert_eq!(names, ["b.x"]);
    }

    #[test]
    fn the_last_dot_parts_item_and_field() {
        let parse = |name| Name::parse(name).map(|n| (n.program, n.head, n.field));
        assert_eq!(parse("release-1.36.finish"), Some((None, "release-1.36", "finish")));
        assert_eq!(parse("payments/risks.open.high"), Some((Some("payments"), "risks.open", "high")));
    }
}
