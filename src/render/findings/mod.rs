//! Findings for people and for CI: each format one file, with the exact needs of the tool that reads it.

mod github;
mod gitlab;
pub mod human;
mod junit;
mod rdjson;
mod sarif;
mod visible;

pub use visible::visible;

use crate::report::findings::FindingsView;

/// An encoding of findings for a tool.
#[derive(Clone, Copy, Debug)]
pub struct FindingFormat {
    /// The name, as in `--format <name>`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Encodes the findings.
    pub encode: fn(&FindingsView) -> String,
}

/// Every encoding of findings besides the formats of all views.
pub static FINDING_FORMATS: &[FindingFormat] = &[
    FindingFormat { name: "github", about: "GitHub workflow commands", encode: github::encode },
    FindingFormat { name: "gitlab", about: "GitLab Code Quality", encode: gitlab::encode },
    FindingFormat { name: "sarif", about: "SARIF 2.1.0, for code scanning", encode: sarif::encode },
    FindingFormat { name: "junit", about: "JUnit XML", encode: junit::encode },
    FindingFormat { name: "rdjson", about: "reviewdog", encode: rdjson::encode },
];

/// Returns the format of that name.
pub fn format(name: &str) -> Option<&'static FindingFormat> {
    FINDING_FORMATS.iter().find(|f| f.name == name)
}

/// Returns the message with label and next step, on one line.
fn sentence(row: &crate::report::findings::FindingRow) -> String {
    let parts = [Some(&row.message), row.label.as_ref(), row.help.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join("; ")
}

/// Returns a stable number for a finding: rule, file, item and message, never the line.
fn fingerprint(row: &crate::report::findings::FindingRow, nth: usize) -> String {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    for part in
        [&row.code, &row.file, row.item.as_deref().unwrap_or_default(), &row.message, &nth.to_string()]
    {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Returns the fingerprint of every finding; equal findings are told apart by their order.
fn fingerprints(view: &FindingsView) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::new();
    let key = |row: &crate::report::findings::FindingRow| {
        (row.code.clone(), row.file.clone(), row.item.clone(), row.message.clone())
    };
    let number = |row: &crate::report::findings::FindingRow| {
        let nth = seen.entry(key(row)).and_modify(|n| *n += 1).or_insert(0_usize);
        fingerprint(row, *nth)
    };
    view.findings.iter().map(number).collect()
}
