//! Amber or red without a reason or a way back.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Colour;
use crate::model::Kind;
use crate::model::Rag;
use crate::trend::health;

rule! {
    /// Finds an amber or red status without a reason or a path to green.
    ///
    /// ## What it does
    /// Looks at `rag:` of open milestones and at `overall:` of the latest status note. Amber and red need a
    /// `reason:` and a `path_to_green:` with `action:`, `owner:` and `due:`.
    ///
    /// ## Why it matters
    /// A colour alone raises a question and answers none. The reader wants to know why, what is done about
    /// it, by whom and by when.
    ///
    /// ## Example
    /// ```yaml
    /// rag: {colour: amber, reason: The vendor's certificate is late}
    /// ```
    ///
    /// ## Fix it
    /// Add `reason:` in one sentence, and `path_to_green: {action: …, owner: …, due: …}`. If there is no way
    /// back yet, the action is to find one.
    pub(crate) static META = 707, "unexplained-colour", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, milestone) in items::each(facts, |p| &p.milestones).filter(|(.., m)| m.is_open()) {
        if let Some(rag) = &milestone.rag {
            report(at, "rag", rag, &format!("milestone `{}`", milestone.id), out);
        }
    }
    for program in items::programs(facts) {
        let Some((n, note)) = health::latest_status(program, facts.as_of) else { continue };
        if let Some(rag) = &note.overall {
            report(program.subject(Kind::Status, n), "overall", rag, "the program", out);
        }
    }
}

fn report(at: Subject, field: &str, rag: &Rag, what: &str, out: &mut Sink) {
    if rag.colour == Colour::Green {
        return;
    }
    let path = rag.path_to_green.as_ref();
    let fields = [
        ("reason", rag.reason.is_none()),
        ("path_to_green", path.is_none()),
        ("path_to_green.owner", path.is_some_and(|p| p.owner.is_none())),
        ("path_to_green.due", path.is_some_and(|p| p.due.is_none())),
    ];
    let missing: Vec<&str> = fields.iter().filter(|(_, is)| *is).map(|(field, _)| *field).collect();
    if missing.is_empty() {
        return;
    }
    let message = format!("{what} is {} without {}", rag.colour, wording::names(missing));
    let place = Place::field(at, Path::from(field).key("colour"));
    let finding = Finding::new(&META, place, message);
    out.push(finding.help("say why in `reason:`, and in `path_to_green:` what is done, by whom and by when"));
}
