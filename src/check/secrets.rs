//! Secrets in texts: keys, tokens and passwords by their look. Whoever shows a text asks here what to leave out.

use std::ops::Range;

/// A secret in a text. Its value is never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Secret {
    /// What it is: `a GitHub token`.
    pub(crate) kind: &'static str,
    /// The bytes to point at.
    pub(crate) at: Range<usize>,
    /// All bytes that nobody may see: the lines of a key, the value of a password.
    pub(crate) whole: Range<usize>,
    /// Its first characters, which say no more than the kind.
    pub(crate) shown: &'static str,
}

/// A token that begins with a known word.
struct Token {
    kind: &'static str,
    prefix: &'static str,
    /// The least characters after the prefix.
    least: usize,
}

const fn token(prefix: &'static str, least: usize, kind: &'static str) -> Token {
    Token { kind, prefix, least }
}

const TOKENS: &[Token] = &[
    token("ghp_", 30, "a GitHub token"),
    token("gho_", 30, "a GitHub token"),
    token("ghu_", 30, "a GitHub token"),
    token("ghs_", 30, "a GitHub token"),
    token("ghr_", 30, "a GitHub token"),
    token("github_pat_", 22, "a GitHub token"),
    token("glpat-", 20, "a GitLab token"),
    token("AKIA", 16, "an AWS access key"),
    token("ASIA", 16, "an AWS access key"),
    token("AIza", 35, "a Google API key"),
    token("xoxa-", 10, "a Slack token"),
    token("xoxb-", 10, "a Slack token"),
    token("xoxp-", 10, "a Slack token"),
    token("xoxr-", 10, "a Slack token"),
    token("xoxs-", 10, "a Slack token"),
    token("hooks.slack.com/services/T", 20, "the address of a Slack webhook"),
    token("sk_live_", 16, "a Stripe key"),
    token("rk_live_", 16, "a Stripe key"),
    token("sk-ant-", 20, "an API key"),
    token("sk-proj-", 20, "an API key"),
    token("npm_", 36, "an npm token"),
    token("ATATT3", 40, "an Atlassian token"),
];

/// Keys whose value is a password, whatever it looks like.
const PASSWORDS: &[&str] = &["password", "passwd", "passphrase"];

/// Keys whose value is a secret when it looks like one.
const KEYS: &[&str] = &["secret", "token", "api_key", "api-key", "apikey", "access_key", "private_key"];

/// Finds the secrets of a text, in its order.
pub(crate) fn find(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    for token in TOKENS {
        tokens(text, token, &mut found);
    }
    private_keys(text, &mut found);
    web_tokens(text, &mut found);
    addresses(text, &mut found);
    assignments(text, &mut found);
    found.sort_by_key(|secret| (secret.at.start, std::cmp::Reverse(secret.whole.end)));
    // `password: ghp_…` is one secret.
    let mut end = 0;
    found.retain(|secret| {
        let is_new = secret.whole.start >= end;
        end = end.max(secret.whole.end);
        is_new
    });
    found
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Returns the end of the run of `is_part` that begins at a byte.
fn run(text: &str, at: usize, is_part: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|c| !is_part(c)).unwrap_or(rest.len())
}

fn is_word_before(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn tokens(text: &str, token: &Token, found: &mut Vec<Secret>) {
    let is_address = token.prefix.contains('/');
    for (at, _) in text.match_indices(token.prefix) {
        let start = at + token.prefix.len();
        let end = run(text, start, |c| is_word(c) || (is_address && c == '/'));
        let value = &text[start..end];
        let is_example = value.to_ascii_uppercase().contains("EXAMPLE") || has_few(value);
        if (is_address || !is_word_before(text, at)) && value.len() >= token.least && !is_example {
            let shown = if is_address { "" } else { &token.prefix[..token.prefix.len().min(4)] };
            found.push(Secret { kind: token.kind, at: at..end, whole: at..end, shown });
        }
    }
}

/// Tells whether a value is made of few characters: `xxxxxxxx`, `0000`.
fn has_few(value: &str) -> bool {
    let mut kinds: Vec<u8> = value.bytes().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() < 5
}

fn private_keys(text: &str, found: &mut Vec<Secret>) {
    const BEGIN: &str = "-----BEGIN ";
    for (at, _) in text.match_indices(BEGIN) {
        let line_end = run(text, at, |c| c != '\n');
        if let Some(n) = text[at..line_end].find("PRIVATE KEY-----") {
            let end = at + n + "PRIVATE KEY-----".len();
            let rest = &text[end..];
            let whole = rest.find("-----END").map_or(text.len(), |n| end + n);
            found.push(Secret { kind: "a private key", at: at..end, whole: at..whole, shown: "" });
        }
    }
}

/// JSON Web Tokens: three parts in base64, the first two of which begin with `{"`.
fn web_tokens(text: &str, found: &mut Vec<Secret>) {
    for (at, _) in text.match_indices("eyJ") {
        let end = run(text, at, |c| is_word(c) || c == '.');
        let parts: Vec<&str> = text[at..end].split('.').collect();
        let is_token = matches!(parts.as_slice(), [head, body, ..]
            if head.len() >= 15 && body.starts_with("eyJ") && body.len() >= 15);
        if is_token && !is_word_before(text, at) {
            found.push(Secret { kind: "a JSON Web Token", at: at..end, whole: at..end, shown: "eyJ" });
        }
    }
}

/// Passwords in addresses: `https://user:password@host`.
fn addresses(text: &str, found: &mut Vec<Secret>) {
    for (at, _) in text.match_indices("://") {
        let start = at + "://".len();
        let end =
            run(text, start, |c| !c.is_whitespace() && !matches!(c, '/' | '"' | '\'' | '<' | '>' | '`'));
        let Some((user, _)) = text[start..end].rsplit_once('@') else { continue };
        let Some((name, password)) = user.split_once(':') else { continue };
        if is_real(password) {
            let from = start + name.len() + 1;
            let whole = from..from + password.len();
            found.push(Secret { kind: "a password in an address", at: whole.clone(), whole, shown: "" });
        }
    }
}

/// `password: …`, `API_KEY=…`.
fn assignments(text: &str, found: &mut Vec<Secret>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lower = line.to_ascii_lowercase();
        for (words, is_password) in [(PASSWORDS, true), (KEYS, false)] {
            for at in words.iter().flat_map(|word| lower.match_indices(word).map(|(at, w)| at + w.len())) {
                let Some(value) = value_after(line, at) else { continue };
                let text = &line[value.clone()];
                let is_secret = if is_password { is_password_like(text) } else { is_random(text) };
                if is_secret {
                    let kind = if is_password { "a password" } else { "a key or token" };
                    let whole = start + value.start..start + value.end;
                    found.push(Secret { kind, at: whole.clone(), whole, shown: "" });
                }
            }
        }
        start += line.len();
    }
}

/// Returns the bytes of the single word that is assigned after a key: `: value`, `="value"`.
fn value_after(line: &str, at: usize) -> Option<Range<usize>> {
    let rest = line.get(at..)?;
    let rest = rest.strip_prefix(['"', '\'', '`']).unwrap_or(rest).trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let rest = quote.map_or(rest, |quote| &rest[quote.len_utf8()..]);
    let start = line.len() - rest.len();
    let is_end = |c: char| match quote {
        Some(quote) => c == quote,
        None => c.is_whitespace() || matches!(c, ',' | '}' | ']' | ')'),
    };
    let end = start + rest.find(is_end).unwrap_or(rest.len());
    // What goes on is a sentence about a password, and no password; a comment may follow.
    let after = line[end..].trim_start_matches(['"', '\'', '`', ',', '}', ']', ')', ' ', '\t']).trim_end();
    (start < end && (after.is_empty() || after.starts_with('#'))).then_some(start..end)
}

/// Tells whether a value is neither empty nor a stand-in.
fn is_real(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_stand_in = value.contains(['$', '<', '>', '{', '}', '*', '…'])
        || ["password", "passwd", "pass", "secret", "token", "changeme", "redacted", "example"]
            .contains(&lower.as_str());
    !value.is_empty() && !is_stand_in && (value.len() < 5 || !has_few(value) || value.len() < 8)
}

/// Tells whether a value is a password, and not a word about one: `required`, `min-12`.
fn is_password_like(value: &str) -> bool {
    let has = |f: fn(&u8) -> bool| value.bytes().any(|b| f(&b));
    let is_slug = value.contains(['-', '_', '.', '/'])
        && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_./".contains(&b));
    let is_mixed = has(u8::is_ascii_alphabetic)
        && (has(u8::is_ascii_digit) || value.contains(['!', '#', '%', '&', '?', '^', '+', '=']));
    value.len() >= 6
        && is_mixed
        && !is_slug
        && !value.contains("://")
        && !value.starts_with(['/', '~', '.'])
        && is_real(value)
}

/// Tells whether a value looks like a key: long, of small and capital letters and digits, or hexadecimal.
fn is_random(value: &str) -> bool {
    let has = |f: fn(&u8) -> bool| value.bytes().any(|b| f(&b));
    let is_base64 = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=_-".contains(&b))
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && value.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let is_hex = value.len() >= 32 && value.bytes().all(|b| b.is_ascii_hexdigit());
    value.len() >= 20 && (is_base64 || is_hex) && is_real(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        find(text).into_iter().map(|secret| secret.kind).collect()
    }

    #[test]
    fn secrets_are_known_by_their_look() {
        // Put together here, so that no scanner of this repository takes them for real ones.
        let part = "Ab3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC3eF6";
        for (text, kind) in [
            (format!("token ghp{}{part}", "_"), "a GitHub token"),
            (format!("AKIA{}", "QX7RT2MN5PL9VB3K"), "an AWS access key"),
            (format!("xoxb{}", "-123456789012-abcDEF123456"), "a Slack token"),
            (format!("-----BEGIN RSA {}\nMIIE\n-----END", "PRIVATE KEY-----"), "a private key"),
            (format!("eyJhbGciOiJIUzI1NiJ9.{}.abc", "eyJzdWIiOiIxMjM0NTY3ODkwIn0"), "a JSON Web Token"),
            ("db: postgres://app:s3cr3t-x@db/plan".to_owned(), "a password in an address"),
            ("# DB_PASSWORD=hunter22".to_owned(), "a password"),
            (format!("{{client_secret: \"{part}\"}}"), "a key or token"),
        ] {
            assert_eq!(kinds(&text), [kind], "{text}");
        }
    }

    #[test]
    fn words_about_secrets_are_none() {
        for text in [
            "password: required",
            "- id: password-reset",
            "depends_on: [token-service-staging, password-policy-2]",
            "token: token-service-v2-staging-2026",
            "The password: at least 12 characters, changed each quarter",
            "secret: <your-secret>",
            "password: ${DB_PASSWORD}",
            "https://user@host/x and mailto:a@b.example",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "title: Token service live in staging",
            "metric: api_key rotation = 40%",
        ] {
            assert_eq!(kinds(text), [""; 0], "{text}");
        }
    }
}
