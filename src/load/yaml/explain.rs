//! Why a parser stopped, in plain words: looks at the line as a person sees it, not at the parser's state.

use std::ops::Range;

use crate::diag::Span;
use crate::load::yaml::MAX_DEPTH;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;
use crate::load::yaml::events::Cause;
use crate::load::yaml::events::Stop;
use crate::load::yaml::lines;
use crate::load::yaml::lines::Line;
use crate::load::yaml::lines::Parts;
use crate::load::yaml::trail;
use crate::load::yaml::trail::Trail;
use crate::load::yaml::words;
use crate::load::yaml::words::Words;
use crate::load::yaml::words::is_word;
use crate::load::yaml::words::say;
use crate::load::yaml::words::shown;
use crate::load::yaml::words::write_quoted;

/// The longest key, in characters.
const MAX_KEY: usize = 1024;

/// How far back a line is looked for.
const MAX_LOOK_BACK: usize = 64 * 1024;

/// A stop with the lines around it.
pub(super) struct Case<'a> {
    pub(super) text: &'a str,
    pub(super) cause: Cause,
    pub(super) at: usize,
    pub(super) line: Line,
    pub(super) parts: Parts,
    pub(super) trail: Trail,
    /// Where looking back ends.
    from: usize,
}

/// What a stop means: the kind, the bytes to point at, the words.
pub(super) type Verdict = (SyntaxKind, Range<usize>, Words);

/// Explains a stop inside `block`. The span is relative to `text`.
pub(super) fn explain(text: &str, stop: &Stop, block: &Range<usize>) -> SyntaxFault {
    let case = Case::new(text, stop, block);
    fault(text, case.verdict())
}

/// Makes a fault of a verdict; the span is moved to whole characters.
fn fault(text: &str, (kind, at, said): Verdict) -> SyntaxFault {
    let at = lines::whole(text, at);
    SyntaxFault { span: Span::new(at.start, at.end), kind, detail: said.what, help: said.help, related: None }
}

/// Explains a block that begins in another column than those before it.
pub(super) fn misplaced(text: &str, at: usize, column: usize, expected: usize) -> SyntaxFault {
    let line = Line::at(text, at);
    let said = say(
        format!(
            "this line begins in column {}, and the ones above it in column {}",
            column + 1,
            expected + 1
        ),
        "align them",
    );
    fault(text, (SyntaxKind::Indentation, line.first..line.end, said))
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
        let said = words::no_colon_after(content);
        return Some(fault(text, (SyntaxKind::MissingColon, line.first..line.end, said)));
    }
    let stop = Stop { cause: Cause::NoColon, at: line.first, since: line.first, open: Vec::new() };
    Some(explain(text, &stop, block))
}

/// Explains a block that could not be tried because too much is broken.
pub(super) fn given_up(text: &str, block: &Range<usize>) -> SyntaxFault {
    let line = Line::at(text, block.start);
    let said = say("so much is broken that epm stops reading here", "mend the first faults and check again");
    fault(text, (SyntaxKind::TooManyFaults, line.first..line.end, said))
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

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn key(&self) -> Option<&'a str> {
        self.parts.key.clone().map(|key| self.slice(key))
    }

    pub(super) fn value(&self) -> &'a str {
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
                say(
                    format!("lists and mappings are nested more than {MAX_DEPTH} deep here"),
                    "write it flatter",
                ),
            )),
            Cause::Directive => {
                Some((SyntaxKind::Directive, self.line.first..self.line.end, words::directive()))
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
                let said = say("this reads as text, not as a comment", "put a space before the `#`");
                (SyntaxKind::MissingSpace, self.at..self.line.end, said)
            }
            Cause::BlockHeader => {
                let said =
                    say("nothing may follow `|` or `>` on its line", "begin the text on the next line");
                (SyntaxKind::Syntax, self.content(), said)
            }
            Cause::Character(c @ '\u{feff}') => {
                (SyntaxKind::ControlCharacter, self.at..self.at + c.len_utf8(), words::invisible(c))
            }
            Cause::Character(c) => {
                let said = say(format!("`{c}` cannot stand here"), "put the text in quotes");
                (SyntaxKind::NeedsQuotes, self.at..self.line.end, said)
            }
            _ => self.unreadable(),
        }
    }

    fn unreadable(&self) -> Verdict {
        let said = say("this line cannot be read", "write `key: value`, or put the text in quotes");
        (SyntaxKind::Syntax, self.content(), said)
    }

    /// A colon where no key can end.
    fn colon(&self) -> Verdict {
        if let Some(key) = self.key() {
            if key.chars().count() > MAX_KEY {
                let said = say(format!("this key is longer than {MAX_KEY} characters"), "shorten it");
                return (SyntaxKind::KeyTooLong, self.content(), said);
            }
            if self.parts.value.start <= self.at {
                let said = say("text that holds `: ` needs quotes", write_quoted(Some(key), self.value()));
                return (SyntaxKind::NeedsQuotes, self.parts.value.clone(), said);
            }
        }
        let Some(above) = self.above() else { return self.unreadable() };
        let parts = above.parts(self.text);
        if parts.key.is_none() {
            return self.missing_space(&above, &parts).unwrap_or_else(|| {
                let said = words::no_colon_after(self.slice(parts.value.clone()));
                (SyntaxKind::MissingColon, parts.content..above.end, said)
            });
        }
        let column = parts.content - above.start + 1;
        let said = say(
            "this line is indented deeper than the one above, which already has a value",
            format!("begin it in column {column}"),
        );
        (SyntaxKind::Indentation, self.line.first..self.line.end, said)
    }

    /// `key:value` or `-item`.
    fn missing_space(&self, line: &Line, parts: &Parts) -> Option<Verdict> {
        let content = self.slice(parts.content..line.end);
        let is_text = |rest: &&str| rest.starts_with(|c: char| c.is_alphabetic() || c == '{');
        if let Some(rest) = content.strip_prefix('-').filter(is_text) {
            let said = words::no_space_after_dash(rest);
            return Some((SyntaxKind::MissingSpace, parts.content..line.end, said));
        }
        let (key, value) = content.split_once(':')?;
        if !is_word(key) || value.is_empty() || value.starts_with([' ', '\t']) || value.starts_with("//") {
            return None;
        }
        let said = say("a space is missing after the colon", format!("write `{}: {}`", key, shown(value)));
        Some((SyntaxKind::MissingSpace, parts.content..line.end, said))
    }

    /// A line without a colon where a key must stand.
    fn no_colon(&self) -> Verdict {
        if let Some(verdict) = self.missing_space(&self.line, &self.parts) {
            return verdict;
        }
        let content = self.slice(self.content());
        let example = match content.split_once(' ') {
            Some((key, value)) if is_word(key) => format!("{}: {}", shown(key), shown(value)),
            _ => format!("{}: …", shown(content)),
        };
        let said = say(
            "a `:` is missing in this line",
            format!("write `{example}`, or indent the line deeper if it continues the text above"),
        );
        (SyntaxKind::MissingColon, self.content(), said)
    }

    /// A line that does not belong to the block around it.
    fn indent(&self) -> Verdict {
        if let Some(verdict) = self.missing_space(&self.line, &self.parts) {
            return verdict;
        }
        let column = self.line.indent() + 1;
        let above = self.above();
        let said = match above {
            Some(above) if self.parts.is_item && !above.is_item(self.text) => {
                if above.indent() == self.line.indent() {
                    say("a list item stands among fields", "indent it below the key it belongs to")
                } else {
                    words::fits_nowhere("list item", column, "align it with its list")
                }
            }
            above => match above.and_then(|line| fields_column(self.text, &line)) {
                Some(expected) if expected != column => say(
                    format!(
                        "this line begins in column {column}, and the fields above it in column {expected}"
                    ),
                    "align them",
                ),
                _ => words::fits_nowhere("line", column, "align it with its neighbours"),
            },
        };
        (SyntaxKind::Indentation, self.line.first..self.line.end, said)
    }
}

/// Returns the column of the field that stands in a line.
fn fields_column(text: &str, line: &Line) -> Option<usize> {
    let parts = line.parts(text);
    parts.key.is_some().then_some(parts.content - line.start + 1)
}
