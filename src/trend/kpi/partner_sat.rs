//! KPI 13: whether engineers find the program management a help.

use crate::trend::kpi::Beside;
use crate::trend::kpi::Bound;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
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

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "partner_sat",
    title: "Engineering partner satisfaction",
    about: "Net helpful: people in the role `engineering` who answered 4 or 5 to \"support vs overhead\" in the latest \
            survey, less those who answered 1 or 2, of all who answered. Fewer than five people's answers are hidden.",
    target: "above 0 and not falling",
    good: Good::Up,
    unit: Unit::Net,
    window: "the latest survey",
    rhythm: Rhythm::ByCase,
    rules: &[Rule::Value(Bound { green: 0.0, amber: None, is_strict: true }), Rule::DoesNotWorsen],
    needs_history: false,
    measure,
};

const WANTED: Wanted = Wanted {
    role: "eng",
    is_question: |question| question.contains("support") || question.contains("overhead"),
    scale: (1.0, 5.0),
};

fn measure(ground: &Ground<'_>) -> Measure {
    responses::latest(ground, &WANTED, net, |answers, mut measure| {
        let all = count(answers.scores().len());
        let share = |n: usize| Ratio::of(count(n), all);
        measure.beside = vec![
            Beside::share("helpful", "answered 4 or 5", share(answers.count(|score| score >= 4.0))),
            Beside::share("overhead", "answered 1 or 2", share(answers.count(|score| score <= 2.0))),
        ];
        measure
    })
}

fn net(answers: &Answers) -> Option<f64> {
    let all = answers.scores().len();
    let net = count(answers.count(|score| score >= 4.0)) - count(answers.count(|score| score <= 2.0));
    (all > 0).then(|| net / count(all))
}
