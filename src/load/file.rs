//! One file: text → tree → records and findings. Knows nothing of other files, so files are read in parallel.

use std::ops::Range;

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::load::clashes;
use crate::load::cursor::Cursor;
use crate::load::cursor::Reports;
use crate::load::cursor::ShapeFault;
use crate::load::faults;
use crate::load::files::Reading;
use crate::load::frontmatter;
use crate::load::markdown;
use crate::load::places::ItemHome;
use crate::load::series;
use crate::load::tasks;
use crate::load::tree::Node;
use crate::load::tree::NodeForm;
use crate::load::tree::SpannedTree;
use crate::load::words;
use crate::load::yaml;
use crate::load::yaml::SyntaxKind;
use crate::model::AnyItem;
use crate::model::Fault;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Observation;
use crate::model::Survey;
use crate::model::Value;
use crate::source::ReadError;

/// What one file gave.
#[derive(Debug, Default)]
pub(crate) struct ReadFile {
    /// The text; empty when it could not be read.
    pub(crate) text: String,
    /// The tree, for places.
    pub(crate) tree: SpannedTree,
    /// The records, in the order of the text.
    pub(crate) records: Vec<ReadRecord>,
    /// What is wrong with the file.
    pub(crate) findings: Vec<Finding>,
    /// Ids of items that were left out.
    pub(crate) lost: Vec<String>,
    /// The observations of a metric's series.
    pub(crate) series: Vec<Observation>,
    /// Where each observation stands.
    pub(crate) rows: Vec<series::RowHome>,
    /// An item was left out of which nobody knows the id.
    pub(crate) has_nameless: bool,
    /// Nothing of the file could be read, so that nobody knows which ids it holds.
    pub(crate) is_unread: bool,
}

/// A record with its place.
#[derive(Debug)]
pub(crate) struct ReadRecord {
    pub(crate) record: AnyItem,
    pub(crate) home: ItemHome,
    /// Fields that were left out because of a fault.
    pub(crate) broken: Vec<String>,
}

/// A record of a workspace file, with its place.
#[derive(Debug)]
pub(crate) struct ReadSettings<T> {
    pub(crate) value: Option<T>,
    pub(crate) home: ItemHome,
    pub(crate) broken: Vec<String>,
    /// Nothing was left out for a fault of syntax.
    pub(crate) is_whole: bool,
}

/// Reads bytes as text, or says where they are not UTF-8.
pub(crate) fn decode_text(
    bytes: Vec<u8>,
    path: &str,
    source: SourceId,
) -> Result<String, Box<(String, Finding)>> {
    String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let bytes = e.into_bytes();
        let byte = bytes.get(valid).copied().unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes[..valid]).into_owned();
        let place = Place::Text(source, Span::new(valid, valid));
        let finding = Finding::new(
            &faults::invalid_encoding::META,
            place,
            format!("`{path}` is not UTF-8: byte 0x{byte:02X} here"),
        )
        .help("save the file as UTF-8; nothing of it is read until then");
        Box::new((text, finding))
    })
}

/// Says why a file cannot be read. Holds nothing of its content.
pub(crate) fn unreadable(path: &str, error: &ReadError) -> Finding {
    let place = Place::File(path.to_owned());
    match error {
        ReadError::Link => Finding::new(
            &faults::symbolic_link::META,
            place,
            format!("`{path}` is a symbolic link, which epm does not follow"),
        )
        .help("put the file itself into the workspace"),
        ReadError::TooLarge { size, limit } => Finding::new(
            &faults::over_limit::META,
            place,
            format!("`{path}` has {size} bytes, more than the limit of {limit}"),
        )
        .help("split the file"),
        other => Finding::new(&faults::unreadable_file::META, place, format!("`{path}` {other}"))
            .help("mend the file or its permissions"),
    }
}

/// Reads a file of a program.
pub(crate) fn read(path: &str, text: String, source: SourceId, reading: Reading, lists: &[Kind]) -> ReadFile {
    let mut out = ReadFile { text, ..ReadFile::default() };
    let text = std::mem::take(&mut out.text);
    match reading {
        Reading::Series => {
            let read = series::read(&text, source);
            out.series = read.rows;
            out.rows = read.homes;
            out.findings = read.findings;
            out.findings.extend(refused_name(path, stem(path), source));
        }
        Reading::Survey => {
            let read = series::read_survey(&text, source);
            out.findings = read.findings;
            match refused_name(path, stem(path), source) {
                Some(finding) => out.findings.push(finding),
                None => {
                    let survey = Survey::rows(Id::new(stem(path)), read.rows);
                    let home = ItemHome::at(source, Span::new(0, 0));
                    let record = AnyItem::Survey(Box::new(survey));
                    out.records.push(ReadRecord { record, home, broken: Vec::new() });
                }
            }
        }
        Reading::Lists => read_lists(path, &text, source, lists, &mut out),
        Reading::Record(kind) => {
            read_record(path, &text, source, kind, &mut out);
            refuse_device(path, source, &mut out);
            // The file's name is the only thing that still says which item it was.
            if out.records.is_empty() && crate::model::id_fault(stem(path)).is_none() {
                out.lost.push(stem(path).to_owned());
            }
        }
    }
    out.text = text;
    tell_leftovers_once(&mut out.findings);
    out
}

/// Leaves one finding of the left-over words of a template in a file, which points at all of them: nobody has filled in the
/// file, and that is one fault.
fn tell_leftovers_once(findings: &mut Vec<Finding>) {
    let is_leftover = |finding: &Finding| finding.rule.code == faults::template_leftover::META.code;
    let mut all = findings.extract_if(.., |finding| is_leftover(finding)).collect::<Vec<_>>().into_iter();
    let Some(mut first) = all.next() else { return };
    for other in all {
        first = first.related(other.place, other.message);
    }
    findings.push(first);
}

/// Parses the YAML part of a text and keeps its faults and lost ids.
/// Tells whether all of it could be read.
fn parse(text: &str, range: Range<usize>, source: SourceId, out: &mut ReadFile) -> bool {
    let parsed = yaml::read(text, range);
    let is_whole = parsed.lost.is_empty();
    out.findings.extend(parsed.faults.iter().map(|fault| syntax_finding(source, fault)));
    out.lost.extend(parsed.lost.into_iter().flat_map(|lost| lost.ids));
    out.tree = parsed.tree;
    is_whole
}

/// Turns a fault of syntax into a finding.
pub(crate) fn syntax_finding(source: SourceId, fault: &yaml::SyntaxFault) -> Finding {
    use faults as f;
    let rule = match fault.kind {
        SyntaxKind::DuplicateKey => &f::duplicate_key::META,
        SyntaxKind::Anchor
        | SyntaxKind::Alias
        | SyntaxKind::MergeKey
        | SyntaxKind::Tag
        | SyntaxKind::Directive
        | SyntaxKind::SecondDocument => &f::forbidden_yaml::META,
        SyntaxKind::TooDeep
        | SyntaxKind::TooManyNodes
        | SyntaxKind::TooManyFaults
        | SyntaxKind::KeyTooLong => &f::over_limit::META,
        _ => &f::syntax_error::META,
    };
    let finding = Finding::new(rule, Place::Text(source, fault.span), &fault.detail).help(&fault.help);
    match &fault.related {
        Some((span, what)) => finding.related(Place::Text(source, *span), what.clone()),
        None => finding,
    }
}

fn read_lists(path: &str, text: &str, source: SourceId, lists: &[Kind], out: &mut ReadFile) {
    parse(text, 0..text.len(), source, out);
    let tree = std::mem::take(&mut out.tree);
    let keys: Vec<_> = lists.iter().map(|k| k.meta().plural).collect();
    match tree.root(text) {
        Some(root) if root.form() == NodeForm::Map => {
            for (key, value) in root.entries() {
                let name = key.scalar();
                match lists.iter().find(|k| k.meta().plural == name) {
                    Some(kind) => read_items(source, *kind, key, value, out),
                    None if name.starts_with("x-") => {}
                    None => out.findings.push(unknown_list(path, source, key, &keys)),
                }
            }
        }
        Some(root) if !root.is_null() => {
            let message = format!("`{path}` does not begin with `{}:`", keys.join(":` or `"));
            out.findings.push(
                Finding::new(&faults::wrong_type::META, Place::Text(source, root.span()), message)
                    .help(format!("write `{}:` above the list and indent the items by two spaces", keys[0])),
            );
        }
        _ if out.findings.is_empty() => out.findings.push(empty(path, source, &keys)),
        _ => {}
    }
    out.tree = tree;
}

fn empty(path: &str, source: SourceId, keys: &[&str]) -> Finding {
    let place = Place::Text(source, Span::new(0, 0));
    let finding = Finding::new(&faults::empty_file::META, place, format!("`{path}` holds nothing"));
    match keys.first() {
        Some(key) => finding.help(format!("write `{key}:` and a list below it, or delete the file")),
        None => finding.help("fill it, or delete the file"),
    }
}

/// Leaves out a record whose id comes from the file's name and is none: the name of a device.
fn refuse_device(path: &str, source: SourceId, out: &mut ReadFile) {
    let name =
        |read: &ReadRecord| read.record.item().id().and_then(|id| refused_name(path, id.as_str(), source));
    if let Some(finding) = out.records.iter().find_map(name) {
        out.records.clear();
        out.findings = vec![finding];
    }
}

/// Says why the name of a file gives its item no id.
fn refused_name(path: &str, name: &str, source: SourceId) -> Option<Finding> {
    let reason = crate::model::id_fault(name)?;
    let message = format!("the file name of `{path}` gives no id: {reason}");
    let place = Place::Text(source, Span::new(0, 0));
    Some(
        Finding::new(&faults::invalid_value::META, place, message).help(
            "rename the file: letters, digits, `.`, `_` and `-`, and a name that is free on every system",
        ),
    )
}

fn unknown_list(path: &str, source: SourceId, key: Node<'_>, keys: &[&str]) -> Finding {
    let name = key.scalar();
    let message = format!("unknown key {} in `{path}`", words::quoted(&name));
    let finding = Finding::new(&faults::unknown_key::META, Place::Text(source, key.span()), message);
    match crate::diag::nearest(&name, keys.iter().copied()) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help(format!("this file holds `{}:`", keys.join(":`, `"))),
    }
}

fn read_items(source: SourceId, kind: Kind, key: Node<'_>, list: Node<'_>, out: &mut ReadFile) {
    if list.form() != NodeForm::List {
        if !list.is_null() {
            let message = format!("`{}` is not a list", key.scalar());
            out.findings.push(
                Finding::new(&faults::wrong_type::META, Place::Text(source, list.span()), message)
                    .help(format!("write each {} after `- ` on a line of its own", kind.key())),
            );
        }
        return;
    }
    for node in list.items() {
        read_item(source, kind, node, None, out);
    }
}

/// Decodes one item; without a sound record its id is remembered as lost.
fn read_item(source: SourceId, kind: Kind, node: Node<'_>, path: Option<&str>, out: &mut ReadFile) {
    let reports = Reports::default();
    let is_foreign = kind == Kind::Decision;
    let record = AnyItem::decode(kind, &mut Cursor::at_item(node, is_foreign, &reports));
    let faults = reports.faults.take();
    let id =
        node.get("id").map(|n| n.scalar().into_owned()).filter(|id| crate::model::id_fault(id).is_none());
    keep_faults(source, &faults, id.as_deref(), out);
    match record {
        Some(mut record) => {
            if let Some(path) = path {
                record.name_after(stem(path));
            }
            let broken = broken(&faults);
            out.findings.extend(clashes::findings(&record, node, source, &broken));
            let home = home(source, node, reports.left_out.take());
            out.records.push(ReadRecord { record, home, broken });
        }
        None => {
            out.has_nameless |= id.is_none();
            out.lost.extend(id);
        }
    }
}

fn keep_faults(source: SourceId, faults: &[ShapeFault], id: Option<&str>, out: &mut ReadFile) {
    out.findings.extend(faults.iter().map(|fault| {
        let mut finding = words::finding(source, fault);
        finding.item = id.map(str::to_owned);
        finding
    }));
}

/// The fields whose value was given with a fault.
fn broken(faults: &[ShapeFault]) -> Vec<String> {
    let is_value = |f: &&ShapeFault| !matches!(f.fault, Fault::UnknownKey { .. });
    faults.iter().filter(is_value).filter_map(|f| f.field.clone()).collect()
}

fn home(source: SourceId, node: Node<'_>, left_out: Vec<u32>) -> ItemHome {
    ItemHome { node: Some(node.at()), left_out: left_out.into(), ..ItemHome::at(source, node.span()) }
}

pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn read_record(path: &str, text: &str, source: SourceId, kind: Kind, out: &mut ReadFile) {
    if !path.ends_with(".md") {
        parse(text, 0..text.len(), source, out);
        let tree = std::mem::take(&mut out.tree);
        match tree.root(text) {
            Some(root) if !root.is_null() => read_item(source, kind, root, Some(path), out),
            _ if out.findings.is_empty() => out.findings.push(empty(path, source, &[])),
            _ => {}
        }
        out.tree = tree;
        return;
    }
    let split = frontmatter::split(text);
    out.findings.extend(split.fault.iter().map(|fault| syntax_finding(source, fault)));
    if let Some(range) = split.yaml.clone() {
        parse(text, range, source, out);
        if kind == Kind::Decision {
            // `{accepted}` is told once, as what is left of a template, not as a key without a value.
            out.findings.retain(|f| !f.message.ends_with("has no value"));
        }
    }
    if text.trim().is_empty() {
        out.findings.push(empty(path, source, &[]));
        return;
    }
    let tree = std::mem::take(&mut out.tree);
    match tree.root(text).filter(|root| !root.is_null()) {
        Some(root) => {
            // The item begins with the first key, not with the fence above it.
            read_item(source, kind, root, Some(path), out);
        }
        None if kind == Kind::Decision || kind == Kind::Review || kind == Kind::Status => {
            // Everything stands in the body.
            if let Some(record) = empty_record(kind, path) {
                let home = ItemHome::at(source, Span::new(0, 0));
                out.records.push(ReadRecord { record, home, broken: Vec::new() });
            }
        }
        None if out.findings.is_empty() => {
            let place = Place::Text(source, Span::new(0, 0));
            out.findings.push(
                Finding::new(
                    &faults::missing_field::META,
                    place,
                    format!("{} without front matter", kind.key()),
                )
                .help("begin the file with `---`, the fields such as `id:` and `title:`, and `---`"),
            );
        }
        None => {}
    }
    if let Some(read) = out.records.last_mut() {
        fill_from_body(read, text, split.body, source, &mut out.findings);
    }
    out.tree = tree;
}

fn fill_from_body(
    read: &mut ReadRecord,
    text: &str,
    body: Range<usize>,
    source: SourceId,
    findings: &mut Vec<Finding>,
) {
    let fields = &mut read.home.fields;
    let mut tasks = tasks::find(text, body.clone());
    match &mut read.record {
        AnyItem::Decision(record) => {
            findings.extend(markdown::decision(record, text, body.clone(), source, fields));
            let is_meant = markdown::follow_up(text, body);
            tasks.retain(|task| task.is_marked || is_meant.iter().any(|part| part.contains(&task.at.start)));
            let places = (source, fields, &mut read.broken);
            findings.extend(tasks::add(&mut record.actions, "actions", tasks, places));
        }
        AnyItem::Charter(record) => markdown::charter(record, text, body, fields),
        record => {
            let words = text.get(body.clone()).unwrap_or_default();
            let start = body.start + (words.len() - words.trim_start().len());
            if let Some(field) = record.item().kind().meta().body {
                fields.insert(field.to_owned(), Span::new(start, body.end));
            }
            // Actions are shown as such, not a second time in the prose.
            let bare = match record {
                AnyItem::Review(_) | AnyItem::Status(_) if !tasks.is_empty() => {
                    tasks::without(text, body.clone(), &tasks)
                }
                _ => words.to_owned(),
            };
            if let AnyItem::Review(review) = record {
                markdown::review(review, text, body, fields);
                let places = (source, &mut *fields, &mut read.broken);
                findings.extend(tasks::add(&mut review.actions, "actions", tasks, places));
            } else if let AnyItem::Status(status) = record {
                let places = (source, &mut *fields, &mut read.broken);
                findings.extend(tasks::add(&mut status.next_steps, "next_steps", tasks, places));
            }
            record.set_body(&bare);
        }
    }
}

/// A record with nothing but what its file's name says; only kinds without required fields have one.
fn empty_record(kind: Kind, path: &str) -> Option<AnyItem> {
    struct Nothing;
    impl crate::model::Input for Nothing {
        fn form(&self) -> crate::model::Form {
            crate::model::Form::Map
        }
        fn text(&self) -> std::borrow::Cow<'_, str> {
            "".into()
        }
        fn is_plain(&self) -> bool {
            true
        }
        fn fault(&mut self, _: Fault) {}
        fn fault_key(&mut self, _: Fault) {}
        fn each(&mut self, _: &mut dyn FnMut(&mut dyn crate::model::Input)) {}
        fn entries(&mut self, _: &mut dyn FnMut(&str, &mut dyn crate::model::Input)) {}
    }
    let mut record = match kind {
        Kind::Decision => {
            crate::model::Decision::decode(&mut Nothing).map(|r| AnyItem::Decision(Box::new(r)))
        }
        Kind::Review => crate::model::Review::decode(&mut Nothing).map(|r| AnyItem::Review(Box::new(r))),
        Kind::Status => crate::model::Status::decode(&mut Nothing).map(|r| AnyItem::Status(Box::new(r))),
        _ => None,
    }?;
    record.name_after(stem(path));
    Some(record)
}

/// Reads a file of the workspace that is one record, such as `org.yaml`.
pub(crate) fn read_workspace<T: Value>(text: &str, source: SourceId, out: &mut ReadFile) -> ReadSettings<T> {
    let is_whole = parse(text, 0..text.len(), source, out);
    let tree = std::mem::take(&mut out.tree);
    let home_at = ItemHome::at(source, Span::new(0, 0));
    let mut read = ReadSettings { value: None, home: home_at, broken: Vec::new(), is_whole };
    if let Some(root) = tree.root(text).filter(|root| !root.is_null()) {
        let reports = Reports::default();
        read.value = T::decode(&mut Cursor::at_item(root, false, &reports));
        let mut faults = reports.faults.take();
        // The milestones of an inline program are read one by one, with their own places and faults.
        if let Some(list) = root.get("program").and_then(|p| p.get("milestones")) {
            let span = list.span();
            faults.retain(|f| {
                f.span.start < span.start || f.span.end > span.end || list.form() != NodeForm::List
            });
            if list.form() == NodeForm::List {
                for node in list.items() {
                    read_item(source, Kind::Milestone, node, None, out);
                }
            }
        }
        keep_faults(source, &faults, None, out);
        read.home = home(source, root, reports.left_out.take());
        read.broken = broken(&faults);
    }
    out.tree = tree;
    read
}
