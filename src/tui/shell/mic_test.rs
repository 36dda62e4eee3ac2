//! The microphone test's recording, its keys and what it hears.

use std::path::PathBuf;

use super::Shell;
use crate::{
    app::Player,
    tui::{
        app::{Ended, Message},
        keys::{Action, Key},
        screens::mic_test::MicTest,
    },
};
use outloud_audio::{AudioEvent, Recording};

/// A microphone test under way.
pub(super) struct Test {
    pub(super) state: MicTest,
    recording: Option<Box<dyn Recording>>,
    wav: PathBuf,
    _folder: Option<tempfile::TempDir>,
}

impl Shell<'_> {
    pub(super) fn start_test(&mut self) {
        let mut recorder = self.app.recorder();
        let mut state = MicTest { source: recorder.source_name(), ..MicTest::default() };
        let folder = tempfile::Builder::new().prefix("outloud-mic-test-").tempdir();
        let wav = folder.as_ref().map(|f| f.path().join("test.wav")).unwrap_or_default();
        let mailbox = self.mailbox.clone();
        let sink = Box::new(move |event| {
            if !matches!(event, AudioEvent::Block(_)) {
                mailbox.send(Message::Test(event));
            }
        });
        let recording = recorder.start(&wav, sink).map_err(|e| state.failed = Some(e.to_string())).ok();
        self.test = Some(Test { state, recording, wav, _folder: folder.ok() });
    }

    pub(super) fn test_heard(&mut self, event: AudioEvent) {
        let Some(test) = &mut self.test else { return };
        match event {
            AudioEvent::Level(level) if !test.state.stopped => test.state.hear(level),
            AudioEvent::Warning(warning) => test.state.warnings.push(warning.to_string()),
            AudioEvent::Failed(why) => test.state.failed = Some(why),
            AudioEvent::SourceEnded => test.stop(),
            _ => {}
        }
    }

    /// A recording cannot be played: told on whatever is shown.
    pub(super) fn unplayable(&mut self, why: String) {
        match (&mut self.test, &mut self.sitting) {
            (Some(test), _) => test.state.warnings.push(why),
            (None, Some(sitting)) => sitting.ui.notice = Some(why),
            (None, None) => self.notice = Some(why),
        }
    }

    pub(super) fn test_key(&mut self, key: Key) -> Option<Ended> {
        let test = self.test.as_mut()?;
        match self.look.keys.action(key, |a| test.state.word(a, Player::available()).is_some())? {
            Action::Go if test.state.stopped || test.state.failed.is_some() => self.start_test(),
            Action::Go => test.stop(),
            Action::Play if self.player.stop() => {}
            Action::Play => {
                let mailbox = self.mailbox.clone();
                self.player.start(&test.wav, 0.0, move |why| mailbox.send(Message::Unplayable(why)));
            }
            Action::Quit => return Some(Ended::Left),
            _ => self.test = None,
        }
        None
    }
}

impl Test {
    fn stop(&mut self) {
        self.state.stopped = true;
        if let Some(recording) = self.recording.take()
            && let Err(why) = recording.stop()
        {
            self.state.failed = Some(why.to_string());
        }
    }
}
