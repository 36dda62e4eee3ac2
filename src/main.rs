//! The binary: hands the arguments to the command line and its exit code to the shell.

fn main() -> std::process::ExitCode {
    outloud::cli::main()
}
