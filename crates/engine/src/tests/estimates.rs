//! The candidate's own estimates: before the score shows, while it is worked out, and never in the way of anything else.

use super::*;

fn estimating(rules: Rules) -> Rules {
    Rules { estimate: true, ..rules }
}

fn round(questions: usize) -> Play {
    let settings = RoundSettings {
        questions,
        minutes: None,
        think_time_s: 10,
        answer_time_s: None,
        strict: false,
        hard_stop: false,
        seed: 7,
        persona: None,
        plan: Vec::new(),
    };
    Play::new(Rules { follow_ups: FollowUps::Off, ..estimating(Rules::round(&settings)) }, questions)
}

#[test]
fn the_score_waits_for_the_estimate_and_the_estimate_for_nothing() {
    let interview = steps(
        Play::new(estimating(Rules::practice()), 2),
        &[
            ("ready go go started go", "q1 estimating 1 [record 1 q1, stop 1]"),
            ("recorded heard", "q1 estimating 1 [save 1, score 1]"),
            ("scored", "q1 estimating 1 [save 1]"),
            ("go next finish note:x model", "q1 estimating 1 []"),
            ("estimate:70", "q1 scored 1 Score [save 1]"),
            ("estimate:20", "q1 scored 1 Score []"),
        ],
    );
    assert_eq!(interview.takes()[0].take.estimate, Some(70));
}

#[test]
fn an_early_estimate_waits_for_the_score_and_none_is_asked_for_what_failed() {
    let interview = steps(
        Play::new(estimating(Rules::practice()), 2),
        &[
            ("ready go go started go estimate:250", "q1 transcribing 1 [record 1 q1, stop 1, save 1]"),
            ("recorded heard scored", "q1 scored 1 Score [save 1, score 1, save 1]"),
            ("retake go started go estimate", "q1 transcribing 2 [record 2 q1, stop 2]"),
            ("recorded heard scored", "q1 scored 2 Score [save 2, score 2, save 2]"),
            ("retake go started go recorded unheard", "q1 scored 3 Score [record 3 q1, stop 3, save 3, save 3]"),
            ("retake type submit:a_merge", "q1 estimating 4 [save 4, score 4]"),
            ("retake", "q1 estimating 4 []"),
        ],
    );
    let estimates: Vec<_> = interview.takes().iter().map(|t| t.take.estimate).collect();
    assert_eq!(estimates, [Some(100), None, None, None], "the best is 100");
}

#[test]
fn a_key_pressed_twice_is_no_answer_to_estimate() {
    steps(
        Play::new(estimating(Rules::practice()), 2),
        &[("ready go go started go tapped", "q1 held [record 1 q1, stop 1, discard 1]")],
    );
}

#[test]
fn a_round_is_estimated_answer_by_answer_before_it_is_looked_back_on() {
    let one = "go go started go recorded heard scored";
    let mut play = round(3);
    for _ in 0..3 {
        play.play(one);
    }
    assert_eq!(play.interview.estimate_position(), Some((1, 3)));
    let interview = steps(
        play,
        &[
            ("go next +30", "q3 estimating 1 []"),
            ("estimate:60", "q3 estimating 2 [save 1]"),
            ("estimate", "q3 estimating 3 []"),
            ("estimate:0", "q3 debrief [save 3]"),
        ],
    );
    let estimates: Vec<_> = interview.takes().iter().map(|t| t.take.estimate).collect();
    assert_eq!(estimates, [Some(60), None, Some(0)]);
}

#[test]
fn the_rest_of_the_estimates_is_skipped_at_once() {
    let mut play = round(3);
    play.play("go go started go recorded heard scored go go started go");
    steps(
        play,
        &[
            ("recorded heard scored finish", "q3 estimating 1 [save 2, score 2, save 2, end]"),
            ("enough", "q3 debrief []"),
        ],
    );
    let mut nothing = round(2);
    assert_eq!(nothing.play("finish"), "q1 debrief [end]");
    let mut practised = Play::new(Rules::practice(), 1);
    practised.play("go go started go recorded heard scored");
    assert_eq!(practised.play("next"), "q1 debrief []", "in practice each answer was asked about before");
}
