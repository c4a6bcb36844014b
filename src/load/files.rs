//! Which file is what: the kind of a file follows from its name or folder, never from its content.

use std::collections::BTreeMap;

use crate::model::Home;
use crate::model::KINDS;
use crate::model::Kind;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The file is one record.
    Record(Kind),
    /// The file holds lists of one or more kinds under keys ([`Layout::lists`]).
    Lists,
    /// The file is a series of observations of a metric.
    Series,
    /// The file holds the answers of a survey.
    Survey,
}

/// What a path below a program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A file of the plan.
    Plan(Reading),
    /// In a folder of items, but passed over by name: README and templates.
    PassedOver,
    /// Looks as if it were meant for the plan: why, and what to do.
    Suspect {
        /// Why it is not read.
        message: String,
        /// What to do.
        help: String,
    },
    /// Nothing of ours.
    Other,
}

/// The folders and files of one program.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// Folder → kind, longest first.
    folders: Vec<(String, Kind)>,
    /// File → how it is read.
    files: BTreeMap<String, Reading>,
    /// List file → the kinds whose lists it may hold.
    lists: BTreeMap<String, Vec<Kind>>,
}

impl Layout {
    /// Builds the layout of a program from the table of kinds and `paths:` of the settings.
    pub(crate) fn new(paths: &BTreeMap<String, String>) -> Layout {
        let mut layout = Layout { folders: Vec::new(), files: BTreeMap::new(), lists: BTreeMap::new() };
        for meta in KINDS.iter().filter(|m| !m.is_workspace) {
            for home in meta.homes {
                match home {
                    Home::File(file) => {
                        layout.files.insert((*file).to_owned(), Reading::Record(meta.kind));
                    }
                    Home::List { file, .. } => layout.add_list(file, meta.kind),
                    Home::Folder(folder) => layout.folders.push(((*folder).to_owned(), meta.kind)),
                }
            }
        }
        for (kind, path) in paths {
            let (Some(kind), path) = (Kind::from_word(kind), path.trim_matches('/')) else { continue };
            let path = path.strip_prefix("./").unwrap_or(path);
            let is_record = kind.meta().homes.iter().any(|h| matches!(h, Home::File(_)));
            let extension = path.rsplit_once('.').map(|(_, e)| e);
            if matches!(extension, Some("yaml" | "yml" | "md")) {
                if is_record {
                    layout.files.insert(path.to_owned(), Reading::Record(kind));
                } else {
                    layout.add_list(path, kind);
                }
            } else {
                layout.folders.push((path.to_owned(), kind));
            }
        }
        layout.folders.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        layout
    }

    fn add_list(&mut self, file: &str, kind: Kind) {
        self.files.insert(file.to_owned(), Reading::Lists);
        self.lists.entry(file.to_owned()).or_default().push(kind);
    }

    /// Returns the kinds whose lists a file may hold.
    pub(crate) fn lists(&self, path: &str) -> &[Kind] {
        let as_yaml = path.strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
        let found = self.lists.get(path).or_else(|| self.lists.get(as_yaml.as_ref()?));
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// Tells whether a path is a folder of items, or lies above one.
    pub(crate) fn holds_folder(&self, path: &str) -> bool {
        self.folders.iter().any(|(folder, _)| {
            folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Says what a path (from the program's folder) is.
    pub(crate) fn class(&self, path: &str) -> Class {
        let as_yaml = path.strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
        if let Some(reading) = self.files.get(path).or_else(|| self.files.get(as_yaml.as_ref()?)) {
            return Class::Plan(*reading);
        }
        let folder = self.folders.iter().find(|(folder, _)| {
            folder.is_empty() || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        });
        match folder {
            Some((folder, kind)) => in_folder(path, folder, *kind),
            None => self.near_miss(path),
        }
    }

    /// Recognises `milestone.yaml`, `Charter.md` and the like at the top of a program.
    fn near_miss(&self, path: &str) -> Class {
        let is_plan_like = path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".md");
        if path.contains('/') || !is_plan_like || path.eq_ignore_ascii_case("readme.md") {
            return Class::Other;
        }
        let lower = path.to_lowercase();
        let known = self.files.keys().map(String::as_str).filter(|f| !f.contains('/'));
        let near = known.filter(|f| strsim::damerau_levenshtein(&lower, f) <= 2).min();
        match near {
            Some(file) => Class::Suspect {
                message: format!("`{path}` is not read: did you mean `{file}`?"),
                help: format!("rename it to `{file}`, or map it with `paths:` in `epm.yaml`"),
            },
            None => Class::Other,
        }
    }
}

fn in_folder(path: &str, folder: &str, kind: Kind) -> Class {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    if is_passed_over(&lower) {
        return Class::PassedOver;
    }
    let wants_markdown = kind.meta().body.is_some();
    match lower.rsplit_once('.').map(|(_, e)| e) {
        Some("md") if wants_markdown => Class::Plan(Reading::Record(kind)),
        Some("csv")
            if kind == Kind::Metric && path.strip_prefix(folder).is_some_and(|p| !p[1..].contains('/')) =>
        {
            Class::Plan(Reading::Series)
        }
        Some("csv")
            if kind == Kind::Survey && path.strip_prefix(folder).is_some_and(|p| !p[1..].contains('/')) =>
        {
            Class::Plan(Reading::Survey)
        }
        Some("yaml" | "yml") if kind != Kind::Decision => Class::Plan(Reading::Record(kind)),
        Some("yaml" | "yml" | "yamll" | "markdown" | "mdown" | "json") => Class::Suspect {
            message: format!("`{path}` is in the folder of {} and is not read", kind.meta().plural),
            help: format!(
                "{} are `{}` files here; rename it or move it out of `{folder}/`",
                kind.meta().plural,
                if kind == Kind::Decision { "*.md" } else { "*.yaml" }
            ),
        },
        _ => Class::Other,
    }
}

/// README, index and template files among the items are documents, not items.
fn is_passed_over(lower: &str) -> bool {
    let stem = lower.rsplit_once('.').map_or(lower, |(stem, _)| stem);
    matches!(stem, "readme" | "index" | "template" | "contributing")
        || stem.starts_with('_')
        || stem.ends_with("-template")
        || stem.ends_with("_template")
        || stem.starts_with("template-")
        || stem.starts_with("template_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders_say_what_a_file_is() {
        let layout = Layout::new(&BTreeMap::from([("decision".to_owned(), "docs/adr".to_owned())]));
        assert_eq!(layout.class("charter.md"), Class::Plan(Reading::Record(Kind::Charter)));
        assert_eq!(layout.class("milestones.yml"), Class::Plan(Reading::Lists));
        assert_eq!(layout.class("raid/risks/RSK-1.md"), Class::Plan(Reading::Record(Kind::Risk)));
        assert_eq!(layout.class("docs/adr/0001-x.md"), Class::Plan(Reading::Record(Kind::Decision)));
        assert_eq!(layout.class("docs/adr/README.md"), Class::PassedOver);
        assert_eq!(layout.class("decisions/adr-template.md"), Class::PassedOver);
        assert_eq!(layout.class("metrics/logins.csv"), Class::Plan(Reading::Series));
        assert_eq!(layout.class("metrics/surveys/2026-Q2.csv"), Class::Plan(Reading::Survey));
        assert_eq!(layout.class("src/main.rs"), Class::Other);
        assert_eq!(layout.class("README.md"), Class::Other);
        assert!(matches!(layout.class("milestone.yaml"), Class::Suspect { .. }));
        assert!(matches!(layout.class("decisions/0001.yaml"), Class::Suspect { .. }));
    }
}
