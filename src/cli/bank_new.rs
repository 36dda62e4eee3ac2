//! `outloud bank new`: a bank of one's own, from a template that explains every field.

use std::path::Path;

use super::{
    context::Context,
    failure::{CommandResult, Failure},
    output::print_line,
};
use outloud_exchange::import::slug;
use outloud_store::{atomic, banks};

/// A complete question about writing questions, with comments; it passes `bank check`.
const TEMPLATE: &str = include_str!("bank_template.json");

/// Writes a bank with one complete question that explains itself.
///
/// # Errors
/// If the file exists or cannot be written.
pub fn new(context: &Context, path: Option<&Path>) -> CommandResult {
    let path = path.map_or_else(|| context.home.questions_dir().join("my-bank.json"), Path::to_path_buf);
    let stem = path.file_stem().map(|s| slug(&s.to_string_lossy(), 8)).unwrap_or_default();
    let id = if banks::is_id(&stem) { stem } else { "my-bank".to_owned() };
    save(&path, template(&id).as_bytes(), false)?;
    print_line(&format!("Wrote {}. Edit it, then: outloud bank check {0}", path.display()))
}

fn template(id: &str) -> String {
    TEMPLATE.replacen("\"my-bank\"", &format!("\"{id}\""), 1)
}

/// Writes a file of the user's; an existing one is only replaced with `force`.
///
/// # Errors
/// If it exists or cannot be written.
pub(super) fn save(path: &Path, content: &[u8], force: bool) -> CommandResult {
    if path.exists() && !force {
        return Err(Failure::new(format!(
            "'{}' exists already. Choose another name, or --force to replace it",
            path.display()
        )));
    }
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        atomic::create_private_folder(folder)?;
    }
    Ok(atomic::write(path, content)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_bank_check::{Filed, check};

    #[test]
    fn the_template_passes_its_own_check() {
        let stored = banks::parse("mine.json", template("mine").as_bytes()).unwrap();
        assert_eq!((stored.bank.id.as_str(), stored.unread), ("mine", Vec::new()));
        assert_eq!(check(&[Filed { file: "mine.json", bank: &stored.bank }], &[]), []);
    }
}
