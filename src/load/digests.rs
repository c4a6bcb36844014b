//! The SHA-256 of evidence that is cited with one: metric records, and items of checklists.

use std::collections::BTreeSet;

use sha2::Digest as _;
use sha2::Sha256;

use crate::model::Digests;
use crate::model::Program;
use crate::model::Workspace;
use crate::source::Tree;

/// Reads every file that is cited with its hash. What cannot be read has none.
pub(crate) fn cited(tree: &dyn Tree, workspace: &Workspace) -> Digests {
    let mut out = Digests::new();
    for program in &workspace.programs {
        for path in paths(program) {
            let folder = program.folder.as_str();
            let full = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
            if let Ok(bytes) = tree.read(&full) {
                let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                out.insert((program.id.as_str().to_ascii_lowercase(), path.to_owned()), hash);
            }
        }
    }
    out
}

fn paths(program: &Program) -> BTreeSet<&str> {
    let rows = program.metrics.iter().flat_map(|metric| &metric.observations);
    let rows = rows.filter(|row| row.evidence_sha256.is_some()).filter_map(|row| row.evidence.as_deref());
    let items = program.readiness.iter().flat_map(|gate| &gate.items);
    let items = items.flat_map(|item| item.evidence.0.iter().zip(&item.evidence_sha256.0));
    // No way leads out of the program's folder.
    let is_inside = |path: &&str| {
        !path.starts_with('/') && !path.split('/').any(|part| part == "..") && !path.contains(':')
    };
    rows.chain(items.map(|(path, _)| &**path)).filter(is_inside).collect()
}
