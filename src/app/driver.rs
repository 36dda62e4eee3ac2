//! Carries the engine's effects into the world and the world's reports to the engine.

use std::{
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use jiff::Zoned;

use super::{
    events::{EventSender, PortEvent},
    live::Live,
    narrator::{Cues, Narrator, Reader},
    recorder_thread::{RecorderRequest, RecorderThread},
    retranscribe::RoundAgain,
    scoring_worker::{ScoringRequest, ScoringWorker, SharedScorer},
};
use outloud_audio::{AudioEvent, Recorder};
use outloud_core::{
    scorecard::Ticks,
    session::{Session, Take, TakeId},
    transcript::Partial,
};
use outloud_engine::{Command, Effect, Event, Interview, Phase, TakeState};
use outloud_recognition::{Connection, SpeechEvent};
use outloud_store::{
    StoreError,
    writer::{SessionWriter, timestamp, wav_name},
};
use outloud_voice::cues::Cue;

/// What a session works with.
pub(super) struct Ports {
    /// Where takes come from.
    pub(super) recorder: Box<dyn Recorder>,
    /// The connection to the recogniser.
    pub(super) speech: Connection,
    /// Whether words may be decoded over and over while they are said.
    pub(super) partials: bool,
    /// The scorer, compiled when it is first used.
    pub(super) scorer: SharedScorer,
    /// Where takes are stored.
    pub(super) writer: SessionWriter,
    /// What reads the questions aloud, if anything.
    pub(super) voice: Option<Narrator>,
    /// Whether tones tell what the clock and the microphone do.
    pub(super) cues: bool,
}

/// A session under way: the interview's state machine and the threads that carry out what it wants.
pub struct Driver {
    interview: Interview,
    live: Live,
    live_ticks: bool,
    begun: Instant,
    writer: Arc<Mutex<SessionWriter>>,
    // The order is that in which they end: the recording, then what it wanted scored and stored.
    recorder: RecorderThread,
    scoring: ScoringWorker,
    speech: Connection,
    partials: bool,
    reader: Reader,
    cues: Cues,
    again: Option<RoundAgain>,
    events: EventSender,
}

impl Driver {
    /// Starts the threads behind `interview`.
    pub(super) fn new(interview: Interview, ports: Ports, events: EventSender) -> Self {
        let live = Live { source: ports.recorder.source_name(), ..Live::default() };
        let writer = Arc::new(Mutex::new(ports.writer));
        let speech = ports.speech.sender();
        let recorder = RecorderThread::spawn(ports.recorder, Arc::clone(&writer), speech, Arc::clone(&events));
        let scoring = ScoringWorker::spawn(ports.scorer, Arc::clone(&writer), Arc::clone(&events));
        Self {
            interview,
            live,
            live_ticks: true,
            begun: Instant::now(),
            writer,
            recorder,
            scoring,
            speech: ports.speech,
            partials: ports.partials,
            reader: Reader::new(ports.voice),
            cues: Cues::new(ports.cues),
            again: None,
            events,
        }
    }

    /// Has the round transcribed again when it is over and everything scored.
    pub fn set_round_again(&mut self, again: Option<RoundAgain>) {
        self.again = again;
    }

    /// The interview as it stands.
    #[must_use]
    pub fn interview(&self) -> &Interview {
        &self.interview
    }

    /// What is seen of the current take.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Whether somebody sees the words and the ticked-off keywords while an answer is spoken.
    pub fn set_live(&mut self, on: bool) {
        self.live_ticks = on;
        self.speech.preview(on && self.partials);
        if !on {
            self.live.ticks = Ticks::default();
        }
    }

    /// The stored session's id.
    #[must_use]
    pub fn session_id(&self) -> String {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).session().id.clone()
    }

    /// The candidate wants something.
    pub fn command(&mut self, command: Command) {
        self.tell(Event::Command(command));
    }

    /// Time went by. Call it about twenty times a second.
    pub fn tick(&mut self) {
        if matches!(self.interview.phase(), Phase::Asking { .. }) && self.reader.has_read() {
            self.tell(Event::Spoken);
        }
        let now_ms = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.tell(Event::Tick(now_ms));
        self.cues.follow(&self.interview);
        self.hear_again();
    }

    fn hear_again(&mut self) {
        if *self.interview.phase() != Phase::Debrief || !self.settled() {
            return;
        }
        let Some(again) = &mut self.again else { return };
        let (interview, writer) = (&self.interview, &self.writer);
        let takes = || {
            let folder = writer.lock().unwrap_or_else(PoisonError::into_inner).folder();
            let takes = interview.takes().iter().map(|t| t.take.clone());
            let recorded = takes.filter_map(|take| {
                let wav = folder.join(take.audio.as_ref()?);
                Some((take, wav))
            });
            recorded.collect()
        };
        again.start(takes, &self.events);
    }

    /// A port reported something.
    pub fn receive(&mut self, event: PortEvent) {
        match event {
            PortEvent::Audio(take, event) => self.hear_microphone(take, event),
            PortEvent::NotOpened(take, why) => {
                tracing::warn!(take, error = &why as &dyn Error, "microphone not opened");
                self.tell(Event::RecordingFailed(take, why.to_string()));
            }
            PortEvent::Recorded(take, sound) => {
                self.cues.play(Cue::Stopped);
                self.tell(Event::Recorded(take, sound));
            }
            PortEvent::Silent(take) => self.tell(Event::Silent(take)),
            PortEvent::Speech(event) => self.hear_recogniser(event),
            PortEvent::Scored(take, card) => self.tell(Event::Scored(take, card)),
            PortEvent::HearingAgain(line) => self.live.again = Some(line),
            PortEvent::HeardAgain(take) => self.tell(Event::Retranscribed(take)),
            PortEvent::Ticks(take, ticks) if self.is_current(take) => self.live.ticks = ticks,
            PortEvent::Ticks(..) => {}
            PortEvent::NotSaved(take, why) => {
                tracing::warn!(take, error = &why as &dyn Error, "take not stored");
                self.tell(Event::NotSaved(take, why.to_string()));
            }
        }
    }

    /// Whether something is being read aloud.
    pub fn is_reading(&mut self) -> bool {
        self.reader.is_reading()
    }

    /// Before leaving: ends a recording that runs. Says whether its sound is still to come, in which case the caller goes
    /// on receiving and asks again.
    pub fn finish_recording(&mut self) -> bool {
        if let Phase::Recording { take, .. } = *self.interview.phase() {
            self.tell(Event::SourceEnded(take));
        }
        let recording = |t: &TakeState| t.take.audio.is_some() && t.take.sound.is_none() && t.failed.is_none();
        self.interview.takes().iter().any(recording)
    }

    /// Whether nothing is on its way any more: no sound, no words, no score.
    #[must_use]
    pub fn settled(&self) -> bool {
        let recording = matches!(self.interview.phase(), Phase::Recording { .. });
        !recording && !self.interview.takes().iter().any(TakeState::pending)
    }

    /// Ends the session: waits until everything asked for is scored and stored, and gives it as it was stored.
    ///
    /// # Errors
    /// A [`StoreError`] if it could not be stored.
    pub fn close(self) -> Result<Session, StoreError> {
        let Self { recorder, scoring, writer, .. } = self;
        drop(recorder);
        drop(scoring);
        let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        if !writer.session().takes.is_empty() {
            writer.save()?;
        }
        Ok(writer.session().clone())
    }

    fn tell(&mut self, event: Event) {
        for effect in self.interview.handle(event) {
            self.execute(effect);
        }
        self.reader.follow(&self.interview);
    }

    fn execute(&mut self, effect: Effect) {
        match effect {
            Effect::Record(take, _) => {
                self.live.begin();
                // Silent before the microphone is open: no question is ever part of an answer.
                self.reader.be_silent();
                self.cues.be_silent();
                let Some(state) = self.interview.take(take) else { return };
                self.request_recording(take, RecorderRequest::Start(Box::new(state.take.clone())));
            }
            Effect::Stop(take) => self.request_recording(take, RecorderRequest::Stop(take)),
            Effect::Discard(take) => self.request_recording(take, RecorderRequest::Discard(take)),
            Effect::Score(take) => {
                let number = take.number;
                self.request_scoring(number, ScoringRequest::Score(take));
            }
            Effect::Save(take) => {
                let number = take.number;
                self.request_scoring(number, ScoringRequest::Save(dated(take)));
            }
            Effect::End => self.request_scoring(0, ScoringRequest::End),
        }
    }

    fn request_recording(&mut self, take: TakeId, request: RecorderRequest) {
        if !self.recorder.send(request) {
            self.tell(Event::RecordingFailed(take, died("recording")));
        }
    }

    fn request_scoring(&mut self, take: TakeId, request: ScoringRequest) {
        if !self.scoring.send(request) {
            self.tell(Event::NotSaved(take, died("scoring and storing")));
        }
    }

    fn is_current(&self, take: TakeId) -> bool {
        self.interview.phase().take() == Some(take)
    }

    fn hear_microphone(&mut self, take: TakeId, event: AudioEvent) {
        match event {
            AudioEvent::Started => {
                let Some(state) = self.interview.take(take) else { return };
                let audio = wav_name(take, &state.take.question.id);
                self.cues.play(Cue::Started);
                self.tell(Event::RecordingStarted { take, started_at: timestamp(&Zoned::now()), audio });
            }
            AudioEvent::Level(level) if self.is_current(take) => self.live.hear(level),
            AudioEvent::Level(_) | AudioEvent::Block(_) => {}
            AudioEvent::Warning(warning) => self.tell(Event::MicTrouble(take, warning.to_string())),
            AudioEvent::Recovered(warning) => self.tell(Event::MicRecovered(take, warning.to_string())),
            AudioEvent::SourceEnded => self.tell(Event::SourceEnded(take)),
            AudioEvent::Failed(why) => {
                self.tell(Event::MicTrouble(take, why));
                self.tell(Event::SourceEnded(take));
            }
        }
    }

    fn hear_recogniser(&mut self, event: SpeechEvent) {
        match event {
            SpeechEvent::Ready { model, .. } => self.tell(Event::RecogniserReady(model)),
            SpeechEvent::Unavailable(why) => self.tell(Event::RecogniserUnavailable(why.to_string())),
            SpeechEvent::Partial(take, words) => {
                self.request_ticks(take, &words);
                self.tell(Event::Partial(take, words));
            }
            SpeechEvent::Progress { take, decoded_s, total_s } if self.is_current(take) => {
                self.live.progress = Some((decoded_s, total_s));
            }
            SpeechEvent::Progress { .. } => {}
            SpeechEvent::Final(take, transcript, sound) => self.tell(Event::Transcribed(take, transcript, sound)),
            SpeechEvent::Failed(take, why) => self.tell(Event::NotTranscribed(take, why.to_string())),
        }
    }

    /// Ticks come from firm words, so that they do not come and go.
    fn request_ticks(&mut self, take: TakeId, words: &Partial) {
        let Some(state) = self.interview.take(take).filter(|_| self.live_ticks) else { return };
        let question = Box::new(state.take.question.clone());
        self.scoring.send(ScoringRequest::Ticks(take, question, words.firm()));
    }
}

/// Typed answers have no first sound; they are dated when they are first stored.
fn dated(mut take: Box<Take>) -> Box<Take> {
    if take.started_at.is_empty() {
        take.started_at = timestamp(&Zoned::now());
    }
    take
}

fn died(what: &str) -> String {
    format!("the thread for {what} is gone. Quit and start outloud again; what was recorded before is stored")
}
