//! What scoring costs: a two-minute answer against the question with most patterns, the same with ticks as it is spoken, a transcript
//! of 100,000 words, and making all banks ready. `cargo bench --bench scorer`.

use divan::{Bencher, black_box};
use outloud_core::{
    bank::{Bank, Question},
    transcript::{Transcript, Word},
};
use outloud_scoring::{Answer, CompiledQuestion, Scorer};
use outloud_store::banks;

/// What a speaker says in two minutes.
const TWO_MINUTES: usize = 300;
/// How many words a live transcript grows by between two looks at the ticks.
const WORDS_PER_TICK: usize = 5;

fn main() {
    divan::main();
}

fn built_in() -> Vec<Bank> {
    banks::built_in().map(|all| all.into_iter().map(|b| b.bank).collect()).unwrap_or_default()
}

fn patterns(question: &Question) -> usize {
    question.points.iter().map(|p| p.says.len() + p.wrong.len()).sum::<usize>() + question.misconceptions.len()
}

/// The question with most patterns, compiled, and the bank that it is in.
fn fullest(banks: &[Bank]) -> Option<(&Bank, CompiledQuestion)> {
    let all = banks.iter().flat_map(|bank| bank.questions.iter().map(move |question| (bank, question)));
    let (bank, question) = all.max_by_key(|(_, question)| patterns(question))?;
    Some((bank, Scorer::new(banks).compile(question)))
}

/// `count` words with times and probabilities: the model answers of a bank over and over, so that something of it is found.
fn spoken(bank: &Bank, count: usize) -> Transcript {
    let words = bank.questions.iter().flat_map(|q| q.model_answer.split_whitespace());
    let word = |(at, text): (usize, &str)| Word {
        text: text.to_owned(),
        start_s: Some(at as f64 * 0.4),
        end_s: Some(at as f64 * 0.4 + 0.3),
        probability: Some(0.9),
        hearings: Vec::new(),
    };
    Transcript::from_words(words.cycle().take(count).enumerate().map(word).collect())
}

#[divan::bench(args = [TWO_MINUTES, 100_000], sample_count = 20)]
fn answer_of_words(bencher: Bencher, count: usize) {
    let banks = built_in();
    let Some((bank, compiled)) = fullest(&banks) else { return };
    let transcript = spoken(bank, count);
    let answer = Answer { transcript: &transcript, sound: None, time_limit_s: Some(120) };
    bencher.bench(|| compiled.score(black_box(&answer)));
}

/// Every look at the ticks of one answer: the transcript grows by a few words each time.
#[divan::bench]
fn ticks_of_a_two_minute_answer(bencher: Bencher) {
    let banks = built_in();
    let Some((bank, compiled)) = fullest(&banks) else { return };
    let lengths = (WORDS_PER_TICK..=TWO_MINUTES).step_by(WORDS_PER_TICK);
    let growing: Vec<Transcript> = lengths.map(|count| spoken(bank, count)).collect();
    bencher
        .bench(|| growing.iter().map(|transcript| compiled.ticks(black_box(transcript)).points.len()).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn learn_all_banks(bencher: Bencher) {
    let banks = built_in();
    bencher.bench(|| Scorer::new(black_box(&banks)));
}

#[divan::bench(sample_count = 10)]
fn compile_all_banks(bencher: Bencher) {
    let banks = built_in();
    let scorer = Scorer::new(&banks);
    bencher.bench(|| banks.iter().flat_map(|b| &b.questions).map(|q| scorer.compile(black_box(q))).collect::<Vec<_>>());
}
