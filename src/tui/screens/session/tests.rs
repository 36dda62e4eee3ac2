//! Pictures of every phase at two sizes, and keystrokes from screen to screen, on the engine alone.

use super::stage::*;
use crate::tui::keys::Action;
use outloud_core::{
    bank::Question,
    hearing::{Heard, Unheard},
    scorecard::{Delivery, Scorecard, Ticks, Verdict},
    sound::{Sound, Span},
};
use outloud_engine::{Asked, Event, FollowUps, Interview, Phase, Rules};

macro_rules! picture {
    ($stage:expr, $name:literal) => {
        insta::assert_snapshot!($name, $stage.picture(80, 24));
    };
    ($stage:expr, $name:literal, small) => {
        insta::assert_snapshot!(concat!($name, "-60x18"), $stage.picture(60, 18));
    };
}

#[test]
fn asking() {
    let mut stage = practice();
    stage.pass(3.0);
    picture!(stage, "asking");
}

#[test]
fn the_interviewer_speaks_before_the_question() {
    let mut asked =
        Asked::new("devops", Question { context: Some("The site – ours – is slow.".to_owned()), ..question() });
    asked.lead = Some("Grüß Gott. Let us begin…".to_owned());
    let mut stage = SessionStage::new(Rules::practice(), 1);
    stage.interview = Interview::new(Rules::practice(), vec![asked], 1);
    stage.interview.handle(Event::Tick(0));
    for tick in 1..200 {
        stage.interview.handle(Event::Tick(tick * 60));
        stage.picture(60, 18);
    }
    let shown = stage.picture(80, 24);
    let rows: Vec<&str> = shown.lines().map(|l| l.trim_matches(['"', ' '])).filter(|l| !l.is_empty()).collect();
    assert_eq!(rows[1..3], ["Grüß Gott. Let us begin…", "The site – ours – is slow."], "{shown}");
}

#[test]
fn thinking_with_hints() {
    let mut stage = practice();
    stage.press("space h").pass(12.0);
    picture!(stage, "thinking");
}

#[test]
fn thinking_in_a_round() {
    let mut stage = round(true);
    stage.press("space").pass(3.0);
    picture!(stage, "thinking-round");
}

#[test]
fn recording_with_words_and_ticks() {
    let mut stage = practice().recording();
    stage.pass(23.0);
    for n in 0..90u8 {
        let rms_dbfs = -60.0 + f32::from(n % 30) * 1.9;
        stage.live.trace.push_back(rms_dbfs);
        stage.live.level = Some(outloud_audio::Level { rms_dbfs, peak_dbfs: rms_dbfs, elapsed_s: 23.0 });
    }
    stage.live.ticks = Ticks {
        keywords: vec![true, false, false],
        points: vec![Verdict::Met, Verdict::Contradicted, Verdict::Missed],
    };
    stage.hear(Event::Partial(1, transcript().into()));
    picture!(stage, "recording");
}

#[test]
fn the_last_seconds_of_a_round() {
    let mut stage = round(true).recording();
    stage.pass(56.0);
    picture!(stage, "recording-last-words");
}

#[test]
fn typing() {
    let mut stage = practice();
    stage.press("space t a space merge space keeps space history");
    picture!(stage, "typing");
}

#[test]
fn transcribing() {
    let mut stage = practice().recording();
    stage.pass(34.0).press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
    stage.live.progress = Some((17.0, 34.0));
    stage.hear(Event::Partial(1, transcript().into()));
    picture!(stage, "transcribing");
}

#[test]
fn an_answer_is_estimated_before_its_score_shows() {
    let mut stage = SessionStage::new(Rules { estimate: true, ..Rules::practice() }, 2).recording();
    stage.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
    stage.live.progress = Some((17.0, 34.0));
    picture!(stage, "estimating");
    picture!(stage, "estimating", small);
    stage.hear(Event::Transcribed(1, transcript(), Sound { duration_s: 34.0, ..Sound::default() }));
    stage.hear(Event::Scored(1, Box::new(card())));
    let picture = stage.press("right right left right").picture(80, 24);
    assert!(picture.contains("Your score is ready.") && !picture.contains("61"), "{picture}");
    assert!(picture.contains("enter take it"), "{picture}");
    let picture = stage.press("enter").picture(80, 24);
    assert!(picture.contains("You said 60, measured 62: 2 too low"), "{picture}");
    stage.press("r space").hear(Event::RecordingStarted {
        take: 2,
        started_at: "t".to_owned(),
        audio: "02.wav".to_owned(),
    });
    stage.press("space 0");
    assert_eq!(stage.interview.take(2).unwrap().take.estimate, Some(100), "0 stands behind 9");
    let mut skipped = SessionStage::new(Rules { estimate: true, ..Rules::practice() }, 1).recording();
    skipped.press("space esc");
    assert!(matches!(skipped.interview.phase(), Phase::Transcribing { .. }) && !skipped.left);
}

#[test]
fn the_answers_of_a_round_are_estimated_before_its_debrief() {
    let mut stage = round(false);
    stage.interview = Interview::new(
        Rules { estimate: true, follow_ups: FollowUps::Off, ..stage.interview.rules().clone() },
        (1..=2).map(|n| Asked::new("b", Question { id: format!("q{n}"), ..question() })).collect(),
        1,
    );
    for take in 1..=2 {
        stage.press("space t merge ctrl-s");
        stage.hear(Event::Scored(take, Box::new(card())));
    }
    let picture = stage.picture(80, 24);
    assert!(picture.contains("How good was answer 1 of 2?") && picture.contains("esc skip all"), "{picture}");
    let picture = stage.press("9 esc").picture(80, 24);
    assert!(picture.contains("Your own estimate was 29 too high"), "{picture}");
}

#[test]
fn no_score_is_shown_of_what_was_not_heard() {
    let mut stage = practice().recording();
    stage.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
    stage.hear(Event::Transcribed(1, transcript(), Sound { duration_s: 34.0, ..Sound::default() }));
    let stretch = |start_s: f64| Span { start_s, end_s: start_s + 3.0 };
    let heard = Heard {
        enough: false,
        stretches: vec![stretch(3.0), stretch(12.0)],
        reasons: vec![Unheard::UnsureWords],
        ..Heard::default()
    };
    stage.hear(Event::Scored(1, Box::new(Scorecard { heard: Some(heard), ..card() })));
    picture!(stage, "not-heard");
    assert!(!stage.picture(80, 24).contains("of 100"));
    assert_eq!(stage.press("down down p").heard_s, Some(12.0), "the stretches can be listened to");
    assert!(!stage.picture(80, 24).contains("did not say that"), "and are no verdicts");
    let picture = stage.press("d").picture(80, 24);
    assert!(picture.contains("No answer was heard well enough") && picture.contains("  not heard"), "{picture}");
}

#[test]
fn every_page_behind_the_scorecard() {
    let mut stage = practice().scored();
    for name in ["hints", "model", "recruiter", "follow-up"] {
        stage.press("space");
        insta::assert_snapshot!(format!("page-{name}"), stage.picture(80, 24));
    }
    stage.press("space");
    assert!(!matches!(stage.interview.phase(), Phase::Scored { .. }), "after the last page the next question");
    let mut stage = practice().scored();
    stage.press("m");
    insta::assert_snapshot!("page-model-120x40", stage.picture(120, 40));
}

#[test]
fn correcting_a_word() {
    let mut stage = practice().scored();
    stage.press("c");
    assert_eq!(stage.ui.word, Some(9), "the least certain word is chosen first");
    insta::assert_snapshot!("correct", stage.picture(80, 24));
    stage.press("left right enter");
    for _ in 0..9 {
        stage.press("backspace");
    }
    stage.press("rebased enter");
    assert!(stage.prompt.is_none() && stage.ui.word == Some(9));
    let text = &stage.interview.current_take().unwrap().take.transcript.as_ref().unwrap().text;
    assert!(text.contains("a rebased branch"), "{text}");
    stage.press("esc");
    assert_eq!(stage.ui.word, None);
}

#[test]
fn a_note_is_typed_over_the_page() {
    let mut stage = practice().scored();
    stage.press("e slower space q enter");
    assert_eq!(stage.interview.current_take().unwrap().take.note.as_deref(), Some("slower q"));
    stage.press("e x esc");
    assert_eq!(stage.interview.current_take().unwrap().take.note.as_deref(), Some("slower q"), "Esc keeps the old one");
}

#[test]
fn typing_takes_every_letter_and_esc_goes_back() {
    let mut stage = practice();
    stage.press("space t q n h p space ?");
    assert!(matches!(stage.interview.phase(), Phase::Typing { .. }));
    assert_eq!(stage.ui.answer.lines(), ["qnhp ?"]);
    stage.press("esc");
    assert!(matches!(stage.interview.phase(), Phase::Thinking { .. }));
    stage.press("t roll ctrl-s");
    assert!(matches!(stage.interview.phase(), Phase::Transcribing { .. }));
}

#[test]
fn a_debrief() {
    let mut stage = SessionStage::new(Rules::practice(), 2).scored();
    stage.press("n space t merge ctrl-s");
    stage.hear(Event::Scored(2, Box::new(Scorecard { score: 22.0, delivery: Delivery::default(), ..card() })));
    stage.press("d");
    assert_eq!(stage.press("enter").opened, Some(2), "the weakest, unless another is chosen");
    assert_eq!(stage.press("down enter").opened, Some(1));
    stage.ui.scroll = crate::tui::widgets::Scroll::default();
    picture!(stage, "debrief");
}

#[test]
fn the_same_round_is_a_key_away_in_its_debrief() {
    let mut over = round(false);
    assert!(over.press("d").picture(80, 24).contains("a round again"));
    assert!(over.press("a").again);
    let mut practised = practice();
    practised.press("d a");
    assert!(!practised.again && !practised.picture(80, 24).contains("round again"));
}

#[test]
fn an_answer_thrown_away_while_typing_comes_back_for_the_same_question_only() {
    let mut stage = practice();
    stage.press("space t roll space back esc t");
    assert_eq!(stage.ui.answer.lines(), ["roll back"]);
    stage.press("esc n space t");
    assert_eq!(stage.ui.answer.lines(), [""], "another question, another answer");
}

#[test]
fn retakes_are_shown_side_by_side() {
    let mut stage = practice().scored();
    stage.press("r t merge ctrl-s");
    stage.hear(Event::Scored(2, Box::new(Scorecard { score: 74.0, ..card() })));
    let picture = stage.picture(80, 24);
    assert!(picture.contains("your takes: 62 → 74") || picture.contains("your takes: 61 → 74"), "{picture}");
}

#[test]
fn leaving_a_round_or_an_answer_takes_two_presses() {
    let mut stage = round(false);
    stage.press("q");
    assert!(!stage.left && stage.ui.leaving);
    stage.press("space q");
    assert!(!stage.left, "another key in between takes it back");
    stage.press("q");
    assert!(stage.left);
    let mut free = practice();
    free.press("q");
    assert!(free.left);
}

#[test]
fn escape_sequences_in_texts_are_shown_and_not_obeyed() {
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7} \u{202e}prompt";
    let mut stage = practice();
    let q = Question { prompt: evil.to_owned(), hints: vec![evil.to_owned()], topic: evil.to_owned(), ..question() };
    stage.interview = Interview::new(Rules::practice(), vec![Asked::new("b", q)], 1);
    stage.press("space h");
    let picture = stage.picture(80, 24);
    assert!(!picture.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{picture}");
    assert!(picture.contains("[2J]0;x prompt"), "{picture}");
}

#[test]
fn any_size_at_any_moment() {
    let stages =
        [practice(), practice().recording(), practice().scored(), round(true), SessionStage::new(Rules::practice(), 0)];
    for stage in &stages {
        for (columns, rows) in [(1, 1), (20, 5), (59, 40), (60, 17), (60, 18), (200, 60), (300, 4)] {
            let picture = stage.picture(columns, rows);
            if columns < 60 || rows < 18 {
                assert!(!picture.contains("quit"), "{columns}x{rows}\n{picture}");
            }
        }
    }
    assert!(practice().picture(20, 5).contains("window is 20"));
}

#[test]
fn words_can_be_hidden_while_one_speaks() {
    let mut stage = practice().recording();
    stage.hear(Event::Partial(1, transcript().into()));
    assert!(stage.picture(80, 24).contains("a merge creates"));
    assert!(!stage.press("l").picture(80, 24).contains("a merge creates"));
    assert!(stage.press("l").picture(80, 24).contains("a merge creates"));
}

#[test]
fn an_answer_is_thrown_away_and_begun_again() {
    let mut stage = practice().recording();
    assert!(stage.picture(80, 24).contains("esc discard"));
    stage.press("esc");
    assert!(
        matches!(stage.interview.phase(), Phase::Thinking { held: true, .. }) && stage.interview.takes().is_empty()
    );
    stage.press("space");
    assert!(stage.picture(80, 24).contains("Opening the microphone"));
}

#[test]
fn the_clock_of_a_round_stands_still_on_request() {
    let mut stage = round(false);
    assert!(stage.press("space p").picture(80, 24).contains("The clock stands still. p goes on."));
    stage.pass(600.0);
    assert!(stage.press("p").picture(80, 24).contains("Think 0:20"));
    assert!(!round(true).press("space").picture(80, 24).contains("p pause"), "not in a strict one");
}

#[test]
fn a_follow_up_is_looked_at_and_then_answered() {
    let mut stage = practice().scored();
    assert!(stage.press("f").picture(80, 24).contains("f answer it"));
    stage.press("f space");
    assert!(stage.picture(80, 24).contains("follow-up · git"), "{}", stage.picture(80, 24));
    assert!(stage.picture(80, 24).contains("a colleague works on. What now?"));
}

#[test]
fn pages_turn_by_their_letters() {
    let mut stage = practice().scored();
    let pages =
        [("h", "Think of what happens"), ("m", "A model answer"), ("w", "What they want to hear"), ("s", "of 100")];
    for (key, text) in pages {
        let picture = stage.press(key).picture(80, 24);
        assert!(picture.contains(text), "{key}: {picture}");
    }
}

#[test]
fn help_says_what_space_does_in_each_phase() {
    let says = |stage: &SessionStage| stage.view().help(Action::Go);
    let mut stage = practice();
    assert_eq!(says(&stage), "Show the whole question at once");
    assert_eq!(says(stage.press("space")), "Start the recording");
    assert_eq!(says(&practice().recording()), "Stop the recording; the answer is transcribed and scored");
    let mut stage = practice().scored();
    assert_eq!(says(&stage), "Turn to the next page");
    assert_eq!(says(stage.press("f")), "Next question");
    assert_eq!(stage.view().help(Action::Play), Action::Play.help());
}

#[test]
fn what_is_pasted_is_typed() {
    let mut stage = practice();
    stage.press("space t");
    stage.ui.paste("one\r\ntwo\rthree");
    assert_eq!(stage.ui.answer.lines(), ["one", "two", "three"]);
}
