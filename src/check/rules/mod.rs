//! The table of rules: one file and one line each, by code.

mod absent_owner;
mod absent_team;
mod ageing_risk;
mod blocked_without_blocker;
mod bow_wave;
mod broken_file_link;
mod broken_path_mapping;
mod cancelled_predecessor;
mod cancelled_without_reason;
mod change_without_approval;
mod change_without_impact;
mod changed_evidence;
mod charter_without_definition_of_done;
mod charter_without_scope_out;
mod circular_scenario;
mod circular_steps;
mod clashing_alias;
mod clashing_constraints;
mod clashing_page_title;
mod commitment_against_change;
mod committed_before_predecessor;
mod committed_before_start;
mod conflicting_count;
mod conflicting_fact;
mod confusable_id;
mod contradicted_severity;
mod contradictory_correlation;
mod dangling_reference;
mod date_on_day_off;
mod day_for_day_slip;
mod dead_end;
mod decision_without_outcome;
mod departed_owner;
mod dependency_cycle;
mod disagreeing_colour;
mod doubled_duration;
mod doubly_assigned_person;
mod duplicate_edge;
mod duplicate_id;
mod duplicate_org_id;
mod duplicate_program_id;
mod duplicate_step;
mod exceeded_budget;
mod expired_acceptance;
mod expired_override;
mod expired_waiver;
mod expiring_acceptance;
mod future_actual;
mod gate_without_required_items;
mod idle_operation;
mod implausible_date;
mod impossible_effort;
mod impossible_operation;
mod impossible_signal;
mod impossible_trials;
mod incomplete_acceptance;
mod incomplete_estimate;
mod incomplete_override;
mod incomplete_waiver;
mod invalid_need;
mod invalid_share;
mod lagging_metric;
mod late_actual;
mod late_milestone;
mod late_promise;
mod late_record;
mod late_rollback;
mod metric_anomaly;
mod mismatched_file_name;
mod mismatched_program_entry;
mod misplaced_progress;
mod missing_actual;
mod missing_approval;
mod missing_comms_plan;
mod missing_escalation_path;
mod missing_finish_milestone;
mod missing_point_of_no_return;
mod mixed_script;
mod named_respondent;
mod negative_lag;
mod one_sided_supersession;
mod out_of_sequence_progress;
mod outside_program_dates;
mod overbooked_person;
mod overdue_action;
mod overdue_ask;
mod overdue_assumption;
mod overdue_change;
mod overdue_commitment;
mod overdue_decision;
mod overdue_dependency;
mod overdue_issue;
mod overdue_message;
mod overdue_mitigation;
mod overdue_readiness_item;
mod overdue_release;
mod overlapping_periods;
mod overlapping_steps;
mod overloaded_team;
mod overlong_exception;
mod overlong_work;
mod overruled_verdict;
mod oversized_need;
mod oversized_page_title;
mod ownerless_action;
mod ownerless_milestone;
mod ownerless_raid_item;
mod ownerless_step;
mod passed_constraint;
mod passed_without_evidence;
mod pending_decision;
mod placeholder_owner;
mod placeholder_text;
mod realised_risk_without_issue;
mod repeated_recommitment;
mod repeated_slip;
mod restricted_mention;
mod reversed_dates;
mod rollback_after_no_return;
mod scope_creep;
mod secret_in_text;
mod self_approval;
mod self_reference;
mod shared_email;
mod silent_asks;
mod silent_confidence_drop;
mod silent_milestone;
mod skewed_history;
mod skill_shortfall;
mod sponsorless_charter;
mod stale_raid_item;
mod stale_status_note;
mod start_to_finish_link;
mod status_contradicts_actuals;
mod statusless_decision;
mod step_without_rollback;
mod stuck_progress;
mod sudden_green;
mod sudden_slip;
mod team_as_owner;
mod teamless_work;
mod unapproved_charter;
mod unapproved_decision;
mod unattached_gate;
mod unattached_risk;
mod uncertain_forecast;
mod uncovered_nfr;
mod undated_action;
mod undated_blocker;
mod undated_status_note;
mod undeclared_audience;
mod undriven_milestone;
mod unexplained_colour;
mod unexplained_not_applicable;
mod unforeseen_issue;
mod unheeded_assumption;
mod unknown_calendar;
mod unknown_capacity;
mod unknown_decision_status;
mod unknown_fact;
mod unknown_member;
mod unknown_person;
mod unknown_program;
mod unknown_rule;
mod unknown_step;
mod unknown_team;
mod unknown_timezone;
mod unlikely_commitment;
mod unmeasurable_outcome;
mod unmet_constraint;
mod unmitigated_high_risk;
mod unordered_estimate;
mod unordered_factor;
mod unordered_thresholds;
mod unpromised_delivery;
mod unpromised_dependency;
mod unreviewed_high_risk;
mod unreviewed_launch;
mod unsafe_link;
mod unscored_risk;
mod unshrinking_range;
mod untested_rollback;
mod untitled_decision;
mod unvalidated_assumption;
mod unverified_step;
mod unworkable_calendar;
mod used_up_estimate;
mod value_against_ratio;
mod window_too_short;
mod withheld_fact;
mod wrong_kind_reference;

use crate::check::Rule;

/// All rules that read the typed programs, by code.
pub static RULES: &[Rule] = &[
    Rule { meta: &duplicate_id::META, check: duplicate_id::check },
    Rule { meta: &confusable_id::META, check: confusable_id::check },
    Rule { meta: &dangling_reference::META, check: dangling_reference::check },
    Rule { meta: &duplicate_program_id::META, check: duplicate_program_id::check },
    Rule { meta: &self_reference::META, check: self_reference::check },
    Rule { meta: &wrong_kind_reference::META, check: wrong_kind_reference::check },
    Rule { meta: &mismatched_file_name::META, check: mismatched_file_name::check },
    Rule { meta: &duplicate_edge::META, check: duplicate_edge::check },
    Rule { meta: &dependency_cycle::META, check: dependency_cycle::check },
    Rule { meta: &mismatched_program_entry::META, check: mismatched_program_entry::check },
    Rule { meta: &broken_file_link::META, check: broken_file_link::check },
    Rule { meta: &conflicting_fact::META, check: conflicting_fact::check },
    Rule { meta: &placeholder_text::META, check: placeholder_text::check },
    Rule { meta: &mixed_script::META, check: mixed_script::check },
    Rule { meta: &clashing_alias::META, check: clashing_alias::check },
    Rule { meta: &undeclared_audience::META, check: undeclared_audience::check },
    Rule { meta: &unknown_rule::META, check: unknown_rule::check },
    Rule { meta: &broken_path_mapping::META, check: broken_path_mapping::check },
    Rule { meta: &unknown_program::META, check: unknown_program::check },
    Rule { meta: &reversed_dates::META, check: reversed_dates::check },
    Rule { meta: &date_on_day_off::META, check: date_on_day_off::check },
    Rule { meta: &overdue_commitment::META, check: overdue_commitment::check },
    Rule { meta: &future_actual::META, check: future_actual::check },
    Rule { meta: &status_contradicts_actuals::META, check: status_contradicts_actuals::check },
    Rule { meta: &committed_before_start::META, check: committed_before_start::check },
    Rule { meta: &committed_before_predecessor::META, check: committed_before_predecessor::check },
    Rule { meta: &outside_program_dates::META, check: outside_program_dates::check },
    Rule { meta: &unknown_calendar::META, check: unknown_calendar::check },
    Rule { meta: &unworkable_calendar::META, check: unworkable_calendar::check },
    Rule { meta: &implausible_date::META, check: implausible_date::check },
    Rule { meta: &unknown_timezone::META, check: unknown_timezone::check },
    Rule { meta: &missing_actual::META, check: missing_actual::check },
    Rule { meta: &passed_constraint::META, check: passed_constraint::check },
    Rule { meta: &overdue_release::META, check: overdue_release::check },
    Rule { meta: &overdue_message::META, check: overdue_message::check },
    Rule { meta: &late_milestone::META, check: late_milestone::check },
    Rule { meta: &undriven_milestone::META, check: undriven_milestone::check },
    Rule { meta: &unordered_estimate::META, check: unordered_estimate::check },
    Rule { meta: &incomplete_estimate::META, check: incomplete_estimate::check },
    Rule { meta: &doubled_duration::META, check: doubled_duration::check },
    Rule { meta: &unmet_constraint::META, check: unmet_constraint::check },
    Rule { meta: &clashing_constraints::META, check: clashing_constraints::check },
    Rule { meta: &out_of_sequence_progress::META, check: out_of_sequence_progress::check },
    Rule { meta: &misplaced_progress::META, check: misplaced_progress::check },
    Rule { meta: &missing_finish_milestone::META, check: missing_finish_milestone::check },
    Rule { meta: &dead_end::META, check: dead_end::check },
    Rule { meta: &disagreeing_colour::META, check: disagreeing_colour::check },
    Rule { meta: &blocked_without_blocker::META, check: blocked_without_blocker::check },
    Rule { meta: &undated_blocker::META, check: undated_blocker::check },
    Rule { meta: &cancelled_without_reason::META, check: cancelled_without_reason::check },
    Rule { meta: &negative_lag::META, check: negative_lag::check },
    Rule { meta: &cancelled_predecessor::META, check: cancelled_predecessor::check },
    Rule { meta: &overlong_work::META, check: overlong_work::check },
    Rule { meta: &start_to_finish_link::META, check: start_to_finish_link::check },
    Rule { meta: &unordered_thresholds::META, check: unordered_thresholds::check },
    Rule { meta: &unlikely_commitment::META, check: unlikely_commitment::check },
    Rule { meta: &unattached_risk::META, check: unattached_risk::check },
    Rule { meta: &impossible_trials::META, check: impossible_trials::check },
    Rule { meta: &contradictory_correlation::META, check: contradictory_correlation::check },
    Rule { meta: &used_up_estimate::META, check: used_up_estimate::check },
    Rule { meta: &unordered_factor::META, check: unordered_factor::check },
    Rule { meta: &uncertain_forecast::META, check: uncertain_forecast::check },
    Rule { meta: &lagging_metric::META, check: lagging_metric::check },
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
    Rule { meta: &oversized_need::META, check: oversized_need::check },
    Rule { meta: &invalid_need::META, check: invalid_need::check },
    Rule { meta: &absent_team::META, check: absent_team::check },
    Rule { meta: &doubly_assigned_person::META, check: doubly_assigned_person::check },
    Rule { meta: &overloaded_team::META, check: overloaded_team::check },
    Rule { meta: &unknown_capacity::META, check: unknown_capacity::check },
    Rule { meta: &skill_shortfall::META, check: skill_shortfall::check },
    Rule { meta: &ownerless_raid_item::META, check: ownerless_raid_item::check },
    Rule { meta: &unmitigated_high_risk::META, check: unmitigated_high_risk::check },
    Rule { meta: &unreviewed_high_risk::META, check: unreviewed_high_risk::check },
    Rule { meta: &unscored_risk::META, check: unscored_risk::check },
    Rule { meta: &realised_risk_without_issue::META, check: realised_risk_without_issue::check },
    Rule { meta: &overdue_assumption::META, check: overdue_assumption::check },
    Rule { meta: &unvalidated_assumption::META, check: unvalidated_assumption::check },
    Rule { meta: &late_promise::META, check: late_promise::check },
    Rule { meta: &unpromised_dependency::META, check: unpromised_dependency::check },
    Rule { meta: &overdue_dependency::META, check: overdue_dependency::check },
    Rule { meta: &overdue_decision::META, check: overdue_decision::check },
    Rule { meta: &decision_without_outcome::META, check: decision_without_outcome::check },
    Rule { meta: &one_sided_supersession::META, check: one_sided_supersession::check },
    Rule { meta: &unapproved_decision::META, check: unapproved_decision::check },
    Rule { meta: &unknown_decision_status::META, check: unknown_decision_status::check },
    Rule { meta: &overdue_issue::META, check: overdue_issue::check },
    Rule { meta: &passed_without_evidence::META, check: passed_without_evidence::check },
    Rule { meta: &incomplete_waiver::META, check: incomplete_waiver::check },
    Rule { meta: &expired_waiver::META, check: expired_waiver::check },
    Rule { meta: &unexplained_not_applicable::META, check: unexplained_not_applicable::check },
    Rule { meta: &gate_without_required_items::META, check: gate_without_required_items::check },
    Rule { meta: &ownerless_step::META, check: ownerless_step::check },
    Rule { meta: &unverified_step::META, check: unverified_step::check },
    Rule { meta: &step_without_rollback::META, check: step_without_rollback::check },
    Rule { meta: &rollback_after_no_return::META, check: rollback_after_no_return::check },
    Rule { meta: &missing_point_of_no_return::META, check: missing_point_of_no_return::check },
    Rule { meta: &untested_rollback::META, check: untested_rollback::check },
    Rule { meta: &stale_raid_item::META, check: stale_raid_item::check },
    Rule { meta: &expired_acceptance::META, check: expired_acceptance::check },
    Rule { meta: &overdue_mitigation::META, check: overdue_mitigation::check },
    Rule { meta: &overruled_verdict::META, check: overruled_verdict::check },
    Rule { meta: &overdue_readiness_item::META, check: overdue_readiness_item::check },
    Rule { meta: &unattached_gate::META, check: unattached_gate::check },
    Rule { meta: &overdue_action::META, check: overdue_action::check },
    Rule { meta: &window_too_short::META, check: window_too_short::check },
    Rule { meta: &unheeded_assumption::META, check: unheeded_assumption::check },
    Rule { meta: &incomplete_acceptance::META, check: incomplete_acceptance::check },
    Rule { meta: &overlong_exception::META, check: overlong_exception::check },
    Rule { meta: &unknown_step::META, check: unknown_step::check },
    Rule { meta: &circular_steps::META, check: circular_steps::check },
    Rule { meta: &duplicate_step::META, check: duplicate_step::check },
    Rule { meta: &statusless_decision::META, check: statusless_decision::check },
    Rule { meta: &untitled_decision::META, check: untitled_decision::check },
    Rule { meta: &ownerless_action::META, check: ownerless_action::check },
    Rule { meta: &undated_action::META, check: undated_action::check },
    Rule { meta: &late_rollback::META, check: late_rollback::check },
    Rule { meta: &overlapping_steps::META, check: overlapping_steps::check },
    Rule { meta: &change_without_impact::META, check: change_without_impact::check },
    Rule { meta: &change_without_approval::META, check: change_without_approval::check },
    Rule { meta: &sponsorless_charter::META, check: sponsorless_charter::check },
    Rule { meta: &unmeasurable_outcome::META, check: unmeasurable_outcome::check },
    Rule { meta: &charter_without_scope_out::META, check: charter_without_scope_out::check },
    Rule { meta: &uncovered_nfr::META, check: uncovered_nfr::check },
    Rule { meta: &unexplained_colour::META, check: unexplained_colour::check },
    Rule { meta: &stale_status_note::META, check: stale_status_note::check },
    Rule { meta: &incomplete_override::META, check: incomplete_override::check },
    Rule { meta: &silent_asks::META, check: silent_asks::check },
    Rule { meta: &self_approval::META, check: self_approval::check },
    Rule { meta: &commitment_against_change::META, check: commitment_against_change::check },
    Rule { meta: &missing_comms_plan::META, check: missing_comms_plan::check },
    Rule { meta: &overdue_change::META, check: overdue_change::check },
    Rule { meta: &overdue_ask::META, check: overdue_ask::check },
    Rule {
        meta: &charter_without_definition_of_done::META,
        check: charter_without_definition_of_done::check,
    },
    Rule { meta: &sudden_green::META, check: sudden_green::check },
    Rule { meta: &unreviewed_launch::META, check: unreviewed_launch::check },
    Rule { meta: &missing_escalation_path::META, check: missing_escalation_path::check },
    Rule { meta: &expired_override::META, check: expired_override::check },
    Rule { meta: &undated_status_note::META, check: undated_status_note::check },
    Rule { meta: &exceeded_budget::META, check: exceeded_budget::check },
    Rule { meta: &unapproved_charter::META, check: unapproved_charter::check },
    Rule { meta: &missing_approval::META, check: missing_approval::check },
    Rule { meta: &idle_operation::META, check: idle_operation::check },
    Rule { meta: &impossible_operation::META, check: impossible_operation::check },
    Rule { meta: &circular_scenario::META, check: circular_scenario::check },
    Rule { meta: &skewed_history::META, check: skewed_history::check },
    Rule { meta: &impossible_signal::META, check: impossible_signal::check },
    Rule { meta: &repeated_slip::META, check: repeated_slip::check },
    Rule { meta: &day_for_day_slip::META, check: day_for_day_slip::check },
    Rule { meta: &sudden_slip::META, check: sudden_slip::check },
    Rule { meta: &silent_milestone::META, check: silent_milestone::check },
    Rule { meta: &stuck_progress::META, check: stuck_progress::check },
    Rule { meta: &bow_wave::META, check: bow_wave::check },
    Rule { meta: &unshrinking_range::META, check: unshrinking_range::check },
    Rule { meta: &silent_confidence_drop::META, check: silent_confidence_drop::check },
    Rule { meta: &ageing_risk::META, check: ageing_risk::check },
    Rule { meta: &unforeseen_issue::META, check: unforeseen_issue::check },
    Rule { meta: &pending_decision::META, check: pending_decision::check },
    Rule { meta: &unpromised_delivery::META, check: unpromised_delivery::check },
    Rule { meta: &repeated_recommitment::META, check: repeated_recommitment::check },
    Rule { meta: &scope_creep::META, check: scope_creep::check },
    Rule { meta: &late_actual::META, check: late_actual::check },
    Rule { meta: &expiring_acceptance::META, check: expiring_acceptance::check },
    Rule { meta: &metric_anomaly::META, check: metric_anomaly::check },
    Rule { meta: &value_against_ratio::META, check: value_against_ratio::check },
    Rule { meta: &overlapping_periods::META, check: overlapping_periods::check },
    Rule { meta: &changed_evidence::META, check: changed_evidence::check },
    Rule { meta: &late_record::META, check: late_record::check },
    Rule { meta: &named_respondent::META, check: named_respondent::check },
    Rule { meta: &contradicted_severity::META, check: contradicted_severity::check },
    Rule { meta: &clashing_page_title::META, check: clashing_page_title::check },
    Rule { meta: &restricted_mention::META, check: restricted_mention::check },
    Rule { meta: &unsafe_link::META, check: unsafe_link::check },
    Rule { meta: &secret_in_text::META, check: secret_in_text::check },
    Rule { meta: &oversized_page_title::META, check: oversized_page_title::check },
    Rule { meta: &unknown_fact::META, check: unknown_fact::check },
    Rule { meta: &withheld_fact::META, check: withheld_fact::check },
    Rule { meta: &conflicting_count::META, check: conflicting_count::check },
];
