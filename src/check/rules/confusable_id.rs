//! Ids that a reader takes for each other.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Named;

rule! {
    /// Finds two ids of a program that a reader takes for each other.
    ///
    /// ## What it does
    /// Compares ids that differ only by `o` and `0`, by `l`, `i` and `1`, by `-`, `_` and `.`, or by leading zeros of a
    /// number. Former ids (`aliases`) do not count.
    ///
    /// ## Why it matters
    /// Somebody will write `RSK-7k1f` and mean `RSK-7klf`. The reference does not dangle, so nobody notices.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service live
    /// - id: token_service
    ///   title: Token service in staging
    /// ```
    ///
    /// ## Fix it
    /// Rename one of them. Put the old id into its `aliases:`, so that references stay valid.
    pub(crate) static META = 202, "confusable-id", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for n in 0..facts.workspace.programs.len() {
        let mut alike: BTreeMap<String, Vec<(&Named, String)>> = BTreeMap::new();
        let live = facts.index.ids(n).filter_map(|named| named.iter().find(|named| !named.is_alias));
        for named in live {
            let plain = plain(named.id.as_str());
            alike.entry(skeleton(&plain)).or_default().push((named, plain));
        }
        for group in alike.values_mut().filter(|group| group.len() > 1) {
            group.sort_by_key(|(named, _)| named.subject);
            for (at, (named, plain)) in group.iter().enumerate() {
                // One finding an id, against the first one it is like.
                let like = group[..at].iter().find(|(_, earlier)| are_alike(earlier, plain));
                let Some((first, _)) = like else { continue };
                let message = format!("`{}` is easily taken for `{}`", named.id, first.id);
                out.push(
                    Finding::new(&META, Place::field(named.subject, named.at.clone()), message)
                        .related(Place::field(first.subject, first.at.clone()), "the other one")
                        .help("rename one of them and put the old id into its `aliases:`"),
                );
            }
        }
    }
}

/// Returns an id in lower case, with one kind of separator, none beside letters, and without leading zeros.
fn plain(id: &str) -> String {
    let id = id.to_ascii_lowercase();
    let bytes = id.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut out = String::with_capacity(id.len());
    let mut leads = true;
    for (at, c) in id.char_indices() {
        let is_inner = at > 0 && is_digit(Some(at - 1)) && is_digit(Some(at + 1));
        match c {
            // `1.1` is not `11`.
            '-' | '_' | '.' if is_inner => out.push('-'),
            '-' | '_' | '.' => {}
            '0' if leads && is_digit(Some(at + 1)) => continue,
            c => out.push(c),
        }
        leads = !c.is_ascii_digit();
    }
    out
}

/// Returns what is left when letters and digits of one look are one.
fn skeleton(plain: &str) -> String {
    plain
        .chars()
        .map(|c| {
            if c == '0' {
                'o'
            } else if matches!(c, '1' | 'i') {
                'l'
            } else {
                c
            }
        })
        .collect()
}

/// Tells whether two plain ids of one skeleton look alike. In words, `i` and `l` do not: `mail` is not `mall`.
fn are_alike(a: &str, b: &str) -> bool {
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let is_word_pair = |(x, y): (char, char)| matches!((x, y), ('i', 'l') | ('l', 'i'));
    (has_digit(a) && has_digit(b)) || !a.chars().zip(b.chars()).any(is_word_pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_alike_to_the_eye_and_not_by_sound() {
        let alike = |a: &str, b: &str| {
            let (a, b) = (plain(a), plain(b));
            skeleton(&a) == skeleton(&b) && are_alike(&a, &b)
        };
        for (a, b) in [
            ("RSK-7k1f", "RSK-7klf"),
            ("token-service", "token_service"),
            ("R-7", "R-007"),
            ("1.5", "1.05"),
            ("R-12", "R12"),
            ("ADR-10", "ADR-1o"),
            ("rollout", "r0llout"),
            ("pilot", "p1lot"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("mail-ready", "mall-ready"),
            ("v1.36", "v13.6"),
            ("v1.36", "v1.37"),
            ("R-1", "R-10"),
            ("R-100", "R-10"),
        ] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }
}
