//! Laws that hold for every answer.

use outloud_core::{scorecard::Scorecard, transcript::Transcript};
use proptest::prelude::*;

use crate::{
    Answer, CompiledQuestion,
    testing::{all_evidence, compiled, metrics, score},
};

use super::params;

fn question() -> &'static CompiledQuestion {
    static QUESTION: std::sync::OnceLock<CompiledQuestion> = std::sync::OnceLock::new();
    QUESTION.get_or_init(|| compiled(&metrics()))
}

/// Right, wrong and empty sentences, none of which gives up.
fn sentences() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "A counter only goes up.",
        "A gauge can fall.",
        "A counter can fall.",
        "A gauge never falls.",
        "a gauge only goes up and a counter can go down",
        "We take the rate.",
        "Prometheus scrapes it.",
        "Pro Meatius was there.",
        "If a counter falls, the process restarted.",
        "People think that a counter falls.",
        "Um, you know, basically.",
        "It is what it is, and we had no Prometheus.",
    ]);
    prop::collection::vec(sentence, 0..8).prop_map(|all| all.join(" "))
}

/// Words of every kind, in any order.
fn noise() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,9}",
        "\\PC{0,6}",
        prop::sample::select(vec![
            "counter", "gauge", "not", "never", "only", "fall,", "go_up.", "99.9%", "C I", "don't", "rate", "."
        ])
        .prop_map(ToOwned::to_owned),
    ];
    prop::collection::vec(word, 0..40).prop_map(|all| all.join(" "))
}

/// The score that a reader of an explanation gets with a pencil, from the weights on its lines.
fn redone(explanation: &str) -> f64 {
    let (mut said, mut keywords, mut made, mut points, mut cost) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut on_points = false;
    for line in explanation.lines() {
        on_points |= line.starts_with("Statements");
        let of = line.split("(of ").nth(1).and_then(|rest| rest.split(')').next()).and_then(|n| n.parse::<f64>().ok());
        let Some(weight) = line.split_whitespace().next().and_then(|first| first.parse::<f64>().ok()) else { continue };
        let whole = if weight == 0.0 { of.expect("what it could have earned") } else { weight.abs() };
        if on_points {
            made += weight.max(0.0);
            cost += (-weight).max(0.0);
            points += if line.contains("a false belief") { 0.0 } else { whole };
        } else {
            said += weight;
            keywords += whole;
        }
    }
    let statements = f64::max(made / points - f64::min(cost / points, params::MOST_COST), 0.0);
    let coverage = f64::min(said / keywords, statements + params::COVERAGE_AHEAD);
    let x = params::STATEMENT_SHARE * statements + (1.0 - params::STATEMENT_SHARE) * coverage;
    let score = 100.0 * x * x * (3.0 - 2.0 * x);
    let capped = if explanation.contains("reads as a list") { score.min(params::LIST_CAP) } else { score };
    if explanation.contains("you do not know: 0") { 0.0 } else { capped }
}

fn check(card: &Scorecard, transcript: &Transcript) {
    assert!((0.0..=100.0).contains(&card.score), "{}", card.score);
    assert!((0.0..=card.score).contains(&card.doubtful), "{} of {}", card.doubtful, card.score);
    assert!(card.advice.len() <= params::ADVICE_LINES);
    for evidence in all_evidence(card) {
        assert!(evidence.word_count > 0 && evidence.first_word + evidence.word_count <= transcript.words.len());
        assert!((0.0..=1.0).contains(&evidence.confidence), "{evidence:?}");
        let words = &transcript.words[evidence.first_word..evidence.first_word + evidence.word_count];
        assert_eq!(evidence.text, words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_card_keeps_its_ranges(text in prop_oneof![sentences(), noise()]) {
        let transcript = Transcript::from_text(&text);
        check(&score(question(), &text), &transcript);
    }

    #[test]
    fn the_same_answer_earns_the_same_card(text in prop_oneof![sentences(), noise()]) {
        prop_assert_eq!(score(question(), &text), score(&compiled(&metrics()), &text));
    }

    #[test]
    fn the_explanation_redoes_the_score(text in prop_oneof![sentences(), noise()]) {
        let card = score(question(), &text);
        let explanation = question().explain(&card);
        let redone = redone(&explanation);
        prop_assert!((redone - card.score).abs() <= 0.05 + 1e-9, "{} and not {}:\n{}", redone, card.score, explanation);
        let last = format!("Score: {:.1} (scorer version {})\n", card.score, card.scorer_version);
        prop_assert!(explanation.ends_with(&last), "{}", explanation);
        prop_assert!(!explanation.contains("= -0"), "{}", explanation);
    }

    #[test]
    fn a_wrong_statement_never_raises_the_score(text in sentences(), wrong in prop::sample::select(vec![
        "A counter can fall.", "A counter goes down.", "A gauge never falls."
    ])) {
        let more = score(question(), &format!("{text} {wrong}"));
        prop_assert!(more.score <= score(question(), &text).score, "{}", more.score);
    }

    #[test]
    fn doubts_never_raise_the_score(text in sentences(), probability in 0.0..1.0_f64) {
        let mut transcript = Transcript::from_text(&text);
        transcript.words.iter_mut().for_each(|w| w.probability = Some(probability));
        let doubted = question().score(&Answer { transcript: &transcript, sound: None, time_limit_s: None });
        prop_assert!(doubted.score - doubted.doubtful <= score(question(), &text).score + 0.05);
        check(&doubted, &transcript);
    }

    #[test]
    fn ticks_are_what_the_card_says(text in sentences()) {
        let ticks = question().ticks(&Transcript::from_text(&text));
        let card = score(question(), &text);
        let hit: Vec<bool> = question().terms().map(|t| card.keywords.hit.iter().any(|h| h.term == t)).collect();
        prop_assert_eq!(ticks.keywords, hit);
        prop_assert_eq!(ticks.points, card.rubric.iter().map(|p| p.verdict).collect::<Vec<_>>());
    }
}
