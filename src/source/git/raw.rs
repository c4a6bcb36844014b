//! The bytes of commits and trees, read as they were written: what replaces or grafts them plays no part.

use crate::source::git::ObjectId;

/// The longest subject that is kept, in bytes.
const MAX_SUBJECT: usize = 200;

/// A commit as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawCommit {
    pub(crate) tree: ObjectId,
    pub(crate) parents: Vec<ObjectId>,
    pub(crate) author_name: String,
    pub(crate) author_email: String,
    /// The committer's date, in seconds since 1970.
    pub(crate) time: i64,
    pub(crate) subject: String,
}

/// Reads a commit; `None` when it is not one.
pub(crate) fn commit(bytes: &[u8]) -> Option<RawCommit> {
    let mut tree = None;
    let mut parents = Vec::new();
    let mut author = None;
    let mut time = None;
    let mut rest = bytes;
    loop {
        let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if line.is_empty() {
            break;
        }
        let space = line.iter().position(|b| *b == b' ').unwrap_or(line.len());
        let value = line.get(space + 1..).unwrap_or_default();
        match &line[..space] {
            b"tree" if tree.is_none() => tree = Some(id(value)?),
            b"parent" => parents.push(id(value)?),
            b"author" if author.is_none() => author = Some(person(value)),
            b"committer" if time.is_none() => time = Some(person(value).2),
            _ => {}
        }
    }
    let (author_name, author_email, _) = author.unwrap_or_default();
    let subject = String::from_utf8_lossy(rest);
    let subject = subject.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut cut = subject.len().min(MAX_SUBJECT);
    while !subject.is_char_boundary(cut) {
        cut -= 1;
    }
    let subject = subject[..cut].to_owned();
    Some(RawCommit { tree: tree?, parents, author_name, author_email, time: time?, subject })
}

fn id(hex: &[u8]) -> Option<ObjectId> {
    let hex = std::str::from_utf8(hex).ok()?;
    git2::Oid::from_str(hex).ok().filter(|_| hex.len() == 40).map(ObjectId)
}

/// Reads `Name <mail> 1700000000 +0100`. A date that cannot be read is 1970.
fn person(line: &[u8]) -> (String, String, i64) {
    let text = String::from_utf8_lossy(line);
    let (name, rest) = text.split_once('<').unwrap_or((&text, ""));
    let (email, when) = rest.rsplit_once('>').unwrap_or((rest, ""));
    let seconds = when.split_whitespace().next().and_then(|s| s.parse().ok()).unwrap_or(0);
    (name.trim().to_owned(), email.trim().to_owned(), seconds)
}

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Mode {
    Folder,
    File,
    Link,
    Submodule,
}

/// Reads the entries of a tree; `None` when it is not one.
pub(crate) fn tree(bytes: &[u8]) -> Option<Vec<(String, Mode, ObjectId)>> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let space = rest.iter().position(|b| *b == b' ')?;
        let end = space + 1 + rest.get(space + 1..)?.iter().position(|b| *b == 0)?;
        let oid = git2::Oid::from_bytes(rest.get(end + 1..end + 21)?).ok()?;
        let mode = match &rest[..space] {
            b"40000" | b"040000" => Mode::Folder,
            b"120000" => Mode::Link,
            b"160000" => Mode::Submodule,
            _ => Mode::File,
        };
        let name = String::from_utf8_lossy(&rest[space + 1..end]).into_owned();
        out.push((name, mode, ObjectId(oid)));
        rest = &rest[end + 21..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_whatever_its_author_is_called() {
        let text = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\
            author A <b> <a@example.com> 1 +0000\ncommitter C <c@example.com> 1763600000 +0100\n\
            gpgsig x\n tree 0000\n\n\n  subject line\nbody\n";
        let read = commit(text.as_bytes()).unwrap();
        assert_eq!(
            (read.parents.len(), read.time, read.subject.as_str()),
            (1, 1_763_600_000, "subject line")
        );
        assert_eq!((read.author_name.as_str(), read.author_email.as_str()), ("A", "b> <a@example.com"));
        assert_eq!(commit(b"tree 4b82\n\n"), None);
        assert_eq!(commit(b""), None);
    }

    #[test]
    fn a_cut_tree_is_no_tree() {
        assert_eq!(tree(b"100644 a\0short"), None);
        assert_eq!(tree(b"no tree at all"), None);
        assert_eq!(tree(b""), Some(vec![]));
    }
}
