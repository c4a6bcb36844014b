//! Findings for a person at a terminal: the place, the reason and the next step, as `miette` draws them.

use std::fmt;

use anstyle::AnsiColor;
use anstyle::Style;
use miette::Diagnostic;
use miette::GraphicalReportHandler;
use miette::GraphicalTheme;
use miette::LabeledSpan;
use miette::MietteError;
use miette::MietteSpanContents;
use miette::SourceCode;
use miette::SourceSpan;
use miette::SpanContents;
use miette::ThemeCharacters;
use miette::ThemeStyles;

use crate::diag::Severity;
use crate::render::findings::visible;
use crate::report::findings::Excerpt;
use crate::report::findings::FindingRow;
use crate::report::findings::FindingsView;

/// How a terminal shows things.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Colours may be used.
    pub is_coloured: bool,
}

/// An excerpt as a source: miette reads only these lines, however long the file is.
#[derive(Debug)]
struct Lines {
    file: String,
    first_line: usize,
    text: String,
}

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without context lines, miette asks where the mark is.
        let (start, line, column) = if before + after == 0 {
            let line_start =
                self.text.get(..span.offset()).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
            let lines = self.text.get(..line_start).unwrap_or_default().matches('\n').count();
            let column = self.text.get(line_start..span.offset()).unwrap_or_default().chars().count();
            (span.offset(), lines, column)
        } else {
            (0, 0, 0)
        };
        let data = &self.text.as_bytes()[start..];
        let shown = SourceSpan::from((start, data.len()));
        let count = self.text.lines().count();
        let line = self.first_line - 1 + line;
        Ok(Box::new(MietteSpanContents::new_named(self.file.clone(), data, shown, line, column, count)))
    }
}

#[derive(Debug)]
struct Shown {
    headline: String,
    level: Severity,
    help: Option<String>,
    lines: Option<Lines>,
    label: Option<LabeledSpan>,
    related: Vec<Shown>,
}

impl fmt::Display for Shown {
    /// The headline is written by [`draw`], which wraps it without miette's margin.
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.level {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.lines.as_ref().map(|lines| lines as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.label
            .clone()
            .map(|label| Box::new(std::iter::once(label)) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// Returns every finding with its lines, then the summary.
pub fn write(view: &FindingsView, look: Look) -> String {
    let handler = handler(look);
    let mut out = String::new();
    for row in &view.findings {
        let shown = shown(row);
        draw(&handler, &shown, look, &mut out);
        for related in &shown.related {
            draw(&handler, related, look, &mut out);
        }
        out.push('\n');
    }
    out.push_str(&summary(view));
    out
}

/// Draws one diagnostic: our headline, then miette's excerpt and help.
fn draw(handler: &GraphicalReportHandler, shown: &Shown, look: Look, out: &mut String) {
    let style = match shown.level {
        _ if !look.is_coloured => Style::new(),
        Severity::Error => Style::new().fg_color(Some(AnsiColor::Red.into())).bold(),
        Severity::Warning => Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold(),
        Severity::Note => Style::new().fg_color(Some(AnsiColor::Cyan.into())).bold(),
    };
    let (head, message) = shown.headline.split_once(": ").unwrap_or(("", &shown.headline));
    let wrapped = wrap(&format!("{head}{}{message}", if head.is_empty() { "" } else { ": " }), look.width);
    let (bold, rest) = wrapped.split_at(head.len());
    out.push_str(&format!("{style}{bold}{style:#}{rest}\n"));
    let mut text = String::new();
    if handler.render_report(&mut text, shown).is_ok() {
        for line in text.lines().skip_while(|line| line.trim().is_empty()) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

/// Breaks a text at spaces; lines after the first are indented by two.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for line in text.split('\n') {
        if used > 0 {
            out.push_str("\n  ");
            used = 2;
        }
        for word in line.split_inclusive(' ') {
            let columns = unicode_width::UnicodeWidthStr::width(word.trim_end());
            if used > 2 && used + columns > width {
                out.truncate(out.trim_end().len());
                out.push_str("\n  ");
                used = 2;
            }
            out.push_str(word);
            used += unicode_width::UnicodeWidthStr::width(word);
        }
    }
    out
}

fn handler(look: Look) -> GraphicalReportHandler {
    let mut characters = ThemeCharacters::unicode();
    characters.error = String::new();
    characters.warning = String::new();
    characters.advice = String::new();
    let styles = if look.is_coloured { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters, styles };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(look.width.max(40)).with_cause_chain();
    handler.with_links(false)
}

fn shown(row: &FindingRow) -> Shown {
    let message = visible(&row.message, false);
    let headline = format!("{}[{} {}]: {message}", row.severity, row.code, row.rule);
    let related = row.related.iter().map(|r| {
        let what = visible(&r.message, false);
        let (lines, label) = lines(&r.file, r.excerpt.as_ref(), None);
        let place = if lines.is_none() {
            format!(" ({}:{})", visible(&r.file, false), r.line)
        } else {
            String::new()
        };
        let headline = format!("{what}{place}");
        Shown { headline, level: Severity::Note, help: None, lines, label, related: Vec::new() }
    });
    let related = related.collect();
    let (lines, label) = lines(&row.file, row.excerpt.as_ref(), row.label.as_deref());
    let mut help = row.help.as_ref().map(|h| visible(h, false));
    let mut headline = headline;
    if lines.is_none() {
        headline = format!("{headline}\nin {}", visible(&row.file, false));
        if let Some(label) = &row.label {
            help = Some(help.map_or_else(|| label.clone(), |help| format!("{label}; {help}")));
        }
    }
    Shown { headline, level: row.level, help, lines, label, related }
}

fn lines(file: &str, excerpt: Option<&Excerpt>, label: Option<&str>) -> (Option<Lines>, Option<LabeledSpan>) {
    let Some(excerpt) = excerpt else { return (None, None) };
    let (start, end) = excerpt.span;
    let part = |range: std::ops::Range<usize>| visible(excerpt.text.get(range).unwrap_or_default(), true);
    let (before, marked, after) = (part(0..start), part(start..end), part(end..excerpt.text.len()));
    let span = (before.len(), marked.len());
    let text = format!("{before}{marked}{after}");
    let label = LabeledSpan::new(label.map(|l| visible(l, false)), span.0, span.1);
    (Some(Lines { file: visible(file, false), first_line: excerpt.first_line as usize, text }), Some(label))
}

/// Returns the last line: what was read and what was found.
pub fn summary(view: &FindingsView) -> String {
    let s = &view.summary;
    let many = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let read = format!(
        "{} in {} of {}",
        many(s.items, "item", "items"),
        many(s.files, "file", "files"),
        many(s.programs, "program", "programs"),
    );
    if s.errors + s.warnings + s.notes == 0 {
        return format!("checked {read} as of {}: nothing to report\n", view.as_of);
    }
    format!(
        "checked {read} as of {}: {}, {}, {}\n",
        view.as_of,
        many(s.errors, "error", "errors"),
        many(s.warnings, "warning", "warnings"),
        many(s.notes, "note", "notes"),
    )
}
