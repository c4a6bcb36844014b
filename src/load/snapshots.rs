//! Many versions of one workspace: each file is parsed once however many versions hold it, and an item that did not
//! change is kept once.
//!
//! Faults of files are not reported here: they belong to the version that is checked. What they took away is known as
//! lost, so that nobody takes it for removed.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::SourceId;
use crate::load::Job;
use crate::load::Loaded;
use crate::load::file;
use crate::load::file::ReadFile;
use crate::load::files::Reading;
use crate::load::plan_jobs;
use crate::load::programs;
use crate::load::programs::Site;
use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Metric;
use crate::model::Observation;
use crate::model::Org;
use crate::model::Policy;
use crate::model::Portfolio;
use crate::model::ProgramContents;
use crate::model::Settings;
use crate::model::Value;
use crate::model::Workspace;
use crate::source::Entry;
use crate::source::EntryKind;
use crate::source::ReadError;
use crate::source::git::ObjectId;

/// A file of a version: its path, whether it is a plain file, and its content.
pub type VersionFile = (String, bool, ObjectId);

/// What one version of a file holds.
#[derive(Debug, Default)]
pub(crate) struct ParsedFile {
    pub(crate) items: Vec<Arc<AnyItem>>,
    pub(crate) lost: Vec<Id>,
    pub(crate) series: Vec<Observation>,
    pub(crate) is_unread: bool,
}

/// The workspace's own files of a version.
#[derive(Debug, Default)]
struct WorkspaceFiles {
    settings: Option<Arc<Settings>>,
    org: Option<Arc<Org>>,
    policy: Option<Arc<Policy>>,
    portfolio: Option<Arc<Portfolio>>,
    inline: Arc<ParsedFile>,
}

/// Where the programs of a version are, and which files are read how.
struct Layout {
    paths: Vec<(String, bool)>,
    settings: Option<Arc<Settings>>,
    sites: Vec<Site>,
    jobs: Vec<Job>,
}

/// A record that a file of the workspace holds, and the items that stand in it.
type Held<T> = (Option<Arc<T>>, Arc<ParsedFile>);

/// Builds the contents of versions.
pub struct Snapshots<'r> {
    read: &'r (dyn Fn(ObjectId) -> Result<Vec<u8>, ReadError> + Sync),
    files: HashMap<ObjectId, Vec<(String, Arc<ParsedFile>)>>,
    settings: HashMap<ObjectId, Held<Settings>>,
    orgs: HashMap<ObjectId, Held<Org>>,
    policies: HashMap<ObjectId, Held<Policy>>,
    portfolios: HashMap<ObjectId, Held<Portfolio>>,
    layout: Option<Arc<Layout>>,
    /// The last version of each item, by kind and name.
    latest: HashMap<Kind, HashMap<String, Arc<AnyItem>>>,
}

impl<'r> Snapshots<'r> {
    /// Returns a builder that reads files with `read`.
    pub fn new(read: &'r (dyn Fn(ObjectId) -> Result<Vec<u8>, ReadError> + Sync)) -> Snapshots<'r> {
        Snapshots {
            read,
            files: HashMap::new(),
            settings: HashMap::new(),
            orgs: HashMap::new(),
            policies: HashMap::new(),
            portfolios: HashMap::new(),
            layout: None,
            latest: HashMap::new(),
        }
    }

    /// Makes items that were known before those that are read later are compared with, so that what stays is kept once.
    pub fn go_on_from(&mut self, contents: &Contents) {
        for item in contents.programs.iter().flat_map(|program| &program.items) {
            let latest = self.latest.entry(item.kind()).or_default();
            latest.insert(item.name().to_owned(), Arc::clone(item));
        }
    }

    /// Builds the contents of versions, in their order. Their files are parsed side by side.
    pub fn build(&mut self, versions: &[&[VersionFile]]) -> Vec<Contents> {
        let prepared: Vec<(WorkspaceFiles, Arc<Layout>)> = versions
            .iter()
            .map(|files| {
                let own = self.workspace_files(files);
                let layout = self.layout(files, &own);
                (own, layout)
            })
            .collect();
        self.parse_missing(versions, &prepared);
        let all = versions.iter().zip(prepared);
        all.map(|(files, (own, layout))| self.contents(files, own, &layout)).collect()
    }

    fn workspace_files(&mut self, files: &[VersionFile]) -> WorkspaceFiles {
        let read = self.read;
        // The milestones of an inline program are items of their own.
        let tidy = |settings: &mut Settings| {
            settings.program.iter_mut().for_each(|program| program.milestones.clear());
        };
        let (settings, inline) = held(read, files, "epm.yaml", &mut self.settings, tidy);
        WorkspaceFiles {
            settings,
            org: held(read, files, "org.yaml", &mut self.orgs, |_| {}).0,
            policy: held(read, files, "policy.yaml", &mut self.policies, |_| {}).0,
            portfolio: held(read, files, "portfolio.yaml", &mut self.portfolios, |_| {}).0,
            inline,
        }
    }

    /// Finds the programs and their files; most versions have those of the one before.
    fn layout(&mut self, files: &[VersionFile], own: &WorkspaceFiles) -> Arc<Layout> {
        if let Some(known) = &self.layout {
            let same_files = known.paths.len() == files.len()
                && known.paths.iter().zip(files).all(|((p, k), (path, kind, _))| p == path && k == kind);
            let same_settings = match (&known.settings, &own.settings) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
                (None, None) => true,
                _ => false,
            };
            if same_files && same_settings {
                return Arc::clone(known);
            }
        }
        let entries: Vec<Entry> = files
            .iter()
            .map(|(path, is_plain, _)| {
                let kind = if *is_plain { EntryKind::File } else { EntryKind::Link };
                Entry { path: path.clone(), kind, size: 0 }
            })
            .collect();
        let workspace = Workspace { settings: own.settings.as_deref().cloned(), ..Workspace::default() };
        let mut loaded = Loaded { workspace, ..Loaded::empty() };
        let sites = programs::find(&entries, &mut loaded);
        let jobs = plan_jobs(&entries, &sites, &mut loaded);
        let layout = Arc::new(Layout {
            paths: entries.into_iter().map(|e| (e.path, e.kind == EntryKind::File)).collect(),
            settings: own.settings.clone(),
            sites,
            jobs,
        });
        self.layout = Some(Arc::clone(&layout));
        layout
    }

    fn parsed(&self, id: ObjectId, path: &str) -> Option<&Arc<ParsedFile>> {
        self.files.get(&id)?.iter().find(|(known, _)| known == path).map(|(_, parsed)| parsed)
    }

    fn parse_missing(&mut self, versions: &[&[VersionFile]], prepared: &[(WorkspaceFiles, Arc<Layout>)]) {
        let mut missing: Vec<(ObjectId, bool, &Job)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (files, (_, layout)) in versions.iter().zip(prepared) {
            for (job, file) in layout.jobs.iter().zip(of_jobs(&layout.jobs, files)) {
                let Some((path, is_plain, id)) = file else { continue };
                if self.parsed(*id, path).is_none() && seen.insert((*id, path.as_str())) {
                    missing.push((*id, *is_plain, job));
                }
            }
        }
        let read = self.read;
        let parsed: Vec<ReadFile> =
            missing.par_iter().map(|(id, is_plain, job)| parse(read, *id, *is_plain, job)).collect();
        for ((id, _, job), file) in missing.into_iter().zip(parsed) {
            let parsed = self.keep(file);
            self.files.entry(id).or_default().push((job.path.clone(), Arc::new(parsed)));
        }
    }

    /// Keeps what a file gave; an item that equals its last version is that one.
    fn keep(&mut self, file: ReadFile) -> ParsedFile {
        ParsedFile {
            items: file.records.into_iter().map(|read| self.share(read.record)).collect(),
            lost: file.lost.into_iter().map(Id::new).collect(),
            series: file.series,
            is_unread: file.is_unread,
        }
    }

    fn share(&mut self, item: AnyItem) -> Arc<AnyItem> {
        let latest = self.latest.entry(item.kind()).or_default();
        match latest.get(item.name()) {
            Some(known) if **known == item => Arc::clone(known),
            _ => {
                let name = item.name().to_owned();
                let item = Arc::new(item);
                latest.insert(name, Arc::clone(&item));
                item
            }
        }
    }

    fn contents(&mut self, files: &[VersionFile], own: WorkspaceFiles, layout: &Layout) -> Contents {
        let mut programs: Vec<ProgramContents> = layout
            .sites
            .iter()
            .map(|site| ProgramContents {
                id: site.id.clone(),
                title: site.title.clone(),
                folder: site.folder.clone(),
                items: Vec::new(),
                lost: Vec::new(),
                is_partial: false,
            })
            .collect();
        let mut series: BTreeMap<(usize, &str), Vec<Observation>> = BTreeMap::new();
        for (job, file) in layout.jobs.iter().zip(of_jobs(&layout.jobs, files)) {
            let Some(parsed) = file.and_then(|(path, _, id)| self.parsed(*id, path)) else { continue };
            let program = &mut programs[job.site];
            program.items.extend(parsed.items.iter().cloned());
            program.lost.extend(parsed.lost.iter().cloned());
            program.is_partial |= parsed.is_unread;
            if job.reading == Reading::Series {
                series.insert((job.site, file::stem(&job.path)), parsed.series.clone());
            }
        }
        for (site, program) in layout.sites.iter().zip(&mut programs) {
            if site.is_inline {
                program.items.extend(own.inline.items.iter().cloned());
                program.lost.extend(own.inline.lost.iter().cloned());
            }
            self.name_by_charter(site, program);
        }
        for ((site, stem), observations) in series {
            self.add_series(&mut programs[site], stem, observations);
        }
        let WorkspaceFiles { settings, org, policy, portfolio, .. } = own;
        Contents { settings, org, policy, portfolio, programs }
    }

    /// Gives a program the id and name of its charter; without one, what `epm.yaml` says is its charter.
    fn name_by_charter(&mut self, site: &Site, program: &mut ProgramContents) {
        let found = program.items.iter().find_map(|item| match &**item {
            AnyItem::Charter(charter) => Some((charter.id.clone(), charter.title.to_string())),
            _ => None,
        });
        match (found, &site.charter) {
            (Some((id, title)), _) => (program.id, program.title) = (id, title),
            (None, Some(charter)) => {
                program.title = charter.title.to_string();
                program.items.insert(0, self.share(AnyItem::Charter(Box::new(charter.clone()))));
            }
            (None, None) => {}
        }
    }

    fn add_series(&mut self, program: &mut ProgramContents, stem: &str, observations: Vec<Observation>) {
        for item in &mut program.items {
            if let AnyItem::Metric(metric) = &**item
                && metric.id.as_str() == stem
            {
                let mut metric = metric.clone();
                metric.observations.extend(observations);
                *item = self.share(AnyItem::Metric(metric));
                return;
            }
        }
        if crate::model::id_fault(stem).is_none() {
            let metric = Metric::series(Id::new(stem), observations);
            program.items.push(self.share(AnyItem::Metric(Box::new(metric))));
        }
    }
}

/// Returns the file of each job; both are sorted by path.
fn of_jobs<'f>(jobs: &[Job], files: &'f [VersionFile]) -> Vec<Option<&'f VersionFile>> {
    let mut rest = files.iter();
    jobs.iter().map(|job| rest.find(|(path, ..)| *path == job.path)).collect()
}

fn parse(
    read: &(dyn Fn(ObjectId) -> Result<Vec<u8>, ReadError> + Sync),
    id: ObjectId,
    is_plain: bool,
    job: &Job,
) -> ReadFile {
    let source = SourceId(0);
    let text = is_plain.then(|| read(id).ok()).flatten();
    match text.and_then(|bytes| file::decode_text(bytes, &job.path, source).ok()) {
        Some(text) => file::read(&job.path, text, source, job.reading, &job.lists),
        None => ReadFile { is_unread: true, ..ReadFile::default() },
    }
}

/// Reads a file of the workspace that is one record; the milestones of an inline program stand in `epm.yaml`.
fn held<T: Value>(
    read: &(dyn Fn(ObjectId) -> Result<Vec<u8>, ReadError> + Sync),
    files: &[VersionFile],
    name: &str,
    known: &mut HashMap<ObjectId, Held<T>>,
    tidy: fn(&mut T),
) -> Held<T> {
    let found = files.binary_search_by(|(path, ..)| path.as_str().cmp(name)).ok().map(|n| &files[n]);
    let Some((_, true, id)) = found else { return (None, Arc::default()) };
    if let Some(held) = known.get(id) {
        return held.clone();
    }
    let mut out = ReadFile::default();
    let text = read(*id).ok().and_then(|bytes| file::decode_text(bytes, name, SourceId(0)).ok());
    let mut value = text.and_then(|text| file::read_workspace::<T>(&text, SourceId(0), &mut out).value);
    value.iter_mut().for_each(tidy);
    let parsed = ParsedFile {
        items: out.records.into_iter().map(|read| Arc::new(read.record)).collect(),
        lost: out.lost.into_iter().map(Id::new).collect(),
        series: Vec::new(),
        is_unread: false,
    };
    let held = (value.map(Arc::new), Arc::new(parsed));
    known.insert(*id, held.clone());
    held
}
