//! What the documents show is true: their commands are run, their paths exist, the generated pages are current.
//!
//! A fenced `console` block holds `$ epm …` lines, each with its output; `...` on a line of its own stands for lines left
//! out. Blocks run in a copy of `examples/`, in the order of the page. A page that shows history begins with
//! `$ cargo run --example identity-migration-history -- plan`: what follows may say `epm -C plan …`. `EPM_BLESS=1` writes
//! the output anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use epm::check::all_rules;
use epm::trend::signals::SIGNALS;

use crate::support;
use crate::support::repo::story;

/// Documents whose commands are run: the README and the guide.
fn pages() -> Vec<PathBuf> {
    let mut out = vec![support::root("README.md")];
    for entry in fs::read_dir(support::root("docs/guide")).unwrap() {
        out.push(entry.unwrap().path());
    }
    out.sort();
    out
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Splits a command line into words; what stands between double quotes is one.
fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        match n % 2 {
            0 => out.extend(part.split_whitespace().map(str::to_owned)),
            _ => out.push(part.to_owned()),
        }
    }
    out
}

/// Runs a command line in a folder; returns what a terminal of 100 columns shows.
fn run(line: &str, folder: &Path) -> String {
    if let Some(target) = line.strip_prefix("cargo run --example identity-migration-history -- ") {
        return history(&folder.join(target), target);
    }
    let words = words(line);
    let mut command = match words[0].as_str() {
        "epm" => Command::new(env!("CARGO_BIN_EXE_epm")),
        // The few words of a shell that the guide needs, without a shell.
        "mkdir" => {
            fs::create_dir_all(folder.join(&words[1])).unwrap();
            return String::new();
        }
        "cat" => return fs::read_to_string(folder.join(&words[1])).unwrap_or_else(|e| e.to_string()),
        other => panic!("`{other}` is no command of the documents"),
    };
    let output =
        command.args(&words[1..]).current_dir(folder).env_clear().env("COLUMNS", "100").output().unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    text.lines().map(|l| l.trim_end().to_owned() + "\n").collect()
}

/// Puts the repository of the example into a folder, as its command does; it is built once for all pages.
fn history(target: &Path, name: &str) -> String {
    static BUILT: OnceLock<(tempfile::TempDir, usize)> = OnceLock::new();
    let (built, commits) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let commits = story::build(&support::root(""), folder.path()).unwrap();
        (folder, commits)
    });
    copy(built.path(), target);
    story::built(name, *commits) + "\n"
}

/// Puts `...` back where the old output had it: what stood between two shown parts stays left out.
fn elide(old: &[&str], new: &str) -> String {
    let lines: Vec<&str> = new.lines().collect();
    if !old.contains(&"...") {
        return new.to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for (n, part) in old.split(|l| *l == "...").enumerate() {
        if n > 0 {
            out.push_str("...\n");
        }
        let Some(first) = part.first() else { continue };
        let found = lines[at..].iter().position(|l| l == first).map(|p| at + p);
        let from = found.unwrap_or(at);
        let to = (from + part.len()).min(lines.len());
        for line in &lines[from..to] {
            out.push_str(line);
            out.push('\n');
        }
        at = to;
    }
    out
}

/// Runs every command of a page; returns the page with the output that came.
fn rewritten(page: &Path) -> String {
    let text = fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&support::root("examples"), &folder.path().join("examples"));
    copy(&support::root("tests/fixtures/guide"), folder.path());
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.peek().copied().filter(|l| *l != "```") {
            lines.next();
            let Some(command) = line.strip_prefix("$ ") else { continue };
            out.push_str(line);
            out.push('\n');
            let mut old = Vec::new();
            while let Some(shown) = lines.peek().copied().filter(|l| *l != "```" && !l.starts_with("$ ")) {
                old.push(shown);
                lines.next();
            }
            out.push_str(&elide(&old, &run(command, folder.path())));
        }
    }
    out
}

#[test]
fn commands_in_the_documents_print_what_the_documents_show() {
    for page in pages() {
        support::compare_or_bless(&page, &rewritten(&page));
    }
}

/// `.ci/run` runs the same command in a fresh clone and compares it with the same record.
#[test]
fn the_first_command_of_the_readme_prints_the_pack() {
    let readme = fs::read_to_string(support::root("README.md")).unwrap();
    let first = readme.lines().find_map(|l| l.strip_prefix("cargo run --release -- ")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_epm"))
        .args(first.split_whitespace())
        .current_dir(support::root(""))
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pack = String::from_utf8(output.stdout).unwrap();
    support::compare_or_bless(&support::root("tests/golden/first-command.md"), &pack);
}

/// Every Markdown file that people read.
fn documents() -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut open: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "examples/README.md"]
            .map(support::root)
            .to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "md") {
            out.push(path);
        }
    }
    out
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut faults = Vec::new();
    for page in documents() {
        let text = fs::read_to_string(&page).unwrap();
        let events = pulldown_cmark::Parser::new(&text);
        for event in events {
            let pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) = event else {
                continue;
            };
            let target = dest_url.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains(':') {
                continue;
            }
            if !page.parent().unwrap().join(target).exists() {
                faults.push(format!("{}: {dest_url}", page.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_records_of_our_decisions_are_sound_to_epm_itself() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        "version: 1\nas_of: 2026-12-31\nprogram: {id: epm, title: epm}\npaths: {decision: docs/decisions}\n";
    fs::write(folder.path().join("epm.yaml"), settings).unwrap();
    copy(&support::root("docs/decisions"), &folder.path().join("docs/decisions"));
    let records = fs::read_dir(support::root("docs/decisions")).unwrap().count() - 1;
    let said = run("epm check", folder.path());
    assert!(said.starts_with(&format!("checked {records} items")), "{said}");
    assert!(said.contains("nothing to report"), "{said}");

    let index = fs::read_to_string(support::root("docs/decisions/README.md")).unwrap();
    let pages = run("epm render decisions --context", folder.path());
    let pages: serde_json::Value = serde_json::from_str(&pages).unwrap_or_else(|e| panic!("{e}: {pages}"));
    for decision in pages["decided"].as_array().unwrap() {
        let title = decision["title"].as_str().unwrap();
        assert!(decision["outcome"].is_string(), "{title}: no outcome");
        assert!(index.contains(title), "docs/decisions/README.md does not list `{title}`");
    }
}

#[test]
fn the_pages_of_rules_are_what_the_code_says() {
    let folder = support::root("docs/rules");
    let mut index = String::from(
        "# Rules\n\nGenerated from the code. `epm explain` shows the same pages.\n\n| code | rule | severity | finds |\n| --- | --- | --- | --- |\n",
    );
    let mut known = BTreeSet::from(["README.md".to_owned()]);
    for meta in epm::check::all_rules() {
        let name = format!("{}-{}.md", meta.code, meta.name);
        let head = format!(
            "# {} {}\n\nDefault severity: {}. Since {}.\n\n",
            meta.code, meta.name, meta.severity, meta.since
        );
        support::compare_or_bless(&folder.join(&name), &format!("{head}{}", meta.page()));
        let finds = meta.summary().trim_start_matches("Finds ").replace('|', "\\|");
        index.push_str(&format!(
            "| [{}]({name}) | `{}` | {} | {finds} |\n",
            meta.code, meta.name, meta.severity
        ));
        known.insert(name);
    }
    support::compare_or_bless(&folder.join("README.md"), &index);
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name), "docs/rules/{name} belongs to no rule");
    }
}

#[test]
fn the_page_of_kpis_is_what_the_code_says() {
    let mut text = String::from(
        "# KPIs\n\nGenerated from the code. `epm kpi --explain KPI` shows the same beside what was measured.\n\n\
         | # | KPI | target | good | window |\n| --- | --- | --- | --- | --- |\n",
    );
    for (n, kpi) in epm::trend::kpi::KPIS.iter().enumerate() {
        let (id, good) = (kpi.id, kpi.good.as_str());
        text.push_str(&format!(
            "| {} | [`{id}`](#{id}) | {} | {good} | {} |\n",
            n + 1,
            kpi.target,
            kpi.window
        ));
    }
    for kpi in epm::trend::kpi::KPIS {
        text.push_str(&format!("\n## {}\n\n**{}.** {}\n", kpi.id, kpi.title, kpi.about));
        if kpi.needs_history {
            text.push_str("\nUnknown in a shallow clone.\n");
        }
    }
    support::compare_or_bless(&support::root("docs/kpis.md"), &text);
}

#[test]
fn the_page_of_commands_is_what_the_code_says() {
    let mut text =
        String::from("# Commands\n\nGenerated from the code: what `--help` says of each command.\n");
    let command = epm::cli::command().term_width(100);
    for sub in command.get_subcommands() {
        let mut sub = sub.clone().bin_name(format!("epm {}", sub.get_name())).term_width(100);
        let help = sub.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        text.push_str(&format!(
            "\n## epm {}\n\n```text\n{}\n```\n",
            sub.get_name(),
            help.join("\n").trim_end()
        ));
    }
    support::compare_or_bless(&support::root("docs/cli.md"), &text);
}

#[test]
fn the_page_of_kinds_is_what_the_code_says() {
    let mut text = String::from(
        "# Kinds and their fields\n\nGenerated from the code. Only what is marked is required; every record also takes `x-…` fields.\n",
    );
    for meta in epm::model::KINDS {
        let homes: Vec<String> = meta
            .homes
            .iter()
            .map(|home| match home {
                epm::model::Home::File(file) => format!("`{file}`"),
                epm::model::Home::List { file, key } => format!("`{file}` under `{key}:`"),
                epm::model::Home::Folder(folder) => format!("`{folder}/`, one file each"),
            })
            .collect();
        text.push_str(&format!(
            "\n## {}\n\n{}\n\nStands in {}.\n\n",
            meta.key,
            meta.record.about(),
            homes.join(" or ")
        ));
        text.push_str("| field | required | what it is |\n| --- | --- | --- |\n");
        for field in (meta.record.fields)() {
            let required = if field.required { "yes" } else { "" };
            let about = field.about().replace('\n', " ").replace('|', "\\|");
            text.push_str(&format!("| `{}` | {required} | {about} |\n", field.key));
        }
    }
    support::compare_or_bless(&support::root("docs/schema.md"), &text);
}

#[test]
fn the_page_of_facts_is_what_the_code_says() {
    use epm::trend::fact;
    let mut text = String::from(
        "# Facts by name\n\nGenerated from the code: every name that a reference in prose may have. How to use them stands in \
         [guide/drafting.md](guide/drafting.md).\n\n## Facts of an item, or of a program\n\n\
         `[[idp-ga.finish]]` is a fact of an item, `[[program.finish]]` or `[[identity.finish]]` one of a program as a whole; \
         `[[payments/token-api.finish]]` stands in another program.\n\n| name | what it says | of |\n| --- | --- | --- |\n",
    );
    let of = |kind: &epm::model::Kind| match kind {
        epm::model::Kind::Charter => "program",
        kind => kind.key(),
    };
    for field in fact::FIELDS {
        let kinds: Vec<_> = field.kinds.iter().map(of).collect();
        text.push_str(&format!("| `{}` | {} | {} |\n", field.word, field.about, kinds.join(", ")));
    }
    text.push_str(
        "\nBesides, every date of a record goes by its own name:\n\n| of | dates |\n| --- | --- |\n",
    );
    for meta in epm::model::KINDS.iter().filter(|meta| !meta.is_workspace) {
        let dates: Vec<String> = fact::dates_of(meta.kind).iter().map(|date| format!("`{date}`")).collect();
        let has_id = (meta.record.fields)().iter().any(|field| field.key == "id");
        if has_id && !dates.is_empty() {
            text.push_str(&format!("| {} | {} |\n", of(&meta.kind), dates.join(", ")));
        }
    }
    text.push_str(
        "\nAn item of a gate's checklist has `title`, `owner`, `status` and `due`.\n\n## Counts\n\n\
         `[[risks.open.high]]` counts the items of a list that pass every filter, `[[payments/risks.open]]` those of another \
         program.\n\n| list | filters |\n| --- | --- |\n",
    );
    for count in fact::COUNTS {
        let filters: Vec<String> = count.filters().iter().map(|filter| format!("`{filter}`")).collect();
        text.push_str(&format!("| `{}` | {} |\n", count.word, filters.join(", ")));
    }
    text.push_str("\n| filter | keeps |\n| --- | --- |\n");
    for (word, about) in fact::COMMON {
        text.push_str(&format!("| `{word}` | {about} |\n"));
    }
    for count in fact::COUNTS {
        for (word, about) in count.own {
            text.push_str(&format!("| `{word}` of {} | {about} |\n", count.word));
        }
    }
    text.push_str("\nThe other filters are the words of `status`.\n");
    support::compare_or_bless(&support::root("docs/facts.md"), &text);
}

#[test]
fn the_page_of_signals_is_what_the_code_says() {
    let mut text = String::from(
        "# Early warnings: the rules\n\nGenerated from the table of signals. How to use them: [the guide](guide/signals.md).\n",
    );
    for signal in SIGNALS {
        text.push_str(&format!("\n## {} {}\n\n{}\n", signal.id, signal.title, signal.about));
        let history = if signal.needs_history { " It needs the history." } else { "" };
        text.push_str(&format!("\nSeverity {}.{history}", signal.severity.as_str()));
        let rules = signal.told_by.iter().map(|code| {
            let meta = all_rules().into_iter().find(|meta| meta.code.0 == *code);
            let meta = meta.unwrap_or_else(|| panic!("{} is told by no rule {code}", signal.id));
            format!("[{}](rules/{}-{}.md)", meta.code, meta.code, meta.name)
        });
        let rules: Vec<String> = rules.collect();
        text.push_str(&format!(" In `epm check` it is told by {}.\n", rules.join(", ")));
        if !signal.limits.is_empty() {
            text.push_str(&format!(
                "\n| `signals.{}` | unless given | from | to |\n| --- | --- | --- | --- |\n",
                signal.name
            ));
        }
        for limit in signal.limits {
            let written = |value| limit.written(value);
            let (default, least, most) = (written(limit.default), written(limit.least), written(limit.most));
            text.push_str(&format!("| `{}` | {default} | {least} | {most} |\n", limit.key));
        }
    }
    support::compare_or_bless(&support::root("docs/signals.md"), &text);
}
