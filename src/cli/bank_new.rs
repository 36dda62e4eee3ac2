//! `outloud bank new`: a bank of one's own, from a template that explains every field.

use std::path::Path;

use super::{
    context::Context,
    failure::{CommandResult, Failure},
    output::print_line,
};
use outloud_exchange::import::slug;
use outloud_store::{
    atomic,
    bank_schema::{SCHEMA_FILE, bank_schema},
    banks,
};

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
    let schema = context.home.root().join(SCHEMA_FILE);
    save(&path, template(&id, &reference(&path, &schema)).as_bytes(), false)?;
    save(&schema, bank_schema().as_bytes(), true)?;
    print_line(&format!("Wrote {}. Edit it, then: outloud bank check {0}", path.display()))?;
    print_line(&format!("Editors complete and check it by {}", schema.display()))
}

/// How a bank names the schema: from its own folder if that is the home's, so that the home can be moved.
fn reference(bank: &Path, schema: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (bank, schema) = (absolute(bank), absolute(schema));
    let home = schema.parent().and_then(Path::parent);
    let beside = bank.parent().and_then(Path::parent).is_some_and(|parent| Some(parent) == home);
    if beside { format!("../{SCHEMA_FILE}") } else { schema.display().to_string().replace('\\', "/") }
}

fn template(id: &str, schema: &str) -> String {
    let schema = serde_json::Value::from(schema).to_string();
    let template = TEMPLATE.replacen("\"../schemas/bank.schema.json\"", &schema, 1);
    template.replacen("\"my-bank\"", &format!("\"{id}\""), 1)
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
        let stored = banks::parse("mine.json", template("mine", "x.json").as_bytes()).unwrap();
        assert_eq!((stored.bank.id.as_str(), stored.unread), ("mine", Vec::new()));
        assert!(template("mine", "a \"b\".json").contains(r#""$schema": "a \"b\".json","#));
        assert_eq!(check(&[Filed { file: "mine.json", bank: &stored.bank }], &[]), []);
    }
}
