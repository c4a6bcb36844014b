//! A colour as pages show it: the computed one first, what a person reports or sets beside it.

use serde::Serialize;

use crate::model::Colour;
use crate::model::Date;
use crate::model::Id;
use crate::model::Rag;
use crate::report::scene::Scene;
use crate::trend::health;
use crate::trend::health::Derived;

/// A colour with all that stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColourCell {
    /// What the lozenge shows: `green`, `amber`, `red`, or `grey` when nothing is known.
    pub colour: &'static str,
    /// What the lozenge says: `AMBER`, `NOT COMPUTED`, `DONE`.
    pub word: &'static str,
    /// Colours that differ from the one shown, to be shown beside it.
    pub beside: Vec<Beside>,
    /// Why the computed colour is what it is.
    pub because: Option<String>,
    /// What a person reports.
    pub reported: Option<Reported>,
    /// What a person set against the computed colour, while it holds.
    pub overridden: Option<Overridden>,
}

/// A colour beside the one shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// `computed` or `reported`.
    pub label: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// The lozenge's word.
    pub word: &'static str,
}

/// A reported colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reported {
    /// The colour.
    pub colour: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// What brings it back to green.
    pub action: Option<String>,
    /// Who does that.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
}

/// A colour set against the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overridden {
    /// The colour.
    pub colour: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// Who says so.
    pub by: Option<String>,
    /// The last day that it holds.
    pub until: Option<Date>,
}

impl ColourCell {
    /// Puts together what is computed, reported and set for an item, or for the program without one.
    pub(crate) fn new(
        scene: &Scene<'_>,
        item: Option<&Id>,
        rag: Option<&Rag>,
        derived: &Derived,
    ) -> ColourCell {
        let reported = rag.map(|rag| reported(scene, rag));
        let set = health::override_for(scene.program, item, scene.as_of()).map(|found| found.value);
        let computed = derived.colour.map(Colour::as_str);
        let shown = set.map(|value| value.colour.as_str()).or(computed);
        let mut beside = Vec::new();
        if set.is_some() && computed != shown {
            beside.push(Beside { label: "computed", colour: lozenge(computed), word: word(computed) });
        }
        if let Some(reported) = reported.as_ref().filter(|r| Some(r.colour) != shown) {
            let word = word(Some(reported.colour));
            beside.push(Beside { label: "reported", colour: reported.colour, word });
        }
        ColourCell {
            colour: lozenge(shown),
            word: word(shown),
            beside,
            because: Some(plain(&derived.because())).filter(|because| !because.is_empty()),
            reported,
            overridden: set.map(|value| Overridden {
                colour: value.colour.as_str(),
                reason: value.reason.as_ref().map(ToString::to_string),
                by: scene.person(value.by.as_ref()),
                until: value.until,
            }),
        }
    }

    /// Returns the cell of something that is done.
    pub(crate) fn done(because: String) -> ColourCell {
        ColourCell {
            colour: "green",
            word: "DONE",
            beside: Vec::new(),
            because: Some(because),
            reported: None,
            overridden: None,
        }
    }

    /// Tells whether what a person reports differs from what is computed, and nobody set it so.
    pub(crate) fn is_disputed(&self) -> bool {
        self.overridden.is_none() && !self.beside.is_empty()
    }
}

fn reported(scene: &Scene<'_>, rag: &Rag) -> Reported {
    let path = rag.path_to_green.as_ref();
    Reported {
        colour: rag.colour.as_str(),
        reason: rag.reason.as_ref().map(ToString::to_string),
        action: path.map(|path| path.action.to_string()),
        owner: path.and_then(|path| scene.person(path.owner.as_ref())),
        due: path.and_then(|path| path.due),
    }
}

fn lozenge(colour: Option<&'static str>) -> &'static str {
    colour.unwrap_or("grey")
}

fn word(colour: Option<&'static str>) -> &'static str {
    match colour {
        Some("green") => "GREEN",
        Some("amber") => "AMBER",
        Some("red") => "RED",
        _ => "NOT COMPUTED",
    }
}

/// Takes the backticks off a sentence that was written for a terminal.
pub(crate) fn plain(words: &str) -> String {
    words.replace('`', "")
}
