//! Every setting once: its name in the file, what the file says about it, and the field that holds it.

/// The settings as they hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The microphone; none: the system's default.
    pub microphone: Option<String>,
    /// The model; none: the one that ships.
    pub model: Option<String>,
    /// The model that transcribes rounds again after they end; none: they are transcribed once.
    pub retranscribe_model: Option<String>,
    /// The palette's name.
    pub colors: String,
    /// Whether words and ticks are shown while one speaks.
    pub live: bool,
    /// Whether those words come within seconds.
    pub partials: bool,
    /// Whether questions are read aloud outside timed rounds too.
    pub speak: bool,
    /// Which voice reads: natural, system, none.
    pub voice: String,
    /// The pace of the voice that ships, in percent of the usual one.
    pub voice_speed: u32,
    /// The volume of the voice that ships, in percent of the usual one.
    pub voice_volume: u32,
    /// When tones tell what the clock and the microphone do: rounds, always, never.
    pub cues: String,
    /// Who asks in timed rounds: friendly, brisk, silent.
    pub interviewer: String,
    /// Letters a second at which a question appears; 0: at once.
    pub letters_per_second: u32,
    /// Seconds to think before a practice answer is recorded by itself; 0: as long as one likes.
    pub think_time_s: u32,
    /// Whether practice and timed rounds ask for an own estimate before a score shows.
    pub estimate: bool,
    /// Days that recordings are kept; 0: for ever.
    pub keep_audio_days: u32,
    /// Whether clicks and the wheel belong to the screens.
    pub mouse: bool,
    /// Whether commands print lines instead of drawing on the full screen.
    pub plain: bool,
    /// The story for experience and behavioural questions, if one is chosen.
    pub story: Option<String>,
    /// Actions and the keys they are bound to instead of the table's.
    pub keys: Vec<(String, String)>,
    /// Keys of the file that outloud does not know, each in a sentence that names it.
    pub unknown: Vec<String>,
}

/// A key of the settings file.
pub(super) struct Setting {
    pub name: &'static str,
    /// The comment above it in a new file.
    pub about: &'static str,
    pub field: SettingField,
}

/// The field of a setting by the type of its value, with its default.
#[derive(Clone, Copy)]
pub(super) enum SettingField {
    /// A text that may be empty, which means none.
    Choice(fn(&mut Settings) -> &mut Option<String>),
    Text(fn(&mut Settings) -> &mut String, &'static str),
    Switch(fn(&mut Settings) -> &mut bool, bool),
    Number(fn(&mut Settings) -> &mut u32, u32),
}

/// Every setting, in the order of a new file. The table `[keys]` is the only other key.
pub(super) const SETTINGS: [Setting; 19] = [
    Setting {
        name: "microphone",
        about: "The microphone: a name, or part of one, from `outloud devices`. Empty: the system's default.",
        field: SettingField::Choice(|s| &mut s.microphone),
    },
    Setting {
        name: "model",
        about: "The Whisper model: a name from `outloud models list`, or a file. Empty: the one that ships.",
        field: SettingField::Choice(|s| &mut s.model),
    },
    Setting {
        name: "retranscribe_model",
        about: "A larger Whisper model with which timed rounds are transcribed again after they end, in the background. Empty: they are not.",
        field: SettingField::Choice(|s| &mut s.retranscribe_model),
    },
    Setting {
        name: "colors",
        about: "Colours: dark, light, high-contrast, none; auto: dark or light as the terminal is; or a theme of your own, by the name of \
                its file in themes/",
        field: SettingField::Text(|s| &mut s.colors, "auto"),
    },
    Setting {
        name: "live",
        about: "Whether your words and the ticked-off keywords are shown while you speak.",
        field: SettingField::Switch(|s| &mut s.live, true),
    },
    Setting {
        name: "partials",
        about: "Whether they come within seconds, decoded over and over while you speak; otherwise at pauses. Off saves power.",
        field: SettingField::Switch(|s| &mut s.partials, true),
    },
    Setting {
        name: "speak",
        about: "Whether practice and drills read questions aloud, as timed rounds do; never while an answer is recorded.",
        field: SettingField::Switch(|s| &mut s.speak, false),
    },
    Setting {
        name: "voice",
        about: "Which voice reads: natural (the one that ships), system (this machine's), none.",
        field: SettingField::Text(|s| &mut s.voice, "natural"),
    },
    Setting {
        name: "voice_speed",
        about: "The pace of the natural voice in percent, 50 to 200.",
        field: SettingField::Number(|s| &mut s.voice_speed, 100),
    },
    Setting {
        name: "voice_volume",
        about: "The volume of the natural voice in percent, 0 to 400.",
        field: SettingField::Number(|s| &mut s.voice_volume, 100),
    },
    Setting {
        name: "cues",
        about: "When soft tones tell that the microphone records or is closed, and that time runs out: rounds, always, never.",
        field: SettingField::Text(|s| &mut s.cues, "rounds"),
    },
    Setting {
        name: "interviewer",
        about: "Who asks in timed rounds: friendly, brisk, or silent, who says nothing besides the questions.",
        field: SettingField::Text(|s| &mut s.interviewer, "friendly"),
    },
    Setting {
        name: "letters_per_second",
        about: "Letters a second at which a question appears; 0 shows it at once.",
        field: SettingField::Number(|s| &mut s.letters_per_second, 16),
    },
    Setting {
        name: "think_time_s",
        about: "Seconds to think before the recording of a practice answer starts by itself; 0 waits for you.",
        field: SettingField::Number(|s| &mut s.think_time_s, 0),
    },
    Setting {
        name: "estimate",
        about: "Whether practice and timed rounds ask for your own estimate before they show a score.",
        field: SettingField::Switch(|s| &mut s.estimate, true),
    },
    Setting {
        name: "keep_audio_days",
        about: "Days that recordings are kept, 1 to 1000; transcripts and scores stay. 0 keeps recordings too. \
                `outloud privacy` lists the files.",
        field: SettingField::Number(|s| &mut s.keep_audio_days, 0),
    },
    Setting {
        name: "mouse",
        about: "Whether the mouse clicks and scrolls on the screens. Off, the terminal selects text with it, as with Shift held.",
        field: SettingField::Switch(|s| &mut s.mouse, true),
    },
    Setting {
        name: "plain",
        about: "Whether commands print lines and read words instead of drawing on the full screen, as with --plain.",
        field: SettingField::Switch(|s| &mut s.plain, false),
    },
    Setting {
        name: "story",
        about: "Your own story for experience and behavioural questions: a name from `outloud story list`. Empty: none.",
        field: SettingField::Choice(|s| &mut s.story),
    },
];

impl Default for Settings {
    fn default() -> Self {
        let mut settings = Self {
            microphone: None,
            model: None,
            retranscribe_model: None,
            colors: String::new(),
            live: false,
            partials: false,
            speak: false,
            voice: String::new(),
            voice_speed: 0,
            voice_volume: 0,
            cues: String::new(),
            interviewer: String::new(),
            letters_per_second: 0,
            think_time_s: 0,
            estimate: false,
            keep_audio_days: 0,
            mouse: false,
            plain: false,
            story: None,
            keys: Vec::new(),
            unknown: Vec::new(),
        };
        for setting in &SETTINGS {
            match setting.field {
                SettingField::Choice(of) => *of(&mut settings) = None,
                SettingField::Text(of, default) => default.clone_into(of(&mut settings)),
                SettingField::Switch(of, default) => *of(&mut settings) = default,
                SettingField::Number(of, default) => *of(&mut settings) = default,
            }
        }
        settings
    }
}
