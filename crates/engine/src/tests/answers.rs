//! Practice: one answer and what can be done with it.

use super::*;

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
fn a_key_hit_twice_is_no_answer_and_one_word_is() {
    let mut play = practice(1);
    assert_eq!(play.play("go go started go tapped"), "q1 held [record 1 q1, stop 1, discard 1]");
    assert_eq!(
        play.interview.notice(),
        Some("That was 0.2 s with nothing said, so nothing is stored: start again when you are ready.")
    );
    assert_eq!(play.play("heard#1 scored#1"), "q1 held []", "the recogniser may still have found it empty");
    assert!(play.interview.takes().is_empty());
    assert_eq!(play.play("go started go yes"), "q1 transcribing 2 [record 2 q1, stop 2, save 2]");
    assert_eq!((play.interview.notice(), play.interview.takes().len()), (None, 1));
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
    let interview = steps(
        practice(1),
        &[
            ("go go started unheard", "q1 recording 1 [record 1 q1, save 1]"),
            ("go", "q1 transcribing 1 [stop 1]"),
            ("recorded", "q1 scored 1 Score [save 1]"),
        ],
    );
    assert_eq!(interview.notice(), Some("no model"), "a recogniser that gave up in mid-answer is not waited for");
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
    let word = Word {
        text: "Putin".into(),
        start_s: Some(1.0),
        end_s: Some(2.0),
        probability: Some(0.2),
        hearings: Vec::new(),
    };
    let mut transcript = Transcript::from_words(vec![word]);
    transcript.correct(0, "an idempotent");
    assert_eq!(transcript.text, "an idempotent");
    assert_eq!(transcript.words[1].start_s, Some(1.5));
    assert_eq!(transcript.words[1].probability, Some(1.0));
    transcript.correct(0, "");
    assert_eq!(transcript.text, "idempotent");
}

#[test]
fn a_retake_without_a_score_does_not_hide_the_score_before_it() {
    let take = |number, scorecard| {
        let mut take = outloud_core::session::Take::new(number, "bank", question("q1"));
        take.scorecard = scorecard;
        take
    };
    let figures = debrief(&[take(1, Some(card(&[]))), take(2, None)]);
    assert_eq!((figures.overall, figures.answers.len(), figures.answers[0].take), (Some(50.0), 1, 1));
}

#[test]
fn the_fillers_of_one_answer_are_those_of_its_session() {
    let mut answered = card(&[]);
    let delivery = &mut answered.delivery;
    (delivery.words, delivery.words_per_minute, delivery.fillers_per_minute) = (110, Some(110.0), Some(3.0));
    (delivery.fillers, delivery.duration_s) = ([("um".to_owned(), 3)].into(), Some(90.0));
    let mut take = outloud_core::session::Take::new(1, "bank", question("q1"));
    take.scorecard = Some(answered);
    let figures = debrief(&[take]);
    assert_eq!((figures.fillers_per_minute, figures.answers[0].fillers_per_minute), (Some(3.0), Some(3.0)));
}

/// Both warnings are stored, and the recogniser's is on screen beside the score.
#[test]
fn what_the_recogniser_doubts_is_told_with_the_score_and_stored() {
    let mut play = Play::new(Rules::practice(), 1);
    play.play("go go started go");
    let sound = |warning: &str| Sound { duration_s: 9.0, warnings: vec![warning.to_owned()], ..Sound::default() };
    play.send(Event::Recorded(1, sound("too loud")));
    play.send(Event::Transcribed(1, Transcript::from_text("some words"), sound("not English")));
    play.send(Event::Scored(1, Box::new(card(&[]))));
    assert_eq!(play.interview.notice(), Some("not English"));
    let take = &play.interview.takes()[0].take;
    assert_eq!(take.sound.as_ref().unwrap().warnings, ["too loud", "not English"]);
}
