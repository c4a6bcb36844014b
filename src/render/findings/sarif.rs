//! SARIF 2.1.0 as GitHub code scanning wants it: every rule described, one location a result, stable fingerprints.

use serde_json::Value as Json;
use serde_json::json;

use crate::diag::RuleMeta;
use crate::diag::Severity;
use crate::render::findings::fingerprints;
use crate::render::findings::sentence;
use crate::report::findings::FindingRow;
use crate::report::findings::FindingsView;

pub(crate) fn encode(view: &FindingsView) -> String {
    let prints = fingerprints(view);
    let rules: Vec<Json> = view.rules.iter().map(|meta| rule(meta)).collect();
    let index = |code: &str| view.rules.iter().position(|meta| meta.code.to_string() == code);
    let results: Vec<Json> =
        view.findings.iter().zip(prints).map(|(row, print)| result(row, index(&row.code), &print)).collect();
    crate::render::formats::json::text(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "epm", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "automationDetails": {"id": "epm/check/"},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn rule(meta: &RuleMeta) -> Json {
    let page = meta.page();
    json!({
        "id": meta.code.to_string(),
        "name": meta.name,
        "shortDescription": {"text": meta.summary()},
        "fullDescription": {"text": meta.summary()},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(meta.severity)},
    })
}

fn result(row: &FindingRow, index: Option<usize>, print: &str) -> Json {
    let mut out = json!({
        "ruleId": row.code,
        "level": level(row.level),
        "message": {"text": sentence(row)},
        "locations": [location(&row.file, (row.line, row.column), Some((row.end_line, row.end_column)))],
        "partialFingerprints": {"primaryLocationLineHash": print},
    });
    if let Some(index) = index {
        out["ruleIndex"] = json!(index);
    }
    if !row.related.is_empty() {
        let related = row.related.iter().enumerate().map(|(n, r)| {
            let mut place = location(&r.file, (r.line, r.column), None);
            place["id"] = json!(n);
            place["message"] = json!({"text": r.message});
            place
        });
        out["relatedLocations"] = related.collect();
    }
    out
}

fn location(file: &str, start: (u32, u32), end: Option<(u32, u32)>) -> Json {
    let mut region = json!({"startLine": start.0, "startColumn": start.1});
    if let Some((line, column)) = end {
        region["endLine"] = json!(line);
        region["endColumn"] = json!(if line == start.0 { column.max(start.1 + 1) } else { column });
    }
    json!({"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region}})
}

/// Returns a path as a relative URI: everything but plain characters percent-encoded.
fn uri(path: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.bytes().map(|b| if is_plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}
