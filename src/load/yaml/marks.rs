//! Faults of marks: quotes, brackets, tabs, and characters that cannot begin a text.

use crate::load::yaml::SyntaxKind;
use crate::load::yaml::events::Cause;
use crate::load::yaml::explain::Case;
use crate::load::yaml::explain::Verdict;
use crate::load::yaml::lines::Line;
use crate::load::yaml::words::say;
use crate::load::yaml::words::shown;
use crate::load::yaml::words::write_quoted;

impl Case<'_> {
    /// A quote without its partner, or with something after it.
    pub(super) fn quote(&self) -> Option<Verdict> {
        let quote = self.trail.quote.clone().filter(|q| {
            matches!(self.cause, Cause::Quote | Cause::AfterQuote | Cause::Escape)
                || self.slice(q.clone()).contains('\n')
        })?;
        let mark = self.slice(quote.start..quote.start + 1);
        let line = Line::at(self.text, quote.start);
        let whole = quote.start..line.end;
        if self.cause == Cause::Quote || self.slice(quote.clone()).contains('\n') {
            let said = say(
                "the quote that opens here is not closed",
                format!("write a closing `{mark}` after the text"),
            );
            return Some((SyntaxKind::UnclosedQuote, whole, said));
        }
        let value = self.slice(whole.clone());
        let goes_on = format!("the text goes on after its closing `{mark}`");
        let verdict = match self.cause {
            Cause::Escape => {
                let said = say(
                    "a backslash between double quotes begins a code such as `\\n`",
                    "write it twice (`\\\\`), or use single quotes",
                );
                (SyntaxKind::Syntax, quote, said)
            }
            _ if !self.trail.open.is_empty() => {
                let said = say(
                    "a comma is missing",
                    format!("write one after {}", shown(self.slice(quote.clone()))),
                );
                (SyntaxKind::Syntax, quote.end..line.end.max(quote.end + 1), said)
            }
            _ if mark == "'" && value.ends_with('\'') && value.len() > quote.len() => {
                let said = say(
                    goes_on,
                    "between single quotes write an apostrophe twice (`''`), or use double quotes",
                );
                (SyntaxKind::NeedsQuotes, whole, said)
            }
            _ if quote.start == self.parts.content && self.key().is_some() => {
                let said =
                    say(format!("the key goes on after its closing `{mark}`"), "put all of it in quotes");
                (SyntaxKind::NeedsQuotes, whole, said)
            }
            _ => (SyntaxKind::NeedsQuotes, whole, say(goes_on, write_quoted(self.key(), value))),
        };
        Some(verdict)
    }

    /// A tab in the indentation.
    pub(super) fn tab(&self) -> Option<Verdict> {
        let find = |from: usize, to: usize| self.slice(from..to).find('\t').map(|n| from + n);
        let lead = self.slice(self.line.start..self.line.end);
        let lead = lead.len() - lead.trim_start_matches([' ', '\t']).len();
        let at = match find(self.line.start, self.line.start + lead) {
            Some(at) => at,
            None if self.cause == Cause::Tab => {
                find(self.at, self.text.len()).or_else(|| find(self.line.start, self.line.end))?
            }
            None => return None,
        };
        let said =
            say("a tab stands here, and lines are indented with spaces only", "replace the tab by spaces");
        Some((SyntaxKind::TabIndent, at..at + 1, said))
    }

    /// A bracket or brace without its partner, and faults between the two.
    pub(super) fn bracket(&self) -> Option<Verdict> {
        let bytes = self.text.as_bytes();
        if self.cause == Cause::StrayBracket {
            return self.stray_bracket();
        }
        let open = match self.cause {
            Cause::OpenBracket => self.at,
            _ => *self.trail.open.last()?,
        };
        let (mark, partner, wrong) = match bytes.get(open)? {
            b'[' => ('[', ']', '}'),
            b'{' => ('{', '}', ']'),
            _ => return None,
        };
        let line = Line::at(self.text, open);
        let rest = self.slice(open..line.end);
        if let Some(template) = rest.get(..2).filter(|t| matches!(*t, "{{" | "{%")) {
            let said =
                say(format!("text that begins with `{template}` needs quotes"), write_quoted(None, rest));
            return Some((SyntaxKind::NeedsQuotes, open..line.end, said));
        }
        if self.cause == Cause::OpenBracket && rest.contains(wrong) && !rest.contains(partner) {
            let said = say(
                format!("`{mark}` is opened here and closed by `{wrong}`"),
                format!("write `{partner}` at its end"),
            );
            return Some((SyntaxKind::UnclosedBracket, open..line.end, said));
        }
        if self.cause == Cause::OpenBracket || line.start != self.line.start {
            let said = say(
                format!("the `{mark}` that opens here is not closed"),
                format!("write `{partner}` at its end"),
            );
            return Some((SyntaxKind::UnclosedBracket, open..line.end, said));
        }
        let said = match self.cause {
            Cause::Colon => say(
                format!("a second `:` between `{mark}` and `{partner}`"),
                "put the text that holds it in quotes, or write a comma between two fields",
            ),
            Cause::Dash => say(
                format!("a `-` begins no list item between `{mark}` and `{partner}`"),
                "separate items with commas",
            ),
            _ => say(
                format!("a comma is missing between `{mark}` and `{partner}`"),
                "write it, or put text that holds one of `,[]{}` in quotes",
            ),
        };
        Some((SyntaxKind::Syntax, self.at..line.end.max(self.at + 1), said))
    }

    fn stray_bracket(&self) -> Option<Verdict> {
        let mark = char::from(*self.text.as_bytes().get(self.at)?);
        let value = self.value();
        let help = if value.starts_with(mark) {
            format!("delete it, or {}", write_quoted(self.key(), value))
        } else {
            "delete it".to_owned()
        };
        let said = say(format!("this `{mark}` closes nothing"), help);
        Some((SyntaxKind::UnclosedBracket, self.at..self.at + 1, said))
    }

    /// Values that begin with a character that means something else.
    pub(super) fn start_of_value(&self) -> Option<Verdict> {
        let value = self.value();
        let start = self.parts.value.start;
        let first = value.chars().next()?;
        let is_near = self.at >= start && self.at <= self.line.end;
        let needs = |why: String| {
            let said = say(why, write_quoted(self.key(), value));
            Some((SyntaxKind::NeedsQuotes, start..start + value.len(), said))
        };
        match first {
            '`' if is_near => needs("text that begins with a backtick needs quotes".to_owned()),
            '@' | '%' | '*' | '&' | '!' | ',' | ']' | '}' if is_near => {
                needs(format!("text that begins with `{first}` needs quotes"))
            }
            '>' | '|' if self.cause == Cause::BlockHeader => needs(format!(
                "a lone `{first}` begins a text in the lines below it, and text that begins with `{first}` needs quotes"
            )),
            '-' if self.cause == Cause::Dash => {
                let said = say("a list begins on its own line", "move this `-` to the next line");
                Some((SyntaxKind::Syntax, start..start + value.len(), said))
            }
            '?' if self.cause == Cause::Question => {
                needs("text that begins with `? ` needs quotes".to_owned())
            }
            _ => None,
        }
    }
}
