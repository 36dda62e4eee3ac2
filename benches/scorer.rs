//! What scoring costs: a two-minute answer against a full question, all six ways of hearing. `cargo bench --bench scorer`.

use divan::{Bencher, black_box};
use outloud_core::{
    bank::Bank,
    transcript::{Transcript, Word},
};
use outloud_scoring::{Answer, Scorer};
use outloud_store::banks;

fn main() {
    divan::main();
}

fn built_in() -> Vec<Bank> {
    banks::built_in().map(|all| all.into_iter().map(|b| b.bank).collect()).unwrap_or_default()
}

/// About 300 words with times and probabilities: the model answers of other questions, so that little is found early.
fn two_minutes(bank: &Bank) -> Transcript {
    let answers = bank.questions.iter().skip(1).map(|q| q.model_answer.as_str()).collect::<Vec<_>>().join(" ");
    let word = |(at, text): (usize, &str)| Word {
        text: text.to_owned(),
        start_s: Some(at as f64 * 0.4),
        end_s: Some(at as f64 * 0.4 + 0.3),
        probability: Some(0.9),
    };
    Transcript::from_words(answers.split_whitespace().take(300).enumerate().map(word).collect())
}

#[divan::bench]
fn two_minute_answer(bencher: Bencher) {
    let banks = built_in();
    let scorer = Scorer::new(&banks);
    let Some((bank, question)) = banks.iter().find_map(|b| Some((b, b.questions.first()?))) else { return };
    let compiled = scorer.compile(question);
    let transcript = two_minutes(bank);
    let answer = Answer { transcript: &transcript, sound: None, time_limit_s: Some(120) };
    bencher.bench(|| compiled.score(black_box(&answer)));
}

#[divan::bench]
fn ticks_while_speaking(bencher: Bencher) {
    let banks = built_in();
    let scorer = Scorer::new(&banks);
    let Some((bank, question)) = banks.iter().find_map(|b| Some((b, b.questions.first()?))) else { return };
    let compiled = scorer.compile(question);
    let transcript = two_minutes(bank);
    bencher.bench(|| compiled.ticks(black_box(&transcript)));
}

#[divan::bench(sample_count = 10)]
fn compile_one_question(bencher: Bencher) {
    let banks = built_in();
    let scorer = Scorer::new(&banks);
    let Some(question) = banks.first().and_then(|b| b.questions.first()) else { return };
    bencher.bench(|| scorer.compile(black_box(question)));
}

#[divan::bench(sample_count = 10)]
fn learn_all_banks(bencher: Bencher) {
    let banks = built_in();
    bencher.bench(|| Scorer::new(black_box(&banks)));
}
