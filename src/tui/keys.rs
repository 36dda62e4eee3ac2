//! The one key table. Footers and the help are printed from it, settings may put other keys in it, and screens know
//! actions only.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// What a key can mean. A screen says which of these mean something now; the first of them that the key is bound to wins,
/// so that one key can start an answer here and play a recording there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The obvious next step.
    Go,
    /// Open what is chosen.
    Open,
    /// Save the text that was typed.
    Save,
    /// The next question.
    Next,
    /// Answer again.
    Retake,
    /// One more hint, or the page of hints.
    Hint,
    /// The page with score, keywords and points.
    Score,
    /// The model answer beside one's own words.
    Model,
    /// What the recruiter wants to hear.
    Recruiter,
    /// The follow-up: its page, then being asked it.
    FollowUp,
    /// Type instead of speaking.
    Type,
    /// Say that a verdict is wrong.
    Challenge,
    /// Write a note to self.
    Note,
    /// The story that the question is told from.
    Story,
    /// How to build the answer, and what is worth knowing around it.
    Prepare,
    /// Correct a mis-heard word.
    Correct,
    /// Play from the chosen second, or stop playing.
    Play,
    /// Stop the clock.
    Pause,
    /// End the sitting and look back.
    Finish,
    /// Switch what is shown while speaking.
    Live,
    /// Search.
    Search,
    /// Filter.
    Filter,
    /// Other order.
    Sort,
    /// Take against take.
    Compare,
    /// Progress over time.
    Trends,
    /// The same answer in less and less time.
    Compress,
    /// The same round again.
    Repeat,
    /// Have a larger model transcribe the recordings again, or take that back.
    Retranscribe,
    /// Remove the recording, keep the score.
    Delete,
    /// One up.
    Up,
    /// One down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the top.
    Top,
    /// To the end.
    Bottom,
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// Back, or throw away.
    Back,
    /// What the keys do.
    Help,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Leave.
    Quit,
}

/// A key press, without what terminals add to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Ctrl was held.
    pub ctrl: bool,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What it means.
    pub action: Action,
    /// Its name in the settings' `[keys]`.
    pub name: &'static str,
    /// What footers call it unless the screen has a better word.
    pub label: &'static str,
    /// The keys, as the settings write them, the one that is shown first.
    pub keys: &'static str,
    /// What it does, for the help.
    pub help: &'static str,
}

macro_rules! table {
    ($($action:ident $name:literal $label:literal $keys:literal $help:literal;)+) => {
        /// Every key there is.
        pub const TABLE: &[Row] = &[$(Row { action: Action::$action, name: $name, label: $label, keys: $keys, help: $help }),+];
    };
}

table! {
    Go "go" "open" "space" "The next step: open what is chosen, start and stop the recording, turn the page";
    Open "open" "open" "enter" "Open what is chosen";
    Save "save" "done" "ctrl-s" "Done typing";
    Retake "retake" "retake" "r" "Answer the question again; the old take stays";
    Next "next" "next" "n" "Next question";
    Hint "hint" "hint" "h" "A hint; before the answer each costs points";
    Score "score" "score" "s" "Score, keywords and points";
    Model "model" "model answer" "m" "The model answer beside your own words";
    Recruiter "recruiter" "what they want" "w" "What the recruiter wants to hear";
    FollowUp "follow-up" "follow-up" "f" "The follow-up question, and once more: answer it";
    Type "type" "type instead" "t" "Type the answer instead of speaking it";
    Play "play" "play" "p" "Hear the recording from the chosen second; again: stop";
    Pause "pause" "pause" "p" "Stop the clock, and let it run again";
    Correct "correct" "correct a word" "c" "Correct a mis-heard word and see the score change";
    Challenge "challenge" "that is wrong" "i" "I did say that, or I did not: say that the chosen verdict is wrong";
    Note "note" "note" "e" "Write a note to yourself";
    Compare "compare" "compare" "v" "This take against another: gained and lost";
    Finish "finish" "end" "d" "End here and look back";
    Live "live" "words" "l" "Show or hide the words while you speak";
    Search "search" "search" "/" "Search";
    Filter "filter" "filter" "f" "Filter";
    Sort "sort" "order" "o" "Another order";
    Trends "trends" "progress" "t" "Progress over time";
    Compress "compress" "in 120, 60, 30 s" "z" "The same answer in 120, then 60, then 30 seconds";
    Repeat "repeat" "round again" "a" "The same round again: the same questions in the same order";
    Retranscribe "retranscribe" "hear again" "u" "A larger model hears the recordings of the session again; once more: take it back";
    Delete "delete" "delete audio" "x" "Delete the recording, keep the scores";
    Story "story" "story" "y" "The story to tell, to read beside its question";
    Prepare "prepare" "preparation" "b" "How to build the answer, and what is worth knowing around it";
    Up "up" "choose" "up k" "Up";
    Down "down" "choose" "down j" "Down";
    PageUp "page-up" "scroll" "pageup ctrl-u" "A page up";
    PageDown "page-down" "scroll" "pagedown ctrl-d" "A page down";
    Top "top" "scroll" "home g" "To the top";
    Bottom "bottom" "scroll" "end G" "To the end";
    Left "left" "change" "left" "To the left";
    Right "right" "change" "right" "To the right";
    Back "back" "back" "esc" "Back; throw away what is being recorded or typed";
    Help "help" "keys" "?" "What the keys do";
    Suspend "suspend" "suspend" "ctrl-z" "Suspend outloud; `fg` in the shell brings it back";
    Quit "quit" "quit" "q ctrl-c" "Leave; everything is saved";
}

impl Action {
    /// What footers call it unless the screen has a better word.
    #[must_use]
    pub fn label(self) -> &'static str {
        TABLE.iter().find(|row| row.action == self).map_or("", |row| row.label)
    }

    /// What the help says of it unless the screen has a better sentence.
    #[must_use]
    pub fn help(self) -> &'static str {
        TABLE.iter().find(|row| row.action == self).map_or("", |row| row.help)
    }
}

/// The presses that an event stands for. Terminals send Esc as the byte that also begins the sequences of other keys: an
/// Esc that reaches the program in one piece with the next key (a busy machine, a slow line) is told as that key with
/// Alt. No key here has Alt, so it is Esc and then the key.
pub fn apart(event: KeyEvent) -> impl Iterator<Item = KeyEvent> {
    let alt = cfg!(unix) && event.modifiers.contains(KeyModifiers::ALT);
    let esc = alt.then(|| KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
    esc.into_iter().chain([KeyEvent { modifiers: event.modifiers - KeyModifiers::ALT, ..event }])
}

impl Key {
    /// What was pressed, if it was a press and not a release.
    #[must_use]
    pub fn pressed(event: &KeyEvent) -> Option<Self> {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        (event.kind != KeyEventKind::Release).then_some(Self { code: event.code, ctrl })
    }

    /// The key that settings write so: `space`, `ctrl-s`, `G`, `f1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (ctrl, name) = text.strip_prefix("ctrl-").map_or((false, text), |name| (true, name));
        let code = NAMED.iter().find(|(_, n)| *n == name).map(|(code, _)| *code).or_else(|| one_char(name))?;
        Some(Self { code, ctrl })
    }
}

impl Key {
    /// How settings write it; none for keys that they have no name for.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let named = NAMED.iter().find(|(code, _)| *code == self.code).map(|(_, name)| (*name).to_owned());
        let name = named.or(match self.code {
            KeyCode::Char(c) => Some(c.to_string()),
            KeyCode::F(n) => Some(format!("f{n}")),
            _ => None,
        })?;
        Some(if self.ctrl { format!("ctrl-{name}") } else { name })
    }
}

const NAMED: [(KeyCode, &str); 14] = [
    (KeyCode::Char(' '), "space"),
    (KeyCode::Enter, "enter"),
    (KeyCode::Esc, "esc"),
    (KeyCode::Tab, "tab"),
    (KeyCode::Backspace, "backspace"),
    (KeyCode::Delete, "delete"),
    (KeyCode::Up, "up"),
    (KeyCode::Down, "down"),
    (KeyCode::Left, "left"),
    (KeyCode::Right, "right"),
    (KeyCode::PageUp, "pageup"),
    (KeyCode::PageDown, "pagedown"),
    (KeyCode::Home, "home"),
    (KeyCode::End, "end"),
];

fn one_char(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(KeyCode::Char(c)),
        (Some('f'), Some(_)) => name[1..].parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F),
        _ => None,
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        match (self.code, NAMED.iter().find(|(code, _)| *code == self.code)) {
            (KeyCode::Up, _) => f.write_str("↑"),
            (KeyCode::Down, _) => f.write_str("↓"),
            (KeyCode::Left, _) => f.write_str("←"),
            (KeyCode::Right, _) => f.write_str("→"),
            (_, Some((_, name))) => f.write_str(name),
            (KeyCode::Char(c), None) => write!(f, "{c}"),
            (KeyCode::F(n), None) => write!(f, "f{n}"),
            (code, None) => write!(f, "{code:?}"),
        }
    }
}

/// The table as it holds for this user.
#[derive(Debug, Clone)]
pub struct KeyMap {
    rows: Vec<(Row, Vec<Key>)>,
}

/// Why keys of the settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyBindingError {
    /// No action has this name.
    #[error("there is no action '{name}'; those there are: {}", action_names())]
    UnknownAction {
        /// The name.
        name: String,
    },
    /// No key is written like this.
    #[error("'{key}' is no key; write keys like space, ctrl-s or n")]
    UnknownKey {
        /// What is written.
        key: String,
    },
    /// An action would have no key.
    #[error("no key for '{name}'; write one like space, ctrl-s or n")]
    NoKey {
        /// The action's name.
        name: String,
    },
}

fn action_names() -> String {
    TABLE.iter().map(|row| row.name).collect::<Vec<_>>().join(", ")
}

impl Default for KeyMap {
    fn default() -> Self {
        let keys = |row: &Row| row.keys.split(' ').filter_map(Key::parse).collect();
        Self { rows: TABLE.iter().map(|row| (*row, keys(row))).collect() }
    }
}

impl KeyMap {
    /// Binds the action with this settings name to these keys, written as in `ctrl-s`, several with spaces between.
    ///
    /// # Errors
    /// A [`KeyBindingError`] if there is no such action or key.
    pub fn rebind(&mut self, name: &str, keys: &str) -> Result<(), KeyBindingError> {
        let Some((_, bound)) = self.rows.iter_mut().find(|(row, _)| row.name == name) else {
            return Err(KeyBindingError::UnknownAction { name: name.to_owned() });
        };
        let parse = |key: &str| Key::parse(key).ok_or_else(|| KeyBindingError::UnknownKey { key: key.to_owned() });
        let parsed = keys.split_whitespace().map(parse).collect::<Result<Vec<_>, _>>()?;
        if parsed.is_empty() {
            return Err(KeyBindingError::NoKey { name: name.to_owned() });
        }
        *bound = parsed;
        Ok(())
    }

    /// What `key` means on a screen that accepts these actions.
    #[must_use]
    pub fn action(&self, key: Key, accepts: impl Fn(Action) -> bool) -> Option<Action> {
        let bound = |(row, keys): &&(Row, Vec<Key>)| keys.contains(&key) && accepts(row.action);
        self.rows.iter().find(bound).map(|(row, _)| row.action)
    }

    /// The key to show for `action`.
    #[must_use]
    pub fn shown(&self, action: Action) -> String {
        let keys = self.rows.iter().find(|(row, _)| row.action == action).and_then(|(_, keys)| keys.first());
        keys.map_or_else(String::new, ToString::to_string)
    }

    /// All keys for `action`.
    #[must_use]
    pub fn all(&self, action: Action) -> String {
        let keys = self.rows.iter().find(|(row, _)| row.action == action).map(|(_, keys)| shown(keys));
        keys.unwrap_or_default()
    }

    /// The actions that a screen accepts, with all their keys, for the help.
    pub fn accepted(&self, accepts: impl Fn(Action) -> bool) -> impl Iterator<Item = (String, Action)> {
        self.rows.iter().filter(move |(row, _)| accepts(row.action)).map(move |(row, keys)| (shown(keys), row.action))
    }
}

fn shown(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
