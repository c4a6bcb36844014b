//! Something approved without those whom the policy asks for.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::ChangeKind;
use crate::model::ChangeStatus;
use crate::model::DecisionRight;
use crate::model::Person;
use crate::model::PersonKind;
use crate::model::RiskStatus;
use crate::model::Text;

rule! {
    /// Finds an approved change or an accepted risk that lacks an approval which `policy.yaml` asks for.
    ///
    /// ## What it does
    /// Reads three decision rights of the policy: `milestone_baseline` for approved changes that move a date,
    /// `scope_material` for approved changes with `kind: scope` and `material: true`, and `risk_acceptance`
    /// for accepted risks. Each names roles: all of `all_of:` and one of `any_of:` must be among the roles
    /// that `org.yaml` gives those who approved, with a day. Robots do not count. Without a policy or people
    /// in `org.yaml` nothing is reported.
    ///
    /// ## Why it matters
    /// Decision rights hold only when somebody looks whether they were kept.
    ///
    /// ## Example
    /// ```yaml
    /// # policy.yaml
    /// decisions:
    ///   milestone_baseline: {any_of: [sponsor, vp]}
    /// # changes.yaml: approved by nobody with one of these roles
    /// approvals:
    ///   - {role: lead, by: maria, at: 2026-11-04}
    /// ```
    ///
    /// ## Fix it
    /// Ask one who may approve it. If the policy is wrong, change the policy, with the approval that needs.
    ///
    /// ## Settings
    /// `decisions:` in `policy.yaml`; roles of people in `org.yaml`.
    pub(crate) static META = 728, "missing-approval", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let (Some(policy), Some(org)) = (&facts.workspace.policy, &facts.workspace.org) else { return };
    if org.people.is_empty() {
        return;
    }
    let people = People::new(facts);
    for (_, at, change) in items::each(facts, |p| &p.changes) {
        if !matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented) {
            continue;
        }
        let given = change.approvals.iter().filter(|approval| approval.at.is_some());
        let given: Vec<&Person> = given.filter_map(|approval| approval.by.as_ref()).collect();
        // That nobody approved it at all is a finding of its own.
        if given.is_empty() {
            continue;
        }
        let is_scope = change.kind == Some(ChangeKind::Scope) && change.material == Some(true);
        let rights = [("milestone_baseline", !change.moves.is_empty()), ("scope_material", is_scope)];
        for (name, _) in rights.into_iter().filter(|(_, applies)| *applies) {
            let Some(lacking) = policy.decisions.get(name).and_then(|r| lacking(r, &given, &people)) else {
                continue;
            };
            let message = format!("change `{}` is {} without {lacking}", change.id, change.status());
            report(Place::key(at, "approvals"), message, name, out);
        }
    }
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., r)| r.status() == RiskStatus::Accepted)
    {
        let Some(acceptance) = &risk.acceptance else { continue };
        let right = policy.decisions.get("risk_acceptance");
        let Some(lacking) = right.and_then(|r| lacking(r, &[&acceptance.by], &people)) else { continue };
        let message = format!("risk `{}` is accepted by `{}`, without {lacking}", risk.id, acceptance.by);
        report(Place::field(at, "acceptance.by"), message, "risk_acceptance", out);
    }
}

/// Says which roles are missing among those who approved.
fn lacking(right: &DecisionRight, given: &[&Person], people: &People<'_>) -> Option<String> {
    let known = given.iter().filter_map(|person| people.person(person.as_str()));
    let human = known.filter(|person| person.kind != Some(PersonKind::Bot));
    let roles: BTreeSet<&str> = human.flat_map(|person| person.roles.iter().map(|role| &**role)).collect();
    let has = |role: &Text| roles.contains(&**role);
    let mut missing: Vec<String> =
        right.all_of.iter().filter(|role| !has(role)).map(|role| format!("`{role}`")).collect();
    if !right.any_of.is_empty() && !right.any_of.iter().any(has) {
        missing.push(right.any_of.iter().map(|role| format!("`{role}`")).collect::<Vec<_>>().join(" or "));
    }
    (!missing.is_empty()).then(|| format!("an approval by {}", wording::list(missing)))
}

fn report(place: Place, message: String, right: &str, out: &mut Sink) {
    let help = format!("ask one who may approve it: `decisions.{right}` of `policy.yaml` says who");
    out.push(Finding::new(&META, place, message).help(help));
}
