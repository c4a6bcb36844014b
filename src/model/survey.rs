//! Surveys: what people answered, without their names.

use crate::model::Date;
use crate::model::Id;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::record;

record! {
    /// A survey: answers by question, one a row in `metrics/surveys/2026-Q2.csv`. No names: `respondent` is a salted hash,
    /// and the salt stays outside of the repository. Fewer than five people's answers are never shown.
    pub struct Survey = "survey" {
        /// The survey's id: the quarter it was held in, `2026-Q2`, or any other.
        id: Id,
        /// What it was about, in one line.
        title: Option<Text>,
        /// The first day that it speaks of; that of the quarter when the id names one.
        from: Option<Date>,
        /// The last day that it speaks of.
        to: Option<Date>,
        /// How many people were asked.
        invited: Option<u32>,
        /// The answers; else the rows of the CSV file.
        responses: Vec<Response>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// An answer to a question of a survey.
    pub struct Response = "response" {
        /// The survey, as the export says it.
        survey: Option<Text>,
        /// Who answered: a salted hash, never a name.
        respondent: Option<Text>,
        /// In which role: `stakeholder`, `engineering`.
        role: Option<Text>,
        /// The question, in a word or as asked.
        question: Option<Text>,
        /// The score: 1 to 5, or 0 to 10 for the question `nps`.
        score: f64,
    }
}

impl Survey {
    /// Returns a survey of which nothing is known but its answers.
    pub fn rows(id: Id, responses: Vec<Response>) -> Survey {
        let extra = crate::model::Extra::new();
        Survey { id, title: None, from: None, to: None, invited: None, responses, visibility: None, extra }
    }
}
