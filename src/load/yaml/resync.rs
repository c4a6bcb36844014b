//! Reads on after faults: leaves out the smallest block that is broken and reads the rest.
//!
//! A broken text is split by indentation into keys and list items, each is tried alone, and what is broken is blanked,
//! so that offsets stay. Work is bounded: [`EFFORT`] times the length of the text, [`PATIENCE`] tries a block.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::Span;
use crate::load::tree::SpannedTree;
use crate::load::yaml::LostItem;
use crate::load::yaml::MAX_DEPTH;
use crate::load::yaml::MAX_NODES;
use crate::load::yaml::Parsed;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;
use crate::load::yaml::blocks;
use crate::load::yaml::blocks::Child;
use crate::load::yaml::compose;
use crate::load::yaml::compose::Broken;
use crate::load::yaml::events::Cause;
use crate::load::yaml::events::Stop;
use crate::load::yaml::explain;
use crate::load::yaml::fast;
use crate::load::yaml::faults::Faults;
use crate::load::yaml::granit::Granit;
use crate::load::yaml::lines;
use crate::load::yaml::lines::Line;
use crate::load::yaml::screen;

/// How often the text may be read over, in all.
const EFFORT: usize = 12;

/// Bytes that may be read over in any case: short texts are tried as often as they need.
const SPARE: usize = 256 * 1024;

/// How often a block is tried before it is left out as a whole.
const PATIENCE: usize = 6;

/// Reads a text that stands at byte `base`.
pub(super) fn read(text: &str, base: usize) -> Parsed {
    let screened = screen::control_characters(text, base);
    let (clean, mut faults) = match screened {
        Some((clean, faults)) => (Some(clean), faults),
        None => (None, Faults::default()),
    };
    if clean.is_none()
        && !screen::has_odd_indents(text)
        && let Some(tree) = fast::read(text, base)
    {
        return Parsed { tree, ..Parsed::default() };
    }
    let odd = screen::odd_indents(clean.as_deref().unwrap_or(text), base, &mut faults);
    let (clean, lost) = odd.map_or((clean, Vec::new()), |(blanked, lost)| (Some(blanked), lost));
    let work = clean.as_deref().unwrap_or(text);
    match compose::compose(work, text, base, &mut Granit::new(work)) {
        Ok((tree, found)) => {
            faults.append(found);
            Parsed { tree, faults: faults.finish(), lost }
        }
        Err(Broken::TooManyNodes(at)) => too_many_nodes(text, base, at),
        Err(Broken::Stopped(stop)) => {
            let budget = text.len().saturating_mul(EFFORT).saturating_add(SPARE);
            let mut reader = Reader {
                work: work.to_owned(),
                base,
                faults,
                lost,
                budget,
                has_given_up: false,
                is_screened: clean.is_some(),
            };
            reader.settle_merges();
            reader.read(text, stop)
        }
    }
}

fn too_many_nodes(text: &str, base: usize, at: usize) -> Parsed {
    let fault = SyntaxFault {
        span: Span::new(base + at, base + at),
        kind: SyntaxKind::TooManyNodes,
        detail: format!("the file holds more than {MAX_NODES} values"),
        help: "split it".to_owned(),
        related: None,
    };
    let lost = LostItem { span: Span::new(base, base + text.len()), ids: Vec::new() };
    Parsed { tree: SpannedTree::default(), faults: vec![fault], lost: vec![lost] }
}

struct Reader {
    /// The text with blanks where something was left out.
    work: String,
    base: usize,
    faults: Faults,
    lost: Vec<LostItem>,
    /// How many bytes may still be tried.
    budget: usize,
    has_given_up: bool,
    /// Scalars may read differently from how they stand in the file.
    is_screened: bool,
}

impl Reader {
    fn read(mut self, original: &str, first: Stop) -> Parsed {
        let whole = 0..self.work.len();
        self.mend(&whole, first, 0);
        if !self.is_screened
            && let Some(tree) = fast::read(&self.work, self.base)
        {
            return self.finish(original, tree);
        }
        match compose::compose(&self.work, original, self.base, &mut Granit::new(&self.work)) {
            Ok((tree, found)) => {
                self.faults.append(found);
                self.finish(original, tree)
            }
            Err(Broken::TooManyNodes(at)) => too_many_nodes(&self.work, self.base, at),
            Err(Broken::Stopped(_)) => {
                self.give_up(&whole);
                self.finish(original, SpannedTree::default())
            }
        }
    }

    fn finish(mut self, original: &str, tree: SpannedTree) -> Parsed {
        let mut faults = self.faults.finish();
        // Where something was left out, the work text has blanks inside what is one character of the file.
        let spans =
            faults.iter_mut().map(|fault| &mut fault.span).chain(self.lost.iter_mut().map(|l| &mut l.span));
        for span in spans {
            let range = span.range();
            let range = lines::whole(original, range.start - self.base..range.end - self.base);
            *span = Span::new(self.base + range.start, self.base + range.end);
        }
        self.lost.sort_by_key(|lost| lost.span);
        Parsed { tree, faults, lost: self.lost }
    }

    fn settle_merges(&mut self) {
        for (mut fault, ranges) in screen::merge_conflicts(&self.work) {
            fault.span = self.shift(fault.span);
            fault.related = fault.related.map(|(span, words)| (self.shift(span), words));
            self.faults.push(fault);
            for range in ranges {
                self.blank(range, false);
            }
        }
    }

    fn shift(&self, span: Span) -> Span {
        let range = span.range();
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// Tries a block alone.
    fn probe(&mut self, block: &Range<usize>) -> Result<(), Stop> {
        let Some(text) = self.work.get(block.clone()) else { return Ok(()) };
        self.budget = self.budget.saturating_sub(text.len());
        if fast::read(text, 0).is_some() {
            return Ok(());
        }
        compose::probe(&mut Granit::new(text)).map_err(|mut stop| {
            stop.at += block.start;
            stop.since += block.start;
            stop.open.iter_mut().for_each(|at| *at += block.start);
            stop
        })
    }

    /// Leaves out what is broken in a block that stopped there, until the rest can be read.
    /// Returns the quote that was left open, if one was.
    fn mend(&mut self, block: &Range<usize>, mut stop: Stop, depth: usize) -> Option<char> {
        let parts = self.parts(block, depth);
        if !parts.is_empty() && stop.cause != Cause::Depth {
            let quote = self.mend_parts(&parts, depth);
            match self.probe(block) {
                Ok(()) => return quote,
                Err(next) => stop = next,
            }
        }
        let mut quote = None;
        for _ in 1..PATIENCE {
            if self.budget == 0 {
                self.give_up(block);
                return None;
            }
            let blame = self.explain(&stop, block, &mut quote);
            let part = parts.iter().map(|p| &p.range).find(|p| p.contains(&blame)).unwrap_or(block);
            let item = blocks::item_around(&self.work, blame, part);
            if self.is_void(&item) {
                break;
            }
            self.leave_out(&item);
            match self.probe(block) {
                Ok(()) => return quote,
                Err(next) => stop = next,
            }
        }
        self.leave_out(block);
        quote
    }

    /// Returns the parts of a block that can be tried alone; none when it is read as one.
    fn parts(&self, block: &Range<usize>, depth: usize) -> Vec<Child> {
        let body = blocks::body(&self.work, block);
        match body {
            _ if depth > MAX_DEPTH => Vec::new(),
            _ if depth == 0 => {
                let parts = blocks::split(&self.work, block.clone());
                if parts.len() > 1 || body.is_some() { parts } else { Vec::new() }
            }
            Some(body) => blocks::split(&self.work, body),
            None => Vec::new(),
        }
    }

    /// Tries the parts of a block one by one. Returns the quote that the last one left open.
    fn mend_parts(&mut self, parts: &[Child], depth: usize) -> Option<char> {
        let column = usual_column(parts);
        let is_item = parts.iter().find(|p| !p.is_mark && p.column == column).is_some_and(|p| p.is_item);
        let mut open_quote: Option<char> = None;
        for part in parts {
            let quote = open_quote.take();
            let misfit = || explain::misfit(&self.work, &part.range, is_item).filter(|_| parts.len() > 1);
            if self.budget == 0 {
                self.give_up(&part.range);
            } else if part.column != column && !part.is_mark {
                let fault = explain::misplaced(&self.work, part.range.start, part.column, column);
                self.tell(fault);
                self.leave_out(&part.range);
            } else if let Some(fault) = misfit() {
                // The tail of a text whose quote was left open tells nothing new.
                if !quote.is_some_and(|quote| self.work[fault.span.range()].contains(quote)) {
                    self.tell(fault);
                }
                self.leave_out(&part.range);
            } else if let Err(stop) = self.probe(&part.range) {
                open_quote = self.mend(&part.range, stop, depth + 1);
            }
        }
        open_quote
    }

    /// Explains a stop; returns the byte to blame.
    fn explain(&mut self, stop: &Stop, block: &Range<usize>, quote: &mut Option<char>) -> usize {
        if !self.faults.wants_more() {
            return stop.at;
        }
        let fault = explain::explain(&self.work, stop, block);
        let blame = fault.span.range().start;
        if fault.kind == SyntaxKind::UnclosedQuote {
            *quote = self.work[blame..].chars().next();
        }
        self.tell(fault);
        blame
    }

    fn tell(&mut self, mut fault: SyntaxFault) {
        fault.span = self.shift(fault.span);
        self.faults.push(fault);
    }

    fn give_up(&mut self, block: &Range<usize>) {
        if !self.has_given_up {
            self.has_given_up = true;
            self.tell(explain::given_up(&self.work, block));
        }
        self.leave_out(block);
    }

    fn leave_out(&mut self, block: &Range<usize>) {
        let text = self.work.get(block.clone()).unwrap_or_default();
        let start = block.start + (text.len() - text.trim_start().len());
        let end = block.start + text.trim_end().len();
        if start < end {
            let span = self.shift(Span::new(start, end));
            self.lost.push(LostItem { span, ids: blocks::ids(&self.work, block) });
        }
        self.blank(block.clone(), true);
    }

    /// Tells whether nothing is left of a block.
    fn is_void(&self, block: &Range<usize>) -> bool {
        let text = self.work.get(block.clone()).unwrap_or_default();
        text.lines().all(|line| Line::from(line, 0).is_void(line))
    }

    /// Replaces what stands in a range by spaces, or a `#` and spaces; line ends stay.
    ///
    /// The `#` keeps a block text before it from taking the blanks for its own lines.
    fn blank(&mut self, range: Range<usize>, as_comment: bool) {
        let Some(text) = self.work.get(range.clone()) else { return };
        let mut blank = String::with_capacity(text.len());
        let mut is_marked = !as_comment;
        for c in text.chars() {
            match c {
                '\n' | '\r' => {
                    blank.push(c);
                    is_marked = !as_comment;
                }
                c if is_marked || c == ' ' || c == '\t' => {
                    blank.extend(std::iter::repeat_n(' ', c.len_utf8()))
                }
                c => {
                    is_marked = true;
                    blank.push('#');
                    blank.extend(std::iter::repeat_n(' ', c.len_utf8() - 1));
                }
            }
        }
        self.work.replace_range(range, &blank);
    }
}

/// Returns the column in which most parts of a block begin, or the first of them: one line that is indented wrongly is to
/// blame itself, also when it comes first.
fn usual_column(parts: &[Child]) -> usize {
    let columns = parts.iter().filter(|p| !p.is_mark).map(|p| p.column);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for column in columns.clone() {
        *counts.entry(column).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    columns.into_iter().find(|column| counts.get(column) == Some(&most)).unwrap_or(0)
}
