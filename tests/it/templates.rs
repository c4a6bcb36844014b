//! Templates are the user's: listed, shown, ejected, changed, and wrong ones told at their line.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support;
use crate::support::binary::epm;
use crate::support::binary::write;

const PROGRAM: &str = "version: 1\nas_of: 2026-11-20\nprogram:\n  id: atlas\n  title: Atlas\n  owner: ana\n  milestones:\n    \
                       - {id: live, title: Live, committed: 2026-12-04, duration: 3d}\n";

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = epm(folder, args);
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (output.status.code(), said.concat())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("epm.yaml", PROGRAM)]);
    folder
}

#[test]
fn an_ejected_template_is_the_shipped_one_and_changes_the_page_of_every_target() {
    let folder = folder();
    let before = run(folder.path(), &["render", "raid", "--stdout"]);
    assert_eq!(run(folder.path(), &["template", "eject", "raid"]).1, "wrote templates/reports/raid.md.j2\n");
    assert_eq!(run(folder.path(), &["render", "raid", "--stdout"]), before, "ejecting alone changes nothing");
    let path = folder.path().join("templates/reports/raid.md.j2");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("Our own words for {{{{ program.title }}}}.\n\n{text}")).unwrap();
    for target in ["gfm", "confluence", "storage", "html", "slack", "teams"] {
        let (code, page) = run(folder.path(), &["render", "raid", "--stdout", "--target", target]);
        assert_eq!(code, Some(0), "{page}");
        assert!(page.contains("Our own words for Atlas."), "{target}: {page}");
    }
    let list = run(folder.path(), &["template", "list"]).1;
    let line = list.lines().find(|line| line.starts_with("reports/raid.md.j2")).unwrap();
    assert!(line.contains("yours"), "{line}");
    let json: serde_json::Value =
        serde_json::from_str(&run(folder.path(), &["template", "list", "--format", "json"]).1).unwrap();
    let own = json["templates"].as_array().unwrap().iter().filter(|t| t["is_own"] == true);
    assert_eq!(own.map(|t| t["name"].as_str().unwrap()).collect::<Vec<_>>(), ["reports/raid.md.j2"]);
}

#[test]
fn a_partial_of_ones_own_stands_in_every_page_and_may_include_another() {
    let folder = folder();
    write(
        folder.path(),
        &[
            ("templates/partials/footer.md.j2", "{% include \"partials/mine.md.j2\" %}\n"),
            ("templates/partials/mine.md.j2", "Ours, {{ page.as_of }}.\n"),
        ],
    );
    let page = run(folder.path(), &["render", "milestones", "--stdout"]).1;
    assert!(page.contains("\nOurs, 2026-11-20.\n"), "{page}");
    let list = run(folder.path(), &["template", "list"]).1;
    assert!(list.lines().any(|line| line.starts_with("partials/mine.md.j2") && line.contains("yours, new")));
}

#[test]
fn ejecting_never_writes_over_what_somebody_changed() {
    let folder = folder();
    run(folder.path(), &["template", "eject", "raid", "footer"]);
    let path = folder.path().join("templates/reports/raid.md.j2");
    fs::write(&path, "Mine.\n").unwrap();
    let (code, said) = run(folder.path(), &["template", "eject", "--all"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`templates/reports/raid.md.j2` is there already and differs"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "Mine.\n");
    assert!(!folder.path().join("templates/reports/charter.md.j2").exists(), "all or nothing");
    assert_eq!(run(folder.path(), &["template", "show", "raid"]).1, "Mine.\n");
    let shipped = run(folder.path(), &["template", "show", "raid", "--shipped"]).1;
    assert_eq!(run(folder.path(), &["template", "eject", "--all", "--force"]).0, Some(0));
    assert_eq!(fs::read_to_string(&path).unwrap(), shipped);
}

#[test]
fn a_wrong_template_is_told_at_its_line_with_the_names_there_are() {
    for (text, message, help) in [
        ("\n{{ sumary }}\n", "line 2: no `sumary` here", "did you mean `summary`?"),
        ("{% for risk in risks %}\n{{ risk.titel }}\n{% endfor %}\n", "", ""),
        ("{{ summary | upcase }}\n", "line 1", "filters of epm: `prose`"),
        ("{{ lozenge(1) }}\n", "line 1", "functions of epm: `status`"),
        (
            "\n\n{% include \"partials/nope.md.j2\" %}\n",
            "line 3",
            "templates are named from the templates folder",
        ),
        ("{% if x %}\n", "line ", ""),
        (
            "{% for a in range(9000) %}{% for b in range(9000) %}.{% endfor %}{% endfor %}",
            "fuel",
            "loops within loops",
        ),
        ("{% include \"reports/raid.md.j2\" %}", "line 1", ""),
    ] {
        let folder = folder();
        write(folder.path(), &[("templates/reports/raid.md.j2", text)]);
        let (code, said) = run(folder.path(), &["render", "raid", "--stdout"]);
        if message.is_empty() {
            assert_eq!(code, Some(0), "there is no risk, so nothing is printed: {said}");
            continue;
        }
        assert_eq!(code, Some(2), "{said}");
        assert!(said.starts_with("epm: template `reports/raid.md.j2`"), "{said}");
        assert!(said.contains(message) && said.contains(help), "{said}");
    }
}

#[test]
fn names_that_are_not_there_get_the_nearest() {
    let folder = folder();
    for (args, help) in [
        (["template", "show", "riad"], "did you mean `raid`?"),
        (["template", "show", "status"], "reports/status-executive.md.j2"),
        (["template", "context", "riad"], "did you mean `raid`?"),
    ] {
        let (code, said) = run(folder.path(), &args);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(help), "{said}");
    }
}

/// What each report's template can use, as the reference page lists it. A name that goes, or holds something else, is a
/// new version of the view.
#[test]
fn the_page_of_views_is_current() {
    let mut page = String::from(
        "# What templates can use\n\n<!-- Written by a test from `epm template context`. Do not edit. -->\n\n\
         Every report is a view: plain, versioned data that its template turns into a page. These are the names in the views of\n\
         the shipped example; `epm template context <report>` lists them with what they hold in your own workspace. `[]` is each\n\
         entry of a list; *nothing* means that it may be missing. Fields may be added within a version; what goes or changes\n\
         makes a new one. Besides, every template sees `page.title`, `page.period`, `page.as_of` and `page.note`.\n",
    );
    for report in epm::report::REPORTS {
        let args = ["template", "context", report.name, "--format", "json"];
        let output = epm(&support::root("examples/identity-migration"), &args);
        if output.status.code() == Some(2) {
            panic!(
                "`{}` has no page in the example: {}",
                report.name,
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut first: Option<(&str, BTreeSet<String>)> = None;
        for template in json["templates"].as_array().unwrap() {
            let name = template["template"].as_str().unwrap();
            writeln!(page, "\n## {name}\n\n{}, version {}.", report.title, template["view_version"]).unwrap();
            let rows: Vec<String> = template["names"].as_array().unwrap().iter().filter_map(row).collect();
            let all: BTreeSet<String> = rows.iter().cloned().collect();
            let (like, known) = first.get_or_insert((name, BTreeSet::new()));
            if *like != name {
                let less = known.difference(&all).count();
                let than = if less == 0 { String::new() } else { format!(" but for {less} of them") };
                writeln!(page, "The names of `{like}`{than}, and:").unwrap();
            }
            page.push_str("\n| name | holds |\n| --- | --- |\n");
            rows.iter().filter(|row| !known.contains(*row)).for_each(|row| page.push_str(row));
            if known.is_empty() {
                *known = all;
            }
        }
    }
    support::compare_or_bless(&support::root("docs/views.md"), &page);
}

/// A line of the page; what holds only fields is told by their names, what every page has at its head.
fn row(name: &serde_json::Value) -> Option<String> {
    let path = name["path"].as_str()?;
    let kinds: Vec<&str> = name["kinds"].as_array()?.iter().filter_map(|kind| kind.as_str()).collect();
    let is_shown = !path.starts_with("page.") && kinds != ["fields"];
    is_shown.then(|| format!("| `{path}` | {} |\n", kinds.join(" or ")))
}
