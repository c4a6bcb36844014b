//! How time and memory grow with the size of a plan.
//!
//! `cargo bench --bench scale` generates programs in memory and prints a table: loading, checking and planning together,
//! then the plan alone. `cargo bench --bench scale -- --write DIR ITEMS [PROGRAMS]` writes the same workspace to a folder,
//! so that anyone can time the command: `time epm check -q -C DIR`.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "a bench may panic")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and writes a folder")]

mod generate;

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use epm::model::Date;
use epm::pipeline;
use epm::pipeline::Options;
use epm::plan;
use epm::source::MemoryTree;

use generate::Size;

const AS_OF: &str = "2026-11-20";

/// What the table measures: items in one program, then programs of items.
const SIZES: [Size; 4] = [
    Size { programs: 1, items: 1_000 },
    Size { programs: 1, items: 10_000 },
    Size { programs: 1, items: 100_000 },
    Size { programs: 1_000, items: 100 },
];

/// Each size is measured this often; the fastest run counts.
const RUNS: usize = 3;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if args.first().is_some_and(|arg| arg == "--write") {
        return write(&args[1..]);
    }
    println!(
        "{:<26} {:>9} {:>12} {:>9} {:>12} {:>9}",
        "size", "open s", "items/s", "plan s", "items/s", "findings"
    );
    for size in SIZES {
        measure(size);
    }
}

fn measure(size: Size) {
    let mut tree = MemoryTree::new();
    generate::workspace(size, |path, text| tree = std::mem::take(&mut tree).with(path, text));
    let options =
        Options { as_of: None, revision_at: None, origin: None, today: |_| Date::parse(AS_OF).unwrap() };
    let (open, session) = fastest(|| pipeline::open(&tree, &options, &|_, _| {}).unwrap());
    let (plan, _) = fastest(|| plan::build(&session.loaded.workspace, session.as_of));
    let items = session.loaded.item_count;
    println!(
        "{:<26} {:>9.3} {:>12.0} {:>9.3} {:>12.0} {:>9}",
        size.to_string(),
        open.as_secs_f64(),
        per_second(items, open),
        plan.as_secs_f64(),
        per_second(items, plan),
        session.findings.len()
    );
}

fn fastest<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let timed = |run: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        let value = run();
        (start.elapsed(), value)
    };
    let mut best = timed(&mut run);
    for _ in 1..RUNS {
        let next = timed(&mut run);
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

#[allow(clippy::cast_precision_loss, reason = "a count of items is small")]
fn per_second(items: usize, time: Duration) -> f64 {
    items as f64 / time.as_secs_f64()
}

/// Writes a generated workspace to a folder.
fn write(args: &[String]) {
    let number =
        |n: usize, default: usize| args.get(n).map_or(default, |text| text.parse().expect("a number"));
    let folder = Path::new(args.first().expect("--write DIR ITEMS [PROGRAMS]"));
    let size = Size { items: number(1, 10_000), programs: number(2, 1) };
    generate::workspace(size, |path, text| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    });
    println!("wrote {size} to {}", folder.display());
}
