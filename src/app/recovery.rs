//! Answers that were recorded and never written down, because the program, the machine or the recogniser ended first: found
//! at the next start, repaired, transcribed and scored by the path that every answer takes.

use std::sync::mpsc::{Receiver, channel};

use serde::Serialize;

use super::{Kit, banks::Banks};
use outloud_audio::{AudioError, file, take};
use outloud_core::{
    session::{Session, Take},
    sound::Sound,
    transcript::Transcript,
};
use outloud_recognition::{SpeechEvent, SpeechRequest, worker::SpeechWorker};
use outloud_scoring::scorer::{Answer, Scorer};
use outloud_store::sessions::SessionStore;

/// Said with a take that was recovered.
const CUT_OFF: &str = "the recording was interrupted and recovered; it ends where it was cut off";

/// A recorded answer that was never written down.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interrupted {
    /// The session's id.
    pub session: String,
    /// The take's number in it.
    pub take: u32,
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

/// Scores interrupted answers, one after the other. The model loads once.
pub struct Recovery {
    store: SessionStore,
    banks: Banks,
    speech: SpeechWorker,
    events: Receiver<SpeechEvent>,
    model: Option<String>,
}

impl Kit {
    /// Gets ready to score interrupted answers; the model loads behind the scenes.
    ///
    /// # Errors
    /// A sentence if the system gives no thread.
    pub fn recovery(&self) -> Result<Recovery, String> {
        let (sender, events) = channel();
        let sink = Box::new(move |event| {
            // A recovery that was given up does not want to know.
            let _ = sender.send(event);
        });
        let speech = (self.speech)(sink).map_err(|e| e.to_string())?;
        Ok(Recovery { store: self.sessions.clone(), banks: self.banks.clone(), speech, events, model: None })
    }
}

impl Recovery {
    /// Repairs the recording, writes it down, scores it and stores it. `progress` is told seconds decoded and in all.
    ///
    /// # Errors
    /// A sentence with cause and remedy; the recording is untouched then and can be tried again.
    pub fn score(&mut self, lost: &Interrupted, mut progress: impl FnMut(f64, f64)) -> Result<Recovered, String> {
        let mut writer = self.store.open(&lost.session).map_err(|e| e.to_string())?;
        let known = writer.session().take(lost.take).cloned();
        let mut take = known.ok_or_else(|| format!("take {} of '{}' is gone", lost.take, lost.session))?;
        let wav = self.store.audio_of(writer.session(), &take);
        let recorded = wav.as_deref().is_some_and(std::path::Path::exists);
        let Some(wav) = wav.filter(|_| recorded) else {
            return writer.forget_take(take.number).map(|()| Recovered::Nothing).map_err(|e| e.to_string());
        };
        match take::repair(&wav) {
            Ok(_) => {}
            Err(AudioError::EmptyFile(_) | AudioError::NoSound(_) | AudioError::TruncatedHeader { .. }) => {
                std::fs::remove_file(&wav).map_err(|e| format!("cannot remove the empty '{}': {e}", wav.display()))?;
                return writer.forget_take(take.number).map(|()| Recovered::Nothing).map_err(|e| e.to_string());
            }
            Err(other) => return Err(other.to_string()),
        }
        let (transcript, heard) = self.listen(&wav, &mut progress)?;
        let before = take.sound.take();
        let warnings = before.as_ref().map_or_else(|| vec![CUT_OFF.to_owned()], |s| s.warnings.clone());
        take.sound = Some(Sound { warnings, dropped_frames: before.map_or(0, |s| s.dropped_frames), ..heard });
        take.model.clone_from(&self.model);
        let limit = writer.session().round.as_ref().and_then(|r| r.answer_time_s);
        let scorer = Scorer::new(self.banks.all());
        take.scorecard = Some(scorer.compile(&take.question).score(&Answer {
            transcript: &transcript,
            sound: take.sound.as_ref(),
            time_limit_s: Some(limit.unwrap_or(take.question.answer_time_s)),
        }));
        take.transcript = Some(transcript);
        writer.put_take(take.clone()).map_err(|e| e.to_string())?;
        Ok(Recovered::Scored(Box::new(take)))
    }

    fn listen(
        &mut self,
        wav: &std::path::Path,
        progress: &mut dyn FnMut(f64, f64),
    ) -> Result<(Transcript, Sound), String> {
        const ID: u64 = 1;
        self.speech.request(SpeechRequest::Begin(ID));
        for block in file::blocks(wav).map_err(|e| e.to_string())? {
            self.speech.request(SpeechRequest::Block(ID, block.map_err(|e| e.to_string())?));
        }
        self.speech.request(SpeechRequest::Finish(ID));
        loop {
            match self.events.recv().map_err(|_| "the recogniser is gone; start outloud again".to_owned())? {
                SpeechEvent::Ready { model, .. } => self.model = Some(model),
                SpeechEvent::Progress { decoded_s, total_s, .. } => progress(decoded_s, total_s),
                SpeechEvent::Final(_, transcript, sound) => return Ok((transcript, sound)),
                SpeechEvent::Failed(_, why) => return Err(why),
                SpeechEvent::Partial(..) | SpeechEvent::Unavailable(_) => {}
            }
        }
    }
}
