//! The colour of a program as a whole.

use crate::diag::wording;
use crate::model::Colour;
use crate::model::Date;
use crate::model::IssueSeverity;
use crate::model::Program;
use crate::model::ProgramStatus;
use crate::plan::Instant;
use crate::plan::PlanNode;
use crate::plan::ProgramPlan;
use crate::trend::health::Derived;
use crate::trend::health::Health;
use crate::trend::health::Input;
use crate::trend::health::beside;
use crate::trend::health::blockers;
use crate::trend::health::tenths;

impl Health<'_> {
    /// Derives the colour of a program: the worst of its finish, its committed dates, its critical issues, the decisions
    /// and the gates that are overdue. A committed date off the critical path makes it amber, never red.
    pub fn program(&self, program: &Program) -> Derived {
        match program.charter.as_ref().and_then(|c| c.status) {
            Some(ProgramStatus::Done) => {
                return Derived::new(vec![Input::new(Colour::Green, "the program is done")]);
            }
            Some(status @ (ProgramStatus::Paused | ProgramStatus::Cancelled)) => {
                return Derived::new(vec![Input::unknown(format!("the program is {status}"))]);
            }
            _ => {}
        }
        let Some(plan) = self.plan.program(&program.id) else {
            return Derived::new(vec![Input::unknown("the program has no plan")]);
        };
        let finish = plan.finish_node.as_ref().and_then(|key| self.plan.node(key));
        let mut inputs = vec![self.finish(program, plan, finish)];
        self.commitments(program, finish, &mut inputs);
        let as_of = self.plan.as_of;
        for issue in program.issues.iter().filter(|i| i.is_open()) {
            if issue.severity == Some(IssueSeverity::Critical) {
                inputs.push(Input::new(Colour::Red, format!("critical issue `{}` is open", issue.id)));
            }
        }
        for decision in program.decisions.iter().filter(|d| d.is_open() && !d.blocks.is_empty()) {
            let Some(needed) = decision.needed_by.filter(|day| *day < as_of) else { continue };
            let id = decision.id.as_ref().map_or("", |id| id.as_str());
            let days = blockers::overdue(needed, as_of);
            let words =
                format!("decision `{id}` is {days} overdue and blocks {}", wording::names(&decision.blocks));
            inputs.push(Input::new(Colour::Amber, words));
        }
        inputs.extend(program.readiness.iter().filter_map(|gate| blockers::of_gate(gate, as_of)));
        Derived::new(inputs)
    }

    /// Judges the end of a program: its last milestone against its commitment, else the plan against the charter's
    /// target.
    fn finish(&self, program: &Program, plan: &ProgramPlan, finish: Option<&PlanNode>) -> Input {
        if let Some(node) = finish {
            if node.is_done {
                return Input::new(Colour::Green, format!("`{}` is reached", node.key.id));
            }
            if node.committed.is_some() {
                let input = self.commitment(node);
                return Input { words: format!("`{}`: {}", node.key.id, input.words), ..input };
            }
        }
        let Some(target) = program.charter.as_ref().and_then(|c| c.target) else {
            return Input::unknown("its end has neither a committed date nor a target");
        };
        let late = tenths(self.working_days(target, plan.finish));
        let words = format!("its plan ends {}", beside(late, target, "the charter's target"));
        Input::new(self.limits.of_delay(late), words)
    }

    /// Counts the working days, of the common calendar, by which `to` is after `from`; negative when it is before.
    fn working_days(&self, from: Date, to: Date) -> f64 {
        let calendar = self.calendars.of_team(None);
        let end = |day: Date| Instant::midnight(i64::from(day.day_number()) + 1);
        calendar.days(calendar.work_between(end(from), end(to)))
    }

    /// Judges the committed dates before the end: each on the critical path, and those off it together.
    fn commitments(&self, program: &Program, finish: Option<&PlanNode>, inputs: &mut Vec<Input>) {
        let mut aside = Vec::new();
        for milestone in program.milestones.iter().filter(|m| m.is_open() && m.committed.is_some()) {
            let Some(node) = self.plan.find(&program.id, &milestone.id) else { continue };
            if finish.is_some_and(|f| f.key == node.key) {
                continue;
            }
            let input = self.commitment(node);
            if input.colour.is_none_or(|colour| colour == Colour::Green) {
                continue;
            }
            if node.is_critical {
                inputs.push(Input { words: format!("`{}`: {}", node.key.id, input.words), ..input });
            } else {
                aside.push(&milestone.id);
            }
        }
        if !aside.is_empty() {
            let dates = wording::count(i64::try_from(aside.len()).unwrap_or(i64::MAX), "committed date");
            let words = format!("{dates} off the critical path in danger: {}", wording::names(aside));
            inputs.push(Input::new(Colour::Amber, words));
        }
    }
}
