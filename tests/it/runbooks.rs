//! Runbooks in time, from files to the view and what the command prints.

use serde_json::Value as Json;

use epm::report::runbook;

use crate::support;
use crate::support::binary;

fn view(folder: &str) -> runbook::RunbookView {
    let session = support::open_folder(&support::root(folder));
    let workspace = &session.loaded.workspace;
    let program = workspace.programs.iter().find(|program| !program.runbooks.is_empty()).expect("a runbook");
    runbook::view(workspace, program, &program.runbooks[0])
}

#[test]
fn a_running_cutover_in_the_night_the_clocks_change_is_a_contract() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&view("examples/cutover-night")).unwrap());
}

#[test]
fn the_cutover_of_the_example_leaves_room_at_its_point_of_no_return() {
    let view = view("examples/identity-migration");
    let way = &view.way_back;
    assert_eq!((way.expected, way.latest, way.latest_to_finish), (Some(165), Some(360), Some(405)));
    assert_eq!(way.latest_at.as_ref().unwrap().to_string(), "2027-02-26 02:00 UTC+01:00");
    assert_eq!((way.last_fit.as_deref(), way.first_misfit.as_deref()), (Some("watch"), None));
    assert_eq!((view.planned_end, view.planned_minutes, view.rehearsals[0].difference), (180, 260, Some(70)));
}

#[test]
fn the_command_finds_a_runbook_by_any_name_and_helps_with_a_wrong_one() {
    let folder = support::root("examples/identity-migration");
    for id in ["cutover", "CUTOVER", "identity-migration/cutover"] {
        let out = binary::epm(&folder, &["runbook", id, "--format", "json"]);
        let json: Json = serde_json::from_str(&binary::stdout(&out)).unwrap();
        assert_eq!((&json["version"], &json["runbooks"][0]["id"]), (&Json::from(1), &Json::from("cutover")));
    }
    let out = binary::epm(&folder, &["runbook", "cutovr"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(said.contains("no runbook `cutovr`") && said.contains("did you mean `cutover`?"), "{said}");
    let out = binary::epm(&support::root("examples/minimal"), &["runbook"]);
    assert_eq!(out.status.code(), Some(2));
    let out = binary::epm(&folder, &["runbook", "--format", "csv"]);
    assert_eq!(binary::stdout(&out).lines().count(), 15);
}

#[test]
fn the_table_fits_a_narrow_terminal() {
    for folder in ["examples/identity-migration", "examples/cutover-night"] {
        let folder = support::root(folder);
        for columns in ["60", "80", "100"] {
            let out = binary::command(&folder, &["runbook"]).env("COLUMNS", columns).output().unwrap();
            let text = binary::stdout(&out);
            let wide = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(wide <= columns.parse().unwrap(), "{wide} columns:\n{text}");
        }
    }
}
