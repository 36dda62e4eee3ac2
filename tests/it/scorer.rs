//! The scorer on our own banks and on hostile input: what the score promises to candidates.

use std::sync::OnceLock;

use outloud_core::{
    bank::{Bank, Question},
    scorecard::{How, Scorecard},
    transcript::{Transcript, Word},
};
use outloud_scoring::{Answer, CompiledQuestion, Scorer};
use outloud_store::banks;
use proptest::prelude::*;

/// The built-in banks, each with its questions made ready: compiling is most of the work, so all tests share it.
fn compiled() -> &'static [Vec<CompiledQuestion>] {
    static COMPILED: OnceLock<Vec<Vec<CompiledQuestion>>> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let banks: Vec<Bank> = banks::built_in().unwrap().into_iter().map(|b| b.bank).collect();
        let scorer = Scorer::new(&banks);
        banks.iter().map(|b| b.questions.iter().map(|q| scorer.compile(q)).collect()).collect()
    })
}

fn score(question: &CompiledQuestion, text: &str) -> Scorecard {
    question.score(&Answer { transcript: &Transcript::from_text(text), sound: None, time_limit_s: Some(90) })
}

fn monitoring() -> Question {
    serde_json::from_value(serde_json::json!({
        "id": "watch", "kind": "technical", "prompt": "How did you watch the platform?",
        "model_answer": "Monitoring was in place: Prometheus scraped nginx and Grafana drew the p95 latency, so the rollback was automatic.",
        "keywords": [
            { "term": "monitoring", "weight": 3 }, { "term": "Prometheus", "weight": 2 }, { "term": "nginx", "weight": 2 },
            { "term": "p95", "weight": 1 }, { "term": "rollback", "weight": 1 }, { "term": "CI/CD", "weight": 1 },
            { "term": "health check", "weight": 1 }, { "term": "idempotent", "weight": 1 }
        ],
        "rubric": [{ "point": "You watched it", "priority": "must", "any": ["monitoring was in place", "we had monitoring"] }]
    }))
    .unwrap()
}

fn how(card: &Scorecard, term: &str) -> Option<How> {
    card.keywords.hit.iter().find(|h| h.term == term).map(|h| h.evidence.how)
}

#[test]
fn every_model_answer_earns_its_own_points() {
    for compiled in compiled().iter().flatten() {
        let question = compiled.question();
        let card = score(compiled, &question.model_answer);
        assert!(card.score >= 95.0, "{}: {} {:?}", question.id, card.score, card.keywords.missed);
        assert!(!card.delivery.list_like && !card.delivery.gave_up, "{}", question.id);
    }
}

#[test]
fn answers_to_other_questions_earn_little_and_nothing_earns_nothing() {
    let (mut all, mut stories) = (Vec::new(), Vec::new());
    for bank in compiled() {
        for (at, compiled) in bank.iter().enumerate() {
            // Four of the bank's other answers, other ones for each question: enough to know.
            let others = [1, 2, 3, 5].map(|step| (at + step * (1 + at % 3)) % bank.len());
            for &other in others.iter().filter(|&&other| other != at) {
                let kind = |at: usize| bank[at].question().kind.asks_for_a_story();
                let of = if kind(at) { &mut stories } else { &mut all };
                of.push(score(compiled, &bank[other].question().model_answer).score);
            }
            for nothing in ["", "I don't know.", "Um, no idea, sorry."] {
                assert!(score(compiled, nothing).score == 0.0, "{}: {nothing}", compiled.question().id);
            }
        }
    }
    let median_and_p99 = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        (all[all.len() / 2], all[all.len() * 99 / 100])
    };
    let (median, p99) = median_and_p99(all);
    assert!(median <= 10.0 && p99 <= 40.0, "median {median}, 99th percentile {p99}");
    // A good story to a question nearby is a good story: only most of them have to stay low.
    let (median, _) = median_and_p99(stories);
    assert!(median <= 30.0, "median of stories {median}");
}

#[test]
fn a_list_of_keywords_is_called_what_it_is() {
    let (mut lists, mut called) = (0, 0);
    for compiled in compiled().iter().flatten().filter(|c| c.question().keywords.len() >= 5) {
        let question = compiled.question();
        let mut terms: Vec<&str> = question.keywords.iter().map(|k| k.term.as_str()).collect();
        terms.reverse();
        let half = terms.len() / 2;
        terms.rotate_left(half);
        for recited in [terms.join(", "), format!("And then the {}.", terms.join(". And then the "))] {
            let card = score(compiled, &recited);
            lists += 1;
            called += usize::from(
                card.delivery.list_like && card.score <= 30.0 && card.advice[0].contains("list of keywords"),
            );
        }
    }
    assert!(called * 100 >= lists * 95, "{called} of {lists}");
}

#[test]
fn terms_are_heard_in_six_ways() {
    let compiled = Scorer::new([]).compile(&monitoring());
    let cases = [
        ("We had monitoring.", "monitoring", Some(How::Exact)),
        ("We monitored everything.", "monitoring", Some(How::Stem)),
        ("Then the C I C D ran.", "CI/CD", Some(How::Alias)),
        ("The P ninety five went up.", "p95", Some(How::Alias)),
        ("I put engine X in front.", "nginx", Some(How::Alias)),
        ("A roll back was needed.", "rollback", Some(How::Joined)),
        ("There is a healthcheck.", "health check", Some(How::Joined)),
        ("We ran Promethius.", "Prometheus", Some(How::Fuzzy)),
        ("It was high in Putin.", "idempotent", Some(How::Sound)),
        ("Pro Meatius scraped it.", "Prometheus", Some(How::Sound)),
        ("We had no monitoring.", "monitoring", None),
        ("I have never used Prometheus.", "Prometheus", None),
        ("The engine was loud and the secrets leaked.", "nginx", None),
        ("We rolled out the backlog.", "rollback", None),
    ];
    for (text, term, want) in cases {
        assert_eq!(how(&score(&compiled, text), term), want, "{text}");
    }
    assert!(!score(&compiled, "Honestly, we had no monitoring in place.").rubric[0].met);
    assert!(score(&compiled, "Monitoring was in place.").rubric[0].met);
}

#[test]
fn small_words_and_letters_are_heard_where_they_were_said() {
    let scorer = Scorer::new([]);
    let cases = [
        ("what's that", "That is what I meant.", None),
        ("what's that", "So I ask, what's that?", Some(How::Exact)),
        ("IAM", "The variable is m.", None),
        ("IAM", "We gave it an I A M role.", Some(How::Alias)),
        ("rewrites", "It was rewritten.", Some(How::Stem)),
        ("cache", "It sits in the cash.", Some(How::Sound)),
        ("idempotent", "We made the handler eye-important.", Some(How::Sound)),
        ("GitLab", "We posted it to get lab.", Some(How::Alias)),
        ("asynchronous", "The call is synchronous.", None),
        ("synchronous", "The call is synchronous.", Some(How::Exact)),
        ("automatic rollback", "The rollback was not automatic.", None),
        ("rollback was automatic", "The rollback was not automatic.", None),
        ("vault passwords", "Ansible has a vault. I would put the passwords in there.", None),
        ("vault passwords", "The vault keeps the passwords.", Some(How::Exact)),
        ("dead letter queue", "It goes to the dead letter. Queue it was.", Some(How::Exact)),
        ("dead letter queue", "It goes to the dead letter... queue, I mean.", Some(How::Exact)),
        ("slow query", "It was a slow database query.", Some(How::Exact)),
        ("slow query", "The slow site needed a query.", None),
        ("policy as code", "Policies are reviewed in code.", None),
        ("policy as code", "Our policies are code.", Some(How::Stem)),
        ("merge request", "It is posted to emerge request.", Some(How::Sound)),
        ("idempotent", "The task is idon't put int.", Some(How::Sound)),
        ("VPC", "We have three VPCs.", Some(How::Stem)),
        ("cardinality", "Carpinter adds a node.", None),
        ("import", "That is important.", None),
        ("product", "It runs in production.", None),
        ("customize", "The customer called.", None),
        ("built in", "We build it once.", None),
        ("built in", "It has a built-in check.", Some(How::Exact)),
        ("hands-on", "On the other hand I read.", None),
        ("step by step", "Each new step brings the next step.", None),
        ("step by step", "We moved it step by step.", Some(How::Exact)),
    ];
    for (term, text, want) in cases {
        let heard = scorer.find_terms([term], &Transcript::from_text(text)).remove(0);
        assert_eq!(heard.map(|e| e.how), want, "{term}: {text}");
    }
}

#[test]
fn evidence_has_words_times_and_doubts() {
    let word = |text: &str, at: f64, probability: f64| Word {
        text: text.to_owned(),
        start_s: Some(at),
        end_s: Some(at + 0.4),
        probability: Some(probability),
        hearings: Vec::new(),
    };
    let words = vec![
        word("We", 0.0, 0.9),
        word("had", 0.5, 0.9),
        word("monitoring", 1.0, 0.9),
        word("with", 1.5, 0.9),
        word("Prometheus.", 2.0, 0.3),
    ];
    let card = Scorer::new([]).compile(&monitoring()).score(&Answer {
        transcript: &Transcript::from_words(words),
        sound: None,
        time_limit_s: None,
    });
    let hit = card.keywords.hit.iter().find(|h| h.term == "Prometheus").unwrap();
    assert_eq!(
        (hit.evidence.text.as_str(), hit.evidence.start_s, hit.evidence.first_word),
        ("Prometheus.", Some(2.0), 4)
    );
    assert!(hit.evidence.is_doubtful() && card.doubtful > 0.0 && card.doubtful < card.score);
}

#[test]
fn the_arithmetic_can_be_redone_with_a_pencil() {
    let compiled = Scorer::new([]).compile(&monitoring());
    let card = score(&compiled, "Monitoring was in place with Prometheus and I looked at the graphs every day.");
    let text = compiled.explain(&card);
    // 5 of 12 keyword points, 3 of 3 points: x = 0.7 + 0.3 * 0.417 = 0.825; x * x * (3 - 2 x) = 0.919.
    for line in [
        "coverage = 5 / 12 = 0.417",
        "made = 3 / 3 = 1.000",
        "0.7 x 1.000 + 0.3 x 0.417 = 0.825",
        "= 0.919",
        "Score: 91.9",
    ] {
        assert!(text.contains(line), "no '{line}' in:\n{text}");
    }
    assert!((card.score - 91.9).abs() < 1e-9);
}

#[test]
fn ticks_follow_the_words() {
    let compiled = Scorer::new([]).compile(&monitoring());
    let ticks = compiled.ticks(&Transcript::from_text("We had monitoring and engine X"));
    assert_eq!(ticks.keywords.iter().filter(|t| **t).count(), 2);
    assert_eq!((ticks.keywords.len(), compiled.terms().count(), ticks.keywords[0]), (8, 8, true));
}

#[test]
fn a_hundred_thousand_words_are_scored() {
    let compiled = Scorer::new([]).compile(&monitoring());
    let text = "prometius szzkx monitoring five oh two ".repeat(15_000);
    let card = score(&compiled, &text);
    assert!(card.score > 0.0 && card.delivery.words == 90_000);
}

fn any_word() -> impl Strategy<Value = Word> {
    let time =
        prop_oneof![Just(None), (-5.0..500.0_f64).prop_map(Some), Just(Some(f64::NAN)), Just(Some(f64::INFINITY))];
    let probability = prop_oneof![Just(None), (-1.0..2.0_f64).prop_map(Some), Just(Some(f64::NAN))];
    let text = prop_oneof![
        "\\PC{0,12}",
        Just("monitoring".to_owned()),
        Just("\0".to_owned()),
        Just("مراقبة🙂".to_owned()),
        Just("two".to_owned())
    ];
    (text, time.clone(), time, probability).prop_map(|(text, start_s, end_s, probability)| Word {
        text,
        start_s,
        end_s,
        probability,
        hearings: Vec::new(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_can_be_transcribed_breaks_the_scorer(words in prop::collection::vec(any_word(), 0..60)) {
        let compiled = Scorer::new([]).compile(&monitoring());
        let transcript = Transcript::from_words(words);
        let answer = Answer { transcript: &transcript, sound: None, time_limit_s: Some(0) };
        let card = compiled.score(&answer);
        prop_assert!((0.0..=100.0).contains(&card.score) && card.advice.len() <= 5);
        prop_assert!(card.doubtful >= 0.0 && card.doubtful <= card.score);
        for evidence in card.keywords.hit.iter().map(|h| &h.evidence) {
            prop_assert!(evidence.first_word + evidence.word_count <= transcript.words.len());
            prop_assert!((0.0..=1.0).contains(&evidence.confidence));
        }
        prop_assert_eq!(serde_json::to_string(&card).unwrap(), serde_json::to_string(&compiled.score(&answer)).unwrap());
        let explained = compiled.explain(&card);
        let last = format!("Score: {:.1} ", card.score);
        prop_assert!(explained.lines().any(|line| line.starts_with(&last)), "{}", explained);
    }

    #[test]
    fn the_fuzz_target_finds_nothing(pieces in prop::collection::vec(
        prop_oneof![
            "\\PC{0,8}", "[a-z]{1,9}", Just("engine X".to_owned()), Just("not".to_owned()), Just("C I".to_owned()),
            Just("I a M".to_owned()), Just("ninety five".to_owned()), Just("pro meatius".to_owned()), Just("\u{202e}\0".to_owned())
        ], 0..40), glue in prop_oneof![Just(" "), Just(""), Just(", "), Just("-")])
    {
        crate::fuzz_bodies::score(&pieces.join(glue));
    }

    #[test]
    fn saying_more_never_costs_points(extra in "[a-z ]{0,80}") {
        let compiled = Scorer::new([]).compile(&monitoring());
        let said = "So we had monitoring with Prometheus and it was good to have it there for us.";
        let more = score(&compiled, &format!("{said} And then also {extra}."));
        prop_assert!(more.score >= score(&compiled, said).score || more.delivery.list_like);
    }
}
