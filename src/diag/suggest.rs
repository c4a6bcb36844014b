//! Did you mean: the nearest of some words.

/// Returns the candidate that a person most likely meant, if one is near enough: at most a third of the letters
/// differ (two at least), or it is the word in another case or with other separators.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' ', '.'], "-");
    let wanted = plain(word);
    if wanted.chars().count() < 2 || wanted.len() > 200 {
        return None;
    }
    let limit = (wanted.chars().count() / 3).max(2).min(wanted.chars().count() - 1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, candidate)| candidate)
}

/// Returns a help sentence: the nearest candidate, else the candidates themselves (at most twelve).
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let mut all: Vec<&str> = candidates.into_iter().collect();
    let more = all.len().saturating_sub(12);
    all.truncate(12);
    if all.is_empty() {
        return None;
    }
    let list: Vec<_> = all.iter().map(|c| format!("`{c}`")).collect();
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("known: {}{tail}", list.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        let keys = ["owner", "committed", "depends_on", "team"];
        assert_eq!(nearest("commited", keys), Some("committed"));
        assert_eq!(nearest("dependsOn", keys), Some("depends_on"));
        assert_eq!(nearest("ownr", keys), Some("owner"));
        assert_eq!(nearest("budget", keys), None);
        assert_eq!(nearest("x", keys), None);
        assert_eq!(
            did_you_mean("budget", keys).unwrap(),
            "known: `owner`, `committed`, `depends_on`, `team`"
        );
    }
}
