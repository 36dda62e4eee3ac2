//! The scorecard of a session: what its first screen shows at several sizes, its verdicts challenged and heard again.

use super::stage::*;
use outloud_core::{
    bank::Priority,
    scorecard::{Contradiction, PointScore, Scorecard, Verdict},
    sound::Sound,
    transcript::Transcript,
};
use outloud_engine::Event;

/// A scored answer with many points and keywords.
fn long_scorecard() -> SessionStage {
    let mut stage = practice().recording();
    stage.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
    stage.hear(Event::Transcribed(1, transcript(), Sound { duration_s: 34.0, ..Sound::default() }));
    let said = card().keywords.hit[0].evidence.clone();
    let point = |n: usize| {
        let point = PointScore::new(&format!("You make point {n}"), Priority::Must, Vec::new());
        match n % 3 {
            0 => point,
            1 => PointScore::new(&point.point, Priority::Must, vec![said.clone()]),
            _ => PointScore {
                verdict: Verdict::Contradicted,
                contradiction: Some(Contradiction { said_of: None, denied: false, evidence: said.clone() }),
                ..point
            },
        }
    };
    let mut card = Scorecard { rubric: (1..=6).map(point).collect(), doubtful: 0.0, ..card() };
    card.keywords.hit = vec![card.keywords.hit[0].clone(); 8];
    stage.hear(Event::Scored(1, Box::new(card)));
    stage
}

#[test]
fn the_first_screen_shows_the_score_and_the_first_points_and_how_to_see_the_rest() {
    insta::assert_snapshot!("score", practice().scored().picture(80, 24));
    insta::assert_snapshot!("score-60x18", practice().scored().picture(60, 18));
    for (columns, rows) in [(80, 24), (100, 30), (60, 20)] {
        let picture = long_scorecard().picture(columns, rows);
        assert!(picture.contains("62 of 100") && picture.contains("2 of 6, 2"), "{picture}");
        assert_eq!(picture.matches("You make point").count(), 6, "{picture}");
        assert!(picture.contains("pagedown ") && picture.contains(" more lines"), "{picture}");
        assert!(picture.contains("p play") && picture.contains("? more"), "{picture}");
    }
    let picture = long_scorecard().press("pagedown pagedown pagedown").picture(80, 24);
    assert!(picture.contains("142 words/min") && !picture.contains("more line"), "{picture}");
}

#[test]
fn a_verdict_is_challenged_where_it_stands_and_the_score_stays() {
    let mut stage = practice().scored();
    assert!(!stage.press("i").picture(80, 24).contains("that is wrong"), "nothing is chosen yet");
    let picture = stage.press("down").picture(80, 24);
    assert!(picture.contains("i I did not say that"), "{picture}");
    let picture = stage.press("i").picture(80, 24);
    assert!(picture.contains("you: I did not say that") && picture.contains("62 of 100"), "{picture}");
    assert!(picture.contains("i take that back"), "{picture}");
    let picture = stage.press("down").picture(80, 24);
    assert!(picture.contains("i I did say that"), "what was missed can be chosen: {picture}");
    stage.press("i up i");
    let take = &stage.interview.current_take().unwrap().take;
    let challenged: Vec<_> = take.challenges.iter().map(|c| (c.judged.name.as_str(), c.claim().as_str())).collect();
    assert_eq!(challenged, [("You never rebase what others have", "said")]);
    let picture = stage.press("w down i").picture(80, 24);
    assert!(picture.contains("you: I did not say that"), "points can be challenged on their page: {picture}");
}

#[test]
fn a_recording_is_heard_from_the_chosen_line() {
    let mut stage = practice().scored();
    assert_eq!(stage.press("p").heard_s, Some(0.0), "nothing is chosen: from its beginning");
    assert_eq!(stage.press("down p").heard_s, Some(6.5), "the first point landed there");
    assert!(stage.press("up up").ui.scroll.chosen.is_none());
}

#[test]
fn the_word_to_correct_is_seen_in_a_long_answer() {
    let mut stage = practice().recording();
    let once = transcript();
    let mut words: Vec<_> = std::iter::repeat_n(once.words.clone(), 12).flatten().collect();
    for word in &mut words {
        word.probability = Some(0.9);
    }
    let last = words.len() - 1;
    (words[last].text, words[last].probability) = ("fin".to_owned(), Some(0.1));
    stage.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
    let sound = Sound { duration_s: 34.0, ..Sound::default() };
    stage.hear(Event::Transcribed(1, Transcript::from_words(words), sound));
    stage.hear(Event::Scored(1, Box::new(card())));
    let picture = stage.press("c").picture(60, 18);
    assert!(picture.contains("fin?"), "{picture}");
}
