//! A key, token or password in a file of the plan.

use crate::check::Facts;
use crate::check::secrets;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Span;
use crate::diag::rule;

rule! {
    /// Finds keys, tokens and passwords in the files of the plan.
    ///
    /// ## What it does
    /// Looks at every line that was read, comments too, for tokens of known services, private keys, JSON Web Tokens, passwords
    /// in addresses, and assignments such as `password: …`. The value is not repeated, and no output shows the lines
    /// around it.
    ///
    /// ## Why it matters
    /// Whoever can read the repository, now or later, can use the secret. It stays in the history when the line is deleted.
    ///
    /// ## Example
    /// ```yaml
    /// # staging: https://deploy:hunter22@staging.kestrel.example
    /// ```
    ///
    /// ## Fix it
    /// Take the secret out of use first: revoke or change it. Then delete the line, and keep the new one in a vault.
    pub(crate) static META = 904, "secret-in-text", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for text in facts.texts {
        for secret in secrets::find(text.text) {
            let message = match secret.shown {
                "" => format!("{} stands here", secret.kind),
                shown => format!("{} stands here (`{shown}…`)", secret.kind),
            };
            let place = Place::Text(text.id, Span::new(secret.at.start, secret.at.end));
            out.push(
                Finding::new(&META, place, message)
                    .help("revoke it first, as it stays in the history; then delete it, and keep the new one in a vault"),
            );
        }
    }
}
