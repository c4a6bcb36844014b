//! How long each text of the executive page may be, so that the page keeps to its 250 words whatever people wrote.

use serde::Serialize;

use crate::report::status::StatusView;

/// The most words of the executive page, with some to spare for what is not counted here. A date is one word.
const MOST: usize = 240;
const DATE: usize = 1;
/// Words of the page that stand there always: headings, labels, the names of columns, the link.
const FIXED: usize = 24;
/// The asks that are shown; the others are counted.
pub(super) const ASKS: usize = 3;
/// The early warnings that are named; the others are counted.
const WARNINGS: usize = 2;
/// The next steps that are shown.
const STEPS: usize = 2;

/// How many words each text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// The one sentence to remember.
    pub headline: usize,
    /// The outcome's metric.
    pub outcome: usize,
    /// A milestone's title.
    pub milestone: usize,
    /// A risk's title.
    pub risk: usize,
    /// What is asked.
    pub ask: usize,
    /// What lateness costs.
    pub cost: usize,
    /// A next step.
    pub step: usize,
}

/// From roomy to tight: the first that fits is taken.
const ROOMS: [[usize; 7]; 6] = [
    [24, 14, 9, 16, 14, 14, 9],
    [20, 12, 7, 13, 12, 12, 7],
    [20, 10, 6, 11, 11, 10, 6],
    [18, 8, 6, 9, 9, 8, 6],
    [18, 6, 5, 8, 8, 6, 5],
    [14, 5, 3, 6, 6, 5, 3],
];

impl Room {
    /// Returns the room that the texts of a page get.
    pub(super) fn new(view: &StatusView) -> Room {
        let rooms = ROOMS.map(|[headline, outcome, milestone, risk, ask, cost, step]| Room {
            headline,
            outcome,
            milestone,
            risk,
            ask,
            cost,
            step,
        });
        let fits = |room: &&Room| room.needed(view) <= MOST;
        *rooms.iter().find(fits).unwrap_or(&rooms[ROOMS.len() - 1])
    }

    /// Counts the words of a page that keeps to this room.
    fn needed(&self, view: &StatusView) -> usize {
        let cut = |text: &str, most: usize| count(text).min(most);
        let maybe = |text: Option<&str>| text.map_or(2, count);
        let overall = cut(&view.overall.headline, self.headline)
            + view.overall.note_text.as_deref().map_or(0, count)
            + count(view.overall.trend)
            + count(&view.overall.confidence)
            + view.overall.colour.overridden.as_ref().map_or(0, |set| 8 + maybe(set.reason.as_deref()))
            + 2 * view.overall.colour.beside.len()
            + if view.overall.computed { DATE } else { 3 * DATE + 2 + count(&view.finish.variance_text) };
        let outcome = view.outcomes.first().map_or(2, |outcome| {
            cut(&outcome.metric, self.outcome)
                + maybe(outcome.current.as_deref())
                + outcome.target.as_deref().map_or(0, |target| 1 + count(target))
                + 1
                + DATE
        });
        let milestones = view
            .next
            .iter()
            .map(|m| cut(&m.title, self.milestone) + 2 + 2 * DATE + 2 * m.colour.beside.len());
        let risks = view.risks.iter().map(|r| 1 + cut(&r.title, self.risk) + maybe(r.owner.as_deref()));
        let asks = view.asks.iter().take(ASKS).map(|ask| {
            maybe(ask.of.as_deref())
                + DATE
                + cut(&ask.text, self.ask)
                + 2
                + ask.cost_of_delay.as_deref().map_or(2, |cost| cut(cost, self.cost))
        });
        let also = view.also_open.first().map_or(0, |ask| cut(&ask.text, self.step) + DATE);
        let steps = view.next_steps.iter().take(STEPS);
        let steps = steps.map(|step| cut(&step.text, self.step) + maybe(step.owner.as_deref()));
        let warnings = if view.signals.is_empty() {
            0
        } else {
            3 + view.signals.iter().take(WARNINGS).map(|row| count(row.title)).sum::<usize>()
        };
        FIXED
            + warnings
            + count(&view.program.title)
            + overall
            + outcome
            + milestones.sum::<usize>()
            + DATE
            + count(&view.changes.summary)
            + count(view.changes.moved)
            + risks.sum::<usize>()
            + asks.sum::<usize>()
            + also
            + steps.sum::<usize>()
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}
