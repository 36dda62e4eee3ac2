//! Events that go into the state machine, and effects that come out of it. Both are plain data, so that a test is a list of them.

use outloud_core::{
    challenge::Judged,
    scorecard::Scorecard,
    session::Take,
    sound::Sound,
    transcript::{Partial, Transcript},
};

use super::phase::Page;

pub use outloud_core::session::TakeId;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The candidate wants something.
    Command(Command),
    /// Time went by: milliseconds on any clock that never runs backwards.
    Tick(u64),
    /// The question that is being asked was read aloud to its end, or cannot be.
    Spoken,
    /// Nobody has spoken for a while in this take, which is being recorded.
    Silent(TakeId),
    /// The recogniser is loaded; its model's name.
    RecogniserReady(String),
    /// The recogniser cannot be used; why, and what to do.
    RecogniserUnavailable(String),
    /// The first sound of the take arrived.
    RecordingStarted {
        /// The take.
        take: TakeId,
        /// RFC 3339 with offset.
        started_at: String,
        /// The WAV's name in the session's folder.
        audio: String,
    },
    /// The microphone could not be opened; why, and what to do.
    RecordingFailed(TakeId, String),
    /// The microphone misbehaves or died during the take; said in plain words.
    MicTrouble(TakeId, String),
    /// What was said of the microphone holds no more.
    MicRecovered(TakeId, String),
    /// A simulated microphone has played its file to the end.
    SourceEnded(TakeId),
    /// The recording is complete and on disk: its length, drops and warnings.
    Recorded(TakeId, Sound),
    /// The words so far.
    Partial(TakeId, Partial),
    /// The whole take in words, and where somebody spoke.
    Transcribed(TakeId, Transcript, Sound),
    /// The take could not be transcribed; why.
    NotTranscribed(TakeId, String),
    /// What the answer earned.
    Scored(TakeId, Box<Scorecard>),
    /// A take of the round that is looked back on, transcribed again with another model and scored.
    Retranscribed(Box<Take>),
    /// The take could not be stored; why, and what to do.
    NotSaved(TakeId, String),
}

/// What the candidate can want. Which of these mean something now: [`super::Interview::allows`].
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The obvious next step: show the whole question, start, stop, reveal the next page.
    Go,
    /// The next question; before an answer, skip this one.
    Next,
    /// Answer the same question again; the old take stays.
    Retake,
    /// One more hint.
    Hint,
    /// Turn to a page of the scorecard.
    Page(Page),
    /// Be asked the follow-up that [`super::Interview::follow_up`] offers.
    FollowUp,
    /// Type the answer instead of speaking it.
    Type,
    /// The typed answer is complete.
    Submit(String),
    /// Throw away what is being recorded or typed.
    Discard,
    /// Stop the clock, or let it run again.
    Pause,
    /// End the session and look back on it.
    Finish,
    /// The own estimate of the take that is asked about, 0..=100; none: it is left out.
    Estimate(Option<u8>),
    /// No more estimates: look back on the round now.
    SkipEstimates,
    /// A note to self on the take that is looked at; empty removes it.
    Note(String),
    /// The verdict on this is wrong, says the candidate of the take that is looked at; again: it is right after all.
    Challenge(Judged),
    /// A word of the take that is looked at was misrecognised; an empty text removes it.
    Correct {
        /// Its index in the transcript.
        word: usize,
        /// What was really said.
        text: String,
    },
}

/// What is to be done in the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Open the microphone and record this take; the id of its question names the file.
    Record(TakeId, String),
    /// End the recording; report [`Event::Recorded`], then have it transcribed.
    Stop(TakeId),
    /// End the recording, if it still runs, and forget it, its file too.
    Discard(TakeId),
    /// Score this take and report [`Event::Scored`].
    Score(Box<Take>),
    /// Store the take as it is now.
    Save(Box<Take>),
    /// Store that the round is over, though not all of its questions were answered.
    End,
}
