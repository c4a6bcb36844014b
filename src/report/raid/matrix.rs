//! The open risks by probability and impact.

use crate::model::Date;
use crate::model::Risk;
use crate::report::picture::Picture;
use crate::report::picture::RiskMatrix;
use crate::report::picture::RiskSpot;
use crate::report::scene::Scene;

/// Places the open risks; nothing when none is scored. `since` is the day of the last report, from which a risk is new.
pub(crate) fn picture(scene: &Scene<'_>, since: Option<Date>) -> Option<Picture> {
    let open: Vec<&Risk> = scene.program.risks.iter().filter(|risk| risk.is_open()).collect();
    let known = since.zip(scene.inputs.past).and_then(|(day, past)| past.known_on(day));
    let then = known.as_ref().and_then(|known| known.workspace.program(&scene.program.id));
    let before = |risk: &Risk| {
        let same = |other: &&Risk| other.id.as_str().eq_ignore_ascii_case(risk.id.as_str());
        then.and_then(|program| program.risks.iter().find(same)).and_then(bands)
    };
    let mut risks: Vec<RiskSpot> = open.iter().filter_map(|risk| spot(risk, before(risk), since)).collect();
    let score = |risk: &RiskSpot| std::cmp::Reverse(risk.probability * risk.impact);
    risks.sort_by(|a, b| score(a).cmp(&score(b)).then_with(|| a.id.cmp(&b.id)));
    let unscored = open.len() - risks.len();
    let since = since.map(|day| day.to_string());
    (!risks.is_empty()).then_some(Picture::RiskMatrix(RiskMatrix { risks, unscored, since }))
}

/// Returns the bands of probability and impact.
fn bands(risk: &Risk) -> Option<(u8, u8)> {
    Some((risk.probability?.band().level(), risk.impact.as_ref()?.band()?.level()))
}

fn spot(risk: &Risk, before: Option<(u8, u8)>, since: Option<Date>) -> Option<RiskSpot> {
    let (probability, impact) = bands(risk)?;
    Some(RiskSpot {
        id: risk.id.to_string(),
        probability,
        impact,
        before: before.filter(|before| *before != (probability, impact)),
        is_new: risk.raised.zip(since).is_some_and(|(raised, since)| raised > since),
    })
}
