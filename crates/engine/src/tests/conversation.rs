//! What the interviewer says around the questions, and when.

use super::*;
use crate::{Interviewer, PhraseBook, Phrases};
use outloud_core::{
    bank::{Point, Priority},
    scorecard::{Contradiction, Evidence, How, PointScore, Verdict},
    session::Persona,
};

fn phrases() -> Phrases {
    let one = |text: &str| vec![text.to_owned()];
    Phrases {
        greeting: one("Hello, {minutes} minutes, {questions} {questions|question|questions}."),
        greeting_untimed: one("Hello, {questions} {questions|question|questions}."),
        new_topic: one("Now {topic}."),
        same_topic: one("Next."),
        contradicted: one("You said {said}."),
        doubted: one("You said that {said}. Are you sure?"),
        missed: one("One more thing."),
        off_topic: one("I mean {topic}."),
        stopped: one("Let me stop you there."),
        silence: one("Take your time."),
        closing: one("What would you like to ask us?"),
        stop_after_s: Some(20),
    }
}

fn interviewer() -> Option<Interviewer> {
    PhraseBook { friendly: phrases(), brisk: Phrases::default() }.interviewer(Persona::Friendly, 7)
}

fn round(questions: usize) -> Play {
    let settings = RoundSettings {
        questions,
        minutes: Some(30),
        think_time_s: 5,
        answer_time_s: Some(30),
        strict: false,
        hard_stop: false,
        seed: 1,
        persona: None,
        plan: Vec::new(),
    };
    let mut play = Play::new(Rules::round(&settings), questions);
    play.interview = play.interview.clone().with_interviewer(interviewer());
    play
}

fn lead(play: &Play) -> Option<&str> {
    play.interview.current().and_then(|asked| asked.lead.as_deref())
}

/// Answers take 1 of the current question with this card and words.
fn answer(play: &mut Play, take: TakeId, card: Scorecard, words: &str) {
    play.play("go go started go recorded");
    play.send(Event::Transcribed(take, Transcript::from_text(words), Sound { duration_s: 8.0, ..Sound::default() }));
    play.send(Event::Scored(take, Box::new(card)));
}

#[test]
fn it_greets_leads_over_and_closes() {
    let mut play = round(2);
    assert_eq!(lead(&play), Some("Hello, 30 minutes, 2 questions."));
    let spoken = play.interview.current().unwrap().spoken();
    assert!(spoken.starts_with("Hello, 30 minutes, 2 questions.\n\n"), "{spoken}");
    play.play("go go started go recorded heard scored");
    assert_eq!(lead(&play), Some("Next."));
    assert_eq!(play.interview.closing(), None);
    assert_eq!(
        play.play("go go started go recorded heard scored"),
        "q2 debrief [record 2 q2, stop 2, save 2, score 2, save 2]"
    );
    assert_eq!(play.interview.closing(), Some("What would you like to ask us?"));
}

#[test]
fn one_question_is_no_plural() {
    assert_eq!(lead(&round(1)), Some("Hello, 30 minutes, 1 question."));
}

#[test]
fn a_session_that_goes_on_is_not_greeted_again() {
    let queue = vec![Asked::new("bank", question("q1"))];
    let resumed = Interview::new(Rules::practice(), queue, 3).with_interviewer(interviewer());
    assert_eq!(resumed.current().unwrap().lead, None);
}

#[test]
fn what_was_missed_and_what_was_contradicted_is_asked_about() {
    let mut play = round(1);
    assert!(play.play("go go started go recorded heard scored:missing").starts_with("q1.follow-up-2 asking"));
    assert_eq!(lead(&play), Some("One more thing."));

    let mut play = round(1);
    let about = play.interview.current().unwrap().question.follow_ups[1].when_missing.clone().unwrap();
    let evidence = Evidence {
        text: "it is the opposite".to_owned(),
        start_s: None,
        end_s: None,
        how: How::Exact,
        confidence: 1.0,
        first_word: 0,
        word_count: 4,
        hearing: None,
    };
    let mut wrong = card(&["Rollback"]);
    wrong.rubric = vec![PointScore {
        verdict: Verdict::Contradicted,
        contradiction: Some(Contradiction { said_of: None, denied: false, evidence }),
        ..PointScore::new(&about, outloud_core::bank::Priority::Must, Vec::new())
    }];
    answer(&mut play, 1, wrong, "it is the opposite");
    assert_eq!(lead(&play), Some("You said it is the opposite."));
}

#[test]
fn a_contradicted_point_without_a_follow_up_is_asked_about_once() {
    let contradicted = |about: &str| PointScore {
        verdict: Verdict::Contradicted,
        contradiction: Some(Contradiction {
            said_of: None,
            denied: false,
            evidence: Evidence {
                text: "it copies the kernel".to_owned(),
                start_s: None,
                end_s: None,
                how: How::Exact,
                confidence: 1.0,
                first_word: 0,
                word_count: 4,
                hearing: None,
            },
        }),
        ..PointScore::new(about, Priority::Must, Vec::new())
    };
    let point = "It shares the kernel";
    let mut play = round(2);
    play.interview.queue[0].question.points = vec![Point::new(point, Priority::Must, &["share kernel"])];
    // What is missed besides has a follow-up; what was said wrongly goes before it.
    let mut wrong = card(&["Rollback"]);
    wrong.rubric = vec![contradicted(point)];
    answer(&mut play, 1, wrong, "it copies the kernel");
    assert_eq!(play.play(""), "q1.doubt-1 asking []");
    let asked = play.interview.current().unwrap();
    assert_eq!(asked.question.prompt, "You said that it copies the kernel. Are you sure?");
    assert_eq!((asked.question.points.len(), asked.follows), (1, Some((0, 2))));
    assert_eq!(play.interview.position(), (1, 2), "it is a follow-up");

    let mut again = card(&[]);
    again.rubric = vec![contradicted(point)];
    answer(&mut play, 2, again, "it does copy the kernel");
    assert_eq!(play.play(""), "q2 asking []", "once is enough");
}

#[test]
fn an_answer_about_something_else_has_the_question_repeated_once() {
    let mut play = round(2);
    let words = "well my favourite food is pasta and I cook it every day with my whole family at home";
    let mut nothing = card(&["a", "b"]);
    nothing.keywords.hit.clear();
    answer(&mut play, 1, nothing.clone(), words);
    assert_eq!(play.play(""), "q1 asking []");
    assert!(lead(&play).unwrap().starts_with("I mean "), "{:?}", lead(&play));
    answer(&mut play, 2, nothing.clone(), words);
    assert_ne!(play.interview.takes()[1].asked, play.interview.position().0, "it is not asked a third time");
    assert_ne!(lead(&play), Some("I mean t."));

    let mut short = round(2);
    answer(&mut short, 1, nothing.clone(), "I have no idea");
    assert_ne!(short.play(""), "q1 asking []", "a short answer is an answer");
    let mut without = round(2);
    without.interview.interviewer = None;
    answer(&mut without, 1, nothing, words);
    assert_ne!(without.play(""), "q1 asking []", "nobody is there to repeat it");
}

#[test]
fn a_long_answer_is_stopped_and_that_is_said() {
    let mut play = round(2);
    assert_eq!(play.play("go go started +49.9"), "q1 recording 1 [record 1 q1]");
    assert_eq!(play.play("+0.2"), "q1 transcribing 1 [stop 1]");
    play.play("recorded heard scored");
    assert_eq!(lead(&play), Some("Let me stop you there. Next."));
    play.play("go go started go recorded heard scored");
    assert_eq!(play.interview.closing(), Some("What would you like to ask us?"), "that one was not stopped");
}

#[test]
fn silence_is_answered_on_the_screen_alone() {
    let mut play = round(1);
    play.play("go go started");
    play.send(Event::Silent(2));
    assert_eq!(play.interview.notice(), None, "another take");
    play.send(Event::Silent(1));
    assert_eq!(play.interview.notice(), Some("Take your time."));
}

#[test]
fn the_seed_chooses_and_nothing_else_does() {
    let many = Phrases { closing: (0..50).map(|n| n.to_string()).collect(), ..Phrases::default() };
    let closing = |seed| {
        let book = PhraseBook { friendly: Phrases::default(), brisk: many.clone() };
        book.interviewer(Persona::Brisk, seed).unwrap().closing()
    };
    assert_eq!(closing(3), closing(3));
    assert!((0..20).map(closing).collect::<std::collections::HashSet<_>>().len() > 5);
    assert_eq!(PhraseBook::default().interviewer(Persona::Silent, 1), None);
}
