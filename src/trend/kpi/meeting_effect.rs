//! KPI 14: whether people find meetings worth their time.

use crate::trend::kpi::Bound;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Interval;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
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
    id: "meeting_effect",
    title: "Meeting effectiveness",
    about: "Answers of 4 or 5, of all answers to the question about meetings in the latest survey, whatever the role. Fewer \
            than five people's answers are hidden.",
    target: "more than 80%; amber above 65%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the latest survey",
    rhythm: Rhythm::ByCase,
    rules: &[Rule::Value(Bound { green: 0.80, amber: Some(0.65), is_strict: true })],
    needs_history: false,
    measure,
};

const WANTED: Wanted =
    Wanted { role: "", is_question: |question| question.contains("meeting"), scale: (1.0, 5.0) };

fn measure(ground: &Ground<'_>) -> Measure {
    responses::latest(ground, &WANTED, share, |answers, mut measure| {
        let (good, all) = (count(effective(answers)), count(answers.scores().len()));
        (measure.numerator, measure.denominator) = (Some(good), Some(all));
        measure.interval = statistics::wilson(good, all).map(Interval::from);
        measure
    })
}

fn effective(answers: &Answers) -> usize {
    answers.count(|score| score >= 4.0)
}

fn share(answers: &Answers) -> Option<f64> {
    let all = answers.scores().len();
    (all > 0).then(|| count(effective(answers)) / count(all))
}
