//! The colour of a program as a whole, from files to the inputs it rests on.

use epm::model::Colour;
use epm::model::Index;
use epm::trend::health::Derived;
use epm::trend::health::Health;

use crate::support;

const CHARTER: &str = "---\nid: identity\ntitle: Central identity\nfinish_milestone: idp-ga\n---\n";

/// Work of ten working days from Friday 2026-11-20: it ends on Thursday 2026-12-03.
fn milestones(committed: &str) -> String {
    format!(
        "milestones:
  - {{id: contract-tests, title: Contract tests green, duration: 10d, committed: {committed}}}
  - {{id: idp-ga, title: Generally available, depends_on: [contract-tests], committed: {committed}}}
"
    )
}

fn judge(files: &[(&str, &str)]) -> Derived {
    let session = support::open_files(files);
    let workspace = &session.loaded.workspace;
    let index = Index::new(workspace);
    Health::new(workspace, &session.plan, &index).program(&workspace.programs[0])
}

fn with(extra: &[(&str, &str)], committed: &str) -> Derived {
    let plan = milestones(committed);
    let mut files = vec![("charter.md", CHARTER), ("milestones.yaml", plan.as_str())];
    files.extend(extra);
    judge(&files)
}

fn words(derived: &Derived) -> Vec<&str> {
    derived.inputs.iter().map(|input| input.words.as_str()).collect()
}

#[test]
fn the_end_of_a_program_is_judged_by_the_thresholds() {
    let on_time = with(&[], "2026-12-03");
    assert_eq!(on_time.colour, Some(Colour::Green));
    assert_eq!(words(&on_time), ["`idp-ga`: on its commitment (2026-12-03)"]);
    let late = with(&[], "2026-12-01");
    assert_eq!(late.colour, Some(Colour::Amber));
    assert_eq!(
        words(&late),
        [
            "`idp-ga`: 2 working days after its commitment (2026-12-01)",
            "`contract-tests`: 2 working days after its commitment (2026-12-01)"
        ]
    );
    assert_eq!(with(&[], "2026-11-25").colour, Some(Colour::Red));
    let strict = [("epm.yaml", "as_of: 2026-11-20\nthresholds: {red_after: 1d}\n")];
    assert_eq!(with(&strict, "2026-12-01").colour, Some(Colour::Red), "epm.yaml moves the limit");
}

#[test]
fn without_a_commitment_the_charters_target_counts_and_without_both_nothing_is_known() {
    let plan = "milestones:\n  - {id: idp-ga, title: Generally available, duration: 10d}\n";
    let target = CHARTER.replace("---\nid:", "---\ntarget: 2026-11-30\nid:");
    let late = judge(&[("charter.md", &target), ("milestones.yaml", plan)]);
    assert_eq!(late.because(), "its plan ends 3 working days after the charter's target (2026-11-30)");
    let unknown = judge(&[("charter.md", CHARTER), ("milestones.yaml", plan)]);
    assert_eq!((unknown.word(), unknown.colour), ("not forecast", None));
    assert_eq!(unknown.because(), "its end has neither a committed date nor a target");
    let holiday = "calendars:\n  - {id: de, holidays: [2026-12-01]}\n";
    let settings = "as_of: 2026-11-20\ncalendar: de\n";
    let files = [
        ("charter.md", target.as_str()),
        ("milestones.yaml", plan),
        ("org.yaml", holiday),
        ("epm.yaml", settings),
    ];
    // One day later, for the holiday within the work; and one working day less in between.
    assert_eq!(
        judge(&files).because(),
        "its plan ends 3 working days after the charter's target (2026-11-30)"
    );
}

#[test]
fn issues_decisions_and_gates_colour_a_program_that_is_on_time() {
    let critical = "issues:\n  - {id: ISS-1, title: Keys leak, severity: critical, owner: nina}\n";
    let derived = with(&[("raid.yaml", critical)], "2026-12-03");
    assert_eq!(
        (derived.colour, derived.because()),
        (Some(Colour::Red), "critical issue `ISS-1` is open".into())
    );

    let decision =
        "---\nstatus: proposed\nneeded_by: 2026-11-13\nblocks: [idp-ga]\n---\n# Where sessions live\n";
    let derived = with(&[("decisions/DEC-1.md", decision)], "2026-12-03");
    assert_eq!(derived.because(), "decision `DEC-1` is 7 days overdue and blocks `idp-ga`");

    let gate = |date: &str, due: &str| {
        format!(
            "id: ga-gate\ntitle: GA\ngates: [idp-ga]\ndate: {date}\nitems:\n  - {{id: RDY-1, title: Tested, due: {due}}}\n"
        )
    };
    let derived = |gate: &str| with(&[("readiness/ga.yaml", gate)], "2026-12-03");
    let ahead = derived(&gate("2026-12-03", "2026-12-01"));
    assert_eq!(ahead.colour, Some(Colour::Green), "an open item before its day is no reason to worry");
    let late = derived(&gate("2026-12-03", "2026-11-19"));
    assert_eq!(late.because(), "gate `ga-gate` is NO-GO, with `RDY-1` overdue");
    let held = derived(&gate("2026-11-20", "2026-11-20"));
    assert_eq!(held.colour, Some(Colour::Red));
    assert_eq!(held.because(), "gate `ga-gate` was due on 2026-11-20 and is NO-GO");
}

#[test]
fn dates_off_the_critical_path_make_amber_and_never_red() {
    let plan = "milestones:
  - {id: contract-tests, title: Contract tests green, duration: 10d}
  - {id: help-centre, title: Help articles written, duration: 9d, committed: 2026-11-20}
  - {id: idp-ga, title: Generally available, depends_on: [contract-tests], committed: 2026-12-03}
";
    let derived = judge(&[("charter.md", CHARTER), ("milestones.yaml", plan)]);
    assert_eq!(derived.colour, Some(Colour::Amber));
    assert_eq!(derived.because(), "1 committed date off the critical path in danger: `help-centre`");
}

#[test]
fn a_program_that_does_not_run_is_not_judged() {
    let paused = CHARTER.replace("---\nid:", "---\nstatus: paused\nid:");
    let plan = milestones("2026-11-25");
    let derived = judge(&[("charter.md", &paused), ("milestones.yaml", &plan)]);
    assert_eq!((derived.colour, derived.because()), (None, "the program is paused".into()));
}

#[test]
fn blockers_colour_the_item_they_block_also_by_a_former_id() {
    let plan = "milestones:
  - {id: contract-tests, title: Contract tests green, duration: 2d, committed: 2026-12-03, aliases: [ct]}
  - {id: idp-ga, title: Generally available, depends_on: [contract-tests], committed: 2026-12-03}
";
    let raid = "issues:
  - {id: ISS-1, title: No test data, severity: high, owner: nina, blocks: [CT], target: 2026-11-30}
dependencies:
  - {id: DEP-1, title: Test tenants, owner: aylin, status: late, consumers: [contract-tests], promised: 2026-11-24}
";
    let session =
        support::open_files(&[("charter.md", CHARTER), ("milestones.yaml", plan), ("raid.yaml", raid)]);
    let index = Index::new(&session.loaded.workspace);
    let health = Health::new(&session.loaded.workspace, &session.plan, &index);
    let node = |id: &str| session.plan.nodes.iter().find(|n| n.key.id.as_str() == id).expect("a node");
    let tests = health.item(node("contract-tests"));
    assert_eq!(tests.colour, Some(Colour::Amber));
    assert_eq!(
        tests.because(),
        "issue `ISS-1` of high severity blocks it; waits for dependency `DEP-1`, which is `late`"
    );
    assert_eq!(health.item(node("idp-ga")).colour, Some(Colour::Green));
}
