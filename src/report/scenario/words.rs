//! Scenarios in words: the measures of the table, and the sentences below it.

use std::collections::BTreeMap;

use crate::diag::wording;
use crate::report::scenario::CompareView;
use crate::report::scenario::OverloadRow;
use crate::report::scenario::ScenarioRow;

/// Lists the teams that are asked too much, each with how often: `mobile 4×, data`.
pub(super) fn overloaded(rows: &[OverloadRow]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(team, _)| *team == row.team) {
            Some((_, n)) => *n += 1,
            None => counts.push((&row.team, 1)),
        }
    }
    let words =
        counts.iter().map(|(team, n)| if *n == 1 { (*team).to_owned() } else { format!("{team} {n}×") });
    words.collect::<Vec<_>>().join(", ")
}

/// Returns the measures, each with a value by scenario.
pub(super) fn measures(view: &CompareView) -> Vec<(&'static str, Vec<String>)> {
    let mut out: Vec<(&'static str, Vec<String>)> = Vec::new();
    let mut add = |label: &'static str, value: &dyn Fn(&ScenarioRow) -> String| {
        out.push((label, view.scenarios.iter().map(value).collect()));
    };
    let none = || "–".to_owned();
    add("finish (plan)", &|row| row.finish.clone());
    add("  change", &|row| row.finish_change_days.map_or_else(none, signed));
    let is_forecast = view.scenarios.iter().any(|row| row.forecast.is_some());
    let not_forecast = || "not forecast".to_owned();
    add("finish P50", &|row| row.forecast.as_ref().map_or_else(not_forecast, |f| f.p50.clone()));
    add("finish P80", &|row| row.forecast.as_ref().map_or_else(not_forecast, |f| f.p80.clone()));
    if is_forecast {
        add("  change", &|row| {
            row.forecast.as_ref().and_then(|f| f.p80_change_days).map_or_else(none, signed)
        });
    }
    add("target", &|row| row.target.as_ref().map_or_else(none, |t| t.date.clone()));
    add("  plan is", &|row| row.target.as_ref().and_then(|t| t.late_days).map_or_else(none, late));
    add("  probability", &|row| match &row.target {
        Some(target) => target.probability.map_or_else(not_forecast, wording::chance),
        None => none(),
    });
    add("overloaded", &|row| Some(overloaded(&row.overloads)).filter(|t| !t.is_empty()).unwrap_or_else(none));
    add("skills short", &|row| match row.skill_shortfall_person_weeks {
        weeks if weeks > 0.0 => format!("{weeks:.1} person-weeks"),
        _ => none(),
    });
    add("scope removed", &|row| match row.removed.iter().filter(|r| r.kind == "milestone").count() {
        0 => none(),
        n => wording::count(i64::try_from(n).unwrap_or(i64::MAX), "item"),
    });
    add("open risks", &|row| {
        let exposure =
            if row.exposure_days > 0.0 { format!(", {:.1}d", row.exposure_days) } else { String::new() };
        format!("{}{exposure}", row.open_risks)
    });
    if view.scenarios.iter().any(|row| row.exposure_cost > 0.0) {
        add("  exposure", &|row| money(row.exposure_cost, row.currency.as_deref()));
    }
    add("cost of delay", &|row| {
        row.expected_cost_of_delay.map_or_else(none, |cost| money(cost, row.currency.as_deref()))
    });
    if view.scenarios.iter().any(|row| row.added_cost.is_some()) {
        add("added people", &|row| {
            row.added_cost.map_or_else(none, |cost| money(cost, row.currency.as_deref()))
        });
    }
    out
}

/// Returns what a scenario does and what it comes to.
pub(super) fn details(row: &ScenarioRow) -> Vec<String> {
    let mut out = Vec::new();
    for removed in &row.removed {
        out.push(format!("without `{}` ({}): {}", removed.id, removed.kind, removed.title));
    }
    out.extend(row.changes.iter().cloned());
    out.extend(
        row.moved.iter().map(|m| format!("`{}` is committed for {} instead of {}", m.id, m.to, m.from)),
    );
    if !row.drivers.is_empty() {
        let name = |d: &crate::report::scenario::DriverRow| match d.criticality {
            Some(share) => format!("`{}` {:.0}%", d.id, share * 100.0),
            None => format!("`{}`", d.id),
        };
        out.push(format!("driven by {}", wording::list(row.drivers.iter().map(name))));
    }
    let mut by_team: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for over in &row.overloads {
        let share = over.utilisation_pct.map_or_else(|| "nobody there".to_owned(), |p| format!("{p:.0}%"));
        by_team.entry(&over.team).or_default().push(format!("from {} {share}", over.from));
    }
    out.extend(
        by_team.into_iter().map(|(team, when)| format!("`{team}` is asked too much: {}", when.join(", "))),
    );
    let skills = row.skill_shortfalls.iter().map(|short| {
        format!(
            "`{}` is short of {:.1} person-weeks of {}",
            short.team,
            short.person_weeks,
            wording::names(&short.skills)
        )
    });
    out.extend(skills);
    if !row.unknown_teams.is_empty() {
        out.push(format!("the capacity of {} is unknown", wording::names(&row.unknown_teams)));
    }
    out
}

/// Writes a change in working days: `+3d`, `-6.5d`, `same`.
fn signed(days: f64) -> String {
    let rounded = (days * 10.0).round() / 10.0;
    match rounded {
        n if n > 0.0 => format!("+{n}d"),
        n if n < 0.0 => format!("{n}d"),
        _ => "same".to_owned(),
    }
}

/// Writes how a date stands against its target.
fn late(days: f64) -> String {
    let rounded = (days * 10.0).round() / 10.0;
    match rounded {
        n if n > 0.0 => format!("{n}d late"),
        n if n < 0.0 => format!("{}d early", -n),
        _ => "on time".to_owned(),
    }
}

/// Writes an amount: `41,500 EUR`.
#[allow(clippy::cast_possible_truncation)] // bounded
pub(super) fn money(amount: f64, currency: Option<&str>) -> String {
    let whole = (amount.round().clamp(-1e15, 1e15) as i64).to_string();
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole.as_str()), |digits| ("-", digits));
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let currency = currency.map(|c| format!(" {c}")).unwrap_or_default();
    format!("{sign}{grouped}{currency}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_changes_read_as_a_person_writes_them() {
        assert_eq!(money(41_500.4, Some("EUR")), "41,500 EUR");
        assert_eq!(money(-1_234_567.0, None), "-1,234,567");
        assert_eq!(money(999.0, None), "999");
        assert_eq!([signed(2.0), signed(-6.54), signed(-0.01)], ["+2d", "-6.5d", "same"]);
        assert_eq!([late(2.0), late(-6.5), late(0.0)], ["2d late", "6.5d early", "on time"]);
    }
}
