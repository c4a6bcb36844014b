//! Secrets in texts: keys, tokens and passwords by their look. Whoever shows a text asks here what to leave out.

use std::ops::Range;
use std::sync::LazyLock;

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

/// How a private key begins.
const BEGIN: &str = "-----BEGIN ";

/// How a JSON Web Token begins: `{"` in base64.
const WEB: &str = "eyJ";

/// What stands before the host of an address.
const ADDRESS: &str = "://";

/// Keys whose value is a password, whatever it looks like.
const PASSWORDS: &[&str] = &["password", "passwd", "passphrase"];

/// Keys whose value is a secret when it looks like one.
const KEYS: &[&str] = &["secret", "token", "api_key", "api-key", "apikey", "access_key", "private_key"];

/// The first two bytes, in lower case, of everything that a secret can begin with. Few places of a text pass this.
static STARTS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut starts = vec![false; 1 << 16];
    let tokens = TOKENS.iter().map(|token| token.prefix);
    for word in tokens.chain([BEGIN, WEB, ADDRESS]).chain(PASSWORDS.iter().chain(KEYS).copied()) {
        starts[pair(word.as_bytes())] = true;
    }
    starts
});

fn pair(bytes: &[u8]) -> usize {
    (usize::from(bytes[0].to_ascii_lowercase()) << 8) | usize::from(bytes[1].to_ascii_lowercase())
}

/// Finds the secrets of a text, in its order.
pub(crate) fn find(text: &str) -> Vec<Secret> {
    let starts = &*STARTS;
    let mut found = Vec::new();
    for (at, bytes) in text.as_bytes().windows(2).enumerate() {
        if starts[pair(bytes)] && text.is_char_boundary(at) {
            found.extend(TOKENS.iter().find_map(|known| token_at(text, at, known)));
            found.extend(
                private_key_at(text, at).or_else(|| web_token_at(text, at)).or_else(|| password_at(text, at)),
            );
            found.extend(assigned_at(text, at));
        }
    }
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

fn token_at(text: &str, at: usize, token: &Token) -> Option<Secret> {
    let rest = text[at..].strip_prefix(token.prefix)?;
    let is_address = token.prefix.contains('/');
    let start = text.len() - rest.len();
    let end = run(text, start, |c| is_word(c) || (is_address && c == '/'));
    let value = &text[start..end];
    let is_example = value.to_ascii_uppercase().contains("EXAMPLE") || has_few(value);
    let is_whole = is_address || !is_word_before(text, at);
    let shown = if is_address { "" } else { &token.prefix[..token.prefix.len().min(4)] };
    let secret = Secret { kind: token.kind, at: at..end, whole: at..end, shown };
    (is_whole && value.len() >= token.least && !is_example).then_some(secret)
}

/// Tells whether a value is made of few characters: `xxxxxxxx`, `0000`.
fn has_few(value: &str) -> bool {
    let mut kinds: Vec<u8> = value.bytes().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() < 5
}

fn private_key_at(text: &str, at: usize) -> Option<Secret> {
    const LABEL: &str = "PRIVATE KEY-----";
    let rest = text[at..].strip_prefix(BEGIN)?;
    let line = rest.split('\n').next().unwrap_or_default();
    let end = at + BEGIN.len() + line.find(LABEL)? + LABEL.len();
    let whole = text[end..].find("-----END").map_or(text.len(), |n| end + n);
    Some(Secret { kind: "a private key", at: at..end, whole: at..whole, shown: "" })
}

/// A JSON Web Token: three parts in base64, the first two of which begin with `{"`.
fn web_token_at(text: &str, at: usize) -> Option<Secret> {
    if !text[at..].starts_with(WEB) || is_word_before(text, at) {
        return None;
    }
    let end = run(text, at, |c| is_word(c) || c == '.');
    let parts: Vec<&str> = text[at..end].split('.').collect();
    let is_token = matches!(parts.as_slice(), [head, body, ..]
        if head.len() >= 15 && body.starts_with(WEB) && body.len() >= 15);
    is_token.then_some(Secret { kind: "a JSON Web Token", at: at..end, whole: at..end, shown: WEB })
}

/// A password in an address: `https://user:password@host`.
fn password_at(text: &str, at: usize) -> Option<Secret> {
    let rest = text[at..].strip_prefix(ADDRESS)?;
    let start = text.len() - rest.len();
    let end = run(text, start, |c| !c.is_whitespace() && !matches!(c, '/' | '"' | '\'' | '<' | '>' | '`'));
    let (user, _) = text[start..end].rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    let from = start + name.len() + 1;
    let whole = from..from + password.len();
    is_real(password).then_some(Secret {
        kind: "a password in an address",
        at: whole.clone(),
        whole,
        shown: "",
    })
}

/// `password: …`, `API_KEY=…`.
fn assigned_at(text: &str, at: usize) -> Option<Secret> {
    let begins = |word: &&str| text.get(at..at + word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    let password = PASSWORDS.iter().copied().find(begins);
    let word = password.or_else(|| KEYS.iter().copied().find(begins))?;
    let after = at + word.len();
    let value = value_after(&text[after..run(text, after, |c| c != '\n')])?;
    let whole = after + value.start..after + value.end;
    let value = &text[whole.clone()];
    let is_secret = if password.is_some() { is_password_like(value) } else { is_random(value) };
    let kind = if password.is_some() { "a password" } else { "a key or token" };
    is_secret.then_some(Secret { kind, at: whole.clone(), whole, shown: "" })
}

/// Returns the bytes of the single word that is assigned after a key: `: value`, `="value"`.
fn value_after(line: &str) -> Option<Range<usize>> {
    let rest = line.strip_prefix(['"', '\'', '`']).unwrap_or(line).trim_start_matches([' ', '\t']);
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
