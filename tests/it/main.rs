//! The one integration binary. Each module says what belongs there.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may panic, and says what it skips")]
#![allow(unreachable_pub, reason = "a test binary has no surface")]

mod actions; // action items in Markdown, from files to findings and pages
mod adr; // decision records of real projects, against reviewed tables
mod assessment; // the schedule assessment, from files to the numbers of every check
mod capacity; // epm capacity and epm scenario, from files to JSON
mod cascades; // one defect, one finding
mod contracts; // the promises that hold the house together: layers, tables, generated files
mod determinism; // same files, same bytes
mod docs; // what the documents show is true
mod draft; // epm draft, from files to the note that it writes
mod facts; // references in prose, from files to pages
mod forecast; // the forecast, from files to known answers
mod formats; // what tools read, and exit codes
mod health; // the colour of a program, from files to the inputs it rests on
mod history; // plans in Git: revisions, differences, baselines
mod holidays; // calendar files become calendars
mod hostile; // files that want to harm
mod indicators; // leading indicators, from a series to known answers
mod into; // pages in the marked parts of a person's own file
mod known; // published cases of the critical path, through files
mod levelling; // plans that people can keep, and their proofs
mod mpxj; // dates and floats as MPXJ computes them
mod mutations; // single faults in the examples, each told at its line
mod reports; // views and pages of every report
mod rules; // every rule's bad and good fixture
mod runbooks; // runbooks in time, from files to what the command prints
mod serve; // the dashboard on this machine
mod site; // the dashboard: pages, links, secrets, folder
mod starters; // what epm writes is a sound plan
mod support; // the harness: hermetic workspaces and their findings
mod templates; // templates are the user's
mod text_faults; // faults of the text itself, in every kind of file
mod why; // the words of `epm why`
