//! Why a parser stopped, in plain words: looks at the line as a person sees it, not at the parser's state.

use std::ops::Range;

use crate::diag::Span;
use crate::load::yaml::MAX_DEPTH;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;
use crate::load::yaml::events::Cause;
use crate::load::yaml::events::Stop;
use crate::load::yaml::lines::Line;
use crate::load::yaml::lines::Parts;
use crate::load::yaml::trail;
use crate::load::yaml::trail::Trail;
use crate::load::yaml::words;
use crate::load::yaml::words::shown;
use crate::load::yaml::words::write_quoted;

/// The longest key, in characters.
const MAX_KEY: usize = 1024;

/// How far back a line is looked for.
const MAX_LOOK_BACK: usize = 64 * 1024;

/// A stop with the lines around it.
struct Case<'a> {
    text: &'a str,
    cause: Cause,
    at: usize,
    line: Line,
    parts: Parts,
    trail: Trail,
    /// Where looking back ends.
    from: usize,
}

type Verdict = (SyntaxKind, Range<usize>, String);

/// Explains a stop inside `block`. The span is relative to `text`.
pub(super) fn explain(text: &str, stop: &Stop, block: &Range<usize>) -> SyntaxFault {
    let case = Case::new(text, stop, block);
    let (kind, at, detail) = case.verdict();
    let start = at.start.min(text.len());
    let end = at.end.clamp(start, text.len());
    SyntaxFault { span: Span::new(start, end), kind, detail, related: None }
}

/// Explains a block that begins in another column than those before it.
pub(super) fn misplaced(text: &str, at: usize, column: usize, expected: usize) -> SyntaxFault {
    let line = Line::at(text, at);
    let detail = format!(
        "this line begins in column {}, and the ones above it in column {}: align them",
        column + 1,
        expected + 1
    );
    SyntaxFault {
        span: Span::new(line.first, line.end),
        kind: SyntaxKind::Indentation,
        detail,
        related: None,
    }
}

/// Explains a block whose first line does not look like its neighbours, list items or `key: value`.
pub(super) fn misfit(text: &str, block: &Range<usize>, among_items: bool) -> Option<SyntaxFault> {
    let line = Line::from(text, block.start);
    let parts = line.parts(text);
    let content = text.get(line.first..line.end)?;
    let may_be_sound = content.starts_with(['?', '%', '"', '\'', '[', '{', '!', '&', '*', '\t']);
    let is_mark = matches!(content, "---" | "...") || content.starts_with("--- ");
    if parts.is_item || is_mark || (!among_items && (parts.key.is_some() || may_be_sound)) {
        return None;
    }
    let has_lines_below = text.get(line.next..block.end).is_some_and(|rest| !rest.trim().is_empty());
    if has_lines_below && is_word(content) {
        let detail = format!("a `:` is missing after `{content}`: write `{content}:`");
        let span = Span::new(line.first, line.end);
        return Some(SyntaxFault { span, kind: SyntaxKind::MissingColon, detail, related: None });
    }
    let stop = Stop { cause: Cause::NoColon, at: line.first, since: line.first, open: Vec::new() };
    Some(explain(text, &stop, block))
}

/// Explains a block that could not be tried because too much is broken.
pub(super) fn given_up(text: &str, block: &Range<usize>) -> SyntaxFault {
    let line = Line::at(text, block.start);
    SyntaxFault {
        span: Span::new(line.first, line.end),
        kind: SyntaxKind::TooManyFaults,
        detail: "so much is broken that epm stops reading here: mend the first faults and check again"
            .to_owned(),
        related: None,
    }
}

impl<'a> Case<'a> {
    fn new(text: &'a str, stop: &Stop, block: &Range<usize>) -> Case<'a> {
        let end = text.get(block.clone()).map_or(block.end, |t| block.start + t.trim_end().len());
        let at = stop.at.clamp(block.start, end.max(block.start));
        let mut line = Line::at(text, at);
        while line.is_void(text) && line.start > block.start {
            match line.before(text) {
                Some(above) => line = above,
                None => break,
            }
        }
        let from = block.start.max(at.saturating_sub(MAX_LOOK_BACK));
        Case {
            text,
            cause: stop.cause,
            at,
            line,
            parts: line.parts(text),
            trail: trail::walk(text, stop),
            from,
        }
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn key(&self) -> Option<&'a str> {
        self.parts.key.clone().map(|key| self.slice(key))
    }

    fn value(&self) -> &'a str {
        self.slice(self.parts.value.clone())
    }

    /// The content of the line: without indentation and dashes.
    fn content(&self) -> Range<usize> {
        self.parts.content..self.line.end
    }

    /// Returns the nearest line above that holds something.
    fn above(&self) -> Option<Line> {
        let mut line = self.line;
        loop {
            line = line.before(self.text).filter(|l| l.start >= self.from)?;
            if !line.is_void(self.text) {
                return Some(line);
            }
        }
    }

    fn verdict(&self) -> Verdict {
        self.limits()
            .or_else(|| self.quote())
            .or_else(|| self.tab())
            .or_else(|| self.bracket())
            .or_else(|| self.start_of_value())
            .unwrap_or_else(|| self.by_cause())
    }

    fn limits(&self) -> Option<Verdict> {
        match self.cause {
            Cause::Depth => Some((
                SyntaxKind::TooDeep,
                self.at..self.at + 1,
                format!("lists and mappings are nested more than {MAX_DEPTH} deep here: write it flatter"),
            )),
            Cause::Directive => {
                Some((SyntaxKind::Directive, self.line.first..self.line.end, words::DIRECTIVE.to_owned()))
            }
            _ => None,
        }
    }

    /// A quote without its partner, or with something after it.
    fn quote(&self) -> Option<Verdict> {
        let quote = self.trail.quote.clone().filter(|q| {
            matches!(self.cause, Cause::Quote | Cause::AfterQuote | Cause::Escape)
                || self.slice(q.clone()).contains('\n')
        })?;
        let mark = self.slice(quote.start..quote.start + 1);
        let first_line = Line::at(self.text, quote.start);
        let is_open = self.slice(quote.clone()).contains('\n') || self.cause == Cause::Quote;
        if is_open {
            let detail =
                format!("the quote that opens here is not closed: write a closing `{mark}` after the text");
            return Some((SyntaxKind::UnclosedQuote, quote.start..first_line.end, detail));
        }
        let value = self.slice(quote.start..first_line.end);
        match self.cause {
            Cause::Escape => {
                let detail = "a backslash between double quotes begins a code such as `\\n`: write it twice (`\\\\`), or use \
                              single quotes";
                Some((SyntaxKind::Syntax, quote, detail.to_owned()))
            }
            _ if !self.trail.open.is_empty() => {
                let detail = format!("a comma is missing after {}", shown(self.slice(quote.clone())));
                Some((SyntaxKind::Syntax, quote.end..first_line.end.max(quote.end + 1), detail))
            }
            _ if mark == "'" && value.ends_with('\'') && value.len() > quote.len() => {
                let detail = "the text goes on after its closing `'`: between single quotes write an apostrophe twice (`''`), \
                              or use double quotes";
                Some((SyntaxKind::NeedsQuotes, quote.start..first_line.end, detail.to_owned()))
            }
            _ if quote.start == self.parts.content && self.key().is_some() => {
                let detail = format!("the key goes on after its closing `{mark}`: put all of it in quotes");
                Some((SyntaxKind::NeedsQuotes, quote.start..first_line.end, detail))
            }
            _ => {
                let detail = format!(
                    "the text goes on after its closing `{mark}`: {}",
                    write_quoted(self.key(), value)
                );
                Some((SyntaxKind::NeedsQuotes, quote.start..first_line.end, detail))
            }
        }
    }

    fn tab(&self) -> Option<Verdict> {
        let bytes = self.text.as_bytes();
        let in_line = |line: &Line| {
            let lead = bytes[line.start..line.end].iter().take_while(|b| matches!(b, b' ' | b'\t'));
            lead.enumerate().find(|(_, b)| **b == b'\t').map(|(n, _)| line.start + n)
        };
        let at = match in_line(&self.line) {
            Some(at) => at,
            None if self.cause == Cause::Tab => {
                let after = self.slice(self.at..self.text.len()).find('\t').map(|n| self.at + n);
                after.or_else(|| {
                    self.slice(self.line.start..self.line.end).find('\t').map(|n| self.line.start + n)
                })?
            }
            None => return None,
        };
        let detail = "a tab stands here, and lines are indented with spaces only: replace it by spaces";
        Some((SyntaxKind::TabIndent, at..at + 1, detail.to_owned()))
    }

    fn bracket(&self) -> Option<Verdict> {
        let bytes = self.text.as_bytes();
        if self.cause == Cause::StrayBracket {
            let mark = char::from(*bytes.get(self.at)?);
            let value = self.value();
            let detail = if value.starts_with(mark) {
                format!("this `{mark}` closes nothing: delete it, or {}", write_quoted(self.key(), value))
            } else {
                format!("this `{mark}` closes nothing: delete it")
            };
            return Some((SyntaxKind::UnclosedBracket, self.at..self.at + 1, detail));
        }
        let open = match self.cause {
            Cause::OpenBracket => self.at,
            _ => *self.trail.open.last()?,
        };
        let (mark, partner) = match bytes.get(open)? {
            b'[' => ('[', ']'),
            b'{' => ('{', '}'),
            _ => return None,
        };
        let line = Line::at(self.text, open);
        let rest = self.slice(open..line.end);
        if rest.starts_with("{{") || rest.starts_with("{%") {
            let detail =
                format!("text that begins with `{}` needs quotes: {}", &rest[..2], write_quoted(None, rest));
            return Some((SyntaxKind::NeedsQuotes, open..line.end, detail));
        }
        let wrong = if mark == '[' { '}' } else { ']' };
        if self.cause == Cause::OpenBracket && rest.contains(wrong) && !rest.contains(partner) {
            let detail = format!("`{mark}` is opened here and closed by `{wrong}`: write `{partner}`");
            return Some((SyntaxKind::UnclosedBracket, open..line.end, detail));
        }
        if self.cause == Cause::OpenBracket || line.start != self.line.start {
            let detail = format!("the `{mark}` that opens here is not closed: write `{partner}` at its end");
            return Some((SyntaxKind::UnclosedBracket, open..line.end, detail));
        }
        let detail = match self.cause {
            Cause::Colon => {
                format!(
                    "a second `:` between `{mark}` and `{partner}`: put the text that holds it in quotes, or write a comma between two fields"
                )
            }
            Cause::Dash => format!(
                "a `-` begins no list item between `{mark}` and `{partner}`: separate items with commas"
            ),
            _ => format!(
                "a comma is missing between `{mark}` and `{partner}`, or text that holds one of `,[]{{}}` needs quotes"
            ),
        };
        Some((SyntaxKind::Syntax, self.at..line.end.max(self.at + 1), detail))
    }

    /// Values that begin with a character that means something else.
    fn start_of_value(&self) -> Option<Verdict> {
        let value = self.value();
        let start = self.parts.value.start;
        let first = value.chars().next()?;
        let is_near = self.at >= start && self.at <= self.line.end;
        let needs = |why: String| {
            let detail = format!("{why}: {}", write_quoted(self.key(), value));
            Some((SyntaxKind::NeedsQuotes, start..start + value.len(), detail))
        };
        match first {
            '`' if is_near => needs("text that begins with a backtick needs quotes".to_owned()),
            '@' | '%' if is_near => needs(format!("text that begins with `{first}` needs quotes")),
            '*' | '&' | '!' if is_near => needs(format!("text that begins with `{first}` needs quotes")),
            '>' | '|' if self.cause == Cause::BlockHeader => needs(format!(
                "a lone `{first}` begins a text in the lines below it, and text that begins with `{first}` needs quotes"
            )),
            ',' | ']' | '}' if is_near => needs(format!("text that begins with `{first}` needs quotes")),
            '-' if self.cause == Cause::Dash => {
                let detail = "a list begins on its own line: move this `-` to the next line".to_owned();
                Some((SyntaxKind::Syntax, start..start + value.len(), detail))
            }
            '?' if self.cause == Cause::Question => {
                needs("text that begins with `? ` needs quotes".to_owned())
            }
            _ => None,
        }
    }

    fn by_cause(&self) -> Verdict {
        match self.cause {
            Cause::Colon => self.colon(),
            Cause::NoColon => self.no_colon(),
            Cause::Indent => self.indent(),
            Cause::Comment => {
                let detail = "put a space before the `#` of a comment".to_owned();
                (SyntaxKind::MissingSpace, self.at..self.line.end, detail)
            }
            Cause::BlockHeader => {
                let detail =
                    "nothing may follow `|` or `>` on its line: begin the text on the next line".to_owned();
                (SyntaxKind::Syntax, self.content(), detail)
            }
            Cause::Character(c @ '\u{feff}') => {
                let detail = format!("the invisible character U+{:04X} stands here: delete it", u32::from(c));
                (SyntaxKind::ControlCharacter, self.at..self.at + c.len_utf8(), detail)
            }
            Cause::Character(c) => {
                let detail = format!("`{c}` cannot stand here: put the text in quotes");
                (SyntaxKind::NeedsQuotes, self.at..self.line.end, detail)
            }
            _ => self.unreadable(),
        }
    }

    fn unreadable(&self) -> Verdict {
        let detail = "this line cannot be read: write `key: value`, or put the text in quotes".to_owned();
        (SyntaxKind::Syntax, self.content(), detail)
    }

    /// A colon where no key can end.
    fn colon(&self) -> Verdict {
        let value = self.value();
        if let Some(key) = self.key() {
            if key.chars().count() > MAX_KEY {
                let detail = format!("this key is longer than {MAX_KEY} characters");
                return (SyntaxKind::KeyTooLong, self.content(), detail);
            }
            if self.parts.value.start <= self.at {
                let detail = format!("text that holds `: ` needs quotes: {}", write_quoted(Some(key), value));
                return (SyntaxKind::NeedsQuotes, self.parts.value.clone(), detail);
            }
        }
        let Some(above) = self.above() else { return self.unreadable() };
        let parts = above.parts(self.text);
        let at = parts.content..above.end;
        let content = self.slice(parts.value.clone());
        if parts.key.is_none() {
            if let Some(verdict) = self.missing_space(&above, &parts) {
                return verdict;
            }
            let detail = format!("a `:` is missing after `{0}`: write `{0}:`", shown(content));
            return (SyntaxKind::MissingColon, at, detail);
        }
        let column = parts.content - above.start + 1;
        let detail = format!(
            "this line is indented deeper than the one above, which already has a value: begin it in column {column}"
        );
        (SyntaxKind::Indentation, self.line.first..self.line.end, detail)
    }

    /// `key:value` or `-item`.
    fn missing_space(&self, line: &Line, parts: &Parts) -> Option<Verdict> {
        let content = self.slice(parts.content..line.end);
        if let Some(rest) =
            content.strip_prefix('-').filter(|r| r.starts_with(|c: char| c.is_alphabetic() || c == '{'))
        {
            let detail = format!("put a space after the dash: write `- {}`", shown(rest));
            return Some((SyntaxKind::MissingSpace, parts.content..line.end, detail));
        }
        let (key, value) = content.split_once(':')?;
        if !is_word(key) || value.is_empty() || value.starts_with([' ', '\t']) || value.starts_with("//") {
            return None;
        }
        let detail = format!("put a space after the colon: write `{}: {}`", key, shown(value));
        Some((SyntaxKind::MissingSpace, parts.content..line.end, detail))
    }

    /// A line without a colon where a key must stand.
    fn no_colon(&self) -> Verdict {
        if let Some(verdict) = self.missing_space(&self.line, &self.parts) {
            return verdict;
        }
        let content = self.slice(self.content());
        let detail = match content.split_once(' ') {
            Some((key, value)) if is_word(key) => format!(
                "a `:` is missing: write `{}: {}`, or indent the line deeper if it continues the text above",
                shown(key),
                shown(value)
            ),
            _ => format!(
                "a `:` is missing: write `{}: …`, or indent the line deeper if it continues the text above",
                shown(content)
            ),
        };
        (SyntaxKind::MissingColon, self.content(), detail)
    }

    /// A line that does not belong to the block around it.
    fn indent(&self) -> Verdict {
        let at = self.line.first..self.line.end;
        if let Some(verdict) = self.missing_space(&self.line, &self.parts) {
            return verdict;
        }
        let column = self.line.indent() + 1;
        if self.parts.is_item
            && let Some(above) = self.above()
            && !above.is_item(self.text)
        {
            let detail = if above.indent() == self.line.indent() {
                "a list item stands among fields: indent it below the key it belongs to".to_owned()
            } else {
                format!(
                    "this list item begins in column {column}, which fits no line above: align it with its list"
                )
            };
            return (SyntaxKind::Indentation, at, detail);
        }
        let fields = self.fields_above();
        let detail = match fields {
            Some(expected) if expected + 1 != column => format!(
                "this line begins in column {column}, and the fields above it in column {}: align them",
                expected + 1
            ),
            _ => format!(
                "this line begins in column {column}, which fits no line above: align it with its neighbours"
            ),
        };
        (SyntaxKind::Indentation, at, detail)
    }

    /// Returns the column of the nearest fields above: of the item that the line must belong to.
    fn fields_above(&self) -> Option<usize> {
        let above = self.above()?;
        let parts = above.parts(self.text);
        let column = parts.content - above.start;
        (parts.key.is_some()).then_some(column)
    }
}

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
}
