//! What a person calls a revision: `HEAD~2`, `v1.0`, `3f2c91a`, `main`. The text is data, whatever it holds.

use std::path::Path;

use git2::ErrorCode;
use git2::ObjectType;

use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;
use crate::source::git::tags;

/// The longest name of a revision.
const MAX_REVISION: usize = 250;

/// The most steps back that a revision may take.
const MAX_STEPS: usize = 1_000_000;

impl Repository {
    /// Finds the commit that a revision means. The name of a baseline wins over a branch of that name; searches such as
    /// `:/text` are refused, because they run patterns over the whole history.
    pub fn resolve(&self, revision: &str) -> Result<ObjectId, GitError> {
        let fault =
            |help: &str| GitError::NoRevision { revision: revision.to_owned(), help: help.to_owned() };
        let is_odd = |c: char| c.is_control() || c == ':' || c == '*' || c == '?' || c == '\\';
        if revision.is_empty() || revision.len() > MAX_REVISION || revision.contains(is_odd) {
            return Err(fault(
                "name a branch, a tag, a baseline or a commit, such as `main`, `q4` or `HEAD~3`",
            ));
        }
        let (base, steps) = revision.split_at(steps_at(revision));
        let mut commit = self.named(base, revision)?;
        for step in parse_steps(steps)
            .ok_or_else(|| fault("write `~3` for three back, `^2` for the second parent"))?
        {
            commit = self.step(commit, step, revision)?;
        }
        Ok(commit)
    }

    fn named(&self, base: &str, revision: &str) -> Result<ObjectId, GitError> {
        let base = if base.is_empty() || base == "@" { "HEAD" } else { base };
        let tag = format!("refs/tags/{}{base}", tags::PREFIX);
        let inner = self.lock();
        let found = match inner.find_reference(&tag) {
            Ok(reference) => reference.peel(ObjectType::Commit),
            Err(_) => inner.revparse_single(base).and_then(|object| object.peel(ObjectType::Commit)),
        };
        found.map(|object| ObjectId(object.id())).map_err(|error| {
            let help = match error.code() {
                ErrorCode::Ambiguous => "several commits begin so: give more digits".to_owned(),
                ErrorCode::UnbornBranch => "nothing is committed yet: `git commit` first".to_owned(),
                _ if self.is_shallow() => {
                    "the clone is shallow: `git fetch --unshallow` fetches the rest, `git fetch --tags` the tags"
                        .to_owned()
                }
                _ if base == "HEAD" => "nothing is committed yet: `git commit` first".to_owned(),
                _ => nearest(&inner, base),
            };
            GitError::NoRevision { revision: revision.to_owned(), help }
        })
    }

    fn step(&self, from: ObjectId, step: Step, revision: &str) -> Result<ObjectId, GitError> {
        let (count, nth) = match step {
            Step::Back(count) => (count, 1),
            Step::Parent(0) => return Ok(from),
            Step::Parent(nth) => (1, nth),
        };
        let mut at = from;
        for _ in 0..count {
            let parents = self.commit(at)?.parents;
            let Some(parent) = parents.get(nth - 1) else {
                let help = format!("{} has no parent number {nth}", at.short());
                return Err(GitError::NoRevision { revision: revision.to_owned(), help });
            };
            if self.is_shallow() && self.commit(*parent).is_err() {
                return Err(GitError::Shallow { revision: revision.to_owned() });
            }
            at = *parent;
        }
        Ok(at)
    }

    /// Returns the path of a folder from the repository's, with `/`; `None` outside of it.
    pub fn path_of(&self, folder: &Path) -> Option<String> {
        let full = std::fs::canonicalize(folder).ok()?;
        let inside = full.strip_prefix(self.folder()).ok()?;
        Some(inside.to_string_lossy().replace('\\', "/"))
    }
}

fn nearest(inner: &git2::Repository, base: &str) -> String {
    let mut known = Vec::new();
    for reference in inner.references().into_iter().flatten().flatten() {
        let name = reference.shorthand().unwrap_or_default();
        known.push(name.strip_prefix(tags::PREFIX).unwrap_or(name).to_owned());
    }
    known.sort();
    crate::diag::did_you_mean(base, known.iter().map(String::as_str))
        .unwrap_or_else(|| "`git branch -a` and `git tag` list what there is".to_owned())
}

/// A step from a commit to one before it.
enum Step {
    /// So many first parents.
    Back(usize),
    /// The parent of that number.
    Parent(usize),
}

/// Returns where the steps begin.
fn steps_at(revision: &str) -> usize {
    revision.find(['~', '^']).unwrap_or(revision.len())
}

fn parse_steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        rest = &rest[1..];
        let peeled = ["{commit}", "{}"].iter().find_map(|word| rest.strip_prefix(word));
        if let Some(after) = peeled.filter(|_| sign == '^') {
            rest = after;
            continue;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = if digits == 0 { 1 } else { rest[..digits].parse().ok().filter(|n| *n <= MAX_STEPS)? };
        rest = &rest[digits..];
        steps.push(match sign {
            '~' => Step::Back(number),
            '^' => Step::Parent(number),
            _ => return None,
        });
    }
    Some(steps)
}
