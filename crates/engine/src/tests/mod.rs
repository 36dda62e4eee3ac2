//! The transitions, keystroke by keystroke, in a small notation: what happens on the left, where it leads on the right.
//!
//! Words: `go next retake hint type discard pause finish follow` are commands, `submit:TEXT`, `note:TEXT` and
//! `correct:INDEX:TEXT` too, `estimate:70` and `estimate` (none) and `enough` (no more estimates); `+5` lets five seconds pass; `started recorded heard scored ended` are results of the newest
//! take, `tapped` is a recording of 0.2 s of nothing and `yes` one of a single word, `heard#1` is of take 1; `scored:missing` is a scorecard that lacks the keyword `rollback`.

mod answers;
mod conversation;
mod estimates;
mod rounds;

use super::*;
use outloud_core::{
    bank::{FollowUp, Kind, Level, Question},
    scorecard::{KeywordMiss, KeywordScore, Scorecard},
    session::{RoundSettings, Transcription},
    sound::{Sound, Span},
    transcript::{Transcript, Word},
};

pub(crate) fn question(id: &str) -> Question {
    let follow_up = |prompt: &str, when: Option<&str>| FollowUp {
        prompt: prompt.to_owned(),
        when_missing: when.map(str::to_owned),
        model_answer: String::new(),
        keywords: Vec::new(),
        subjects: Vec::new(),
        points: Vec::new(),
        misconceptions: Vec::new(),
    };
    Question {
        kind: Kind::Technical,
        topic: "git".to_owned(),
        level: Level::Entry,
        hints: vec!["one".to_owned(), "two".to_owned()],
        follow_ups: vec![follow_up("And why?", None), follow_up("And if it breaks?", Some("rollback"))],
        answer_time_s: 60,
        ..Question::bare(id, "0123456789012345", "roll back")
    }
}

pub(crate) fn card(missed: &[&str]) -> Scorecard {
    let missed = missed.iter().map(|t| KeywordMiss { term: (*t).to_owned(), weight: 1 }).collect();
    Scorecard {
        score: 50.0,
        scorer_version: 1,
        keywords: KeywordScore { coverage: 0.5, hit: Vec::new(), missed },
        ..Scorecard::default()
    }
}

struct Play {
    interview: Interview,
    now_ms: u64,
    effects: Vec<Effect>,
}

impl Play {
    fn new(rules: Rules, questions: usize) -> Self {
        let queue = (1..=questions).map(|n| Asked::new("bank", question(&format!("q{n}")))).collect();
        let mut play = Self { interview: Interview::new(rules, queue, 1), now_ms: 0, effects: Vec::new() };
        play.send(Event::Tick(0));
        play
    }

    fn send(&mut self, event: Event) {
        let effects = self.interview.handle(event);
        self.effects.extend(effects);
    }

    fn word(&mut self, word: &str) {
        let (head, text) = word.split_once(':').unwrap_or((word, ""));
        let (head, id) = match head.split_once('#') {
            Some((head, id)) => (head, id.parse().unwrap()),
            None => (head, self.interview.next_take - 1),
        };
        let said = |text: &str| Transcript::from_text(if text.is_empty() { "roll it back" } else { text });
        let event = match head {
            "go" => Event::Command(Command::Go),
            "next" => Event::Command(Command::Next),
            "retake" => Event::Command(Command::Retake),
            "hint" => Event::Command(Command::Hint),
            "type" => Event::Command(Command::Type),
            "discard" => Event::Command(Command::Discard),
            "pause" => Event::Command(Command::Pause),
            "finish" => Event::Command(Command::Finish),
            "follow" => Event::Command(Command::FollowUp),
            "model" => Event::Command(Command::Page(Page::Model)),
            "submit" => Event::Command(Command::Submit(text.replace('_', " "))),
            "estimate" => Event::Command(Command::Estimate(text.parse().ok())),
            "enough" => Event::Command(Command::SkipEstimates),
            "note" => Event::Command(Command::Note(text.to_owned())),
            "correct" => {
                let (word, text) = text.split_once(':').unwrap();
                Event::Command(Command::Correct { word: word.parse().unwrap(), text: text.replace('_', " ") })
            }
            "spoken" => Event::Spoken,
            "ready" => Event::RecogniserReady("tiny".to_owned()),
            "started" => Event::RecordingStarted { take: id, started_at: "t".to_owned(), audio: format!("{id}.wav") },
            "trouble" => Event::MicTrouble(id, text.to_owned()),
            "recovered" => Event::MicRecovered(id, text.to_owned()),
            "failed" => Event::RecordingFailed(id, "no microphone".to_owned()),
            "ended" => Event::SourceEnded(id),
            "recorded" => {
                let dropped = Sound { duration_s: 9.0, dropped_frames: 7, ..Sound::default() };
                Event::Recorded(id, dropped)
            }
            "tapped" => Event::Recorded(id, Sound { duration_s: 0.2, ..Sound::default() }),
            "yes" => {
                let speech = vec![Span { start_s: 0.1, end_s: 0.4 }];
                Event::Recorded(id, Sound { duration_s: 0.4, speech, ..Sound::default() })
            }
            "partial" => Event::Partial(id, said(text).into()),
            "heard" => {
                let speech = vec![Span { start_s: 0.0, end_s: 1.0 }];
                Event::Transcribed(id, said(text), Sound { duration_s: 8.0, speech, ..Sound::default() })
            }
            "unheard" => Event::NotTranscribed(id, "no model".to_owned()),
            "scored" => Event::Scored(id, Box::new(card(if text == "missing" { &["Rollback"] } else { &[] }))),
            "again" | "stale" => {
                let Some(mut take) = self.interview.take(id).map(|t| t.take.clone()) else { return };
                if head == "stale" {
                    take.transcript = Some(said("other words"));
                }
                let (model, transcript) = (Some("base".to_owned()), said(text));
                take.transcribe_again(Transcription { model, transcript, heard: None, sound: None, score: None });
                Event::Retranscribed(Box::new(take))
            }
            seconds => {
                // Time passes in the small steps in which it really does.
                let seconds: f64 = seconds.strip_prefix('+').unwrap().parse().unwrap();
                for _ in 0..(seconds * 10.0).round() as u64 {
                    self.now_ms += 100;
                    self.send(Event::Tick(self.now_ms));
                }
                return;
            }
        };
        self.send(event);
    }

    /// Plays the words and says in short what came of it: the question, the phase, and the effects.
    fn play(&mut self, words: &str) -> String {
        self.effects.clear();
        for word in words.split_whitespace() {
            self.word(word);
        }
        let at = self.interview.current().map_or(String::new(), |a| a.question.id.clone());
        let phase = match self.interview.phase() {
            Phase::Asking { .. } => "asking".to_owned(),
            Phase::Thinking { held, .. } => if *held { "held" } else { "thinking" }.to_owned(),
            Phase::Recording { take, since_ms } => {
                format!("{} {take}", if since_ms.is_some() { "recording" } else { "opening" })
            }
            Phase::Typing { .. } => "typing".to_owned(),
            Phase::Transcribing { take, .. } => format!("transcribing {take}"),
            Phase::Estimating { take } => format!("estimating {take}"),
            Phase::Scored { take, page } => format!("scored {take} {page:?}"),
            Phase::Debrief => "debrief".to_owned(),
        };
        let effects: Vec<String> = self.effects.iter().map(short).collect();
        format!("{at} {phase} [{}]", effects.join(", "))
    }
}

fn short(effect: &Effect) -> String {
    match effect {
        Effect::Record(take, question) => format!("record {take} {question}"),
        Effect::Stop(take) => format!("stop {take}"),
        Effect::Discard(take) => format!("discard {take}"),
        Effect::Score(take) => format!("score {}", take.number),
        Effect::Save(take) => format!("save {}", take.number),
        Effect::End => "end".to_owned(),
    }
}

fn practice(questions: usize) -> Play {
    Play::new(Rules::practice(), questions)
}

/// Each step goes on where the one before ended.
fn steps(mut play: Play, steps: &[(&str, &str)]) -> Interview {
    for (words, expected) in steps {
        assert_eq!(play.play(words), *expected, "after '{words}'");
    }
    play.interview
}
