//! A program of tier 1 that does not say who is told what.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds a program of tier 1 without a communication plan.
    ///
    /// ## What it does
    /// Reports charters with `tier: 1` when there is no `comms.yaml` or it names no audience.
    ///
    /// ## Why it matters
    /// A launch that support hears of on its first day is not a surprise of the launch.
    ///
    /// ## Example
    /// ```yaml
    /// # charter.md
    /// tier: 1
    /// # and no comms.yaml beside it
    /// ```
    ///
    /// ## Fix it
    /// Write `comms.yaml` with the audiences, how often each hears from you, and where.
    pub(crate) static META = 714, "missing-comms-plan", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, _) in items::each(facts, |p| p.charter.as_slice()) {
        let has_audience = program.comms.iter().any(|comms| !comms.audiences.is_empty());
        if has_audience || !items::is_asked(program, Tier::One) {
            continue;
        }
        let message = format!("`{}` is of tier 1 and does not say who is told what", program.id);
        let finding = Finding::new(&META, Place::field(at, "tier"), message);
        out.push(finding.help("write `comms.yaml` with `audiences:`, their cadence and channels"));
    }
}
