//! The colour of a program as a whole, its trend, and the one sentence to remember.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Colour;
use crate::model::Date;
use crate::plan::forecast::Outlook;
use crate::report::colour::ColourCell;
use crate::report::finish::Finish;
use crate::report::milestone_row::NOT_FORECAST;
use crate::report::period;
use crate::report::period::Notes;
use crate::report::phrase;
use crate::report::scene::Scene;

/// How a program stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overall {
    /// The colours.
    pub colour: ColourCell,
    /// Against the last status note: `unchanged`, `better`, `worse`, or that there is none.
    pub trend: &'static str,
    /// The colour that the last status note reported.
    pub previous: Option<&'static str>,
    /// How sure the finish is, or that it is not forecast.
    pub confidence: String,
    /// The one sentence to remember: of the status note, else computed.
    pub headline: String,
    /// The headline is computed, for there is no status note for the period.
    pub computed: bool,
    /// Who wrote the status note.
    pub author: Option<String>,
    /// Says that the last status note is old, or that there is none.
    pub note_text: Option<String>,
    /// Its day.
    pub note_of: Option<Date>,
}

impl Overall {
    /// Puts together how a program stands.
    pub(super) fn new(scene: &Scene<'_>, notes: &Notes<'_>, finish: &Finish) -> Overall {
        let note = notes.current;
        let rag = note.and_then(|note| note.overall.as_ref());
        let previous = notes.previous.and_then(|note| note.overall.as_ref()).map(|rag| rag.colour);
        let said = note.and_then(|note| note.headline.as_ref()).map(ToString::to_string);
        let colour = ColourCell::new(scene, None, rag, &scene.health.program(scene.program));
        Overall {
            trend: trend(rag.map(|rag| rag.colour), previous),
            previous: previous.map(Colour::as_str),
            confidence: confidence(scene),
            computed: said.is_none(),
            headline: phrase::sentence(&said.unwrap_or_else(|| finish.text.clone())),
            author: note.and_then(|note| scene.person(note.author.as_ref())),
            note_text: missing_note(notes),
            note_of: note.and_then(period::day_of),
            colour,
        }
    }
}

/// Says how likely the program meets its commitment, which stands beside it, or why nobody knows.
fn confidence(scene: &Scene<'_>) -> String {
    let forecast = match &scene.inputs.plan.outlook {
        Outlook::Forecast(forecast) => forecast,
        Outlook::None(reason) => return format!("{NOT_FORECAST}: {}", reason.replace('`', "")),
    };
    match forecast.program(&scene.program.id).map(|program| &program.finish) {
        Some(finish) if finish.is_uncertain() => match finish.p_committed {
            Some(p) => wording::chance(p),
            None => format!("80% by {}", phrase::date(finish.dates.p80)),
        },
        _ => NOT_FORECAST.to_owned(),
    }
}

fn trend(now: Option<Colour>, before: Option<Colour>) -> &'static str {
    // Colours are declared from green to red.
    match now.zip(before) {
        Some((now, before)) if now > before => "worse",
        Some((now, before)) if now < before => "better",
        Some(_) => "unchanged",
        None => "no earlier colour to compare with",
    }
}

fn missing_note(notes: &Notes<'_>) -> Option<String> {
    if notes.current.is_some() {
        return None;
    }
    Some(match notes.previous.and_then(period::day_of) {
        Some(day) => format!("No status note for this period; the last one is of {}", phrase::date(day)),
        None => "No status note yet: what stands here is computed from the plan".to_owned(),
    })
}
