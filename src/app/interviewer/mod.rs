//! The interviewer of a timed round: the persona that the settings choose, with the phrases of the program or of the home.

use std::path::Path;

use outloud_core::session::Persona;
use outloud_engine::{Interviewer, PhraseBook};
use outloud_store::{files, home::Home, notes::Notes};

use super::error::AppError;

/// The phrases of the program, as a file to be edited.
pub const PHRASES: &str = include_str!("phrases.toml");

/// The file in a home that replaces them.
const FILE: &str = "interviewer.toml";
/// Larger files are refused.
const MAX_BYTES: u64 = 1024 * 1024;

/// The interviewer of a round; none for the persona that says nothing.
///
/// # Errors
/// [`AppError::Phrases`] if the home's file cannot be read or is not of its shape.
pub fn of_round(home: &Home, persona: Persona, seed: u64) -> Result<Option<Interviewer>, AppError> {
    if persona == Persona::Silent {
        return Ok(None);
    }
    let file = home.root().join(FILE);
    let book = match file.exists() {
        true => book(&files::read_text(&file, MAX_BYTES).map_err(|e| unreadable(&file, &e.to_string()))?, &file)?,
        false => book(PHRASES, Path::new(FILE))?,
    };
    // Without readable notes there is nothing to be reminded of.
    let notes = Notes::ToAsk.read(home).unwrap_or_default();
    let to_ask = notes.lines().filter_map(|line| line.strip_prefix("- ")).map(|item| item.trim().to_owned()).collect();
    Ok(book.interviewer(persona, seed).map(|who| who.with_questions_to_ask(to_ask)))
}

fn book(text: &str, file: &Path) -> Result<PhraseBook, AppError> {
    toml_edit::de::from_str(text).map_err(|e| unreadable(file, &e.to_string()))
}

fn unreadable(file: &Path, why: &str) -> AppError {
    let why = why.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    AppError::Phrases { file: file.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_engine::{Asked, Interview, Rules};

    #[test]
    fn the_phrases_of_the_program_can_be_read_and_a_home_replaces_them() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let greeting = |persona| {
            let question = outloud_core::bank::Question::bare("q", "What?", "This.");
            let queue = vec![Asked::new("bank", question)];
            let interviewer = of_round(&home, persona, 1).unwrap();
            let interview = Interview::new(Rules::practice(), queue, 1).with_interviewer(interviewer);
            interview.current().unwrap().lead.clone()
        };
        let friendly = greeting(Persona::Friendly).unwrap();
        assert!(friendly.contains("1 question") && !friendly.contains("1 questions"), "{friendly}");
        assert_ne!(greeting(Persona::Friendly), greeting(Persona::Brisk));
        for way in PHRASES.lines().filter(|line| line.contains("{questions} ") || line.contains("{minutes} ")) {
            let counted = ["{questions} {questions|question|questions}", "{minutes} {minutes|minute|minutes}"];
            let rest = counted.iter().fold(way.to_owned(), |way, counted| way.replace(counted, ""));
            assert!(!rest.contains('{'), "a number and a word that may not fit it: {way}");
        }
        assert_eq!(greeting(Persona::Silent), None);
        let text = "[friendly]\ngreeting_untimed = [\"Servus.\"]\n[brisk]\n";
        std::fs::write(folder.path().join(FILE), text).unwrap();
        assert_eq!(greeting(Persona::Friendly).as_deref(), Some("Servus."));
        std::fs::write(folder.path().join(FILE), "[friendly]\ngreetings = []\n[brisk]\n").unwrap();
        let error = of_round(&home, Persona::Friendly, 1).unwrap_err().to_string();
        assert!(error.contains("interviewer.toml") && error.contains("greetings") && !error.contains('\n'), "{error}");
    }
}
