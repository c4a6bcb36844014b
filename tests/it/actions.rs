//! Action items in the bodies of Markdown records, from files to findings and pages.

use epm::pipeline::Session;
use epm::pipeline::publish;
use epm::report::Audience;

use crate::support;

const CHARTER: &str = "---\nid: identity\ntitle: Central identity\nowner: tomas\n---\n";
const ORG: &str = "people:\n  - {id: tomas, name: Tomas Novak}\n  - {id: maria, name: Maria Ruiz}\n";

const NOTES: &str = "---
date: 2026-11-13
title: Steering
---

We met.

## Actions

- [ ] @maria Ask Lockwell for it in writing, due: 2026-11-18
- [x] @tomas Book the room, due: 2026-11-17, done: 2026-11-16
- [ ] @mario Plan the *second* wave, due: 2026-12-10
- [ ] @maria Write it down, due: soon
";

fn open(extra: &[(&str, &str)]) -> Session {
    let mut files = vec![("charter.md", CHARTER), ("org.yaml", ORG)];
    files.extend(extra);
    support::open_files(&files)
}

#[test]
fn an_action_in_the_notes_of_a_meeting_is_told_at_its_line() {
    let session = open(&[("meetings/steering.md", NOTES)]);
    let lines = support::lines(&session.findings);
    let told: Vec<&str> =
        lines.iter().map(String::as_str).filter(|line| line.starts_with("meetings")).collect();
    assert_eq!(
        told,
        [
            "meetings/steering.md:10:51 EPM634 action `Ask Lockwell for it in writing` (`maria`) of review `steering` is 2 days overdue",
            "meetings/steering.md:12:7 EPM501 no person `mario` in `org.yaml`",
            "meetings/steering.md:13:34 EPM112 `soon` is not a date such as `2026-11-22`",
        ]
    );
}

#[test]
fn actions_are_shown_as_such_and_not_a_second_time_in_the_prose() {
    let note = "---\nas_of: 2026-11-20\n---\nAll is told.\n\n## Next\n\n- [ ] @maria Plan the wave, due: 2026-11-27\n";
    let session = open(&[("meetings/steering.md", NOTES), ("status/2026-W47.md", note)]);
    let program = &session.loaded.workspace.programs[0];
    assert_eq!(program.reviews[0].summary.as_deref(), Some("We met."));
    assert_eq!(program.statuses[0].narrative.as_deref(), Some("All is told."));
    let step = &program.statuses[0].next_steps[0];
    assert_eq!(
        (step.text.0.as_str(), step.due.unwrap().to_string()),
        ("Plan the wave", "2026-11-27".to_owned())
    );
    let queue = epm::report::find("queue").unwrap();
    let drafts = publish::build(&session, &[queue], Some(&Audience::everybody()), &[]);
    let view = drafts[0].built.view.value();
    let rows: Vec<String> = view["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let action = &row["action"];
            format!(
                "{} | {} | {} | {} | {}",
                action["text"], action["owner"], action["due"], action["age"], row["from"]
            )
            .replace('"', "")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Ask Lockwell for it in writing | Maria Ruiz | 2026-11-18 | 7 days | review steering",
            "Plan the wave | Maria Ruiz | 2026-11-27 | null | the latest status note",
            "Plan the second wave | mario | 2026-12-10 | 7 days | review steering",
            "Write it down | Maria Ruiz | null | 7 days | review steering",
        ]
    );
}
