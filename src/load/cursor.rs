//! The model's [`Input`] over the spanned tree: where decoding meets bytes.

use std::borrow::Cow;
use std::cell::RefCell;

use crate::diag::Span;
use crate::load::tree::Node;
use crate::load::tree::NodeForm;
use crate::model::Fault;
use crate::model::Form;
use crate::model::Input;

/// A fault of a value or key, with its bytes and what stood there.
#[derive(Clone, Debug)]
pub(crate) struct ShapeFault {
    /// What is wrong.
    pub(crate) fault: Fault,
    /// Where.
    pub(crate) span: Span,
    /// The key it stands at, if any.
    pub(crate) key: Option<String>,
    /// The text that stood there; a word for lists and mappings.
    pub(crate) found: Found,
    /// The field of the item that it belongs to.
    pub(crate) field: Option<String>,
    /// The record allows foreign keys.
    pub(crate) is_foreign: bool,
}

/// What stood at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing.
    Nothing,
    /// A scalar with this text.
    Text(String),
    /// A list.
    List,
    /// A mapping.
    Map,
}

/// What decoding an item brought to light.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    /// The faults, in the order of decoding.
    pub(crate) faults: RefCell<Vec<ShapeFault>>,
    /// The nodes of list entries that were left out, so that positions in the typed list lead to the right node.
    pub(crate) left_out: RefCell<Vec<u32>>,
}

/// A place in a tree that values are decoded from.
pub(crate) struct Cursor<'a> {
    node: Node<'a>,
    key: Option<Node<'a>>,
    field: Option<&'a str>,
    is_foreign: bool,
    is_item: bool,
    reports: &'a Reports,
}

impl<'a> Cursor<'a> {
    /// Begins at an item. With `is_foreign`, unknown keys are kept and noted.
    pub(crate) fn at_item(node: Node<'a>, is_foreign: bool, reports: &'a Reports) -> Cursor<'a> {
        Cursor { node, key: None, field: None, is_foreign, is_item: true, reports }
    }

    /// Returns the words of `{accepted}` or `{Ann, Bob}` in the record of another tool: what is left of a template,
    /// which YAML reads as keys without values.
    fn braces(&self) -> Option<Vec<Node<'a>>> {
        if !self.is_foreign || self.is_item || self.node.form() != NodeForm::Map {
            return None;
        }
        let words: Vec<_> = self.node.entries().map(|(key, value)| (key, value.is_null())).collect();
        let is_bare = words.iter().all(|(_, is_bare)| *is_bare);
        is_bare.then(|| words.into_iter().map(|(key, _)| key).collect())
    }

    /// Tells whether words in braces are the template's own: a menu, or what to write there.
    fn is_instruction(words: &[Node<'_>]) -> bool {
        words.iter().any(|w| {
            w.scalar().contains('|') || w.scalar().starts_with("list ") || w.scalar().contains("YYYY")
        })
    }

    fn tell_braces(&self) {
        if let Some(words) = self.braces() {
            let text = words.iter().map(|w| w.scalar().into_owned()).collect::<Vec<_>>().join(", ");
            self.push(Fault::Leftover { text, is_menu: Self::is_instruction(&words) }, self.node);
        }
    }

    fn push(&self, fault: Fault, node: Node<'_>) {
        let found = match node.form() {
            NodeForm::List => Found::List,
            NodeForm::Map => Found::Map,
            _ if node.is_null() => Found::Nothing,
            _ => Found::Text(node.scalar().into_owned()),
        };
        // A missing field is shown at the record's first line, a bad list or mapping at its first line too.
        self.reports.faults.borrow_mut().push(ShapeFault {
            fault,
            span: node.span(),
            key: self.key.map(|k| k.scalar().into_owned()),
            found,
            field: self.field.map(str::to_owned),
            is_foreign: self.is_foreign,
        });
    }
}

impl Input for Cursor<'_> {
    fn form(&self) -> Form {
        if let Some(words) = self.braces() {
            return match words.len() {
                _ if Self::is_instruction(&words) => Form::Null,
                1 => Form::Scalar,
                _ => Form::List,
            };
        }
        match self.node.form() {
            NodeForm::List => Form::List,
            NodeForm::Map => Form::Map,
            _ if self.node.is_null() => Form::Null,
            _ => Form::Scalar,
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self.braces().as_deref() {
            Some([word]) => Cow::Owned(word.scalar().into_owned()),
            _ => self.node.scalar(),
        }
    }

    fn is_plain(&self) -> bool {
        self.node.form() == NodeForm::Plain
    }

    fn fault(&mut self, fault: Fault) {
        // An empty value has no bytes of its own: its key does.
        let node = if self.form() == Form::Null { self.key.unwrap_or(self.node) } else { self.node };
        self.push(fault, node);
    }

    fn fault_key(&mut self, fault: Fault) {
        self.push(fault, self.key.unwrap_or(self.node));
    }

    fn leave_out(&mut self) {
        self.reports.left_out.borrow_mut().push(self.node.at());
    }

    fn each(&mut self, f: &mut dyn FnMut(&mut dyn Input)) {
        for node in self.braces().into_iter().flatten() {
            f(&mut Cursor { node, is_item: false, ..*self });
        }
        for node in self.node.items() {
            let mut item = Cursor { node, is_item: false, ..*self };
            f(&mut item);
        }
    }

    fn entries(&mut self, f: &mut dyn FnMut(&str, &mut dyn Input)) {
        for (key, node) in self.node.entries() {
            let name = key.scalar();
            // Only the top level of an item names the field; what is deeper belongs to the same one.
            let field = match (self.is_item, &name) {
                (true, Cow::Borrowed(name)) => Some(*name),
                _ => self.field,
            };
            let mut value = Cursor { node, key: Some(key), field, is_item: false, ..*self };
            value.tell_braces();
            f(&name, &mut value);
        }
    }

    fn is_foreign(&self) -> bool {
        self.is_foreign && self.is_item
    }
}
