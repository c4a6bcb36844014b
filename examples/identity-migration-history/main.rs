//! Builds the history of the example program as a real repository:
//!
//! ```sh
//! cargo run --example identity-migration-history -- DIR
//! ```
//!
//! Needs no `git` program. The same people, moments and messages give the same commits on every machine.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command for people")]

mod story;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(target) = std::env::args().nth(1) else {
        eprintln!("where to? `cargo run --example identity-migration-history -- DIR`");
        return ExitCode::from(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match story::build(root, Path::new(&target)) {
        Ok(count) => {
            println!("{}", story::built(&target, count));
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
