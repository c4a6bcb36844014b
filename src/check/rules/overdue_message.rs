//! A message that should have gone out.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::items::milestone_at;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::model::Message;
use crate::model::MessageStatus;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::model::Target;

rule! {
    /// Finds a planned message whose day has passed, and that was not sent.
    ///
    /// ## What it does
    /// Reports messages of the communication plan whose `on` lies before the day of the check, or, without a day, whose
    /// `milestone` is reached, and that are not `sent`.
    ///
    /// ## Why it matters
    /// People hear of the change from the change itself.
    ///
    /// ## Example
    /// ```yaml
    /// messages:
    ///   - id: pilot-note
    ///     title: The pilot begins
    ///     on: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Send it and record `sent`, or give it its new day.
    pub(crate) static META = 316, "overdue-message", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in facts.workspace.programs.iter().filter(|p| is_active(p)) {
        for (n, comms) in program.comms.iter().enumerate() {
            for (m, message) in comms.messages.iter().enumerate() {
                let Some((key, why)) = overdue(facts, program, message) else { continue };
                let place = format!("messages[{m}].{key}");
                let place = Place::field(program.subject(Kind::Comms, n), place.as_str());
                let text = format!("message `{}` is not sent, and {why}", message.id);
                out.push(
                    Finding::new(&META, place, text)
                        .help("send it and record `sent`, or give it its new day"),
                );
            }
        }
    }
}

fn overdue(facts: &Facts<'_>, program: &Program, message: &Message) -> Option<(&'static str, String)> {
    if message.sent.is_some() || message.status == Some(MessageStatus::Sent) {
        return None;
    }
    if let Some(on) = message.on {
        let ago = wording::count(i64::from(facts.as_of.days_since(on)), "day");
        return (on < facts.as_of).then(|| ("on", format!("its day {on} passed {ago} ago")));
    }
    let reference = message.milestone.as_ref()?;
    let Target::Item(named) = facts.index.find(program.index, reference) else { return None };
    let (_, milestone) = milestone_at(facts, named.subject)?;
    let is_reached = milestone.status() == MilestoneStatus::Done;
    is_reached.then(|| ("milestone", format!("`{reference}` is reached")))
}
