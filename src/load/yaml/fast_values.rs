//! The values of the everyday subset: plain and quoted scalars, flow lists and mappings, block texts.

use crate::load::yaml::MAX_DEPTH;
use crate::load::yaml::MAX_NODES;
use crate::load::yaml::fast::Fast;

impl Fast<'_> {
    /// Tells whether a plain scalar may begin at `at`, whatever surrounds it.
    fn begins_plain(&self, at: usize) -> bool {
        match self.byte(at) {
            b'-' => matches!(self.byte(at + 1), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.'),
            b'_' | b'.' | b'/' | b'(' | b')' | b'$' | b'~' | b'+' | b'^' | b'\\' | b';' | b'<' | b'=' => true,
            first => first.is_ascii_alphanumeric() || (first >= 0x80 && first != 0xef),
        }
    }

    /// Reads a plain scalar up to the end of its line or a comment.
    pub(super) fn plain(&mut self, at: usize) -> Option<usize> {
        if !self.begins_plain(at) {
            return None;
        }
        let mut end = at + 1;
        loop {
            match self.byte(end) {
                b'\n' | b'\r' => break,
                b':' if matches!(self.byte(end + 1), b' ' | b'\n' | b'\r') => return None,
                b'#' if self.bytes[end - 1] == b' ' => break,
                _ => end += 1,
            }
        }
        Some(self.add_plain(at, end))
    }

    /// Adds a plain scalar without the blanks at its end.
    fn add_plain(&mut self, at: usize, mut end: usize) -> usize {
        while self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        let span = self.span(at, end);
        self.builder.scalar(span, true, None);
        end
    }

    pub(super) fn double_quoted(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let mut cooked: Option<String> = None;
        let mut piece = at + 1;
        loop {
            match self.byte(end) {
                b'"' => break,
                b'\n' | b'\r' => return None,
                b'\\' => {
                    let read = match self.byte(end + 1) {
                        b'"' => '"',
                        b'\\' => '\\',
                        b'/' => '/',
                        b'n' => '\n',
                        b't' => '\t',
                        _ => return None,
                    };
                    let cooked = cooked.get_or_insert_default();
                    cooked.push_str(&self.text[piece..end]);
                    cooked.push(read);
                    end += 2;
                    piece = end;
                }
                _ => end += 1,
            }
        }
        let span = self.span(at, end + 1);
        match cooked {
            Some(mut cooked) => {
                cooked.push_str(&self.text[piece..end]);
                self.builder.scalar(span, false, Some(cooked));
            }
            None => self.builder.quoted(span),
        }
        Some(end + 1)
    }

    pub(super) fn single_quoted(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let mut is_cooked = false;
        loop {
            match self.byte(end) {
                b'\'' if self.byte(end + 1) == b'\'' => {
                    is_cooked = true;
                    end += 2;
                }
                b'\'' => break,
                b'\n' | b'\r' => return None,
                _ => end += 1,
            }
        }
        let span = self.span(at, end + 1);
        if is_cooked {
            let cooked = self.text[at + 1..end].replace("''", "'");
            self.builder.scalar(span, false, Some(cooked));
        } else {
            self.builder.quoted(span);
        }
        Some(end + 1)
    }

    /// Reads a flow list or mapping that ends on its line.
    pub(super) fn flow(&mut self, at: usize) -> Option<usize> {
        if self.builder.depth() >= MAX_DEPTH || self.builder.len() >= MAX_NODES {
            return None;
        }
        let is_map = self.byte(at) == b'{';
        let close = if is_map { b'}' } else { b']' };
        self.builder.begin(is_map, self.base + at);
        let keys = self.key_base();
        let mut at = self.skip_spaces(at + 1);
        if self.byte(at) != close {
            loop {
                if is_map {
                    at = self.flow_key(at, keys)?;
                }
                at = match self.byte(at) {
                    b'"' => self.double_quoted(at)?,
                    b'\'' => self.single_quoted(at)?,
                    b'[' | b'{' => self.flow(at)?,
                    _ => self.flow_plain(at)?,
                };
                at = self.skip_spaces(at);
                match self.byte(at) {
                    b',' => at = self.skip_spaces(at + 1),
                    byte if byte == close => break,
                    _ => return None,
                }
            }
        }
        self.drop_keys(keys)?;
        self.builder.end(self.base + at + 1);
        Some(at + 1)
    }

    /// Reads a key of a flow mapping; returns where its value begins.
    fn flow_key(&mut self, at: usize, keys: usize) -> Option<usize> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let mut end = at;
        while is_letter(self.byte(end)) {
            end += 1;
        }
        let is_key =
            end > at && self.byte(at) != b'-' && self.byte(end) == b':' && self.byte(end + 1) == b' ';
        if !is_key {
            return None;
        }
        self.add_key(at, end, keys)?;
        Some(self.skip_spaces(end + 1))
    }

    fn flow_plain(&mut self, at: usize) -> Option<usize> {
        if !self.begins_plain(at) {
            return None;
        }
        let mut end = at + 1;
        loop {
            match self.byte(end) {
                b',' | b']' | b'}' => break,
                b'\n' | b'\r' | b'[' | b'{' => return None,
                b':' if matches!(
                    self.byte(end + 1),
                    b' ' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}'
                ) =>
                {
                    return None;
                }
                b'#' if self.bytes[end - 1] == b' ' => return None,
                _ => end += 1,
            }
        }
        Some(self.add_plain(at, end))
    }

    /// Reads `|`, `|-`, `>` or `>-` and the lines below it, of a block in `column`.
    pub(super) fn block_text(&mut self, at: usize, column: usize) -> Option<usize> {
        let is_folded = self.byte(at) == b'>';
        let is_stripped = self.byte(at + 1) == b'-';
        let header = at + 1 + usize::from(is_stripped);
        let mut line = match self.byte(header) {
            b'\n' if header < self.bytes.len() => header + 1,
            b'\r' => header + 2,
            _ => return None,
        };
        let start = line;
        let mut cooked = String::new();
        let mut indent: Option<usize> = None;
        let mut breaks = 0;
        while line < self.bytes.len() {
            let first = self.skip_spaces(line);
            let found = first - line;
            if self.is_line_end(first) {
                // Blanks beyond the indentation are content, and before the first line they may be a fault.
                if found > indent.unwrap_or(0) {
                    return None;
                }
                breaks += 1;
                line = (first + 1 + usize::from(self.byte(first) == b'\r')).min(self.bytes.len());
                continue;
            }
            let width = *indent.get_or_insert(found);
            if found < width || width <= column {
                break;
            }
            if found > width && is_folded {
                return None;
            }
            let length =
                self.bytes[first..].iter().position(|b| *b == b'\n').unwrap_or(self.bytes.len() - first);
            let content = &self.text[line + width..first + length];
            let content = content.strip_suffix('\r').unwrap_or(content);
            join(&mut cooked, breaks, is_folded);
            cooked.push_str(content);
            breaks = 1;
            line = (first + length + 1).min(self.bytes.len());
        }
        if cooked.is_empty() {
            return None;
        }
        if !is_stripped {
            cooked.push('\n');
        }
        let content = self.text[start..line].trim_end_matches([' ', '\r', '\n']);
        let end = start + content.len();
        let span = self.span(at, end);
        self.builder.scalar(span, false, Some(cooked));
        // A comment right below the text is left to the full parser, which tells it from the text by its column.
        let first = self.skip_spaces(line);
        if first < self.bytes.len() && first - line > column {
            return None;
        }
        self.next_line(line);
        Some(end)
    }
}

/// Adds the line breaks between two lines of a block text; the first line has none before it but blank lines.
fn join(cooked: &mut String, breaks: usize, is_folded: bool) {
    let breaks = match (cooked.is_empty(), is_folded) {
        (false, true) if breaks == 1 => {
            cooked.push(' ');
            0
        }
        (false, true) => breaks - 1,
        _ => breaks,
    };
    cooked.extend(std::iter::repeat_n('\n', breaks));
}
