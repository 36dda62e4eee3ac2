//! The microphone test: what it hears, how noisy the room is, and by name what is wrong.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use crate::tui::{
    keys::{Action, KeyMap},
    text::{fit, wrap},
    theme::Theme,
    widgets::{Chrome, Footer, meter, too_small},
};
use outloud_audio::Level;

/// A voice is at least this much louder than the room, in dB.
const VOICE_OVER_ROOM_DB: f32 = 12.0;
/// Levels before a verdict: 2 s.
const ENOUGH: usize = 40;

/// What was heard so far.
#[derive(Debug, Clone, Default)]
pub struct MicTest {
    /// What is recorded from.
    pub source: String,
    /// Loudness, 20 a second, in dB full scale.
    pub levels: Vec<f32>,
    /// The loudest sample, in dB full scale.
    pub peak_dbfs: Option<f32>,
    /// What the microphone did wrong, in plain words.
    pub warnings: Vec<String>,
    /// Why it could not be opened.
    pub failed: Option<String>,
    /// Whether it was stopped, so that it can be heard again.
    pub stopped: bool,
}

impl MicTest {
    /// One more measurement.
    pub fn hear(&mut self, level: Level) {
        self.levels.push(level.rms_dbfs);
        self.peak_dbfs = Some(self.peak_dbfs.map_or(level.peak_dbfs, |p| p.max(level.peak_dbfs)));
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

    /// What is wrong, or that nothing is; and whether all is well.
    #[must_use]
    pub fn verdict(&self) -> (String, bool) {
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
                "Silence. Is it muted, or is another device the one you speak into? `outloud devices` lists them."
                    .to_owned(),
                false,
            ),
            () if self.peak_dbfs.is_some_and(|p| p > -0.3) => {
                ("Too loud: it distorts. Turn the input level down, or move away a little.".to_owned(), false)
            }
            () if floor > -35.0 => {
                ("The room is loud. Recognition will miss words; a headset helps.".to_owned(), false)
            }
            () if voice - floor < VOICE_OVER_ROOM_DB => {
                ("Your voice hardly stands out from the room. Speak, or turn the input level up.".to_owned(), false)
            }
            () if voice < -45.0 => ("Very quiet. Come closer, or turn the input level up.".to_owned(), false),
            () => ("Sounds good.".to_owned(), true),
        }
    }

    /// What `action` does here.
    #[must_use]
    pub fn word(&self, action: Action, can_play: bool) -> Option<&'static str> {
        match action {
            Action::Go if self.failed.is_none() && !self.stopped => Some("stop"),
            Action::Go => Some("again"),
            Action::Play => (self.stopped && can_play).then_some("hear it"),
            Action::Back => Some("back"),
            Action::Quit => Some("quit"),
            _ => None,
        }
    }

    /// Draws it.
    pub fn draw(&self, keys: &KeyMap, theme: &Theme, can_play: bool, area: Rect, buf: &mut Buffer) {
        if too_small(area, buf) {
            return;
        }
        let order = [Action::Go, Action::Play, Action::Back, Action::Quit];
        let actions = order.into_iter().filter_map(|a| self.word(a, can_play).map(|w| (a, w))).collect();
        let footer = Footer { keys, actions };
        let body = Chrome { title: "microphone", place: "", notice: None, footer, theme }.draw(area, buf);
        let columns = usize::from(body.width);
        let (verdict, well) = self.verdict();
        let mut lines = vec![Line::styled(fit(&self.source, columns), theme.strong), Line::default()];
        lines.push(meter(self.levels.iter().copied(), columns.min(60), theme));
        let db = |v: Option<f32>| v.map_or_else(|| "–".to_owned(), |v| format!("{v:.0} dB"));
        let figures = [("room", self.floor()), ("voice", self.voice()), ("loudest", self.peak_dbfs)];
        let mut line = Line::default();
        for (name, value) in figures {
            line.push_span(Span::styled(format!("{name} "), theme.dim));
            line.push_span(Span::styled(format!("{:<9}", db(value)), theme.text));
        }
        lines.push(line);
        lines.push(Line::default());
        let sign = if well { "✓ " } else { "✗ " };
        let style = if well { theme.good } else { theme.warn };
        lines.extend(wrap(&format!("{sign}{verdict}"), columns, style));
        for (y, line) in (body.y..body.bottom()).zip(lines) {
            line.render(Rect { y, height: 1, ..body }, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(quiet: f32, loud: f32, peak: f32) -> MicTest {
        let mut test = MicTest::default();
        for n in 0..100 {
            let rms_dbfs = if n % 3 == 0 { quiet } else { loud };
            test.hear(Level { rms_dbfs, peak_dbfs: peak, elapsed_s: 0.0 });
        }
        test
    }

    fn picture(test: &MicTest, columns: u16, rows: u16) -> String {
        let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(columns, rows)).unwrap();
        let theme = Theme::new(crate::tui::theme::Palette::NoColor);
        let draw = |f: &mut ratatui::Frame<'_>| test.draw(&KeyMap::default(), &theme, true, f.area(), f.buffer_mut());
        terminal.draw(draw).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn it_is_stopped_heard_and_begun_again() {
        let mut test = MicTest { source: "USB microphone".to_owned(), ..heard(-62.0, -22.0, -8.0) };
        assert_eq!((test.word(Action::Go, true), test.word(Action::Play, true)), (Some("stop"), None));
        test.stopped = true;
        assert_eq!((test.word(Action::Go, true), test.word(Action::Play, true)), (Some("again"), Some("hear it")));
        assert_eq!(test.word(Action::Play, false), None, "where nothing can be played");
        for (columns, rows) in [(60, 18), (80, 24), (120, 40)] {
            let picture = picture(&test, columns, rows);
            let shown = ["USB microphone", "Sounds good.", "room -62 dB", "voice -22 dB", "p hear it", "space again"];
            assert!(shown.iter().all(|s| picture.contains(s)), "{picture}");
        }
        assert!(picture(&test, 20, 5).contains("window is 20"));
    }

    #[test]
    fn each_problem_has_its_name() {
        let verdict = |quiet, loud, peak| heard(quiet, loud, peak).verdict().0;
        assert_eq!(verdict(-62.0, -22.0, -8.0), "Sounds good.");
        assert!(verdict(f32::NEG_INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY).starts_with("Silence"));
        assert!(verdict(-60.0, -10.0, 0.0).starts_with("Too loud"));
        assert!(verdict(-30.0, -12.0, -6.0).starts_with("The room is loud"));
        assert!(verdict(-50.0, -45.0, -40.0).starts_with("Your voice hardly"));
        assert!(verdict(-70.0, -50.0, -40.0).starts_with("Very quiet"));
        assert!(MicTest::default().verdict().1, "no verdict before something was heard");
        let zeros = MicTest { warnings: vec!["the microphone sends only zeros".to_owned()], ..MicTest::default() };
        assert_eq!(zeros.verdict(), ("the microphone sends only zeros".to_owned(), false));
    }
}
