//! A link that is not what it seems, or that anybody on the way can read and change.

use crate::check::Facts;
use crate::check::links;
use crate::check::links::LinkAt;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a link that a reader should not open.
    ///
    /// ## What it does
    /// Looks at every address in prose, `links:` and `evidence:`. Reported are `http://`, names before an `@`
    /// (`https://bank.example@evil.example` leads to `evil.example`), hosts in foreign letters or in punycode (`xn--…`), and
    /// all schemes but `https` and `mailto`: `javascript:`, `data:`, `file:`.
    ///
    /// ## Why it matters
    /// A status page is read by people who trust it and click. Unsafe links are not published, so a report would show less
    /// than its author believes.
    ///
    /// ## Example
    /// ```yaml
    /// links:
    ///   design: http://wiki.kestrel.example/identity
    /// ```
    ///
    /// ## Fix it
    /// Write the `https` address of the page, with the host as it is known.
    pub(crate) static META = 903, "unsafe-link", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    links::of_all(facts, &mut |link| {
        if let Some((message, help)) = complaint(&link) {
            out.push(link.finding(&META, message).help(help));
        }
    });
}

fn complaint(link: &LinkAt<'_>) -> Option<(String, &'static str)> {
    let target = link.target;
    let scheme = match links::scheme(target) {
        Some(scheme) => scheme,
        // `//host/path` takes the scheme of the page it stands on.
        None if target.starts_with("//") => "https".to_owned(),
        None => return None,
    };
    let rest = target.split_once("//").map(|(_, rest)| rest);
    match (scheme.as_str(), rest) {
        ("mailto" | "tel", _) => return None,
        ("http" | "https", Some(_)) => {}
        ("javascript" | "vbscript" | "data" | "file" | "blob", _) | (_, Some(_)) => {
            let message = format!("a link of the kind `{scheme}:` is not published");
            return Some((message, "link to a page with an `https` address"));
        }
        // `AUTH:12` is no address.
        _ if link.is_value => return None,
        _ => {
            let message = format!("a link of the kind `{scheme}:` is not published");
            return Some((message, "link to a page with an `https` address, or to a file"));
        }
    }
    let authority = rest?.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if let Some((user, host)) = authority.rsplit_once('@') {
        // A password in it is a secret, and that rule does not repeat it.
        let message = if user.contains(':') {
            format!("this link leads to `{host}`, with a name and a password before it")
        } else {
            format!("this link leads to `{host}`, not to `{}`", shortened(user))
        };
        return Some((message, "write the address without what stands before the `@`"));
    }
    let host = authority.split(':').next().unwrap_or_default();
    if !host.is_ascii() || host.split('.').any(|label| label.to_ascii_lowercase().starts_with("xn--")) {
        let message = format!("the host `{}` has letters that look like others", shortened(host));
        return Some((
            message,
            "check the host letter by letter, and write one in plain letters if there is one",
        ));
    }
    if scheme == "http" {
        let message = format!("`http://{}` can be read and changed on the way", shortened(host));
        return Some((message, "write `https://`"));
    }
    None
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() > SHOWN {
        text.chars().take(SHOWN).chain(['…']).collect()
    } else {
        text.to_owned()
    }
}
