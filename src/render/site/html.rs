//! HTML as it is written: well-formed, and the one place where text is escaped.

use crate::render::page::Page;
use crate::render::parse;
use crate::render::targets::html::escape;
use crate::render::targets::html::push_block;
use crate::render::text;

/// An attribute: name and value. One without a name is left out.
pub(crate) type Attribute<'a> = (&'a str, &'a str);

/// No attribute.
pub(crate) const NONE: Attribute<'static> = ("", "");

/// Elements that stand in a line of text, so that no line break follows them.
const INLINE: [&str; 10] = ["a", "span", "strong", "time", "small", "code", "th", "td", "text", "option"];

/// HTML that grows. Text and values of attributes are [cleaned](text::clean) and escaped on their way in.
#[derive(Default)]
pub(crate) struct Html {
    out: String,
}

impl Html {
    /// Returns what was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// Writes a start tag.
    pub(crate) fn open(&mut self, tag: &str, attributes: &[Attribute<'_>]) {
        self.start(tag, attributes);
        self.out.push('>');
    }

    /// Writes an end tag.
    pub(crate) fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        if !INLINE.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// Writes text.
    pub(crate) fn text(&mut self, words: &str) {
        self.out.push_str(&escape(&text::clean(words)));
    }

    /// Writes an element that holds text.
    pub(crate) fn el(&mut self, tag: &str, attributes: &[Attribute<'_>], words: &str) {
        self.open(tag, attributes);
        self.text(words);
        self.close(tag);
    }

    /// Writes an element with what `inside` writes.
    pub(crate) fn wrap(&mut self, tag: &str, attributes: &[Attribute<'_>], inside: impl FnOnce(&mut Html)) {
        self.open(tag, attributes);
        inside(self);
        self.close(tag);
    }

    /// Writes an element that holds nothing.
    pub(crate) fn void(&mut self, tag: &str, attributes: &[Attribute<'_>]) {
        self.start(tag, attributes);
        self.out.push_str("/>");
    }

    /// Writes a person's Markdown. Links to files become text; headings go below `level`.
    pub(crate) fn prose(&mut self, markdown: &str, level: u8) {
        for block in parse::prose(markdown, "", &Page::default(), level, 0) {
            push_block(&block, "", &mut self.out);
        }
    }

    fn start(&mut self, tag: &str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(name, _)| !name.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.out.push_str(&escape(&text::one_line(value)));
            self.out.push('"');
        }
    }
}

/// Returns an attribute when something is the case.
pub(crate) fn when<'a>(is: bool, name: &'a str, value: &'a str) -> Attribute<'a> {
    if is { (name, value) } else { NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        let mut html = Html::default();
        html.el("p", &[("title", "\" onmouseover=\"x"), NONE], "<img src=x onerror=alert(1)>\u{202e}");
        assert_eq!(
            html.finish(),
            "<p title=\"&quot; onmouseover=&quot;x\">&lt;img src=x onerror=alert(1)&gt;</p>\n"
        );
    }
}
