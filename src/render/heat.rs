//! A heat map for a terminal: rows against columns, readable without colour. Blocks that do not fit follow below.

use unicode_width::UnicodeWidthStr as _;

use crate::render::findings::human::Look;
use crate::render::findings::visible;

/// A square of a heat map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heat {
    /// Nobody knows.
    Unknown,
    /// Nothing can be done, and nothing is asked.
    Off,
    /// Nothing is asked.
    Idle,
    /// The share that is asked; more than 1 is too much.
    Share(f64),
    /// Something is asked where nothing can be done.
    Nobody,
}

/// Columns of a square: a bar, up to four digits, a percent sign and a mark.
const WIDTH: usize = 7;
const GAP: usize = 1;

/// Writes a heat map. `columns` are the headings; each row has a name and a square for every column.
pub fn map(title: &str, columns: &[String], rows: &[(String, Vec<Heat>)], look: Look) -> String {
    let names: Vec<String> = rows.iter().map(|(name, _)| visible(name, false)).collect();
    let most = look.width.saturating_sub(3 * (WIDTH + GAP)).max(8);
    let name_width = names.iter().map(|n| n.width()).chain([title.width()]).max().unwrap_or(0).min(most);
    let fit = (look.width.saturating_sub(name_width) / (WIDTH + GAP)).max(1);
    let mut out = String::new();
    for (n, block) in columns.chunks(fit).enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let heads = block.iter().map(|head| format!("{head:>0$} ", WIDTH - 1));
        push(&mut out, title, name_width, heads);
        for (name, (_, squares)) in names.iter().zip(rows) {
            let shown = crate::render::terminal::cut(name, name_width);
            let squares = squares.iter().skip(n * fit).take(block.len());
            push(&mut out, &shown, name_width, squares.map(|heat| square(*heat)));
        }
    }
    out
}

fn push(out: &mut String, name: &str, width: usize, cells: impl Iterator<Item = String>) {
    let mut line = format!("{name}{}", " ".repeat(width.saturating_sub(name.width())));
    for cell in cells {
        line.push_str(&" ".repeat(GAP));
        line.push_str(&cell);
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Returns a square: a bar as high as the share, the share, and `!` when it is too much.
fn square(heat: Heat) -> String {
    let text = match heat {
        Heat::Unknown => "?".to_owned(),
        Heat::Off => "off".to_owned(),
        Heat::Idle => "·".to_owned(),
        Heat::Nobody => "nobody!".to_owned(),
        Heat::Share(share) => {
            let percent = percent(share);
            let mark = if share > 1.0 { "!" } else { " " };
            format!("{}{percent:>4}%{mark}", bar(share))
        }
    };
    // What has no mark ends where the percent sign of others stands.
    let text = if matches!(heat, Heat::Share(_) | Heat::Nobody) { text } else { format!("{text} ") };
    format!("{}{text}", " ".repeat(WIDTH.saturating_sub(text.width())))
}

/// Returns a share in percent. What is more than all never shows as 100.
#[allow(clippy::cast_possible_truncation)] // bounded
fn percent(share: f64) -> i64 {
    let percent = (share * 100.0).round().clamp(0.0, 9999.0) as i64;
    if share > 1.0 { percent.max(101) } else { percent }
}

/// Returns a bar for a share of the whole.
fn bar(share: f64) -> char {
    match share {
        s if s > 1.0 => '█',
        s if s > 0.85 => '▇',
        s if s > 0.6 => '▅',
        s if s > 0.3 => '▃',
        _ => '▁',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heat_map_says_everything_without_colour_and_continues_below() {
        let columns = ["03-02", "03-16", "03-30"].map(str::to_owned);
        let rows = [
            ("identity".to_owned(), vec![Heat::Share(0.61), Heat::Share(1.001), Heat::Share(123.0)]),
            ("web\u{1b}".to_owned(), vec![Heat::Unknown, Heat::Off, Heat::Nobody]),
            ("data".to_owned(), vec![Heat::Idle, Heat::Share(0.0), Heat::Share(1.0)]),
        ];
        let wide = map("TEAM", &columns, &rows, Look { width: 60, is_coloured: false });
        assert_eq!(
            wide,
            "TEAM       03-02   03-16   03-30\n\
             identity  ▅  61%  █ 101%! █9999%!\n\
             web\\u{1b}      ?     off  nobody!\n\
             data           ·  ▁   0%  ▇ 100%\n"
        );
        let narrow = map("TEAM", &columns, &rows, Look { width: 26, is_coloured: false });
        assert!(narrow.lines().all(|line| line.width() <= 26), "{narrow}");
        assert_eq!(narrow.lines().filter(|line| line.starts_with("TEAM")).count(), 2);
    }
}
