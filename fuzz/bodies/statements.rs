//! Any line as a pattern, any text as an answer to it.

use outloud_core::{
    bank::{Misconception, Point, Priority, Question},
    pattern::Pattern,
    transcript::Transcript,
};
use outloud_scoring::{Answer, Scorer};

const SUBJECTS: &str = r#"[{"gauge":[],"counter":["tally"]},{"fetch":[],"pull":["git pull"]}]"#;

/// The first line is a pattern, the rest an answer. What the parser refuses has a message and earns nothing; what it reads is judged
/// as a point, as its reversal and as a false belief, with evidence that lies in the answer and a score between 0 and 100.
pub fn statements(text: &str) {
    let (pattern, answer) = text.split_once('\n').unwrap_or((text, "a gauge rises, a counter never falls"));
    let parsed = Pattern::parse(pattern);
    if let Err(fault) = &parsed {
        assert!(!fault.to_string().is_empty());
    }
    let says = vec![pattern.to_owned()];
    let point = Point::new("said", Priority::Must, &[pattern]);
    let question = Question {
        subjects: serde_json::from_str(SUBJECTS).unwrap_or_default(),
        points: vec![point.clone(), Point { says: Vec::new(), wrong: says.clone(), ..point }],
        misconceptions: vec![Misconception { belief: "b".to_owned(), why_wrong: "w".to_owned(), says }],
        ..Question::bare("q", "", "")
    };
    let transcript = Transcript::from_text(answer);
    let card =
        Scorer::new([]).compile(&question).score(&Answer { transcript: &transcript, sound: None, time_limit_s: None });
    assert!((0.0..=100.0).contains(&card.score), "{}", card.score);
    let points = card.rubric.iter().flat_map(|p| p.evidence.iter().chain(p.contradiction.iter().map(|c| &c.evidence)));
    for evidence in points.chain(card.misconceptions.iter().map(|m| &m.evidence)) {
        assert!(parsed.is_ok(), "a pattern that cannot be read was met");
        assert!(evidence.first_word + evidence.word_count <= transcript.words.len());
    }
}
