//! The chart of a milestone plan: a section per workstream. A long plan shows what is committed or critical only.

use crate::diag::wording;
use crate::report::MilestoneRow;
use crate::report::figure::Bar;
use crate::report::figure::Gantt;
use crate::report::figure::Section;
use crate::report::phrase;

/// More rows than this do not fit a screen.
const MOST: usize = 60;

fn is_dated(row: &&MilestoneRow) -> bool {
    row.start.is_some() && row.expected.is_some()
}

/// Returns the rows that are drawn: those that have dates; of very many, those that are open, and critical or committed.
pub(super) fn shown(rows: &[MilestoneRow]) -> Vec<&MilestoneRow> {
    let mut shown: Vec<&MilestoneRow> = rows.iter().filter(is_dated).collect();
    if shown.len() > MOST {
        shown.retain(|row| !row.done && (row.critical || row.committed.is_some()));
        shown.truncate(MOST);
    }
    shown
}

/// Returns the section that a row is drawn in.
pub(super) fn section(row: &MilestoneRow) -> String {
    let name = row.workstream.as_deref().unwrap_or("without a workstream");
    phrase::capital(&name.replace('-', " "))
}

/// Draws rows that have dates; says what was left out.
pub(super) fn chart(rows: &[MilestoneRow]) -> (Option<Gantt>, Option<String>) {
    let shown = shown(rows);
    let dated = rows.iter().filter(is_dated).count();
    let note = (shown.len() < dated).then(|| {
        let all = wording::count(i64::try_from(dated).unwrap_or(i64::MAX), "milestone");
        format!("The chart shows {} of {all}: open ones that are critical or committed", shown.len())
    });
    let mut chart = Gantt::default();
    for row in shown {
        let name = section(row);
        let (Some(start), Some(finish)) = (row.start, row.expected) else { continue };
        let bar = Bar {
            id: row.id.clone(),
            title: row.title.clone(),
            start: if row.pure { finish } else { start.min(finish) },
            finish,
            milestone: row.pure,
            critical: row.critical && !row.done,
            state: match row.status.as_str() {
                _ if row.done => "done",
                "in progress" => "active",
                _ => "planned",
            },
        };
        match chart.sections.iter_mut().find(|section| section.name == name) {
            Some(section) => section.rows.push(bar),
            None => chart.sections.push(Section { name, rows: vec![bar] }),
        }
    }
    ((!chart.sections.is_empty()).then_some(chart), note)
}
