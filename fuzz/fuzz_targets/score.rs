//! Any text as an answer: never a panic, and a score between 0 and 100.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use outloud::domain::{
    bank::Question,
    scorer::{Answer, CompiledQuestion, Scorer},
    transcript::Transcript,
};

static QUESTIONS: LazyLock<[CompiledQuestion; 2]> = LazyLock::new(|| {
    let model = "Monitoring was in place: Prometheus scraped nginx, Grafana drew the p95, CI/CD rolled back in 5 minutes.";
    let drawn = Question::bare("drawn", "How did you watch it?", model);
    let mut curated = drawn.clone();
    curated.keywords = serde_json::from_str(r#"[{"term":"CI/CD"},{"term":"p95"},{"term":"nginx","any":["reverse proxy"]}]"#)
        .unwrap_or_default();
    let scorer = Scorer::new([]);
    [scorer.compile(&drawn), scorer.compile(&curated)]
});

fuzz_target!(|text: &str| {
    let transcript = Transcript::from_text(text);
    for question in QUESTIONS.iter() {
        let card = question.score(&Answer { transcript: &transcript, sound: None, time_limit_s: Some(90) });
        assert!((0.0..=100.0).contains(&card.score));
        assert!(!question.explain(&card).is_empty());
    }
});
