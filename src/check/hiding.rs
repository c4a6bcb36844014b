//! Keeps secrets out of what is shown of findings: the lines around a place, and the words of a message.

use std::collections::BTreeMap;

use crate::check::SourceText;
use crate::check::secrets;
use crate::diag::Resolved;
use crate::diag::ResolvedPlace;
use crate::diag::SourceId;

/// The lines that outputs show above and below a place, and a few more.
const AROUND: u32 = 3;

/// Takes the secrets of `texts` out of findings: nobody sees the lines near one, and no message repeats its value.
pub fn hide_secrets(findings: &mut [Resolved], texts: &[SourceText<'_>]) {
    let mut lines: BTreeMap<SourceId, Vec<(u32, u32)>> = BTreeMap::new();
    let mut values: Vec<&str> = Vec::new();
    for text in texts {
        for secret in secrets::find(text.text) {
            let value = &text.text[secret.whole.clone()];
            let first = line_of(text.text, secret.whole.start);
            let last = first + line_of(value, value.len()) - 1;
            lines.entry(text.id).or_default().push((first, last));
            values.push(value);
        }
    }
    if values.is_empty() {
        return;
    }
    let is_near = |place: &ResolvedPlace| {
        let near = |(first, last): &(u32, u32)| {
            place.line <= last.saturating_add(AROUND) && *first <= place.end_line.saturating_add(AROUND)
        };
        place.text.is_some_and(|(id, _)| lines.get(&id).is_some_and(|all| all.iter().any(near)))
    };
    for found in findings {
        for place in std::iter::once(&mut found.place).chain(found.related.iter_mut().map(|(place, _)| place))
        {
            if is_near(place) {
                place.text = None;
            }
        }
        let finding = &mut found.finding;
        let words = [Some(&mut finding.message), finding.label.as_mut(), finding.help.as_mut()];
        for text in words.into_iter().flatten().chain(found.related.iter_mut().map(|(_, what)| what)) {
            for value in values.iter().filter(|value| text.contains(**value)).collect::<Vec<_>>() {
                *text = text.replace(value, "…");
            }
        }
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    u32::try_from(text[..at].matches('\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Finding;
    use crate::diag::Place;
    use crate::diag::Span;

    #[test]
    fn neither_lines_nor_words_repeat_a_secret() {
        let text = "id: x\npassword: hunter22\nowner: maria\n\n\n\n\ntitle: T\n";
        let source = SourceText { id: SourceId(0), path: "a.yaml", text };
        let found = |line: u32, message: &str| {
            let place = Place::Text(SourceId(0), Span::new(0, 1));
            let finding =
                Finding::new(&crate::check::suppress::UNUSED, place, message).help("not `hunter22`");
            let place = ResolvedPlace {
                file: "a.yaml".to_owned(),
                line,
                column: 1,
                end_line: line,
                end_column: 2,
                text: Some((SourceId(0), Span::new(0, 1))),
            };
            Resolved { finding, place, related: Vec::new() }
        };
        let mut all = [found(3, "`hunter22` is no owner"), found(8, "fine")];
        hide_secrets(&mut all, &[source]);
        assert_eq!(all[0].finding.message, "`…` is no owner");
        assert_eq!(all[0].finding.help.as_deref(), Some("not `…`"));
        assert!(all[0].place.text.is_none() && all[1].place.text.is_some());
    }
}
