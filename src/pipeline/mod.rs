//! Open → load → plan → check → report → render: the only place that knows the order. Returns values, prints nothing.

pub mod compare;
pub mod history;
pub mod publish;
pub mod site;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use thiserror::Error;

use crate::check;
use crate::check::Facts;
use crate::check::SourceText;
use crate::diag::Finding;
use crate::diag::Level;
use crate::diag::Resolved;
use crate::diag::Severity;
use crate::load;
use crate::load::LoadError;
use crate::load::Loaded;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Index;
use crate::model::Kind;
use crate::model::RuleLevel;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan;
use crate::plan::Plan;
use crate::plan::capacity::Horizon;
use crate::plan::forecast::Outlook;
use crate::source::Tree;
use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;
use crate::trend::health::Slips;
use crate::trend::history::History;
use crate::trend::past::Past;
use crate::trend::signals;
use crate::trend::signals::Looked;
use crate::trend::signals::Scene;

/// Why the pipeline cannot run.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// Nothing can be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// History cannot be read.
    #[error(transparent)]
    Git(#[from] GitError),
}

/// What a caller asks for.
#[derive(Clone, Debug)]
pub struct Options {
    /// `--as-of`; wins over everything.
    pub as_of: Option<Date>,
    /// The moment of the revision that is read, in seconds since 1970; wins over `as_of` in `epm.yaml`.
    pub revision_at: Option<i64>,
    /// Where the history behind what is read ends, and how much of it is wanted.
    pub origin: Option<Origin>,
    /// The day when neither the caller nor `epm.yaml` names one, for a zone: today.
    pub today: fn(zone: &str) -> Date,
}

/// The newest commit of a plan's history.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The repository.
    pub repository: Arc<Repository>,
    /// The commit.
    pub tip: ObjectId,
    /// The workspace's folder in the repository; empty for its root.
    pub folder: String,
    /// How much is wanted.
    pub reach: Reach,
}

/// How much of a plan's history is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Its commits' dates, and whether it is whole: what rules about history itself need.
    Outline,
    /// The plan at every commit that changed it, up to the day that is asked for.
    Whole,
    /// The same where it can be read, else its outline: a repository that is damaged stops no check.
    IfReadable,
}

/// A workspace that was loaded, planned and checked.
#[derive(Debug)]
pub struct Session {
    /// Texts, places and typed programs.
    pub loaded: Loaded,
    /// The plan for [`Session::as_of`].
    pub plan: Plan,
    /// Every finding, in place: sorted by file, offset and code.
    pub findings: Vec<Resolved>,
    /// The day that everything was computed for.
    pub as_of: Date,
    /// The history behind the plan, as far as [`Origin::reach`] wants it. With [`Reach::Whole`] it ends with what is not
    /// committed yet. None outside of a repository.
    pub history: Option<Arc<History>>,
    /// What the early warnings looked at; nothing without [`Reach::Whole`].
    pub signals: Vec<Looked>,
}

/// Loads, plans and checks the workspace of a tree.
pub fn open(
    tree: &dyn Tree,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Session, PipelineError> {
    let mut loaded = load::load(tree, progress)?;
    let as_of = as_of(loaded.workspace.settings(), options);
    // Faults of `epm.yaml` may have hidden the day that the plan is for: what follows from today's says nothing.
    let as_of_field = (Workspace::subject(Kind::Settings), "as_of".to_owned());
    let is_day_lost = options.as_of.is_none()
        && options.revision_at.is_none()
        && loaded.places.broken().contains(&as_of_field);
    let mut plan = plan::build(&loaded.workspace, as_of);
    plan.outlook = Outlook::new(&loaded.workspace, &plan);
    let history =
        options.origin.as_ref().map(|origin| behind(origin, &loaded, as_of, options)).transpose()?;
    let history = history.flatten();
    let day = Day { as_of, is_asked: options.as_of.is_some() };
    let history = history.map(Arc::new);
    let past = history.as_ref().map(|history| Past::new(Arc::clone(history)));
    let warned = warned(&loaded.workspace, &plan, past.as_ref());
    let mut findings =
        findings(&mut loaded, &plan, day, Behind { history: history.as_deref(), warned: &warned });
    if is_day_lost {
        findings.retain(|found| found.finding.severity == Severity::Error);
    }
    Ok(Session { loaded, plan, findings, as_of, history, signals: warned.signals })
}

/// Reads the history behind a workspace. An outline that cannot be walked is told by the commands that need more; for rules
/// it is as if there were no history.
fn behind(
    origin: &Origin,
    loaded: &Loaded,
    as_of: Date,
    options: &Options,
) -> Result<Option<History>, PipelineError> {
    let Origin { repository, tip, folder, reach } = origin;
    let outline = || history::outline(repository, *tip, &loaded.workspace).ok();
    let whole = || -> Result<History, PipelineError> {
        let mut history = history::load(repository, *tip, folder, &|_, _| {})?;
        // What was committed after the day is not known on it, and the work tree comes after all that is committed.
        let is_cut = history.end_on(as_of);
        if !is_cut && options.revision_at.is_none() {
            history.push_work_tree(Contents::of(&loaded.workspace), as_of);
        }
        Ok(history)
    };
    // A plan that was not there yet on the day has no past, as one outside of a repository.
    let is_told = |history: &History| history.is_shallow || !history.snapshots.is_empty();
    match reach {
        Reach::Outline => Ok(outline()),
        Reach::Whole => whole().map(|history| Some(history).filter(is_told)),
        Reach::IfReadable => Ok(whole().ok().filter(is_told).or_else(outline)),
    }
}

/// Returns the day that a workspace is computed for: the one that is asked for, else that of the revision, else the one
/// that `epm.yaml` names, else today.
fn as_of(settings: &Settings, options: &Options) -> Date {
    let zone = settings.timezone.as_deref().unwrap_or("UTC");
    let revision_day = options.revision_at.map(|at| day_of(at, zone));
    options.as_of.or(revision_day).or(settings.as_of).unwrap_or_else(|| (options.today)(zone))
}

/// Returns the day that it is in a zone at a moment, in seconds since 1970.
pub fn day_of(at: i64, zone: &str) -> Date {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let moment = Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
    Date::from_civil(moment.to_zoned(zone).date())
}

/// The day that is checked for.
#[derive(Clone, Copy)]
struct Day {
    as_of: Date,
    /// The caller names it.
    is_asked: bool,
}

/// What rules may know of the past.
#[derive(Clone, Copy)]
struct Behind<'a> {
    history: Option<&'a History>,
    warned: &'a Warned,
}

/// What goes wrong before it is called late.
#[derive(Default)]
struct Warned {
    signals: Vec<Looked>,
    slips: Slips,
}

/// Looks for early warnings where the plan has a past on that day; elsewhere rules would say half of it.
fn warned(workspace: &Workspace, plan: &Plan, past: Option<&Past>) -> Warned {
    let Some(past) = past.filter(|past| !past.history().snapshots.is_empty()) else {
        return Warned::default();
    };
    let scene = Scene::new(workspace, plan, Some(past));
    if scene.past.is_none() {
        return Warned::default();
    }
    Warned { signals: signals::watch(&scene), slips: signals::slips(workspace, plan, Some(past)) }
}

fn findings(loaded: &mut Loaded, plan: &Plan, day: Day, behind: Behind<'_>) -> Vec<Resolved> {
    let mut found = std::mem::take(&mut loaded.findings);
    let index = Index::new(&loaded.workspace);
    let texts: Vec<SourceText<'_>> =
        loaded.sources.iter().map(|(id, s)| SourceText { id, path: &s.path, text: &s.text }).collect();
    let capacity = plan::capacity::capacity(&loaded.workspace, plan, Horizon::default());
    let facts = Facts {
        workspace: &loaded.workspace,
        plan,
        capacity: &capacity,
        as_of: day.as_of,
        is_asked: day.is_asked,
        index: &index,
        files: &loaded.files,
        texts: &texts,
        broken: loaded.places.broken(),
        places: &loaded.places,
        digests: &loaded.digests,
        history: behind.history,
        signals: &behind.warned.signals,
        slips: &behind.warned.slips,
    };
    found.extend(check::run(&facts).into_findings());
    let levels = levels(loaded);
    let resolve = |finding: Finding| loaded.places.resolve_finding(&loaded.sources, finding);
    let leveled = found.into_iter().filter_map(|finding| at_level(finding, &levels));
    let (mut kept, extra) = check::suppress::apply(leveled.map(resolve).collect(), &texts);
    kept.extend(extra.into_iter().filter_map(|finding| at_level(finding, &levels)).map(resolve));
    check::hide_secrets(&mut kept, &texts);
    kept.sort_by(|a, b| {
        let key = |r: &Resolved| (r.place.file.clone(), r.place.line, r.place.column, r.finding.rule.code);
        key(a).cmp(&key(b)).then_with(|| a.finding.message.cmp(&b.finding.message))
    });
    kept
}

/// The levels that `epm.yaml` sets, by rule name.
fn levels(loaded: &Loaded) -> BTreeMap<&'static str, Level> {
    let rules = &loaded.workspace.settings().rules;
    let level = |level: &RuleLevel| match level {
        RuleLevel::Off => Level::Off,
        RuleLevel::Note => Level::At(Severity::Note),
        RuleLevel::Warning => Level::At(Severity::Warning),
        RuleLevel::Error => Level::At(Severity::Error),
    };
    rules.iter().filter_map(|(word, l)| check::rule_named(word).map(|meta| (meta.name, level(l)))).collect()
}

/// Gives a finding the level that is set for its rule. Rules about broken files cannot be switched off or lowered.
fn at_level(mut finding: Finding, levels: &BTreeMap<&'static str, Level>) -> Option<Finding> {
    if finding.rule.is_locked() && finding.severity == Severity::Error {
        return Some(finding);
    }
    match levels.get(finding.rule.name) {
        Some(Level::Off) => None,
        Some(Level::At(severity)) => {
            finding.severity = *severity;
            Some(finding)
        }
        None => Some(finding),
    }
}
