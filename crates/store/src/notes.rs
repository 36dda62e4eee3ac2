//! What the candidate writes down for himself: notes, and questions to ask the interviewers. Two Markdown files in the home's
//! `notes/`, made from a template when they are first needed.

use std::path::PathBuf;

use super::{StoreError, atomic, files, home::Home};

/// No notes are longer; what is, is some other file.
const MAX_NOTES_BYTES: u64 = 4 * 1024 * 1024;

/// One of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// Notes to self.
    Mine,
    /// Questions to ask them.
    ToAsk,
}

impl Notes {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mine, Self::ToAsk];

    /// Where it lies; it may not exist yet.
    #[must_use]
    pub fn file(self, home: &Home) -> PathBuf {
        home.notes_dir().join(match self {
            Self::Mine => "my-notes.md",
            Self::ToAsk => "questions-to-ask.md",
        })
    }

    fn template(self) -> &'static str {
        match self {
            Self::Mine => {
                "# My notes\n\nWhich of my stories fits which question, what they said about the team, what I stumbled over.\n\n"
            }
            Self::ToAsk => {
                "# Questions to ask them\n\n\
                 - What woke up the person on call last, and what has changed since then?\n\
                 - How does a change get from a commit to production here?\n\
                 - What would I have to achieve in six months for you to say that hiring me was right?\n"
            }
        }
    }

    /// What stands in it; the template, if there is no file yet.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it cannot be read, is no UTF-8 text, or far too long.
    pub fn read(self, home: &Home) -> Result<String, StoreError> {
        let file = self.file(home);
        match files::read_text(&file, MAX_NOTES_BYTES) {
            Ok(text) => Ok(text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(self.template().to_owned()),
            Err(e) => Err(StoreError::io("read the notes", file, e)),
        }
    }

    /// Writes it whole.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it cannot be written; the old content is then untouched.
    pub fn write(self, home: &Home, text: &str) -> Result<(), StoreError> {
        atomic::create_private_folder(&home.notes_dir())?;
        atomic::write(&self.file(home), text.as_bytes())
    }

    /// Adds a list item at the end. Its line breaks stay: further lines are indented, as Markdown wants it.
    ///
    /// # Errors
    /// As [`Notes::read`] and [`Notes::write`].
    pub fn add(self, home: &Home, item: &str) -> Result<(), StoreError> {
        let text = self.read(home)?;
        let lines: Vec<&str> = item.trim().lines().map(str::trim_end).collect();
        let item = lines.join("\n  ").replace("\n  \n", "\n\n");
        self.write(home, &format!("{}\n- {item}\n", text.trim_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_item_stands_behind_the_template() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::at(root.path());
        assert!(Notes::Mine.read(&home).unwrap().starts_with("# My notes"));
        Notes::ToAsk.add(&home, "Who decides\nwhat is built?").unwrap();
        let text = std::fs::read_to_string(Notes::ToAsk.file(&home)).unwrap();
        assert!(
            text.starts_with("# Questions to ask them") && text.ends_with("right?\n- Who decides\n  what is built?\n")
        );
    }
}
