//! What unit tests of several folders need.

use outloud_core::{
    bank::{Keyword, Point, Priority, Question},
    scorecard::{Evidence, Scorecard},
    transcript::{Transcript, Word},
};

use crate::{
    Answer, CompiledQuestion, Scorer,
    matching::{IndexedTranscript, Lexicon},
};

pub(crate) fn indexed(text: &str) -> IndexedTranscript {
    IndexedTranscript::new(&Transcript::from_text(text), &Lexicon::default())
}

pub(crate) fn score(question: &CompiledQuestion, text: &str) -> Scorecard {
    question.score(&Answer { transcript: &Transcript::from_text(text), sound: None, time_limit_s: None })
}

pub(crate) fn keyword(term: &str, weight: u8) -> Keyword {
    Keyword { term: term.to_owned(), weight, any: Vec::new() }
}

/// A point with `wrong` patterns.
pub(crate) fn point(text: &str, priority: Priority, says: &[&str], wrong: &[&str]) -> Point {
    let wrong = wrong.iter().map(|&w| w.to_owned()).collect();
    Point { wrong, ..Point::new(text, priority, says) }
}

/// Keywords of weights 3, 2 and 1; a must, a should and a bonus, two with subjects that rival each other.
pub(crate) fn metrics() -> Question {
    let mut question = Question::bare("metrics", "How do a counter and a gauge differ?", "A counter only goes up.");
    question.subjects = serde_json::from_str(r#"[{"gauge":[],"counter":[]}]"#).expect("subjects");
    question.keywords = vec![keyword("Prometheus", 3), keyword("rate", 2), keyword("scrape", 1)];
    question.points = vec![
        point(
            "A counter only goes up",
            Priority::Must,
            &["counter: only {increase}|go_up|grow"],
            &["counter: fall|go_down"],
        ),
        point("A gauge goes both ways", Priority::Should, &["gauge: fall|go_down"], &["gauge: never fall|go_down"]),
        point("You take a rate", Priority::Bonus, &["take|compute rate"], &[]),
    ];
    question
}

/// The card of an answer to a question that asks for a story.
pub(crate) fn story_card(text: &str) -> Scorecard {
    let question =
        Question { kind: outloud_core::bank::Kind::Behavioural, ..Question::bare("story", "What did you do?", "") };
    score(&compiled(&question), text)
}

pub(crate) fn compiled(question: &Question) -> CompiledQuestion {
    Scorer::new([]).compile(question)
}

/// A transcript of words with a probability each, half a second apart.
pub(crate) fn spoken(words: &[(&str, f64)]) -> Transcript {
    let word = |(at, (text, probability)): (usize, &(&str, f64))| Word {
        text: (*text).to_owned(),
        start_s: Some(at as f64 * 0.5),
        end_s: Some(at as f64 * 0.5 + 0.4),
        probability: Some(*probability),
        hearings: Vec::new(),
    };
    Transcript::from_words(words.iter().enumerate().map(word).collect())
}

/// All evidence on a card.
pub(crate) fn all_evidence(card: &Scorecard) -> impl Iterator<Item = &Evidence> {
    let points = card.rubric.iter().flat_map(|p| {
        let against = p.contradiction.iter().map(|c| &c.evidence);
        let slots = p.statement.iter().flat_map(|s| &s.slots);
        p.evidence.iter().chain(against).chain(slots)
    });
    let beliefs = card.misconceptions.iter().map(|m| &m.evidence);
    card.keywords.hit.iter().map(|h| &h.evidence).chain(points).chain(beliefs)
}
