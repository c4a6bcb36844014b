//! The parts of a move are what replaying the commits in order adds, and nothing is left over: on 200 random series of
//! edits, with a fixed seed.

use epm::model::Contents;
use epm::model::Date;
use epm::plan;
use epm::trend::attribution::Cause;
use epm::trend::attribution::Yardstick;
use epm::trend::history::Commit;
use epm::trend::story;
use epm::trend::story::Version;

use crate::support;

/// Numbers that are the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[derive(Clone, Debug)]
struct Work {
    id: usize,
    days: usize,
    after: Vec<usize>,
    committed: Option<usize>,
    progress: Option<usize>,
    not_before: Option<usize>,
}

#[derive(Clone, Debug)]
struct Plan {
    work: Vec<Work>,
    next: usize,
    promised: usize,
    holiday: Option<usize>,
}

impl Plan {
    fn new(random: &mut Random) -> Plan {
        let mut plan = Plan { work: Vec::new(), next: 0, promised: 10 + random.below(20), holiday: None };
        for _ in 0..5 + random.below(6) {
            plan.add(random);
        }
        plan
    }

    fn add(&mut self, random: &mut Random) {
        let id = self.next;
        self.next += 1;
        let after = self.work.iter().map(|w| w.id).filter(|_| random.below(3) == 0).collect();
        let days = random.below(12);
        self.work.push(Work { id, days, after, committed: None, progress: None, not_before: None });
    }

    /// Makes one to three random edits.
    fn edit(&mut self, random: &mut Random) {
        for _ in 0..1 + random.below(3) {
            let n = random.below(self.work.len());
            match random.below(9) {
                0 | 1 => self.work[n].days = random.below(15),
                2 if n > 0 => {
                    let before = self.work[random.below(n)].id;
                    let after = &mut self.work[n].after;
                    match after.iter().position(|id| *id == before) {
                        Some(at) => drop(after.remove(at)),
                        None => after.push(before),
                    }
                }
                3 => self.add(random),
                4 if self.work.len() > 4 => {
                    let id = self.work.remove(n).id;
                    // Who waits for what is gone says so, mostly.
                    let forgets = random.below(3) == 0;
                    self.work
                        .iter_mut()
                        .filter(|_| !forgets)
                        .for_each(|w| w.after.retain(|after| *after != id));
                }
                5 => self.work[n].progress = Some(random.below(10)),
                6 => self.work[n].not_before = Some(random.below(28)),
                7 => self.promised = random.below(28),
                8 => self.holiday = Some(random.below(28)),
                _ => self.work[n].committed = Some(random.below(28)),
            }
        }
    }

    fn contents(&self) -> Contents {
        let mut milestones = String::from("milestones:\n  - {id: goal, title: Goal, depends_on: [D-1");
        self.work.iter().for_each(|w| milestones.push_str(&format!(", w{}", w.id)));
        milestones.push_str("]}\n");
        for w in &self.work {
            let after: Vec<String> = w.after.iter().map(|id| format!("w{id}")).collect();
            let mut fields =
                format!("id: w{}, title: W, duration: {}d, depends_on: [{}]", w.id, w.days, after.join(", "));
            if let Some(day) = w.committed {
                fields.push_str(&format!(", committed: 2026-12-{:02}", day + 1));
            }
            if let Some(left) = w.progress {
                fields.push_str(&format!(", status: in_progress, started: 2026-11-02, remaining: {left}d"));
            }
            if let Some(day) = w.not_before {
                fields.push_str(&format!(", constraint: {{start_no_earlier_than: 2026-12-{:02}}}", day + 1));
            }
            milestones.push_str(&format!("  - {{{fields}}}\n"));
        }
        let raid = format!(
            "dependencies:\n  - {{id: D-1, title: D, promised: 2026-12-{:02}, consumers: [w0]}}\n",
            self.promised + 1
        );
        let holiday = self.holiday.map_or_else(
            || "[]".to_owned(),
            |day| format!("[{{from: 2026-12-{:02}, to: 2027-01-06, name: Away}}]", day + 1),
        );
        let org = format!("calendars:\n  - {{id: de, holidays: {holiday}}}\n");
        let session = support::open_files(&[
            ("epm.yaml", "version: 1\ncalendar: de\n"),
            ("org.yaml", &org),
            ("demo/charter.md", "---\nid: demo\ntitle: Demo\n---\n"),
            ("demo/milestones.yaml", &milestones),
            ("demo/raid.yaml", &raid),
        ]);
        assert!(session.loaded.places.broken().is_empty());
        Contents::of(&session.loaded.workspace)
    }
}

fn commit(n: usize, day: Date) -> Commit {
    let id = n.to_string();
    Commit {
        id: id.clone(),
        short: id,
        at: 0,
        day,
        person: None,
        author: "A".to_owned(),
        subject: "S".to_owned(),
    }
}

#[test]
fn each_part_is_what_the_replay_adds_and_nothing_is_left_over() {
    let day = |text: &str| Date::parse(text).unwrap();
    let (first_day, as_of) = (day("2026-11-02"), day("2026-11-20"));
    let mut random = Random(42);
    let (mut moved, mut many) = (0, 0);
    for series in 0..200 {
        let mut plan = Plan::new(&mut random);
        let mut versions = vec![plan.contents()];
        for _ in 0..2 + random.below(5) {
            plan.edit(&mut random);
            versions.push(plan.contents());
        }
        let last = versions.last().unwrap().workspace();
        let now = plan::build(&last, as_of);
        let yardstick = Yardstick::of_item(&last, &now, now.index_of("demo", "goal").unwrap());
        let read =
            |contents: &Contents, day| yardstick.measure(&plan::build(&contents.workspace(), day)).unwrap();
        let commits: Vec<Commit> = (0..versions.len()).map(|n| commit(n, as_of)).collect();
        let later: Vec<Version<'_>> = (1..versions.len())
            .map(|n| Version { commit: Some(&commits[n]), contents: &versions[n] })
            .collect();
        let story = story::tell(&versions[0], first_day, &later, as_of, &yardstick);
        // The passing of time: the first plan, for its own day and for this one.
        let (then, today) = (read(&versions[0], first_day), read(&versions[0], as_of));
        assert_eq!(story.time, yardstick.minutes(then, today), "series {series}");
        // Each commit: what the replay adds, and its parts add up to it.
        let mut before = today;
        for (n, step) in story.moves.iter().enumerate() {
            let after = read(&versions[n + 1], as_of);
            assert_eq!(step.minutes, yardstick.minutes(before, after), "series {series}, commit {n}");
            assert_eq!(step.parts.iter().map(|part| part.minutes).sum::<i64>(), step.minutes);
            let rest = step.parts.iter().find(|part| matches!(part.cause, Cause::Unnamed));
            assert!(rest.is_none(), "series {series}, commit {n}: {rest:?}");
            moved += usize::from(step.minutes != 0);
            many += usize::from(step.parts.iter().filter(|part| part.minutes != 0).count() > 1);
            before = after;
        }
        // The whole: from what was said then to what is said now.
        assert_eq!(story.minutes, yardstick.minutes(then, before), "series {series}");
        let parts: i64 = story.moves.iter().map(|step| step.minutes).sum();
        assert_eq!(story.time + parts, story.minutes);
    }
    assert!(moved > 200 && many > 30, "the series are too tame: {moved} moves, {many} with several parts");
}

#[test]
fn each_item_gets_what_its_own_edit_moves() {
    let contents = |design: &str, build: &str| {
        let milestones = format!(
            "milestones:\n  - {{id: design, title: D, duration: {design}}}\n  - {{id: build, title: B, duration: {build}, depends_on: [design]}}\n"
        );
        let files =
            [("charter.md", "---\nid: demo\ntitle: Demo\n---\n"), ("milestones.yaml", milestones.as_str())];
        Contents::of(&support::open_files(&files).loaded.workspace)
    };
    let as_of = Date::parse("2026-11-02").unwrap();
    let (before, after) = (contents("5d", "10d"), contents("8d", "9d"));
    let last = after.workspace();
    let now = plan::build(&last, as_of);
    let yardstick = Yardstick::of_item(&last, &now, now.index_of("demo", "build").unwrap());
    let made = commit(1, as_of);
    let later = [Version { commit: Some(&made), contents: &after }];
    let story = story::tell(&before, as_of, &later, as_of, &yardstick);
    let parts: Vec<(String, f64)> = story.moves[0]
        .parts
        .iter()
        .map(|part| match &part.cause {
            Cause::Item(change) => (change.id.clone(), yardstick.days(part.minutes)),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(parts, [("build".to_owned(), -1.0), ("design".to_owned(), 3.0)]);
    assert_eq!(yardstick.days(story.minutes), 2.0);
}
