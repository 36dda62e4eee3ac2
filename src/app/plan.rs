//! A session to be held: its rules, its questions, and what the settings add.

use super::{error::AppError, settings::Settings};
use outloud_core::{
    session::{RoundSettings, SessionKind},
    story::StoryFile,
};
use outloud_engine::{Asked, Rules};
use outloud_store::{home::Home, stories};

/// A session to be held.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its rules.
    pub rules: Rules,
    /// Its questions.
    pub queue: Vec<Asked>,
    /// The settings of a timed round, stored with it.
    pub round: Option<RoundSettings>,
    /// The id of the session that goes on; none: a new one.
    pub resume: Option<String>,
    /// Whether no own estimate is asked for, whatever the settings say.
    pub no_estimate: bool,
    /// The candidate's own story that the questions are answered from; none: that of the settings.
    pub story: Option<Box<StoryFile>>,
}

impl Plan {
    /// A new session by these rules.
    #[must_use]
    pub fn new(rules: Rules, queue: Vec<Asked>) -> Self {
        Self { rules, queue, round: None, resume: None, no_estimate: false, story: None }
    }

    /// Has the questions that ask for a story answered from this one.
    pub fn use_story(&mut self, story: StoryFile) {
        let points = story.story();
        self.queue.iter_mut().for_each(|asked| asked.use_story(&points));
        self.story = Some(Box::new(story));
    }

    /// A timed round.
    #[must_use]
    pub fn round((rules, queue, settings): (Rules, Vec<Asked>, RoundSettings)) -> Self {
        Self { round: Some(settings), ..Self::new(rules, queue) }
    }

    /// Applies the settings: the pace at which questions appear, think time where no rule sets it, whether own estimates are
    /// asked for, and the story for the questions that ask for one and have none. Gives every story there is, with that one.
    ///
    /// # Errors
    /// An [`AppError`] if the stories cannot be read or there is none of that name.
    pub fn apply_settings(&mut self, settings: &Settings, home: &Home) -> Result<Vec<StoryFile>, AppError> {
        let letters = settings.letters_per_second;
        self.rules.chars_per_s = (letters > 0).then(|| f64::from(letters));
        if self.rules.feedback && settings.think_time_s > 0 {
            self.rules.think_s = Some(settings.think_time_s);
        }
        self.rules.estimate = settings.estimate && !self.no_estimate && is_estimated(self.rules.kind);
        let all = stories::load_all(home)?;
        let mut all: Vec<StoryFile> = all.stories.into_iter().map(|s| s.story).collect();
        if let (None, Some(name)) = (&self.story, &settings.story) {
            self.use_story(stories::find(home, name).map_err(AppError::SettingsStory)?.story);
        }
        if let Some(own) = &self.story {
            // It may be a file from anywhere.
            all.retain(|s| s.id != own.id);
            all.push(own.as_ref().clone());
        }
        Ok(all)
    }
}

/// Whether the answers of such a session are estimated: a drill is about covering what is due.
fn is_estimated(kind: SessionKind) -> bool {
    matches!(kind, SessionKind::Practice | SessionKind::Mock)
}
