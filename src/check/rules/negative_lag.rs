//! A lead: work that overlaps by a number.

use crate::check::Facts;
use crate::check::items;
use crate::check::items::is_asked;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Lag;
use crate::model::Tier;

rule! {
    /// Finds a link with a negative lag: a lead.
    ///
    /// ## What it does
    /// In programs of tier 1, reports links of open milestones and open dependencies whose `lag` is negative (check 2
    /// of the DCMA assessment).
    ///
    /// ## Why it matters
    /// A lead says that work begins some days before something else ends. Nobody knows that day until it has passed,
    /// and what really is handed over so early stays unsaid.
    ///
    /// ## Example
    /// ```yaml
    /// depends_on:
    ///   - {id: token-service, lag: -3d}
    /// ```
    ///
    /// ## Fix it
    /// Split the predecessor: give the part that is needed first an item of its own, and depend on that.
    pub(crate) static META = 416, "negative-lag", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in open_milestones(facts).filter(|(program, ..)| is_asked(program, Tier::One))
    {
        for (n, link) in milestone.depends_on.iter().enumerate() {
            let path = Path::from(format!("depends_on[{n}].lag").as_str());
            look(subject, path, link.lag, &link.id.to_string(), out);
        }
    }
    for (program, subject, dependency) in items::each(facts, |p| &p.dependencies) {
        if dependency.is_open() && is_asked(program, Tier::One) {
            look(subject, Path::from("lag"), dependency.lag, dependency.id.as_str(), out);
        }
    }
}

fn look(subject: Subject, path: Path, lag: Option<Lag>, id: &str, out: &mut Sink) {
    let Some(lag) = lag.filter(|lag| lag.0.thousandths < 0) else { return };
    let message = format!("`lag` {lag} on `{id}` is a lead: what is handed over so early?");
    out.push(
        Finding::new(&META, Place::field(subject, path), message)
            .help("give the part that is needed first an item of its own, and depend on that"),
    );
}
