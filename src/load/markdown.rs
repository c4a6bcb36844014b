//! Markdown records: decisions and charters say part of what they say in headings and sections.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::load::body;
use crate::load::body::Section;
use crate::load::faults;
use crate::load::words::quoted;
use crate::model::Charter;
use crate::model::Date;
use crate::model::Decision;
use crate::model::DecisionState;
use crate::model::OneOrMore;
use crate::model::Prose;
use crate::model::Review;
use crate::model::Text;

/// Where the fields that stand in the body are.
pub(crate) type FieldSpans = BTreeMap<String, Span>;

struct Body<'a> {
    text: &'a str,
    range: Range<usize>,
    sections: Vec<Section>,
    fields: &'a mut FieldSpans,
}

impl<'a> Body<'a> {
    fn new(text: &'a str, range: Range<usize>, fields: &'a mut FieldSpans) -> Body<'a> {
        let sections = body::sections(text, range.clone());
        Body { text, range, sections, fields }
    }

    fn note(&mut self, field: &str, range: &Range<usize>) {
        self.fields.insert(field.to_owned(), Span::new(range.start, range.end));
    }

    /// Finds the section whose heading is one of `titles` (first match in the order of the titles).
    fn section(&self, titles: &[&str]) -> Option<Section> {
        let is = |s: &&Section, title: &str| s.title.trim_end_matches(':').eq_ignore_ascii_case(title);
        titles.iter().find_map(|title| self.sections.iter().find(|s| is(s, title))).cloned()
    }

    /// Takes a whole section as prose.
    fn prose(&mut self, field: &str, titles: &[&str]) -> Option<Prose> {
        let section = self.section(titles)?;
        let prose = self.text[section.whole.clone()].trim();
        self.note(field, &section.heading);
        (!prose.is_empty()).then(|| Prose(prose.to_owned()))
    }

    /// Takes the bullets of a section; a section without bullets gives its paragraph.
    fn list(&mut self, field: &str, titles: &[&str]) -> Vec<Text> {
        let Some(section) = self.section(titles) else { return Vec::new() };
        self.note(field, &section.heading);
        let items = body::bullets(self.text, section.whole.clone());
        if items.is_empty() {
            let paragraph = self.text[section.text].trim();
            return if paragraph.is_empty() { Vec::new() } else { vec![Text(paragraph.replace('\n', " "))] };
        }
        items.into_iter().map(|(item, _)| Text(item.trim().to_owned())).collect()
    }

    fn heading(&self) -> Option<Section> {
        self.sections.iter().find(|s| s.level == 1).or_else(|| self.sections.first()).cloned()
    }

    /// The part above the first section: where Nygard's date and MADR 2's bullets stand.
    fn preamble(&self) -> Range<usize> {
        let first = self.sections.iter().find(|s| s.level > 1).map_or(self.range.end, |s| s.heading.start);
        self.range.start..first
    }
}

/// Fills a decision from its body: title, status, date, deciders, context, outcome, consequences.
pub(crate) fn decision(
    record: &mut Decision,
    text: &str,
    range: Range<usize>,
    source: SourceId,
    fields: &mut FieldSpans,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut body = Body::new(text, range, fields);
    let heading = body.heading().filter(|heading| !is_section_of_a_decision(heading));
    if let (None, Some(heading)) = (&record.title, heading) {
        record.title = Some(Text(bare_title(&heading.title)));
        body.note("title", &heading.heading);
    }
    if record.status.is_none()
        && let Some((raw, at)) = status_in(&body)
    {
        if DecisionState::is_menu(&raw) {
            let message = format!("words of a template are left in the status: {}", quoted(&raw));
            let place = Place::Text(source, Span::new(at.start, at.end));
            findings.push(
                Finding::new(&faults::template_leftover::META, place, message)
                    .help("choose one; until then nothing is read from it"),
            );
        } else {
            record.status = Some(DecisionState::parse(&raw));
        }
        body.note("status", &at);
    }
    if record.date.is_none()
        && let Some((raw, at)) = body::key_line(text, body.preamble(), "date")
    {
        let raw = raw.split("<!--").next().unwrap_or_default().trim();
        match Date::parse(raw) {
            Ok(date) => record.date = Some(date),
            Err(reason) => {
                let place = Place::Text(source, Span::new(at.start, at.end));
                let message = format!("{} is not a date such as `2026-11-22`", quoted(raw));
                findings.push(
                    Finding::new(&faults::invalid_value::META, place, message)
                        .severity(Severity::Warning)
                        .help(reason),
                );
            }
        }
        body.note("date", &at);
    }
    if record.makers().is_empty()
        && let Some((raw, at)) = body::key_line(text, body.preamble(), "deciders")
    {
        record.deciders = OneOrMore(raw.split(',').map(|name| Text(name.trim().to_owned())).collect());
        body.note("deciders", &at);
    }
    if record.context.is_none() {
        record.context =
            body.prose("context", &["context and problem statement", "context", "problem statement"]);
    }
    if record.outcome.is_none() {
        record.outcome = body.prose("outcome", &["decision outcome", "decision", "outcome"]);
    }
    if record.consequences.is_none() {
        record.consequences = body.prose("consequences", &["consequences", "positive consequences"]);
    }
    findings
}

/// The status of a record without front matter: a section `Status`, or a line `Status: …`.
fn status_in(body: &Body<'_>) -> Option<(String, Range<usize>)> {
    if let Some(section) = body.section(&["status"]) {
        let mut at = section.text.start;
        for line in body.text[section.text.clone()].split_inclusive('\n') {
            let bare = line.trim();
            if !bare.is_empty() && !bare.starts_with("<!--") {
                let start = at + (line.len() - line.trim_start().len());
                return Some((bare.to_owned(), start..start + bare.len()));
            }
            at += line.len();
        }
    }
    body::key_line(body.text, body.preamble(), "status")
}

/// Headings of MADR's and Nygard's sections, and of what people put in their place: no titles of records.
const SECTIONS: &[&str] = &[
    "status",
    "context",
    "context and problem statement",
    "problem",
    "problem statement",
    "background",
    "summary",
    "proposal",
    "decision",
    "decision drivers",
    "decision outcome",
    "considered options",
    "options",
    "outcome",
    "consequences",
];

/// Tells whether a record without a heading of the first level begins with one of its sections.
fn is_section_of_a_decision(heading: &Section) -> bool {
    let title = heading.title.trim_end_matches(':');
    heading.level > 1 && SECTIONS.iter().any(|section| title.eq_ignore_ascii_case(section))
}

/// Returns the parts of a decision record under headings such as `Actions` and `Next steps`.
pub(crate) fn follow_up(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const TITLES: &[&str] = &["actions", "action items", "follow-up", "follow-ups", "next steps"];
    let sections = body::sections(text, range).into_iter();
    let is_meant = |section: &Section| {
        let title = section.title.trim_end_matches(':');
        TITLES.iter().any(|known| title.eq_ignore_ascii_case(known))
    };
    sections.filter(is_meant).map(|section| section.whole).collect()
}

/// Takes the number off a title: `17. FileMailQueue` and `ADR-0017: FileMailQueue` are both `FileMailQueue`.
fn bare_title(title: &str) -> String {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < title.len()
        && let Some(rest) = rest.strip_prefix(['.', ':', ')'])
    {
        return rest.trim().to_owned();
    }
    let (head, tail) = title.split_once(':').unwrap_or((title, ""));
    let is_number = head.len() > 4
        && head[..4].eq_ignore_ascii_case("adr-")
        && head[4..].bytes().all(|b| b.is_ascii_digit());
    if is_number && !tail.trim().is_empty() { tail.trim().to_owned() } else { title.to_owned() }
}

/// Fills a charter from its body: purpose, scope in and out, definition of done.
pub(crate) fn charter(record: &mut Charter, text: &str, range: Range<usize>, fields: &mut FieldSpans) {
    let mut body = Body::new(text, range, fields);
    if record.purpose.is_none() {
        record.purpose = body.prose("purpose", &["purpose", "problem", "why", "background"]);
    }
    if record.scope_in.is_empty() {
        record.scope_in = body.list("scope_in", &["in scope", "scope in", "in", "scope"]);
    }
    if record.scope_out.is_empty() {
        record.scope_out = body.list("scope_out", &["out of scope", "scope out", "out", "non-goals"]);
    }
    if record.definition_of_done.is_none() {
        record.definition_of_done =
            body.prose("definition_of_done", &["definition of done", "exit criteria", "done"]);
    }
    if record.cost_of_inaction.is_none() {
        record.cost_of_inaction = body.prose("cost_of_inaction", &["cost of inaction"]);
    }
}

/// Fills a review from its body: title, what went well, what did not, recommendations.
pub(crate) fn review(record: &mut Review, text: &str, range: Range<usize>, fields: &mut FieldSpans) {
    let mut body = Body::new(text, range, fields);
    if let (None, Some(heading)) = (&record.title, body.heading()) {
        record.title = Some(Text(heading.title.clone()));
        body.note("title", &heading.heading);
    }
    if record.went_well.is_empty() {
        record.went_well = body.list("went_well", &["what went well", "went well"]);
    }
    if record.went_wrong.is_empty() {
        record.went_wrong =
            body.list("went_wrong", &["what went wrong", "what did not", "what did not go well"]);
    }
    if record.recommendations.is_empty() {
        record.recommendations = body.list("recommendations", &["recommendations"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_off_titles() {
        assert_eq!(bare_title("17. FileMailQueue deprecation"), "FileMailQueue deprecation");
        assert_eq!(bare_title("ADR-0001: Use MADR"), "Use MADR");
        assert_eq!(bare_title("2026 roadmap"), "2026 roadmap");
        assert_eq!(bare_title("Sessions: where they live"), "Sessions: where they live");
    }
}
