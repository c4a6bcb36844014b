//! Inline suppressions: `# epm:allow stale-item -- waiting for the vendor until March`.
//!
//! A suppression on a line of its own holds for the block that begins on the next line (by indentation); at the end of
//! a line it holds for that line; `epm:allow-file` holds for the file. In Markdown it stands in `<!-- … -->`. It needs a
//! reason, and it must silence something: otherwise it is a finding itself. Faults of files (1xx) cannot be silenced.

use crate::check::SourceText;
use crate::check::rule_named;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Resolved;
use crate::diag::RuleMeta;
use crate::diag::Span;
use crate::diag::rule;

rule! {
    /// Finds a suppression that silences nothing.
    ///
    /// ## What it does
    /// Reports an `epm:allow` comment whose rule reports nothing there, is unknown, or cannot be silenced.
    ///
    /// ## Why it matters
    /// A left-over suppression hides the next real finding on that line.
    ///
    /// ## Example
    /// ```yaml
    /// # epm:allow stale-item -- waiting for the vendor
    /// - id: a-fresh-item
    /// ```
    ///
    /// ## Fix it
    /// Delete the comment, or correct the rule's name.
    pub(crate) static UNUSED = 130, "unused-suppression", Warning, since "0.1.0";
}

rule! {
    /// Finds a suppression without a reason.
    ///
    /// ## What it does
    /// Reports an `epm:allow` comment without ` -- reason`, and does not honour it.
    ///
    /// ## Why it matters
    /// In half a year nobody knows whether the exception still holds.
    ///
    /// ## Example
    /// ```yaml
    /// # epm:allow stale-item
    /// - id: vendor-certificate
    /// ```
    ///
    /// ## Fix it
    /// Say why: `# epm:allow stale-item -- the vendor answers in March`.
    pub(crate) static UNREASONED = 131, "unreasoned-suppression", Warning, since "0.1.0";
}

/// The rules of this file.
pub(crate) static METAS: &[&RuleMeta] = &[&UNUSED, &UNREASONED];

/// A suppression comment.
#[derive(Clone, Debug)]
struct Allow<'a> {
    text: &'a SourceText<'a>,
    span: Span,
    rule: Option<&'static RuleMeta>,
    word: &'a str,
    has_reason: bool,
    /// The lines it holds for, from 1, both ends included.
    lines: (u32, u32),
    is_used: bool,
}

/// Takes suppressed findings away, and adds findings about suppressions that do nothing.
pub fn apply(findings: Vec<Resolved>, texts: &[SourceText<'_>]) -> (Vec<Resolved>, Vec<Finding>) {
    let mut allows: Vec<Allow<'_>> = texts.iter().flat_map(read).collect();
    if allows.is_empty() {
        return (findings, Vec::new());
    }
    let mut kept = Vec::with_capacity(findings.len());
    for found in findings {
        let (rule, line) = (found.finding.rule, found.place.line);
        let is_match = |allow: &&mut Allow<'_>| {
            allow.has_reason
                && allow.rule.is_some_and(|r| std::ptr::eq(r, rule))
                && !rule.is_locked()
                && allow.text.path == found.place.file
                && (allow.lines.0..=allow.lines.1).contains(&line)
        };
        match allows.iter_mut().find(is_match) {
            Some(allow) => allow.is_used = true,
            None => kept.push(found),
        }
    }
    let extra = allows.iter().filter_map(complaint).collect();
    (kept, extra)
}

fn complaint(allow: &Allow<'_>) -> Option<Finding> {
    let place = Place::Text(allow.text.id, allow.span);
    let word = allow.word;
    match allow.rule {
        None => {
            let names: Vec<&str> = crate::check::all_rules().iter().map(|m| m.name).collect();
            let near = crate::diag::nearest(word, names.iter().copied());
            let help = near.map_or_else(
                || "`epm explain` lists the rules".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            Some(Finding::new(&UNUSED, place, format!("there is no rule `{word}` to allow")).help(help))
        }
        Some(rule) if rule.is_locked() => Some(
            Finding::new(
                &UNUSED,
                place,
                format!("`{}` is about broken files and cannot be silenced", rule.name),
            )
            .help("mend the file"),
        ),
        Some(_) if !allow.has_reason => Some(
            Finding::new(
                &UNREASONED,
                place,
                format!("`{word}` is allowed without a reason, so it still counts"),
            )
            .help(format!("write `epm:allow {word} -- why`")),
        ),
        Some(_) if !allow.is_used => Some(
            Finding::new(&UNUSED, place, format!("`{word}` reports nothing here")).help("delete the comment"),
        ),
        Some(_) => None,
    }
}

/// Finds the suppression comments of a text.
fn read<'a>(text: &'a SourceText<'a>) -> Vec<Allow<'a>> {
    if !text.text.contains("epm:allow") {
        return Vec::new();
    }
    let lines: Vec<&str> = text.text.split('\n').collect();
    let mut out = Vec::new();
    let mut start = 0;
    for (n, line) in lines.iter().enumerate() {
        if let Some(allow) = comment(text, &lines, n, start) {
            out.push(allow);
        }
        start += line.len() + 1;
    }
    out
}

fn comment<'a>(text: &'a SourceText<'a>, lines: &[&'a str], n: usize, start: usize) -> Option<Allow<'a>> {
    let line = lines[n];
    let at = line.find("epm:allow")?;
    let before = line[..at].trim_end();
    let is_comment = before.ends_with('#') || before.ends_with("<!--");
    let opener = before.trim_end_matches('#').trim_end_matches("<!--");
    if !is_comment || !(opener.is_empty() || opener.ends_with([' ', '\t'])) {
        return None;
    }
    let rest = &line[at + "epm:allow".len()..];
    let (is_file, rest) = match rest.strip_prefix("-file") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let rest = rest.split("-->").next().unwrap_or_default();
    let (word, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let word = word.trim();
    let own_line = opener.trim().is_empty();
    let line_of = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    let range = match (is_file, own_line) {
        (true, _) => (1, u32::MAX),
        (false, false) => (line_of(n), line_of(n)),
        (false, true) => block(lines, n).map_or((line_of(n), line_of(n)), |(a, b)| (line_of(a), line_of(b))),
    };
    Some(Allow {
        text,
        span: Span::new(start + at, start + line.trim_end().len()),
        rule: rule_named(word),
        word,
        has_reason: !reason.trim().is_empty(),
        lines: range,
        is_used: false,
    })
}

/// The block that begins below a comment: the next line with content, and all deeper lines after it.
fn block(lines: &[&str], n: usize) -> Option<(usize, usize)> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = (n + 1..lines.len()).find(|i| is_content(lines[*i]))?;
    let depth = indent(lines[first]);
    let deeper = (first + 1..lines.len()).take_while(|i| !is_content(lines[*i]) || indent(lines[*i]) > depth);
    Some((first, deeper.last().unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceId;

    fn ranges(text: &str) -> Vec<(u32, u32)> {
        let source = SourceText { id: SourceId(0), path: "a.yaml", text };
        read(&source).iter().map(|a| a.lines).collect()
    }

    #[test]
    fn a_comment_holds_for_the_block_below_or_its_own_line() {
        let text = "a:\n  # epm:allow unknown-key -- x\n  - id: b\n    c: 1\n\n    d: 2\n  - id: e\n";
        assert_eq!(ranges(text), [(3, 6)]);
        assert_eq!(ranges("a: 1 # epm:allow unknown-key -- x\nb: 2\n"), [(1, 1)]);
        assert_eq!(ranges("# epm:allow-file unknown-key -- x\na: 1\n"), [(1, u32::MAX)]);
        assert_eq!(ranges("title: talk about epm:allow here\n"), []);
        assert_eq!(ranges("<!-- epm:allow unknown-key -- x -->\nprose\nmore\n"), [(2, 2)]);
    }
}
