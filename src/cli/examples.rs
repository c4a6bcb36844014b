//! What people type most, for the end of each command's help. A test parses every line.

/// Each command with lines to copy, and what they do.
pub(crate) static EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "check",
        &[
            ("epm check", "every fault of the plan, in place"),
            ("epm check raid/", "only what is found in these files"),
            ("epm check --fail-on warning --format github", "in CI: annotations on the pull request"),
        ],
    ),
    (
        "plan",
        &[
            ("epm plan", "dates, float and drivers of what is open"),
            ("epm plan --critical", "the critical path and what is near it"),
            ("epm plan --format csv", "for a spreadsheet"),
        ],
    ),
    (
        "why",
        &[
            ("epm why idp-ga", "what drives this date, and what it drives"),
            ("epm why idp-ga --slip 5d", "what happens when it slips by a week"),
        ],
    ),
    (
        "indicators",
        &[
            ("epm indicators", "when every metric reaches its target, and how far the milestones are"),
            ("epm indicators logins-migrated --format json", "one metric, for a program"),
        ],
    ),
    (
        "template",
        &[
            ("epm template list", "what pages are written with"),
            ("epm template context raid", "the names that a report's template can use"),
            ("epm template eject raid", "the shipped template, to be changed in `templates/`"),
        ],
    ),
    (
        "trend",
        &[
            ("epm trend", "finish, P80, commitment, float, work and risks over twelve weeks"),
            ("epm trend idp-ga --weeks 26 --format csv", "one item over half a year, for a spreadsheet"),
        ],
    ),
    (
        "signals",
        &[
            ("epm signals", "what goes wrong before it is called late, and since which commit"),
            ("epm signals --explain EW-02", "the rule of a signal, and all that it looked at"),
        ],
    ),
    (
        "kpi",
        &[
            ("epm kpi", "every KPI with its interval, trend and colour"),
            ("epm kpi --explain milestone_on_time", "what counted, what did not, and why"),
            ("epm kpi --as-of 2026-09-30", "as it was known at the end of the quarter"),
        ],
    ),
    (
        "draft",
        &[
            ("epm draft status", "the next status note, from facts; edit it"),
            ("epm draft status --stdout", "look at it first"),
        ],
    ),
    (
        "graph",
        &[
            ("epm graph --critical", "the critical path as Mermaid, for a page"),
            ("epm graph --to idp-ga --format dot", "what leads to an item, for Graphviz"),
        ],
    ),
    (
        "ready",
        &[
            ("epm ready", "the verdict of every gate"),
            ("epm ready ga-gate", "one gate; exits with 1 on NO-GO"),
        ],
    ),
    (
        "explain",
        &[
            ("epm explain EPM203", "what a finding means and how to mend it"),
            ("epm explain", "all rules, by family"),
        ],
    ),
    ("schema", &[("epm schema risk", "the schema of a risk, for an editor"), ("epm schema", "all kinds")]),
    (
        "serve",
        &[
            ("epm serve", "at http://127.0.0.1:8321, up to date with the files"),
            ("epm serve --port 0 --audience executive", "on any free port, as executives see it"),
        ],
    ),
    (
        "render",
        &[
            ("epm render --out pages", "every page, for GitHub"),
            ("epm render status --audience executive --stdout", "the executive pack, printed"),
            ("epm render --target confluence --out pages", "the same pages for Confluence"),
            ("epm render site --out public", "the dashboard: open public/index.html"),
            ("epm render --check --out pages", "in CI: exits with 1 when a page is stale"),
        ],
    ),
    (
        "init",
        &[
            ("epm init", "here, beside what is there"),
            ("epm init atlas --title \"Atlas\"", "in a new folder"),
        ],
    ),
    (
        "new",
        &[
            ("epm new risk \"The certificate comes late\"", "a commented starter in its place"),
            ("epm new decision \"Where sessions live\"", "a decision record"),
            ("epm new status", "the note of this week"),
        ],
    ),
    (
        "import",
        &[
            ("epm import raid docs/risk-register.md", "shows how the register would be read"),
            ("epm import raid docs/risk-register.md --out .", "writes it as files"),
            ("epm import milestones plan.csv", "a spreadsheet that was saved as CSV"),
        ],
    ),
    (
        "completions",
        &[
            ("epm completions bash > ~/.local/share/bash-completion/completions/epm", "for bash"),
            ("epm completions fish > ~/.config/fish/completions/epm.fish", "for fish"),
            ("epm completions zsh > ~/.zfunc/_epm", "for zsh, with ~/.zfunc in fpath"),
        ],
    ),
    ("man", &[("epm man --out ~/.local/share/man/man1", "then `man epm` shows it")]),
];

/// Returns the end of a command's help.
pub(crate) fn help(command: &str) -> Option<String> {
    let (_, lines) = EXAMPLES.iter().find(|(name, _)| *name == command)?;
    let mut out = String::from("Examples:");
    for (line, what) in *lines {
        out.push_str(&format!("\n  {line}\n      {what}"));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits a line as a shell does, as far as the lines above need it.
    fn words(line: &str) -> Vec<String> {
        let line = line.split(" > ").next().unwrap();
        let parts = line.split('"').enumerate();
        let split = |(n, part): (usize, &str)| match n % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        };
        parts.flat_map(split).collect()
    }

    #[test]
    fn the_examples_are_command_lines_that_epm_takes() {
        for (command, lines) in EXAMPLES {
            for (line, _) in *lines {
                let matches = crate::cli::command().try_get_matches_from(words(line));
                let matches = matches.unwrap_or_else(|e| panic!("{line}: {e}"));
                assert_eq!(matches.subcommand_name(), Some(*command), "{line}");
            }
        }
    }
}
