//! Answers of surveys by survey, question and role. Fewer than five people's answers are never shown.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Date;
use crate::model::Survey;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Window;
use crate::trend::kpi::records::records;

/// The answers of fewer people than this stay hidden, whatever `epm.yaml` says.
pub(super) const FEWEST: usize = 5;

/// The metric that says how many people were asked, with the survey as its scope.
const INVITED: &[&str] = &["survey_invited"];

/// The answers of a survey to some questions.
pub(super) struct Answers {
    /// The survey.
    pub(super) survey: String,
    /// The days that it speaks of.
    pub(super) window: Window,
    /// Every score, with who gave it.
    scores: Vec<(String, f64)>,
    /// How many people were asked.
    pub(super) invited: Option<f64>,
    /// Scores that are none.
    pub(super) wrong: usize,
}

impl Answers {
    /// Returns how many people answered.
    pub(super) fn people(&self) -> usize {
        self.scores.iter().map(|(who, _)| who).collect::<BTreeSet<_>>().len()
    }

    /// Tells whether enough people answered for a number to be shown.
    pub(super) fn is_shown(&self) -> bool {
        self.people() >= FEWEST
    }

    /// Returns every score.
    pub(super) fn scores(&self) -> Vec<f64> {
        self.scores.iter().map(|(_, score)| *score).collect()
    }

    /// Returns the mean score of each person.
    pub(super) fn by_person(&self) -> Vec<f64> {
        let mut people: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (who, score) in &self.scores {
            people.entry(who).or_default().push(*score);
        }
        people.values().filter_map(|scores| crate::trend::statistics::mean(scores)).collect()
    }

    /// Returns how many scores are such.
    pub(super) fn count(&self, is: impl Fn(f64) -> bool) -> usize {
        self.scores.iter().filter(|(_, score)| is(*score)).count()
    }

    /// Returns the line of evidence: the survey, and nothing of any person.
    pub(super) fn entry(&self) -> Entry {
        let words = format!("{} people answered", self.people());
        Entry::new("", &self.survey, "", words).on(self.window.to).with("people", self.people()).counted()
    }
}

/// Which answers are wanted.
pub(super) struct Wanted {
    /// The role, by how it begins; any when empty.
    pub(super) role: &'static str,
    /// Whether a question is meant, by its plain spelling.
    pub(super) is_question: fn(&str) -> bool,
    /// The least and the highest score.
    pub(super) scale: (f64, f64),
}

/// Returns a text in lower case, with `_` for everything between words.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// Returns the answers of every survey known on the day, oldest first.
pub(super) fn answers(ground: &Ground<'_>, wanted: &Wanted) -> Vec<Answers> {
    let mut out: BTreeMap<String, Answers> = BTreeMap::new();
    let invited = records(ground);
    for track in ground.all::<Survey>() {
        let survey = track.last();
        for (n, response) in survey.responses.iter().enumerate() {
            let role = plain(response.role.as_deref().unwrap_or_default());
            let question = plain(response.question.as_deref().unwrap_or_default());
            let name = response.survey.as_deref().unwrap_or(track.id).trim().to_owned();
            if !role.starts_with(wanted.role) || !(wanted.is_question)(&question) {
                continue;
            }
            let window = window(&name, survey, track.first().day);
            if window.from > ground.as_of {
                continue;
            }
            let of = out.entry(name.to_lowercase()).or_insert_with(|| {
                let is_of = |r: &&crate::trend::kpi::records::Record<'_>| {
                    r.is_of(INVITED) && r.scope().eq_ignore_ascii_case(&name)
                };
                let said = invited.iter().find(is_of).map(|r| r.row.value);
                let invited = said.or(survey.invited.map(f64::from));
                Answers { survey: name.clone(), window, scores: Vec::new(), invited, wrong: 0 }
            });
            let (least, most) = wanted.scale;
            if !(least..=most).contains(&response.score) {
                of.wrong += 1;
                continue;
            }
            let who =
                response.respondent.as_ref().map_or_else(|| format!("{}#{n}", track.id), ToString::to_string);
            of.scores.push((who, response.score));
        }
    }
    let mut out: Vec<Answers> = out.into_values().collect();
    out.sort_by(|a, b| (a.window.to, &a.survey).cmp(&(b.window.to, &b.survey)));
    out
}

/// Returns the days that a survey speaks of: as it says, else the quarter that it is named after, else that of its commit.
fn window(name: &str, survey: &Survey, first: Date) -> Window {
    let named = || {
        let (year, quarter) = name.split_once(['-', '_', ' '])?;
        let year: i16 = year.parse().ok().filter(|year| (1..=9998).contains(year))?;
        let quarter: i8 = quarter.trim_start_matches(['Q', 'q']).get(..1)?.parse().ok()?;
        let has_q = name.to_ascii_lowercase().contains('q');
        (has_q && (1..=4).contains(&quarter))
            .then(|| Date::from_civil(jiff::civil::date(year, quarter * 3 - 2, 1)))
    };
    let from = survey.from.or_else(named).unwrap_or(Window::quarter(first).from);
    let to = survey.to.unwrap_or_else(|| {
        let next = Window::quarter(from).from.plus_days(100);
        Window::quarter(next).from.plus_days(-1)
    });
    Window { from, to: to.max(from) }
}

/// Measures the survey held last; fewer than five people's answers give no value.
pub(super) fn latest(
    ground: &Ground<'_>,
    wanted: &Wanted,
    value: fn(&Answers) -> Option<f64>,
    show: impl Fn(&Answers, Measure) -> Measure,
) -> Measure {
    let mut all = answers(ground, wanted);
    all.retain(|answers| answers.people() > 0);
    let mut cases: Vec<(Date, f64)> = Vec::new();
    for answers in all.iter().filter(|answers| answers.is_shown()) {
        cases.extend(value(answers).map(|value| (answers.window.to, value)));
    }
    let Some(last) = all.last() else {
        return Measure::none(Window::quarter(ground.as_of), "no survey has answers to it");
    };
    let mut measure = if last.is_shown() {
        show(last, Measure::number(last.window, value(last), last.people(), "no score"))
    } else {
        let words = format!("fewer than {FEWEST} people answered: hidden, so that nobody is recognised");
        let mut measure = Measure::none(last.window, words);
        (measure.n, measure.is_suppressed) = (last.people(), true);
        measure
    };
    measure.evidence = vec![last.entry()];
    measure.notes.push(format!("survey `{}`", last.survey));
    if last.wrong > 0 {
        let scores = crate::diag::wording::count(i64::try_from(last.wrong).unwrap_or(i64::MAX), "score");
        measure.notes.push(format!("{scores} outside of the scale left out"));
    }
    measure.cases = Some(cases);
    measure
}
