//! KPI 12: how content stakeholders are.

use crate::trend::kpi::Beside;
use crate::trend::kpi::Bound;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Interval;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Ratio;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::measure::count;
use crate::trend::kpi::responses;
use crate::trend::kpi::responses::Answers;
use crate::trend::kpi::responses::Wanted;
use crate::trend::statistics;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "stakeholder_sat",
    title: "Stakeholder satisfaction",
    about: "The mean of the scores from 1 to 5 that people in the role `stakeholder` gave in the latest survey, with its 95% \
            interval. Beside it: the response rate, where the number of people asked is known, and the net promoter score \
            of the question `nps` (0 to 10). Fewer than five people's answers are hidden.",
    target: "at least 4.2; amber from 3.8",
    good: Good::Up,
    unit: Unit::Score,
    window: "the latest survey",
    rhythm: Rhythm::ByCase,
    rules: &[Rule::Value(Bound { green: 4.2, amber: Some(3.8), is_strict: false })],
    needs_history: false,
    measure,
};

const SCORES: Wanted = Wanted {
    role: "stakeholder",
    is_question: |question| question != "nps" && !question.contains("meeting"),
    scale: (1.0, 5.0),
};

const NPS: Wanted =
    Wanted { role: "stakeholder", is_question: |question| question == "nps", scale: (0.0, 10.0) };

fn measure(ground: &Ground<'_>) -> Measure {
    let mut measure = responses::latest(ground, &SCORES, |answers| statistics::mean(&answers.scores()), show);
    let promoted = responses::answers(ground, &NPS).pop().filter(Answers::is_shown);
    if let Some(answers) = promoted {
        let all = count(answers.scores().len());
        let net = count(answers.count(|score| score >= 9.0)) - count(answers.count(|score| score <= 6.0));
        let title = "net promoter score: 9 to 10 less 0 to 6";
        measure.beside.push(Beside::number("nps", title, Some(net / all), Unit::Net));
    }
    measure
}

fn show(answers: &Answers, mut measure: Measure) -> Measure {
    measure.interval = statistics::mean_interval(&answers.by_person()).map(Interval::from);
    if let Some(invited) = answers.invited {
        let ratio = Ratio::of(count(answers.people()), invited);
        measure.beside.push(Beside::share("response_rate", "people who answered, of those asked", ratio));
    }
    measure
}
