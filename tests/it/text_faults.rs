//! Faults of the text itself in the shipped examples: line ends, byte order marks, odd white space, lost colons, wrong types,
//! cut files; and single faults in front matter, in rows of CSV and in the files of the workspace. Each says the line.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use epm::source::MemoryTree;

use crate::support;

const EXAMPLES: &[&str] = &["minimal", "identity-migration", "kubernetes-1.36", "cutover-night"];

/// The most faults of a class in one example.
const MOST: usize = 8;

type Files = BTreeMap<String, String>;

fn read(example: &str) -> Files {
    let folder = support::root("examples").join(example);
    let mut out = Files::new();
    let mut stack = vec![folder.clone()];
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            stack.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            out.insert(name(&folder, &path), text);
        }
    }
    out
}

fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")
}

fn findings(files: &Files) -> Vec<String> {
    let tree = files.iter().fold(MemoryTree::new(), |tree, (path, text)| tree.with(path, text.as_str()));
    support::lines(&support::open(&tree).findings)
}

/// A line `key: value` of a map, not of a list, a block text or a comment.
fn entry(line: &str) -> Option<(&str, &str, &str)> {
    let bare = line.trim_start();
    let (key, value) = bare.split_once(": ")?;
    let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let value = value.trim();
    let is_plain = value.starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_key && is_plain).then_some((&line[..line.len() - bare.len()], key, value))
}

/// What a line becomes; `None` leaves it alone.
type Change = fn(indent: &str, key: &str, value: &str) -> Option<String>;

/// A class: its name, the lines it applies to, and the codes of which one must stand at the line.
struct Class {
    name: &'static str,
    change: Change,
    codes: &'static [&'static str],
}

const CLASSES: &[Class] = &[
    Class {
        name: "duplicate key",
        change: |indent, key, value| {
            matches!(key, "owner" | "status" | "id" | "title" | "version" | "as_of" | "team")
                .then(|| format!("{indent}{key}: {value}\n{indent}{key}: {value}"))
        },
        codes: &["EPM105"],
    },
    Class {
        name: "list for a scalar",
        change: |indent, key, _| {
            matches!(key, "status" | "id" | "title" | "committed" | "as_of")
                .then(|| format!("{indent}{key}: [one, two]"))
        },
        codes: &["EPM111", "EPM112"],
    },
    Class {
        name: "map for a scalar",
        change: |indent, key, _| {
            matches!(key, "status" | "owner" | "title" | "duration" | "as_of" | "name")
                .then(|| format!("{indent}{key}: {{one: two}}"))
        },
        codes: &["EPM111", "EPM112"],
    },
    Class {
        name: "no-break space in front",
        change: |indent, key, value| {
            (indent.len() >= 4 && matches!(key, "owner" | "status" | "team" | "title"))
                .then(|| format!("{}{key}: {value}", "\u{a0}".repeat(indent.len())))
        },
        codes: &["EPM101"],
    },
    Class {
        name: "lost colon",
        change: |indent, key, value| {
            matches!(key, "owner" | "status" | "committed" | "as_of" | "version" | "team")
                .then(|| format!("{indent}{key} {value}"))
        },
        codes: &["EPM101", "EPM111", "EPM110"],
    },
    Class {
        name: "unknown key",
        change: |indent, key, value| {
            matches!(key, "owner" | "version" | "as_of" | "team" | "programs" | "tier" | "currency")
                .then(|| format!("{indent}{key}x: {value}"))
        },
        codes: &["EPM110", "EPM117"],
    },
    Class {
        name: "bad date",
        change: |indent, key, value| {
            let is_date = value.len() == 10 && value.starts_with("202") && value.as_bytes()[4] == b'-';
            is_date.then(|| format!("{indent}{key}: 2026-02-30"))
        },
        codes: &["EPM112"],
    },
    Class {
        name: "cut in a quote",
        change: |indent, key, value| {
            matches!(key, "title" | "name").then(|| format!("{indent}{key}: \"{value}\u{0}"))
        },
        codes: &["EPM101"],
    },
    Class {
        name: "cut in a list",
        change: |indent, key, value| {
            matches!(key, "title" | "owner").then(|| format!("{indent}{key}: [{value},\u{0}"))
        },
        codes: &["EPM101", "EPM111"],
    },
];

/// The lines that hold YAML: all of a `.yaml`, the front matter of a `.md`.
fn yaml_lines(path: &str, text: &str) -> usize {
    let lines = text.lines().count();
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "yaml" => lines,
        "md" if text.starts_with("---\n") => text.lines().skip(1).take_while(|l| *l != "---").count() + 1,
        _ => 0,
    }
}

/// Lines of a text over several lines are words, not keys.
fn is_in_block(lines: &[&str], at: usize) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let depth = indent(lines[at]);
    let above = (0..at).rev().find(|n| !lines[*n].trim().is_empty() && indent(lines[*n]) < depth);
    above.is_some_and(|n| lines[n].trim_end().ends_with(['|', '>', '[', '{', '-']))
}

/// Every place of a class in a file: the text with the fault, and the line at which it must be told.
fn faulted(class: &Class, path: &str, text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Vec::new();
    for at in 0..yaml_lines(path, text) {
        let Some((indent, key, value)) = entry(lines[at]).filter(|_| !is_in_block(&lines, at)) else {
            continue;
        };
        let Some(changed) = (class.change)(indent, key, value) else { continue };
        // A NUL stands for the end of the file.
        let (changed, is_cut) = match changed.strip_suffix('\u{0}') {
            Some(cut) => (cut.to_owned(), true),
            None => (changed, false),
        };
        let told = at + 1 + changed.matches('\n').count();
        let after = if is_cut { &[][..] } else { &lines[at + 1..] };
        let end = if is_cut { "" } else { "\n" };
        let all: Vec<&str> =
            lines[..at].iter().copied().chain([changed.as_str()]).chain(after.iter().copied()).collect();
        out.push((all.join("\n") + end, told));
    }
    out
}

#[test]
fn faults_in_the_text_of_every_kind_of_file_are_told_at_their_line() {
    let mut untold = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in EXAMPLES {
        let files = read(example);
        let is_plan = |path: &&String| !path.contains("evidence/") && !path.contains("README");
        for class in CLASSES {
            let sites: Vec<(&String, String, usize)> = files
                .keys()
                .filter(is_plan)
                // Two of a file at most, so that every kind of file has its turn.
                .flat_map(|path| {
                    let all = faulted(class, path, &files[path]);
                    all.into_iter().take(2).map(move |(text, line)| (path, text, line))
                })
                .collect();
            let step = sites.len().div_ceil(MOST).max(1);
            for (path, text, line) in sites.into_iter().step_by(step) {
                let mut broken = files.clone();
                broken.insert(path.clone(), text);
                *counts.entry(class.name).or_default() += 1;
                let found = findings(&broken);
                let start = format!("{path}:{line}:");
                let is_told = |f: &String| {
                    f.starts_with(&start) && class.codes.iter().any(|code| f.contains(&format!(" {code} ")))
                };
                if !found.iter().any(is_told) {
                    let near: Vec<_> =
                        found.iter().filter(|f| f.starts_with(path.as_str())).take(4).collect();
                    untold.push(format!("{}: {example}/{path}:{line}: {near:?}", class.name));
                }
            }
        }
    }
    assert_eq!(counts.len(), CLASSES.len(), "{counts:?}");
    assert!(counts.values().sum::<usize>() >= 100, "{counts:?}");
    assert!(untold.is_empty(), "{} untold of {counts:?}\n{}", untold.len(), untold.join("\n"));
}

#[test]
fn line_ends_of_windows_and_byte_order_marks_change_no_finding() {
    for example in EXAMPLES {
        let files = read(example);
        let sound = findings(&files);
        let change = |change: fn(&str) -> String| -> Files {
            files.iter().map(|(path, text)| (path.clone(), change(text))).collect()
        };
        assert_eq!(findings(&change(|text| text.replace('\n', "\r\n"))), sound, "{example}: CRLF");
        assert_eq!(findings(&change(|text| format!("\u{feff}{text}"))), sound, "{example}: BOM");
        let both = change(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
        assert_eq!(findings(&both), sound, "{example}: BOM and CRLF");
    }
}

#[test]
fn faults_in_rows_of_a_series_stand_at_their_row() {
    let files = read("identity-migration");
    let path = "programs/identity-migration/metrics/logins-migrated.csv";
    let rows: Vec<&str> = files[path].lines().collect();
    for (row, from, to) in [
        (1, "2026-09-11", "2026-02-30"),
        (4, ",0,", ",none,"),
        (6, "0.01", "0.01,0.02"),
        (8, "2026-10-30", "30.10.2026"),
        (rows.len() - 1, "0.60", "\"0.60"),
        (0, ",value,", ",vallue,"),
    ] {
        let mut broken: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        assert!(broken[row].contains(from), "{row}: {}", broken[row]);
        broken[row] = broken[row].replacen(from, to, 1);
        let mut files = files.clone();
        files.insert(path.to_owned(), broken.join("\n") + "\n");
        let found = findings(&files);
        let start = format!("{path}:{}:", row + 1);
        assert!(
            found.iter().any(|f| f.starts_with(&start) && f.contains(" EPM1")),
            "`{to}` in row {row}: {:#?}",
            found.iter().filter(|f| f.starts_with(path)).collect::<Vec<_>>()
        );
    }
}
