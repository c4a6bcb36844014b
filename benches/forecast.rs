//! How fast the forecast is, beside a loop in numpy over the same networks in the same run.
//!
//! `cargo bench --bench forecast` prints seconds and memory for 10,000 trials of 1,000 and 10,000 items: quantiles,
//! probabilities and criticality of every item. The peer draws triangular lengths and passes forward, item by item over
//! all trials; it keeps the program's end only. Without `python3` and numpy it is left out, and the table says so.
//! `EPM_PYTHON` names another interpreter.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "a bench may panic")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and runs the peer")]

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use epm::model::Date;
use epm::pipeline;
use epm::pipeline::Options as OpenOptions;
use epm::plan::forecast;
use epm::plan::forecast::Options;
use epm::plan::forecast::Risks;
use epm::source::MemoryTree;

const TRIALS: u32 = 10_000;

/// The peer: the same network, drawn and passed forward by numpy.
const PEER: &str = r"
import sys, time
import numpy as np
items, trials = int(sys.argv[1]), int(sys.argv[2])
start = time.perf_counter()
rng = np.random.default_rng(1)
finish = [None] * items
last = np.zeros(trials)
until = {}
def before(n):
    return sorted({p for p in (n - 1 - n * 7 % 13, n - 1 - n * 11 % 29) if p >= 0}) if n % 17 else []
uses = [0] * items
for n in range(items):
    for p in before(n): uses[p] += 1
for n in range(items):
    low = 1 + n % 5
    begin = 0.0
    for p in before(n): begin = np.maximum(begin, finish[p])
    finish[n] = begin + rng.triangular(low, low + 2, low * 3 + 2, trials)
    last = np.maximum(last, finish[n])
    for p in before(n):
        uses[p] -= 1
        if uses[p] == 0: finish[p] = None
np.quantile(last, [0.1, 0.5, 0.8, 0.9])
print(time.perf_counter() - start)
";

/// Returns what an item waits for; the peer does the same.
fn before(n: usize) -> Vec<usize> {
    if n.is_multiple_of(17) {
        return Vec::new();
    }
    let mut found: Vec<usize> =
        [n * 7 % 13, n * 11 % 29].iter().filter_map(|back| n.checked_sub(1 + back)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn tree(items: usize) -> MemoryTree {
    let mut text = String::from("version: 1\nprogram:\n  id: bench\n  title: Bench\n  milestones:\n");
    for n in 0..items {
        let low = 1 + n % 5;
        let _ = write!(
            text,
            "    - {{id: m{n}, title: Item {n}, estimate: {{low: {low}d, likely: {}d, high: {}d}}",
            low + 2,
            low * 3 + 2
        );
        let before: Vec<String> = before(n).iter().map(|p| format!("m{p}")).collect();
        let _ = writeln!(text, ", depends_on: [{}]}}", before.join(", "));
    }
    MemoryTree::new().with("epm.yaml", text)
}

/// Returns the most memory that the process has used so far, in megabytes, where the system says it.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Runs the peer; `None` when there is no python3 with numpy.
fn peer(items: usize) -> Option<f64> {
    let python = std::env::var("EPM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let (items, trials) = (items.to_string(), TRIALS.to_string());
    let output = Command::new(python).args(["-c", PEER, &items, &trials]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn main() {
    println!("{TRIALS} trials; fastest of 3 runs\n");
    println!(
        "{:>8} {:>11} {:>10} {:>11} {:>9} {:>8}",
        "items", "forecast s", "peak MB", "drivers s", "numpy s", "P80 d"
    );
    for items in [1_000, 10_000] {
        let open = OpenOptions {
            as_of: None,
            revision_at: None,
            origin: None,
            today: |_| Date::parse("2026-11-20").unwrap(),
        };
        let session = pipeline::open(&tree(items), &open, &|_, _| {}).unwrap();
        let workspace = &session.loaded.workspace;
        let options = Options { trials: TRIALS, seed: 1, level: 0.8, risks: Risks::Current };
        let mut best = f64::INFINITY;
        let mut drawn = None;
        for _ in 0..3 {
            let start = Instant::now();
            drawn = forecast::forecast(workspace, &session.plan, options);
            best = best.min(start.elapsed().as_secs_f64());
        }
        let drawn = drawn.unwrap();
        let memory = peak().map_or_else(|| "-".to_owned(), |mb| format!("{mb:.0}"));
        let start = Instant::now();
        let drivers = forecast::drivers(workspace, &session.plan, &drawn);
        let of_drivers = start.elapsed().as_secs_f64();
        assert!(drivers.trials > 0);
        let peer = peer(items).map_or_else(|| "no numpy".to_owned(), |s| format!("{s:.3}"));
        let p80 = drawn.programs[0].finish.days.p80;
        println!("{items:>8} {best:>11.3} {memory:>10} {of_drivers:>11.3} {peer:>9} {p80:>8.1}");
    }
}
