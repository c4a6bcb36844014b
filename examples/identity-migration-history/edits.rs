//! Taking a change back: the text that a file had before it.

use super::Files;
use super::script::Change;
use super::script::What;

/// Takes a change back.
pub(super) fn undo(files: &mut Files, change: &Change) -> Result<(), String> {
    let file = &change.file;
    let Some(text) = files.get(file) else { return Err(format!("no file `{file}`")) };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match &change.what {
        What::New => {
            files.remove(file);
            return Ok(());
        }
        What::Was(before) => lines = before.lines().map(str::to_owned).collect(),
        What::Comments => lines.retain(|line| !line.trim_start().starts_with("# ---")),
        What::Item(id) => {
            let (from, to) = block(&lines, id)?;
            lines.drain(from..to);
        }
        What::Entry(item, start) => {
            let at = line_of(&lines, item, &format!("- {start}"))?;
            let end = end_of(&lines, at);
            lines.drain(at..end);
        }
        What::Line(start) => {
            let at = line_of(&lines, ".", start)?;
            lines.remove(at);
        }
        What::Cut(item, start, before) => {
            let at = line_of(&lines, item, start)?;
            let indent = " ".repeat(indent(&lines[at]));
            lines.splice(at..at, before.lines().map(|line| format!("{indent}{line}")));
        }
        What::Text { before, after } => {
            let text = lines.join("\n");
            if text.matches(after.as_str()).count() != 1 {
                return Err(format!("`{after}` stands not once in `{file}`"));
            }
            lines = text.replace(after.as_str(), before).lines().map(str::to_owned).collect();
        }
        What::Field { item, field, before, after } => {
            field_before(&mut lines, item, field, before.as_deref(), after)?;
        }
    }
    files.insert(file.clone(), lines.join("\n") + "\n");
    Ok(())
}

fn field_before(
    lines: &mut Vec<String>,
    item: &str,
    field: &str,
    before: Option<&str>,
    after: &str,
) -> Result<(), String> {
    let named = format!("{field}:");
    if after == "-" {
        if line_of(lines, item, &named).is_ok() {
            return Err(format!("`{item}` still has `{field}`"));
        }
        // After its name, or what comes nearest.
        let at =
            ["title:", "id:", "- id:", "period:"].iter().find_map(|start| line_of(lines, item, start).ok());
        let at = at.ok_or_else(|| format!("no name in `{item}`"))?;
        let extra = if lines[at].trim_start().starts_with("- ") { 2 } else { 0 };
        let indent = " ".repeat(indent(&lines[at]) + extra);
        lines.insert(at + 1, format!("{indent}{field}: {}", before.unwrap_or_default()));
        return Ok(());
    }
    let at = line_of(lines, item, &named)?;
    let value = lines[at].trim_start()[named.len()..].trim();
    if after != "..." && value != after {
        return Err(format!("`{field}` of `{item}` is `{value}`, not `{after}`"));
    }
    let indent = " ".repeat(indent(&lines[at]));
    let end = end_of(lines, at);
    let before = before.map(|before| format!("{indent}{field}: {before}"));
    lines.splice(at..end, before);
    Ok(())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns where what begins in a line ends: before the next one that is no deeper.
fn end_of(lines: &[String], from: usize) -> usize {
    let is_deeper = |line: &String| !line.is_empty() && indent(line) > indent(&lines[from]);
    let more = lines[from + 1..].iter().position(|line| !is_deeper(line));
    more.map_or(lines.len(), |n| from + 1 + n)
}

/// Returns the lines of an item of a list, with the empty ones after it; of `.`, all.
fn block(lines: &[String], id: &str) -> Result<(usize, usize), String> {
    if id == "." {
        return Ok((0, lines.len()));
    }
    let wanted = format!("- id: {id}");
    let from = lines.iter().position(|line| line.trim_start() == wanted);
    let from = from.ok_or_else(|| format!("no item `{id}`"))?;
    let is_end = |line: &String| !line.is_empty() && indent(line) <= indent(&lines[from]);
    let to = lines[from + 1..].iter().position(is_end).map_or(lines.len(), |n| from + 1 + n);
    Ok((from, to))
}

/// Finds the line of an item that begins so.
fn line_of(lines: &[String], item: &str, start: &str) -> Result<usize, String> {
    let (from, to) = block(lines, item)?;
    let found = (from..to).find(|n| lines[*n].trim_start().starts_with(start));
    found.ok_or_else(|| format!("no line `{start}` in `{item}`"))
}
