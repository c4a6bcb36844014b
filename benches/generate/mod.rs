//! Generated workspaces: the same for the same size, on every machine.
//!
//! A program is layers of ten milestones; each waits for one to three of the layer before. Every milestone has an owner, a
//! team and an estimate, every tenth a committed date, every fiftieth a risk or an issue.

use std::fmt;
use std::fmt::Write;

/// Milestones of one layer.
const WIDTH: usize = 10;
const PEOPLE: usize = 40;
const TEAMS: usize = 8;

/// How many programs, and how many milestones in each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub programs: usize,
    pub items: usize,
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.programs {
            1 => format!("1 program × {}", self.items),
            n => format!("{n} programs × {}", self.items),
        };
        out.pad(&text)
    }
}

/// Hands every file of a workspace to `file`, with its path.
pub(crate) fn workspace(size: Size, mut file: impl FnMut(&str, String)) {
    file("epm.yaml", "version: 1\nas_of: 2026-11-20\nprograms: [programs/*]\n".to_owned());
    file("org.yaml", org());
    for program in 0..size.programs {
        let folder = format!("programs/p{program}");
        file(&format!("{folder}/charter.md"), charter(program));
        file(&format!("{folder}/milestones.yaml"), milestones(program, size.items));
        file(&format!("{folder}/raid.yaml"), raid(size.items));
    }
}

fn org() -> String {
    let mut text = String::from("people:\n");
    for n in 0..PEOPLE {
        let _ = writeln!(text, "  - {{id: person-{n}, name: Person {n}, team: team-{}}}", n % TEAMS);
    }
    text.push_str("teams:\n");
    for n in 0..TEAMS {
        let _ = writeln!(text, "  - {{id: team-{n}, name: Team {n}, lead: person-{n}}}");
    }
    text
}

fn charter(program: usize) -> String {
    format!(
        "---\nid: p{program}\ntitle: Program {program}\nstatus: active\nowner: person-0\nsponsor: person-1\nstart: 2026-01-05\n---\n\n\
         # Program {program}\n\n## Purpose\n\nMove the work of program {program} to the new platform.\n"
    )
}

fn milestones(program: usize, items: usize) -> String {
    let mut draw = Draw::new(program as u64);
    let mut text = String::with_capacity(items * 300);
    text.push_str("milestones:\n");
    for n in 0..items {
        let low = 1 + draw.below(4);
        let likely = low + 1 + draw.below(4);
        let high = likely + 1 + draw.below(8);
        let _ = write!(
            text,
            "  - id: step-{n}\n    title: Step {n} of the work is done\n    owner: person-{}\n    team: team-{}\n    \
             estimate: {{low: {low}d, likely: {likely}d, high: {high}d}}\n    confidence: medium\n",
            n % PEOPLE,
            n % TEAMS
        );
        if n >= WIDTH {
            text.push_str("    depends_on:\n");
            for before in draw.some_before(n) {
                let _ = writeln!(text, "      - step-{before}");
            }
        }
        if n % 10 == 3 {
            let _ = writeln!(
                text,
                "    committed: {}-{:02}-15",
                2027 + (n / WIDTH) / 60,
                1 + (n / WIDTH / 5) % 12
            );
        }
    }
    text
}

fn raid(items: usize) -> String {
    let mut text = String::from("risks:\n");
    for n in (0..items).step_by(100) {
        let _ = write!(
            text,
            "  - id: RSK-{n}\n    title: Step {n} takes longer than the team expects\n    status: open\n    owner: person-{}\n    \
             probability: medium\n    impact: 5d\n    raised: 2026-11-02\n    last_reviewed: 2026-11-16\n    \
             mitigation: A second team is trained\n    affects: [step-{n}]\n",
            n % PEOPLE
        );
    }
    text.push_str("issues:\n");
    for n in (50..items).step_by(100) {
        let _ = write!(
            text,
            "  - id: ISS-{n}\n    title: Step {n} lacks a test environment\n    status: open\n    owner: person-{}\n    \
             severity: medium\n    raised: 2026-11-02\n    target: 2026-12-18\n",
            n % PEOPLE
        );
    }
    text
}

/// A small named generator (SplitMix64), so that a size is the same workspace everywhere.
struct Draw(u64);

impl Draw {
    fn new(seed: u64) -> Draw {
        Draw(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or(0)
    }

    /// One to three different milestones of the layer before the one of `n`.
    fn some_before(&mut self, n: usize) -> Vec<usize> {
        let start = (n / WIDTH - 1) * WIDTH;
        let mut all: Vec<usize> = (0..=self.below(3)).map(|_| start + self.below(WIDTH)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
