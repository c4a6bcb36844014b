//! A decision record without a title.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::rule;
use crate::load::words::quoted;
use crate::model::Item;
use crate::model::Tier;

rule! {
    /// Finds a decision that has no title.
    ///
    /// ## What it does
    /// Reports decisions without `title:` in the front matter and without a heading of their own: the first heading of
    /// the file is that of a section, such as "Context" or "Status". In programs without a tier, such as the records of
    /// an existing repository, this is a note.
    ///
    /// ## Why it matters
    /// Decision logs and status packs show the title. Without one they can only show the id, which says little.
    ///
    /// ## Example
    /// ```markdown
    /// #46. Where do sessions live?
    ///
    /// ## Status
    /// ```
    ///
    /// Without a space after `#`, this is no heading in Markdown.
    ///
    /// ## Fix it
    /// Begin the text with one heading of the first level: `# Where do sessions live?`.
    pub(crate) static META = 644, "untitled-decision", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, decision) in items::each(facts, |p| &p.decisions) {
        if decision.title.is_some() || facts.places.is_broken(at, "title") {
            continue;
        }
        let id = decision.id().map_or("", |id| id.as_str());
        let finding = Finding::new(&META, Place::item(at), format!("decision `{id}` has no title"));
        let first = facts.text_of(at).and_then(|text| text.text.lines().find(|line| !line.trim().is_empty()));
        let finding = match first.and_then(almost_heading) {
            Some((line, title)) => finding
                .help(format!("write a space after `#`: {} is no heading, `# {title}` is one", quoted(line))),
            None => {
                finding.help("begin the text with a heading that says the question or the decision: `# …`")
            }
        };
        let is_ours = items::is_asked(program, Tier::Three);
        out.push(if is_ours { finding } else { finding.severity(Severity::Note) });
    }
}

/// Returns a line such as `#Title`, which lacks the space that would make it a heading, and the title in it.
fn almost_heading(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}').trim_end();
    let title =
        line.strip_prefix('#').filter(|rest| !rest.starts_with(['#', ' ', '\t']) && !rest.is_empty())?;
    Some((line, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_without_its_space_is_seen() {
        assert_eq!(
            almost_heading("#46. Generalize EventBus"),
            Some(("#46. Generalize EventBus", "46. Generalize EventBus"))
        );
        assert_eq!(almost_heading("# Title"), None);
        assert_eq!(almost_heading("## Status"), None);
    }
}
