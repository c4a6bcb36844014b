//! granit-parser behind our events: byte spans, our own limits, and the places that granit leaves vague.

use std::ops::Range;

use granit_parser::ErrorKind;
use granit_parser::Parser;
use granit_parser::ScalarStyle;
use granit_parser::StrInput;
use granit_parser::StructureStyle;

use crate::load::yaml::MAX_DEPTH;
use crate::load::yaml::events::Cause;
use crate::load::yaml::events::Event;
use crate::load::yaml::events::Events;
use crate::load::yaml::events::Spanned;
use crate::load::yaml::events::Stop;
use crate::load::yaml::events::Style;

/// What may stand after the last character of a block text.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// An open list or mapping.
struct Open {
    start: usize,
    is_map: bool,
    is_flow: bool,
    /// In a mapping: the next node is a value.
    at_value: bool,
}

/// The events of one text.
pub(super) struct Granit<'a> {
    parser: Parser<'a, StrInput<'a>>,
    text: &'a str,
    open: Vec<Open>,
    /// The end of the last node or bracket.
    cursor: usize,
}

impl<'a> Granit<'a> {
    /// Begins to read a text.
    pub(super) fn new(text: &'a str) -> Granit<'a> {
        let mut options = granit_parser::options! {
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        options.set_emit_comments(false);
        let parser = Parser::new_from_str_with_options(text, options);
        Granit { parser, text, open: Vec::new(), cursor: 0 }
    }

    fn stop(&self, cause: Cause, at: usize) -> Stop {
        let is_bracket =
            |o: &&Open| o.is_flow && matches!(self.text.as_bytes().get(o.start), Some(b'[' | b'{'));
        let open = self.open.iter().filter(is_bracket).map(|o| o.start).collect();
        Stop { cause, at: at.min(self.text.len()), since: self.cursor.min(self.text.len()), open }
    }

    /// Skips layout from `at`: blanks, line ends, comments, tags and anchors.
    fn skip_layout(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                b'#' => at += bytes[at..].iter().position(|b| *b == b'\n').unwrap_or(bytes.len() - at),
                b'!' | b'&' => {
                    at +=
                        bytes[at..].iter().position(|b| b.is_ascii_whitespace()).unwrap_or(bytes.len() - at);
                }
                _ => break,
            }
        }
        at
    }

    /// Returns the first byte after the `-` or `:` that leads to the next node of the innermost block.
    fn lead(&self) -> usize {
        let Some(parent) = self.open.last() else { return self.cursor };
        let at = self.skip_layout(self.cursor);
        let mark = if parent.is_map { b':' } else { b'-' };
        let is_led = if parent.is_map { parent.at_value } else { !parent.is_flow };
        if is_led && self.text.as_bytes().get(at) == Some(&mark) { at + 1 } else { self.cursor }
    }

    fn place_scalar(&self, style: ScalarStyle, text: &str, span: Range<usize>) -> Range<usize> {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let start = self.skip_layout(self.lead());
                let header = self.text.as_bytes()[start..]
                    .iter()
                    .take_while(|b| matches!(b, b'|' | b'>' | b'+' | b'-' | b'0'..=b'9'))
                    .count();
                let content = self.text.get(span.clone()).unwrap_or_default().trim_end_matches(BLANKS);
                let end = if content.is_empty() { start + header } else { span.start + content.len() };
                start..end
            }
            ScalarStyle::Plain if span.is_empty() && matches!(text, "~" | "") => {
                let at = self.lead();
                at..at
            }
            _ => span,
        }
    }

    /// Tells whether a quoted text goes on in a line that is not indented below the block it stands in.
    fn is_under_indented(&self, span: &Range<usize>) -> bool {
        let Some(block) = self.open.iter().rev().find(|o| !o.is_flow) else { return false };
        let Some(quoted) = self.text.get(span.clone()) else { return false };
        let mut lines = quoted.split('\n').skip(1).peekable();
        if lines.peek().is_none() {
            return false;
        }
        let line_start = self.text[..block.start].rfind('\n').map_or(0, |at| at + 1);
        let column = block.start - line_start;
        lines.any(|line| {
            let rest = line.trim_start_matches([' ', '\t']);
            !rest.trim_end().is_empty() && line.len() - rest.len() <= column
        })
    }

    fn node_done(&mut self, end: usize) {
        self.cursor = self.cursor.max(end);
        if let Some(parent) = self.open.last_mut() {
            parent.at_value = parent.is_map && !parent.at_value;
        }
    }

    fn begin(&mut self, is_map: bool, style: StructureStyle, span: Range<usize>) -> Result<usize, Stop> {
        let is_flow = style == StructureStyle::Flow;
        let start = if is_flow || is_map { span.start } else { self.skip_layout(self.lead()) };
        if self.open.len() >= MAX_DEPTH {
            return Err(self.stop(Cause::Depth, start));
        }
        self.open.push(Open { start, is_map, is_flow, at_value: false });
        self.cursor = if is_flow { span.end } else { start };
        Ok(start)
    }

    fn end(&mut self, span: &Range<usize>) -> usize {
        let Some(open) = self.open.pop() else { return span.end };
        let bytes = self.text.as_bytes();
        let partner = match bytes.get(open.start) {
            Some(b'[') if !open.is_map => Some(&b']'),
            Some(b'{') if open.is_map => Some(&b'}'),
            _ => None,
        };
        let is_closed = open.is_flow && partner.is_some() && bytes.get(span.start) == partner;
        let end = if is_closed { span.end } else { self.cursor };
        self.node_done(end);
        end
    }

    fn convert(
        &mut self,
        event: granit_parser::Event<'a>,
        span: granit_parser::Span,
    ) -> Result<Option<Spanned<'a>>, Stop> {
        use granit_parser::Event as Granit;
        let tag = span.tag_span().and_then(|tag| tag.byte_range()).or_else(|| {
            let at = span.tag_start()?.byte_offset()?;
            Some(at..at)
        });
        let bytes = span.byte_range().unwrap_or(self.cursor..self.cursor);
        let (event, span) = match event {
            Granit::DocumentStart(is_explicit, _) => {
                self.cursor = self.cursor.max(bytes.end);
                (Event::Document(is_explicit), bytes)
            }
            Granit::Scalar(text, style, _, _) => {
                let span = self.place_scalar(style, &text, bytes);
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                if style == Style::Quoted && self.is_under_indented(&span) {
                    return Err(self.stop(Cause::Quote, span.start));
                }
                self.node_done(span.end);
                (Event::Scalar(text, style), span)
            }
            Granit::Alias(_) | Granit::UnresolvedAlias(_) => {
                self.node_done(bytes.end);
                (Event::Alias, bytes)
            }
            Granit::Anchor(..) => (Event::Anchor, bytes),
            Granit::SequenceStart(style, ..) => {
                let start = self.begin(false, style, bytes)?;
                (Event::Open { is_map: false, is_flow: style == StructureStyle::Flow }, start..start)
            }
            Granit::MappingStart(style, ..) => {
                let start = self.begin(true, style, bytes)?;
                (Event::Open { is_map: true, is_flow: style == StructureStyle::Flow }, start..start)
            }
            Granit::SequenceEnd | Granit::MappingEnd => {
                let end = self.end(&bytes);
                (Event::Close, end..end)
            }
            _ => return Ok(None),
        };
        Ok(Some(Spanned { event, span, tag }))
    }
}

impl<'a> Events<'a> for Granit<'a> {
    fn next(&mut self) -> Result<Option<Spanned<'a>>, Stop> {
        loop {
            match self.parser.next_event() {
                None => return Ok(None),
                Some(Err(error)) => {
                    let at = error.marker().byte_offset().unwrap_or(self.cursor);
                    return Err(self.stop(cause(error.kind()), at));
                }
                Some(Ok((event, span))) => {
                    if let Some(event) = self.convert(event, span)? {
                        return Ok(Some(event));
                    }
                }
            }
        }
    }
}

fn cause(kind: &ErrorKind) -> Cause {
    use ErrorKind as E;
    match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
            Cause::Quote
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => Cause::AfterQuote,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => Cause::Escape,
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabAtBlockScalarStart
        | E::TabInIndentation
        | E::TabInPlainScalar => Cause::Tab,
        E::MisplacedFlowCollectionEnd => Cause::StrayBracket,
        E::MismatchedFlowCollectionEnd { .. } | E::UnclosedFlowCollection { .. } => Cause::OpenBracket,
        E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::InvalidFlowScalarIndent => Cause::Separator,
        E::InvalidColonPlacement
        | E::MappingValueNotAllowed
        | E::FlowMappingValueAdjacentCollection
        | E::InvalidMappingValueWhitespace => Cause::Colon,
        E::SimpleKeyExpected | E::InvalidSimpleKey => Cause::NoColon,
        E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::ExpectedNodeContent
        | E::InvalidIndentation
        | E::InvalidBlockScalarIndent
        | E::UnexpectedEofBlockSequence
        | E::UnexpectedEofBlockMapping
        | E::ExpectedDocumentStart => Cause::Indent,
        E::UnexpectedCharacter { character } => Cause::Character(*character),
        E::BomInsideDocument => Cause::Character('\u{feff}'),
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => Cause::BlockHeader,
        E::BlockSequenceEntryNotAllowed
        | E::BlockEntryInFlowCollection
        | E::InvalidBlockEntryWhitespace
        | E::PlainScalarStartsWithDashFlowIndicator => Cause::Dash,
        E::MappingKeyNotAllowed => Cause::Question,
        E::MissingAnchorOrAliasName => Cause::Anchor,
        E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8
        | E::UndeclaredTagHandle => Cause::Tag,
        E::CommentNotSeparated | E::CommentInterceptedScalar => Cause::Comment,
        E::DirectiveDisallowed | E::MissingDocumentEndBeforeDirective => Cause::Directive,
        E::RecursionLimitExceeded => Cause::Depth,
        _ => Cause::Other,
    }
}
