//! Something that happened, nobody knows when.

use crate::check::Facts;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::DependencyStatus;
use crate::model::IssueStatus;
use crate::model::Kind;
use crate::model::MessageStatus;
use crate::model::MilestoneStatus;
use crate::model::ReleaseOutcome;

rule! {
    /// Finds a status that says that something happened, without the day on which it did.
    ///
    /// ## What it does
    /// Reports milestones that are `done` without `finished` or `in_progress` without `started`, dependencies that are
    /// `done` and issues that are `resolved` without `resolved`, messages that are `sent` without `sent`, releases with
    /// an outcome but without `deployed`.
    ///
    /// ## Why it matters
    /// The plan must assume a day, everything after it moves with that assumption, and lead times and trends cannot be
    /// computed.
    ///
    /// ## Example
    /// ```yaml
    /// - id: oidc-design
    ///   title: OIDC design approved
    ///   status: done
    /// ```
    ///
    /// ## Fix it
    /// Write down the day; the history in Git usually knows it.
    pub(crate) static META = 313, "missing-actual", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in milestones(facts) {
        let missing = match milestone.status {
            Some(MilestoneStatus::Done) if milestone.finished.is_none() => "finished",
            Some(MilestoneStatus::InProgress)
                if milestone.started.is_none() && milestone.finished.is_none() =>
            {
                "started"
            }
            _ => continue,
        };
        report(subject, "", milestone.status().as_str(), missing, facts, out);
    }
    for program in &facts.workspace.programs {
        for (n, dependency) in program.dependencies.iter().enumerate() {
            if dependency.status == Some(DependencyStatus::Done) && dependency.resolved.is_none() {
                report(program.subject(Kind::Dependency, n), "", "done", "resolved", facts, out);
            }
        }
        for (n, issue) in program.issues.iter().enumerate() {
            if issue.status == Some(IssueStatus::Resolved) && issue.resolved.is_none() {
                report(program.subject(Kind::Issue, n), "", "resolved", "resolved", facts, out);
            }
        }
        for (n, release) in program.releases.iter().enumerate() {
            let outcome =
                release.outcome.filter(|o| *o != ReleaseOutcome::Unknown && release.deployed.is_none());
            if let Some(outcome) = outcome {
                let subject = program.subject(Kind::Release, n);
                let message = format!("outcome `{outcome}`, but no `deployed` says when");
                let place = Place::field(subject, "outcome");
                out.push(Finding::new(&META, place, message).help("add `deployed` with the day"));
            }
        }
        for (n, comms) in program.comms.iter().enumerate() {
            for (m, message) in comms.messages.iter().enumerate() {
                if message.status == Some(MessageStatus::Sent) && message.sent.is_none() {
                    let subject = program.subject(Kind::Comms, n);
                    report(subject, &format!("messages[{m}]."), "sent", "sent", facts, out);
                }
            }
        }
    }
}

fn report(subject: Subject, record: &str, status: &str, key: &str, facts: &Facts<'_>, out: &mut Sink) {
    // A day that cannot be read is not missing.
    if facts.broken.contains(&(subject, key.to_owned())) {
        return;
    }
    let place = Place::field(subject, format!("{record}status").as_str());
    let message = format!("status `{status}`, but no `{key}` says when");
    out.push(Finding::new(&META, place, message).help(format!("add `{key}` with the day")));
}
