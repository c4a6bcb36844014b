//! The chart of a milestone plan: a section per workstream. A long plan shows what is committed or critical only.

use crate::diag::wording;
use crate::report::MilestoneRow;
use crate::report::figure::Bar;
use crate::report::figure::Gantt;
use crate::report::figure::Section;
use crate::report::phrase;

/// More rows than this do not fit a screen.
const MOST: usize = 60;

/// Draws rows that have dates; says what was left out.
pub(super) fn chart(rows: &[MilestoneRow]) -> (Option<Gantt>, Option<String>) {
    let dated: Vec<&MilestoneRow> =
        rows.iter().filter(|row| row.start.is_some() && row.expected.is_some()).collect();
    let mut shown = dated.clone();
    if shown.len() > MOST {
        shown.retain(|row| !row.done && (row.critical || row.committed.is_some()));
        shown.truncate(MOST);
    }
    let note = (shown.len() < dated.len()).then(|| {
        let all = wording::count(i64::try_from(dated.len()).unwrap_or(i64::MAX), "milestone");
        format!("The chart shows {} of {all}: open ones that are critical or committed", shown.len())
    });
    let mut chart = Gantt::default();
    for row in shown {
        let name = row.workstream.as_deref().unwrap_or("without a workstream");
        let name = phrase::capital(&name.replace('-', " "));
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
