//! The command line: arguments as typed, resolved to a plan, printed as tables or JSON, with exit codes.

use std::process::ExitCode;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
