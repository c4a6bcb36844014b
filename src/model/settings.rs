//! `epm.yaml`: where the programs are, how time counts, which rules apply and where pages go.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Correlation;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Fault;
use crate::model::Form;
use crate::model::Id;
use crate::model::Input;
use crate::model::IssueSeverity;
use crate::model::Milestone;
use crate::model::Percent;
use crate::model::Person;
use crate::model::Shape;
use crate::model::SignalSettings;
use crate::model::Text;
use crate::model::Value;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;
use crate::model::scalar;

choices! {
    /// How a rule reports.
    pub enum RuleLevel {
        /// Not at all.
        Off = "off",
        /// As a note.
        Note = "note",
        /// As a warning.
        Warning = "warning",
        /// As an error.
        Error = "error",
    }
}

record! {
    /// The settings of a workspace (`epm.yaml`).
    pub struct Settings = "settings" {
        /// The version of the format: `1`.
        version: Option<FormatVersion>,
        /// The workspace's name.
        title: Option<Text>,
        /// The zone in which a day begins, such as `Europe/Berlin`; `UTC` unless given.
        timezone: Option<Text>,
        /// The day that everything is computed for; else today.
        as_of: Option<Date>,
        /// The baseline that plans stand beside: the name of one, or any revision.
        baseline: Option<Text>,
        /// Hours of a working day; 8 unless given.
        hours_per_day: Option<f64>,
        /// Working days of a week, for durations such as `2w`; 5 unless given.
        days_per_week: Option<f64>,
        /// The calendar of everybody without one of their own, from `org.yaml`.
        calendar: Option<Id>,
        /// Where programs are: folders, patterns such as `programs/*`, or `{id, title, path}`. Without it, every folder
        /// with a `charter.md`.
        programs: Vec<ProgramEntry>,
        /// A small program, wholly in this file.
        program: Option<InlineProgram>,
        /// Where kinds are kept in an existing repository: `{decision: docs/decisions}`.
        paths: BTreeMap<String, Text>,
        /// Levels by rule name or code: `{stale-item: off}`.
        rules: BTreeMap<String, RuleLevel>,
        /// Numbers that rules and colours go by.
        thresholds: Option<Thresholds>,
        /// What audiences may see.
        audiences: BTreeMap<String, AudienceSettings>,
        /// Where pages are published.
        publish: Option<Publish>,
        /// What the words of confidence mean, as multiples of the remaining duration.
        confidence: Option<ConfidenceRanges>,
        /// The iterations that capacity is counted in; two weeks from the programs' start unless given.
        iterations: Option<Iterations>,
        /// How the forecast is drawn.
        forecast: Option<ForecastSettings>,
        /// When early warnings are raised.
        signals: Option<SignalSettings>,
        /// How KPIs are measured and coloured.
        kpi: Option<KpiSettings>,
        /// How the plan is levelled.
        levelling: Option<LevellingSettings>,
    }

    /// How KPIs are measured and coloured.
    pub struct KpiSettings = "kpi_settings" {
        /// A KPI of fewer cases than this gets no colour; 5 unless given.
        min_n: Option<u32>,
        /// Defects of this severity and worse count as escapes; all unless given.
        defect_severity: Option<IssueSeverity>,
        /// Bounds of colours by KPI: `{milestone_on_time: {green: 0.8, amber: 0.7}}`; those of the table of KPIs unless given.
        targets: BTreeMap<String, KpiTarget>,
    }

    /// The bounds of a KPI's colours, in the unit of its value: shares as `0.75`.
    pub struct KpiTarget = "kpi_target" {
        /// The worst value that is still green.
        green: f64,
        /// The worst value that is still amber.
        amber: Option<f64>,
    }

    /// How the forecast is drawn.
    pub struct ForecastSettings = "forecast" {
        /// How many times the plan is played through; 10000 unless given, fewer for very large plans.
        trials: Option<u32>,
        /// The number that the random numbers follow from; 1 unless given. The same seed gives the same forecast.
        seed: Option<u32>,
        /// The level of external commitments; that of `thresholds` unless given, else 80%.
        level: Option<Percent>,
    }

    /// How the plan is levelled.
    pub struct LevellingSettings = "levelling" {
        /// Work of a team that says neither `needs`, `effort` nor who is `assigned` is done by its owner, if the owner is in the
        /// team; `false` unless given: an owner answers for work, and others may do it.
        owners: Option<bool>,
    }

    /// How time is divided into iterations.
    pub struct Iterations = "iterations" {
        /// The first day of any one of them; the programs' start unless given.
        start: Option<Date>,
        /// How long each is, such as `2w`; two weeks unless given. They follow each other without a gap.
        length: Option<Duration>,
    }

    /// A small program, wholly in `epm.yaml`.
    pub struct InlineProgram = "program" {
        /// The program's id.
        id: Id,
        /// The program's name.
        title: Text,
        /// The person who runs it.
        owner: Option<Person>,
        /// The executive who wants it.
        sponsor: Option<Person>,
        /// The day it begins.
        start: Option<Date>,
        /// The day it shall be done.
        target: Option<Date>,
        /// The plan.
        milestones: Vec<Milestone>,
        /// Items whose lengths go together: `[{between: [a, b], rho: 0.5}]`.
        correlation: Vec<Correlation>,
    }

    /// A program without a charter.
    pub struct ProgramRecord = "program_entry" {
        /// The program's id.
        id: Id,
        /// The program's name; else the id.
        title: Option<Text>,
        /// Its folder; the workspace's root unless given.
        path: Option<Text>,
        /// The person who runs it.
        owner: Option<Person>,
        /// Where its kinds are kept: `{decision: docs/decisions}`.
        paths: BTreeMap<String, Text>,
    }

    /// Numbers that rules and colours go by.
    pub struct Thresholds = "thresholds" {
        /// Later than committed by more than this is amber; `0d` unless given.
        amber_after: Option<Duration>,
        /// Later than committed by more than this is red; `5d` unless given.
        red_after: Option<Duration>,
        /// Less total float than this is near-critical; `5d` unless given.
        near_critical: Option<Duration>,
        /// Open RAID items that nobody looked at for longer are stale; `30d` of calendar time unless given.
        stale_after: Option<Duration>,
        /// Less probability of meeting the commitment than this is amber; 80% unless given.
        amber_below: Option<Percent>,
        /// Less probability of meeting the commitment than this is red; 50% unless given.
        red_below: Option<Percent>,
        /// The forecast level of external commitments; 80% unless given.
        level: Option<Percent>,
    }

    /// What an audience may see.
    pub struct AudienceSettings = "audience_settings" {
        /// The name to show.
        title: Option<Text>,
        /// The highest visibility it is cleared for.
        clearance: Option<Visibility>,
    }

    /// Where pages are published.
    pub struct Publish = "publish" {
        /// Confluence.
        confluence: Option<ConfluenceSettings>,
        /// The address of the repository, for links back to files: `https://git.example.com/team/plans/blob/main`.
        source_url: Option<Text>,
    }

    /// Where pages go in Confluence.
    pub struct ConfluenceSettings = "confluence" {
        /// The key of the space.
        space: Option<Text>,
        /// The pages above, topmost first.
        parents: Vec<Text>,
        /// Labels of every page.
        labels: Vec<Text>,
        /// Ids of pages that exist, by report: `{status: "123456"}`.
        pages: BTreeMap<String, Text>,
    }

    /// What the words of confidence mean.
    pub struct ConfidenceRanges = "confidence_ranges" {
        /// `high`.
        high: Option<ConfidenceRange>,
        /// `medium`.
        medium: Option<ConfidenceRange>,
        /// `low`.
        low: Option<ConfidenceRange>,
    }

    /// Multiples of the remaining duration.
    pub struct ConfidenceRange = "confidence_range" {
        /// The shortest.
        low: f64,
        /// The most likely.
        likely: f64,
        /// The longest.
        high: f64,
    }
}

/// The version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FormatVersion(pub u32);

impl Value for FormatVersion {
    fn shape() -> Shape {
        Shape::Integer { min: 1, max: 1 }
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        let text = scalar(input, "the format's version: `1`")?.into_owned();
        if text == "1" {
            return Some(FormatVersion(1));
        }
        let reason = Some("this epm reads version 1".to_owned());
        input.fault(Fault::Value { expected: "the format's version: `1`".into(), reason });
        None
    }
}

/// Where a program is: a folder or pattern, or a declared program without charter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ProgramEntry {
    /// A folder, or a pattern with `*`.
    Pattern(Text),
    /// A program without a charter.
    Record(Box<ProgramRecord>),
}

impl Value for ProgramEntry {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Shape::Text, ProgramRecord::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Map => ProgramRecord::decode(input).map(|r| ProgramEntry::Record(Box::new(r))),
            _ => Text::decode(input).map(ProgramEntry::Pattern),
        }
    }
}

impl Settings {
    /// Returns hours of a working day.
    pub fn hours_per_day(&self) -> f64 {
        self.hours_per_day.filter(|h| (0.5..=24.0).contains(h)).unwrap_or(8.0)
    }

    /// Returns working days of a week.
    pub fn days_per_week(&self) -> f64 {
        self.days_per_week.filter(|d| (0.5..=7.0).contains(d)).unwrap_or(5.0)
    }

    /// Returns the minutes of working time of a duration.
    pub fn minutes(&self, duration: Duration) -> i64 {
        duration.minutes(self.hours_per_day(), self.days_per_week())
    }

    /// Returns the working days of a duration.
    pub fn days(&self, duration: Duration) -> f64 {
        #[allow(clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
        let minutes = self.minutes(duration) as f64;
        minutes / (60.0 * self.hours_per_day())
    }
}

impl Default for KpiSettings {
    fn default() -> KpiSettings {
        let extra = crate::model::Extra::new();
        KpiSettings { min_n: None, defect_severity: None, targets: BTreeMap::new(), extra }
    }
}

impl Default for Settings {
    /// Returns the settings of an empty `epm.yaml`.
    fn default() -> Settings {
        Settings {
            version: None,
            title: None,
            timezone: None,
            as_of: None,
            baseline: None,
            hours_per_day: None,
            days_per_week: None,
            calendar: None,
            programs: Vec::new(),
            program: None,
            paths: BTreeMap::new(),
            rules: BTreeMap::new(),
            thresholds: None,
            levelling: None,
            audiences: BTreeMap::new(),
            publish: None,
            confidence: None,
            iterations: None,
            forecast: None,
            signals: None,
            kpi: None,
            extra: crate::model::Extra::new(),
        }
    }
}
