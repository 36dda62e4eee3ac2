//! The scorer: what an answer earns, and the words and second that earned it. Pure, deterministic, versioned.
//!
//! [`Scorer`] holds what all banks have in common, [`CompiledQuestion`] everything about one question; both are built once,
//! so that scoring itself costs a millisecond. `docs/scoring.md` explains the score to users; [`weights`] holds every
//! constant.

mod advice;
mod basis;
mod delivery;
mod ear;
mod explain;
mod headings;
mod heard;
mod keywords;
mod listing;
mod matcher;
mod negation;
mod related;
mod story;
mod target;
mod verdict;
pub mod weights;

use std::sync::Arc;

use super::text;
pub use basis::Basis;
pub use ear::Ingredient;
use outloud_core::{
    bank::{Bank, Keyword, Question},
    scorecard::{Evidence, How, KeywordHit, KeywordMiss, KeywordScore, Near, PointScore, Scorecard},
    sound::Sound,
    transcript::Transcript,
};

use ear::Ear;
use headings::Touched;
use heard::Heard;
use matcher::Hit;
use story::CompiledStory;
use target::{FormWord, Target};

/// The version of the scorer: any change that can change a score raises it.
pub const SCORER_VERSION: u32 = 4;

/// What all questions have in common: how often words occur in the banks, how phones compare.
#[derive(Debug, Clone)]
pub struct Scorer {
    ear: Arc<Ear>,
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

/// A question made ready: each keyword and phrasing with its forms, stems and pronunciations.
#[derive(Debug, Clone)]
pub struct CompiledQuestion {
    question: Question,
    /// Whether the keywords were drawn from the model answer.
    drawn: bool,
    /// Whether the model answer says yes or no to a question that wants one of them; only where the keywords were drawn.
    verdict: Option<bool>,
    keywords: Vec<CompiledKeyword>,
    rubric: Vec<CompiledPoint>,
    story: Option<CompiledStory>,
    basis: Basis,
    ear: Arc<Ear>,
}

#[derive(Debug, Clone)]
struct CompiledKeyword {
    term: String,
    /// 1..=3, for people.
    weight: u8,
    /// What the arithmetic uses: the bank's weight, or idf for drawn keywords.
    share: f64,
    target: Target,
}

#[derive(Debug, Clone)]
struct CompiledPoint {
    any: Vec<Target>,
    all: Vec<Target>,
}

impl Scorer {
    /// Learns from `banks` how common each word is. Works with none: then all words are equally common.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        Self { ear: Arc::new(Ear::new(banks)) }
    }

    /// The same with one ingredient left out, to measure what it is worth; with none, as it is.
    #[must_use]
    pub fn without(&self, ingredient: Option<Ingredient>) -> Self {
        Self { ear: Arc::new(Ear { without: ingredient, ..Ear::clone(&self.ear) }) }
    }

    /// Keywords worth proposing for a question that has none: at most ten of those drawn from its model answer, the
    /// heaviest, in the answer's order, weighted 1..=3.
    #[must_use]
    pub fn propose_keywords(&self, question: &Question) -> Vec<Keyword> {
        let mut drawn: Vec<_> = keywords::draw(question, &self.ear).into_iter().enumerate().collect();
        drawn.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
        drawn.truncate(10);
        let heaviest = drawn.first().map_or(1.0, |d| d.1.weight);
        drawn.sort_by_key(|d| d.0);
        let keyword = |(_, d): (usize, keywords::Drawn)| Keyword {
            weight: (3.0 * d.weight / heaviest).round().clamp(1.0, 3.0) as u8,
            term: d.term,
            any: Vec::new(),
        };
        drawn.into_iter().map(keyword).collect()
    }

    /// Makes `question` ready to score answers to it.
    #[must_use]
    pub fn compile(&self, question: &Question) -> CompiledQuestion {
        let model = Heard::new(&Transcript::from_text(&question.model_answer), &self.ear.lexicon);
        let target = |term: &str, others: &[String]| {
            let mut target = Target::new(term, others.iter().map(String::as_str));
            target.negated_in_model = matcher::find(&model, &target, &self.ear)
                .is_none_or(|hit| negation::unwanted(&model.tokens, hit.first));
            target
        };
        let drawn = question.keywords.is_empty();
        let keywords = if drawn {
            let drawn = keywords::draw(question, &self.ear);
            let heaviest = drawn.iter().map(|d| d.weight).fold(f64::MIN_POSITIVE, f64::max);
            let compiled = |d: &keywords::Drawn| CompiledKeyword {
                term: d.term.clone(),
                weight: (3.0 * d.weight / heaviest).ceil().clamp(1.0, 3.0) as u8,
                share: d.weight,
                target: target(&d.term, &[]),
            };
            drawn.iter().map(compiled).collect()
        } else {
            let compiled = |k: &outloud_core::bank::Keyword| CompiledKeyword {
                term: k.term.clone(),
                weight: k.weight,
                share: f64::from(k.weight),
                target: target(&k.term, &k.any),
            };
            question.keywords.iter().map(compiled).collect()
        };
        let point = |p: &outloud_core::bank::RubricPoint| CompiledPoint {
            any: p.any.iter().map(|phrase| target(phrase, &[])).collect(),
            all: p.all.iter().map(|phrase| target(phrase, &[])).collect(),
        };
        let rubric = question.rubric.iter().map(point).collect();
        let story = question.story.as_ref().map(|s| CompiledStory::new(s, &self.ear));
        let verdict =
            verdict::of(&model.tokens).filter(|_| drawn && verdict::wanted(&text::tokens_of(&question.prompt)));
        let (question, basis, ear) = (question.clone(), self.basis(question), Arc::clone(&self.ear));
        CompiledQuestion { question, drawn, verdict, keywords, rubric, story, basis, ear }
    }

    /// What scores of `question` rest on: a card whose `basis` is that of its answer is what scoring would give again.
    #[must_use]
    pub fn basis(&self, question: &Question) -> Basis {
        Basis::new(&self.ear, question)
    }
}

impl Scorer {
    /// Makes an answer ready for [`CompiledQuestion::said_plainly`].
    #[must_use]
    pub fn prepare(&self, transcript: Transcript) -> Prepared {
        Prepared { heard: Heard::new(&transcript, &self.ear.lexicon), transcript }
    }

    /// Where each of `terms` was said in `transcript`, whether or not the speaker disowns it; in the order of `terms`.
    #[must_use]
    pub fn hear<'a>(&self, terms: impl IntoIterator<Item = &'a str>, transcript: &Transcript) -> Vec<Option<Evidence>> {
        let heard = Heard::new(transcript, &self.ear.lexicon);
        let said = |term: &str| {
            let target = Target { negated_in_model: true, ..Target::new(term, []) };
            matcher::find(&heard, &target, &self.ear).map(|hit| evidence(&hit, &heard, transcript))
        };
        terms.into_iter().map(said).collect()
    }
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
        let heard = Heard::new(answer.transcript, &self.ear.lexicon);
        let keywords = self.keyword_score(&heard, answer.transcript);
        let rubric: Vec<PointScore> = self
            .question
            .rubric
            .iter()
            .zip(&self.rubric)
            .map(|(p, c)| self.point(p, c, &heard, answer.transcript))
            .collect();
        let story = self.story.as_ref().map(|s| s.score(answer.transcript, &self.ear));
        let mut delivery = delivery::measure(answer, &heard.tokens, self.question.kind);
        delivery.list_like = listing::is_list(&heard.tokens, &keywords, &rubric);
        delivery.gave_up = advice::gives_up(&heard.tokens);
        delivery.contradicts = self.contradicts(&heard);
        let total = |counts: fn(&Evidence) -> bool| {
            explain::Parts::new(self, &keywords, &rubric, story.as_ref(), &delivery, counts).score()
        };
        let (full, sure) = (total(|_| true), total(|e| !e.is_doubtful()));
        let mut card = Scorecard {
            score: tenth(full),
            doubtful: tenth(tenth(full) - tenth(sure)),
            scorer_version: SCORER_VERSION,
            basis: self.basis.with(answer),
            keywords,
            rubric,
            story,
            delivery,
            advice: Vec::new(),
        };
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
        let heard = Heard::new(transcript, &self.ear.lexicon);
        self.keywords.iter().map(|k| matcher::find(&heard, &k.target, &self.ear).is_some()).collect()
    }

    /// Where each keyword was said as written or nearly so, in the order of [`CompiledQuestion::terms`]. What was only nearly
    /// spelt or sounded alike is left out: for written text, which has no recogniser's errors. Costs microseconds.
    #[must_use]
    pub fn said_plainly(&self, answer: &Prepared) -> Vec<Option<Evidence>> {
        let said = |k: &CompiledKeyword| matcher::find_plainly(&answer.heard, &k.target, &self.ear);
        let cited = |hit: Hit| evidence(&hit, &answer.heard, &answer.transcript);
        self.keywords.iter().map(|k| said(k).map(cited)).collect()
    }

    /// The keywords' terms: the bank's, in its order, or those drawn from the model answer.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(|k| k.term.as_str())
    }

    fn listen(&self, heard: &Heard, transcript: &Transcript, target: &Target) -> Option<Evidence> {
        matcher::find(heard, target, &self.ear).map(|hit| evidence(&hit, heard, transcript))
    }

    /// A keyword's evidence and credit. Drawn keywords earn part of their weight for a related word.
    fn listen_for_keyword(
        &self,
        heard: &Heard,
        transcript: &Transcript,
        keyword: &CompiledKeyword,
    ) -> Option<(Evidence, f64)> {
        if let Some(evidence) = self.listen(heard, transcript, &keyword.target) {
            return Some((evidence, 1.0));
        }
        let word = self.drawn_word(keyword)?;
        let (at, credit) = related::find(heard, &word.text, &word.stem, &self.ear)?;
        Some((evidence(&loosely(at), heard, transcript), thousandth(credit)))
    }

    /// The keyword if it was drawn and is a single word.
    fn drawn_word<'a>(&self, keyword: &'a CompiledKeyword) -> Option<&'a FormWord> {
        let [word] = keyword.target.forms.first().filter(|_| self.drawn)?.words.as_slice() else { return None };
        Some(word)
    }

    fn keyword_score(&self, heard: &Heard, transcript: &Transcript) -> KeywordScore {
        let touched = (self.drawn && self.ear.has(Ingredient::Headings)).then(|| Touched::new(heard));
        let mut score = KeywordScore::default();
        let (mut said, mut all) = (0.0, 0.0);
        for keyword in &self.keywords {
            let (term, weight) = (keyword.term.clone(), keyword.weight);
            all += keyword.share;
            if let Some((evidence, credit)) = self.listen_for_keyword(heard, transcript, keyword) {
                said += credit * keyword.share;
                score.hit.push(KeywordHit { term, weight, credit, evidence });
            } else {
                let near = touched.as_ref().zip(self.drawn_word(keyword));
                let near = near.and_then(|(touched, word)| touched.near(&word.stem, heard)).map(|(at, credit)| Near {
                    credit: thousandth(credit),
                    evidence: evidence(&loosely(at), heard, transcript),
                });
                said += near.as_ref().map_or(0.0, |n| n.credit) * keyword.share;
                score.missed.push(KeywordMiss { term, weight, near });
            }
        }
        score.coverage = if all > 0.0 { said / all } else { 0.0 };
        score
    }

    /// Whether the answer says yes where the model answer says no, or the other way round.
    fn contradicts(&self, heard: &Heard) -> bool {
        let verdict = self.verdict.filter(|_| self.ear.has(Ingredient::Verdict));
        verdict.zip(verdict::of(&heard.tokens)).is_some_and(|(model, said)| model != said)
    }

    /// One of `any` (if there are any) and every one of `all` must be heard.
    fn point(
        &self,
        point: &outloud_core::bank::RubricPoint,
        compiled: &CompiledPoint,
        heard: &Heard,
        said: &Transcript,
    ) -> PointScore {
        let best = |a: Evidence, b: Evidence| if (b.how, -b.confidence) < (a.how, -a.confidence) { b } else { a };
        let any = compiled.any.iter().filter_map(|t| self.listen(heard, said, t)).reduce(best);
        let all: Option<Vec<Evidence>> = compiled.all.iter().map(|t| self.listen(heard, said, t)).collect();
        let met = (any.is_some() || compiled.any.is_empty())
            && all.is_some()
            && !(compiled.any.is_empty() && compiled.all.is_empty());
        let evidence = if met { any.into_iter().chain(all.into_iter().flatten()).collect() } else { Vec::new() };
        PointScore { point: point.point.clone(), priority: point.priority, met, evidence }
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

/// A word that is not the keyword itself.
fn loosely(at: usize) -> Hit {
    Hit { first: at, last: at, how: How::Fuzzy, quality: weights::certainty(How::Fuzzy) }
}

fn tenth(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

fn thousandth(x: f64) -> f64 {
    (x.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}
