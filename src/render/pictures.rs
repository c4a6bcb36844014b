//! Pictures of a page as files beside it: drawn once, named after the page, and put where the page shows them.

use std::collections::BTreeMap;

use crate::render::File;
use crate::render::Pictures;
use crate::render::document::Block;
use crate::render::document::Document;
use crate::render::figures;
use crate::render::figures::Drawing;
use crate::render::page::Page;

/// Takes the pictures out of a document that are files beside the page for a target; what is left in their place says
/// which. Targets that draw them in the page, or leave them out, keep them.
pub(super) fn beside(document: Document, page: &Page, how: Pictures) -> (Document, Vec<File>) {
    if matches!(how, Pictures::Inline | Pictures::None) {
        return (document, Vec::new());
    }
    let mut beside = Beside { page, how, names: BTreeMap::new(), files: Vec::new() };
    let blocks = beside.blocks(document.blocks);
    (Document { blocks }, beside.files)
}

/// Returns a document without pictures, for where no file can lie beside it.
pub(super) fn without(document: Document) -> Document {
    let mut beside =
        Beside { page: &Page::default(), how: Pictures::None, names: BTreeMap::new(), files: Vec::new() };
    Document { blocks: beside.blocks(document.blocks) }
}

struct Beside<'a> {
    page: &'a Page,
    how: Pictures,
    /// How many pictures have a name already.
    names: BTreeMap<&'static str, usize>,
    files: Vec<File>,
}

impl Beside<'_> {
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Picture(_) if self.how == Pictures::None => {}
                Block::Picture(picture) => self.put(picture.name(), figures::draw(&picture), &mut out),
                // Where Mermaid is drawn, its text serves better: it can be edited and searched.
                Block::Flowchart(graph) if self.how == Pictures::Png => {
                    self.put("map", figures::flowchart(&graph), &mut out);
                }
                Block::Gantt(chart) if self.how == Pictures::Png => {
                    self.put("chart", figures::gantt(&chart, &self.page.as_of), &mut out);
                }
                Block::Quote(inner) => out.push(Block::Quote(self.blocks(inner))),
                Block::Callout(kind, inner) => out.push(Block::Callout(kind, self.blocks(inner))),
                Block::Fold(title, inner) => out.push(Block::Fold(title, self.blocks(inner))),
                Block::List(mut list) => {
                    for item in &mut list.items {
                        item.blocks = self.blocks(std::mem::take(&mut item.blocks));
                    }
                    out.push(Block::List(list));
                }
                other => out.push(other),
            }
        }
        out
    }

    fn put(&mut self, name: &'static str, drawings: Vec<Drawing>, out: &mut Vec<Block>) {
        for drawing in drawings {
            let seen = self.names.entry(name).or_default();
            *seen += 1;
            let number = if *seen > 1 { format!("-{seen}") } else { String::new() };
            let (extension, bytes) = match self.how {
                Pictures::Png => ("png", figures::png(&drawing)),
                _ => ("svg", figures::standalone(&drawing).into_bytes()),
            };
            let suffix = format!("-{name}{number}.{extension}");
            out.push(Block::Figure(format!("{}{suffix}", self.page.name), drawing.alt));
            self.files.push(File { suffix, bytes, is_picture: true });
        }
    }
}
