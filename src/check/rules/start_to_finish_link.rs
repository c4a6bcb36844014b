//! A link from a start to a finish.

use crate::check::Facts;
use crate::check::items;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::LinkType;

rule! {
    /// Finds a start-to-finish link.
    ///
    /// ## What it does
    /// Reports links of open milestones and open dependencies with `type: SF`: the successor may finish only when the
    /// predecessor has started.
    ///
    /// ## Why it matters
    /// `SF` is right for a shift that goes home when the next one comes, and hardly ever in a program. Most often `FS`
    /// was meant, and then the plan runs backward.
    ///
    /// ## Example
    /// ```yaml
    /// depends_on:
    ///   - {id: token-service, type: SF}
    /// ```
    ///
    /// ## Fix it
    /// Write `FS`, or leave the type out. If it is meant, allow it with a reason.
    pub(crate) static META = 419, "start-to-finish-link", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in open_milestones(facts) {
        for (n, link) in milestone.depends_on.iter().enumerate() {
            if link.link == LinkType::StartToFinish {
                let path = Path::from(format!("depends_on[{n}].type").as_str());
                let (id, other) = (&milestone.id, &link.id);
                let message = format!("`SF` says that `{id}` cannot finish before `{other}` starts");
                out.push(finding(subject, path, message));
            }
        }
    }
    for (_, subject, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., d)| d.is_open()) {
        if dependency.link == Some(LinkType::StartToFinish) {
            let id = &dependency.id;
            let message = format!("`SF` says that what waits for `{id}` cannot finish before it starts");
            out.push(finding(subject, Path::from("type"), message));
        }
    }
}

fn finding(subject: Subject, path: Path, message: String) -> Finding {
    Finding::new(&META, Place::field(subject, path), message)
        .help("write `FS` if the work waits for the finish")
}
