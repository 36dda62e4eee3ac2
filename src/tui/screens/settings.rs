//! The settings, changed with the arrow keys and stored at once.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::keys::KeysScreen;
use crate::{
    app::{
        Settings,
        narrator::{CueChoice, VoiceChoice},
    },
    tui::{
        keys::Action,
        screen::{Context, HomeEntry, Screen, Transition},
        text::{below, count, draw_lines, fit, wrap},
        theme::{AUTO, Palette},
        widgets::Choice,
    },
};
use outloud_core::session::Persona;

const NAMES: [&str; 18] = [
    "Colours",
    "Words while you speak",
    "Questions appear",
    "Questions read aloud",
    "Voice",
    "Its pace",
    "Its volume",
    "Tones",
    "Interviewer",
    "Time to think",
    "Microphone",
    "Model",
    "Rounds heard again",
    "Your story",
    "Your own estimate",
    "Recordings are kept",
    "Mouse",
    "Keys",
];
const WORDS: usize = 1;
const ALOUD: usize = 3;
const VOICE: usize = 4;
const PACE: usize = 5;
const VOLUME: usize = 6;
const TONES: usize = 7;
const INTERVIEWER: usize = 8;
const THINK: usize = 9;
const MICROPHONE: usize = 10;
const MODEL: usize = 11;
const AGAIN: usize = 12;
const STORY: usize = 13;
const ESTIMATE: usize = 14;
const KEPT: usize = 15;
const MOUSE: usize = 16;
const KEYS: usize = 17;
/// When the words of an answer show: within seconds, at pauses, never.
const SHOWN: [&str; 3] = [AT_ONCE, "at pauses", HIDDEN];
const AT_ONCE: &str = "at once";
const HIDDEN: &str = "hidden";
/// Days that recordings may be kept; 0: for ever.
const DAYS: [u32; 6] = [0, 1, 7, 30, 90, 365];

/// The list of settings.
#[derive(Debug, Clone, Default)]
pub struct SettingsScreen {
    choice: Choice,
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Settings",
    shown: |_| true,
    about: |_| "model, times, colours, keys".to_owned(),
    open: |_| Transition::push(SettingsScreen::default()),
};

impl Screen for SettingsScreen {
    fn title(&self) -> String {
        "settings".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Left, Open, Right, Top, Up};
        &[Open, Left, Right, Down, Up, Top, Bottom]
    }

    fn allows(&self, action: Action, _: &Context<'_>) -> bool {
        match action {
            Action::Open => matches!(self.choice.at, KEYS | MODEL),
            Action::Left | Action::Right => self.choice.at != KEYS,
            _ => true,
        }
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open if self.choice.at == MODEL => "use the recommended one",
            Action::Open => "change",
            action => action.label(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if self.choice.act(action, NAMES.len(), NAMES.len()) {
            return Transition::Stay;
        }
        match action {
            Action::Open if self.choice.at == MODEL => Transition::RecommendModel,
            Action::Open => Transition::push(KeysScreen::default()),
            Action::Left | Action::Right => {
                Transition::Save(Box::new(changed(cx, self.choice.at, action == Action::Right)))
            }
            _ => Transition::Unhandled,
        }
    }

    fn opened(&self) -> Transition {
        Transition::FindChoices
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        // Below it there is room for two lines of text.
        let list = Rect { height: area.height.saturating_sub(3).clamp(1, NAMES.len() as u16), ..area };
        self.choice.draw(NAMES.len(), list, cx.theme, cx.hits, buf, |n| {
            Line::from(vec![
                Span::styled(format!("{:<24}", NAMES[n]), cx.theme.dim),
                Span::styled(fit(&shown(cx.settings, n), usize::from(area.width).saturating_sub(28)), cx.theme.strong),
            ])
        });
        let text = match self.choice.at {
            WORDS => "At once keeps the processor busy while you speak. On a slow machine they come at pauses anyway.",
            0 => "auto: dark or light, as the terminal is. Themes of your own: files in themes/ (docs/themes.md).",
            ALOUD => {
                "Timed rounds read them anyway, unless there is no voice. It is silent before the microphone opens."
            }
            VOICE => {
                "natural: the one that ships. system: that of this machine (see Doctor). none: silence everywhere."
            }
            PACE | VOLUME => "Of the natural voice. `outloud say TEXT` lets you hear it.",
            TONES => {
                "The microphone records; it is closed; 30 s and 10 s are left; 3, 2, 1 before you speak. Never recorded."
            }
            INTERVIEWER => "Of timed rounds: greets, reacts and closes; silent says nothing besides the questions.",
            MICROPHONE if cx.choices.is_none() => "Looking for microphones …",
            MICROPHONE => "← → choose a microphone of this machine. Microphone on the home screen tests it.",
            MODEL => {
                "← → choose a model on disk. Larger ones make fewer mistakes and take longer; enter measures them and takes the best that keeps up."
            }
            AGAIN => {
                "When a timed round is over, a larger model hears it again in the background. What was heard live can be taken back."
            }
            STORY => "← → choose one of your stories. Experience and behavioural questions are scored against it.",
            ESTIMATE => {
                "From 0 to 10, before a score shows: after a practice answer, at the end of a round. Drills never ask."
            }
            KEPT => "Older recordings are deleted at the next start. Transcripts and scores stay.",
            MOUSE => "Clicks and the wheel. Off, the terminal selects text with it; with Shift held it does so anyway.",
            KEYS => "Every action with its keys.",
            _ => "Stored at once in outloud.toml, which can be edited as well.",
        };
        draw_lines(wrap(text, area.width.into(), cx.theme.dim), below(list, area), buf);
    }
}

fn shown(s: &Settings, row: usize) -> String {
    match row {
        0 => s.colors.clone(),
        WORDS => words(s).to_owned(),
        2 if s.letters_per_second == 0 => "at once".to_owned(),
        2 => format!("at {} letters a second", s.letters_per_second),
        ALOUD => if s.speak { "always" } else { "in timed rounds" }.to_owned(),
        VOICE => s.voice.clone(),
        PACE => format!("{} %", s.voice_speed),
        VOLUME => format!("{} %", s.voice_volume),
        TONES => match CueChoice::named(&s.cues) {
            CueChoice::Rounds => "in timed rounds",
            CueChoice::Always => "always",
            CueChoice::Never => "never",
        }
        .to_owned(),
        INTERVIEWER => s.interviewer.clone(),
        THINK if s.think_time_s == 0 => "as long as you like".to_owned(),
        THINK => format!("{} s, then the recording starts", s.think_time_s),
        MICROPHONE => s.microphone.clone().unwrap_or_else(|| "the system's default".to_owned()),
        MODEL => s.model.clone().unwrap_or_else(|| "the one that ships".to_owned()),
        AGAIN => s.retranscribe_model.as_ref().map_or("no".to_owned(), |model| format!("with {model}")),
        STORY => s.story.clone().unwrap_or_else(|| "none".to_owned()),
        ESTIMATE => if s.estimate { "asked for before a score shows" } else { "not asked for" }.to_owned(),
        KEPT if s.keep_audio_days == 0 => "for ever".to_owned(),
        KEPT => count(s.keep_audio_days as usize, "day"),
        MOUSE => if s.mouse { "clicks and scrolls" } else { "left to the terminal" }.to_owned(),
        _ if s.keys.is_empty() => "the defaults".to_owned(),
        _ => format!("{} changed", s.keys.len()),
    }
}

fn words(s: &Settings) -> &'static str {
    SHOWN[if s.live { usize::from(!s.partials) } else { 2 }]
}

fn changed(cx: &Context<'_>, row: usize, up: bool) -> Settings {
    let mut s = cx.settings.clone();
    let step = |v: u32, by: u32, most: u32| if up { (v + by).min(most) } else { v.saturating_sub(by) };
    match row {
        0 => s.colors = beside(&colours(cx), &s.colors, up),
        WORDS => {
            let next = beside(&SHOWN, words(&s), up);
            (s.live, s.partials) = (next != HIDDEN, next == AT_ONCE);
        }
        2 => s.letters_per_second = step(s.letters_per_second, 4, 60),
        ALOUD => s.speak = !s.speak,
        VOICE => s.voice = beside(&VoiceChoice::ALL.map(|(_, name)| name), &s.voice, up),
        PACE => s.voice_speed = step(s.voice_speed, 10, 200).max(50),
        VOLUME => s.voice_volume = step(s.voice_volume, 20, 400),
        TONES => s.cues = beside(&CueChoice::ALL.map(|(_, name)| name), &s.cues, up),
        INTERVIEWER => s.interviewer = beside(&Persona::ALL.map(|(_, name)| name), &s.interviewer, up),
        THINK => s.think_time_s = step(s.think_time_s, 5, 120),
        MICROPHONE => s.microphone = other(s.microphone, cx.choices.map_or(&[], |c| &c.microphones), up),
        MODEL => s.model = other(s.model, cx.choices.map_or(&[], |c| &c.models), up),
        AGAIN => s.retranscribe_model = other(s.retranscribe_model, cx.choices.map_or(&[], |c| &c.models), up),
        STORY => s.story = other(s.story, cx.choices.map_or(&[], |c| &c.stories), up),
        ESTIMATE => s.estimate = !s.estimate,
        KEPT => s.keep_audio_days = days(s.keep_audio_days, up),
        MOUSE => s.mouse = !s.mouse,
        _ => {}
    }
    s
}

/// Automatic colours, the built-in palettes, the themes of the user's own.
fn colours<'a>(cx: &Context<'a>) -> Vec<&'a str> {
    let own = cx.choices.iter().flat_map(|c| c.themes.iter().map(String::as_str));
    std::iter::once(AUTO).chain(Palette::ALL.map(|(_, name)| name)).chain(own).collect()
}

/// The name behind or before one, in a circle; an unknown one counts as the first.
fn beside(names: &[&str], now: &str, up: bool) -> String {
    let at = names.iter().position(|name| *name == now).unwrap_or(0);
    names[(at + if up { 1 } else { names.len() - 1 }) % names.len()].to_owned()
}

/// The next longer or shorter of [`DAYS`]. A number from the file may lie between two of them.
fn days(now: u32, up: bool) -> u32 {
    let next = if up { DAYS.iter().find(|d| **d > now) } else { DAYS.iter().rev().find(|d| **d < now) };
    next.copied().unwrap_or(now)
}

/// The next or previous of `all`, in a circle with none before the first. A value that is not among them counts as none.
fn other(now: Option<String>, all: &[String], up: bool) -> Option<String> {
    let places = all.len() + 1;
    let at = now.and_then(|now| all.iter().position(|n| *n == now)).map_or(0, |at| at + 1);
    let next = (at + if up { 1 } else { places - 1 }) % places;
    next.checked_sub(1).and_then(|n| all.get(n)).cloned()
}
