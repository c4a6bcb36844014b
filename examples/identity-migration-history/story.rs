//! The history of `examples/identity-migration`, told backwards: the files of today, and `steps.txt`, which says of each
//! commit what it changed. Taking the changes back one by one gives the files of every commit.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use git2::Oid;
use git2::Repository;
use git2::Signature;
use git2::Time;

use script::Step;

#[path = "edits.rs"]
mod edits;
#[path = "script.rs"]
mod script;

/// Texts by path.
type Files = BTreeMap<String, String>;

/// Builds the repository in a folder that is not there yet, or is empty; returns the number of commits.
pub(crate) fn build(project: &Path, target: &Path) -> Result<usize, String> {
    let example = project.join("examples/identity-migration");
    let script = project.join("examples/identity-migration-history/steps.txt");
    let script = fs::read_to_string(&script).map_err(|e| format!("{}: {e}", script.display()))?;
    let steps = script::parse(&script)?;
    let mut files = Files::new();
    read(&example, "", &mut files)?;
    let mut states = vec![files.clone()];
    for (n, step) in steps.iter().enumerate().skip(1).rev() {
        for change in step.changes.iter().rev() {
            edits::undo(&mut files, change).map_err(|e| format!("step {n} \"{}\": {e}", step.subject))?;
        }
        states.push(files.clone());
    }
    states.reverse();
    write(target, &steps, &states).map_err(|e| e.message().to_owned())
}

/// Says what was built, and what to try next.
pub(crate) fn built(target: &str, commits: usize) -> String {
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
        "aylin" => "Aylin Demir",
        "felix" => "Felix Otte",
        "priya" => "Priya Raman",
        "dan" => "Dan Whitaker",
        "kenji" => "Kenji Watanabe",
        "rosa" => "Rosa Delgado",
        "omar" => "Omar Rahimi",
        "nina" => "Nina Vogel",
        "erik" => "Erik Lund",
        "grace" => "Grace Okafor",
        "wei" => "Wei Zhang",
        "hannah" => "Hannah Fischer",
        "sofia" => "Sofia Marchetti",
        "clara" => "Clara Nowak",
        "victor" => "Victor Lindqvist",
        "ingrid" => "Ingrid Solheim",
        "ben" => "Ben Carter",
        "leah" => "Leah Stone",
        "arjun" => "Arjun Mehta",
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
