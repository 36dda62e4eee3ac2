//! The list of sessions and one session, by their keys.

use crate::tui::{
    message::Message,
    screen::{TakeChange, Transition},
    screens::{sessions::SessionsScreen, testing::*},
};
use outloud_core::{
    bank::Priority,
    challenge::{Judged, JudgedKind},
    delivery::{FillerBurst, Mark},
    hearing::{Heard, Unheard},
    scorecard::{Contradiction, MisconceptionHeard, PointScore, Verdict},
    session::{Session, SessionKind, Take},
    sound::Span,
};
use outloud_engine::{Filter, choose, round};

use super::ReviewScreen;

#[test]
fn past_sessions() {
    insta::assert_snapshot!("sessions", Stage::of(SessionsScreen::default()).picture(80, 24));
    let mut stage = Stage::of(SessionsScreen::default());
    stage.press("/ z z z");
    assert!(stage.picture(80, 24).contains("0 sessions"));
    stage.press("esc / r e - b a s");
    assert!(stage.picture(80, 24).contains("2 sessions"), "what was said is searched");
    stage.go("enter");
    assert_eq!(stage.title(), "review");
}

#[test]
fn one_session() {
    insta::assert_snapshot!("session", review().picture(80, 24));
    let mut stage = review();
    let Transition::Play { take, from_s, seek, .. } = stage.press("down p") else { panic!("nothing plays") };
    assert_eq!((take, from_s, seek), (1, 3.5, false), "from the second where the first point landed");
    let Transition::Begin(plan) = stage.press("r") else { panic!("no session") };
    assert_eq!((plan.queue.len(), plan.queue[0].question.id.as_str()), (1, "git-merge-rebase"), "answered again");
    assert!(matches!(stage.press("x"), Transition::Stay), "deleting takes two presses");
    assert!(matches!(stage.press("x"), Transition::DeleteAudio(_)));
    assert!(matches!(stage.press("p"), Transition::Stay), "what is deleted cannot be played");
}

#[test]
fn warnings_of_a_take_and_the_lines_of_its_note_are_shown() {
    let mut doubted = take(1, 5, 50.0);
    doubted.sound.as_mut().unwrap().warnings.push("this does not sound like English".to_owned());
    doubted.note = Some("Slower.\nAnd louder.".to_owned());
    let stage = Stage::of(ReviewScreen::new(session(5, SessionKind::Practice, vec![doubted]), None));
    let picture = stage.picture(80, 60);
    assert!(picture.contains("! this does not sound like English"), "{picture}");
    let lines: Vec<&str> = picture.lines().collect();
    let at = lines.iter().position(|l| l.contains("Your note: Slower.")).unwrap();
    assert!(lines[at + 1].contains("And louder.") && !lines[at].contains("louder"), "{picture}");
}

#[test]
fn a_round_is_begun_again_from_its_session() {
    let mut stage = review();
    assert!(matches!(stage.press("a"), Transition::Stay), "practice is no round");
    let (_, queue, settings) =
        round(choose(&stage.banks, &Filter::default()), outloud_engine::PRESETS[0].settings(7, true));
    let answered = Take { question: queue[0].question.clone(), ..take(1, 5, 50.0) };
    let session = Session { round: Some(settings.clone()), ..session(5, SessionKind::Mock, vec![answered]) };
    let mut stage = Stage::of(ReviewScreen::new(session, None));
    assert!(stage.picture(120, 24).contains("a round again"));
    let Transition::Begin(plan) = stage.press("a") else { panic!("no session") };
    assert_eq!((plan.queue, plan.round, plan.resume), (queue, Some(settings), None));
}

#[test]
fn words_are_chosen_heard_and_corrected() {
    let mut stage = review();
    stage.press("c");
    insta::assert_snapshot!("session-words", stage.picture(80, 24));
    insta::assert_snapshot!("session-words-60x18", stage.picture(60, 18));
    let Transition::Play { from_s, .. } = stage.press("right p") else { panic!("nothing plays") };
    assert_eq!(from_s, 6.0, "from the word after the least certain one");
    stage.playing_s = Some(6.1);
    let Transition::Play { from_s, seek, .. } = stage.press("left") else { panic!("no seeking") };
    assert_eq!((from_s, seek), (5.5, true), "while it plays, choosing a word goes there");
    stage.playing_s = Some(8.2);
    assert!(matches!(stage.press("p"), Transition::Play { seek: false, .. }), "pausing");
    stage.playing_s = None;
    let Transition::Play { from_s, .. } = stage.press("p") else { panic!("nothing plays") };
    assert_eq!(from_s, 8.2, "and going on where it was");
    stage.press("up up enter");
    for _ in 0..2 {
        stage.press("backspace");
    }
    insta::assert_snapshot!("session-correcting", stage.picture(80, 24));
    let Transition::Change { take, change, .. } = stage.press("q enter") else { panic!("nothing changed") };
    assert_eq!((take, change), (1, TakeChange::Word { word: 0, text: "q".to_owned() }));
    assert!(stage.picture(80, 24).contains("Scoring again"));
    let mut better = stage.library.sessions[0].clone();
    better.takes[0].heard = better.takes[0].transcript.clone();
    better.takes[0].scorecard.as_mut().unwrap().score = 70.5;
    stage.receive(Message::Changed(Ok(Box::new(better))));
    assert!(stage.picture(80, 24).contains("corrected by hand: +9"), "{}", stage.picture(80, 24));
    assert!(matches!(stage.press("esc"), Transition::Stay), "the words first");
    assert!(matches!(stage.press("esc"), Transition::Pop));
}

#[test]
fn a_verdict_on_a_past_answer_is_challenged() {
    let mut stage = review();
    assert!(matches!(stage.press("i"), Transition::Stay), "nothing is chosen");
    let Transition::Change { take, change, .. } = stage.press("down i") else { panic!("nothing changed") };
    let judged = Judged::new(JudgedKind::Keyword, "merge commit");
    assert_eq!((take, change), (1, TakeChange::Challenge(judged.clone())));
    let mut session = stage.library.sessions[0].clone();
    assert!(session.takes[0].challenge(&judged));
    stage.receive(Message::Changed(Ok(Box::new(session))));
    let picture = stage.picture(80, 30);
    assert!(picture.contains("you: I did not say that") && picture.contains("i take that back"), "{picture}");
    stage.press("down down down");
    let picture = stage.picture(80, 30);
    assert!(picture.contains("i I did say that"), "{picture}");
}

#[test]
fn what_was_not_heard_is_listened_to_in_review() {
    let mut unheard = take(1, 5, 50.0);
    let stretches = vec![Span { start_s: 9.0, end_s: 12.0 }];
    let heard = Heard { enough: false, stretches, reasons: vec![Unheard::FewWords], guessed: None };
    unheard.scorecard.as_mut().unwrap().heard = Some(heard);
    let mut stage = Stage::of(ReviewScreen::new(session(5, SessionKind::Practice, vec![unheard]), None));
    let picture = stage.picture(80, 30);
    assert!(
        picture.contains("I did not hear you well enough: one stretch")
            && !picture.contains("of 100")
            && !picture.contains('✗'),
        "{picture}"
    );
    let Transition::Play { from_s, .. } = stage.press("down p") else { panic!("nothing plays") };
    assert_eq!(from_s, 9.0);
    let Transition::Change { change, .. } = stage.press("down i") else { panic!("nothing changed") };
    assert_eq!(change, TakeChange::Challenge(Judged::new(JudgedKind::Keyword, "merge commit")));
}

#[test]
fn a_note_on_a_past_answer() {
    let mut stage = review();
    let Transition::Change { change, .. } = stage.press("e s l o w enter") else { panic!("nothing changed") };
    assert_eq!(change, TakeChange::Note("slow".to_owned()));
    assert!(matches!(stage.press("e x esc"), Transition::Stay), "Esc keeps the old one");
}

#[test]
fn what_is_heard_moves_through_the_timeline() {
    let mut stage = review();
    stage.playing_s = Some(17.0);
    let picture = stage.picture(80, 24);
    assert!(picture.contains('┃') && picture.contains("0:17/0:34") && picture.contains("p pause"), "{picture}");
}

#[test]
fn bursts_of_fillers_and_the_usual_pace_are_shown() {
    let mut filled = take(1, 5, 50.0);
    let delivery = &mut filled.scorecard.as_mut().unwrap().delivery;
    let mark = |at: f64| Mark { text: "um".to_owned(), start_s: Some(at), first_word: 0, word_count: 1 };
    delivery.filler_marks = vec![mark(2.0), mark(21.0), mark(22.5), mark(24.0), mark(28.0)];
    delivery.filler_bursts = vec![FillerBurst { start_s: 21.0, end_s: 31.0, fillers: 4, hesitations: 0 }];
    let mut stage = Stage::of(ReviewScreen::new(session(5, SessionKind::Practice, vec![filled]), None));
    assert!(!stage.picture(80, 40).contains("usual"));
    stage.library.habits.usual_words_per_minute = Some(134.0);
    let picture = stage.picture(80, 40);
    assert!(picture.contains("142 words/min (usual 134)"), "{picture}");
    assert!(picture.contains("≈ 4 fillers between 0:21 and 0:31"), "{picture}");
    assert!(picture.lines().any(|line| line.contains('~') && line.matches('≈').count() == 4), "{picture}");
}

#[test]
fn words_points_and_the_timeline_are_clicked() {
    let mut stage = review();
    let Transition::Play { take, from_s, seek, .. } = stage.click("re-based") else { panic!("nothing plays") };
    assert_eq!((take, from_s, seek), (1, 5.5, true), "the word that was clicked");
    let Transition::Play { from_s, .. } = stage.click("linear history ?") else { panic!("nothing plays") };
    assert_eq!(from_s.floor(), 7.0, "the evidence of the point that was clicked");
    let Transition::Play { from_s, .. } = stage.click_at(3 + 32, 9) else { panic!("nothing plays") };
    assert!((from_s - 34.0 * 32.0 / 63.0).abs() < 0.01, "{from_s}: the second under the mouse");
    assert!(matches!(stage.click("What you said"), Transition::Stay));
    stage.wheel(1);
    assert!(!stage.picture(80, 18).contains("2026-03-04 09:30"), "scrolled");
    stage.press("x x");
    stage.wheel(-9);
    assert!(matches!(stage.click("re-based"), Transition::Stay), "what is deleted cannot be played");
}

/// Peaks of a recording of 34 s: silence, loud speech, quiet speech, a knock in a pause.
fn peaks() -> Vec<f32> {
    let peak = |n: u32| match n * 34 / 480 {
        0 | 33 => 0.001,
        12 => 0.9,
        13 => 0.001,
        n if n < 12 => [0.9, 0.5, 0.25, 0.12][n as usize % 4],
        n => [0.2, 0.1, 0.05][n as usize % 3],
    };
    (0..480).map(peak).collect()
}

fn waveform() -> Stage {
    let mut stage = review();
    let id = stage.library.sessions[0].id.clone();
    stage.receive(Message::Peaks { session: id, take: 1, peaks: peaks() });
    stage
}

#[test]
fn the_recording_is_a_waveform_once_it_is_read() {
    insta::assert_snapshot!("session-waveform", waveform().picture(80, 24));
    insta::assert_snapshot!("session-waveform-60x20", waveform().picture(60, 20));
    insta::assert_snapshot!("session-waveform-140x45", waveform().picture(140, 45));
    let mut stage = review();
    let before = stage.picture(80, 24);
    stage.receive(Message::Peaks { session: "another".to_owned(), take: 1, peaks: peaks() });
    assert_eq!(stage.picture(80, 24), before, "peaks of another session");
    let mut stage = waveform();
    stage.press("x x");
    let page = |picture: &str| picture.lines().take(22).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(page(&stage.picture(80, 24)), page(&before), "without a recording it is a bar again");
}

#[test]
fn every_line_of_the_waveform_is_a_place_to_go_on_from() {
    let mut stage = waveform();
    for row in [9, 10, 11] {
        let Transition::Play { from_s, seek, .. } = stage.click_at(3 + 32, row) else { panic!("row {row}") };
        assert!(seek && (from_s - 34.0 * 32.0 / 63.0).abs() < 0.01, "{from_s}");
    }
    assert!(!matches!(stage.click_at(3 + 32, 12), Transition::Play { .. }), "the legend is none");
}

#[test]
fn what_was_said_against_a_point_or_the_facts_is_marked_where_it_was_said() {
    let mut wrong = take(1, 5, 50.0);
    let card = wrong.scorecard.as_mut().unwrap();
    let evidence = |start_s| {
        let said = card.keywords.hit[0].evidence.clone();
        outloud_core::scorecard::Evidence { start_s: Some(start_s), ..said }
    };
    let contradiction = Contradiction { said_of: None, denied: true, evidence: evidence(20.0) };
    let belief = MisconceptionHeard { belief: "b".into(), why_wrong: "w".into(), evidence: evidence(30.0) };
    let point = PointScore::new("history is rewritten", Priority::Must, Vec::new());
    card.rubric.push(PointScore { verdict: Verdict::Contradicted, contradiction: Some(contradiction), ..point });
    card.misconceptions.push(belief);
    let stage = Stage::of(ReviewScreen::new(session(5, SessionKind::Practice, vec![wrong]), None));
    let picture = stage.picture(80, 40);
    let marks = picture.lines().find(|line| line.matches('▲').count() > 1).unwrap();
    let at: Vec<usize> = marks.chars().enumerate().filter(|(_, c)| *c == '!').map(|(n, _)| n).collect();
    let column = |s: f64| 1 + 3 + (s / 34.0 * 63.0) as usize;
    assert_eq!(at, [column(20.0), column(30.0)], "{picture}");
    assert!(picture.contains("! contradicted or false"), "{picture}");
    assert!(!waveform().picture(80, 24).contains("contradicted or false"), "what is not there is not explained");
}

#[test]
fn a_larger_model_hears_the_recordings_again_and_is_taken_back_by_the_same_key() {
    let Transition::Retranscribe { undo, .. } = review().press("u") else { panic!("nothing is heard again") };
    assert!(!undo);
    let mut heard = take(1, 5, 50.0);
    let mut other = heard.transcription().unwrap();
    other.model = Some("base.en".to_owned());
    other.transcript.words[0].text = "Otherwise".to_owned();
    heard.transcribe_again(other);
    let mut stage = Stage::of(ReviewScreen::new(session(5, SessionKind::Practice, vec![heard]), None));
    let picture = stage.picture(80, 40);
    assert!(picture.contains("Heard again with base.en: 1 word changed, score 50 -> 50"), "{picture}");
    assert!(picture.contains("→ “Otherwise”"), "{picture}");
    let Transition::Retranscribe { undo, .. } = stage.press("u") else { panic!("nothing is taken back") };
    assert!(undo);
    let mut typed = take(1, 5, 50.0);
    typed.audio = None;
    let mut stage = Stage::of(ReviewScreen::new(session(5, SessionKind::Practice, vec![typed]), None));
    assert!(matches!(stage.press("u"), Transition::Stay), "there is nothing to hear");
}
