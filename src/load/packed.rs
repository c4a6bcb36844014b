//! Records as bytes, for the cache of history, and back: by the decoder that reads plan files, so that there is no second
//! list of fields. What does not come back as it was is not packed.

use std::borrow::Cow;
use std::cell::Cell;

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::AnyItem;
use crate::model::Fault;
use crate::model::Form;
use crate::model::Input;
use crate::model::KINDS;
use crate::model::Kind;
use crate::model::Shape;
use crate::model::Value;
use crate::source::bytes::Bytes;
use crate::source::bytes::put_bytes;
use crate::source::bytes::put_count;

/// How deep values may lie in each other.
const MAX_DEPTH: usize = 64;

const NULL: u8 = 0;
const PLAIN: u8 = 1;
const QUOTED: u8 = 2;
const LIST: u8 = 3;
const MAP: u8 = 4;

/// Packs an item; `None` when it would not come back as it is.
pub(crate) fn pack_item(item: &AnyItem) -> Option<Vec<u8>> {
    let mut out = vec![kind_number(item.kind())?];
    put(&mut out, &item.fields(), 0)?;
    (unpack_item(&out).as_ref() == Some(item)).then_some(out)
}

/// Reads an item that was packed.
pub(crate) fn unpack_item(bytes: &[u8]) -> Option<AnyItem> {
    let (number, rest) = bytes.split_first()?;
    let kind = KINDS.get(usize::from(*number))?.kind;
    decode(rest, &mut |input| AnyItem::decode(kind, input))
}

/// Packs a record of the workspace; `None` when it would not come back as it is.
pub(crate) fn pack<T: Value + Serialize + PartialEq>(record: &T) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    put(&mut out, &serde_json::to_value(record).ok()?, 0)?;
    (unpack(&out).as_ref() == Some(record)).then_some(out)
}

/// Reads a record of the workspace that was packed.
pub(crate) fn unpack<T: Value>(bytes: &[u8]) -> Option<T> {
    decode(bytes, &mut |input| T::decode(input))
}

/// Returns all that records may hold, as a text: what was packed under another declaration is not read.
pub(crate) fn declaration() -> String {
    let mut out = String::new();
    let mut open: Vec<Shape> = KINDS.iter().map(|meta| Shape::Record(meta.record)).collect();
    let mut known = std::collections::BTreeSet::new();
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Record(meta) if known.insert(meta.name) => {
                out.push_str(meta.name);
                for field in (meta.fields)() {
                    out.push_str(if field.required { "!" } else { "." });
                    out.push_str(field.key);
                    open.push(field.shape);
                }
            }
            Shape::List(inner) | Shape::Map(inner) => open.push(*inner),
            Shape::AnyOf(shapes) => open.extend(shapes),
            Shape::Choice(words) => words.iter().for_each(|(word, _)| out.push_str(word)),
            _ => {}
        }
    }
    out
}

fn kind_number(kind: Kind) -> Option<u8> {
    KINDS.iter().position(|meta| meta.kind == kind).and_then(|n| u8::try_from(n).ok())
}

fn put(out: &mut Vec<u8>, value: &Json, depth: usize) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Json::Null => out.push(NULL),
        Json::Bool(_) | Json::Number(_) => {
            out.push(PLAIN);
            out.extend_from_slice(value.to_string().as_bytes());
        }
        Json::String(text) => {
            out.push(QUOTED);
            out.extend_from_slice(text.as_bytes());
        }
        Json::Array(items) => {
            out.push(LIST);
            put_count(out, items.len());
            for item in items {
                put_inner(out, item, depth)?;
            }
        }
        Json::Object(map) => {
            out.push(MAP);
            put_count(out, map.len());
            for (key, item) in map {
                put_bytes(out, key.as_bytes());
                put_inner(out, item, depth)?;
            }
        }
    }
    Some(())
}

fn put_inner(out: &mut Vec<u8>, value: &Json, depth: usize) -> Option<()> {
    let mut inner = Vec::new();
    put(&mut inner, value, depth + 1)?;
    put_bytes(out, &inner);
    Some(())
}

/// Decodes bytes as a record; `None` when anything is amiss.
fn decode<T>(bytes: &[u8], read: &mut dyn FnMut(&mut dyn Input) -> Option<T>) -> Option<T> {
    let is_amiss = Cell::new(false);
    let mut node = Packed { bytes, depth: 0, is_amiss: &is_amiss };
    read(&mut node).filter(|_| !is_amiss.get())
}

/// A value that was packed.
#[derive(Clone, Copy)]
struct Packed<'b> {
    bytes: &'b [u8],
    depth: usize,
    is_amiss: &'b Cell<bool>,
}

impl<'b> Packed<'b> {
    fn tag(&self) -> u8 {
        self.bytes.first().copied().unwrap_or(NULL)
    }

    fn body(&self) -> Bytes<'b> {
        Bytes::new(self.bytes.get(1..).unwrap_or_default())
    }

    fn inner(&self, bytes: &'b [u8]) -> Packed<'b> {
        if self.depth > MAX_DEPTH {
            self.is_amiss.set(true);
        }
        Packed { bytes, depth: self.depth + 1, is_amiss: self.is_amiss }
    }

    fn each_inner(&self, f: &mut dyn FnMut(Packed<'b>)) -> Option<()> {
        let mut body = self.body();
        for _ in 0..body.count()? {
            let inner = self.inner(body.bytes()?);
            f(inner);
        }
        body.is_empty().then_some(())
    }

    fn each_entry(&self, f: &mut dyn FnMut(&str, Packed<'b>)) -> Option<()> {
        let mut body = self.body();
        for _ in 0..body.count()? {
            let key = body.text()?;
            let inner = self.inner(body.bytes()?);
            f(key, inner);
        }
        body.is_empty().then_some(())
    }
}

impl Input for Packed<'_> {
    fn form(&self) -> Form {
        match self.tag() {
            PLAIN | QUOTED => Form::Scalar,
            LIST if !self.is_amiss.get() => Form::List,
            MAP if !self.is_amiss.get() => Form::Map,
            _ => Form::Null,
        }
    }

    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.body().rest())
    }

    fn is_plain(&self) -> bool {
        self.tag() == PLAIN
    }

    fn fault(&mut self, _: Fault) {
        self.is_amiss.set(true);
    }

    fn fault_key(&mut self, fault: Fault) {
        // Fields that are kept without being known are told when the file is checked.
        if !matches!(fault, Fault::UnknownKey { .. }) {
            self.is_amiss.set(true);
        }
    }

    fn each(&mut self, f: &mut dyn FnMut(&mut dyn Input)) {
        if self.each_inner(&mut |mut inner| f(&mut inner)).is_none() {
            self.is_amiss.set(true);
        }
    }

    fn entries(&mut self, f: &mut dyn FnMut(&str, &mut dyn Input)) {
        if self.each_entry(&mut |key, mut inner| f(key, &mut inner)).is_none() {
            self.is_amiss.set(true);
        }
    }

    fn is_foreign(&self) -> bool {
        self.depth == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milestone() -> AnyItem {
        let json = serde_json::json!({
            "id": "ga", "title": "no", "estimate": {"low": "8d", "likely": "12d", "high": "25d"},
            "depends_on": ["a", {"id": "payments/b", "type": "SS", "lag": "-2d"}], "progress": "40%",
            "committed": "2026-12-18", "status": "in_progress", "x-size": [1, "1", true, null, {"a": "b"}],
        });
        let mut bytes = vec![kind_number(Kind::Milestone).unwrap()];
        put(&mut bytes, &json, 0).unwrap();
        unpack_item(&bytes).unwrap()
    }

    #[test]
    fn an_item_comes_back_as_it_is() {
        let item = milestone();
        assert_eq!(unpack_item(&pack_item(&item).unwrap()), Some(item));
    }

    #[test]
    fn damaged_bytes_are_nothing_or_another_item_and_never_a_panic() {
        let bytes = pack_item(&milestone()).unwrap();
        for n in 0..bytes.len() {
            let _ = unpack_item(&bytes[..n]);
            for damage in [0, 1, 4, 0x7f, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[n] = damage;
                let _ = unpack_item(&damaged);
            }
        }
        let deep: Vec<u8> = [LIST, 1, 200].repeat(100_000);
        assert_eq!(unpack::<Vec<crate::model::Id>>(&deep), None);
    }
}
