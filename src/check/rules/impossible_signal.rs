//! A threshold of an early warning that makes no sense, or a signal that does not exist.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::did_you_mean;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Workspace;
use crate::trend::signals;
use crate::trend::signals::Limits;
use crate::trend::signals::SIGNALS;

rule! {
    /// Finds thresholds of early warnings that make no sense, and names of signals that do not exist.
    ///
    /// ## What it does
    /// Holds every threshold in `signals:` of `epm.yaml` against the range in which it means something, and every word in
    /// `signals.off` against the ids and names of the signals. A threshold beyond its range is not used; the default is.
    ///
    /// ## Why it matters
    /// A warning that can never be raised, or always is, looks like good news, or teaches people to pass over it.
    ///
    /// ## Example
    /// ```yaml
    /// signals:
    ///   repeat_slipper: {weeks: 0}
    ///   off: [EW-21]
    /// ```
    ///
    /// ## Fix it
    /// Write a value within the range that the message names. `epm signals --explain EW-02` shows thresholds and defaults.
    pub(crate) static META = 802, "impossible-signal", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let settings = facts.settings();
    let place = |path: &str| Place::field(Workspace::subject(Kind::Settings), path);
    for (signal, limit, value) in Limits::new(settings).impossible() {
        let message = format!(
            "`{}` of {} is {}, and means something only from {} to {}",
            limit.key,
            signal.id,
            limit.written(value),
            limit.written(limit.least),
            limit.written(limit.most)
        );
        let finding = Finding::new(&META, place(&format!("signals.{}.{}", signal.name, limit.key)), message);
        out.push(finding.help(format!("without it the default counts: {}", limit.written(limit.default))));
    }
    let off = settings.signals.iter().flat_map(|signals| &signals.off).enumerate();
    for (n, word) in off.filter(|(_, word)| signals::find(word).is_none()) {
        let known = SIGNALS.iter().flat_map(|signal| [signal.id, signal.name]);
        let help = did_you_mean(word, known.collect::<Vec<_>>());
        let help = help.unwrap_or_else(|| "signals are called `EW-01` to `EW-20`".to_owned());
        let message = format!("there is no signal `{}`", &**word);
        out.push(Finding::new(&META, place(&format!("signals.off[{n}]")), message).help(help));
    }
}
