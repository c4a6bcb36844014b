//! GitLab Code Quality: an array of issues with stable fingerprints.

use serde_json::json;

use crate::diag::Severity;
use crate::render::findings::fingerprints;
use crate::render::findings::sentence;
use crate::report::findings::FindingsView;

pub(crate) fn encode(view: &FindingsView) -> String {
    let prints = fingerprints(view);
    let issues: Vec<_> = view
        .findings
        .iter()
        .zip(prints)
        .map(|(row, fingerprint)| {
            let severity = match row.level {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            };
            json!({
                "description": format!("{}: {}", row.code, sentence(row)),
                "check_name": row.rule,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {"path": row.file, "lines": {"begin": row.line, "end": row.end_line}},
            })
        })
        .collect();
    crate::render::formats::json::text(&serde_json::Value::Array(issues))
}
