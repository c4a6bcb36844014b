//! `schema/` is what the code says, is valid, and agrees with the decoder on valid and invalid samples.
//!
//! `EPM_BLESS=1 cargo test` writes the files of `schema/` anew.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value as Json;

use epm::diag::Severity;
use epm::schema;

use crate::support;

#[test]
fn the_files_of_schema_are_what_the_code_says() {
    let folder = support::root("schema");
    let mut known = Vec::new();
    for file in schema::all() {
        let name = format!("{}.schema.json", file.name);
        support::compare_or_bless(&folder.join(&name), &file.text());
        known.push(name);
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name), "schema/{name} belongs to no kind");
    }
}

#[test]
fn every_schema_is_valid_draft_07_and_describes_every_field() {
    for file in schema::all() {
        assert!(jsonschema::draft7::meta::is_valid(&file.schema), "{}", file.name);
        let definitions = file.schema["definitions"].as_object().unwrap().values();
        for record in definitions.chain([&file.schema]) {
            for (key, field) in record["properties"].as_object().unwrap() {
                assert!(field["description"].as_str().is_some_and(|d| d.len() > 3), "{}.{key}", file.name);
            }
        }
    }
}

/// Reads a sample as JSON the way an editor's YAML 1.2 reader does.
fn as_json(text: &str) -> Json {
    serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// Samples: schema name, whether it is sound, text. The file's name says how epm reads it.
fn samples() -> BTreeMap<String, (String, bool, String)> {
    let mut out = BTreeMap::new();
    for (side, is_valid) in [("valid", true), ("invalid", false)] {
        for entry in fs::read_dir(support::root("tests/fixtures/samples").join(side)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let schema = name.split(['.', '-']).next().unwrap().to_owned();
            out.insert(format!("{side}/{name}"), (schema, is_valid, fs::read_to_string(&path).unwrap()));
        }
    }
    out
}

#[test]
fn schema_and_decoder_agree_on_samples() {
    let samples = samples();
    assert!(samples.len() >= 20, "only {} samples", samples.len());
    for (name, (schema_name, is_valid, text)) in samples {
        let file = schema::named(&schema_name).unwrap_or_else(|| panic!("{name}: no schema `{schema_name}`"));
        let validator = jsonschema::validator_for(&file.schema).unwrap();
        let by_schema = validator.is_valid(&as_json(&text));
        let home = match schema_name.as_str() {
            "settings" => "epm.yaml".to_owned(),
            "milestones" | "raid" | "changes" | "metrics" | "org" | "policy" | "portfolio" | "comms" => {
                format!("{schema_name}.yaml")
            }
            kind => {
                let meta = epm::model::Kind::from_word(kind).unwrap().meta();
                let folder = meta.homes.iter().find_map(|home| match home {
                    epm::model::Home::Folder(folder) => Some(*folder),
                    _ => None,
                });
                format!("{}/sample.yaml", folder.unwrap())
            }
        };
        let settings = ("epm.yaml", "version: 1\nprograms: [{id: p, path: .}]\n");
        let files = if home == "epm.yaml" {
            vec![("epm.yaml", text.as_str())]
        } else {
            vec![settings, (&home, &text)]
        };
        let session = support::open_files(&files);
        let is_shape = |code: u16| (110..=115).contains(&code);
        let faults: Vec<_> = session
            .findings
            .iter()
            .filter(|f| {
                f.place.file == home
                    && f.finding.severity == Severity::Error
                    && is_shape(f.finding.rule.code.0)
            })
            .map(|f| f.finding.message.clone())
            .collect();
        assert_eq!(by_schema, is_valid, "{name}: the schema says otherwise");
        assert_eq!(faults.is_empty(), is_valid, "{name}: the decoder says {faults:?}");
    }
}
