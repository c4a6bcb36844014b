//! An assumption that does not hold, and nothing follows from it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Assumption;
use crate::model::AssumptionStatus;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Trail;
use crate::model::Visitor;

rule! {
    /// Finds an assumption that turned out to be wrong and that no other record mentions.
    ///
    /// ## What it does
    /// Reports assumptions with `status: invalidated` whose id appears in no risk, issue, decision, change or
    /// status note of the program.
    ///
    /// ## Why it matters
    /// The plan was built on it. If it does not hold, something must change: a date, the scope, or a risk
    /// that somebody takes.
    ///
    /// ## Example
    /// ```yaml
    /// - id: ASM-5c8p
    ///   title: Our contracts let us move the sign-in page with 30 days' notice by mail
    ///   status: invalidated
    /// ```
    ///
    /// ## Fix it
    /// Record what follows (an issue, a risk, a decision or a change) and name the assumption's id in it.
    pub(crate) static META = 636, "unheeded-assumption", Warning, since "0.1.0";
}

/// Collects the wrong assumptions that a text or reference names.
struct Mentions<'a> {
    wanted: &'a BTreeMap<String, Subject>,
    found: BTreeSet<Subject>,
}

impl Mentions<'_> {
    fn note(&mut self, word: &str) {
        self.found.extend(self.wanted.get(&word.to_ascii_lowercase()));
    }
}

impl Visitor for Mentions<'_> {
    fn text(&mut self, _at: &Trail, text: &str) {
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))) {
            self.note(word.trim_end_matches('.'));
        }
    }

    fn item_ref(&mut self, _at: &Trail, reference: &ItemRef) {
        self.note(reference.id.as_str());
    }
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in items::programs(facts) {
        let is_wrong = |a: &Assumption| a.status() == AssumptionStatus::Invalidated;
        let wrong = program.assumptions.iter().enumerate().filter(|(_, a)| is_wrong(a));
        let wanted: BTreeMap<String, Subject> = wrong
            .map(|(n, a)| (a.id.as_str().to_ascii_lowercase(), program.subject(Kind::Assumption, n)))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let mut mentions = Mentions { wanted: &wanted, found: BTreeSet::new() };
        for (_, item) in program.items() {
            let kind = item.kind();
            if matches!(kind, Kind::Risk | Kind::Issue | Kind::Decision | Kind::Change | Kind::Status) {
                item.visit_all(&mut mentions);
            }
        }
        for (n, assumption) in program.assumptions.iter().enumerate().filter(|(_, a)| is_wrong(a)) {
            let at = program.subject(Kind::Assumption, n);
            if mentions.found.contains(&at) {
                continue;
            }
            let message =
                format!("assumption `{}` does not hold, and no other record follows it up", assumption.id);
            let finding = Finding::new(&META, Place::field(at, "status"), message);
            let help =
                "record the issue, risk, decision or change that follows, and name the assumption in it";
            out.push(finding.help(help));
        }
    }
}
