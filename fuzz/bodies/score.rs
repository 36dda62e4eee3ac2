//! Any text as an answer.

use std::sync::LazyLock;

use outloud_core::{bank::Question, transcript::Transcript};
use outloud_scoring::{Answer, CompiledQuestion, Scorer};

static QUESTIONS: LazyLock<[CompiledQuestion; 2]> = LazyLock::new(|| {
    let model =
        "Monitoring was in place: Prometheus scraped nginx, Grafana drew the p95, CI/CD rolled back in 5 minutes.";
    let drawn = Question::bare("drawn", "How did you watch it?", model);
    let mut curated = drawn.clone();
    curated.keywords = serde_json::from_str(
        r#"[{"term":"CI/CD"},{"term":"p95"},{"term":"nginx","any":["reverse proxy","what's that"]},{"term":"IAM"},{"term":"cache"}]"#,
    )
    .unwrap_or_default();
    let scorer = Scorer::new([]);
    [scorer.compile(&drawn), scorer.compile(&curated)]
});

/// A score between 0 and 100, evidence that lies in the transcript, an explanation that ends at the score.
pub fn score(text: &str) {
    let transcript = Transcript::from_text(text);
    for question in QUESTIONS.iter() {
        let card = question.score(&Answer { transcript: &transcript, sound: None, time_limit_s: Some(90) });
        assert!((0.0..=100.0).contains(&card.score), "{}", card.score);
        for evidence in card.keywords.hit.iter().map(|h| &h.evidence) {
            assert!(evidence.first_word + evidence.word_count <= transcript.words.len());
        }
        let score = format!("Score: {:.1} ", card.score);
        assert!(question.explain(&card).lines().any(|line| line.starts_with(&score)), "the arithmetic leads elsewhere");
    }
}
