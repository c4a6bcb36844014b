//! How short the schedules of levelling are, against the instances of PSPLIB that the literature measures by.
//!
//! `cargo bench --bench psplib -- DIR [--json] [--seeds N] [--schedules A,B]` reads every `.sm` file below a folder, and
//! the lists of optima (`*opt.sm`), best known lengths (`*hrs.sm`) or `bounds.csv` in it or one level up. It prints, for
//! each set and number of schedules, the mean deviation (from the optimum for j30, else from the critical path), and the
//! mean gap to the best known length. Every schedule is verified. Several seeds are averaged.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::print_stderr, reason = "and what is wrong")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and a folder")]

mod instances;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant as Clock;

use epm::plan::level;
use epm::plan::level::critical_path;
use epm::plan::level::lower_bound;
use epm::plan::level::verify;

use instances::Instance;

/// What the command line says.
struct Options {
    folder: Option<String>,
    is_json: bool,
    seeds: u64,
    schedules: Vec<u64>,
}

/// The results of a set.
#[derive(Default)]
struct Row {
    instances: usize,
    deviation: f64,
    gap: f64,
    known: f64,
    proven: usize,
    generated: u64,
    runs: f64,
    seconds: f64,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(message) => return failed(&message),
    };
    let folder = options.folder.as_deref().map(Path::new);
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        println!("no folder of PSPLIB instances: cargo bench --bench psplib -- DIR");
        return ExitCode::SUCCESS;
    };
    let instances = match instances::read(folder) {
        Ok(instances) => instances,
        Err(message) => return failed(&message),
    };
    if instances.is_empty() {
        println!("{} has no .sm files", folder.display());
        return ExitCode::SUCCESS;
    }
    if !options.is_json {
        println!(
            "{:<6} {:>9} {:>9} {:>11} {:>10} {:>9} {:>8} {:>8}  from",
            "set", "instances", "schedules", "deviation %", "known %", "gap %", "proven %", "seconds"
        );
    }
    for set in instances.chunk_by(|a, b| a.set == b.set) {
        for schedules in &options.schedules {
            match measure(set, *schedules, options.seeds) {
                Ok(row) => show(&set[0].set, *schedules, &row, options.is_json),
                Err(message) => return failed(&message),
            }
        }
    }
    ExitCode::SUCCESS
}

fn failed(message: &str) -> ExitCode {
    eprintln!("psplib: {message}");
    ExitCode::from(2)
}

fn options() -> Result<Options, String> {
    let mut options = Options { folder: None, is_json: false, seeds: 1, schedules: vec![1_000, 5_000] };
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        let mut number = |what: &str| args.next().ok_or(format!("{what} needs a value"));
        match arg.as_str() {
            "--json" => options.is_json = true,
            "--seeds" => options.seeds = number("--seeds")?.parse::<u64>().map_err(|e| e.to_string())?.max(1),
            "--schedules" => {
                let parts = number("--schedules")?;
                let parsed: Result<_, _> = parts.split(',').map(str::parse).collect();
                options.schedules = parsed.map_err(|e: std::num::ParseIntError| e.to_string())?;
            }
            _ => options.folder = Some(arg),
        }
    }
    Ok(options)
}

/// Runs all instances of a set with some seeds. J30 is measured against the optimum, all others against the critical path.
fn measure(set: &[Instance], schedules: u64, seeds: u64) -> Result<Row, String> {
    let mut row = Row { instances: set.len(), ..Row::default() };
    let is_optimal = set[0].set == "j30" && set.iter().all(|instance| instance.best.is_some());
    let clock = Clock::now();
    for seed in 0..seeds {
        for instance in set {
            let found = level::solve(&instance.problem, schedules, seed);
            let starts: Vec<u32> = found.spans.iter().map(|span| span.start).collect();
            let length = verify(&instance.problem, &starts).map_err(|e| format!("{}: {e}", instance.name))?;
            let bound = lower_bound(&instance.problem);
            let best = instance.best.unwrap_or(length);
            if u64::from(length) != found.value || length < bound || found.schedules > schedules.max(1) {
                return Err(format!("{}: {length} is not what was promised", instance.name));
            }
            let path = critical_path(&instance.problem).length;
            row.deviation += over(length, if is_optimal { best } else { path });
            row.known += over(best, if is_optimal { best } else { path });
            row.gap += over(length, best);
            row.proven += usize::from(length == bound);
            row.generated += found.schedules;
            row.runs += 1.0;
        }
    }
    row.seconds = clock.elapsed().as_secs_f64() / seeds as f64;
    Ok(row)
}

/// Returns how much longer one is than another, in per cent.
fn over(length: u32, base: u32) -> f64 {
    if base == 0 { 0.0 } else { (f64::from(length) / f64::from(base) - 1.0) * 100.0 }
}

fn show(set: &str, schedules: u64, row: &Row, is_json: bool) {
    let (deviation, gap) = (row.deviation / row.runs, row.gap / row.runs);
    let Row { instances, seconds, .. } = row;
    if is_json {
        let line = serde_json::json!({
            "set": set, "instances": instances, "schedules": schedules, "mean_deviation": deviation,
            "mean_gap": gap, "seconds": seconds,
        });
        println!("{line}");
        return;
    }
    let from = if set == "j30" { "optimum" } else { "critical path" };
    println!(
        "{set:<6} {instances:>9} {schedules:>9} {deviation:>11.2} {:>10.2} {gap:>9.3} {:>8.0} {seconds:>8.2}  {from}",
        row.known / row.runs,
        100.0 * row.proven as f64 / row.runs,
    );
}
