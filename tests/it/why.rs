//! `epm why`: the words fit what the engine computed.

use epm::report::why;

use crate::support;

fn explain(id: &str) -> why::WhyView {
    let session = support::open_folder(&support::root("examples/identity-migration"));
    let node = session.plan.index_of("identity-migration", id).expect("a node");
    why::build(&session.loaded.workspace, &session.plan, node, None)
}

fn part<'v>(view: &'v why::WhyView, label: &str) -> &'v str {
    &view.parts.iter().find(|p| p.label == label).expect("a part").text
}

#[test]
fn work_in_progress_is_driven_by_the_work_that_is_left() {
    let view = explain("token-service-staging");
    assert_eq!(part(&view, "Driven by"), "the work that is left, from 2026-11-20 on");
    assert!(part(&view, "If it slips").ends_with("step-up-auth moves with it"), "{view:?}");
}

#[test]
fn a_gate_is_driven_by_the_day_it_is_held_and_its_room_contradicts_nothing() {
    let view = explain("ga-gate");
    assert_eq!(part(&view, "Driven by"), "the day the gate is held");
    assert!(view.free_float > view.total_float, "the example no longer has such a gate");
    assert!(part(&view, "Slack").starts_with("its first 6 working days move nothing"), "{view:?}");
    let slips = part(&view, "If it slips");
    assert!(slips.starts_with("by 7 working days: ") && !slips.contains("nothing else moves"), "{slips}");
}

#[test]
fn the_path_of_the_finish_begins_with_the_promise_that_drives_it() {
    let view = explain("idp-ga");
    assert_eq!(view.path.first().map(String::as_str), Some("DEP-9x2a"));
    assert!(part(&view, "Driven by").ends_with("begun by the date that is promised for it"), "{view:?}");
    assert_eq!((view.variance, view.critical), (Some(4.0), true));
}

#[test]
fn a_slip_tells_what_breaks_and_calendar_time_counts_weekends() {
    use epm::model::Duration;
    use epm::report::why::Slip;
    let files = [
        ("charter.md", "---\nid: p\ntitle: P\nfinish_milestone: ga\nstart: 2026-11-23\n---\n"),
        (
            "milestones.yaml",
            "milestones:\n  - {id: long, title: L, duration: 10d}\n  - {id: short, title: S, duration: 5d}\n  \
             - {id: demo, title: D, depends_on: [short], committed: 2026-12-02}\n  \
             - {id: ga, title: G, depends_on: [long, demo]}\n",
        ),
        ("readiness/gate.yaml", "id: gate\ntitle: Go\ngates: [ga]\nitems: []\n"),
    ];
    let session = support::open_files(&files);
    let node = session.plan.index_of("p", "short").unwrap();
    let slip = |slip| {
        let view = why::build(&session.loaded.workspace, &session.plan, node, Some(slip));
        part(&view, "If it slips").to_owned()
    };
    let week = Duration::parse("1w").unwrap();
    assert_eq!(
        slip(Slip::Working(Duration::parse("6d").unwrap())),
        "by 6 working days: p moves from Fri 2026-12-04 to Mon 2026-12-07; this commitment breaks: demo (then Mon \
         2026-12-07); ga moves with it; the critical path of p becomes short → demo → ga"
    );
    assert!(
        slip(Slip::Elapsed(week)).starts_with("by 1w of calendar time, 5 working days: "),
        "{}",
        slip(Slip::Elapsed(week))
    );
    let view = why::build(&session.loaded.workspace, &session.plan, node, None);
    assert!(
        part(&view, "Slack").contains("it can slip 3 working days before the program's finish (Fri 2026-12-04) or a commitment moves; after 5 working days it is on the critical path"),
        "{view:?}"
    );
}
