//! The words of the loader: each fault of shape as a finding that says what to do next.

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::SourceId;
use crate::diag::did_you_mean;
use crate::diag::wording;
use crate::load::cursor::Found;
use crate::load::cursor::ShapeFault;
use crate::load::faults;
use crate::model::Fault;

/// The most characters of a person's value that a message quotes.
const QUOTED: usize = 80;

/// Returns a value in backticks, shortened.
pub(crate) fn quoted(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let short: String = line.chars().take(QUOTED).collect();
    if short.len() < text.trim_end().len() { format!("`{short}…`") } else { format!("`{short}`") }
}

fn found(found: &Found) -> String {
    match found {
        Found::Nothing => "nothing".to_owned(),
        Found::Text(text) => quoted(text),
        Found::List => "a list".to_owned(),
        Found::Map => "a mapping".to_owned(),
    }
}

/// Turns a fault of shape into a finding.
pub(crate) fn finding(source: SourceId, fault: &ShapeFault) -> Finding {
    let place = Place::Text(source, fault.span);
    let what = found(&fault.found);
    let at = fault.key.as_ref().map(|key| format!("`{key}`"));
    let built = match &fault.fault {
        Fault::Type { expected } => {
            let subject = at.unwrap_or_else(|| "this".to_owned());
            Finding::new(&faults::wrong_type::META, place, format!("{subject} is {what}, not {expected}"))
                .help(format!("write {expected}"))
        }
        Fault::Value { expected, reason } => {
            let finding =
                Finding::new(&faults::invalid_value::META, place, format!("{what} is not {expected}"));
            let finding = match at {
                Some(key) => finding.label(format!("value of {key}")),
                None => finding,
            };
            finding.help(reason.clone().unwrap_or_else(|| format!("write {expected}")))
        }
        Fault::Choice { choices } => {
            let key = at.map(|key| format!(" of {key}")).unwrap_or_default();
            let word = if let Found::Text(text) = &fault.found { text.as_str() } else { "" };
            let finding =
                Finding::new(&faults::unknown_choice::META, place, format!("{what} is no value{key}"));
            let all: Vec<_> = choices.iter().map(|c| format!("`{c}`")).collect();
            match crate::diag::nearest(word, choices.iter().copied()) {
                Some(near) => finding
                    .label(format!("did you mean `{near}`?"))
                    .help(format!("one of {}", all.join(", "))),
                None => finding.help(format!("one of {}", all.join(", "))),
            }
        }
        Fault::UnknownKey { record, known } if fault.is_foreign => {
            let key = fault.key.as_deref().unwrap_or_default();
            let finding = Finding::new(
                &faults::foreign_key::META,
                place,
                format!(
                    "key {} is not one that epm knows in {}; it is kept",
                    quoted(key),
                    wording::article(record)
                ),
            );
            let finding = match crate::diag::nearest(key, known.iter().copied()) {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding,
            };
            finding.help("nothing, if another tool reads it; a key that begins with `x-` is never noted")
        }
        Fault::UnknownKey { record, known } => {
            let key = fault.key.as_deref().unwrap_or_default();
            let record = record.replace('_', " ");
            let message = format!("unknown key {} in {}", quoted(key), wording::article(&record));
            let finding = Finding::new(&faults::unknown_key::META, place, message);
            match crate::diag::nearest(key, known.iter().copied()) {
                Some(near) => finding
                    .label(format!("did you mean `{near}`?"))
                    .help("correct the key; fields of your own begin with `x-`"),
                None => {
                    let known = did_you_mean("", known.iter().copied()).unwrap_or_default();
                    finding.help(format!("fields of your own begin with `x-`; {known}"))
                }
            }
        }
        Fault::Missing { record, field } => {
            let record = record.replace('_', " ");
            Finding::new(&faults::missing_field::META, place, format!("{record} without `{field}`"))
                .help(format!("add `{field}: …`"))
        }
        Fault::Leftover { text, is_menu } => {
            let key = at.map(|key| format!(" in {key}")).unwrap_or_default();
            let message = format!("words of a template are left{key}: {}", quoted(text));
            let finding = Finding::new(&faults::template_leftover::META, place, message);
            if *is_menu {
                finding.help("choose one and delete the braces; until then nothing is read from it")
            } else {
                finding.help(format!("delete the braces; read as {}", quoted(text)))
            }
        }
        Fault::Clash { message } => Finding::new(&faults::clashing_fields::META, place, message.clone())
            .help("keep one of them, or add what is missing"),
    };
    // The record of another tool is read as far as it goes; its faults do not break a plan.
    if fault.is_foreign && built.severity == Severity::Error {
        built.severity(Severity::Warning)
    } else {
        built
    }
}
