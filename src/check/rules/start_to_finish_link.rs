//! A link from a start to a finish.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Kind;
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
    for (program, subject, milestone) in milestones(facts) {
        if milestone.is_open() && is_active(program) {
            for (n, link) in milestone.depends_on.iter().enumerate() {
                if link.link == LinkType::StartToFinish {
                    let path = Path::from(format!("depends_on[{n}].type").as_str());
                    report(subject, path, milestone.id.as_str(), &format!("`{}` starts", link.id), out);
                }
            }
        }
    }
    for program in facts.workspace.programs.iter().filter(|p| is_active(p)) {
        for (n, dependency) in program.dependencies.iter().enumerate().filter(|(_, d)| d.is_open()) {
            if dependency.link == Some(LinkType::StartToFinish) {
                let subject = program.subject(Kind::Dependency, n);
                let what = format!("`{}` begins to be delivered", dependency.id);
                report(subject, Path::from("type"), "what waits", &what, out);
            }
        }
    }
}

fn report(subject: Subject, path: Path, waiting: &str, event: &str, out: &mut Sink) {
    let name = if waiting.contains(' ') { waiting.to_owned() } else { format!("`{waiting}`") };
    let message = format!("`SF` says that {name} cannot finish before {event}");
    out.push(
        Finding::new(&META, Place::field(subject, path), message)
            .help("write `FS` if the work waits for the finish"),
    );
}
