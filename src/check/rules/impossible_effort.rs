//! More work than the people have time for.

use crate::check::Facts;
use crate::check::estimates;
use crate::check::items::open_milestones;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds an effort that the whole team could not spend in the planned time.
    ///
    /// ## What it does
    /// Compares `effort` of open work with its duration (`likely`, `p50`, the mean or the midpoint of an estimate) times
    /// the members of its team in `org.yaml`, all of them, without reserves.
    ///
    /// ## Why it matters
    /// Either the effort is too high or the duration is a wish; the plan believes the duration.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   team: identity        # two people
    ///   duration: 5d
    ///   effort: 30d
    /// ```
    ///
    /// ## Fix it
    /// Correct the one that is wrong, or divide the work among teams.
    pub(crate) static META = 513, "impossible-effort", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    let settings = facts.settings();
    for (_, subject, milestone) in open_milestones(facts) {
        if milestone.elapsed == Some(true) {
            continue;
        }
        let (Some(effort), Some(team)) = (milestone.effort, &milestone.team) else { continue };
        let Some(team) = known.team(team.as_str()).filter(|team| !team.members.is_empty()) else { continue };
        let given = milestone.duration.map(|duration| settings.minutes(duration));
        let estimated = || estimates::central(milestone.estimate.as_ref()?, settings, false).map(|(_, m)| m);
        let Some(minutes) = given.or_else(estimated) else { continue };
        #[allow(clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
        let duration = minutes as f64 / (60.0 * settings.hours_per_day());
        let people: f64 = team.members.iter().map(|member| member.fte.unwrap_or(1.0).max(0.0)).sum();
        let most = duration * people;
        if settings.days(effort) > most + 0.01 && people > 0.0 {
            let message = format!(
                "`effort` {effort} is more than `{}` has in {}: {:.1} person-days",
                team.id,
                wording::working_days(duration),
                most
            );
            out.push(
                Finding::new(&META, Place::field(subject, "effort"), message)
                    .help("correct the effort or the duration, or divide the work among teams"),
            );
        }
    }
}
