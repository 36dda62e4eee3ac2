//! The transitions, keystroke by keystroke, in a small notation: what happens on the left, where it leads on the right.
//!
//! Words: `go next retake hint type discard pause finish follow` are commands, `submit:TEXT`, `note:TEXT` and
//! `correct:INDEX:TEXT` too; `+5` lets five seconds pass; `started recorded heard scored ended` are results of the newest
//! take, `heard#1` of take 1; `scored:missing` is a scorecard that lacks the keyword `rollback`.

use super::*;
use crate::domain::{
    bank::{FollowUp, Kind, Level, Question},
    scorecard::{Delivery, KeywordMiss, KeywordScore, Scorecard},
    session::RoundSettings,
    sound::{Sound, Span},
    transcript::{Transcript, Word},
};

pub(crate) fn question(id: &str) -> Question {
    let follow_up = |prompt: &str, when: Option<&str>| FollowUp {
        prompt: prompt.to_owned(),
        when_missing: when.map(str::to_owned),
        model_answer: String::new(),
        keywords: Vec::new(),
    };
    Question {
        id: id.to_owned(),
        kind: Kind::Technical,
        topic: "git".to_owned(),
        level: Level::Entry,
        prompt: "0123456789012345".to_owned(),
        context: None,
        why_asked: String::new(),
        hints: vec!["one".to_owned(), "two".to_owned()],
        model_answer: "roll back".to_owned(),
        keywords: Vec::new(),
        rubric: Vec::new(),
        follow_ups: vec![follow_up("And why?", None), follow_up("And if it breaks?", Some("rollback"))],
        pitfalls: Vec::new(),
        answer_time_s: 60,
        story: None,
    }
}

pub(crate) fn card(missed: &[&str]) -> Scorecard {
    let missed = missed.iter().map(|t| KeywordMiss { term: (*t).to_owned(), weight: 1 }).collect();
    Scorecard {
        score: 50.0,
        doubtful: 0.0,
        scorer_version: 1,
        keywords: KeywordScore { coverage: 0.5, hit: Vec::new(), missed },
        rubric: Vec::new(),
        story: None,
        delivery: Delivery::default(),
        advice: Vec::new(),
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
            "note" => Event::Command(Command::Note(text.to_owned())),
            "correct" => {
                let (word, text) = text.split_once(':').unwrap();
                Event::Command(Command::Correct { word: word.parse().unwrap(), text: text.replace('_', " ") })
            }
            "ready" => Event::RecogniserReady("tiny".to_owned()),
            "started" => Event::RecordingStarted { take: id, started_at: "t".to_owned(), audio: format!("{id}.wav") },
            "failed" => Event::RecordingFailed(id, "no microphone".to_owned()),
            "ended" => Event::SourceEnded(id),
            "recorded" => {
                let dropped = Sound { duration_s: 9.0, dropped_frames: 7, ..Sound::default() };
                Event::Recorded(id, dropped)
            }
            "partial" => Event::Partial(id, said(text)),
            "heard" => {
                let speech = vec![Span { start_s: 0.0, end_s: 1.0 }];
                Event::Heard(id, said(text), Sound { duration_s: 8.0, speech, ..Sound::default() })
            }
            "unheard" => Event::NotHeard(id, "no model".to_owned()),
            "scored" => Event::Scored(id, Box::new(card(if text == "missing" { &["Rollback"] } else { &[] }))),
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
        Effect::Score(to) => format!("score {}", to.take),
        Effect::Save(take) => format!("save {}", take.number),
    }
}

fn practice(questions: usize) -> Play {
    Play::new(Rules::practice(), questions)
}

fn settings(strict: bool) -> RoundSettings {
    RoundSettings {
        questions: 2,
        minutes: None,
        think_time_s: 5,
        answer_time_s: Some(30),
        strict,
        hard_stop: false,
        seed: 1,
        plan: Vec::new(),
    }
}

/// Each step goes on where the one before ended.
fn steps(mut play: Play, steps: &[(&str, &str)]) -> Interview {
    for (words, expected) in steps {
        assert_eq!(play.play(words), *expected, "after '{words}'");
    }
    play.interview
}

#[test]
fn one_spoken_answer_from_question_to_follow_up() {
    steps(
        practice(2),
        &[
            ("", "q1 asking []"),
            ("+0.9", "q1 asking []"),
            ("+0.1", "q1 thinking []"),
            ("+600", "q1 thinking []"),
            ("go", "q1 opening 1 [record 1 q1]"),
            ("go", "q1 opening 1 []"),
            ("started +3", "q1 recording 1 []"),
            ("go", "q1 transcribing 1 [stop 1]"),
            ("recorded", "q1 transcribing 1 [save 1]"),
            ("heard", "q1 transcribing 1 [score 1]"),
            ("scored", "q1 scored 1 Score [save 1]"),
            ("go", "q1 scored 1 Hints []"),
            ("go", "q1 scored 1 Model []"),
            ("go", "q1 scored 1 Recruiter []"),
            ("go", "q1 scored 1 FollowUp []"),
            ("go", "q1 scored 1 FollowUp []"),
            ("follow", "q1.follow-up-1 asking []"),
            ("go go started go heard scored next", "q2 asking [record 2 q1.follow-up-1, stop 2, score 2, save 2]"),
        ],
    );
}

#[test]
fn the_question_appears_at_speaking_pace_and_can_be_skipped() {
    let mut play = practice(1);
    play.play("+0.5");
    assert_eq!(play.interview.visible_question(), "01234567");
    assert_eq!(play.play("go"), "q1 thinking []");
    assert_eq!(play.interview.visible_question(), "0123456789012345");
}

#[test]
fn a_retake_keeps_the_old_take() {
    let interview = steps(
        practice(1),
        &[
            ("go go started go heard scored", "q1 scored 1 Score [record 1 q1, stop 1, score 1, save 1]"),
            ("retake", "q1 held []"),
            ("go started ended", "q1 transcribing 2 [record 2 q1, stop 2]"),
            ("heard scored", "q1 scored 2 Score [score 2, save 2]"),
        ],
    );
    assert_eq!(interview.takes().len(), 2);
    assert_eq!(interview.earlier_takes().map(|t| t.take.number).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_typed_answer_needs_no_microphone() {
    let interview = steps(
        practice(1),
        &[
            ("type", "q1 typing []"),
            ("submit:__", "q1 typing []"),
            ("submit:roll_it_back", "q1 transcribing 1 [save 1, score 1]"),
            ("scored", "q1 scored 1 Score [save 1]"),
        ],
    );
    let take = &interview.takes()[0].take;
    assert_eq!((take.sound.as_ref(), take.model.as_ref(), take.audio.as_ref()), (None, None, None));
    assert_eq!(take.transcript.as_ref().unwrap().words.len(), 3);
}

#[test]
fn what_is_thrown_away_leaves_nothing_and_late_results_are_harmless() {
    let interview = steps(
        practice(1),
        &[
            ("go go started discard", "q1 held [record 1 q1, discard 1]"),
            ("recorded partial heard scored ended unheard failed", "q1 held []"),
            ("go started", "q1 recording 2 [record 2 q1]"),
            ("heard#1 scored#1 ended#1 failed#1", "q1 recording 2 []"),
        ],
    );
    assert_eq!(interview.takes().len(), 1);
}

#[test]
fn a_late_score_changes_its_take_and_not_the_screen() {
    let interview = steps(
        Play::new(Rules { feedback: false, ..Rules::practice() }, 2),
        &[
            ("go go started go", "q1 transcribing 1 [record 1 q1, stop 1]"),
            ("+8.1", "q2 asking []"),
            ("recorded heard scored", "q2 asking [save 1, score 1, save 1]"),
        ],
    );
    assert!(interview.takes()[0].take.scorecard.is_some());
}

#[test]
fn a_microphone_that_fails_is_told_and_waits() {
    let mut play = Play::new(Rules { think_s: Some(5), ..Rules::practice() }, 1);
    assert_eq!(play.play("go go failed"), "q1 held [record 1 q1]");
    assert_eq!(play.interview.notice(), Some("no microphone"));
    assert_eq!(play.play("+60"), "q1 held []", "a broken microphone is not opened again by the clock");
    assert_eq!(play.play("go"), "q1 opening 2 [record 2 q1]");
    assert_eq!((play.interview.notice(), play.interview.takes().len()), (None, 1));
}

#[test]
fn an_answer_that_cannot_be_transcribed_is_stored_and_told() {
    let interview = steps(
        practice(1),
        &[("go go started go recorded unheard", "q1 scored 1 Score [record 1 q1, stop 1, save 1, save 1]")],
    );
    assert_eq!(interview.takes()[0].failed.as_deref(), Some("no model"));
    assert_eq!(interview.takes()[0].take.audio.as_deref(), Some("1.wav"));
}

#[test]
fn sound_is_what_the_recorder_and_voice_activity_know_together() {
    let mut play = practice(1);
    play.play("ready go go started go recorded heard");
    let take = &play.interview.takes()[0].take;
    let sound = take.sound.as_ref().unwrap();
    assert_eq!((sound.duration_s, sound.dropped_frames, sound.speech.len()), (9.0, 7, 1));
    assert_eq!((take.model.as_deref(), take.started_at.as_str()), (Some("tiny"), "t"));
}

#[test]
fn hints_come_one_by_one_and_are_counted() {
    let mut play = practice(1);
    play.play("hint go hint hint hint go");
    assert_eq!(play.interview.current().unwrap().hints_seen, 2, "there are only two");
    assert_eq!(play.interview.takes()[0].take.hints_seen, 2);
    let mut during = practice(1);
    during.play("go go started hint");
    assert_eq!(during.interview.takes()[0].take.hints_seen, 1);
}

#[test]
fn pages_can_be_opened_in_any_order() {
    let mut play = practice(1);
    assert!(play.play("go go started go heard scored model").starts_with("q1 scored 1 Model"));
    assert_eq!(play.play("go"), "q1 scored 1 Recruiter []");
}

#[test]
fn the_follow_up_on_offer_is_about_what_was_left_out() {
    let mut play = practice(1);
    play.play("go go started go heard scored:missing");
    assert_eq!(play.interview.follow_up().unwrap().1.prompt, "And if it breaks?");
    play.play("follow go go started go heard scored");
    assert_eq!(play.interview.position(), (1, 1), "follow-ups are not counted as questions");
    assert_eq!(play.play("follow"), "q1.follow-up-2 scored 2 Score []", "a follow-up has none of its own");
}

#[test]
fn a_note_and_a_corrected_word_are_stored_and_scored_again() {
    let interview = steps(
        practice(1),
        &[
            (
                "go go started go heard scored note:x",
                "q1 scored 1 Score [record 1 q1, stop 1, score 1, save 1, save 1]",
            ),
            ("correct:1:the_change", "q1 scored 1 Score [save 1, score 1]"),
            ("scored", "q1 scored 1 Score [save 1]"),
            ("correct:9:x", "q1 scored 1 Score [save 1, score 1]"),
        ],
    );
    let take = &interview.takes()[0];
    assert_eq!(take.take.transcript.as_ref().unwrap().text, "roll the change back");
    assert_eq!(take.take.note.as_deref(), Some("x"));
    assert_eq!(take.take.heard.as_ref().unwrap().text, "roll it back", "what the recogniser wrote stays");
}

#[test]
fn a_strict_round_runs_by_the_clock_alone() {
    steps(
        Play::new(Rules::round(&settings(true)), 2),
        &[
            ("next pause hint retake", "q1 asking []"),
            ("+1", "q1 thinking []"),
            ("next pause hint", "q1 thinking []"),
            ("+5", "q1 opening 1 [record 1 q1]"),
            ("started +29.9 discard", "q1 recording 1 []"),
            ("+0.1", "q1 transcribing 1 [stop 1]"),
            ("recorded heard scored:missing", "q1.follow-up-2 asking [save 1, score 1, save 1]"),
            ("+7 started go heard scored:missing", "q2 asking [record 2 q1.follow-up-2, stop 2, score 2, save 2]"),
            ("go go started go heard scored", "q2 debrief [record 3 q2, stop 3, score 3, save 3]"),
            ("go next finish +5", "q2 debrief []"),
        ],
    );
}

#[test]
fn a_soft_limit_warns_and_does_not_stop() {
    let mut play = Play::new(Rules::round(&settings(false)), 1);
    assert_eq!(play.play("go go started +29 "), "q1 recording 1 [record 1 q1]");
    assert_eq!(play.interview.clock().unwrap().urgency, Urgency::Now);
    assert_eq!(play.play("+60"), "q1 recording 1 []");
    assert_eq!(play.interview.clock().unwrap().urgency, Urgency::Over);
}

#[test]
fn a_pause_stops_the_clock() {
    let mut play = Play::new(Rules::round(&settings(false)), 1);
    assert_eq!(play.play("+1 pause +600 go hint next"), "q1 thinking []");
    assert_eq!(play.play("pause +4.9"), "q1 thinking []");
    assert_eq!(play.play("+0.1"), "q1 opening 1 [record 1 q1]");
}

#[test]
fn a_round_ends_when_its_time_is_over() {
    let rules = Rules { round_s: Some(20), ..Rules::round(&settings(false)) };
    let mut soft = Play::new(rules.clone(), 5);
    assert_eq!(soft.play("go go started +25"), "q1 recording 1 [record 1 q1]", "a soft limit lets one finish");
    assert_eq!(soft.play("go heard scored:missing"), "q1 debrief [stop 1, score 1, save 1]");
    let mut hard = Play::new(Rules { hard_stop: true, ..rules }, 5);
    assert_eq!(hard.play("go go started +20"), "q1 transcribing 1 [record 1 q1, stop 1]");
    assert_eq!(hard.play("heard scored"), "q1 debrief [score 1, save 1]");
}

#[test]
fn no_time_to_think_records_at_once() {
    let mut play = Play::new(Rules { think_s: Some(0), ..Rules::round(&settings(true)) }, 1);
    assert_eq!(play.play("+1"), "q1 opening 1 [record 1 q1]");
}

#[test]
fn no_questions_and_the_last_question_lead_to_the_debrief() {
    assert_eq!(practice(0).play("go next"), " debrief []");
    assert_eq!(practice(2).play("next next"), "q2 debrief []");
    assert_eq!(practice(2).play("finish"), "q1 debrief []");
}

#[test]
fn a_follow_up_pushes_later_questions_and_their_takes_on() {
    let mut play = practice(3);
    play.play("next go go started go heard scored");
    play.interview.at = 0;
    play.interview.phase = Phase::Thinking { since_ms: 0, held: true };
    play.play("go started go heard scored follow");
    let places: Vec<&str> =
        play.interview.takes.iter().map(|t| play.interview.queue[t.asked].question.id.as_str()).collect();
    assert_eq!(places, ["q2", "q1"]);
}

#[test]
fn a_corrected_word_keeps_its_place_in_time() {
    let word = Word { text: "Putin".into(), start_s: Some(1.0), end_s: Some(2.0), probability: Some(0.2) };
    let mut transcript = Transcript::from_words(vec![word]);
    transcript.correct(0, "an idempotent");
    assert_eq!(transcript.text, "an idempotent");
    assert_eq!(transcript.words[1].start_s, Some(1.5));
    assert_eq!(transcript.words[1].probability, Some(1.0));
    transcript.correct(0, "");
    assert_eq!(transcript.text, "idempotent");
}
