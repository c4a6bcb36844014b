//! Calendar files: what `epm import calendar` prints is a calendar that plans go by.

use crate::support;
use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

const FILE: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Berlin\r\n\
    BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\\, the fir\r\n st day\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTART:20261224T140000Z\r\nSUMMARY:Party\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_calendar_file_becomes_a_calendar_and_says_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("berlin.ics", FILE)]);
    let output = epm(folder.path(), &["import", "calendar", "berlin.ics"]);
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(told.contains("berlin.ics: line 9: \"Party\" is left out: it is no whole day"), "{told}");
    let org = stdout(&output);
    assert!(org.contains("Christmas, the first day") && org.contains("2035-12-25"), "{org}");
    let plan = "version: 1\nas_of: 2026-12-24\ncalendar: berlin\nprogram:\n  id: p\n  title: P\n  owner: ann\n  \
                milestones:\n    - {id: a, title: A, owner: ann, duration: 2d, committed: 2026-12-28}\n";
    let session = support::open_files(&[("epm.yaml", plan), ("org.yaml", &org)]);
    assert_eq!(
        session.plan.nodes[0].early_finish.to_string(),
        "2026-12-28",
        "{:?}",
        support::lines(&session.findings)
    );
    let refused = epm(folder.path(), &["import", "calendar", "berlin.ics", "--out", "x"]);
    assert_eq!(refused.status.code(), Some(2));
}
