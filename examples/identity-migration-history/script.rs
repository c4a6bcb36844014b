//! `steps.txt`: who did what when.
//!
//! A line with a date begins a commit: `2026-09-14 09:30 maria Subject`, with `merge` before the subject for one that comes
//! in by a merge. The lines below it say what the commit changed:
//!
//! | line | what it says |
//! | --- | --- |
//! | `new FILE` | the file is new |
//! | `was FILE` and lines with a bar | the whole text that the file had |
//! | `item FILE ID` | the item is new |
//! | `entry FILE ITEM START` | the entry of a list that begins so is new |
//! | `line FILE START` | the line that begins so is new |
//! | `cut FILE ITEM START` and lines with a bar | those lines stood before the line that begins so |
//! | `set FILE ITEM FIELD: BEFORE -> AFTER` | the field had another value; `-` is none, `...` whatever stands there |
//! | `text FILE: BEFORE -> AFTER` | words of the prose; `\\n` ends a line |
//! | `comments FILE` | the headings are new |
//! | `tag NAME WHY` | a baseline is named after the commit |
//!
//! Files stand below the program's folder, with `/` before them below the workspace's. The item `.` is the whole file.

/// A commit of the story.
pub(super) struct Step {
    /// Seconds since 1970.
    pub(super) at: i64,
    pub(super) author: String,
    pub(super) subject: String,
    /// It comes in by a merge.
    pub(super) is_merged: bool,
    /// What it changed.
    pub(super) changes: Vec<Change>,
    /// Baselines that are named after it: name and reason.
    pub(super) tags: Vec<(String, String)>,
}

/// What a commit changed in a file.
pub(super) struct Change {
    pub(super) file: String,
    pub(super) what: What,
}

/// A change, by what it was before.
pub(super) enum What {
    /// The file is new.
    New,
    /// The file had this text.
    Was(String),
    /// An item of a list is new.
    Item(String),
    /// An entry of a list inside an item is new: item, and how the entry begins.
    Entry(String, String),
    /// A line is new.
    Line(String),
    /// Lines stood before a line of an item: item, how the line begins, what stood there.
    Cut(String, String, String),
    /// A field of an item had another value, or was not there.
    Field { item: String, field: String, before: Option<String>, after: String },
    /// Words were others.
    Text { before: String, after: String },
    /// Headings are new.
    Comments,
}

/// Reads the script.
pub(super) fn parse(script: &str) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    for line in script.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if !line.starts_with(' ') {
            steps.push(head(line).ok_or_else(|| format!("cannot read `{line}`"))?);
            continue;
        }
        let step = steps.last_mut().ok_or("the script begins with a change")?;
        change(line, step).ok_or_else(|| format!("cannot read `{line}`"))?;
    }
    Ok(steps)
}

fn head(line: &str) -> Option<Step> {
    let mut words = line.splitn(4, ' ');
    let (day, time, author, subject) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let civil: jiff::civil::DateTime = format!("{day}T{time}").parse().ok()?;
    let at = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    let merged = subject.strip_prefix("merge ");
    Some(Step {
        at,
        author: author.to_owned(),
        subject: merged.unwrap_or(subject).to_owned(),
        is_merged: merged.is_some(),
        changes: Vec::new(),
        tags: Vec::new(),
    })
}

fn change(line: &str, step: &mut Step) -> Option<()> {
    let line = line.trim_start();
    if let Some(text) = line.strip_prefix('|') {
        let text = text.strip_prefix(' ').unwrap_or(text);
        match &mut step.changes.last_mut()?.what {
            What::Was(lines) | What::Cut(_, _, lines) => lines.push_str(&format!("{text}\n")),
            _ => return None,
        }
        return Some(());
    }
    let (word, rest) = line.split_once(' ')?;
    if word == "tag" {
        let (name, why) = rest.split_once(' ')?;
        step.tags.push((name.to_owned(), why.to_owned()));
        return Some(());
    }
    let (file, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let owned = |(a, b): (&str, &str)| (a.to_owned(), b.to_owned());
    let what = match word {
        "new" => What::New,
        "was" => What::Was(String::new()),
        "comments" => What::Comments,
        "item" => What::Item(rest.to_owned()),
        "line" => What::Line(rest.to_owned()),
        "entry" => {
            let (item, start) = owned(rest.split_once(' ')?);
            What::Entry(item, start)
        }
        "cut" => {
            let (item, start) = owned(rest.split_once(' ')?);
            What::Cut(item, start, String::new())
        }
        "text" => {
            let (before, after) = rest.split_once(" -> ")?;
            What::Text { before: before.replace("\\n", "\n"), after: after.replace("\\n", "\n") }
        }
        "set" => {
            let (place, values) = rest.split_once(": ")?;
            let (before, after) = values.split_once(" -> ")?;
            let (item, field) = owned(place.split_once(' ')?);
            let before = Some(before.to_owned()).filter(|before| before != "-");
            What::Field { item, field, before, after: after.to_owned() }
        }
        _ => return None,
    };
    let file = file.strip_suffix(':').unwrap_or(file);
    let file = match file.strip_prefix('/') {
        Some(file) => file.to_owned(),
        None => format!("programs/identity-migration/{file}"),
    };
    step.changes.push(Change { file, what });
    Some(())
}
