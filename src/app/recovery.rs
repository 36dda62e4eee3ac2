//! Answers that were recorded and never transcribed, because the program, the machine or the recogniser ended first. The next
//! start finds them, repairs the recording, and has it transcribed and scored like any other answer.

use std::path::Path;

use serde::Serialize;

use super::{error::AppError, scoring::score_take, scoring_worker::SharedScorer};
use outloud_audio::{AudioError, file, take};
use outloud_core::{
    session::{Session, Take, TakeId},
    sound::Sound,
};
use outloud_recognition::Recogniser;
use outloud_store::{sessions::SessionStore, writer::SessionWriter};

/// The warning on a take that was recovered.
const CUT_OFF: &str = "the recording was interrupted and recovered; it ends where it was cut off";

/// A recorded answer that was never transcribed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interrupted {
    /// The session's id.
    pub session: String,
    /// The take's number in it.
    pub take: TakeId,
    /// The question's id.
    pub question: String,
    /// The question as it was asked.
    pub prompt: String,
    /// When the recording began, RFC 3339.
    pub started_at: String,
    /// Seconds of sound on the disk; 0 if the end came before the first.
    pub duration_s: f64,
}

/// What became of an interrupted answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Recovered {
    /// It is scored and stored.
    Scored(Box<Take>),
    /// Nothing had been recorded: it is struck off.
    Nothing,
}

/// The interrupted answers in `sessions`, in their order; not those of a session that is being written.
#[must_use]
pub fn interrupted(store: &SessionStore, sessions: &[Session]) -> Vec<Interrupted> {
    let lost = |t: &&Take| t.audio.is_some() && t.transcript.is_none();
    let of_session = |s: &Session| -> Vec<Interrupted> {
        let found = |take: &Take| Interrupted {
            session: s.id.clone(),
            take: take.number,
            question: take.question.id.clone(),
            prompt: take.question.prompt.clone(),
            started_at: take.started_at.clone(),
            duration_s: store.audio_of(s, take).and_then(|wav| take::stored_s(&wav)).unwrap_or(0.0),
        };
        s.takes.iter().filter(lost).map(found).collect()
    };
    let affected = sessions.iter().filter(|s| s.takes.iter().any(|t| lost(&t)) && !store.is_busy(s));
    affected.flat_map(of_session).collect()
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: usize = 60;
        let prompt: String = self.prompt.chars().take(SHOWN).collect();
        let more = if self.prompt.chars().nth(SHOWN).is_some() { "…" } else { "" };
        write!(f, "an answer of {:.0} s to '{prompt}{more}' was interrupted", self.duration_s)
    }
}

/// Scores interrupted answers, with the run's recogniser and scorer.
pub struct Recovery {
    store: SessionStore,
    scorer: SharedScorer,
    recogniser: Recogniser,
}

impl Recovery {
    pub(super) fn new(store: SessionStore, scorer: SharedScorer, recogniser: Recogniser) -> Self {
        Self { store, scorer, recogniser }
    }

    /// Repairs the recording, transcribes it, scores it and stores it. `progress` is told seconds decoded and in all.
    ///
    /// # Errors
    /// An [`AppError`]; the recording is untouched then and can be tried again.
    pub fn score(&self, lost: &Interrupted, progress: impl FnMut(f64, f64)) -> Result<Recovered, AppError> {
        let mut writer = self.store.open(&lost.session)?;
        let gone = || AppError::TakeGone { session: lost.session.clone(), take: lost.take };
        let mut take = writer.session().take(lost.take).cloned().ok_or_else(gone)?;
        let wav = self.store.audio_of(writer.session(), &take).filter(|wav| wav.exists());
        let Some(wav) = wav else { return strike_off(&mut writer, take.number) };
        match take::repair(&wav) {
            Ok(_) => {}
            Err(AudioError::EmptyFile(_) | AudioError::NoSound(_) | AudioError::TruncatedHeader { .. }) => {
                remove_empty(&wav)?;
                return strike_off(&mut writer, take.number);
            }
            Err(other) => return Err(other.into()),
        }
        let blocks = file::blocks(&wav)?.map(|block| block.map_err(AppError::from));
        let transcribed = self.recogniser.transcribe(blocks, progress)?;
        let before = take.sound.take();
        let mut warnings = before.as_ref().map_or_else(|| vec![CUT_OFF.to_owned()], |s| s.warnings.clone());
        warnings.extend(transcribed.sound.warnings.iter().cloned());
        let dropped_frames = before.map_or(0, |s| s.dropped_frames);
        take.sound = Some(Sound { warnings, dropped_frames, ..transcribed.sound });
        take.model = Some(transcribed.model);
        take.transcript = Some(transcribed.transcript);
        take.scorecard = score_take(&self.scorer.compile(&take.question), &take);
        writer.put_take(take.clone())?;
        Ok(Recovered::Scored(Box::new(take)))
    }
}

fn strike_off(writer: &mut SessionWriter, take: TakeId) -> Result<Recovered, AppError> {
    writer.forget_take(take)?;
    Ok(Recovered::Nothing)
}

fn remove_empty(wav: &Path) -> Result<(), AppError> {
    std::fs::remove_file(wav).map_err(|source| AppError::RemoveEmpty { path: wav.to_owned(), source })
}
