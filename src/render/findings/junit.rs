//! JUnit XML: a test case that passes for every clean file, one that fails for every finding. Times are zero, so that
//! equal runs give equal bytes. Notes do not fail.

use crate::diag::Severity;
use crate::render::findings::sentence;
use crate::report::findings::FindingsView;

pub(crate) fn encode(view: &FindingsView) -> String {
    let failures = view.findings.iter().filter(|f| f.level > Severity::Note).count();
    let clean: Vec<&String> =
        view.files.iter().filter(|file| view.findings.iter().all(|f| f.file != **file)).collect();
    let tests = clean.len() + view.findings.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\"");
    out.push_str(&format!("<testsuites {counts}>\n  <testsuite name=\"epm check\" {counts}>\n"));
    for file in clean {
        let file = escape(file);
        out.push_str(&format!(
            "    <testcase classname=\"epm\" name=\"{file}\" file=\"{file}\" time=\"0\"/>\n"
        ));
    }
    for row in &view.findings {
        let name = escape(&format!("{} {} {}:{}:{}", row.code, row.rule, row.file, row.line, row.column));
        let file = escape(&row.file);
        let head = format!(
            "    <testcase classname=\"epm.{}\" name=\"{name}\" file=\"{file}\" line=\"{}\" time=\"0\"",
            row.rule, row.line
        );
        let text = escape(&sentence(row));
        if row.level == Severity::Note {
            out.push_str(&format!("{head}>\n      <system-out>{text}</system-out>\n    </testcase>\n"));
        } else {
            let message = escape(&row.message);
            out.push_str(&format!(
                "{head}>\n      <failure type=\"{}\" message=\"{message}\">{text}</failure>\n    </testcase>\n",
                row.severity
            ));
        }
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// Escapes text for XML 1.0 and strips the characters that it forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_escaped_and_forbidden_characters_go() {
        assert_eq!(escape("<a b=\"c\">\u{1b}&\u{fffe}"), "&lt;a b=&quot;c&quot;&gt;&amp;");
    }
}
