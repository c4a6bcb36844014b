//! A file that is named after another item.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Item;
use crate::model::Kind;

rule! {
    /// Finds a file with one item whose name does not hold the item's id.
    ///
    /// ## What it does
    /// Compares the names of one-item files with the ids inside. More may follow the id (`RSK-1v9c-certificate.yaml`), or
    /// stand before it, and `reviews/pilot.md` may hold `REV-pilot`. The number in `0007-sessions.md` is enough for a decision
    /// with the id `ADR-0007`.
    ///
    /// ## Why it matters
    /// People find items by file name. A file that was copied and not renamed sends them to another one.
    ///
    /// ## Example
    /// ```yaml
    /// # raid/risks/RSK-2x6b.yaml
    /// id: RSK-9q2n
    /// title: The audit asks for more evidence
    /// ```
    ///
    /// ## Fix it
    /// Rename the file, or correct the id.
    pub(crate) static META = 207, "mismatched-file-name", Warning, since "0.1.0";
}

/// Kinds whose files are named by what they are, not by an id.
const NAMED_OTHERWISE: &[Kind] = &[Kind::Charter, Kind::Comms, Kind::Status];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, item) in facts.items() {
        if NAMED_OTHERWISE.contains(&Item::kind(item)) || !facts.places.is_whole_file(subject) {
            continue;
        }
        let (Some(id), Some(path)) = (item.id(), facts.file_of(subject)) else { continue };
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if fits(stem, id.as_str(), Item::kind(item)) {
            continue;
        }
        let extension = &name[stem.len()..];
        let message = format!("`{id}` stands in `{path}`, whose name does not hold this id");
        out.push(
            Finding::new(&META, Place::field(subject, "id"), message)
                .help(format!("rename the file to `{id}{extension}`, or correct the id")),
        );
    }
}

/// Tells whether a file's stem holds an id as a whole word.
fn fits(stem: &str, id: &str, kind: Kind) -> bool {
    // Ids that come from the stem had other characters replaced and may be cut.
    let plain = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
    };
    let (stem, id) = (plain(stem), plain(id));
    let is_edge = |text: &str, at: usize| at >= text.len() || text.as_bytes()[at] == b'-';
    let holds = stem.match_indices(&id).any(|(at, _)| {
        (at == 0 || is_edge(&stem, at - 1))
            && (is_edge(&stem, at + id.len()) || id.len() == crate::model::MAX_ID)
    });
    let number = stem.split('-').next().filter(|n| n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty());
    let has_number = kind == Kind::Decision && number.is_some_and(|n| id.split('-').any(|part| part == n));
    // `reviews/pilot.md` may hold `REV-pilot`.
    let is_end = id.strip_suffix(&stem).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('-'));
    holds || has_number || is_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_hold_more_than_the_id() {
        let fits = |stem, id| fits(stem, id, Kind::Decision);
        assert!(fits("RSK-1v9c", "RSK-1v9c"));
        assert!(fits("rsk-1v9c-certificate", "RSK-1v9c"));
        assert!(fits("10-pilot", "pilot"));
        assert!(fits("0007-where-sessions-live", "ADR-0007"));
        assert!(fits("0007 where sessions live", "0007-where-sessions-live"));
        assert!(!fits("RSK-2x6b", "RSK-9q2n"));
        assert!(fits("pilot", "REV-pilot"));
        assert!(!fits("copilot", "pilot") && !fits("pilot", "copilot"));
    }
}
