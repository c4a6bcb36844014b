//! reviewdog's diagnostics: columns are bytes, ends are exclusive.

use serde_json::json;

use crate::diag::Severity;
use crate::render::findings::sentence;
use crate::report::findings::FindingsView;

pub(crate) fn encode(view: &FindingsView) -> String {
    let diagnostics: Vec<_> = view
        .findings
        .iter()
        .map(|row| {
            let (start, end) = row.excerpt.as_ref().map_or((1, 1), |e| (e.byte_column, e.end_byte_column));
            let severity = match row.level {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note => "INFO",
            };
            json!({
                "message": sentence(row),
                "location": {
                    "path": row.file,
                    "range": {
                        "start": {"line": row.line, "column": start},
                        "end": {"line": row.end_line, "column": end},
                    },
                },
                "severity": severity,
                "code": {"value": row.code},
            })
        })
        .collect();
    crate::render::formats::json::text(&json!({"source": {"name": "epm"}, "diagnostics": diagnostics}))
}
