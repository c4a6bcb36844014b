//! Text to typed programs: spanned trees, faults of syntax and shape, and the table from item and field to bytes.
//!
//! [`load`] reads every plan file of a tree, leaves out what is broken with a finding, and goes on. Start there, then
//! `file.rs` (one file), `cursor.rs` (decoding), `words.rs` (what a person reads).

mod body;
pub(crate) mod clashes;
pub(crate) mod csv;
mod cursor;
mod digests;
pub mod faults;
mod file;
mod files;
pub(crate) mod frontmatter;
pub mod import;
mod markdown;
pub(crate) mod packed;
mod places;
mod programs;
mod records;
mod series;
mod snapshots;
pub(crate) mod table;
mod tasks;
pub(crate) mod tree;
pub(crate) mod words;
pub(crate) mod yaml;

pub use places::Places;
pub use snapshots::Snapshots;
pub use snapshots::VersionFile;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rayon::prelude::*;
use thiserror::Error;

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::SourceId;
use crate::diag::Subject;
use crate::load::file::ReadFile;
use crate::load::files::Class;
use crate::load::files::Layout;
use crate::load::files::Reading;
use crate::load::places::ItemHome;
use crate::load::places::SeriesHome;
use crate::load::programs::Site;
use crate::load::series::RowHome;
use crate::model::AnyItem;
use crate::model::Digests;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Metric;
use crate::model::Observation;
use crate::model::Program;
use crate::model::Settings;
use crate::model::Value;
use crate::model::Workspace;
use crate::source::Entry;
use crate::source::EntryKind;
use crate::source::SourceError;
use crate::source::Sources;
use crate::source::Tree;

/// Why nothing can be loaded at all.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The tree cannot be listed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// There is no plan here.
    #[error("there is no `epm.yaml` and no `charter.md` here")]
    NoWorkspace,
}

/// What a tree holds.
#[derive(Debug)]
pub struct Loaded {
    /// The typed programs.
    pub workspace: Workspace,
    /// The texts.
    pub sources: Sources,
    /// Where every item and field stands.
    pub places: Places,
    /// Faults of files, syntax and shape.
    pub findings: Vec<Finding>,
    /// Every file of the tree, for links to files.
    pub files: BTreeSet<String>,
    /// The SHA-256 of files that are cited with one.
    pub digests: Digests,
    /// How many files were read as part of the plan.
    pub file_count: usize,
    /// How many items were read.
    pub item_count: usize,
    /// `epm.yaml` or `policy.yaml` has errors: nothing can be relied on.
    pub is_unsettled: bool,
}

impl Loaded {
    /// Returns what a tree without files holds.
    fn empty() -> Loaded {
        Loaded {
            workspace: Workspace::default(),
            sources: Sources::new(),
            places: Places::default(),
            findings: Vec::new(),
            files: BTreeSet::new(),
            digests: Digests::new(),
            file_count: 0,
            item_count: 0,
            is_unsettled: false,
        }
    }
}

/// A file to read: its path, and for a program's file the site and how it is read.
struct Job {
    path: String,
    site: usize,
    reading: Reading,
    lists: Vec<Kind>,
}

impl Job {
    fn is_charter(&self) -> bool {
        self.reading == Reading::Record(Kind::Charter)
    }
}

/// Loads the workspace of a tree. Calls `progress` with files read and files in all, now and then.
pub fn load(tree: &dyn Tree, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Loaded, LoadError> {
    let entries = tree.list("")?;
    let has = |name: &str| entries.iter().any(|e| e.path == name);
    if !has("epm.yaml") && !entries.iter().any(|e| e.path == "charter.md" || e.path.ends_with("/charter.md"))
    {
        return Err(LoadError::NoWorkspace);
    }
    let mut loaded = Loaded { files: entries.iter().map(|e| e.path.clone()).collect(), ..Loaded::empty() };
    let inline = read_workspace_files(tree, &entries, &mut loaded);
    let sites = programs::find(&entries, &mut loaded);
    let jobs = plan_jobs(&entries, &sites, &mut loaded);
    let base = loaded.sources.len();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let total = jobs.len();
    let read = |(n, job): &(usize, Job)| {
        let source = SourceId(u32::try_from(base + n).unwrap_or(u32::MAX));
        let file = read_job(tree, job, source);
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
        file
    };
    let jobs: Vec<(usize, Job)> = jobs.into_iter().enumerate().collect();
    assemble(&jobs, &read, &sites, inline, &mut loaded);
    loaded.digests = digests::cited(tree, &loaded.workspace);
    Ok(loaded)
}

fn read_job(tree: &dyn Tree, job: &Job, source: SourceId) -> ReadFile {
    let bytes = match tree.read(&job.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let findings = vec![file::unreadable(&job.path, &error)];
            return ReadFile { findings, is_unread: true, ..ReadFile::default() };
        }
    };
    match file::decode_text(bytes, &job.path, source) {
        Ok(text) => file::read(&job.path, text, source, job.reading, &job.lists),
        Err(broken) => {
            let (text, finding) = *broken;
            ReadFile { text, findings: vec![finding], is_unread: true, ..ReadFile::default() }
        }
    }
}

/// Reads `epm.yaml`, `org.yaml`, `policy.yaml` and `portfolio.yaml`; returns what `epm.yaml` says of an inline program.
fn read_workspace_files(tree: &dyn Tree, entries: &[Entry], loaded: &mut Loaded) -> ReadFile {
    let mut inline = ReadFile::default();
    let mut settings: Option<Settings> = read_one(tree, entries, Kind::Settings, loaded, &mut inline);
    if let Some(program) = settings.as_mut().and_then(|s| s.program.as_mut()) {
        program.milestones.clear();
    }
    loaded.workspace.settings = settings;
    let mut rest = ReadFile::default();
    loaded.workspace.org = read_one(tree, entries, Kind::Org, loaded, &mut rest);
    loaded.workspace.policy = read_one(tree, entries, Kind::Policy, loaded, &mut rest);
    loaded.workspace.portfolio = read_one(tree, entries, Kind::Portfolio, loaded, &mut rest);
    inline
}

fn read_one<T: Value>(
    tree: &dyn Tree,
    entries: &[Entry],
    kind: Kind,
    loaded: &mut Loaded,
    out: &mut ReadFile,
) -> Option<T> {
    let crate::model::Home::File(name) = kind.meta().homes[0] else { return None };
    entries.iter().find(|e| e.path == name)?;
    let source = SourceId(u32::try_from(loaded.sources.len()).unwrap_or(u32::MAX));
    let mut read = None;
    let mut file = ReadFile::default();
    let text = match tree.read(name).map(|bytes| file::decode_text(bytes, name, source)) {
        Ok(Ok(text)) => {
            read = Some(file::read_workspace::<T>(&text, source, &mut file));
            text
        }
        Ok(Err(broken)) => {
            let (text, finding) = *broken;
            file.findings.push(finding);
            text
        }
        Err(error) => {
            file.findings.push(file::unreadable(name, &error));
            String::new()
        }
    };
    loaded.sources.add(name.to_owned(), text);
    loaded.file_count += 1;
    let is_decisive = matches!(kind, Kind::Settings | Kind::Policy);
    loaded.is_unsettled |= is_decisive && file.findings.iter().any(|f| f.severity == Severity::Error);
    loaded.findings.append(&mut file.findings);
    loaded.places.trees.insert(source, std::mem::take(&mut file.tree));
    let read = read?;
    let subject = Workspace::subject(kind);
    loaded.places.broken.extend(read.broken.into_iter().map(|field| (subject, field)));
    if kind == Kind::Org && !read.is_whole {
        // Who stands in what could not be read is not unknown.
        let lists = ["people", "teams", "vendors", "calendars"];
        loaded.places.broken.extend(lists.map(|list| (subject, list.to_owned())));
    }
    loaded.places.items.insert(subject, read.home);
    out.records.append(&mut file.records);
    out.lost.append(&mut file.lost);
    read.value
}

/// Lists the files to read, and reports those that look as if they were meant to be.
fn plan_jobs(entries: &[Entry], sites: &[Site], loaded: &mut Loaded) -> Vec<Job> {
    let layouts: Vec<Layout> = sites.iter().map(|s| Layout::new(&s.paths)).collect();
    let mut jobs = Vec::new();
    for entry in entries {
        let Some(site) = programs::site_of(sites, &entry.path) else { continue };
        let folder = &sites[site].folder;
        let relative = if folder.is_empty() { entry.path.as_str() } else { &entry.path[folder.len() + 1..] };
        // A link to a folder, or a submodule, is listed like a file; reading it says what it is.
        let is_linked_folder = entry.kind != EntryKind::File && layouts[site].holds_folder(relative);
        let class =
            if is_linked_folder { Class::Plan(Reading::Lists) } else { layouts[site].class(relative) };
        match class {
            Class::Plan(reading) => jobs.push(Job {
                path: entry.path.clone(),
                site,
                reading,
                lists: layouts[site].lists(relative).to_vec(),
            }),
            Class::Suspect { message, help } => loaded.findings.push(
                Finding::new(&faults::unknown_file::META, Place::File(entry.path.clone()), message)
                    .help(help),
            ),
            Class::PassedOver | Class::Other => {}
        }
    }
    jobs
}

/// How many files are read side by side before their records are put away: all at once would need the memory twice.
const READ_AT_ONCE: usize = 256;

/// Reads every file and puts every record into its program, in the order of paths and lines.
fn assemble(
    jobs: &[(usize, Job)],
    read: &(dyn Fn(&(usize, Job)) -> ReadFile + Sync),
    sites: &[Site],
    inline: ReadFile,
    loaded: &mut Loaded,
) {
    let mut charters: BTreeMap<usize, ReadFile> =
        jobs.par_iter().filter(|(_, job)| job.is_charter()).map(|job| (job.0, read(job))).collect();
    let charter_ids = charter_ids(jobs, &charters);
    let mut programs: Vec<Program> = Vec::new();
    for (n, site) in sites.iter().enumerate() {
        let index = u32::try_from(n).unwrap_or(u32::MAX);
        let id = charter_ids.get(&n).cloned().unwrap_or_else(|| site.id.clone());
        let mut program = Program::new(index, id, site.title.clone(), site.folder.clone());
        if let Some(charter) = &site.charter {
            program.charter = Some(charter.clone());
            let subject = program.subject(Kind::Charter, 0);
            loaded.places.items.extend(site.home.clone().map(|home| (subject, home)));
        }
        programs.push(program);
    }
    let mut series: BTreeMap<(usize, String), SeriesFile> = BTreeMap::new();
    for some in jobs.chunks(READ_AT_ONCE) {
        let files: Vec<Option<ReadFile>> =
            some.par_iter().map(|job| (!job.1.is_charter()).then(|| read(job))).collect();
        for ((n, job), file) in some.iter().zip(files) {
            let Some(mut file) = file.or_else(|| charters.remove(n)) else { continue };
            let source = loaded.sources.add(job.path.clone(), std::mem::take(&mut file.text));
            loaded.places.trees.insert(source, std::mem::take(&mut file.tree));
            loaded.file_count += 1;
            if job.reading == Reading::Series {
                let stem = file::stem(&job.path).to_owned();
                let (observations, rows) = (std::mem::take(&mut file.series), std::mem::take(&mut file.rows));
                series.insert((job.site, stem), (observations, rows, source));
            }
            place_records(&mut programs[job.site], file, loaded);
        }
    }
    if let Some(site) = sites.iter().position(|s| s.is_inline) {
        place_records(&mut programs[site], inline, loaded);
    }
    for ((site, stem), (observations, rows, source)) in series {
        let home = SeriesHome { source, first: 0, rows };
        place_series(&mut programs[site], &stem, observations, home, loaded);
    }
    for program in &mut programs {
        program.milestones.shrink_to_fit();
        if let Some(charter) = &program.charter {
            program.title = charter.title.to_string();
        }
    }
    loaded.workspace.programs = programs;
}

/// The ids that charters give their programs, by site.
fn charter_ids(jobs: &[(usize, Job)], charters: &BTreeMap<usize, ReadFile>) -> BTreeMap<usize, Id> {
    let mut ids = BTreeMap::new();
    for (n, job) in jobs {
        let Some(file) = charters.get(n) else { continue };
        for record in &file.records {
            if let AnyItem::Charter(charter) = &record.record {
                ids.entry(job.site).or_insert_with(|| charter.id.clone());
            }
        }
        if file.records.is_empty()
            && let Some(id) = file.lost.first()
        {
            ids.entry(job.site).or_insert_with(|| Id::new(id.clone()));
        }
    }
    ids
}

fn place_records(program: &mut Program, file: ReadFile, loaded: &mut Loaded) {
    let id = program.id.to_string();
    loaded.findings.extend(file.findings.into_iter().map(|mut finding| {
        finding.program = Some(id.clone());
        finding
    }));
    program.lost.extend(file.lost.into_iter().map(Id::new));
    program.is_partial |= file.is_unread;
    program.has_nameless |= file.has_nameless;
    for read in file.records {
        let kind = read.record.item().kind();
        let index = read.record.place(program);
        let subject: Subject = program.subject(kind, index);
        loaded.item_count += 1;
        loaded.places.items.insert(subject, read.home);
        loaded.places.broken.extend(read.broken.into_iter().map(|field| (subject, field)));
    }
}

/// What the file of a series holds: values, where each row stands, and the file.
type SeriesFile = (Vec<Observation>, Vec<RowHome>, SourceId);

/// Gives a metric the observations of its series; a series without a metric is one.
fn place_series(
    program: &mut Program,
    stem: &str,
    observations: Vec<Observation>,
    mut home: SeriesHome,
    loaded: &mut Loaded,
) {
    if let Some(n) = program.metrics.iter().position(|m| m.id.as_str() == stem) {
        home.first = program.metrics[n].observations.len();
        program.metrics[n].observations.extend(observations);
        loaded.places.series.insert(program.subject(Kind::Metric, n), home);
        return;
    }
    if crate::model::id_fault(stem).is_some() {
        return;
    }
    program.metrics.push(Metric::series(Id::new(stem), observations));
    let subject = program.subject(Kind::Metric, program.metrics.len() - 1);
    loaded.item_count += 1;
    let start = crate::diag::Span::new(0, 0);
    loaded.places.items.insert(subject, ItemHome::at(home.source, start));
    loaded.places.series.insert(subject, home);
}
