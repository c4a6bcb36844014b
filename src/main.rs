//! The `epm` command: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    epm::cli::main()
}
