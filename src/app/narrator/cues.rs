//! When cues sound: as the microphone opens and closes, and as the clock runs out.

use std::sync::mpsc::channel;

use outloud_engine::{Interview, Phase};
use outloud_voice::cues::{Cue, SAMPLE_RATE_HZ};

use super::loudspeaker::Played;

/// The cues of a session.
pub(crate) struct Cues {
    wanted: bool,
    /// What was left on the clock of the phase when it was last looked at: the phase's begin, and seconds.
    left: Option<(u64, f64)>,
    playing: Option<Played>,
}

impl Cues {
    /// Sounds if `wanted`.
    pub(crate) fn new(wanted: bool) -> Self {
        Self { wanted, left: None, playing: None }
    }

    /// Ends what sounds and waits until it is silent.
    pub(crate) fn be_silent(&mut self) {
        self.playing = None;
    }

    /// Plays a cue, in the place of what still sounds.
    pub(crate) fn play(&mut self, cue: Cue) {
        if !self.wanted {
            return;
        }
        self.playing = None;
        let (sender, waves) = channel();
        let _ = sender.send(cue.samples());
        // A cue that cannot be heard is no reason to disturb anybody: the screen says the same.
        self.playing = Played::start(waves, SAMPLE_RATE_HZ).ok();
    }

    /// Plays what is due by the clock.
    pub(crate) fn follow(&mut self, interview: &Interview) {
        if let Some(cue) = due(&mut self.left, interview) {
            self.play(cue);
        }
    }
}

/// The cue whose moment came since the clock was last looked at.
fn due(before: &mut Option<(u64, f64)>, interview: &Interview) -> Option<Cue> {
    let (since_ms, moments): (u64, &[(f64, Cue)]) = match interview.phase() {
        Phase::Recording { since_ms: Some(since), .. } => (*since, &[(30.0, Cue::HalfMinute), (10.0, Cue::TenSeconds)]),
        Phase::Thinking { since_ms, .. } => (*since_ms, &[(3.0, Cue::Count), (2.0, Cue::Count), (1.0, Cue::Count)]),
        _ => {
            *before = None;
            return None;
        }
    };
    let left_s = interview.clock()?.left_s()?;
    let last = before.replace((since_ms, left_s)).filter(|(since, _)| *since == since_ms)?.1;
    moments.iter().find(|(moment, _)| last > *moment && left_s <= *moment).map(|(_, cue)| *cue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::{bank::Question, session::RoundSettings};
    use outloud_engine::{Asked, Command, Event, Rules};

    fn round(think_s: u32, answer_s: u32) -> Interview {
        let json = serde_json::json!({
            "id": "q", "topic": "t", "kind": "definition", "level": "entry", "prompt": "What?",
            "model_answer": "It runs containers.", "keywords": [{ "term": "containers" }],
        });
        let settings = RoundSettings {
            questions: 1,
            minutes: None,
            think_time_s: think_s,
            answer_time_s: Some(answer_s),
            strict: false,
            hard_stop: false,
            seed: 1,
            persona: None,
            plan: Vec::new(),
        };
        let question = serde_json::from_value::<Question>(json).unwrap();
        Interview::new(Rules::round(&settings), vec![Asked::new("bank", question)], 1)
    }

    /// The cues of so many seconds, each with the second in which it came.
    fn cues(interview: &mut Interview, now_ms: &mut u64, seconds: u64) -> Vec<(u64, Cue)> {
        let (begun, mut left, mut heard) = (*now_ms, None, Vec::new());
        while *now_ms < begun + seconds * 1000 {
            *now_ms += 50;
            interview.handle(Event::Tick(*now_ms));
            heard.extend(due(&mut left, interview).map(|cue| ((*now_ms - begun) / 1000, cue)));
        }
        heard
    }

    #[test]
    fn the_clock_is_heard_at_its_moments_once() {
        let (mut interview, mut now) = (round(5, 45), 0);
        interview.handle(Event::Tick(0));
        interview.handle(Event::Command(Command::Go));
        assert_eq!(cues(&mut interview, &mut now, 5), [(2, Cue::Count), (3, Cue::Count), (4, Cue::Count)]);
        interview.handle(Event::RecordingStarted { take: 1, started_at: String::new(), audio: String::new() });
        let heard = cues(&mut interview, &mut now, 60);
        assert_eq!(heard, [(15, Cue::HalfMinute), (35, Cue::TenSeconds)], "nothing after the limit");
    }

    #[test]
    fn a_short_time_has_no_warning_of_a_longer_one() {
        let (mut interview, mut now) = (round(2, 20), 0);
        interview.handle(Event::Tick(0));
        interview.handle(Event::Command(Command::Go));
        assert_eq!(cues(&mut interview, &mut now, 2).len(), 1);
        interview.handle(Event::RecordingStarted { take: 1, started_at: String::new(), audio: String::new() });
        assert_eq!(cues(&mut interview, &mut now, 30), [(10, Cue::TenSeconds)]);
    }
}
