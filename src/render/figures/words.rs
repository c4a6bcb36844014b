//! Text that fits: cut, or broken into lines, by the widths of the font.

use crate::render::figures::font;

/// Breaks text into at most `most` lines that are no wider than `room` at a size; what does not fit ends with `…`.
pub(super) fn lines(words: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = words.split_whitespace().peekable();
    for word in rest.by_ref() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if font::width(&longer, size) <= room || line.is_empty() {
            line = longer;
        } else {
            out.push(std::mem::replace(&mut line, word.to_owned()));
        }
        if out.len() == most {
            break;
        }
    }
    let is_cut = out.len() == most && (!line.is_empty() || rest.peek().is_some());
    if out.len() < most && !line.is_empty() {
        out.push(line);
    }
    let last = out.len().saturating_sub(1);
    for (at, line) in out.iter_mut().enumerate() {
        *line = cut_more(line, size, room, is_cut && at == last);
    }
    out
}

/// Cuts a line to a width at a size.
pub(super) fn cut(line: &str, size: f64, room: f64) -> String {
    cut_more(line, size, room, false)
}

/// Cuts a line; `more` says that something follows it that is not shown.
fn cut_more(line: &str, size: f64, room: f64, more: bool) -> String {
    // No width of marks without room of their own makes a picture large.
    let most = 4 * room.max(0.0) as usize;
    if font::width(line, size) <= room && !more && line.len() <= most {
        return line.to_owned();
    }
    let mut kept = String::new();
    let mut used = font::width("…", size);
    if used > room {
        return kept;
    }
    for c in line.chars() {
        used += font::advance(c) * size;
        if used > room || kept.len() + c.len_utf8() > most {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// Counts things in words: `1 item`, `3 items`.
pub(super) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_their_room_and_say_when_they_are_cut() {
        let words = "Production signing certificate for the keys in the security modules of both regions";
        let broken = lines(words, 13.0, 150.0, 2);
        assert_eq!(broken.len(), 2);
        assert!(broken[1].ends_with('…') && !broken[0].ends_with('…'), "{broken:?}");
        assert!(broken.iter().all(|line| font::width(line, 13.0) <= 150.0), "{broken:?}");
        assert_eq!(lines("short", 13.0, 150.0, 2), ["short"]);
        assert!(lines(&"x".repeat(500), 13.0, 150.0, 2).iter().all(|line| font::width(line, 13.0) <= 150.0));
        assert!(lines("", 13.0, 150.0, 2).is_empty());
        assert!(cut(&format!("a{}", "\u{301}".repeat(5000)), 13.0, 150.0).len() < 700);
        assert_eq!(cut("word", 13.0, 2.0), "");
    }
}
