//! What packagers take from the program itself: completions and the manual page, generated from the arguments.

use std::io::Write;

use clap::CommandFactory;

use super::{
    args::Cli,
    failure::{CommandResult, Failure},
};

/// Prints completions for `shell`.
///
/// # Errors
/// If stdout cannot be written.
pub fn completions(shell: clap_complete::Shell) -> CommandResult {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "outloud", &mut text);
    print(&text)
}

/// Prints the manual page: every command in one, as roff.
///
/// # Errors
/// If stdout cannot be written.
pub fn man() -> CommandResult {
    let mut text = Vec::new();
    let unwritable = |e: std::io::Error| Failure::new(format!("cannot make the manual page: {e}"));
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut text).map_err(unwritable)?;
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        let man = clap_mangen::Man::new(sub.clone());
        writeln!(text, ".SH \"OUTLOUD {}\"", sub.get_name().to_uppercase()).map_err(unwritable)?;
        for part in [clap_mangen::Man::render_synopsis_section, clap_mangen::Man::render_description_section] {
            let mut section = Vec::new();
            part(&man, &mut section).map_err(unwritable)?;
            text.extend(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").into_bytes());
        }
        let mut options = Vec::new();
        man.render_options_section(&mut options).map_err(unwritable)?;
        text.extend(String::from_utf8_lossy(&options).replace(".SH ", ".SS ").into_bytes());
    }
    print(&text)
}

fn print(text: &[u8]) -> CommandResult {
    match std::io::stdout().lock().write_all(text) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to stdout: {e}")))
        }
        _ => Ok(()),
    }
}
