//! `outloud notes`: notes to self and the questions to ask them, shown, added to, and opened in one's editor.

use std::process::Command;

use super::{
    args::notes::{NotesArgs, WhichNotes},
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
};
use outloud_store::notes::Notes;

/// Runs `outloud notes`.
///
/// # Errors
/// If a file cannot be read or written, or there is no editor.
pub fn run(context: &Context, args: &NotesArgs) -> CommandResult {
    let which = args.which.map(|w| match w {
        WhichNotes::Mine => Notes::Mine,
        WhichNotes::ToAsk => Notes::ToAsk,
    });
    if let (Some(notes), Some(text)) = (which, &args.add) {
        if text.trim().is_empty() {
            return Err(Failure::usage("there is nothing to add. Example: --add 'Who is on call here?'"));
        }
        notes.add(&context.home, text)?;
        return print_line(&format!("Added to {}", notes.file(&context.home).display()));
    }
    match which {
        Some(notes) if args.edit => edit(context, notes),
        Some(notes) => show(context, &[notes]),
        None => show(context, &Notes::ALL),
    }
}

fn show(context: &Context, all: &[Notes]) -> CommandResult {
    let text = |n: &Notes| Ok::<_, Failure>((n.file(&context.home), n.read(&context.home)?));
    let texts = all.iter().map(text).collect::<Result<Vec<_>, _>>()?;
    if context.global.json {
        let document = |(file, text): &(std::path::PathBuf, String)| serde_json::json!({ "file": file, "text": text });
        return print_json(&texts.iter().map(document).collect::<Vec<_>>());
    }
    for (file, text) in texts {
        print_line(&format!("{}\n({})\n", text.trim_end(), file.display()))?;
    }
    Ok(())
}

fn edit(context: &Context, notes: Notes) -> CommandResult {
    let editor = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|e| !e.trim().is_empty()));
    let file = notes.file(&context.home);
    let Some(editor) = editor else {
        return Err(Failure::new(format!("no editor is set. Set EDITOR, or open '{}' yourself", file.display())));
    };
    notes.write(&context.home, &notes.read(&context.home)?)?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let failed = |why: String| Failure::new(format!("the editor '{editor}' {why}. The file is '{}'", file.display()));
    let status = Command::new(program).args(words).arg(&file).status();
    match status.map_err(|e| failed(format!("cannot be started: {e}")))? {
        status if status.success() => Ok(()),
        status => Err(failed(format!("failed ({status})"))),
    }
}
