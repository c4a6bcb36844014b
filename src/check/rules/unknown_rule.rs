//! A level for a rule that does not exist.

use crate::check::Facts;
use crate::check::all_rules;
use crate::check::rule_named;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::nearest;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::RuleLevel;
use crate::model::Workspace;

rule! {
    /// Finds a level in `epm.yaml` that sets nothing.
    ///
    /// ## What it does
    /// Compares the keys of `rules:` with the names and codes of all rules. Errors about broken files cannot be switched
    /// off or lowered, so that a level for one of them is reported too.
    ///
    /// ## Why it matters
    /// A misspelt rule stays as it was. Whoever switched it off wonders, and whoever made it an error relies on it.
    ///
    /// ## Example
    /// ```yaml
    /// rules:
    ///   danglin-reference: warning
    /// ```
    ///
    /// ## Fix it
    /// Correct the name; `epm explain` lists them. Delete levels for rules that are gone.
    pub(crate) static META = 217, "unknown-rule", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (word, level) in &facts.settings().rules {
        let place = Place::key(Workspace::subject(Kind::Settings), Path::item().key("rules").key(word));
        match rule_named(word) {
            None => {
                let finding = Finding::new(&META, place, format!("there is no rule `{word}`"));
                let names: Vec<&str> = all_rules().iter().map(|meta| meta.name).collect();
                out.push(match nearest(word, names.iter().copied()) {
                    Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the name"),
                    None => finding.help("`epm explain` lists the rules"),
                });
            }
            Some(meta)
                if meta.is_locked() && meta.severity == Severity::Error && *level != RuleLevel::Error =>
            {
                let message = format!("`{}` is about broken files and stays an error", meta.name);
                out.push(Finding::new(&META, place, message).help("delete this line, and mend the files"));
            }
            Some(_) => {}
        }
    }
}
