//! `outloud bank upgrade`: a bank of schema 1 in the notation of schema 2.

use std::path::Path;

use super::{
    bank_new::save,
    failure::{CommandResult, Failure},
    output::print_line,
};
use outloud_store::{banks, files, upgrade::upgrade};
use serde_json::Value;

/// Rewrites the bank in `file`, or writes the new form to `to`.
///
/// # Errors
/// If the bank cannot be read, is malformed, or the file cannot be written.
pub fn run(file: &Path, to: Option<&Path>) -> CommandResult {
    // Everything that is wrong with the bank is told as by every other command.
    banks::load(file)?;
    let text = files::read_text(file, banks::MAX_BANK_BYTES)
        .map_err(|e| Failure::new(format!("cannot read '{}': {e}. Check the path", file.display())))?;
    let mut bank: Value = serde_json::from_str(&text)
        .map_err(|e| Failure::new(format!("cannot read '{}': {e}. It must be one JSON document", file.display())))?;
    let Some(upgraded) = upgrade(&mut bank) else {
        return print_line(&format!("{} has the newest schema already; nothing to do", file.display()));
    };
    let mut json = serde_json::to_string_pretty(&bank).map_err(|e| Failure::new(e.to_string()))?;
    json.push('\n');
    let path = to.unwrap_or(file);
    save(path, json.as_bytes(), to.is_none())?;
    print_line(&format!(
        "Wrote {}: schema {} to 2, {} points, {} phrases now patterns. Next: outloud bank check {0}",
        path.display(),
        upgraded.from,
        upgraded.points,
        upgraded.patterns
    ))
}
