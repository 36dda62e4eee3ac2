//! Reads each question aloud once, while it is asked and thought about, and is silent before anything is recorded.

use outloud_engine::{Asked, Interview, Phase};

use super::{Narrator, Speaking};

/// The voice of a session.
pub(crate) struct Reader {
    voice: Option<Narrator>,
    speaking: Option<Speaking>,
    /// What was read last; what is asked again is read again.
    read: Option<String>,
}

impl Reader {
    /// Reads with this voice; without one it never says a thing.
    pub(crate) fn new(voice: Option<Narrator>) -> Self {
        Self { voice, speaking: None, read: None }
    }

    /// Stops speaking and waits until it is silent.
    pub(crate) fn be_silent(&mut self) {
        self.speaking = None;
    }

    /// Whether something is being read.
    pub(crate) fn is_reading(&mut self) -> bool {
        self.speaking.as_mut().is_some_and(|speaking| !speaking.is_over())
    }

    /// Whether the question that is asked now was read to its end, or cannot be.
    pub(crate) fn has_read(&mut self) -> bool {
        self.read.is_some() && self.speaking.as_mut().is_none_or(Speaking::is_over)
    }

    /// Begins to read if a question is being asked that was not read yet; stops where questions are over.
    pub(crate) fn follow(&mut self, interview: &Interview) {
        let Some(voice) = &self.voice else { return };
        let text = match interview.phase() {
            Phase::Asking { .. } | Phase::Thinking { .. } => interview.current().map(Asked::spoken),
            Phase::Debrief | Phase::Estimating { .. } => interview.closing().map(str::to_owned),
            _ => None,
        };
        let Some(text) = text else { return self.be_silent() };
        if self.read.as_deref() == Some(text.as_str()) {
            return;
        }
        // What was being said must have ended before something else is said. A voice that fails says nothing: the
        // question stands on the screen all the same.
        self.speaking = None;
        self.speaking = voice.speak(&text).ok();
        self.read = Some(text);
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt, path::Path};

    use super::*;
    use outloud_core::bank::Question;
    use outloud_engine::{Command, Effect, Event, Rules};
    use outloud_voice::SystemVoice;

    /// A voice that writes down what it is given, then goes on for ten minutes.
    fn voice(folder: &Path) -> Narrator {
        let command = folder.join("espeak-ng");
        let script = format!("#!/bin/sh\ncat >> '{0}/heard'\nexec sleep 600\n", folder.display());
        std::fs::write(&command, script).unwrap();
        std::fs::set_permissions(&command, std::fs::Permissions::from_mode(0o755)).unwrap();
        Narrator::System(SystemVoice::find_in(&[folder.to_owned()]).unwrap())
    }

    fn heard(folder: &Path, wanted: &str) -> String {
        loop {
            let heard = std::fs::read_to_string(folder.join("heard")).unwrap_or_default();
            if heard.len() >= wanted.len() {
                return heard;
            }
            std::thread::yield_now();
        }
    }

    fn question(id: &str, prompt: &str) -> Asked {
        let json = serde_json::json!({
            "id": id, "topic": "t", "kind": "definition", "level": "entry", "prompt": prompt,
            "model_answer": "It runs containers.", "keywords": [{ "term": "containers" }],
        });
        Asked::new("bank", serde_json::from_value::<Question>(json).unwrap())
    }

    #[test]
    fn a_question_is_read_once_and_never_into_the_answer() {
        let folder = tempfile::tempdir().unwrap();
        let mut reader = Reader::new(Some(voice(folder.path())));
        let queue = vec![question("pod", "What is a pod?"), question("node", "And a node?")];
        let mut interview = Interview::new(Rules::practice(), queue, 1);
        reader.follow(&interview);
        reader.follow(&interview);
        assert_eq!(heard(folder.path(), "What is a pod?"), "What is a pod?");
        assert!(!reader.speaking.as_mut().unwrap().is_over());
        let mut effects = interview.handle(Event::Command(Command::Go));
        effects.extend(interview.handle(Event::Command(Command::Go)));
        assert!(effects.iter().any(|e| matches!(e, Effect::Record(1, _))), "{effects:?}");
        reader.follow(&interview);
        assert!(reader.speaking.is_none(), "it goes on into the recording");
        interview.handle(Event::Command(Command::Discard));
        interview.handle(Event::Command(Command::Next));
        reader.follow(&interview);
        assert_eq!(heard(folder.path(), "What is a pod?And a node?"), "What is a pod?And a node?");
    }
}
