//! The scorer: what an answer earns, and the words and second that earned it. Pure, deterministic, versioned.
//!
//! [`Scorer`] holds what all banks have in common, [`CompiledQuestion`] everything about one question; both are built once,
//! so that scoring itself costs a millisecond. `docs/scoring.md` explains the score to users; [`weights`] holds every
//! constant.

mod advice;
mod arithmetic;
mod basis;
mod context;
mod delivery;
mod explain;
pub(crate) mod heard;
pub(crate) mod keywords;
mod listing;
pub(crate) mod matcher;
mod negation;
mod points;
mod story;
pub(crate) mod target;
pub mod weights;

use std::sync::Arc;

use crate::statements::CompiledStatements;
pub use crate::statements::PatternPlace;
pub use basis::Basis;
use outloud_core::{
    bank::{Bank, Keyword, Question},
    scorecard::{Evidence, KeywordHit, KeywordMiss, KeywordScore, Scorecard},
    sound::Sound,
    transcript::Transcript,
};

use arithmetic::Arithmetic;
use context::MatchContext;
use heard::Heard;
use matcher::Hit;
use story::CompiledStory;
use target::Target;

/// The version of the scorer: any change that can change a score raises it.
pub const SCORER_VERSION: u32 = 5;

/// What all questions have in common: how often words occur in the banks, how phones compare.
#[derive(Debug, Clone)]
pub struct Scorer {
    context: Arc<MatchContext>,
}

/// An answer to score.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// What was said.
    pub transcript: &'a Transcript,
    /// How it sounded; none for typed answers.
    pub sound: Option<&'a Sound>,
    /// The time the answer had, in seconds, if there was a limit.
    pub time_limit_s: Option<u32>,
}

/// An answer made ready to be listened to, for asking many questions about it.
pub struct Prepared {
    transcript: Transcript,
    heard: Heard,
}

/// A question made ready: each keyword and pattern with its forms, stems and pronunciations.
#[derive(Debug, Clone)]
pub struct CompiledQuestion {
    question: Question,
    /// Whether the keywords were derived from the model answer.
    derived: bool,
    keywords: Vec<CompiledKeyword>,
    statements: CompiledStatements,
    story: Option<CompiledStory>,
    basis: Basis,
    context: Arc<MatchContext>,
}

#[derive(Debug, Clone)]
struct CompiledKeyword {
    term: String,
    /// 1..=3, for people.
    weight: u8,
    /// What the arithmetic uses: the bank's weight, or idf for derived keywords.
    share: f64,
    target: Target,
}

impl Scorer {
    /// Learns from `banks` how common each word is. Works with none: then all words are equally common.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        Self { context: Arc::new(MatchContext::new(banks)) }
    }

    /// Keywords worth proposing for a question that has none: at most ten of those derived from its model answer, the
    /// heaviest, in the answer's order, weighted 1..=3.
    #[must_use]
    pub fn propose_keywords(&self, question: &Question) -> Vec<Keyword> {
        let mut derived: Vec<_> = keywords::derive(question, &self.context).into_iter().enumerate().collect();
        derived.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
        derived.truncate(10);
        let heaviest = derived.first().map_or(1.0, |d| d.1.weight);
        derived.sort_by_key(|d| d.0);
        let keyword = |(_, d): (usize, keywords::DerivedKeyword)| Keyword {
            weight: (3.0 * d.weight / heaviest).round().clamp(1.0, 3.0) as u8,
            term: d.term,
            any: Vec::new(),
        };
        derived.into_iter().map(keyword).collect()
    }

    /// Makes `question` ready to score answers to it.
    #[must_use]
    pub fn compile(&self, question: &Question) -> CompiledQuestion {
        let context = Arc::clone(&self.context);
        let derived = question.keywords.is_empty();
        let keywords = if derived { derived_keywords(question, &context) } else { own_keywords(question, &context) };
        CompiledQuestion {
            derived,
            keywords,
            statements: CompiledStatements::new(question),
            story: question.story.as_ref().map(|s| CompiledStory::new(s, &context)),
            basis: self.basis(question),
            question: question.clone(),
            context,
        }
    }

    /// What scores of `question` rest on: a card whose `basis` is that of its answer is what scoring would give again.
    #[must_use]
    pub fn basis(&self, question: &Question) -> Basis {
        Basis::new(&self.context, question)
    }

    /// Makes an answer ready for [`CompiledQuestion::said_plainly`].
    #[must_use]
    pub fn prepare(&self, transcript: Transcript) -> Prepared {
        Prepared { heard: Heard::new(&transcript, &self.context.lexicon), transcript }
    }

    /// Where each of `terms` was said in `transcript`, whether or not the speaker disowns it; in the order of `terms`.
    #[must_use]
    pub fn hear<'a>(&self, terms: impl IntoIterator<Item = &'a str>, transcript: &Transcript) -> Vec<Option<Evidence>> {
        let heard = Heard::new(transcript, &self.context.lexicon);
        let said = |term: &str| {
            let target = Target { negated_in_model: true, ..Target::new(term, []) };
            matcher::find(&heard, &target, &self.context.costs).map(|hit| evidence(&hit, &heard, transcript))
        };
        terms.into_iter().map(said).collect()
    }
}

/// The target of a term; `negated_in_model` where the model answer itself speaks of it as unwanted.
fn target(term: &str, others: &[String], model: &Heard, context: &MatchContext) -> Target {
    let mut target = Target::new(term, others.iter().map(String::as_str));
    target.negated_in_model =
        matcher::find(model, &target, &context.costs).is_some_and(|hit| negation::unwanted(&model.tokens, hit.first));
    target
}

fn own_keywords(question: &Question, context: &MatchContext) -> Vec<CompiledKeyword> {
    let model = Heard::new(&Transcript::from_text(&question.model_answer), &context.lexicon);
    let compiled = |k: &Keyword| CompiledKeyword {
        term: k.term.clone(),
        weight: k.weight,
        share: f64::from(k.weight),
        target: target(&k.term, &k.any, &model, context),
    };
    question.keywords.iter().map(compiled).collect()
}

fn derived_keywords(question: &Question, context: &MatchContext) -> Vec<CompiledKeyword> {
    let model = Heard::new(&Transcript::from_text(&question.model_answer), &context.lexicon);
    let derived = keywords::derive(question, context);
    let heaviest = derived.iter().map(|d| d.weight).fold(f64::MIN_POSITIVE, f64::max);
    let compiled = |d: &keywords::DerivedKeyword| CompiledKeyword {
        term: d.term.clone(),
        weight: (3.0 * d.weight / heaviest).ceil().clamp(1.0, 3.0) as u8,
        share: d.weight,
        target: target(&d.term, &[], &model, context),
    };
    derived.iter().map(compiled).collect()
}

impl CompiledQuestion {
    /// The question as it was compiled.
    #[must_use]
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// Scores one answer. The same input gives the same card on every machine.
    #[must_use]
    pub fn score(&self, answer: &Answer<'_>) -> Scorecard {
        let heard = Heard::new(answer.transcript, &self.context.lexicon);
        let keywords = self.keyword_score(&heard, answer.transcript);
        let verdicts = self.statements.listen(&heard, &self.context.costs);
        let rubric = points::scores(&self.question.points, verdicts.points, &heard, answer.transcript);
        let misconceptions =
            points::misconceptions(&self.question.misconceptions, verdicts.misconceptions, &heard, answer.transcript);
        let story = self.story.as_ref().map(|s| s.score(answer.transcript, &self.context));
        let mut delivery = delivery::measure(answer, &heard.tokens, self.question.kind);
        delivery.list_like = listing::is_list(&heard.tokens, &keywords, &rubric);
        delivery.gave_up = advice::gives_up(&heard.tokens);
        let mut card = Scorecard {
            score: 0.0,
            doubtful: 0.0,
            scorer_version: SCORER_VERSION,
            basis: self.basis.with(answer),
            keywords,
            rubric,
            misconceptions,
            story,
            delivery,
            advice: Vec::new(),
        };
        let total = |counts: fn(&Evidence) -> bool| Arithmetic::new(self, &card, counts).score();
        let (full, sure) = (total(|_| true), total(|e| !e.is_doubtful()));
        (card.score, card.doubtful) = (tenth(full), tenth((tenth(full) - tenth(sure)).max(0.0)));
        card.advice = advice::for_card(&card, &self.question, answer).iter().map(ToString::to_string).collect();
        card
    }

    /// The arithmetic of `card`, line by line, so that it can be redone with a pencil.
    #[must_use]
    pub fn explain(&self, card: &Scorecard) -> String {
        explain::lines(self, card)
    }

    /// Which keywords have been heard so far, in the order of [`CompiledQuestion::terms`].
    #[must_use]
    pub fn ticks(&self, transcript: &Transcript) -> Vec<bool> {
        let heard = Heard::new(transcript, &self.context.lexicon);
        let said = |k: &CompiledKeyword| matcher::find(&heard, &k.target, &self.context.costs).is_some();
        self.keywords.iter().map(said).collect()
    }

    /// Where each keyword was said as written or nearly so, in the order of [`CompiledQuestion::terms`]. What was only nearly
    /// spelt or sounded alike is left out: for written text, which has no recogniser's errors. Costs microseconds.
    #[must_use]
    pub fn said_plainly(&self, answer: &Prepared) -> Vec<Option<Evidence>> {
        let said = |k: &CompiledKeyword| matcher::find_plainly(&answer.heard, &k.target);
        let cited = |hit: Hit| evidence(&hit, &answer.heard, &answer.transcript);
        self.keywords.iter().map(|k| said(k).map(cited)).collect()
    }

    /// Every `says` pattern that an answer meets.
    #[must_use]
    pub fn patterns_heard(&self, answer: &Prepared) -> Vec<PatternPlace> {
        self.statements.each_heard(&answer.heard, &self.context.costs, false)
    }

    /// Every `wrong` pattern that an answer meets.
    #[must_use]
    pub fn reversals_heard(&self, answer: &Prepared) -> Vec<PatternPlace> {
        self.statements.each_heard(&answer.heard, &self.context.costs, true)
    }

    /// The keywords' terms: the bank's, in its order, or those derived from the model answer.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(|k| k.term.as_str())
    }

    fn keyword_score(&self, heard: &Heard, transcript: &Transcript) -> KeywordScore {
        let mut score = KeywordScore::default();
        let (mut said, mut all) = (0.0, 0.0);
        for keyword in &self.keywords {
            let (term, weight) = (keyword.term.clone(), keyword.weight);
            all += keyword.share;
            if let Some(hit) = matcher::find(heard, &keyword.target, &self.context.costs) {
                said += keyword.share;
                score.hit.push(KeywordHit { term, weight, evidence: evidence(&hit, heard, transcript) });
            } else {
                score.missed.push(KeywordMiss { term, weight });
            }
        }
        score.coverage = if all > 0.0 { said / all } else { 0.0 };
        score
    }
}

fn evidence(hit: &Hit, heard: &Heard, transcript: &Transcript) -> Evidence {
    let range = heard.words(hit.first, hit.last);
    let (first_word, word_count) = (*range.start(), range.end() - range.start() + 1);
    let words = &transcript.words[range];
    Evidence {
        text: words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "),
        start_s: words.first().and_then(|w| w.start_s),
        end_s: words.last().and_then(|w| w.end_s),
        how: hit.how,
        confidence: thousandth(hit.quality * heard.certainty(hit.first, hit.last)),
        first_word,
        word_count,
    }
}

fn tenth(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

fn thousandth(x: f64) -> f64 {
    (x.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}
