//! The same files give the same bytes, whatever the zone, the locale, the folder and the order the files were made in.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use crate::support::binary::command;
use crate::support::root;

const EXAMPLES: [&str; 4] =
    ["examples/minimal", "examples/identity-migration", "examples/kubernetes-1.36", "examples/cutover-night"];

/// Runs that write nothing; they must not depend on anything but the files.
const READING: [&[&str]; 3] = [
    &["check", "--format", "json", "--as-of", "2026-11-20"],
    &["check", "--format", "sarif", "--as-of", "2026-11-20"],
    &["plan", "--format", "json", "--as-of", "2026-11-20"],
];

const ENVIRONMENTS: [[(&str, &str); 3]; 3] = [
    [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8"), ("COLUMNS", "44")],
    [("TZ", "America/Los_Angeles"), ("LC_ALL", "C"), ("COLUMNS", "200")],
    [("TZ", "no/such"), ("LANG", "ar_EG.UTF-8"), ("RAYON_NUM_THREADS", "1")],
];

/// What a run says; a folder it writes counts too.
fn bytes(dir: &Path, args: &[&str], environment: &[(&str, &str)]) -> Vec<u8> {
    let run = command(dir, args).envs(environment.iter().copied()).output().unwrap();
    assert!(
        run.status.code().is_some_and(|code| code < 2),
        "{args:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    run.stdout
}

fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut stack = vec![dir.to_owned()];
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            stack.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            out.insert(path.strip_prefix(dir).unwrap().to_owned(), std::fs::read(&path).unwrap());
        }
    }
    out
}

/// Copies a folder, its files made in reverse order.
fn copy_forwards(from: &Path, to: &Path) {
    files(from).into_iter().for_each(|file| copy(file, to));
}

fn copy_backwards(from: &Path, to: &Path) {
    files(from).into_iter().rev().for_each(|file| copy(file, to));
}

fn copy((path, text): (PathBuf, Vec<u8>), to: &Path) {
    let path = to.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn render(dir: &Path, target: &str, out: &Path, environment: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
    let out_text = out.to_str().unwrap();
    bytes(dir, &["render", "--target", target, "--as-of", "2026-11-20", "--out", out_text], environment);
    files(out)
}

#[test]
fn zone_locale_width_and_threads_change_no_byte() {
    for example in EXAMPLES {
        let dir = root(example);
        for args in READING {
            let plain = bytes(&dir, args, &[]);
            for environment in &ENVIRONMENTS {
                assert!(plain == bytes(&dir, args, environment), "{example} {args:?} under {environment:?}");
            }
        }
        for target in ["gfm", "confluence"] {
            let plain = render(&dir, target, tempfile::tempdir().unwrap().path(), &[]);
            for environment in &ENVIRONMENTS {
                let again = render(&dir, target, tempfile::tempdir().unwrap().path(), environment);
                assert!(plain == again, "{example} {target} under {environment:?}");
            }
        }
    }
}

#[test]
fn the_folder_one_stands_in_and_the_order_of_files_change_no_byte() {
    for example in EXAMPLES {
        // What a repository around them remembers is an input of its own.
        let here = tempfile::tempdir().unwrap();
        let dir = here.path().join("plan");
        copy_forwards(&root(example), &dir);
        let elsewhere = tempfile::tempdir().unwrap();
        copy_backwards(&dir, &elsewhere.path().join("plan"));
        for args in READING.iter().filter(|args| !args.contains(&"sarif")) {
            let plain = bytes(&dir, args, &[]);
            let by_option = [&["-C", dir.to_str().unwrap()], *args].concat();
            assert!(plain == bytes(elsewhere.path(), &by_option, &[]), "{example} {args:?} with -C");
            assert!(
                plain == bytes(&elsewhere.path().join("plan"), args, &[]),
                "{example} {args:?} as a copy"
            );
        }
        let plain = render(&dir, "gfm", tempfile::tempdir().unwrap().path(), &[]);
        let copied = render(&elsewhere.path().join("plan"), "gfm", tempfile::tempdir().unwrap().path(), &[]);
        assert!(plain == copied, "{example} as a copy");
    }
}

#[test]
fn rendering_twice_changes_nothing_and_check_sees_an_edit() {
    let dir = root("examples/identity-migration");
    let out = tempfile::tempdir().unwrap();
    let first = render(&dir, "gfm", out.path(), &[]);
    let page = first.keys().next().expect("a page");
    let args = ["render", "--target", "gfm", "--as-of", "2026-11-20", "--out", out.path().to_str().unwrap()];
    let said = String::from_utf8(bytes(&dir, &args, &[])).unwrap();
    assert!(said.lines().all(|line| line.starts_with("unchanged ")), "{said}");
    assert!(first == files(out.path()));
    let check = [&args[..], &["--check"]].concat();
    assert_eq!(command(&dir, &check).output().unwrap().status.code(), Some(0));
    std::fs::write(out.path().join(page), "edited\n").unwrap();
    let run = command(&dir, &check).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stdout).contains(page.to_str().unwrap()));
    assert_eq!(std::fs::read_to_string(out.path().join(page)).unwrap(), "edited\n", "--check never writes");
}
