//! How long the critical path takes, alone: `cargo bench --bench cpm`.
//!
//! Generates programs in memory, reads them once, and plans them again and again: calendars, network, both passes, floats,
//! drivers and longest paths. Prints the fastest of some runs, and on Linux the processor time of a run.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "a bench may panic")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]

#[allow(dead_code, reason = "shared with the bench of size")]
mod generate;

use std::time::Instant;

use epm::model::Date;
use epm::pipeline;
use epm::pipeline::Options;
use epm::plan;
use epm::source::MemoryTree;

use generate::Size;

const AS_OF: &str = "2026-11-20";
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const RUNS: u32 = 10;

fn main() {
    println!("{:>10} {:>10} {:>14}", "items", "fastest s", "processor s");
    for items in SIZES {
        let mut tree = MemoryTree::new();
        generate::workspace(Size { programs: 1, items }, |path, text| {
            tree = std::mem::take(&mut tree).with(path, text);
        });
        let options =
            Options { as_of: None, revision_at: None, origin: None, today: |_| Date::parse(AS_OF).unwrap() };
        let session = pipeline::open(&tree, &options, &|_, _| {}).unwrap();
        let begun = processor_seconds();
        let mut fastest = f64::MAX;
        for _ in 0..RUNS {
            let start = Instant::now();
            let plan = plan::build(&session.loaded.workspace, session.as_of);
            fastest = fastest.min(start.elapsed().as_secs_f64());
            assert!(plan.nodes.len() >= items);
        }
        let spent = begun.zip(processor_seconds()).map(|(from, to)| (to - from) / f64::from(RUNS));
        let spent = spent.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.3}"));
        println!("{items:>10} {fastest:>10.3} {spent:>14}");
    }
}

/// Returns the processor time of this process so far, where the system tells (a hundredth of a second on Linux).
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |n: usize| fields.get(n)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
