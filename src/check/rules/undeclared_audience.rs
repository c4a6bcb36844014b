//! A message to an audience that nobody has described.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::nearest;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds a message to an audience that the communication plan does not describe.
    ///
    /// ## What it does
    /// Compares `audience:` of each message with the `audiences:` of the program's communication plan and those of
    /// `epm.yaml`. Without any of them, any audience is known.
    ///
    /// ## Why it matters
    /// Nobody knows who gets the message, where and from whom. It will be sent late, or to nobody.
    ///
    /// ## Example
    /// ```yaml
    /// audiences:
    ///   - id: customers
    ///     title: Customers and partners
    /// messages:
    ///   - id: MSG-notice
    ///     title: The sign-in page moves
    ///     audience: custmers
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or describe the audience.
    pub(crate) static META = 216, "undeclared-audience", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        let own = program.comms.iter().flat_map(|comms| comms.audiences.iter().map(|a| a.id.as_str()));
        let known: BTreeSet<&str> =
            own.chain(facts.settings().audiences.keys().map(String::as_str)).collect();
        if known.is_empty() {
            continue;
        }
        for (n, comms) in program.comms.iter().enumerate() {
            let subject = program.subject(Kind::Comms, n);
            // An audience with a fault was left out, and is not unknown.
            if facts.broken.contains(&(subject, "audiences".to_owned())) {
                continue;
            }
            for (m, message) in comms.messages.iter().enumerate() {
                let Some(audience) = &message.audience else { continue };
                if known.iter().any(|id| id.eq_ignore_ascii_case(audience.as_str())) {
                    continue;
                }
                let place = Place::field(subject, Path::item().key("messages").index(m).key("audience"));
                let finding = Finding::new(&META, place, format!("no audience `{audience}` is described"));
                out.push(match nearest(audience.as_str(), known.iter().copied()) {
                    Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the id"),
                    None => {
                        finding.help("describe it under `audiences:`, or name one of those that are there")
                    }
                });
            }
        }
    }
}
