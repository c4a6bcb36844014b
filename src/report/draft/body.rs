//! The prose of a drafted status note, in Markdown: what changed, risks, decisions, what comes next.

use crate::model::Date;
use crate::report::MilestoneRow;
use crate::report::decisions::DecisionRow;
use crate::report::diff::ProgramDiff;
use crate::report::draft::LINES;
use crate::report::draft::Since;
use crate::report::phrase;
use crate::report::raid::RiskRow;
use crate::report::scene::Scene;

/// How many risks are told.
const TOP_RISKS: usize = 3;

/// How many changes of one sort are told.
const ROWS: usize = 3;

/// Writes the body.
pub(super) fn body(scene: &Scene<'_>, rows: &[MilestoneRow], since: &Since) -> String {
    let mut out = String::from(
        "<!-- Drafted from the facts; edit it. Names in double brackets read as their values in every page. -->\n\n",
    );
    out.push_str(&colour(scene));
    section(&mut out, &title(since), &changes(since));
    section(&mut out, "Top risks", &risks(scene));
    section(&mut out, "Decisions due", &decisions(scene));
    section(&mut out, "Next milestones", &next(rows));
    out.trim_end().to_owned()
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    out.push_str(&format!("\n## {title}\n\n"));
    for line in lines {
        out.push_str(&format!("- {line}\n"));
    }
    if lines.is_empty() {
        out.push_str("None.\n");
    }
}

/// The colour and the counts in two sentences.
fn colour(scene: &Scene<'_>) -> String {
    let mut text = "The program is [[program.colour]]: [[program.reason]].".to_owned();
    if scene.inputs.plan.outlook.forecast().is_some_and(|f| f.program(&scene.program.id).is_some()) {
        text.push_str(" Half of the trials end by [[program.p50]], four in five by [[program.p80]].");
    }
    text.push_str(
        "\nOpen risks: [[risks.open]], of them high: [[risks.open.high]]. Open issues: [[issues.open]].\n\
         Overdue decisions: [[decisions.overdue]]. Overdue actions: [[actions.overdue]].\n",
    );
    text
}

fn title(since: &Since) -> String {
    match since {
        Since::First => "What changed".to_owned(),
        Since::Known(day, ..) | Since::Unknown(day, _) => {
            format!("What changed since {}", phrase::date(*day))
        }
    }
}

fn changes(since: &Since) -> Vec<String> {
    match since {
        Since::First => vec!["This is the first status note.".to_owned()],
        Since::Unknown(_, reason) => vec![format!("Not known: {}.", escaped(reason))],
        Since::Known(_, was, None) => {
            let finish = was.map(|day| {
                format!(" It ended on {} then and ends on [[program.finish]] now.", phrase::date(day))
            });
            vec![format!("Nobody changed the plan.{}", finish.unwrap_or_default())]
        }
        Since::Known(_, _, Some(diff)) => changed(diff),
    }
}

fn changed(diff: &ProgramDiff) -> Vec<String> {
    let mut lines = Vec::new();
    let day = |text: &str| Date::parse(text).map_or_else(|_| text.to_owned(), phrase::date);
    match (&diff.finish.before, &diff.finish.after) {
        (Some(before), Some(after)) if before != after => {
            lines.push(format!("The finish moved from {} to [[program.finish]].", day(before)));
            for part in diff.finish.because.iter().take(LINES) {
                lines.push(format!("{}: {}.", part.days_text, because(&part.id, &part.text)));
            }
        }
        (Some(_), Some(_)) => lines.push("The finish did not move: [[program.finish]].".to_owned()),
        _ => {}
    }
    let moved = diff.moved.iter().filter(|row| row.kind == "work" || row.kind == "milestone");
    let mut moved: Vec<_> = moved.filter(|row| !row.note.is_empty()).collect();
    moved.sort_by(|a, b| b.days.abs().total_cmp(&a.days.abs()).then_with(|| a.id.cmp(&b.id)));
    for row in moved.iter().take(LINES) {
        let (id, title) = (&row.id, escaped(&row.title));
        let (before, days) = (day(&row.before), &row.days_text);
        lines.push(format!("{title}: [[{id}.finish]], was {before} ({days}, {}).", row.note));
    }
    if moved.len() > LINES {
        lines.push(format!(
            "{} more dates moved on the critical path or against a commitment.",
            moved.len() - LINES
        ));
    }
    // Texts and observations that changed are no news for a pack.
    for section in diff.sections.iter().filter(|section| section.name != "other") {
        for row in section.rows.iter().take(ROWS) {
            let title = if row.title.is_empty() { row.id.clone() } else { row.title.clone() };
            lines.push(format!(
                "{}: {}: {}.",
                section.title,
                escaped(&title),
                escaped(row.text.trim_end_matches('.'))
            ));
        }
        if section.rows.len() > ROWS {
            lines.push(format!("{}: {} more.", section.title, section.rows.len() - ROWS));
        }
    }
    lines
}

fn because(id: &str, text: &str) -> String {
    let text = escaped(text.trim_end_matches('.'));
    if id == "time" { text } else { format!("{}, {text}", escaped(id)) }
}

fn risks(scene: &Scene<'_>) -> Vec<String> {
    let open = RiskRow::all(scene, None).into_iter().filter(|risk| risk.open).take(TOP_RISKS);
    let line = |risk: RiskRow| {
        let id = &risk.id;
        let due = if risk.mitigation_due.is_some() {
            format!(", mitigation due [[{id}.due]]")
        } else {
            String::new()
        };
        format!("[[{id}.title]] ([[{id}.level]], [[{id}.owner]]{due})")
    };
    open.map(line).collect()
}

fn decisions(scene: &Scene<'_>) -> Vec<String> {
    let mut open = DecisionRow::open(scene);
    open.retain(|row| row.needed_by.is_some());
    let line = |row: &DecisionRow| {
        let id = &row.id;
        let late = if row.overdue { ", overdue" } else { "" };
        format!("[[{id}.title]]: [[{id}.approver]], needed by [[{id}.needed_by]]{late}")
    };
    open.iter().take(LINES).map(line).collect()
}

fn next(rows: &[MilestoneRow]) -> Vec<String> {
    let line = |row: &MilestoneRow| {
        let id = &row.id;
        let committed = match row.committed {
            Some(_) => format!(", committed [[{id}.committed]] ([[{id}.variance]])"),
            None => String::new(),
        };
        format!("[[{id}.title]]: [[{id}.finish]]{committed}")
    };
    rows.iter().filter(|row| !row.done).take(LINES).map(line).collect()
}

/// Returns a text in one line that reads as it stands in the middle of a line of Markdown, and stays easy to edit: only what
/// would be read as markup, or as a reference, is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_from_a_record_is_no_markup_in_a_draft() {
        assert_eq!(escaped("Sign-in 9.0: *late*\n[[a.b]] <b>"), r"Sign-in 9.0: \*late\* \[\[a.b\]\] \<b\>");
    }
}
