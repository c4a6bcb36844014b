//! A colour that somebody sets, without a reason, a name or an end.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::trend::health;

rule! {
    /// Finds an override of a colour without a reason, a name or a last day.
    ///
    /// ## What it does
    /// Reports `overrides:` of the latest status note that lack `reason:`, `by:` or `until:`. Such an
    /// override does not count: the computed colour is shown.
    ///
    /// ## Why it matters
    /// People may know more than the plan does. Then they say what, sign it, and say until when it holds;
    /// otherwise it is paint.
    ///
    /// ## Example
    /// ```yaml
    /// overrides:
    ///   - {item: idp-ga, colour: amber, reason: An interim certificate is offered}
    /// ```
    ///
    /// ## Fix it
    /// Add what is missing.
    pub(crate) static META = 710, "incomplete-override", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in items::programs(facts) {
        let Some((note, status)) = health::latest_status(program, facts.as_of) else { continue };
        for (n, value) in status.overrides.iter().enumerate().filter(|(_, o)| !health::is_complete(o)) {
            let fields = [
                ("reason", value.reason.is_none()),
                ("by", value.by.is_none()),
                ("until", value.until.is_none()),
            ];
            let missing = fields.iter().filter(|(_, is_missing)| *is_missing).map(|(field, _)| *field);
            let what =
                value.item.as_ref().map_or_else(|| "the program".to_owned(), |item| format!("`{item}`"));
            let message =
                format!("the colour set for {what} lacks {}, so it does not count", wording::names(missing));
            let path = Path::from("overrides").index(n).key("colour");
            let finding =
                Finding::new(&META, Place::field(program.subject(Kind::Status, note), path), message);
            out.push(finding.help("add `reason:`, `by:` and `until:`"));
        }
    }
}
