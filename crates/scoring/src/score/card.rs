//! From an answer to its scorecard.

use outloud_core::{
    scorecard::{Evidence, KeywordHit, KeywordMiss, KeywordScore, Scorecard, Ticks},
    transcript::Transcript,
};

use crate::{
    answer::{Answer, Prepared},
    delivery, elements, hearing,
    matching::{self, Hit, IndexedTranscript, evidence},
    round::{tenth, thousandth},
    statements::{Clauses, PatternPlace, PointVerdict, Verdicts},
};

use super::{
    advice,
    arithmetic::Arithmetic,
    compiled::{CompiledKeyword, CompiledQuestion},
    explain, gave_up,
    input_hash::SCORER_VERSION,
    keyword_list, points,
};

impl CompiledQuestion {
    /// Scores one answer. The same input gives the same card on every machine.
    #[must_use]
    pub fn score(&self, answer: &Answer<'_>) -> Scorecard {
        let indexed = IndexedTranscript::new(answer.transcript, &self.context.lexicon);
        let keywords = self.keyword_score(&indexed, answer.transcript);
        let verdicts = self.judge(&indexed);
        let rubric = points::scores(&self.points, verdicts.points, &indexed, answer.transcript);
        let misconceptions =
            points::misconceptions(&self.question.misconceptions, verdicts.misconceptions, &indexed, answer.transcript);
        let story = self.story.as_ref().map(|s| s.score(answer.transcript, &self.context));
        let telling =
            self.topic.as_ref().map(|topic| elements::tell(&indexed, answer.transcript, topic, &self.context));
        let mut delivery = delivery::measure(answer, &indexed.tokens, self.question.kind, telling.as_ref());
        delivery.list_like = keyword_list::is_list(&indexed.tokens, &keywords, &rubric);
        delivery.gave_up = gave_up::is_giving_up(&indexed.tokens);
        let mut card = Scorecard {
            score: 0.0,
            doubtful: 0.0,
            scorer_version: SCORER_VERSION,
            basis: self.input_hash.with(answer),
            heard: Some(hearing::heard(&indexed, answer.transcript, answer.sound)),
            keywords,
            rubric,
            misconceptions,
            story,
            telling,
            delivery,
            advice: Vec::new(),
        };
        let total = |counts: fn(&Evidence) -> bool| Arithmetic::new(self, &card, counts).score();
        let (full, sure) = (total(|_| true), total(|e| !e.is_doubtful()));
        (card.score, card.doubtful) = (tenth(full), tenth((tenth(full) - tenth(sure)).max(0.0)));
        let counts = Arithmetic::new(self, &card, |_| true).counts_for_the_question();
        card.telling.iter_mut().for_each(|telling| telling.counts = thousandth(counts));
        card.advice = advice::for_card(&card, self, answer).iter().map(ToString::to_string).collect();
        card
    }

    /// The arithmetic of `card`, line by line, so that it can be redone with a pencil.
    #[must_use]
    pub fn explain(&self, card: &Scorecard) -> String {
        explain::lines(self, card)
    }

    /// What has been heard so far: keywords in the order of [`CompiledQuestion::terms`], points in the order of the question.
    #[must_use]
    pub fn ticks(&self, transcript: &Transcript) -> Ticks {
        let indexed = IndexedTranscript::new(transcript, &self.context.lexicon);
        let said = |k: &CompiledKeyword| matching::find(&indexed, &k.target, &self.context.costs).is_some();
        let verdicts = self.judge(&indexed);
        Ticks {
            keywords: self.keywords.iter().map(said).collect(),
            points: verdicts.points.iter().map(PointVerdict::verdict).collect(),
        }
    }

    /// Where each keyword was said as written or nearly so, in the order of [`CompiledQuestion::terms`]. What was only nearly
    /// spelt or sounded alike is left out: for written text, which has no recogniser's errors. Costs microseconds.
    #[must_use]
    pub fn keywords_as_written(&self, answer: &Prepared) -> Vec<Option<Evidence>> {
        let said = |k: &CompiledKeyword| matching::find_as_written(&answer.indexed, &k.target);
        let cited = |hit: Hit| evidence(&hit, &answer.indexed, &answer.transcript);
        self.keywords.iter().map(|k| said(k).map(cited)).collect()
    }

    /// Every `says` pattern that an answer meets.
    #[must_use]
    pub fn patterns_met(&self, answer: &Prepared) -> Vec<PatternPlace> {
        self.statements.patterns_met(&answer.indexed, &self.context.costs, false)
    }

    /// Every `wrong` pattern that an answer meets.
    #[must_use]
    pub fn wrong_patterns_met(&self, answer: &Prepared) -> Vec<PatternPlace> {
        self.statements.patterns_met(&answer.indexed, &self.context.costs, true)
    }

    /// What is said about the points. A derived one is told at the first place where the answer tells its clause, and missed if it is said of
    /// another subject there.
    fn judge(&self, indexed: &IndexedTranscript) -> Verdicts {
        let (own, tokens) = (self.points.len() - self.told.len(), &indexed.tokens);
        let mut verdicts = self.statements.judge_where(indexed, &self.context.costs, |point, statement, clauses| {
            let clause = point.checked_sub(own).map(|derived| &self.told[derived]);
            clause.is_none_or(|clause| clause.is_told_by(statement, tokens, clauses))
        });
        if !self.told.is_empty() {
            let clauses = Clauses::new(tokens);
            for (verdict, clause) in verdicts.points[own..].iter_mut().zip(&self.told) {
                verdict.support = verdict.support.take().filter(|s| !clause.is_of_another(s, tokens, &clauses));
            }
        }
        verdicts
    }

    fn keyword_score(&self, indexed: &IndexedTranscript, transcript: &Transcript) -> KeywordScore {
        let mut score = KeywordScore::default();
        let (mut said, mut all) = (0.0, 0.0);
        for keyword in &self.keywords {
            let (term, weight) = (keyword.term.clone(), keyword.weight);
            all += keyword.share;
            if let Some(hit) = matching::find(indexed, &keyword.target, &self.context.costs) {
                said += keyword.share;
                score.hit.push(KeywordHit { term, weight, evidence: evidence(&hit, indexed, transcript) });
            } else {
                score.missed.push(KeywordMiss { term, weight });
            }
        }
        score.coverage = if all > 0.0 { said / all } else { 0.0 };
        score
    }
}
