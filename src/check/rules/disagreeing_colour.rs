//! A colour that the plan does not bear out.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Rag;
use crate::trend::health;
use crate::trend::health::Derived;
use crate::trend::health::Health;

rule! {
    /// Finds a reported colour that is better than the one that epm derives.
    ///
    /// ## What it does
    /// Compares `rag.colour` of open milestones, and `overall` of the latest status note, with the colour that follows
    /// from the plan, the commitments and what is blocked. A worse colour than the derived one is a person's
    /// judgement: `unexplained-colour` asks for its reason. An override in the latest status note with `reason`, `by` and
    /// `until` is an answer, as long as it holds.
    ///
    /// ## Why it matters
    /// Green outside and red inside, a watermelon, is found out by those who should have heard it first.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 20d
    ///   committed: 2026-11-27
    ///   rag: {colour: green}
    /// ```
    ///
    /// ## Fix it
    /// Report the derived colour with a reason and a path to green, or set an override in the status note that says
    /// why, who and until when.
    ///
    /// ## Settings
    /// `thresholds` in `epm.yaml`: `amber_after`, `red_after`.
    pub(crate) static META = 412, "disagreeing-colour", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let health = Health::new(facts.workspace, facts.plan, facts.index).with_slips(facts.slips.clone());
    for (_, node, program, milestone) in planned::open_milestones(facts) {
        if let Some(rag) = &milestone.rag {
            let look =
                Look { facts, program, item: Some(&milestone.id), subject: node.subject, field: "rag" };
            look.compare(rag, &health.item(node), out);
        }
    }
    for program in facts.workspace.programs.iter().filter(|p| is_active(p)) {
        let Some((n, note)) = health::latest_status(program, facts.as_of) else { continue };
        if let Some(rag) = &note.overall {
            let subject = program.subject(Kind::Status, n);
            let look = Look { facts, program, item: None, subject, field: "overall" };
            look.compare(rag, &health.program(program), out);
        }
    }
}

struct Look<'a> {
    facts: &'a Facts<'a>,
    program: &'a Program,
    /// The item; none for the program as a whole.
    item: Option<&'a Id>,
    subject: Subject,
    field: &'static str,
}

impl Look<'_> {
    fn compare(&self, rag: &Rag, derived: &Derived, out: &mut Sink) {
        let Some(colour) = derived.colour.filter(|colour| *colour > rag.colour) else { return };
        if health::override_for(self.program, self.item, self.facts.as_of).is_some() {
            return;
        }
        let what = match self.item {
            Some(id) => format!("`{id}`"),
            None => format!("program `{}`", self.program.id),
        };
        let message =
            format!("{what} is reported {}, but {colour} follows: {}", rag.colour, derived.because());
        let place = Place::field(self.subject, format!("{}.colour", self.field).as_str());
        out.push(Finding::new(&META, place, message).help(
            "report it with a reason and a path to green, or set an override with `reason`, `by` and `until` in \
             the status note",
        ));
    }
}
