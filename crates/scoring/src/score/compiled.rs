//! A question made ready for scoring.

use std::sync::Arc;

use outloud_core::{
    bank::{Keyword, Point, Question},
    transcript::Transcript,
};

use crate::{
    derived::{self, ToldClause},
    elements::TopicWords,
    matching::{self, IndexedTranscript, MatchContext, Target, negation},
    statements::CompiledStatements,
};

use super::{
    input_hash::InputHash,
    keywords::{self, DerivedKeyword},
    params,
    story::CompiledStory,
};

/// A question made ready: each keyword and pattern with its forms, stems and pronunciations.
#[derive(Debug, Clone)]
pub struct CompiledQuestion {
    pub(super) question: Question,
    /// The points: the question's own, or those derived from its model answer.
    pub(super) points: Vec<Point>,
    /// The clauses of the derived ones, which stand last.
    pub(super) told: Vec<ToldClause>,
    /// What was derived from the model answer.
    pub(super) derived: Derived,
    pub(super) keywords: Vec<CompiledKeyword>,
    pub(super) statements: CompiledStatements,
    pub(super) story: Option<CompiledStory>,
    /// The question's own words, if it asks for a story.
    pub(super) topic: Option<TopicWords>,
    pub(super) input_hash: InputHash,
    pub(super) context: Arc<MatchContext>,
}

/// What a question lacks and its model answer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Derived {
    /// It has keywords.
    Nothing,
    /// The keywords.
    Keywords,
    /// The keywords and the points.
    KeywordsAndPoints,
}

#[derive(Debug, Clone)]
pub(super) struct CompiledKeyword {
    pub term: String,
    /// 1..=3, for people.
    pub weight: u8,
    /// What the arithmetic uses: the bank's weight, or idf for derived keywords.
    pub share: f64,
    pub target: Target,
}

impl CompiledQuestion {
    pub(super) fn new(question: &Question, context: Arc<MatchContext>) -> Self {
        let with_points = derived::with_points(question, &context);
        let derived = match (question.keywords.is_empty(), &with_points) {
            (false, _) => Derived::Nothing,
            (true, None) => Derived::Keywords,
            (true, Some(_)) => Derived::KeywordsAndPoints,
        };
        let keywords = match derived {
            Derived::Nothing => own_keywords(question, &context),
            _ => derived_keywords(question, derived, &context),
        };
        let pointed = with_points.as_ref().unwrap_or(question);
        Self {
            derived,
            keywords,
            statements: CompiledStatements::new(pointed),
            told: ToldClause::of(&pointed.points[question.points.len()..]),
            points: pointed.points.clone(),
            story: question.story.as_ref().map(|s| CompiledStory::new(s, &context)),
            topic: asks_for_a_telling(question).then(|| TopicWords::new(question, &context.topics)),
            input_hash: InputHash::new(&context, question),
            question: question.clone(),
            context,
        }
    }

    /// The question as it was compiled.
    #[must_use]
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The points derived from the model answer, in its order, as the patterns that are listened for; none where the question has keywords
    /// or enough points of its own, or where its model answer says too little.
    #[must_use]
    pub fn derived_points(&self) -> &[Point] {
        &self.points[self.question.points.len()..]
    }

    /// The keywords' terms: the bank's, in its order, or those derived from the model answer.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(|k| k.term.as_str())
    }
}

/// Whether an answer is judged by how its story is told. Follow-ups ask for a detail, not for a story.
fn asks_for_a_telling(question: &Question) -> bool {
    question.kind.asks_for_a_story() && !question.is_follow_up()
}

/// The target of a term; `negated_in_model` where the model answer itself speaks of it as unwanted.
fn target(term: &str, others: &[String], model: &IndexedTranscript, context: &MatchContext) -> Target {
    let mut target = Target::new(term, others.iter().map(String::as_str));
    target.negated_in_model =
        matching::find(model, &target, &context.costs).is_some_and(|hit| negation::unwanted(&model.tokens, hit.first));
    target
}

fn own_keywords(question: &Question, context: &MatchContext) -> Vec<CompiledKeyword> {
    let model = IndexedTranscript::new(&Transcript::from_text(&question.model_answer), &context.lexicon);
    let compiled = |k: &Keyword| CompiledKeyword {
        term: k.term.clone(),
        weight: k.weight,
        share: f64::from(k.weight),
        target: target(&k.term, &k.any, &model, context),
    };
    question.keywords.iter().map(compiled).collect()
}

fn derived_keywords(question: &Question, derived: Derived, context: &MatchContext) -> Vec<CompiledKeyword> {
    let model = IndexedTranscript::new(&Transcript::from_text(&question.model_answer), &context.lexicon);
    let exponent = match derived {
        Derived::KeywordsAndPoints => params::IDF_EXPONENT_BESIDE_POINTS,
        _ => params::IDF_EXPONENT,
    };
    let derived = keywords::derive(question, exponent, context);
    let heaviest = derived.iter().map(|d| d.weight).fold(f64::MIN_POSITIVE, f64::max);
    let compiled = |d: &DerivedKeyword| CompiledKeyword {
        term: d.term.clone(),
        weight: (params::HEAVIEST_KEYWORD * d.weight / heaviest).ceil().clamp(1.0, params::HEAVIEST_KEYWORD) as u8,
        share: d.weight,
        target: target(&d.term, &[], &model, context),
    };
    derived.iter().map(compiled).collect()
}
