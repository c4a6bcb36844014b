//! The way from the last event to the place where a parser stopped: the quote and the brackets that were open there.

use std::ops::Range;

use crate::load::yaml::events::Cause;
use crate::load::yaml::events::Stop;

/// What was open where a parser stopped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trail {
    /// The last quoted text that begins before the stop; reaches to the end of the text when it is not closed.
    pub(super) quote: Option<Range<usize>>,
    /// The open brackets and braces, outermost first.
    pub(super) open: Vec<usize>,
}

/// Walks from the end of the last event to the stop.
pub(super) fn walk(text: &str, stop: &Stop) -> Trail {
    let bytes = text.as_bytes();
    let mut trail = Trail { quote: None, open: stop.open.clone() };
    let end = if stop.cause == Cause::AfterQuote { stop.at } else { stop.at + 1 };
    let mut at = stop.since;
    while at < end.min(bytes.len()) {
        let is_at_blank = at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b'\r');
        match bytes[at] {
            b'#' if is_at_blank => at = line_end(bytes, at),
            b'"' | b'\'' => {
                let end = quote_end(bytes, at);
                trail.quote = Some(at..end);
                at = end;
            }
            b'[' | b'{' => {
                if at < stop.at {
                    trail.open.push(at);
                }
                at += 1;
            }
            b']' | b'}' => {
                if at < stop.at {
                    trail.open.pop();
                }
                at += 1;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'-' | b'?' => at += 1,
            _ => at = plain_end(bytes, at, !trail.open.is_empty()),
        }
    }
    trail
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n)
}

/// Returns the end of the quoted text that begins at `at`.
pub(super) fn quote_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' if quote == b'"' => end += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(end + 1) == Some(&quote) => end += 2,
            byte if byte == quote => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

fn plain_end(bytes: &[u8], at: usize, is_flow: bool) -> usize {
    let stops = |n: usize| match bytes[n] {
        b'\n' => true,
        b':' => bytes.get(n + 1).is_none_or(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')),
        b'#' => matches!(bytes[n - 1], b' ' | b'\t'),
        b',' | b'[' | b']' | b'{' | b'}' => is_flow,
        _ => false,
    };
    (at + 1..bytes.len()).find(|n| stops(*n)).unwrap_or(bytes.len())
}
