//! Byte offset to line and column, and back.

/// Where the lines of a text begin. Lines and columns count from 1; a column counts Unicode characters.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Builds the index of a text. `\n` and `\r\n` end a line.
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)),
        );
        LineIndex { starts }
    }

    /// Returns line and column of a byte offset in `text`.
    pub fn line_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let offset = offset.min(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1] as usize;
        // Two passes that a processor does many bytes at a time: a line may be as long as its file.
        let column = text
            .get(start..offset as usize)
            .map_or(0, |before| before.chars().count() - before.matches('\u{feff}').count());
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    /// Returns the byte range of a line, without its line end.
    pub fn line_range(&self, text: &str, line: u32) -> std::ops::Range<usize> {
        let at = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        let start = self.starts[at] as usize;
        let end = self.starts.get(at + 1).map_or(text.len(), |s| *s as usize);
        start..start + text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// Returns the number of lines.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_at_crlf() {
        let text = "a: ü\r\nbé: c\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 0), (1, 1));
        assert_eq!(index.line_column(text, text.find("bé").unwrap() as u32), (2, 1));
        assert_eq!(index.line_column(text, text.find(": c").unwrap() as u32), (2, 3));
        assert_eq!(&text[index.line_range(text, 1)], "a: ü");
        assert_eq!(index.line_column(text, 999), (3, 1));
    }
}
