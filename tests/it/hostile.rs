//! Files that want to harm the reader, the machine or the log: a finding in place, and nothing leaked or run.

use std::fmt::Write;

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;
use crate::support::lines;
use crate::support::open_files;

const SETTINGS: &str = "as_of: 2026-11-20\nprogram: {id: p, title: Program}\n";

/// Findings of a workspace with one file of milestones.
fn findings(milestones: &str) -> Vec<String> {
    lines(&open_files(&[("epm.yaml", SETTINGS), ("milestones.yaml", milestones)]).findings)
}

fn assert_finding(found: &[String], start: &str) {
    assert!(found.iter().any(|line| line.starts_with(start)), "no finding `{start}` in {found:#?}");
}

#[test]
fn aliases_are_refused_where_they_stand_and_never_expanded() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for n in 1..10 {
        let _ = writeln!(bomb, "a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 10].join(","));
    }
    let found = findings(&bomb);
    assert_finding(&found, "milestones.yaml:1:5 EPM106");
    assert_finding(&found, "milestones.yaml:2:10 EPM106");

    let quadratic = format!("a: &a \"{}\"\nb:\n{}", "x".repeat(100_000), "  - *a\n".repeat(20_000));
    let found = findings(&quadratic);
    assert_finding(&found, "milestones.yaml:1:4 EPM106");
    assert_finding(&found, "milestones.yaml:3:5 EPM106");
}

#[test]
fn deep_nesting_is_a_finding() {
    for text in
        [format!("milestones: {}", "[".repeat(200_000)), format!("milestones: {}", "{a: ".repeat(20_000))]
    {
        let found = findings(&text);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_finding(&found, "milestones.yaml:1:");
        assert!(found[0].contains(" EPM107 "), "{found:?}");
    }
    let quotes = format!("---\nid: p\ntitle: P\n---\n\n# P\n\n{} deep\n", ">".repeat(50_000));
    let session = open_files(&[("epm.yaml", "as_of: 2026-11-20\n"), ("charter.md", &quotes)]);
    assert_eq!(session.loaded.workspace.programs.len(), 1);
}

#[test]
fn duplicate_keys_second_documents_and_merges_are_errors() {
    assert_finding(&findings("milestones: []\nmilestones: []\n"), "milestones.yaml:2:1 EPM105");
    assert_finding(&findings("milestones: []\n---\nmilestones: []\n"), "milestones.yaml:2:1 EPM106");
    let merge = "milestones:\n  - <<: {id: a}\n    title: A\n";
    assert_finding(&findings(merge), "milestones.yaml:2:5 EPM106");
    let tag = "milestones:\n  - id: a\n    title: !!python/object/apply:os.system ['id']\n";
    assert_finding(&findings(tag), "milestones.yaml:3:12 EPM106");
}

#[test]
fn confused_types_are_typed_errors_and_no_number_is_nan() {
    let milestones = "milestones:\n  - {id: 010, title: A}\n  - {id: b, title: B, owner: no}\n  \
                      - {id: c, title: C, committed: 2026-02-30}\n  - {id: d, title: D, duration: 1e18}\n  \
                      - {id: e, title: E, estimate: {low: 9d, likely: 5d, high: 1d}}\n";
    let mut risks = String::from("risks:\n");
    for (n, value) in [".nan", ".inf", "-0.2", "1e400"].iter().enumerate() {
        let _ = writeln!(risks, "  - {{id: r{n}, title: R, probability: {value}}}");
    }
    let files = [("epm.yaml", SETTINGS), ("milestones.yaml", milestones), ("raid.yaml", &risks)];
    let found = lines(&open_files(&files).findings);
    for start in ["2:10 EPM112", "3:30 EPM112", "4:34 EPM112", "5:33 EPM112", "6:39 EPM403"] {
        assert_finding(&found, &format!("milestones.yaml:{start}"));
    }
    for line in 2..=5 {
        assert_finding(&found, &format!("raid.yaml:{line}:37 EPM112"));
    }
}

#[test]
fn ids_that_name_paths_devices_or_look_like_others_are_refused() {
    let ids = [
        "\"../../x\"",
        "\"..\"",
        "a/b",
        "CON",
        "NUL.yaml",
        ".GIT",
        "a.",
        "\"a\\0b\"",
        "\"\u{41c}-1\"",
        "\"M-1\u{200b}\"",
    ];
    let mut text = String::from("milestones:\n");
    for id in ids {
        let _ = writeln!(text, "  - {{id: {id}, title: T}}");
    }
    let found = findings(&text);
    for line in 2..2 + ids.len() {
        assert_finding(&found, &format!("milestones.yaml:{line}:10 EPM112"));
    }
}

/// Text that drives terminals and runners of CI, in every field that a message may quote.
const HOSTILE: &str = "milestones:\n  - {id: a, title: \"x\\e]0;pwned\\a\\e[2J\\x9b31m\\u202e\\r ::error::x ##[error]y \
                       ##vso[task.setvariable variable=PATH]z\\n::add-mask::a\", \"k\\e[2J\\n::error::k\": 1, \
                       owner: \"\\n::error::x\\e[2J##[error]\", status: \"\\e[31m##[error]q\"}\n";

#[test]
fn no_text_of_a_plan_acts_on_a_terminal_or_a_runner() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS), ("milestones.yaml", HOSTILE)]);
    for args in
        [&["check", "--color", "never"][..], &["check", "--format", "github"], &["plan", "--color", "never"]]
    {
        let run = epm(dir.path(), args);
        let printed = format!("{}{}", stdout(&run), String::from_utf8_lossy(&run.stderr));
        let acts =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}');
        assert!(!printed.contains(acts), "{args:?}: {printed:?}");
        assert!(!printed.contains("##[") && !printed.contains("##vso["), "{args:?}: {printed}");
        let is_ours = |line: &str| {
            let is_command =
                ["::error file=", "::warning file=", "::notice file="].iter().any(|c| line.starts_with(c));
            args.contains(&"github") && is_command
        };
        let commands: Vec<_> = printed.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        assert!(commands.iter().all(|line| is_ours(line)), "{args:?}: {commands:#?}");
    }
}

#[test]
#[cfg(unix)]
fn links_are_refused_and_what_they_lead_to_stays_unread() {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), &[("secret.yaml", "canary-7q: [\n"), ("risks/a.yaml", "id: canary-7q\n")]);
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS)]);
    std::os::unix::fs::symlink(outside.path().join("secret.yaml"), dir.path().join("milestones.yaml"))
        .unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.path().join("raid")).unwrap();
    for format in ["human", "json", "github", "gitlab", "sarif", "junit", "rdjson"] {
        let run = epm(dir.path(), &["check", "--format", format]);
        assert_eq!(run.status.code(), Some(1), "{format}");
        let printed = stdout(&run);
        assert!(printed.contains("milestones.yaml") && printed.contains("raid"), "{format}: {printed}");
        assert!(!printed.contains("canary-7q"), "{format}: {printed}");
    }
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_size() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS), ("milestones.yaml", "")]);
    let file = std::fs::File::options().write(true).open(dir.path().join("milestones.yaml")).unwrap();
    if let Err(error) = file.set_len(1 << 30) {
        eprintln!("SKIPPED: no sparse file of 1 GB here: {error}");
        return;
    }
    let run = epm(dir.path(), &["check"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stdout(&run).contains("EPM107"), "{}", stdout(&run));
}

#[test]
fn a_ring_of_twenty_thousand_is_one_finding_of_bounded_size() {
    const COUNT: usize = 20_000;
    let mut milestones = String::from("milestones:\n");
    for n in 0..COUNT {
        let _ = writeln!(
            milestones,
            "  - {{id: m-{n}, title: Step {n}, owner: ana, duration: 1d, depends_on: [m-{}]}}",
            (n + 1) % COUNT
        );
    }
    let session = open_files(&[("epm.yaml", SETTINGS), ("milestones.yaml", &milestones)]);
    let cycles: Vec<_> = session.findings.iter().filter(|f| f.finding.rule.code.0 == 209).collect();
    let [cycle] = cycles.as_slice() else { panic!("{} cycles", cycles.len()) };
    let message = &cycle.finding.message;
    assert!(message.starts_with("these 20000 wait for each other: `m-0 → m-19999 → m-19998 → "), "{message}");
    assert!(message.ends_with(" … 19988 more … → m-0`"), "{message}");
    assert_eq!((cycle.place.line, cycle.related.len()), (20_001, 99));
}

#[test]
fn the_name_of_a_device_is_no_id_even_as_the_name_of_a_file() {
    let record = "---\nstatus: accepted\n---\n# A\n\n## Decision\n\nB\n";
    let series = "date,value\n2026-10-01,5\n";
    let files = [
        ("epm.yaml", SETTINGS),
        ("decisions/NUL.md", record),
        ("decisions/con.md", "# Con\n\nStatus: accepted\n\n## Decision\n\nB\n"),
        ("decisions/com1.draft.md", record),
        ("decisions/console.md", record),
        ("reviews/prn.md", "# R\n"),
        ("metrics/aux.csv", series),
        ("metrics/two words.csv", series),
    ];
    let session = open_files(&files);
    let found = lines(&session.findings);
    for (file, reason) in [
        ("decisions/NUL.md", "device on Windows"),
        ("decisions/con.md", "device on Windows"),
        ("decisions/com1.draft.md", "device on Windows"),
        ("reviews/prn.md", "device on Windows"),
        ("metrics/aux.csv", "device on Windows"),
        ("metrics/two words.csv", "may not stand in an id"),
    ] {
        let of_file: Vec<_> = found.iter().filter(|line| line.starts_with(file)).collect();
        assert_eq!(of_file.len(), 1, "{file}: {found:#?}");
        assert_finding(&found, &format!("{file}:1:1 EPM112"));
        assert!(of_file[0].contains(reason), "{of_file:?}");
    }
    let program = &session.loaded.workspace.programs[0];
    let ids: Vec<_> = program.decisions.iter().filter_map(|d| d.id.as_ref()).map(|id| id.as_str()).collect();
    assert_eq!(ids, ["console"]);
    assert!(program.reviews.is_empty() && program.metrics.is_empty());
}

#[test]
fn a_template_that_cannot_be_read_is_told_and_the_shipped_one_does_not_take_its_place_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("epm.yaml", SETTINGS)]);
    std::fs::create_dir_all(folder.path().join("templates/reports")).unwrap();
    std::fs::write(folder.path().join("templates/reports/raid.md.j2"), b"caf\xe9\n").unwrap();
    let output = epm(folder.path(), &["render", "raid", "--stdout"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("template `reports/raid.md.j2` cannot be read: it is not UTF-8"), "{said}");
}
