//! `epm import`: a spreadsheet export or a Markdown table as files of the plan.

mod calendar;

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::Value as Json;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::starters;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::cli::write;
use crate::load::import;
use crate::load::import::Imported;
use crate::load::import::Record;
use crate::load::import::Subject;
use crate::model::Home;
use crate::model::Kind;
use crate::model::id_fault;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;

/// Import a risk register, a milestone list or a decision log from CSV or Markdown, or holidays from a calendar file
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// What the tables hold
    #[arg(value_name = "WHAT")]
    what: What,

    /// CSV files, or Markdown files with tables; calendar files (.ics) for a calendar
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// Write into this program folder; without it, show what would be written
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Risks, assumptions, issues and dependencies
    Raid,
    /// Milestones
    Milestones,
    /// Decisions
    Decisions,
    /// The holidays of a calendar, to stand in `org.yaml`
    Calendar,
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<ExitStatus, CliError> {
    let subject = match args.what {
        What::Calendar => return calendar::run(&args.files, args.out.is_some(), ui),
        What::Raid => Subject::Raid,
        What::Milestones => Subject::Milestones,
        What::Decisions => Subject::Decisions,
    };
    let mut all = Vec::new();
    for path in &args.files {
        let text = read(path)?;
        let name = path.to_string_lossy().into_owned();
        let imported = import::read(subject, &name, &text);
        ui.print(&preview(&name, &imported, ui.look()))?;
        all.push(imported);
    }
    let records: Vec<&Record> = all.iter().flat_map(|i| &i.tables).flat_map(|t| &t.records).collect();
    if records.is_empty() {
        return Err(CliError::usage(
            "there is no table that epm can read",
            "a table needs a header with a title column: `title`, `risk`, `milestone`, `decision`",
        ));
    }
    let files = files(&records)?;
    let Some(out) = &args.out else {
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).take(3).collect();
        let more = if files.len() > 3 { format!(" and {} more", files.len() - 3) } else { String::new() };
        ui.print(&format!("\n{} records would be written to {}{more}\n", records.len(), names.join(", ")))?;
        ui.say("nothing is written; add `--out DIR` with the program's folder");
        return Ok(ExitStatus::Clean);
    };
    write_all(out, files, ui)
}

pub(super) fn read(path: &Path) -> Result<String, CliError> {
    let fault = |reason: String| CliError::File { action: "read", path: path.display().to_string(), reason };
    let meta = fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => fault("there is no such file".to_owned()),
        _ => fault(e.to_string()),
    })?;
    if meta.len() > crate::source::MAX_FILE_BYTES {
        return Err(fault("it is too large".to_owned()));
    }
    let bytes = fs::read(path).map_err(|e| fault(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        fault(format!("byte {at} is not UTF-8; save the file as UTF-8"))
    })
}

fn preview(name: &str, imported: &Imported, look: Look) -> String {
    let mut out = String::new();
    for table in &imported.tables {
        let heading = table.heading.as_ref().map(|h| format!(", below \"{h}\"")).unwrap_or_default();
        let mut kinds: Vec<&str> = table.records.iter().map(|r| r.kind.meta().plural).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let title = format!("{name}{heading}: {} rows as {}", table.records.len(), kinds.join(", "));
        out.push_str(&format!("{}\n", visible(&title, false)));
        let columns = [Column::word("COLUMN", 0), Column::word("FIELD", 0), Column::text("EXAMPLE", 1)];
        let rows: Vec<Vec<String>> =
            table.columns.iter().map(|c| vec![c.name.clone(), c.field.clone(), c.example.clone()]).collect();
        for line in terminal::table(&columns, &rows, Look { width: look.width - 2, ..look }).lines() {
            out.push_str(&format!("  {line}\n"));
        }
        for record in &table.records {
            for note in &record.notes {
                let line = format!("line {} ({}): {note}", record.line, record.id);
                out.push_str(&format!(
                    "  {}\n",
                    terminal::paragraph(&visible(&line, false), look.width - 2, 4)
                ));
            }
        }
    }
    for note in &imported.notes {
        out.push_str(&format!(
            "{}\n",
            terminal::paragraph(&visible(&format!("{name}: {note}"), false), look.width, 2)
        ));
    }
    out
}

/// Returns the files to write: one a record, and one list for milestones.
fn files(records: &[&Record]) -> Result<Vec<(String, String)>, CliError> {
    let yaml = |value: &Json| {
        serde_yaml::to_string(value).map_err(|e| CliError::File {
            action: "write",
            path: "a record".to_owned(),
            reason: e.to_string(),
        })
    };
    let mut out = Vec::new();
    let milestones: Vec<Json> = records
        .iter()
        .filter(|r| r.kind == Kind::Milestone)
        .map(|r| Json::Object(r.fields.clone()))
        .collect();
    if !milestones.is_empty() {
        out.push(("milestones.yaml".to_owned(), yaml(&serde_json::json!({"milestones": milestones}))?));
    }
    for record in records.iter().filter(|r| r.kind != Kind::Milestone) {
        let Some(folder) = record.kind.meta().homes.iter().find_map(|home| match home {
            Home::Folder(folder) => Some(*folder),
            _ => None,
        }) else {
            continue;
        };
        let title = record.fields.get("title").and_then(Json::as_str).unwrap_or_default();
        if record.kind == Kind::Decision {
            out.push((
                format!("{folder}/{}.md", file_stem(&record.id, title)),
                decision(record, title, &yaml)?,
            ));
        } else {
            let text = yaml(&Json::Object(record.fields.clone()))?;
            out.push((format!("{folder}/{}.yaml", file_stem(&record.id, title)), text));
        }
    }
    Ok(out)
}

fn file_stem(id: &str, title: &str) -> String {
    let slug = starters::slug(title);
    if slug.is_empty() { id.to_owned() } else { format!("{id}-{slug}") }
}

/// A decision as a Markdown record: facts in front matter, prose in sections.
fn decision(
    record: &Record,
    title: &str,
    yaml: &dyn Fn(&Json) -> Result<String, CliError>,
) -> Result<String, CliError> {
    let mut fields = record.fields.clone();
    let mut take = |key: &str| fields.shift_remove(key).and_then(|v| v.as_str().map(str::to_owned));
    take("title");
    let sections = [
        ("Context and Problem Statement", take("context")),
        ("Decision Outcome", take("outcome")),
        ("Consequences", take("consequences")),
    ];
    // A heading is one line; what would be Markdown in it stays text.
    let mut text =
        format!("---\n{}---\n\n# {}\n", yaml(&Json::Object(fields))?, title.replace(['#', '<'], ""));
    for (heading, body) in sections {
        if let Some(body) = body {
            text.push_str(&format!("\n## {heading}\n\n{body}\n"));
        }
    }
    Ok(text)
}

fn write_all(out: &Path, mut files: Vec<(String, String)>, ui: &Ui) -> Result<ExitStatus, CliError> {
    fs::create_dir_all(out).map_err(|e| CliError::File {
        action: "write",
        path: out.display().to_string(),
        reason: e.to_string(),
    })?;
    let root = workspace::find_root(out);
    let has_workspace = root.join("epm.yaml").exists() || out.join("charter.md").exists();
    if !has_workspace {
        let full = fs::canonicalize(out).unwrap_or_else(|_| out.to_path_buf());
        let name = full.file_name().map(|n| starters::slug(&n.to_string_lossy())).unwrap_or_default();
        let id = if id_fault(&name).is_none() { name } else { "program".to_owned() };
        let program = format!("version: 1\nprograms:\n  - {{id: {id}, path: .}}\n");
        files.insert(0, ("epm.yaml".to_owned(), program));
    }
    for (name, _) in &files {
        let path = write::safe_path(out, name)?;
        if path.exists() {
            return Err(CliError::usage(
                format!("`{}` is already there", path.display()),
                "move it away, or import into another folder; nothing was written",
            ));
        }
    }
    for (name, text) in &files {
        write::file(out, name, text.as_bytes())?;
        ui.print(&format!("wrote {}\n", out.join(name).display()))?;
    }
    ui.say(&format!("next: `epm check -C {}`", out.display()));
    Ok(ExitStatus::Clean)
}
