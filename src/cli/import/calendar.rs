//! `epm import calendar`: the holidays of calendar files as a calendar of `org.yaml`.

use std::path::Path;
use std::path::PathBuf;

use serde_json::Value as Json;
use serde_json::json;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::import::read;
use crate::cli::starters;
use crate::cli::ui::Ui;
use crate::load::import::ics;
use crate::model::id_fault;
use crate::render::findings::visible;

/// Prints one calendar a file, as YAML; what was left out goes to the other stream.
pub(super) fn run(files: &[PathBuf], has_out: bool, ui: &Ui) -> Result<ExitStatus, CliError> {
    if has_out {
        return Err(CliError::usage(
            "`--out` does not fit a calendar",
            "put what is printed into `org.yaml`: that file may hold more than calendars",
        ));
    }
    let mut calendars = Vec::new();
    for path in files {
        let holidays = ics::read(&read(path)?);
        for note in &holidays.notes {
            ui.say(&visible(&format!("{}: {note}", path.display()), false));
        }
        if !holidays.days.is_empty() {
            calendars.push(calendar(path, &holidays));
        }
    }
    if calendars.is_empty() {
        return Err(CliError::usage(
            "there is no holiday that epm can read",
            "a holiday is an event of whole days: `DTSTART;VALUE=DATE:20261225`",
        ));
    }
    let text = serde_yaml::to_string(&json!({"calendars": calendars})).map_err(|e| CliError::File {
        action: "write",
        path: "a calendar".to_owned(),
        reason: e.to_string(),
    })?;
    ui.print(&text)?;
    ui.say("next: put this into `org.yaml`, and let teams name the calendar: `calendar: ID`");
    Ok(ExitStatus::Clean)
}

fn calendar(path: &Path, holidays: &ics::Holidays) -> Json {
    let stem = path.file_stem().map(|stem| starters::slug(&stem.to_string_lossy())).unwrap_or_default();
    let id = if id_fault(&stem).is_none() { stem } else { "calendar".to_owned() };
    let day = |(from, to, name): &(crate::model::Date, crate::model::Date, String)| {
        let mut holiday = json!({"from": from.to_string()});
        if to != from {
            holiday["to"] = to.to_string().into();
        }
        if !name.is_empty() {
            holiday["name"] = name.as_str().into();
        }
        holiday
    };
    let mut calendar = json!({"id": id});
    if let Some(name) = &holidays.name {
        calendar["name"] = name.as_str().into();
    }
    calendar["holidays"] = holidays.days.iter().map(day).collect::<Vec<_>>().into();
    calendar
}
