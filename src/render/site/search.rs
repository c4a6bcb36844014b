//! The search: a page, and an index in files that the script loads when somebody searches.
//!
//! The index is script, not JSON, because a page that is opened from a file may load the one and not the other.

use serde_json::json;

use crate::render::site::File;
use crate::render::site::Showing;
use crate::render::site::frame::Frame;
use crate::render::site::frame::anchor;
use crate::render::site::kit;
use crate::render::text;
use crate::report::site::SiteHead;

/// Items in a file of the index: the first results show while the rest loads.
const ITEMS: usize = 5_000;

/// Writes the page and the index.
pub(crate) fn files(head: &SiteHead, showing: Showing) -> Vec<File> {
    let frame = Frame::of_site(head, "search".to_owned(), showing);
    let page = frame.page("Search", &[], |h| {
        h.el("h1", &[], "Search");
        h.wrap("div", &[("id", "search-page")], |h| {
            let sentence =
                "Searching needs JavaScript. Without it, every item stands on the pages of its program:";
            h.el("p", &[("class", "empty")], sentence);
            h.wrap("ul", &[], |h| {
                for program in &head.lookup.programs {
                    h.wrap("li", &[], |h| {
                        kit::link(h, frame.program(&program.id).as_deref(), &program.title);
                    });
                }
            });
        });
    });
    let mut out = vec![page];
    let parts: Vec<_> = head.lookup.entries.chunks(ITEMS).collect();
    let programs: Vec<_> =
        head.lookup.programs.iter().map(|p| json!([text::one_line(&p.title), p.folder, p.id])).collect();
    let first = json!({ "parts": parts.len(), "programs": programs, "items": [] });
    out.push(File { path: "assets/index.js".to_owned(), text: script("window.epmIndex = ", &first, "") });
    for (n, entries) in parts.iter().enumerate() {
        let row = |e: &crate::report::site::Entry| {
            json!([text::one_line(&e.title), e.id, e.kind, e.program, e.page, anchor(&e.id)])
        };
        let rows: Vec<_> = entries.iter().map(row).collect();
        let text = script("window.epmIndex.items.push(...", &json!(rows), ")");
        out.push(File { path: format!("assets/index-{}.js", n + 1), text });
    }
    out
}

/// Writes data as script: what could end the script or a line of it is escaped.
fn script(before: &str, data: &serde_json::Value, after: &str) -> String {
    let mut out = before.to_owned();
    for c in data.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{7f}'..='\u{9f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push_str(after);
    out.push_str(";\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_the_script() {
        let text = script("x = ", &json!("</script>\u{2028}"), "");
        assert_eq!(text, "x = \"\\u003c/script\\u003e\\u2028\";\n");
    }
}
