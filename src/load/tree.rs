//! The spanned tree: a YAML text as nodes that know their bytes.
//!
//! One flat arena, 28 bytes a node; a mapping's children are key, value, key, value. Scalars that stand in the text as
//! they read (most of them) are slices of it. Built by [`Builder`], read through [`Node`].

use std::borrow::Cow;

use crate::diag::Span;

/// The form of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeForm {
    /// A scalar without quotes; empty or `~` means null.
    Plain,
    /// A scalar in quotes or a block scalar.
    Quoted,
    /// A list.
    List,
    /// A mapping.
    Map,
}

/// How many bytes of a usual plan make a node.
const BYTES_PER_NODE: usize = 16;

const NONE: u32 = u32::MAX;

/// In place of an index into `cooked`: the scalar reads as it stands between its quotes.
const BETWEEN_QUOTES: u32 = u32::MAX - 1;

#[derive(Clone, Copy, Debug)]
struct Record {
    form: NodeForm,
    span: Span,
    /// Index into `cooked`, for scalars that read differently from how they stand.
    cooked: u32,
    first_child: u32,
    next: u32,
}

/// A tree without its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpannedTree {
    records: Vec<Record>,
    cooked: Vec<String>,
}

/// A node of a tree, with its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    tree: &'a SpannedTree,
    text: &'a str,
    at: u32,
}

impl SpannedTree {
    /// Returns the root node; `None` when the text holds nothing.
    pub(crate) fn root<'a>(&'a self, text: &'a str) -> Option<Node<'a>> {
        (!self.records.is_empty()).then_some(Node { tree: self, text, at: 0 })
    }

    /// Returns the node at a position that [`Node::at`] gave.
    pub(crate) fn node<'a>(&'a self, text: &'a str, at: u32) -> Node<'a> {
        Node { tree: self, text, at }
    }
}

impl<'a> Node<'a> {
    /// Returns the node's position in its tree.
    pub(crate) fn at(&self) -> u32 {
        self.at
    }

    fn record(&self) -> &'a Record {
        &self.tree.records[self.at as usize]
    }

    /// Returns the form.
    pub(crate) fn form(&self) -> NodeForm {
        self.record().form
    }

    /// Tells whether it is a plain empty scalar, `~` or `null`.
    pub(crate) fn is_null(&self) -> bool {
        self.form() == NodeForm::Plain && matches!(self.scalar().as_ref(), "" | "~" | "null")
    }

    /// Returns the bytes it stands at. A list or mapping reaches from its first to its last byte.
    pub(crate) fn span(&self) -> Span {
        self.record().span
    }

    /// Returns the text of a scalar as it reads; empty for lists and mappings.
    pub(crate) fn scalar(&self) -> Cow<'a, str> {
        let record = self.record();
        match record.form {
            NodeForm::List | NodeForm::Map => Cow::Borrowed(""),
            _ if record.cooked < BETWEEN_QUOTES => Cow::Borrowed(&self.tree.cooked[record.cooked as usize]),
            _ => {
                let inset = usize::from(record.cooked == BETWEEN_QUOTES);
                let range = record.span.range();
                Cow::Borrowed(self.text.get(range.start + inset..range.end - inset).unwrap_or_default())
            }
        }
    }

    fn children(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let (tree, text) = (self.tree, self.text);
        let mut at = self.record().first_child;
        std::iter::from_fn(move || {
            if at == NONE {
                return None;
            }
            let node = Node { tree, text, at };
            at = node.record().next;
            Some(node)
        })
    }

    /// Returns the items of a list; nothing for other forms.
    pub(crate) fn items(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let is_list = self.form() == NodeForm::List;
        self.children().filter(move |_| is_list)
    }

    /// Returns keys and values of a mapping; nothing for other forms.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Node<'a>, Node<'a>)> + use<'a> {
        let is_map = self.form() == NodeForm::Map;
        let mut children = self.children();
        std::iter::from_fn(move || if is_map { Some((children.next()?, children.next()?)) } else { None })
    }

    /// Returns key and value of an entry of a mapping.
    pub(crate) fn entry(&self, key: &str) -> Option<(Node<'a>, Node<'a>)> {
        self.entries().find(|(k, _)| k.scalar() == key)
    }

    /// Returns the value at a key of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<Node<'a>> {
        self.entry(key).map(|(_, value)| value)
    }
}

/// Builds a tree from events in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    tree: SpannedTree,
    /// Open lists and mappings: the record, and its last child so far.
    open: Vec<(u32, u32)>,
}

impl Builder {
    /// Returns a builder with room for about the nodes of a text of that many bytes.
    pub(crate) fn for_text(bytes: usize) -> Builder {
        let mut builder = Builder::default();
        builder.tree.records.reserve(bytes / BYTES_PER_NODE);
        builder
    }

    /// Returns the number of nodes so far.
    pub(crate) fn len(&self) -> usize {
        self.tree.records.len()
    }

    fn add(&mut self, form: NodeForm, span: Span, cooked: u32) -> u32 {
        let at = u32::try_from(self.tree.records.len()).unwrap_or(NONE);
        self.tree.records.push(Record { form, span, cooked, first_child: NONE, next: NONE });
        if let Some((parent, last)) = self.open.last_mut() {
            match *last {
                NONE => self.tree.records[*parent as usize].first_child = at,
                last => self.tree.records[last as usize].next = at,
            }
            *last = at;
        }
        at
    }

    /// Adds a scalar. `cooked` is how it reads, when that differs from the text at `span`.
    pub(crate) fn scalar(&mut self, span: Span, is_plain: bool, cooked: Option<String>) {
        let cooked = cooked.map_or(NONE, |text| {
            self.tree.cooked.push(text);
            u32::try_from(self.tree.cooked.len() - 1).unwrap_or(NONE)
        });
        self.add(if is_plain { NodeForm::Plain } else { NodeForm::Quoted }, span, cooked);
    }

    /// Adds a scalar in quotes that reads as it stands between them.
    pub(crate) fn quoted(&mut self, span: Span) {
        self.add(NodeForm::Quoted, span, BETWEEN_QUOTES);
    }

    /// Opens a list or a mapping at a byte.
    pub(crate) fn begin(&mut self, is_map: bool, start: usize) {
        let form = if is_map { NodeForm::Map } else { NodeForm::List };
        let at = self.add(form, Span::new(start, start), NONE);
        self.open.push((at, NONE));
    }

    /// Closes the innermost open list or mapping at a byte.
    pub(crate) fn end(&mut self, end: usize) {
        if let Some((at, _)) = self.open.pop() {
            let record = &mut self.tree.records[at as usize];
            record.span = Span::new(record.span.start as usize, end.max(record.span.start as usize));
        }
    }

    /// Returns how many lists and mappings are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns the finished tree.
    pub(crate) fn finish(self) -> SpannedTree {
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_reads_back_as_it_was_built() {
        let text = "a: 1\nb: [x, 'y']\n";
        let mut b = Builder::for_text(text.len());
        b.begin(true, 0);
        b.scalar(Span::new(0, 1), true, None);
        b.scalar(Span::new(3, 4), true, None);
        b.scalar(Span::new(5, 6), true, None);
        b.begin(false, 8);
        b.scalar(Span::new(9, 10), true, None);
        b.quoted(Span::new(12, 15));
        b.end(16);
        b.end(16);
        let tree = b.finish();
        let root = tree.root(text).unwrap();
        assert_eq!(root.get("a").unwrap().scalar(), "1");
        let items: Vec<_> = root.get("b").unwrap().items().map(|n| n.scalar().into_owned()).collect();
        assert_eq!(items, ["x", "y"]);
        assert_eq!(root.entries().count(), 2);
        assert_eq!(root.get("b").unwrap().span(), Span::new(8, 16));
        assert!(SpannedTree::default().root("").is_none());
    }
}
