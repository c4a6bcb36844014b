//! Formats: any view as JSON and CSV, with text that a spreadsheet or a terminal would act upon.

use serde_json::Value as Json;
use serde_json::json;

use crate::render::FORMATS;
use crate::render::format;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;

struct Sample {
    texts: Vec<String>,
}

impl View for Sample {
    fn name(&self) -> &str {
        "sample"
    }

    fn version(&self) -> u32 {
        3
    }

    fn value(&self) -> Json {
        json!({"as_of": "2026-11-27", "texts": self.texts})
    }

    fn tables(&self) -> Vec<Table> {
        let row = |text: &String| {
            let own =
                [Cell::Number(-5.0), Cell::Count(-3), Cell::Date("2026-11-27".to_owned()), Cell::Flag(true)];
            let mut row = vec![Cell::Text(text.clone())];
            row.extend(own);
            row.extend([Cell::Missing, Cell::Number(f64::NAN), Cell::Number(0.25)]);
            row
        };
        let columns = ["text", "n", "count", "date", "flag", "gone", "nan", "part"];
        vec![Table {
            name: "texts".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.texts.iter().map(row).collect(),
        }]
    }
}

struct Empty;

impl View for Empty {
    fn name(&self) -> &str {
        "empty"
    }

    fn version(&self) -> u32 {
        1
    }

    fn value(&self) -> Json {
        json!({"version": 7, "x": 1})
    }

    fn tables(&self) -> Vec<Table> {
        Vec::new()
    }
}

const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://evil.example\")",
    "=cmd|'/c calc'!A1",
    "@SUM(1)",
    "+1",
    "-1",
    "\tx",
    "\rx",
    "\0x",
    "＝1",
    "\"=1",
    "  =1",
    "'=1",
    "\u{7}=1",
    "\n=1",
];

fn csv_of(texts: &[&str]) -> Vec<csv::StringRecord> {
    let sample = Sample { texts: texts.iter().map(|t| (*t).to_owned()).collect() };
    let text = (format("csv").unwrap().encode)(&sample).unwrap();
    csv::Reader::from_reader(text.as_bytes()).records().map(|record| record.unwrap()).collect()
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    for (text, record) in HOSTILE.iter().zip(csv_of(HOSTILE)) {
        assert!(record[0].starts_with('\''), "{text:?} gives {:?}", &record[0]);
    }
}

#[test]
fn the_guard_comes_off_again_and_numbers_have_none() {
    let plain = ["a,b", "x \"y\" z", "two\nlines", "it's", "'quoted'", "'=1", "=1", "''=1", " x "];
    let formula = |text: &str| {
        let first = text.trim_start_matches([' ', '"', '\'']).chars().next();
        first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@'))
    };
    for (text, record) in plain.iter().zip(csv_of(&plain)) {
        let read = record[0].strip_prefix('\'').filter(|rest| formula(rest)).unwrap_or(&record[0]);
        assert_eq!(read, *text);
        assert_eq!(
            record.iter().skip(1).collect::<Vec<_>>(),
            ["-5", "-3", "2026-11-27", "true", "", "", "0.25"]
        );
    }
}

#[test]
fn json_has_its_version_first_and_keeps_hidden_characters_visible() {
    let hidden = "a\u{1b}]0;x\u{7}\u{9b}\u{202e}\u{2028}\u{feff}é 👩";
    let sample = Sample { texts: vec![hidden.to_owned()] };
    let text = (format("json").unwrap().encode)(&sample).unwrap();
    assert!(text.starts_with("{\n  \"version\": 3,\n  \"as_of\": \"2026-11-27\",\n"), "{text}");
    assert!(text.contains("\"a\\u001b]0;x\\u0007\\u009b\\u202e\\u2028\\ufeffé 👩\""), "{text}");
    let read: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(read["texts"][0], hidden);
    assert!((format("json").unwrap().encode)(&Empty).unwrap().contains("\"version\": 7"));
}

#[test]
fn a_view_without_a_table_is_no_csv() {
    let error = (format("csv").unwrap().encode)(&Empty).unwrap_err();
    assert_eq!(error.to_string(), "view `empty` has no table, so it cannot be written as csv");
    assert_eq!(error.help(), "use `--format json`");
}

#[test]
fn names_of_formats_and_targets_are_unique_words() {
    let formats: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
    let targets: Vec<&str> = crate::render::TARGETS.iter().map(|t| t.name).collect();
    for names in [formats, targets] {
        for (i, name) in names.iter().enumerate() {
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}"
            );
            assert!(!names[..i].contains(name), "{name} twice");
        }
    }
}
