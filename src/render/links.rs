//! Where a page may lead: an allow-list, for an address in a plan is written by whoever can open a pull request.

use crate::render::page::Page;

/// Where an address leads.
#[derive(Debug, PartialEq)]
pub(crate) enum Target {
    /// To an anchor on the same page.
    Anchor(String),
    /// Somewhere else; the address holds only characters that no target's syntax uses.
    Address(String),
}

/// Returns where `address` leads, or nothing when a page may not lead there. `folder` is the folder of the file that
/// the address stands in, from the workspace's root.
pub(crate) fn resolve(address: &str, folder: &str, page: &Page) -> Option<Target> {
    let shown: String = address.chars().filter(|c| !c.is_control()).collect();
    let address = shown.trim().to_owned();
    if let Some(id) = address.strip_prefix('#') {
        return (!id.is_empty()).then(|| Target::Anchor(anchor_id(id)));
    }
    if scheme(&address).is_some() {
        return outside(&address).map(Target::Address);
    }
    relative(&address, folder, page).map(|path| Target::Address(encode(&path)))
}

/// Returns an address out of the workspace, if a page may lead there.
pub(crate) fn outside(address: &str) -> Option<String> {
    match scheme(address) {
        Some("mailto") => Some(encode(address)),
        Some("http" | "https") if !has_user(address) => Some(encode(address)),
        _ => None,
    }
}

/// Returns the form of an id that every target takes as an anchor.
pub(crate) fn anchor_id(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' })
        .collect()
}

/// Returns the lower-case scheme that we know, `""` for one that we do not, nothing for a relative address.
fn scheme(address: &str) -> Option<&'static str> {
    let end = address.find([':', '/', '?', '#'])?;
    if !address[end..].starts_with(':') {
        return None;
    }
    let known = ["http", "https", "mailto"];
    Some(known.into_iter().find(|k| address[..end].eq_ignore_ascii_case(k)).unwrap_or(""))
}

/// `https://good.example@evil.example` leads to the second.
fn has_user(address: &str) -> bool {
    let host = address.split_once(':').map_or("", |(_, rest)| rest.trim_start_matches(['/', '\\']));
    host.split(['/', '?', '#', '\\']).next().is_some_and(|host| host.is_empty() || host.contains('@'))
}

fn relative(address: &str, folder: &str, page: &Page) -> Option<String> {
    if address.starts_with(['/', '\\', '?']) || address.contains('\\') {
        return None;
    }
    let file = address.split('#').next().unwrap_or_default();
    if page.siblings.contains(file) || page.attachments.iter().any(|a| a == file) {
        return Some(address.to_owned());
    }
    // A page of the same run, named without its extension, which the target decides.
    let is_stem = |sibling: &&String| sibling.rsplit_once('.').is_some_and(|(stem, _)| stem == file);
    if let Some(sibling) = page.siblings.iter().find(is_stem) {
        return Some(format!("{sibling}{}", &address[file.len()..]));
    }
    if page.sources.is_empty() {
        return None;
    }
    let (file, fragment) = address.split_at(file.len());
    let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()?),
            part => path.push(part),
        }
    }
    Some(format!("{}/{}{fragment}", page.sources.trim_end_matches('/'), path.join("/")))
}

/// Percent-encodes all but the characters that stand for themselves in every target. What is encoded already stays.
fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (i, b) in address.bytes().enumerate() {
        let rest = &address.as_bytes()[i + 1..];
        let escape = b == b'%' && rest.len() > 1 && rest[..2].iter().all(u8::is_ascii_hexdigit);
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(b)),
            b'-' | b'.' | b'/' | b':' | b'?' | b'#' | b'&' | b'=' | b'+' | b',' | b';' | b'@' | b'_' => {
                out.push(char::from(b));
            }
            b'%' if escape => out.push('%'),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(address: &str) -> Option<String> {
        let page = Page {
            sources: "../../".to_owned(),
            siblings: ["raid.md".to_owned()].into(),
            attachments: vec!["map.svg".to_owned()],
            ..Page::default()
        };
        resolve(address, "programs/atlas", &page).map(|t| match t {
            Target::Anchor(id) => format!("#{id}"),
            Target::Address(a) => a,
        })
    }

    #[test]
    fn a_page_of_the_same_run_needs_no_extension() {
        assert_eq!(to("raid.md#RSK-1").as_deref(), Some("raid.md#RSK-1"));
        assert_eq!(to("raid#RSK-1").as_deref(), Some("raid.md#RSK-1"));
    }

    #[test]
    fn only_listed_schemes_lead_out() {
        assert_eq!(
            to("https://example.com/a?b=1&c=(d)|e*").as_deref(),
            Some("https://example.com/a?b=1&c=%28d%29%7Ce%2A")
        );
        assert_eq!(to("HTTP://example.com/%20ä").as_deref(), Some("HTTP://example.com/%20%C3%A4"));
        assert_eq!(to("mailto:maria@example.com").as_deref(), Some("mailto:maria@example.com"));
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "//evil.example/x",
            "/etc/passwd",
            "\\\\evil\\x",
            "https://good.example@evil.example/",
            "https:",
            "x:y",
            "#",
        ] {
            assert_eq!(to(bad), None, "{bad}");
        }
    }

    #[test]
    fn files_are_rebased_or_refused() {
        assert_eq!(to("raid.md#r-1").as_deref(), Some("raid.md#r-1"));
        assert_eq!(to("map.svg").as_deref(), Some("map.svg"));
        assert_eq!(to("../notes/a b.md#x").as_deref(), Some("../../programs/notes/a%20b.md#x"));
        assert_eq!(to("../../../etc/passwd"), None);
        assert_eq!(to("#R 1").as_deref(), Some("#R-1"));
        assert_eq!(resolve("notes.md", "", &Page::default()), None);
    }
}
