//! Points for questions whose bank gives none, derived from the model answer: each clause with enough to say is a statement, told by some of
//! its words said together. What it denies must be denied. Where the question compares, what is said of one subject must not be said of
//! another. [`ToldClause`] tells a clause from the same words turned round. Nothing of this is written into the bank. Who writes points of
//! their own, one at a time, replaces the derived ones that say the same.

mod clauses;
mod params;
mod patterns;
mod rivals;
mod told;

use std::collections::{BTreeMap, HashSet};

use outloud_core::{
    bank::{Point, Priority, Question},
    transcript::Transcript,
};

use crate::{
    matching::{IndexedTranscript, MatchContext},
    statements::CompiledStatements,
    text,
};

pub(crate) use told::ToldClause;

/// The question with points behind its own ones, and the subjects they are said of, derived from its model answer; none where it says too
/// little, where the question has keywords or enough points of its own, and where it asks for a story.
pub(crate) fn with_points(question: &Question, context: &MatchContext) -> Option<Question> {
    let own = question.points.len();
    if !question.keywords.is_empty() || own >= params::OWN_ENOUGH || question.kind.asks_for_a_story() {
        return None;
    }
    let lexicon = &context.lexicon;
    let own_statements = CompiledStatements::new(question);
    let words: Vec<&str> = question.model_answer.split_whitespace().collect();
    let tokens = text::tokens_of(&question.model_answer);
    let prompt = text::tokens_of(&question.prompt);
    let situation = text::tokens_of(question.context.as_deref().unwrap_or_default());
    let asked: HashSet<String> = prompt.iter().chain(&situation).map(|t| t.stem.clone()).collect();
    let clauses = clauses::of(&tokens);
    let rivals = if question.subjects.is_empty() { rivals::of(&prompt, &clauses, lexicon) } else { Vec::new() };
    let mut points = question.points.clone();
    for clause in clauses {
        let Some(pattern) = patterns::of(clause, &asked, lexicon) else { continue };
        let says = match rivals::spoken_of(clause, &rivals) {
            Some(subject) => format!("{}: {pattern}", subject.text),
            None => pattern,
        };
        let said = words[clause[0].first_word..=clause[clause.len() - 1].last_word].join(" ");
        let said_already = own > 0 && {
            let indexed = IndexedTranscript::new(&Transcript::from_text(&said), lexicon);
            own_statements.judge(&indexed, &context.costs).points.iter().any(|p| p.support.is_some())
        };
        if said_already {
            continue;
        }
        let said = said.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '%' | '$' | '€' | '£'));
        points.push(Point::new(said, Priority::Should, &[&says]));
    }
    let names: BTreeMap<String, Vec<String>> = rivals.into_iter().map(|t| (t.text, Vec::new())).collect();
    let subjects = if names.is_empty() { question.subjects.clone() } else { vec![names] };
    (points.len() > own && points.len() >= params::POINTS_FROM).then(|| Question {
        points,
        subjects,
        ..question.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{compiled, keyword, score};
    use outloud_core::{bank::Kind, scorecard::Verdict};

    fn metrics() -> Question {
        let answer = "A counter only rises until the process restarts. A gauge rises and falls with the current level. \
                      I graph the rate of requests per second. Never average latency percentiles across instances.";
        Question::bare("q", "What is the difference between a counter and a gauge?", answer)
    }

    fn verdicts(answer: &str) -> Vec<Verdict> {
        score(&compiled(&metrics()), answer).rubric.iter().map(|p| p.verdict).collect()
    }

    #[test]
    fn each_sentence_of_the_model_answer_is_a_point() {
        let derived = with_points(&metrics(), &MatchContext::new([])).expect("points");
        let says: Vec<&str> = derived.points.iter().map(|p| p.says[0].as_str()).collect();
        assert_eq!(
            says,
            [
                "counter: 3of(counter|only|rises|until|process|restarts)",
                "gauge: 3of(gauge|rises|falls|current|level)",
                "3of(graph|rate|requests|per|second)",
                "not 3of(average|latency|percentiles|across|instances)",
            ]
        );
        assert_eq!(derived.points[3].point, "Never average latency percentiles across instances");
        assert!(derived.points.iter().all(|p| p.priority == Priority::Should));
    }

    #[test]
    fn what_is_said_of_the_rival_or_denied_contradicts() {
        use Verdict::{Contradicted, Met, Missed};
        assert_eq!(verdicts("A counter rises until the process restarts.")[0], Met);
        assert_eq!(verdicts("You graph the request rate.")[2], Met);
        assert_eq!(verdicts("Do not average latency percentiles across instances.")[3], Met);
        assert_eq!(verdicts("I average latency percentiles across instances.")[3], Contradicted);
        assert_eq!(verdicts("Something else altogether."), [Missed; 4]);
        assert_eq!(verdicts("A gauge only rises until the process restarts.")[0], Contradicted);
    }

    #[test]
    fn a_point_of_ones_own_replaces_the_derived_one() {
        let own = Point::new("A counter rises", Priority::Must, &["counter rises"]);
        let derived = with_points(&Question { points: vec![own.clone()], ..metrics() }, &MatchContext::new([]));
        let points = derived.expect("points").points;
        assert_eq!(points.len(), 4);
        assert_eq!(points[0], own);
        assert!(points[1].point.starts_with("A gauge"));
        assert_eq!(compiled(&Question { points: vec![own], ..metrics() }).derived_points().len(), 3);
    }

    #[test]
    fn own_keywords_enough_own_points_and_stories_are_left_alone() {
        let none = |question: Question| with_points(&question, &MatchContext::new([])).is_none();
        assert!(none(Question { keywords: vec![keyword("rate", 1)], ..metrics() }));
        assert!(none(Question { points: vec![Point::new("p", Priority::Must, &["rate"]); 5], ..metrics() }));
        assert!(none(Question { kind: Kind::Behavioural, ..metrics() }));
        assert!(none(Question::bare("q", "Why?", "Because pods restart by themselves.")), "too little to judge by");
    }
}
