//! The table from item and field to bytes.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::diag::Part;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Resolved;
use crate::diag::ResolvedPlace;
use crate::diag::Segment;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::diag::Subject;
use crate::load::series::RowHome;
use crate::load::tree::Node;
use crate::load::tree::SpannedTree;
use crate::source::Source;
use crate::source::Sources;

/// Where an item stands.
#[derive(Clone, Debug)]
pub(crate) struct ItemHome {
    /// The text.
    pub(crate) source: SourceId,
    /// The item's node in the text's tree, when it has one.
    pub(crate) node: Option<u32>,
    /// Fields that stand outside the tree: the heading and sections of a Markdown record.
    pub(crate) fields: BTreeMap<String, Span>,
    /// Where the item begins.
    pub(crate) start: Span,
    /// The nodes of list entries that were left out because of a fault.
    pub(crate) left_out: Box<[u32]>,
}

impl ItemHome {
    /// Returns the home of an item without a node, that begins at `start`.
    pub(crate) fn at(source: SourceId, start: Span) -> ItemHome {
        ItemHome { source, node: None, fields: BTreeMap::new(), start, left_out: Box::default() }
    }

    /// Returns the bytes of an entry of a list, or of one of its fields, that stands in the body of a Markdown file.
    fn in_body(&self, path: &Path) -> Option<Span> {
        let depth = (2..=path.0.len()).rev().filter(|_| !self.fields.is_empty());
        let at = |depth: usize| self.fields.get(&Path(path.0[..depth].to_vec()).to_string()).copied();
        depth.into_iter().find_map(at)
    }
}

/// Where the observations of a metric stand that come from a series, a row each.
#[derive(Clone, Debug)]
pub(crate) struct SeriesHome {
    pub(crate) source: SourceId,
    /// The position of the first of them among the metric's observations.
    pub(crate) first: usize,
    pub(crate) rows: Vec<RowHome>,
}

impl SeriesHome {
    /// Returns the bytes of `observations[n]` or one of its fields.
    fn span(&self, path: &Path) -> Option<(SourceId, Span)> {
        let [Segment::Key(list), Segment::Index(n), field @ ..] = path.0.as_slice() else { return None };
        let row = self.rows.get(n.checked_sub(self.first)?).filter(|_| list == "observations")?;
        let cell = field.first().and_then(|field| match field {
            Segment::Key(key) => row.cells.iter().find(|(name, _)| name == key),
            Segment::Index(_) => None,
        });
        Some((self.source, cell.map_or(row.span, |(_, span)| *span)))
    }
}

/// Where every item and field stands.
#[derive(Debug, Default)]
pub struct Places {
    pub(crate) trees: BTreeMap<SourceId, SpannedTree>,
    pub(crate) items: BTreeMap<Subject, ItemHome>,
    /// Where the observations of metrics stand that have a series.
    pub(crate) series: BTreeMap<Subject, SeriesHome>,
    /// Fields that were left out because of a fault.
    pub(crate) broken: BTreeSet<(Subject, String)>,
}

impl Places {
    /// Tells whether a field was given with a fault, so that "missing" would be wrong.
    pub fn is_broken(&self, subject: Subject, field: &str) -> bool {
        self.broken.contains(&(subject, field.to_owned()))
    }

    /// Returns the text that an item stands in.
    pub fn source_of(&self, subject: Subject) -> Option<SourceId> {
        self.items.get(&subject).map(|home| home.source)
    }

    /// Returns every field that was given with a fault.
    pub fn broken(&self) -> &BTreeSet<(Subject, String)> {
        &self.broken
    }

    /// Returns every item with the text it stands in.
    pub fn homes(&self) -> impl Iterator<Item = (Subject, SourceId)> {
        self.items.iter().map(|(subject, home)| (*subject, home.source))
    }

    /// Returns the bytes of a place, if it lies in a text that was read.
    pub fn span(&self, sources: &Sources, place: &Place) -> Option<(SourceId, Span)> {
        match place {
            Place::Text(source, span) => Some((*source, *span)),
            Place::File(_) => None,
            Place::Field(subject, path, part) => {
                if let Some((id, span)) = self.series.get(subject).and_then(|series| series.span(path)) {
                    return Some((id, trim(sources.get(id), span)));
                }
                let home = self.items.get(subject)?;
                let source = sources.get(home.source);
                let tree = self.trees.get(&home.source);
                let root = home.node.and_then(|at| tree.map(|t| t.node(&source.text, at)));
                let in_tree = root.and_then(|node| walk(node, path, *part, &home.left_out));
                let outside = || path.field().and_then(|field| home.fields.get(field)).copied();
                let span = home
                    .in_body(path)
                    .or(in_tree)
                    .or_else(outside)
                    .unwrap_or_else(|| first_line(source, home.start));
                Some((home.source, trim(source, span)))
            }
        }
    }

    /// Returns all bytes of a field's value: also the lines below its first, and for what a Markdown body says, everything
    /// from its heading on.
    pub(crate) fn whole(&self, text: &str, subject: Subject, path: &Path) -> Option<Span> {
        let home = self.items.get(&subject)?;
        let root = home.node.zip(self.trees.get(&home.source)).map(|(at, tree)| tree.node(text, at));
        let in_tree = root.and_then(|node| walk(node, path, Part::Value, &home.left_out));
        let below = |span: &Span| Span::new(span.start as usize, text.len());
        let in_body = home.in_body(path).or(in_tree);
        in_body.or_else(|| path.field().and_then(|field| home.fields.get(field)).map(below))
    }

    /// Tells whether a field of an item stands in the body of a Markdown file.
    pub fn is_in_body(&self, subject: Subject, field: &str) -> bool {
        self.items.get(&subject).is_some_and(|home| home.fields.contains_key(field))
    }

    /// Returns the ids of the list entries of an item that were left out; `None` when one of them has no id.
    pub(crate) fn left_out_ids(&self, subject: Subject, text: &str) -> Option<Vec<String>> {
        let Some(home) = self.items.get(&subject) else { return Some(Vec::new()) };
        let Some(tree) = self.trees.get(&home.source) else { return Some(Vec::new()) };
        let id = |at: &u32| tree.node(text, *at).get("id").map(|id| id.scalar().into_owned());
        home.left_out.iter().map(id).collect()
    }

    /// Tells whether an item has a file of its own.
    pub fn is_whole_file(&self, subject: Subject) -> bool {
        self.items.get(&subject).is_some_and(|home| home.node.is_none_or(|node| node == 0))
    }

    /// Returns the file, line and column of a place.
    pub fn resolve(&self, sources: &Sources, place: &Place) -> ResolvedPlace {
        let Some((id, span)) = self.span(sources, place) else {
            let file = if let Place::File(path) = place { path.clone() } else { String::new() };
            return ResolvedPlace { file, line: 1, column: 1, end_line: 1, end_column: 1, text: None };
        };
        let source = sources.get(id);
        let (line, column) = source.lines.line_column(&source.text, span.start);
        let (end_line, end_column) = source.lines.line_column(&source.text, span.end);
        ResolvedPlace {
            file: source.path.clone(),
            line,
            column,
            end_line,
            end_column,
            text: Some((id, span)),
        }
    }

    /// Resolves a finding with all its places.
    pub fn resolve_finding(&self, sources: &Sources, finding: crate::diag::Finding) -> Resolved {
        let place = self.resolve(sources, &finding.place);
        let related =
            finding.related.iter().map(|(p, what)| (self.resolve(sources, p), what.clone())).collect();
        Resolved { finding, place, related }
    }
}

/// Walks a path; returns `None` when its first step is not there, and the deepest node that is there otherwise.
/// Entries in `left_out` do not count as positions of a list.
pub(crate) fn walk(root: Node<'_>, path: &Path, part: Part, left_out: &[u32]) -> Option<Span> {
    let mut node = root;
    let mut key = None;
    for (depth, segment) in path.0.iter().enumerate() {
        let next = match segment {
            Segment::Key(name) => node.entry(name).map(|(k, v)| (Some(k), v)),
            // A single value may stand where a list may stand.
            Segment::Index(n) => {
                node.items().filter(|v| !left_out.contains(&v.at())).nth(*n).map(|v| (None, v))
            }
        };
        match next {
            Some((k, v)) => {
                key = k.or(key);
                node = v;
            }
            None if depth == 0 => return None,
            None => break,
        }
    }
    if path.0.is_empty() {
        return None;
    }
    match (part, key) {
        (Part::Key, Some(key)) => Some(key.span()),
        // An empty value has no bytes of its own.
        (Part::Value, Some(key)) if node.span().start == node.span().end => Some(key.span()),
        _ => Some(node.span()),
    }
}

/// Returns the first line of an item, from where it begins.
fn first_line(source: &Source, start: Span) -> Span {
    let (line, _) = source.lines.line_column(&source.text, start.start);
    let range = source.lines.line_range(&source.text, line);
    Span::new(start.start as usize, range.end.max(start.start as usize))
}

/// Shortens a span of several lines to its first line, without white space at its end.
fn trim(source: &Source, span: Span) -> Span {
    let text = source.text.get(span.range()).unwrap_or_default();
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    Span::new(span.start as usize, span.start as usize + line.trim_end().len())
}
