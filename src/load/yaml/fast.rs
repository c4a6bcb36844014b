//! The everyday subset of YAML, read several times faster than the whole: block mappings and lists, one-line scalars,
//! one-line flow lists and mappings, block texts, comments.
//!
//! [`read`] returns `None` on anything else, faults included, and the full parser decides. What it does return is equal
//! to what the full parser gives, node for node and byte for byte (`differential.rs`).

use crate::diag::Span;
use crate::load::tree::Builder;
use crate::load::tree::SpannedTree;
use crate::load::yaml::MAX_DEPTH;
use crate::load::yaml::MAX_NODES;

/// The longest key, in bytes; longer ones are left to the full parser.
const MAX_KEY: usize = 1000;

/// Up to this many keys of a mapping are compared as they come; more are sorted at its end.
const FEW_KEYS: usize = 24;

/// A key of an open mapping.
#[derive(Clone, Copy)]
struct Key {
    /// Length and first bytes, to tell most keys apart.
    mark: u64,
    start: usize,
    end: usize,
}

/// A text on its way into a tree. `None` anywhere means: not the everyday subset.
pub(super) struct Fast<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) base: usize,
    pub(super) builder: Builder,
    /// The keys of all open mappings, innermost last.
    keys: Vec<Key>,
    /// The first byte of the next line that holds something.
    pub(super) first: usize,
    /// The column of that byte; `None` at the end of the text.
    column: Option<usize>,
}

/// Reads a text that stands at byte `base`.
pub(super) fn read(text: &str, base: usize) -> Option<SpannedTree> {
    if !is_plain_text(text) {
        return None;
    }
    let builder = Builder::for_text(text.len());
    let bytes = text.as_bytes();
    let mut fast = Fast { text, bytes, base, builder, keys: Vec::new(), first: 0, column: None };
    fast.next_line(0);
    if fast.column == Some(0) && bytes[fast.first..].starts_with(b"---") {
        fast.finish_line(fast.first + 3)?;
        fast.column?;
    }
    if let Some(column) = fast.column {
        fast.block(column)?;
    }
    fast.column.is_none().then(|| fast.builder.finish())
}

/// Tells whether a text has neither tabs nor carriage returns of their own.
fn is_plain_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (tabs, returns) = bytes
        .iter()
        .fold((false, false), |(tabs, returns), b| (tabs | (*b == b'\t'), returns | (*b == b'\r')));
    !tabs
        && (!returns
            || bytes.iter().enumerate().all(|(n, b)| *b != b'\r' || bytes.get(n + 1) == Some(&b'\n')))
}

impl Fast<'_> {
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    pub(super) fn is_line_end(&self, at: usize) -> bool {
        matches!(self.byte(at), b'\n' | b'\r')
    }

    pub(super) fn skip_spaces(&self, mut at: usize) -> usize {
        while self.byte(at) == b' ' {
            at += 1;
        }
        at
    }

    fn line_start(&self, at: usize) -> usize {
        self.bytes[at..].iter().position(|b| *b == b'\n').map_or(self.bytes.len(), |n| at + n + 1)
    }

    /// Moves to the next line from `start` on that holds something besides a comment.
    pub(super) fn next_line(&mut self, mut start: usize) {
        while start < self.bytes.len() {
            let first = self.skip_spaces(start);
            match self.byte(first) {
                b'\n' => start = first + 1,
                b'\r' | b'#' => start = self.line_start(first),
                _ => {
                    self.first = first;
                    self.column = Some(first - start);
                    return;
                }
            }
        }
        self.first = self.bytes.len();
        self.column = None;
    }

    /// Ends a line whose last value ends at `at`: only a comment may follow. Tells whether one that could be meant as the
    /// value does.
    pub(super) fn finish_line(&mut self, at: usize) -> Option<bool> {
        let rest = self.skip_spaces(at);
        let mut could_be_value = false;
        match self.byte(rest) {
            b'\n' | b'\r' => {}
            b'#' if rest > at => {
                could_be_value = self.text[rest + 1..].starts_with(|c: char| c.is_alphanumeric());
            }
            _ => return None,
        }
        let next =
            if self.byte(rest) == b'\n' { (rest + 1).min(self.bytes.len()) } else { self.line_start(rest) };
        self.next_line(next);
        Some(could_be_value)
    }

    fn is_dash(&self, at: usize) -> bool {
        self.byte(at) == b'-' && matches!(self.byte(at + 1), b' ' | b'\n' | b'\r')
    }

    fn has_room(&self) -> bool {
        self.builder.depth() < MAX_DEPTH && self.builder.len() < MAX_NODES
    }

    /// Reads the list or mapping that begins at `first`, in `column`. Returns where it ends.
    fn block(&mut self, column: usize) -> Option<usize> {
        if self.is_dash(self.first) {
            self.list(column, self.first)
        } else {
            self.mapping(column, self.first)
        }
    }

    fn list(&mut self, column: usize, start: usize) -> Option<usize> {
        if !self.has_room() {
            return None;
        }
        self.builder.begin(false, self.base + start);
        let mut dash = start;
        let mut end;
        loop {
            end = self.item(column, dash)?;
            match self.column {
                Some(next) if next > column => return None,
                Some(next) if next == column && self.is_dash(self.first) => dash = self.first,
                _ => break,
            }
        }
        self.builder.end(self.base + end);
        Some(end)
    }

    fn item(&mut self, column: usize, dash: usize) -> Option<usize> {
        let at = self.skip_spaces(dash + 1);
        if self.is_line_end(at) || self.byte(at) == b'#' {
            self.finish_line(dash + 1)?;
            return match self.column {
                Some(next) if next > column => self.block(next),
                _ => Some(self.empty(dash + 1)),
            };
        }
        let inner = column + (at - dash);
        if self.is_dash(at) {
            return self.list(inner, at);
        }
        match self.byte(at) {
            b'"' | b'\'' | b'[' | b'{' | b'|' | b'>' => self.value(at, column),
            _ if self.key_end(at).is_some() => self.mapping(inner, at),
            _ => self.value(at, column),
        }
    }

    fn mapping(&mut self, column: usize, start: usize) -> Option<usize> {
        if !self.has_room() {
            return None;
        }
        self.builder.begin(true, self.base + start);
        let base = self.keys.len();
        let mut key = start;
        let mut end;
        loop {
            end = self.entry(column, key, base)?;
            match self.column {
                Some(next) if next > column => return None,
                Some(next) if next == column => key = self.first,
                _ => break,
            }
        }
        if self.keys.len() - base > FEW_KEYS && !self.are_distinct(base) {
            return None;
        }
        self.keys.truncate(base);
        self.builder.end(self.base + end);
        Some(end)
    }

    fn entry(&mut self, column: usize, key: usize, base: usize) -> Option<usize> {
        let colon = self.key_end(key)?;
        self.add_key(key, colon, base)?;
        let at = self.skip_spaces(colon + 1);
        if !self.is_line_end(at) && self.byte(at) != b'#' {
            return self.value(at, column);
        }
        let could_be_value = self.finish_line(colon + 1)?;
        match self.column {
            Some(next) if next > column => self.block(next),
            Some(next) if next == column && self.is_dash(self.first) => self.list(column, self.first),
            // Only the full parser tells `channel: #general` from an empty value.
            _ if could_be_value => None,
            _ => Some(self.empty(colon + 1)),
        }
    }

    fn empty(&mut self, at: usize) -> usize {
        let span = self.span(at, at);
        self.builder.scalar(span, true, None);
        at
    }

    /// Returns where the key at `at` ends: at its colon.
    fn key_end(&self, at: usize) -> Option<usize> {
        let first = self.byte(at);
        if !(first.is_ascii_alphanumeric() || first == b'_' || (first >= 0x80 && first != 0xef)) {
            return None;
        }
        let mut end = at + 1;
        loop {
            match self.byte(end) {
                b':' if matches!(self.byte(end + 1), b' ' | b'\n' | b'\r') => {
                    return (self.bytes[end - 1] != b' ' && end - at <= MAX_KEY).then_some(end);
                }
                b'\n' | b'\r' => return None,
                b'#' if self.bytes[end - 1] == b' ' => return None,
                _ => end += 1,
            }
        }
    }

    pub(super) fn add_key(&mut self, start: usize, end: usize, base: usize) -> Option<()> {
        let name = &self.bytes[start..end];
        let mut head = [0u8; 8];
        let length = name.len().min(7);
        head[..length].copy_from_slice(&name[..length]);
        head[7] = u8::try_from(name.len() & 0xff).unwrap_or(0);
        let key = Key { mark: u64::from_le_bytes(head), start, end };
        let known = &self.keys[base..];
        if known.len() <= FEW_KEYS {
            let is_same = |k: &Key| k.mark == key.mark && &self.bytes[k.start..k.end] == name;
            if known.iter().any(is_same) {
                return None;
            }
        }
        self.keys.push(key);
        let span = self.span(start, end);
        self.builder.scalar(span, true, None);
        Some(())
    }

    pub(super) fn key_base(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn drop_keys(&mut self, base: usize) -> Option<()> {
        let is_sound = self.keys.len() - base <= FEW_KEYS || self.are_distinct(base);
        self.keys.truncate(base);
        is_sound.then_some(())
    }

    fn are_distinct(&mut self, base: usize) -> bool {
        let bytes = self.bytes;
        let name = |key: &Key| &bytes[key.start..key.end];
        self.keys[base..].sort_unstable_by(|a, b| name(a).cmp(name(b)));
        self.keys[base..].windows(2).all(|pair| name(&pair[0]) != name(&pair[1]))
    }

    /// Reads the value at `at` of a block in `column`. Returns where it ends.
    fn value(&mut self, at: usize, column: usize) -> Option<usize> {
        let end = match self.byte(at) {
            b'"' => self.double_quoted(at)?,
            b'\'' => self.single_quoted(at)?,
            b'[' | b'{' => self.flow(at)?,
            b'|' | b'>' => return self.block_text(at, column),
            _ => self.plain(at)?,
        };
        self.finish_line(end)?;
        Some(end)
    }
}
