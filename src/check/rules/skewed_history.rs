//! Commits that are dated later than those after them.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::trend::history::Skew;

rule! {
    /// Finds a commit that is dated later than the commits after it.
    ///
    /// ## What it does
    /// Follows the first parents of the commit that is checked out. A commit whose committer date is before that of its
    /// first parent counts as made at the same moment as the parent; the parent that causes it is reported once, with how
    /// many commits it moves. Less than a day is a note, more a warning. Author dates play no part.
    ///
    /// ## Why it matters
    /// What the plan was on a day, trends and key figures follow the dates of commits. A clock that runs ahead, a rebase or
    /// a forged date makes commits appear on another day than they were made.
    ///
    /// ## Example
    /// ```text
    /// 3f2c91a 2027-05-01 release notes        # a clock that runs ahead
    /// 9be01c4 2026-11-20 plan: GA moves       # counts as of 2027-05-01
    /// ```
    ///
    /// ## Fix it
    /// Set the clock of the machine that made the commit. A commit that is published keeps its date; from the first later
    /// commit on, history is right again. Where the past must be mended, rewrite the date with `git rebase` before others
    /// build on it.
    pub(crate) static META = 801, "skewed-history", Warning, since "0.1.0";
}

const DAY: i64 = 24 * 60 * 60;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(history) = facts.history else { return };
    let file = if facts.files.contains("epm.yaml") { "epm.yaml" } else { "charter.md" };
    for skew in &history.skews {
        let finding = Finding::new(&META, Place::File(file.to_owned()), message(skew))
            .help("set the clock of the machine that made it; the commit itself keeps its date");
        let is_small = skew.commit.at - skew.written_at < DAY;
        out.push(if is_small { finding.severity(Severity::Note) } else { finding });
    }
}

fn message(skew: &Skew) -> String {
    let count = wording::count(i64::try_from(skew.count).unwrap_or(i64::MAX), "commit");
    let verb = if skew.count == 1 { "counts" } else { "count" };
    format!(
        "commit {} of {} is dated later than the one after it ({} of {}): {count} {verb} as of {}",
        skew.commit.short, skew.commit.day, skew.first, skew.written, skew.commit.day
    )
}
