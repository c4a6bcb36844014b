//! Where a finding stands: symbolically (item and field) or, for faults of syntax, in the text itself.

use std::fmt;

/// A text that was read: an index into the sources of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A range of bytes in a text, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the range `start..end` of byte offsets.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end) }
    }

    /// Returns the range for slicing the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The item that a finding is about: the `index`-th item of a kind in a program, in the order of loading.
///
/// Items are named by position, not by id, because an id may be missing, wrong or used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Index of the program in the workspace; [`Subject::WORKSPACE`] for `epm.yaml`, `org.yaml` and the like.
    pub program: u32,
    /// The key of the kind, such as `milestone`.
    pub kind: &'static str,
    /// Index among the items of that kind in that program.
    pub index: u32,
}

impl Subject {
    /// The program index of what belongs to the workspace as a whole.
    pub const WORKSPACE: u32 = u32::MAX;
}

/// One step from an item to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key of a mapping.
    Key(String),
    /// A position in a list, from 0.
    Index(usize),
}

/// The way from an item to one of its fields: `depends_on[1].id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// Returns the path that stays at the item itself.
    pub fn item() -> Path {
        Path(Vec::new())
    }

    /// Returns this path with one more key.
    pub fn key(mut self, key: impl Into<String>) -> Path {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// Returns this path with one more position in a list.
    pub fn index(mut self, index: usize) -> Path {
        self.0.push(Segment::Index(index));
        self
    }

    /// Returns the first key: the field of the item.
    pub fn field(&self) -> Option<&str> {
        self.0.iter().find_map(|s| match s {
            Segment::Key(k) => Some(k.as_str()),
            Segment::Index(_) => None,
        })
    }
}

/// Reads `depends_on[1].id` (written by us, so it never fails: unknown shapes become keys).
impl From<&str> for Path {
    fn from(text: &str) -> Path {
        let mut path = Path::item();
        for part in text.split('.').filter(|p| !p.is_empty()) {
            let mut rest = part;
            if let Some(open) = rest.find('[') {
                if open > 0 {
                    path = path.key(&rest[..open]);
                }
                rest = &rest[open..];
                while let Some(close) = rest.find(']') {
                    if let Ok(n) = rest[1..close].parse() {
                        path = path.index(n);
                    }
                    rest = &rest[close + 1..];
                }
            } else {
                path = path.key(rest);
            }
        }
        path
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if n == 0 => write!(f, "{key}")?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Which side of `key: value` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A range of a text: faults of syntax, and places inside prose.
    Text(SourceId, Span),
    /// A field of an item. A field that is not there resolves to the item's first line.
    Field(Subject, Path, Part),
    /// A whole file by its workspace-relative path: it could not be read, or is missing.
    File(String),
}

impl Place {
    /// Returns the value of a field: `Place::field(subject, "depends_on[1].id")`.
    pub fn field(subject: Subject, path: impl Into<Path>) -> Place {
        Place::Field(subject, path.into(), Part::Value)
    }

    /// Returns the key of a field, for findings about the key itself.
    pub fn key(subject: Subject, path: impl Into<Path>) -> Place {
        Place::Field(subject, path.into(), Part::Key)
    }

    /// Returns the first line of an item.
    pub fn item(subject: Subject) -> Place {
        Place::Field(subject, Path::item(), Part::Key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back_as_it_prints() {
        for text in ["owner", "depends_on[1].id", "[2].title", "steps[0].verify[3]"] {
            assert_eq!(Path::from(text).to_string(), text);
        }
        assert_eq!(Path::from("depends_on[1].id").field(), Some("depends_on"));
    }
}
