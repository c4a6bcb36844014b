//! Single faults in the shipped examples: each class says the rule and the line where its finding must stand, none may
//! panic, and two faults in different items must both be found.

use std::collections::BTreeMap;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::Path;

use epm::source::MemoryTree;

use crate::support;

/// Path → lines.
type Files = BTreeMap<String, Vec<String>>;

/// A fault: what it is, where it is made, and which finding must come.
#[derive(Clone, Debug)]
struct Mutation {
    class: &'static str,
    file: String,
    /// The line that is replaced, from 0, and what stands there then (several lines, or none).
    at: usize,
    lines: Vec<String>,
    /// The codes that may tell it.
    codes: &'static [u16],
    /// The lines, from 1, at which the finding or a place of it must stand.
    expected: Vec<usize>,
    /// The first line of the item.
    item: usize,
}

fn read(folder: &Path) -> Files {
    let mut out = Files::new();
    let mut stack = vec![folder.to_owned()];
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            stack.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            out.insert(name, text.lines().map(str::to_owned).collect());
        }
    }
    out
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Splits `  - key: value # comment` into key and value.
fn entry(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start().strip_prefix("- ").unwrap_or(line.trim_start());
    let (key, value) = bare.split_once(": ")?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    is_key.then(|| (key, value.split(" #").next().unwrap_or_default().trim()))
}

/// The first line of the list item or file that a line belongs to: the nearest `- ` above with less indentation.
fn item_start(lines: &[String], at: usize) -> usize {
    let mut depth = indent(&lines[at]);
    if lines[at].trim_start().starts_with("- ") {
        return at;
    }
    for n in (0..at).rev() {
        let line = &lines[n];
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if indent(line) < depth {
            if line.trim_start().starts_with("- ") {
                return n;
            }
            depth = indent(line);
        }
    }
    lines.iter().position(|l| entry(l).is_some()).unwrap_or(0)
}

/// Lines that stand inside a block scalar or a flow of several lines are left alone: a plain line is a safe site.
fn is_site(lines: &[String], at: usize) -> bool {
    let open =
        |line: &str| line.ends_with('|') || line.ends_with('>') || line.ends_with('[') || line.ends_with('{');
    let depth = indent(&lines[at]);
    let parent = (0..at).rev().find(|n| !lines[*n].trim().is_empty() && indent(&lines[*n]) < depth);
    parent.is_none_or(|n| !open(lines[n].trim_end()))
}

fn is_date(value: &str) -> bool {
    value.len() == 10 && value.as_bytes()[4] == b'-' && value.bytes().filter(u8::is_ascii_digit).count() == 8
}

fn mutations(files: &Files) -> Vec<Mutation> {
    let mut out = Vec::new();
    for (file, lines) in files.iter().filter(|(f, _)| f.ends_with(".yaml") && !f.contains("schema")) {
        let ids: Vec<(usize, &str)> = lines
            .iter()
            .enumerate()
            .filter_map(|(n, l)| entry(l).filter(|e| e.0 == "id").map(|e| (n, e.1)))
            .collect();
        for at in 0..lines.len() {
            if let Some((key, value)) = entry(&lines[at]).filter(|_| is_site(lines, at)) {
                one_line(file, lines, at, key, value, &mut out);
                cycle(file, lines, at, key, value, &ids, &mut out);
            }
        }
    }
    out
}

/// The faults that one line `key: value` can have.
fn one_line(file: &str, lines: &[String], at: usize, key: &str, value: &str, out: &mut Vec<Mutation>) {
    let line = &lines[at];
    let item = item_start(lines, at);
    let is_top = file == "epm.yaml" && indent(line) == 0;
    let mut add = |class, lines: Vec<String>, codes, expected: Vec<usize>| {
        out.push(Mutation { class, file: file.to_owned(), at, lines, codes, expected, item });
    };
    let here = vec![at + 1];
    let with = |value: &str| {
        vec![line.replacen(&format!("{key}: {}", old_value(line, key)), &format!("{key}: {value}"), 1)]
    };
    if matches!(
        key,
        "owner"
            | "team"
            | "committed"
            | "estimate"
            | "duration"
            | "probability"
            | "mitigation"
            | "needed_by"
            | "raised"
    ) {
        let typo = line.replacen(&format!("{key}:"), &format!("{}{}:", key, key.chars().last().unwrap()), 1);
        add("typo a key", vec![typo], &[110], here.clone());
    }
    let is_required = ["milestones.yaml", "/raid/", "/changes/", "/readiness/", "/runbooks/"]
        .iter()
        .any(|f| file.contains(f));
    if key == "title" && !line.trim_start().starts_with("- ") && !is_top {
        if is_required {
            add("drop a field", Vec::new(), &[114], vec![item + 1]);
        }
        add(
            "unclosed quote",
            vec![line.replacen("title: ", "title: \"", 1).replace("\"\"", "\"")],
            &[101],
            here.clone(),
        );
    }
    if matches!(key, "status" | "confidence" | "severity") && !file.contains("runbooks") && !value.is_empty()
    {
        add("bad enum", with("complett"), &[113], here.clone());
    }
    if is_date(value) {
        add("bad date", with("2026-02-30"), &[112], here.clone());
    }
    if matches!(key, "duration" | "remaining" | "effort")
        && !value.starts_with('{')
        && !file.contains("portfolio")
    {
        add("bad duration", with("5 days-ish"), &[112], here.clone());
    }
    if indent(line) >= 4 && !line.trim_start().starts_with("- ") {
        add("tab indent", vec![format!("\t{}", line.trim_start())], &[101], here.clone());
    }
    if indent(line) >= 2 && !line.trim_start().starts_with("- ") && matches!(key, "owner" | "status" | "team")
    {
        add("duplicate key", vec![line.clone(), line.clone()], &[105], vec![at + 2]);
    }
    if key == "depends_on"
        && value.starts_with('[')
        && value.ends_with(']')
        && !value.contains('{')
        && value.len() > 2
    {
        add("break an id", with(&value.replace(']', "-zzz]")), &[203], here.clone());
    }
    if key == "finished" && is_date(value) {
        let started = lines[item..at].iter().position(|l| entry(l).is_some_and(|e| e.0 == "started"));
        if let Some(started) = started {
            add("reverse dates", with("2020-01-06"), &[301], vec![at + 1, item + started + 1]);
        }
    }
}

fn old_value<'l>(line: &'l str, key: &str) -> &'l str {
    let from = line.find(&format!("{key}: ")).unwrap() + key.len() + 2;
    line[from..].split(" #").next().unwrap_or_default().trim_end()
}

/// A cycle: the predecessor of an item is made to wait for it. A duplicate: an item takes the id of the one before.
fn cycle(
    file: &str,
    lines: &[String],
    at: usize,
    key: &str,
    value: &str,
    ids: &[(usize, &str)],
    out: &mut Vec<Mutation>,
) {
    if !file.ends_with("milestones.yaml") {
        return;
    }
    if key == "depends_on" && value.starts_with('[') && value.len() > 2 && !value.contains('{') {
        let successor = lines[item_start(lines, at)].split("id: ").nth(1).unwrap_or_default().trim();
        let pred = value.trim_matches(['[', ']']).split(',').next().unwrap_or_default().trim();
        let Some((pred_at, _)) = ids.iter().find(|(_, id)| *id == pred) else { return };
        let last = (*pred_at + 1..lines.len())
            .find(|n| lines[*n].trim_start().starts_with("- id:"))
            .unwrap_or(lines.len());
        let waits = (*pred_at..last)
            .find(|n| entry(&lines[*n]).is_some_and(|e| e.0 == "depends_on" && e.1.starts_with('[')));
        let Some(waits) = waits.filter(|n| !lines[*n].contains('{')) else { return };
        let old = old_value(&lines[waits], "depends_on");
        let new = lines[waits].replacen(old, &old.replace(']', &format!(", {successor}]")), 1);
        out.push(Mutation {
            class: "cycle",
            file: file.to_owned(),
            at: waits,
            lines: vec![new],
            codes: &[209],
            expected: vec![waits + 1],
            item: *pred_at,
        });
    }
    if key == "id" && lines[at].trim_start().starts_with("- id:") {
        let before = ids.iter().rev().find(|(n, _)| *n < at);
        if let Some((first, id)) = before {
            out.push(Mutation {
                class: "duplicate",
                file: file.to_owned(),
                at,
                lines: vec![lines[at].replacen(value, id, 1)],
                codes: &[201],
                expected: vec![at + 1, first + 1],
                item: at,
            });
        }
    }
}

fn apply(files: &Files, faults: &[&Mutation]) -> MemoryTree {
    let mut files = files.clone();
    let mut sorted: Vec<&&Mutation> = faults.iter().collect();
    sorted.sort_by_key(|m| std::cmp::Reverse(m.at));
    for fault in sorted {
        let lines = files.get_mut(&fault.file).unwrap();
        lines.splice(fault.at..=fault.at, fault.lines.iter().cloned());
    }
    files.iter().fold(MemoryTree::new(), |tree, (path, lines)| tree.with(path, lines.join("\n") + "\n"))
}

/// Returns why a fault is not told where it must be; `shift` is how many lines other faults above have added.
fn untold(files: &Files, faults: &[&Mutation]) -> Vec<String> {
    let tree = apply(files, faults);
    let session = std::panic::catch_unwind(AssertUnwindSafe(|| support::open(&tree)));
    let Ok(session) = session else {
        return vec![format!("panic: {faults:?}")];
    };
    let is_told = |fault: &Mutation| {
        let shift: isize = faults
            .iter()
            .filter(|other| other.file == fault.file && other.at < fault.at)
            .map(|other| other.lines.len() as isize - 1)
            .sum();
        session.findings.iter().any(|f| {
            let places = std::iter::once(&f.place).chain(f.related.iter().map(|(p, _)| p));
            let at_place = |p: &epm::diag::ResolvedPlace| {
                p.file == fault.file && fault.expected.iter().any(|l| *l as isize + shift == p.line as isize)
            };
            fault.codes.contains(&f.finding.rule.code.0) && places.into_iter().any(at_place)
        })
    };
    faults
        .iter()
        .filter(|fault| !is_told(fault))
        .map(|fault| {
            let near: Vec<String> = support::lines(&session.findings)
                .into_iter()
                .filter(|l| l.starts_with(&fault.file) && l.contains(" EPM1") || l.contains("EPM2"))
                .take(4)
                .collect();
            format!(
                "{} at {}:{} {:?} is not told as {:?} at {:?}; found {near:?}",
                fault.class,
                fault.file,
                fault.at + 1,
                fault.lines,
                fault.codes,
                fault.expected
            )
        })
        .collect()
}

/// Keeps at most a hundred faults of each class, spread over the files.
fn sample(all: Vec<Mutation>) -> Vec<Mutation> {
    const MOST: usize = 100;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mutation in &all {
        *counts.entry(mutation.class).or_default() += 1;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    all.into_iter()
        .filter(|mutation| {
            let n = seen.entry(mutation.class).or_default();
            *n += 1;
            n.is_multiple_of(counts[mutation.class].div_ceil(MOST))
        })
        .collect()
}

#[test]
fn every_single_fault_is_told_at_its_line_and_hides_no_other() {
    let mut faults = Vec::new();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for example in ["minimal", "identity-migration", "kubernetes-1.36"] {
        let files = read(&support::root("examples").join(example));
        let all = sample(mutations(&files));
        for mutation in &all {
            *classes.entry(mutation.class).or_default() += 1;
            faults.extend(untold(&files, &[mutation]));
        }
        // Two faults at once, in different items of one file.
        let step = 7;
        for (a, b) in all.iter().zip(all.iter().skip(step)).step_by(3) {
            let is_apart = a.file == b.file && a.item != b.item && a.at != b.at;
            let is_local = |m: &Mutation| !matches!(m.class, "cycle" | "duplicate");
            if is_apart && is_local(a) && is_local(b) {
                *classes.entry("two at once").or_default() += 1;
                faults.extend(untold(&files, &[a, b]));
            }
        }
    }
    let count: usize = classes.values().sum();
    assert!(count >= 200, "only {count} mutations: {classes:?}");
    assert!(classes.len() >= 11, "{classes:?}");
    let shown: Vec<_> = faults.iter().take(25).cloned().collect();
    assert!(faults.is_empty(), "{} of {count} faults: {classes:?}\n{}", faults.len(), shown.join("\n"));
}
