//! Reads instances of PSPLIB (`.sm` files), and the best known lengths that stand beside them.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use epm::plan::level::Problem;
use epm::plan::level::Task;

/// An instance with what is known of it.
pub(crate) struct Instance {
    /// The set: `j30`.
    pub(crate) set: String,
    /// The file's name.
    pub(crate) name: String,
    /// The problem.
    pub(crate) problem: Problem,
    /// The optimum, or the best known length.
    pub(crate) best: Option<u32>,
}

/// Best known lengths by the name of the file.
type Best = BTreeMap<String, u32>;

/// Reads all instances below a folder, by set and name; errors name the file.
pub(crate) fn read(folder: &Path) -> Result<Vec<Instance>, String> {
    let mut files = Vec::new();
    let mut best = Best::new();
    if let Some(above) = folder.parent() {
        lengths_in(above, &mut best)?;
    }
    walk(folder, &mut files, &mut best)?;
    let mut instances = Vec::new();
    for file in files {
        let text = text(&file)?;
        let problem = problem(&text).map_err(|e| format!("{}: {e}", file.display()))?;
        let name = name_of(&file);
        let set = name.split('_').next().unwrap_or(&name);
        // `j301_1` is the first instance of the first group of `j30`.
        let set =
            ["j120", "j90", "j60", "j30"].into_iter().find(|known| set.starts_with(known)).unwrap_or(set);
        instances.push(Instance { set: set.to_owned(), best: best.get(&name).copied(), name, problem });
    }
    instances.sort_by_key(|i| (i.problem.len(), i.set.clone(), i.name.clone()));
    Ok(instances)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, best: &mut Best) -> Result<(), String> {
    lengths_in(folder, best)?;
    for path in entries(folder)? {
        let name = name_of(&path);
        if path.is_dir() {
            walk(&path, files, best)?;
        } else if name.ends_with(".sm") && !is_list(&name) {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads `bounds.csv` and lists of solutions of one folder. The smaller length counts.
fn lengths_in(folder: &Path, best: &mut Best) -> Result<(), String> {
    for path in entries(folder)? {
        let name = name_of(&path);
        if name == "bounds.csv" {
            table(&text(&path)?, best);
        } else if is_list(&name) {
            let set = name.trim_end_matches("opt.sm").trim_end_matches("hrs.sm");
            for line in text(&path)?.lines() {
                let words: Vec<u32> =
                    line.split_whitespace().map_while(|word| word.parse().ok()).take(3).collect();
                if let [group, number, length] = words[..] {
                    keep(best, format!("{set}{group}_{number}.sm"), length);
                }
            }
        }
    }
    Ok(())
}

fn table(text: &str, best: &mut Best) {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let Some(head) = lines.next() else { return };
    let column = |name: &str| head.iter().position(|title| title.trim() == name);
    let (Some(file), Some(bound)) = (column("file"), column("upper_bound")) else { return };
    for line in lines {
        if let (Some(file), Some(Ok(length))) =
            (line.get(file), line.get(bound).map(|cell| cell.trim().parse()))
        {
            keep(best, (*file).to_owned(), length);
        }
    }
}

fn keep(best: &mut Best, name: String, length: u32) {
    let known = best.entry(name).or_insert(length);
    *known = length.min(*known);
}

fn is_list(name: &str) -> bool {
    name.ends_with("opt.sm") || name.ends_with("hrs.sm")
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = listed.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read(path)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .map_err(|e| format!("{}: {e}", path.display()))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads a problem: `jobnr. #modes #successors successors`, then `jobnr. mode duration demands`, then capacities.
pub(crate) fn problem(text: &str) -> Result<Problem, String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let rows = |heading: &str| -> Result<Vec<Vec<u32>>, String> {
        let at = lines.iter().position(|line| line.starts_with(heading)).ok_or(format!("no `{heading}`"))?;
        let body = lines[at + 1..].iter().take_while(|line| !line.starts_with('*'));
        let numbers = |line: &&str| {
            line.split_whitespace().map(|word| word.parse::<u32>().ok()).collect::<Option<Vec<_>>>()
        };
        Ok(body.filter_map(numbers).filter(|row| !row.is_empty()).collect())
    };
    let mut links = Vec::new();
    for row in rows("PRECEDENCE RELATIONS")? {
        for successor in row.iter().skip(3) {
            links.push((index(row[0])?, index(*successor)?));
        }
    }
    let mut tasks = Vec::new();
    for row in rows("REQUESTS/DURATIONS")? {
        if row.len() < 4 || row[0] as usize != tasks.len() + 1 || row[1] != 1 {
            return Err(format!("job {} is not one with a single mode, in order", row[0]));
        }
        tasks.push(Task { duration: row[2], demands: row[3..].to_vec() });
    }
    let capacities = rows("RESOURCEAVAILABILITIES")?.into_iter().next_back().ok_or("no capacities")?;
    Problem::new(tasks, links, capacities).map_err(|e| e.to_string())
}

fn index(job: u32) -> Result<usize, String> {
    job.checked_sub(1).map(|n| n as usize).ok_or_else(|| "jobs count from 1".to_owned())
}
