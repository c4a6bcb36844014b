//! The history of `examples/identity-migration`, told backwards: the files of today, and `steps.txt`, which says of each
//! commit what it changed. Taking the changes back one by one gives the files of every commit.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use git2::Oid;
use git2::Repository;
use git2::Signature;
use git2::Time;

type Files = BTreeMap<String, String>;

/// A commit of the story.
struct Step {
    /// Seconds since 1970.
    at: i64,
    author: String,
    subject: String,
    /// It comes in by a merge.
    is_merged: bool,
    /// What it changed.
    changes: Vec<Change>,
    /// Baselines that are named after it: name and reason.
    tags: Vec<(String, String)>,
}

/// What a commit changed in a file.
enum Change {
    /// The file is new.
    New(String),
    /// An item of a list is new: file and id.
    Item(String, String),
    /// A field of an item (`.` is the whole file) was another one, or was not there.
    Field { file: String, item: String, field: String, before: Option<String>, after: String },
    /// An entry of a list inside an item is new.
    Entry { file: String, item: String, entry: String },
    /// Comments are new.
    Comments(String),
}

/// Builds the repository in a folder that is not there yet, or is empty; returns the number of commits.
pub(crate) fn build(project: &Path, target: &Path) -> Result<usize, String> {
    let example = project.join("examples/identity-migration");
    let script = project.join("examples/identity-migration-history/steps.txt");
    let script = fs::read_to_string(&script).map_err(|e| format!("{}: {e}", script.display()))?;
    let steps = parse(&script)?;
    let mut files = Files::new();
    read(&example, "", &mut files)?;
    let mut states = vec![files.clone()];
    for (n, step) in steps.iter().enumerate().skip(1).rev() {
        for change in step.changes.iter().rev() {
            undo(&mut files, change).map_err(|e| format!("step {n} \"{}\": {e}", step.subject))?;
        }
        states.push(files.clone());
    }
    states.reverse();
    write(target, &steps, &states).map_err(|e| e.message().to_owned())
}

/// Says what was built, and what to try next.
pub fn built(target: &str, commits: usize) -> String {
    format!("{target}: {commits} commits; try `epm -C {target} diff q4`")
}

fn read(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let entry = entry.map_err(|e| e.to_string())?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{path}/"), files)?;
        } else {
            let text = fs::read_to_string(entry.path()).map_err(|e| format!("{path}: {e}"))?;
            files.insert(path, text.replace("\r\n", "\n"));
        }
    }
    Ok(())
}

/// Reads the script. A line with a date begins a commit; the lines below it say what it changed.
fn parse(script: &str) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    for line in script.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if !line.starts_with(' ') {
            steps.push(head(line).ok_or_else(|| format!("cannot read `{line}`"))?);
            continue;
        }
        let step = steps.last_mut().ok_or("the script begins with a change")?;
        let bad = || format!("cannot read `{line}`");
        let (word, rest) = line.trim().split_once(' ').ok_or_else(bad)?;
        let program = |file: &str| match file {
            file if file.starts_with('/') => file[1..].to_owned(),
            file => format!("programs/identity-migration/{file}"),
        };
        match word {
            "tag" => {
                let (name, why) = rest.split_once(' ').ok_or_else(bad)?;
                step.tags.push((name.to_owned(), why.to_owned()));
            }
            "new" => step.changes.push(Change::New(program(rest))),
            "comments" => step.changes.push(Change::Comments(program(rest))),
            "item" => {
                let (file, id) = rest.split_once(' ').ok_or_else(bad)?;
                step.changes.push(Change::Item(program(file), id.to_owned()));
            }
            "entry" => {
                let mut words = rest.splitn(3, ' ');
                let mut next = || words.next().map(str::to_owned).ok_or_else(bad);
                let (file, item, entry) = (program(&next()?), next()?, next()?);
                step.changes.push(Change::Entry { file, item, entry });
            }
            "set" => {
                let (place, values) = rest.split_once(": ").ok_or_else(bad)?;
                let (before, after) = values.split_once(" -> ").ok_or_else(bad)?;
                let mut words = place.splitn(3, ' ');
                let mut next = || words.next().map(str::to_owned).ok_or_else(bad);
                let (file, item, field) = (program(&next()?), next()?, next()?);
                let before = Some(before.to_owned()).filter(|before| before != "-");
                step.changes.push(Change::Field { file, item, field, before, after: after.to_owned() });
            }
            _ => return Err(bad()),
        }
    }
    Ok(steps)
}

/// Reads `2026-09-14 09:30 maria Subject`, with `merge` before the subject for one that comes in by a merge.
fn head(line: &str) -> Option<Step> {
    let mut words = line.splitn(4, ' ');
    let (day, time, author, subject) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let civil: jiff::civil::DateTime = format!("{day}T{time}").parse().ok()?;
    let at = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    let merged = subject.strip_prefix("merge ");
    Some(Step {
        at,
        author: author.to_owned(),
        subject: merged.unwrap_or(subject).to_owned(),
        is_merged: merged.is_some(),
        changes: Vec::new(),
        tags: Vec::new(),
    })
}

fn undo(files: &mut Files, change: &Change) -> Result<(), String> {
    let text_of =
        |files: &Files, file: &str| files.get(file).cloned().ok_or_else(|| format!("no file `{file}`"));
    match change {
        Change::New(file) => {
            files.remove(file).ok_or_else(|| format!("no file `{file}`"))?;
        }
        Change::Comments(file) => {
            let text = text_of(files, file)?;
            let kept: Vec<&str> =
                text.lines().filter(|line| !line.trim_start().starts_with("# ---")).collect();
            files.insert(file.clone(), kept.join("\n") + "\n");
        }
        Change::Item(file, id) => {
            let text = text_of(files, file)?;
            let mut lines: Vec<&str> = text.lines().collect();
            let (from, to) = block(&lines, id)?;
            lines.drain(from..to);
            files.insert(file.clone(), lines.join("\n") + "\n");
        }
        Change::Entry { file, item, entry } => {
            let text = text_of(files, file)?;
            let mut lines: Vec<&str> = text.lines().collect();
            let (from, to) = block(&lines, item)?;
            let wanted = format!("- {entry}");
            let at = (from..to).find(|n| lines[*n].trim() == wanted);
            lines.remove(at.ok_or_else(|| format!("no entry `{entry}` in `{item}` of `{file}`"))?);
            files.insert(file.clone(), lines.join("\n") + "\n");
        }
        Change::Field { file, item, field, before, after } => {
            let text = text_of(files, file)?;
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let borrowed: Vec<&str> = text.lines().collect();
            let (from, to) = block(&borrowed, item)?;
            let is_it = |line: &str| {
                line.trim_start().strip_prefix(field.as_str()).is_some_and(|r| r.starts_with(':'))
            };
            let at = (from..to).find(|n| is_it(&lines[*n]));
            let at = at.ok_or_else(|| format!("no field `{field}` in `{item}` of `{file}`"))?;
            let indent = lines[at].len() - lines[at].trim_start().len();
            let value = lines[at].trim_start()[field.len() + 1..].trim().to_owned();
            if after != "..." && value != *after {
                return Err(format!("`{field}` of `{item}` is `{value}`, not `{after}`"));
            }
            match before {
                Some(before) => lines[at] = format!("{}{field}: {before}", " ".repeat(indent)),
                None => {
                    let deeper = |line: &String| line.len() - line.trim_start().len() > indent;
                    let end = (at + 1..to).find(|n| !deeper(&lines[*n])).unwrap_or(to);
                    lines.drain(at..end);
                }
            }
            files.insert(file.clone(), lines.join("\n") + "\n");
        }
    }
    Ok(())
}

/// Returns the lines of an item of a list; of `.`, all.
fn block(lines: &[&str], id: &str) -> Result<(usize, usize), String> {
    if id == "." {
        return Ok((0, lines.len()));
    }
    let wanted = format!("  - id: {id}");
    let from = lines.iter().position(|line| *line == wanted).ok_or_else(|| format!("no item `{id}`"))?;
    let is_end = |line: &str| line.starts_with("  - id: ") || line.starts_with("  # ");
    let to = lines[from + 1..].iter().position(|line| is_end(line)).map_or(lines.len(), |n| from + 1 + n);
    Ok((from, to))
}

fn write(target: &Path, steps: &[Step], states: &[Files]) -> Result<usize, git2::Error> {
    let mut options = git2::RepositoryInitOptions::new();
    options.initial_head("main").external_template(false).no_reinit(true);
    let git = Repository::init_opts(target, &options)?;
    let mut tip: Option<Oid> = None;
    let mut count = 0;
    for (step, files) in steps.iter().zip(states) {
        let tree = git.find_tree(tree(&git, files)?)?;
        let parent = tip.map(|id| git.find_commit(id)).transpose()?;
        let parents: Vec<_> = parent.iter().collect();
        let author = person(&step.author, step.at)?;
        let mut id = git.commit(None, &author, &author, &step.subject, &tree, &parents)?;
        count += 1;
        if let (true, Some(parent)) = (step.is_merged, &parent) {
            let side = git.find_commit(id)?;
            let merger = person("tomas", step.at + 3600)?;
            let subject = format!("Merge: {}", step.subject);
            id = git.commit(None, &merger, &merger, &subject, &tree, &[parent, &side])?;
            count += 1;
        }
        for (name, why) in &step.tags {
            let object = git.find_object(id, None)?;
            git.tag(&format!("epm/baseline/{name}"), &object, &person("tomas", step.at + 7200)?, why, false)?;
        }
        tip = Some(id);
    }
    if let Some(tip) = tip {
        git.reference("refs/heads/main", tip, true, "the story")?;
    }
    // Whoever plays with the repository acts as the program manager.
    let mut config = git.config()?;
    config.set_str("user.name", "Tomas Novak")?;
    config.set_str("user.email", "tomas.novak@kestrel.example")?;
    git.checkout_head(Some(git2::build::CheckoutBuilder::new().force()))?;
    Ok(count)
}

fn person(id: &str, at: i64) -> Result<Signature<'static>, git2::Error> {
    let name: &str = match id {
        "tomas" => "Tomas Novak",
        "maria" => "Maria Keller",
        "jonas" => "Jonas Brandt",
        "nina" => "Nina Vogel",
        "rosa" => "Rosa Delgado",
        "sofia" => "Sofia Marchetti",
        "kenji" => "Kenji Watanabe",
        "ingrid" => "Ingrid Solheim",
        "grace" => "Grace Okafor",
        "omar" => "Omar Rahimi",
        "erik" => "Erik Lund",
        "priya" => "Priya Raman",
        "clara" => "Clara Nowak",
        other => other,
    };
    let mail = format!("{}@kestrel.example", name.to_lowercase().replace(' ', "."));
    Signature::new(name, &mail, &Time::new(at, 0))
}

fn tree(git: &Repository, files: &Files) -> Result<Oid, git2::Error> {
    let mut builder = git.treebuilder(None)?;
    let mut folders: BTreeMap<&str, Files> = BTreeMap::new();
    for (path, text) in files {
        match path.split_once('/') {
            Some((folder, rest)) => {
                folders.entry(folder).or_default().insert(rest.to_owned(), text.clone());
            }
            None => {
                builder.insert(path, git.blob(text.as_bytes())?, 0o100_644)?;
            }
        }
    }
    for (folder, files) in folders {
        builder.insert(folder, tree(git, &files)?, 0o040_000)?;
    }
    builder.write()
}
