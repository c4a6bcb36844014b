//! A word that stands for nobody.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::items::is_open;
use crate::check::people;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Trail;

rule! {
    /// Finds a person or a team that stands for nobody: `tbd`, `unassigned`, `everyone`.
    ///
    /// ## What it does
    /// Reports such words in open items wherever a person or a team is named, unless `org.yaml` knows them.
    ///
    /// ## Why it matters
    /// It looks like an answer, so nobody asks again. An empty field is honest, and is found when it is asked for.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   owner: tbd
    /// ```
    ///
    /// ## Fix it
    /// Name the person or the team, or delete the line until somebody is found.
    pub(crate) static META = 505, "placeholder-owner", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    for (program, subject, item) in facts.items() {
        if !is_active(program) || !is_open(program, subject) {
            continue;
        }
        let mut report = |at: &Trail, word: &str, kind: &str| {
            let message = format!("`{word}` names no {kind}");
            let help = format!("name the {kind}, or delete the line until there is one");
            out.push(Finding::new(&META, Place::field(subject, Path::from(at)), message).help(help));
        };
        people::each_person(item, &mut |at, person| {
            let word = person.as_str();
            if people::is_placeholder(word) && !known.is_person(word) && !known.is_team(word) {
                report(at, word, "person");
            }
        });
        people::each_team(item, &mut |at, team| {
            let word = team.as_str();
            if people::is_placeholder(word) && !known.is_team(word) {
                report(at, word, "team");
            }
        });
    }
}
