//! KPI 17: escalations to executives that could have been avoided.

use crate::model::Charter;
use crate::model::Date;
use crate::model::Escalation;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::Window;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::ground::same;
use crate::trend::kpi::measure::count;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "escalations",
    title: "Executive escalations",
    about: "Escalations raised in the month that somebody classed as preventable. Beside it: surprises, those without any \
            linked risk, assumption, issue, dependency or decision that was first committed at least 5 working days before. \
            A class given by the program's owner alone is shown as self-classified.",
    target: "not rising from month to month",
    good: Good::Down,
    unit: Unit::Count,
    window: "the month of the day",
    rhythm: Rhythm::Monthly,
    rules: &[Rule::DoesNotWorsen],
    needs_history: true,
    measure,
};

/// A record counts as a warning when it was there so many working days before.
const WARNED: f64 = 5.0;

/// Where warnings stand.
const WARNINGS: &[Kind] = &[Kind::Risk, Kind::Assumption, Kind::Issue, Kind::Dependency, Kind::Decision];

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::month(ground.as_of);
    let (mut evidence, mut excluded) = (Vec::new(), Vec::new());
    let (mut avoidable, mut surprises, mut self_classified) = (0_usize, 0_usize, 0_usize);
    let tracks = ground.all::<Escalation>();
    for track in &tracks {
        let item = track.last();
        let raised = item.raised.unwrap_or(track.first().day);
        if !window.holds(raised) {
            let words = if raised > window.to { "raised after the day" } else { "raised before the month" };
            excluded.push(track.entry(words).on(raised).by(track.changed()));
            continue;
        }
        let is_surprise = is_surprise(ground, track, raised);
        let is_self = item.preventable.is_some() && is_self_classified(ground, track);
        surprises += usize::from(is_surprise);
        self_classified += usize::from(is_self);
        let class = match item.preventable {
            Some(true) => "preventable",
            Some(false) => "not preventable",
            None => "not classed",
        };
        let mut words = class.to_owned();
        if is_self {
            words.push_str(" (self-classified)");
        }
        words.push_str(if is_surprise {
            "; a surprise: nothing warned of it 5 working days before"
        } else {
            "; warned of"
        });
        if item.raised.is_none() {
            words.push_str("; no `raised`: its first commit counts");
        }
        if let Some(removed) = track.removed() {
            words.push_str(&format!("; removed in {} on {}", removed.short, removed.day));
        }
        let entry = track.entry(words).on(raised).by(track.changed());
        let entry = entry.with("class", class).with("surprise", is_surprise).with("self_classified", is_self);
        if item.preventable == Some(true) {
            avoidable += 1;
            evidence.push(entry.counted());
        } else {
            excluded.push(entry);
        }
    }
    let months = ground.begins().map_or(0, |begins| months(begins, ground.as_of));
    let value = (!tracks.is_empty()).then(|| count(avoidable));
    let n = if tracks.is_empty() { 0 } else { months };
    let mut measure =
        Measure::number(window, value, n, "no escalation was ever written down").without(excluded);
    measure.evidence = evidence;
    measure.beside = vec![
        Beside::number("surprise", "surprises, by the records", value.map(|_| count(surprises)), Unit::Count),
        Beside::number(
            "self_classified",
            "classed by the program's owner alone",
            value.map(|_| count(self_classified)),
            Unit::Count,
        ),
    ];
    measure.notes.push("n is the number of months that are known".to_owned());
    measure
}

/// Returns how many months are known, at most twelve.
fn months(begins: Date, as_of: Date) -> usize {
    let month = |day: Date| i32::from(day.civil().year()) * 12 + i32::from(day.civil().month());
    usize::try_from((month(as_of) - month(begins) + 1).clamp(1, 12)).unwrap_or(1)
}

/// Tells whether nothing warned of an escalation in time.
fn is_surprise(ground: &Ground<'_>, track: &Track<'_, Escalation>, raised: Date) -> bool {
    let is_warning = |reference: &ItemRef| {
        let program = reference.program.as_ref().unwrap_or(track.program);
        WARNINGS.iter().flat_map(|kind| ground.ledger.of(*kind)).any(|timeline| {
            let is_named = |item: &crate::model::AnyItem| {
                let aliases = item.item().aliases();
                same(item.name(), reference.id.as_str())
                    || aliases.iter().any(|alias| same(alias.as_str(), reference.id.as_str()))
            };
            same(timeline.program.as_str(), program.as_str())
                && timeline.versions.iter().filter_map(|version| version.item).any(is_named)
                && ground.working_days(ground.ledger.day(timeline.versions[0].snapshot), raised) >= WARNED
        })
    };
    !track.last().refs.iter().any(is_warning)
}

/// Tells whether only the program's owner, or nobody, says of what class an escalation is.
fn is_self_classified(ground: &Ground<'_>, track: &Track<'_, Escalation>) -> bool {
    let charters = ground.of_program::<Charter>(track.program);
    let owner = charters.first().and_then(|charter| charter.last().owner.as_ref());
    let is_owner = |who: &crate::model::Text| owner.is_some_and(|owner| same(owner.as_str(), who));
    track.last().classified_by.0.iter().all(is_owner)
}
