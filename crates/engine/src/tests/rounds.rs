//! Rounds: what the clock does, and what is not allowed.

use super::*;

fn settings(strict: bool) -> RoundSettings {
    RoundSettings {
        questions: 2,
        minutes: None,
        think_time_s: 5,
        answer_time_s: Some(30),
        strict,
        hard_stop: false,
        seed: 1,
        persona: None,
        plan: Vec::new(),
    }
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
fn thinking_begins_when_the_voice_has_ended() {
    let mut play = Play::new(Rules { read_aloud: true, ..Rules::round(&settings(true)) }, 2);
    assert_eq!(play.play("+30"), "q1 asking []", "the text is on the screen, the voice still speaks");
    assert_eq!(play.play("spoken +0.1"), "q1 thinking []");
    assert_eq!(play.play("+5 started go heard scored"), "q2 asking [record 1 q1, stop 1, score 1, save 1]");
    assert_eq!(play.play("+30"), "q2 asking []", "each question is read");
    assert_eq!(play.play("go"), "q2 thinking []", "who has read it need not listen");
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
    assert_eq!(soft.play("go heard scored:missing"), "q1 debrief [stop 1, score 1, save 1, end]");
    let mut hard = Play::new(Rules { hard_stop: true, ..rules }, 5);
    assert_eq!(hard.play("go go started +20"), "q1 transcribing 1 [record 1 q1, stop 1]");
    assert_eq!(hard.play("heard scored"), "q1 debrief [score 1, save 1, end]");
}

#[test]
fn no_time_to_think_records_at_once() {
    let mut play = Play::new(Rules { think_s: Some(0), ..Rules::round(&settings(true)) }, 1);
    assert_eq!(play.play("+1"), "q1 opening 1 [record 1 q1]");
}

#[test]
fn a_key_hit_twice_counts_in_a_round_and_that_is_said() {
    let mut play = Play::new(Rules::round(&settings(true)), 2);
    assert_eq!(play.play("go go started go tapped"), "q1 transcribing 1 [record 1 q1, stop 1, save 1]");
    let nothing = Event::Transcribed(1, Transcript::default(), Sound { duration_s: 0.2, ..Sound::default() });
    play.send(nothing);
    assert_eq!(play.play("scored"), "q2 asking [save 1]");
    let said = "That was 0.2 s with nothing said; it counts as the answer";
    assert_eq!(play.interview.notice(), Some(said));
    assert_eq!(play.interview.takes()[0].take.sound.as_ref().unwrap().warnings, [said]);
    assert_eq!(
        play.play("go go started go recorded heard scored"),
        "q2 debrief [record 2 q2, stop 2, save 2, score 2, save 2]"
    );
    assert_eq!(play.interview.notice(), None);
}

#[test]
fn each_take_stores_the_time_that_it_was_allowed() {
    let queue = compression(&Asked::new("bank", question("q")));
    let mut drill = Interview::new(Rules::drill(), queue, 1);
    for _ in 0..3 {
        drill.handle(Event::Command(Command::Type));
        let effects = drill.handle(Event::Command(Command::Submit("an answer".to_owned())));
        let Some(Effect::Score(take)) = effects.last() else { panic!("{effects:?}") };
        let (number, limit) = (take.number, take.time_limit_s);
        assert_eq!(limit, [Some(120), Some(60), Some(30)][number as usize - 1]);
        drill.handle(Event::Scored(number, Box::new(card(&[]))));
        drill.handle(Event::Command(Command::Next));
    }
    let mut round = Interview::new(Rules::round(&settings(false)), vec![Asked::new("bank", question("q"))], 1);
    round.handle(Event::Command(Command::Type));
    round.handle(Event::Command(Command::Submit("an answer".to_owned())));
    assert_eq!(round.takes()[0].take.time_limit_s, Some(30), "the round's limit");
}

#[test]
fn another_models_words_count_in_the_debrief_unless_the_take_got_others_meanwhile() {
    let interview = steps(
        practice(1),
        &[
            ("go go started go heard scored finish", "q1 debrief [record 1 q1, stop 1, score 1, save 1]"),
            ("stale:never", "q1 debrief []"),
            ("again:heard_right again#7:never", "q1 debrief [save 1]"),
        ],
    );
    let take = &interview.takes()[0].take;
    assert_eq!((take.model.as_deref(), take.heard_before.len()), (Some("base"), 1));
    assert_eq!(take.transcript.as_ref().unwrap().text, "heard_right");
}

#[test]
fn a_round_that_ends_before_its_last_answer_is_stored_as_over() {
    let round = || Play::new(Rules::round(&settings(false)), 2);
    assert_eq!(
        round().play("go go started go recorded heard scored finish"),
        "q2 debrief [record 1 q1, stop 1, save 1, score 1, save 1, end]"
    );
    assert_eq!(round().play("next next"), "q2 debrief [end]", "what was skipped is not asked another time");
    let whole = round().play("go go started go heard scored go go started go heard scored");
    assert!(whole.starts_with("q2 debrief") && !whole.contains("end"), "{whole}");
    assert!(practice(2).play("finish").ends_with("debrief []"), "practice has no end that it could miss");
}

#[test]
fn what_was_said_of_the_microphone_goes_when_it_holds_no_more() {
    let mut play = practice(1);
    play.play("go go trouble:mute");
    assert_eq!(play.interview.notice(), Some("mute"));
    play.play("started");
    assert_eq!(play.interview.notice(), None, "it is heard");
    play.play("trouble:mute recovered:loud");
    assert_eq!(play.interview.notice(), Some("mute"));
    play.play("recovered:mute");
    assert_eq!(play.interview.notice(), None);
}
