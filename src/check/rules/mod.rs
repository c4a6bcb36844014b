//! The table of rules: one file and one line each, by code.

mod absent_owner;
mod blocked_without_blocker;
mod cancelled_predecessor;
mod cancelled_without_reason;
mod clashing_constraints;
mod committed_before_predecessor;
mod dangling_reference;
mod date_on_day_off;
mod departed_owner;
mod doubled_duration;
mod duplicate_org_id;
mod future_actual;
mod implausible_date;
mod impossible_effort;
mod incomplete_estimate;
mod invalid_share;
mod misplaced_progress;
mod missing_actual;
mod negative_lag;
mod outside_program_dates;
mod overbooked_person;
mod overdue_commitment;
mod overlong_work;
mod ownerless_milestone;
mod passed_constraint;
mod placeholder_owner;
mod reversed_dates;
mod shared_email;
mod start_to_finish_link;
mod status_contradicts_actuals;
mod team_as_owner;
mod teamless_work;
mod unknown_calendar;
mod unknown_member;
mod unknown_person;
mod unknown_team;
mod unknown_timezone;
mod unordered_estimate;
mod unworkable_calendar;

use crate::check::Rule;

/// All rules that read the typed programs, by code.
pub static RULES: &[Rule] = &[
    Rule { meta: &dangling_reference::META, check: dangling_reference::check },
    Rule { meta: &reversed_dates::META, check: reversed_dates::check },
    Rule { meta: &date_on_day_off::META, check: date_on_day_off::check },
    Rule { meta: &overdue_commitment::META, check: overdue_commitment::check },
    Rule { meta: &future_actual::META, check: future_actual::check },
    Rule { meta: &status_contradicts_actuals::META, check: status_contradicts_actuals::check },
    Rule { meta: &committed_before_predecessor::META, check: committed_before_predecessor::check },
    Rule { meta: &outside_program_dates::META, check: outside_program_dates::check },
    Rule { meta: &unknown_calendar::META, check: unknown_calendar::check },
    Rule { meta: &unworkable_calendar::META, check: unworkable_calendar::check },
    Rule { meta: &implausible_date::META, check: implausible_date::check },
    Rule { meta: &unknown_timezone::META, check: unknown_timezone::check },
    Rule { meta: &missing_actual::META, check: missing_actual::check },
    Rule { meta: &passed_constraint::META, check: passed_constraint::check },
    Rule { meta: &unordered_estimate::META, check: unordered_estimate::check },
    Rule { meta: &incomplete_estimate::META, check: incomplete_estimate::check },
    Rule { meta: &doubled_duration::META, check: doubled_duration::check },
    Rule { meta: &clashing_constraints::META, check: clashing_constraints::check },
    Rule { meta: &misplaced_progress::META, check: misplaced_progress::check },
    Rule { meta: &blocked_without_blocker::META, check: blocked_without_blocker::check },
    Rule { meta: &cancelled_without_reason::META, check: cancelled_without_reason::check },
    Rule { meta: &negative_lag::META, check: negative_lag::check },
    Rule { meta: &cancelled_predecessor::META, check: cancelled_predecessor::check },
    Rule { meta: &overlong_work::META, check: overlong_work::check },
    Rule { meta: &start_to_finish_link::META, check: start_to_finish_link::check },
    Rule { meta: &unknown_person::META, check: unknown_person::check },
    Rule { meta: &unknown_team::META, check: unknown_team::check },
    Rule { meta: &departed_owner::META, check: departed_owner::check },
    Rule { meta: &team_as_owner::META, check: team_as_owner::check },
    Rule { meta: &placeholder_owner::META, check: placeholder_owner::check },
    Rule { meta: &ownerless_milestone::META, check: ownerless_milestone::check },
    Rule { meta: &teamless_work::META, check: teamless_work::check },
    Rule { meta: &duplicate_org_id::META, check: duplicate_org_id::check },
    Rule { meta: &invalid_share::META, check: invalid_share::check },
    Rule { meta: &unknown_member::META, check: unknown_member::check },
    Rule { meta: &absent_owner::META, check: absent_owner::check },
    Rule { meta: &impossible_effort::META, check: impossible_effort::check },
    Rule { meta: &shared_email::META, check: shared_email::check },
    Rule { meta: &overbooked_person::META, check: overbooked_person::check },
];
