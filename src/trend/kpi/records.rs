//! Outside data: metric records as they were known on the day, without those that were corrected.

use std::collections::BTreeSet;

use crate::model::Metric;
use crate::model::Observation;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Ground;
use crate::trend::kpi::ground::same;

/// A record of a metric.
pub(super) struct Record<'a> {
    /// The program.
    pub(super) program: &'a str,
    /// The metric.
    pub(super) metric: &'a str,
    /// The row.
    pub(super) row: &'a Observation,
}

impl Record<'_> {
    /// Tells whether it is of one of these metrics.
    pub(super) fn is_of(&self, metrics: &[&str]) -> bool {
        let plain = |text: &str| text.replace('-', "_");
        metrics.iter().any(|metric| same(&plain(metric), &plain(self.metric)))
    }

    /// Returns what it is known by: its id, else the metric and the day.
    pub(super) fn name(&self) -> String {
        match &self.row.id {
            Some(id) => id.to_string(),
            None => format!("{}@{}", self.metric, self.row.date),
        }
    }

    /// Returns what it speaks of; nothing when it does not say.
    pub(super) fn scope(&self) -> &str {
        self.row.scope.as_deref().unwrap_or_default()
    }

    /// Begins an entry about it.
    pub(super) fn entry(&self, words: impl Into<String>) -> Entry {
        let entry = Entry::new(self.program, &self.name(), self.metric, words).on(self.row.date);
        match &self.row.scope {
            Some(scope) => entry.with("scope", scope.to_string()),
            None => entry,
        }
    }
}

/// Returns the records known on the day, by program, metric and day. What was corrected by a later record is left out.
pub(super) fn records<'a>(ground: &Ground<'a>) -> Vec<Record<'a>> {
    let mut out: Vec<Record<'a>> = Vec::new();
    for track in ground.all::<Metric>() {
        let known = |row: &&Observation| {
            row.date <= ground.as_of && row.collected.is_none_or(|day| day <= ground.as_of)
        };
        let metric = track.last();
        let superseded: BTreeSet<&str> = metric
            .observations
            .iter()
            .filter(known)
            .filter_map(|row| row.supersedes.as_ref().map(crate::model::Id::as_str))
            .collect();
        for row in metric.observations.iter().filter(known) {
            if row.id.as_ref().is_some_and(|id| superseded.contains(id.as_str())) {
                continue;
            }
            let metric = row.metric.as_ref().map_or(track.id, |id| id.as_str());
            out.push(Record { program: track.program.as_str(), metric, row });
        }
    }
    out.sort_by(|a, b| {
        (a.program, a.metric, a.row.date, a.name()).cmp(&(b.program, b.metric, b.row.date, b.name()))
    });
    out
}
