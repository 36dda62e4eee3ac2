//! The microphone test: what it hears, how loud the room is, and what is wrong.

use std::path::PathBuf;

use ratatui::{
    buffer::Buffer,
    text::{Line, Span},
};

use crate::tui::{
    keys::Action,
    message::Message,
    screen::{Context, HomeEntry, Screen, Transition},
    text::{draw_lines, fit, wrap},
    theme::Theme,
    widgets::meter,
};
use outloud_audio::{AudioEvent, AudioSink, Level, MicWarning, Recorder, Recording};

/// A voice is at least this much louder than the room, in dB.
const VOICE_OVER_ROOM_DB: f32 = 12.0;
/// Levels before a verdict: 2 s.
const ENOUGH: usize = 40;

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Microphone",
    shown: |_| true,
    about: |_| "test what it hears".to_owned(),
    open: |_| Transition::TestMicrophone,
};

/// A microphone test under way.
pub struct MicTestScreen {
    measured: MicLevels,
    recording: Option<Box<dyn Recording>>,
    wav: PathBuf,
    /// Holds the recording until the screen is closed.
    _folder: Option<tempfile::TempDir>,
}

impl MicTestScreen {
    /// Starts recording; events come back through `sink` as [`Message::Test`].
    #[must_use]
    pub fn start(mut recorder: Box<dyn Recorder>, sink: AudioSink) -> Self {
        let mut measured = MicLevels { source: recorder.source_name(), ..MicLevels::default() };
        let folder = tempfile::Builder::new().prefix("outloud-mic-test-").tempdir();
        let wav = folder.as_ref().map(|f| f.path().join("test.wav")).unwrap_or_default();
        let recording = recorder.start(&wav, sink).map_err(|e| measured.failed = Some(e.to_string())).ok();
        Self { measured, recording, wav, _folder: folder.ok() }
    }

    fn stop(&mut self) {
        self.measured.stopped = true;
        if let Some(recording) = self.recording.take()
            && let Err(why) = recording.stop()
        {
            self.measured.failed = Some(why.to_string());
        }
    }
}

impl Screen for MicTestScreen {
    fn title(&self) -> String {
        "microphone".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        &[Action::Go, Action::Play]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        action != Action::Play || self.measured.stopped && cx.can_play
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Go if self.measured.is_over() => "again",
            Action::Go => "stop",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Go if self.measured.is_over() => "Test again",
            Action::Go => "Stop the test",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, _: &Context<'_>) -> Transition {
        match action {
            Action::Go if self.measured.is_over() => return Transition::Instead(Box::new(Transition::TestMicrophone)),
            Action::Go => self.stop(),
            Action::Play => return Transition::PlayFile(self.wav.clone()),
            _ => return Transition::Unhandled,
        }
        Transition::Stay
    }

    fn receive(&mut self, message: Message, _: &Context<'_>) -> Option<Message> {
        match message {
            Message::Test(AudioEvent::SourceEnded) => self.stop(),
            Message::Test(event) => self.measured.hear(event),
            other => return Some(other),
        }
        None
    }

    fn is_animated(&self) -> bool {
        true
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        draw_lines(self.measured.lines(cx.theme, cx.columns()), cx.body, buf);
    }
}

/// What was measured so far.
#[derive(Debug, Clone, Default)]
struct MicLevels {
    /// What is recorded from.
    source: String,
    /// Loudness, 20 a second, in dB full scale.
    levels: Vec<f32>,
    /// The loudest sample, in dB full scale.
    peak_dbfs: Option<f32>,
    /// What the microphone did wrong, in plain words.
    warnings: Vec<String>,
    /// Why it could not be opened.
    failed: Option<String>,
    /// Whether it was stopped, so that it can be heard again.
    stopped: bool,
}

impl MicLevels {
    fn hear(&mut self, event: AudioEvent) {
        match event {
            AudioEvent::Level(level) if !self.stopped => self.measure(level),
            AudioEvent::Warning(warning) => self.warnings.push(warning.to_string()),
            AudioEvent::Started => self.forget(MicWarning::NoSamples),
            AudioEvent::Recovered(warning) => self.forget(warning),
            AudioEvent::Failed(why) => self.failed = Some(why),
            _ => {}
        }
    }

    /// What a microphone did wrong while it began, or in a pause, is wrong no more.
    fn forget(&mut self, warning: MicWarning) {
        let text = warning.to_string();
        self.warnings.retain(|told| *told != text);
    }

    fn measure(&mut self, level: Level) {
        self.levels.push(level.rms_dbfs);
        self.peak_dbfs = Some(self.peak_dbfs.map_or(level.peak_dbfs, |p| p.max(level.peak_dbfs)));
    }

    fn is_over(&self) -> bool {
        self.stopped || self.failed.is_some()
    }

    /// The quiet tenth of what was heard, in dB full scale.
    fn floor(&self) -> Option<f32> {
        let mut sorted: Vec<f32> = self.levels.iter().map(|l| l.max(-90.0)).collect();
        sorted.sort_by(f32::total_cmp);
        sorted.get(sorted.len() / 10).copied()
    }

    /// The loud tenth.
    fn voice(&self) -> Option<f32> {
        let mut sorted = self.levels.clone();
        sorted.sort_by(f32::total_cmp);
        sorted.get(sorted.len() * 9 / 10).copied()
    }

    /// What is wrong, or that nothing is; and whether the microphone can be used as it is.
    fn verdict(&self) -> (String, bool) {
        if let Some(why) = &self.failed {
            return (why.clone(), false);
        }
        if let Some(warning) = self.warnings.first() {
            return (warning.clone(), false);
        }
        if self.levels.len() < ENOUGH {
            return ("Say something, as loudly as in an interview …".to_owned(), true);
        }
        let (floor, voice) = (self.floor().unwrap_or(-90.0), self.voice().unwrap_or(-90.0));
        match () {
            () if voice < -75.0 => (
                "Silence. Is the microphone muted, or do you speak into another one? `outloud devices` lists them."
                    .to_owned(),
                false,
            ),
            () if self.peak_dbfs.is_some_and(|p| p > -0.3) => (
                "Too loud: the sound is distorted. Turn the input level down, or move away a little.".to_owned(),
                false,
            ),
            () if floor > -35.0 => ("The room is loud. Words will be missed. A headset helps.".to_owned(), false),
            () if voice - floor < VOICE_OVER_ROOM_DB => {
                ("Your voice is hardly louder than the room. Speak up, or turn the input level up.".to_owned(), false)
            }
            () if voice < -45.0 => ("Very quiet. Come closer, or turn the input level up.".to_owned(), false),
            () => ("Sounds good.".to_owned(), true),
        }
    }

    fn lines(&self, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
        let (verdict, well) = self.verdict();
        let mut lines = vec![Line::styled(fit(&self.source, columns), theme.strong), Line::default()];
        lines.push(meter(self.levels.iter().copied(), columns.min(60), theme));
        let figures = [("room", self.floor()), ("voice", self.voice()), ("loudest", self.peak_dbfs)];
        let mut line = Line::default();
        for (name, value) in figures {
            let value = value.filter(|v| v.is_finite()).map_or_else(|| "–".to_owned(), |v| format!("{v:.0} dB"));
            line.push_span(Span::styled(format!("{name} "), theme.dim));
            line.push_span(Span::styled(format!("{value:<9}"), theme.text));
        }
        lines.push(line);
        lines.push(Line::default());
        let (sign, style) = if well { ("✓ ", theme.good) } else { ("✗ ", theme.warn) };
        lines.extend(wrap(&format!("{sign}{verdict}"), columns, style));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_audio::scripted::ScriptedRecorder;

    fn heard(quiet: f32, loud: f32, peak: f32) -> MicLevels {
        let mut measured = MicLevels::default();
        for n in 0..100 {
            let rms_dbfs = if n % 3 == 0 { quiet } else { loud };
            measured.measure(Level { rms_dbfs, peak_dbfs: peak, elapsed_s: 0.0 });
        }
        measured
    }

    #[test]
    fn it_is_stopped_played_and_begun_again() {
        use crate::tui::screens::testing::Stage;
        let recorder = ScriptedRecorder::new(vec![AudioEvent::Started]);
        let mut screen = MicTestScreen::start(Box::new(recorder), Box::new(|_| {}));
        screen.measured = MicLevels { source: "USB microphone".to_owned(), ..heard(-62.0, -22.0, -8.0) };
        let mut stage = Stage::new(|_| Box::new(screen));
        let picture = stage.picture(80, 24);
        assert!(picture.contains("space stop") && !picture.contains("p play"), "{picture}");
        assert!(matches!(stage.press("space"), Transition::Stay));
        for (columns, rows) in [(60, 18), (80, 24)] {
            let picture = stage.picture(columns, rows);
            let shown = ["USB microphone", "Sounds good.", "room -62 dB", "voice -22 dB", "p play", "space again"];
            assert!(shown.iter().all(|s| picture.contains(s)), "{picture}");
        }
        assert!(matches!(stage.press("p"), Transition::PlayFile(_)));
        assert!(matches!(stage.press("space"), Transition::Instead(_)));
    }

    #[test]
    fn each_problem_has_its_name() {
        let verdict = |quiet, loud, peak| heard(quiet, loud, peak).verdict().0;
        assert_eq!(verdict(-62.0, -22.0, -8.0), "Sounds good.");
        assert!(verdict(f32::NEG_INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY).starts_with("Silence"));
        assert!(verdict(-60.0, -10.0, 0.0).starts_with("Too loud"));
        assert!(verdict(-30.0, -12.0, -6.0).starts_with("The room is loud"));
        assert!(verdict(-50.0, -45.0, -40.0).starts_with("Your voice is hardly"));
        assert!(verdict(-70.0, -50.0, -40.0).starts_with("Very quiet"));
        assert!(MicLevels::default().verdict().1, "no verdict before something was measured");
        let zeros = MicLevels { warnings: vec!["the microphone sends only zeros".to_owned()], ..MicLevels::default() };
        assert_eq!(zeros.verdict(), ("the microphone sends only zeros".to_owned(), false));
    }
}
