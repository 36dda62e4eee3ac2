//! Stored recordings transcribed again with another model, usually a larger one. What was heard before stays with the take, and can
//! be taken back.

mod corrections;
mod report;
mod round;

use std::{path::Path, thread, time::Duration};

use serde::Serialize;

use super::{error::AppError, scoring::score_take, scoring_worker::SharedScorer};
use outloud_audio::file;
use outloud_core::{
    session::{Session, Take, TakeId, Transcription},
    sound::Sound,
    view::count,
};
use outloud_recognition::{Recogniser, SpeechError, Transcribed, is_about_the_transcript};
use outloud_scoring::Scorer;
use outloud_store::{StoreError, sessions::SessionStore, writer::SessionWriter};

pub use corrections::WordChange;
use corrections::{Carried, carry, changed_words, changes};
pub use report::{Report, Sums};
pub use round::RoundAgain;

/// How often a session that somebody else writes to is tried again, and how long it is left alone between.
const ATTEMPTS: usize = 20;
const BETWEEN: Duration = Duration::from_millis(100);

/// What another model changed in a take, or what taking it back did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Retranscribed {
    /// The session's id.
    pub session: String,
    /// The take's number.
    pub take: TakeId,
    /// The question's id.
    pub question: String,
    /// The model whose words the take has now.
    pub model: Option<String>,
    /// The model whose words it had.
    pub model_before: Option<String>,
    /// How many words are not those of before.
    pub words_changed: usize,
    /// Which ones.
    pub changes: Vec<WordChange>,
    /// The score that was shown before, 0..=100; none if there was none.
    pub score_before: Option<f64>,
    /// The score that is shown now.
    pub score_after: Option<f64>,
    /// Corrections made by hand that hold.
    pub corrections_kept: Vec<WordChange>,
    /// Corrections made by hand whose place was not found: the words of before have them.
    pub corrections_lost: Vec<WordChange>,
}

/// Why a take is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// It has no recording: it was typed, or the recording was deleted.
    NoRecording,
    /// It was never transcribed: that is a matter of recovery.
    NotTranscribed,
    /// This model's words are what it has.
    SameModel,
}

impl Skip {
    /// The reason in words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoRecording => "it has no recording",
            Self::NotTranscribed => "it is not transcribed: `outloud sessions recover` does that",
            Self::SameModel => "this model heard it already",
        }
    }
}

/// Transcribes recordings again, with a model that is loaded for it beside the live one. Live takes go first: it stops for them.
pub struct Retranscription {
    store: SessionStore,
    scorer: SharedScorer,
    recogniser: Recogniser,
}

impl Retranscription {
    pub(super) fn new(store: SessionStore, scorer: SharedScorer, recogniser: Recogniser) -> Self {
        Self { store, scorer, recogniser }
    }

    /// The model's name, once it is loaded.
    ///
    /// # Errors
    /// The [`SpeechError`] for which it cannot be loaded.
    pub fn model(&self) -> Result<String, SpeechError> {
        Ok(self.recogniser.model()?.name)
    }

    /// Why this model has nothing to do with a take; none if it has.
    #[must_use]
    pub fn skips(&self, session: &Session, take: &Take, model: &str) -> Option<Skip> {
        skips(take, model).or_else(|| {
            let wav = self.store.audio_of(session, take).filter(|wav| wav.exists());
            wav.is_none().then_some(Skip::NoRecording)
        })
    }

    /// Transcribes a stored take again, scores it and stores it. The session is locked only while it is stored; words that were
    /// corrected meanwhile count. `progress` is told the seconds decoded and in all.
    ///
    /// # Errors
    /// An [`AppError`]; the take is as it was then.
    pub fn stored(
        &self,
        session: &str,
        take: TakeId,
        progress: impl FnMut(f64, f64),
    ) -> Result<Retranscribed, AppError> {
        let gone = || AppError::TakeGone { session: session.to_owned(), take };
        let read = self.store.load(session)?;
        let wav = read.take(take).and_then(|t| self.store.audio_of(&read, t)).ok_or_else(gone)?;
        let transcribed = self.hear(&wav, progress)?;
        let mut writer = open(&self.store, session)?;
        let before = writer.session().take(take).cloned().ok_or_else(gone)?;
        let (after, told) = self.apply(session, &before, transcribed).ok_or_else(gone)?;
        writer.put_take(after)?;
        Ok(told)
    }

    /// Transcribes a recording.
    ///
    /// # Errors
    /// An [`AppError`] of the recording or the model.
    pub fn hear(&self, wav: &Path, progress: impl FnMut(f64, f64)) -> Result<Transcribed, AppError> {
        let blocks = file::blocks(wav)?.map(|block| block.map_err(AppError::from));
        self.recogniser.transcribe(blocks, progress)
    }

    /// The take with these words in the place of its own, scored. None if it has none.
    #[must_use]
    pub fn apply(&self, session: &str, before: &Take, transcribed: Transcribed) -> Option<(Take, Retranscribed)> {
        let own = before.transcription()?;
        let Carried { transcript, heard, kept, lost } =
            carry(own.recognised(), &own.transcript, transcribed.transcript);
        let sound = Some(sound(before.sound.as_ref(), transcribed.sound));
        let mut after = before.clone();
        after.transcribe_again(Transcription { model: Some(transcribed.model), transcript, heard, sound, score: None });
        after.scorecard = score_take(&self.scorer.compile(&after.question), &after);
        let told =
            Retranscribed { corrections_kept: kept, corrections_lost: lost, ..difference(session, &own, &after) };
        Some((after, told))
    }
}

/// Takes back what the last model heard in a take, and scores the words of before. None if no other model had heard it.
///
/// # Errors
/// An [`AppError`] if there is no such take or it cannot be stored.
pub fn take_back(
    store: &SessionStore,
    scorer: &Scorer,
    session: &str,
    take: TakeId,
) -> Result<Option<Retranscribed>, AppError> {
    let mut writer = store.open_listed(session)?;
    let gone = || AppError::TakeGone { session: session.to_owned(), take };
    let before = writer.session().take(take).cloned().ok_or_else(gone)?;
    let mut after = before.clone();
    let Some(own) = before.transcription().filter(|_| after.take_back_transcription()) else { return Ok(None) };
    after.scorecard = score_take(&scorer.compile(&after.question), &after);
    let told = difference(session, &own, &after);
    writer.put_take(after)?;
    Ok(Some(told))
}

/// Opens a session; whoever stores a correction in it at this moment is waited for.
fn open(store: &SessionStore, session: &str) -> Result<SessionWriter, StoreError> {
    for _ in 0..ATTEMPTS {
        match store.open_listed(session) {
            Err(StoreError::Busy { .. }) => thread::sleep(BETWEEN),
            opened => return opened,
        }
    }
    store.open_listed(session)
}

/// Why a model has nothing to do with a take, whether its recording is there or not; none if it has.
#[must_use]
pub fn skips(take: &Take, model: &str) -> Option<Skip> {
    match take {
        Take { audio: None, .. } => Some(Skip::NoRecording),
        Take { transcript: None, .. } => Some(Skip::NotTranscribed),
        Take { model: Some(own), .. } if own == model => Some(Skip::SameModel),
        _ => None,
    }
}

/// What the last model that heard a take changed; none if there was but one.
#[must_use]
pub fn heard_again(take: &Take) -> Option<Retranscribed> {
    take.heard_before.last().map(|before| difference("", before, take))
}

/// What differs between a transcription and that of the take now.
fn difference(session: &str, own: &Transcription, after: &Take) -> Retranscribed {
    let now = after.transcription();
    let changes = now.as_ref().map_or_else(Vec::new, |now| changes(own.recognised(), now.recognised()));
    Retranscribed {
        session: session.to_owned(),
        take: after.number,
        question: after.question.id.clone(),
        model: after.model.clone(),
        model_before: own.model.clone(),
        words_changed: changed_words(&changes),
        changes,
        score_before: own.score,
        score_after: after.final_score(),
        corrections_kept: Vec::new(),
        corrections_lost: Vec::new(),
    }
}

/// What the new words say of the sound; what the microphone said of it stays.
fn sound(before: Option<&Sound>, new: Sound) -> Sound {
    let Some(before) = before else { return new };
    let of_the_microphone = before.warnings.iter().filter(|w| !is_about_the_transcript(w)).cloned();
    Sound {
        warnings: of_the_microphone.chain(new.warnings).collect(),
        dropped_frames: before.dropped_frames,
        duration_s: before.duration_s,
        ..new
    }
}

impl Retranscribed {
    /// The model whose words the take has now, for messages.
    #[must_use]
    pub fn model_name(&self) -> &str {
        self.model.as_deref().unwrap_or("an unknown model")
    }

    /// "3 words changed, score 71 -> 74; 1 of your corrections kept".
    #[must_use]
    pub fn figures(&self) -> String {
        let score = |score: Option<f64>| score.map_or_else(|| "none".to_owned(), |score| format!("{score:.0}"));
        let words = count(self.words_changed, "word");
        let mut text = format!("{words} changed, score {} -> {}", score(self.score_before), score(self.score_after));
        if let kept @ 1.. = self.corrections_kept.len() {
            text += &format!("; {kept} of your corrections kept");
        }
        for WordChange { before, after } in &self.corrections_lost {
            text += &format!("; your correction of \"{before}\" to \"{after}\" found no place");
        }
        text
    }
}

impl std::fmt::Display for Retranscribed {
    /// "heard again with base-q8_0: 3 words changed, score 71 -> 74".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "heard again with {}: {}", self.model_name(), self.figures())
    }
}
