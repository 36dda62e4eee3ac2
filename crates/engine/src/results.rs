//! The transitions that results make: of the microphone, the recogniser, the scorer and the disk. A result finds its take
//! by number. If that take is gone, nothing happens; if the candidate has moved on, only the take changes.

use outloud_core::{
    bank::Question,
    scorecard::Scorecard,
    session::Take,
    sound::Sound,
    transcript::{Partial, Transcript},
};

use super::{
    event::{Effect, Event, TakeId},
    follow_up::{Trigger, doubt, triggered},
    interview::{Interview, TakeState},
    interviewer::is_off_topic,
    machine::joined,
    phase::{Page, Phase},
    rules::FollowUps,
};

/// A recording shorter than this, in seconds, without speech is no answer: a key was pressed twice.
const SHORTEST_ANSWER_S: f64 = 0.5;

/// Whether a recording is too short to be an answer and has no speech in it.
fn is_nothing(sound: &Sound) -> bool {
    sound.duration_s < SHORTEST_ANSWER_S && sound.speech.is_empty()
}

impl Interview {
    pub(super) fn take_result(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::RecogniserReady(model) => self.recogniser_ready(model),
            Event::RecogniserUnavailable(why) => {
                self.unavailable = Some(why);
                Vec::new()
            }
            Event::RecordingStarted { take, started_at, audio } => self.recording_started(take, started_at, audio),
            Event::RecordingFailed(take, why) => self.recording_failed(take, why),
            Event::MicTrouble(take, what) => self.mic_trouble(take, what),
            Event::MicRecovered(take, what) => self.mic_recovered(take, &what),
            Event::SourceEnded(take) if self.is_recording(take) => self.stop(take),
            Event::Recorded(take, sound) => self.recorded(take, sound),
            Event::Partial(take, words) => self.partial(take, words),
            Event::Transcribed(take, transcript, sound) => self.transcribed(take, transcript, sound),
            Event::NotTranscribed(take, why) => self.not_transcribed(take, why),
            Event::Scored(take, card) => self.scored(take, *card),
            Event::Retranscribed(take) => self.retranscribed(*take),
            Event::NotSaved(_, why) => {
                self.notice = Some(why);
                Vec::new()
            }
            Event::SourceEnded(_) | Event::Command(_) | Event::Tick(_) | Event::Spoken | Event::Silent(_) => Vec::new(),
        }
    }

    /// The new words and score count, unless the take got other words meanwhile.
    fn retranscribed(&mut self, take: Take) -> Vec<Effect> {
        let before = take.heard_before.last().map(|earlier| &earlier.transcript);
        let Some(state) = self.takes.iter_mut().find(|t| t.take.number == take.number) else { return Vec::new() };
        if state.take.transcript.as_ref() != before {
            return Vec::new();
        }
        state.take = take.clone();
        vec![Effect::Save(Box::new(take))]
    }

    fn find(&mut self, id: TakeId) -> Option<&mut TakeState> {
        self.takes.iter_mut().find(|t| t.take.number == id)
    }

    fn is_recording(&self, id: TakeId) -> bool {
        matches!(self.phase, Phase::Recording { take, .. } if take == id)
    }

    fn is_waited_for(&self, id: TakeId) -> bool {
        match self.phase {
            Phase::Transcribing { take, .. } => take == id,
            Phase::Estimating { take } => take == id && self.rules.feedback,
            _ => false,
        }
    }

    fn recogniser_ready(&mut self, model: String) -> Vec<Effect> {
        self.model = Some(model);
        self.unavailable = None;
        Vec::new()
    }

    fn recording_started(&mut self, id: TakeId, started_at: String, audio: String) -> Vec<Effect> {
        let now = self.clock_ms;
        if let Phase::Recording { take, since_ms: since_ms @ None } = &mut self.phase
            && *take == id
        {
            *since_ms = Some(now);
            // What the microphone did before it was heard is over.
            self.notice = None;
        }
        if let Some(state) = self.find(id) {
            state.take.started_at = started_at;
            state.take.audio = Some(audio);
        }
        Vec::new()
    }

    fn recording_failed(&mut self, id: TakeId, why: String) -> Vec<Effect> {
        let current = self.phase.take() == Some(id);
        self.takes.retain(|t| t.take.number != id);
        if !current {
            return Vec::new();
        }
        self.think(true);
        self.notice = Some(why);
        Vec::new()
    }

    fn mic_trouble(&mut self, id: TakeId, what: String) -> Vec<Effect> {
        if self.is_recording(id) {
            self.notice = Some(what);
        }
        Vec::new()
    }

    fn mic_recovered(&mut self, id: TakeId, what: &str) -> Vec<Effect> {
        self.notice.take_if(|notice| self.phase.take() == Some(id) && notice == what);
        Vec::new()
    }

    /// The sound is on disk: the take is stored before it is transcribed, so that no crash loses it.
    fn recorded(&mut self, id: TakeId, mut sound: Sound) -> Vec<Effect> {
        if is_nothing(&sound) && self.is_waited_for(id) {
            let what = format!("That was {:.1} s with nothing said", sound.duration_s);
            if self.rules.retake && self.take(id).is_some_and(|t| t.failed.is_none()) {
                return self.not_begun(id, &what, sound.warnings.pop());
            }
            sound.warnings.push(format!("{what}; it counts as the answer"));
        }
        let Some(state) = self.find(id) else { return Vec::new() };
        state.take.sound = Some(sound);
        let failed = state.failed.clone();
        let mut effects = vec![Effect::Save(Box::new(state.take.clone()))];
        // The recogniser failed while the answer was still being spoken: there is nothing to wait for.
        if let Some(why) = failed.filter(|_| self.is_waited_for(id)) {
            effects.extend(self.take_done(id));
            self.notice = Some(why);
        }
        effects
    }

    /// Where retakes are allowed, a recording of nothing is discarded and the question stands as before. `trouble` is the
    /// microphone's warning, if it gave one.
    fn not_begun(&mut self, id: TakeId, what: &str, trouble: Option<String>) -> Vec<Effect> {
        self.takes.retain(|t| t.take.number != id);
        self.think(true);
        self.notice =
            trouble.or_else(|| Some(format!("{what}, so nothing is stored: start again when you are ready.")));
        vec![Effect::Discard(id)]
    }

    fn partial(&mut self, id: TakeId, words: Partial) -> Vec<Effect> {
        if let Some(state) = self.find(id).filter(|s| s.take.transcript.is_none()) {
            state.partial = words;
        }
        Vec::new()
    }

    fn transcribed(&mut self, id: TakeId, transcript: Transcript, analysed: Sound) -> Vec<Effect> {
        let model = self.model.clone();
        let Some(state) = self.find(id).filter(|s| s.take.transcript.is_none()) else { return Vec::new() };
        let recorded = state.take.sound.take().unwrap_or_default();
        let warnings = analysed.warnings.clone();
        state.take.sound = Some(Sound {
            duration_s: if recorded.duration_s > 0.0 { recorded.duration_s } else { analysed.duration_s },
            dropped_frames: recorded.dropped_frames,
            warnings: recorded.warnings.into_iter().chain(analysed.warnings.iter().cloned()).collect(),
            ..analysed
        });
        state.doubt = warnings.into_iter().next();
        state.take.model = model;
        state.take.transcript = Some(transcript);
        state.partial = Partial::default();
        self.score(id).into_iter().collect()
    }

    fn not_transcribed(&mut self, id: TakeId, why: String) -> Vec<Effect> {
        let Some(state) = self.find(id).filter(|s| s.take.transcript.is_none()) else { return Vec::new() };
        state.failed = Some(why.clone());
        let mut effects = vec![Effect::Save(Box::new(state.take.clone()))];
        if self.is_waited_for(id) {
            effects.extend(self.take_done(id));
            self.notice = Some(why);
        } else if self.is_recording(id) {
            self.notice = Some(why);
        }
        effects
    }

    fn scored(&mut self, id: TakeId, card: Scorecard) -> Vec<Effect> {
        let Some(state) = self.find(id) else { return Vec::new() };
        state.take.scorecard = Some(card);
        state.failed = None;
        let mut effects = vec![Effect::Save(Box::new(state.take.clone()))];
        if self.is_waited_for(id) {
            effects.extend(self.take_done(id));
        }
        effects
    }

    /// The wait for a take is over: show what it earned, or, in a round, ask on.
    pub(super) fn take_done(&mut self, id: TakeId) -> Vec<Effect> {
        if matches!(self.phase, Phase::Estimating { .. }) && self.take(id).is_some_and(|t| t.failed.is_none()) {
            return Vec::new();
        }
        let doubt = self.find(id).and_then(|state| state.doubt.take());
        if self.rules.feedback {
            self.notice = doubt.or(self.notice.take());
            return self.enter(Phase::Scored { take: id, page: Page::Score });
        }
        let effects = match self.reaction(id) {
            Some(Reaction::FollowUp(number, lead)) => self.insert_follow_up(number, lead),
            Some(Reaction::Doubt(number, question, lead)) => self.insert(*question, number, lead),
            Some(Reaction::Repeat) => self.ask_again(),
            None => self.next_question(),
        };
        let sound = self.take(id).and_then(|t| t.take.sound.as_ref());
        self.notice = sound.filter(|s| is_nothing(s)).and_then(|s| s.warnings.last().cloned()).or(doubt);
        effects
    }

    /// What an interviewer does about an answer besides going on.
    fn reaction(&mut self, id: TakeId) -> Option<Reaction> {
        if self.round_over() {
            return None;
        }
        let state = self.take(id)?;
        let card = state.take.scorecard.as_ref().filter(|card| card.unheard().is_none())?;
        let transcript = state.take.transcript.as_ref()?;
        let repeated = self.queue[state.asked].repeated;
        if self.interviewer.is_some() && !repeated && state.asked == self.at && is_off_topic(card, transcript) {
            return Some(Reaction::Repeat);
        }
        let asked = self.followed_up(state.asked);
        if self.rules.follow_ups != FollowUps::Triggered || !asked.is_empty() {
            return None;
        }
        let (place, who) = (self.at + 1, self.interviewer.as_ref());
        let follow_up = triggered(&state.take.question, card, &asked);
        let doubt = match (who, &self.queue[state.asked].follows) {
            (Some(who), None) if !matches!(follow_up, Some((_, Trigger::Contradicted(_)))) => {
                doubt(&state.take.question, card, |point| who.doubt(place, point))
            }
            _ => None,
        };
        let stopped = who.filter(|_| self.stopped).and_then(|who| who.stopped(place));
        let reaction = match (doubt, follow_up) {
            (Some((number, question)), _) => Reaction::Doubt(number, Box::new(question), stopped),
            (None, Some((number, trigger))) => {
                let lead = who.and_then(|who| who.reaction(place, trigger, card));
                Reaction::FollowUp(number, joined(stopped, lead))
            }
            (None, None) => return None,
        };
        self.stopped = false;
        Some(reaction)
    }
}

/// What an interviewer does about an answer besides going on.
enum Reaction {
    /// Asks this follow-up, with a few words before it.
    FollowUp(usize, Option<String>),
    /// Asks about a point that was contradicted; the number counts as that of a follow-up.
    Doubt(usize, Box<Question>, Option<String>),
    /// Asks the question again.
    Repeat,
}
