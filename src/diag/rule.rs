//! What is known of a rule before it runs: code, name, severity and its manual page.

use crate::diag::Code;
use crate::diag::Severity;

/// The declaration of a rule. Its doc comment is its manual page: `epm explain`, the rule pages and JSON show it.
#[derive(Debug)]
pub struct RuleMeta {
    /// The stable number.
    pub code: Code,
    /// The kebab-case name that states the defect: `dangling-reference`.
    pub name: &'static str,
    /// The severity unless `epm.yaml` says otherwise.
    pub severity: Severity,
    /// The first version that had the rule.
    pub since: &'static str,
    /// The manual page in Markdown, one leading space a line (see [`RuleMeta::page`]).
    pub doc: &'static str,
    /// The source file that declares the rule.
    pub file: &'static str,
}

impl RuleMeta {
    /// Returns the manual page as Markdown.
    pub fn page(&self) -> String {
        let mut page = String::new();
        for line in self.doc.lines() {
            page.push_str(line.strip_prefix(' ').unwrap_or(line).trim_end());
            page.push('\n');
        }
        page
    }

    /// Returns the first line of the manual page: what the rule finds, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.doc.lines().next().unwrap_or_default().trim()
    }

    /// Tells whether the rule is about broken files (family 1xx), which nobody may switch off.
    pub fn is_locked(&self) -> bool {
        self.code.0 < 200
    }
}

/// Declares a rule: the doc comment is its manual page.
///
/// ```ignore
/// rule! {
///     /// Finds …
///     pub static META = 203, "dangling-reference", Error, since "0.1.0";
/// }
/// ```
macro_rules! rule {
    ($(#[doc = $doc:literal])* $vis:vis static $name:ident = $code:literal, $kebab:literal, $severity:ident, since $since:literal;) => {
        $(#[doc = $doc])*
        $vis static $name: $crate::diag::RuleMeta = $crate::diag::RuleMeta {
            code: $crate::diag::Code($code),
            name: $kebab,
            severity: $crate::diag::Severity::$severity,
            since: $since,
            doc: concat!($($doc, "\n"),*),
            file: file!(),
        };
    };
}
pub(crate) use rule;
