//! History of a long-lived plan: how long reading it takes, cold and from the cache, beside `git log --raw` over the same
//! paths in the same run.
//!
//! ```sh
//! cargo bench --bench history                      # 10,000 commits, 200 items
//! cargo bench --bench history -- 1000 50           # others
//! ```
//!
//! Two repositories: in one every tenth commit changes the plan, in the other every commit. Needs `git`; says so without.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command for people")]
#![allow(clippy::unwrap_used, reason = "a benchmark stops where something is wrong")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use epm::pipeline::history;
use epm::source::git::Repository;

/// The moment of the first commit, in seconds since 1970.
const START: u64 = 1_735_718_400;

/// The commands that read the whole history; those that are not built yet are passed over.
const COMMANDS: &[&str] = &["kpi", "signals", "trend"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [mode, folder] = words.as_slice()
        && mode == "load"
    {
        return load(Path::new(folder));
    }
    if Command::new("git").arg("--version").output().is_err() {
        println!("history: skipped, there is no `git` to build a repository with");
        return;
    }
    let number = |n: usize, other: usize| words.get(n).and_then(|word| word.parse().ok()).unwrap_or(other);
    let (commits, items) = (number(0, 10_000), number(1, 200));
    println!("{commits} commits, {items} items; wall and CPU seconds, memory at most");
    for every in [10, 1] {
        let folder = tempfile::tempdir().unwrap();
        generate(folder.path(), commits, items, every);
        println!("every {every}. commit changes the plan");
        measure(folder.path());
    }
}

fn measure(folder: &Path) {
    let row = |what: &str, (wall, cpu, memory): (Duration, f64, String)| {
        println!("  {what:<24} {:>7.2} s {cpu:>7.2} s  {memory}", wall.as_secs_f64());
    };
    let git = |folder: &Path| {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(["log", "--raw", "--format=%H %ct", "--", "plan"]);
        command
    };
    row("git log --raw", timed(git(folder)));
    let this = std::env::current_exe().unwrap();
    let reading = || {
        let mut command = Command::new(&this);
        command.arg("load").arg(folder);
        command
    };
    for what in ["cold", "cached"] {
        row(what, timed(reading()));
    }
    for (n, state) in ["cold", "cached"].iter().enumerate() {
        if n == 0 {
            let _ = std::fs::remove_dir_all(folder.join(".git/epm-cache"));
        }
        for name in COMMANDS {
            let mut command = Command::new(env!("CARGO_BIN_EXE_epm"));
            command.args([name, "-C"]).arg(folder.join("plan"));
            let known = Command::new(env!("CARGO_BIN_EXE_epm")).args([name, "--help"]).output().unwrap();
            if known.status.success() {
                row(&format!("epm {name}, {state}"), timed(command));
            }
        }
    }
}

/// Runs a command; returns wall time, CPU time and what it said of its memory.
fn timed(mut command: Command) -> (Duration, f64, String) {
    let before = children();
    let start = Instant::now();
    let output = command.stderr(Stdio::null()).output().unwrap();
    let wall = start.elapsed();
    let text = String::from_utf8_lossy(&output.stdout);
    let said = text.lines().last().unwrap_or_default();
    let memory = if said.ends_with("MB") { said.to_owned() } else { String::new() };
    (wall, children() - before, memory)
}

/// Returns the CPU seconds of all children that have ended; zero where the system does not say.
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(13).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Loads a history as a command does, and says how much memory that took.
fn load(folder: &Path) {
    let repository = Repository::discover(folder).unwrap();
    let tip = repository.resolve("HEAD").unwrap();
    let start = Instant::now();
    let found = history::load(&repository, tip, "plan", &|_, _| {}).unwrap();
    let items: usize = found.last().unwrap().contents.programs.iter().map(|p| p.items.len()).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let kilobytes: f64 = peak.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
    let (count, seconds) = (found.snapshots.len(), start.elapsed().as_secs_f64());
    println!("{count} snapshots, {items} items, {seconds:.2} s within, {:.0} MB", kilobytes / 1024.0);
}

/// Writes a repository: a list of milestones, one file a risk, and code beside the plan.
fn generate(folder: &Path, commits: usize, items: usize, every: usize) {
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(args).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert!(git(&["init", "-b", "main"]).status().unwrap().success());
    let mut import = git(&["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut out = std::io::BufWriter::new(import.stdin.take().unwrap());
    let risks = items / 4;
    let mut plan = Plan::new(items - risks - 1, risks);
    for n in 0..commits {
        let mut files = String::new();
        match n {
            0 => plan.all(&mut files),
            n if n % every == 0 => plan.change(n / every, &mut files),
            _ => file(&mut files, &format!("src/part{}.rs", n % 40), &format!("// {n}\n")),
        }
        let at = START + n as u64 * 3_600;
        let message = format!("Change {n}");
        write!(
            out,
            "commit refs/heads/main\ncommitter Maria <maria@example.com> {at} +0000\ndata {}\n{message}\n{files}\n",
            message.len()
        )
        .unwrap();
    }
    out.flush().unwrap();
    drop(out);
    assert!(import.wait().unwrap().success());
    assert!(git(&["reset", "--hard", "main"]).status().unwrap().success());
}

fn file(out: &mut String, path: &str, text: &str) {
    write!(out, "M 100644 inline {path}\ndata {}\n{text}\n", text.len()).unwrap();
}

/// The plan that is written: how much is left of each milestone, how likely each risk is.
struct Plan {
    left: Vec<usize>,
    likely: Vec<usize>,
}

impl Plan {
    fn new(milestones: usize, risks: usize) -> Plan {
        Plan { left: vec![10; milestones], likely: vec![30; risks] }
    }

    fn all(&self, out: &mut String) {
        file(out, "plan/epm.yaml", "version: 1\ntimezone: Europe/Berlin\nas_of: 2026-03-02\n");
        let charter = "---\nid: long\ntitle: A long program\nowner: maria\nstart: 2025-01-01\n---\n";
        file(out, "plan/charter.md", charter);
        self.milestones(out);
        (0..self.likely.len()).for_each(|n| self.risk(n, out));
    }

    /// Changes a milestone three times in four, else a risk.
    fn change(&mut self, n: usize, out: &mut String) {
        if n.is_multiple_of(4) && !self.likely.is_empty() {
            let risk = n / 4 % self.likely.len();
            self.likely[risk] = 10 + (self.likely[risk] + 7) % 80;
            self.risk(risk, out);
        } else {
            let at = n * 7 % self.left.len();
            self.left[at] = 1 + (self.left[at] + 4) % 20;
            self.milestones(out);
        }
    }

    fn milestones(&self, out: &mut String) {
        let mut text = String::from("milestones:\n");
        for (n, left) in self.left.iter().enumerate() {
            write!(
                text,
                "  - id: step-{n}\n    title: Step {n} of the long program\n    owner: maria\n    \
                 estimate: {{low: {left}d, likely: {}d, high: {}d}}\n    committed: 2026-12-18\n",
                left + 2,
                left + 9
            )
            .unwrap();
            if n >= 5 {
                writeln!(text, "    depends_on: [step-{}]", n - 5).unwrap();
            }
        }
        file(out, "plan/milestones.yaml", &text);
    }

    fn risk(&self, n: usize, out: &mut String) {
        let text = format!(
            "id: RSK-{n:04}\ntitle: Risk {n} of the long program\nowner: maria\nstatus: open\nraised: 2025-01-01\n\
             probability: {}%\nimpact: 3d\naffects: [step-{n}]\n",
            self.likely[n]
        );
        file(out, &format!("plan/raid/risks/RSK-{n:04}.yaml"), &text);
    }
}
