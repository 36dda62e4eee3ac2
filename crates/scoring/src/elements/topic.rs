//! How near an answer is to what a question asks, told by words alone: the words of its prompt, points, keywords and model answer. A
//! question that has only a prompt and a model answer borrows words of the story questions that are nearest to it: a model answer is one
//! story of many.

use std::collections::{BTreeMap, BTreeSet};

use outloud_core::bank::Question;

use crate::{
    matching::{IndexedTranscript, TopicLexicon, question_words},
    text::Class,
};

use super::table::{self, Gate};

/// The words that belong to a question.
#[derive(Debug, Clone)]
pub(crate) struct TopicWords {
    /// By stem, what each counts: its own 1, borrowed ones less.
    words: BTreeMap<String, f64>,
    /// What they weigh together, as a multiple of the mean of all questions.
    length: f64,
    /// How near an answer must be.
    pub gate: Gate,
}

impl TopicWords {
    pub fn new(question: &Question, lexicon: &TopicLexicon) -> Self {
        let own = question_words(question);
        let is_bare = question.points.is_empty() && question.keywords.is_empty();
        let mut words = if is_bare { lexicon.lent(question, &own) } else { BTreeMap::new() };
        words.extend(own.into_iter().map(|stem| (stem, 1.0)));
        let gate = if is_bare { table::BARE_GATE } else { table::GATE };
        Self { length: lexicon.length(&words), words, gate }
    }

    /// How many times as many words an answer shares with the question as it would share with any other by chance: about 1 for an answer
    /// to another question, 0 where nothing is shared. Each word counts once, rarer ones weigh more. A question with many words shares
    /// more by chance, with the square root of their weight. Neither a short answer nor a long one is at a disadvantage.
    pub fn likeness(&self, indexed: &IndexedTranscript, lexicon: &TopicLexicon) -> f64 {
        let said: BTreeSet<&str> =
            indexed.tokens.iter().filter(|t| t.class == Class::Content).map(|t| t.stem.as_str()).collect();
        let share = |stem: &&str| Some(self.words.get(*stem)? * lexicon.weight(stem));
        let shared: f64 = said.iter().filter_map(share).sum();
        let by_chance: f64 = said.iter().map(|stem| lexicon.weight(stem) * lexicon.share(stem)).sum();
        if shared > 0.0 { shared / (by_chance * self.length.sqrt()) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{indexed, keyword};

    fn question(prompt: &str) -> Question {
        Question { keywords: vec![keyword("deadline", 1)], ..bare(prompt) }
    }

    fn bare(prompt: &str) -> Question {
        Question { kind: outloud_core::bank::Kind::Behavioural, ..Question::bare(prompt, prompt, "") }
    }

    #[test]
    fn words_of_all_parts_count_once() {
        let question = Question {
            points: vec![outloud_core::bank::Point::new(
                "You warn early",
                outloud_core::bank::Priority::Must,
                &["customer: {tell}|warn_at_once > =before"],
            )],
            ..Question::bare("q", "A deadline that slipped?", "The printer was late.")
        };
        let topic = TopicWords::new(&question, &TopicLexicon::default());
        assert_eq!(topic.words.len(), 10, "{:?}", topic.words);
        // No other question is known: a word is in 0.12 of all.
        let likeness = |text: &str| topic.likeness(&indexed(text), &TopicLexicon::default());
        assert!((likeness("the deadline, the deadline") - 1.0 / 0.12).abs() < 1e-9);
        assert!((likeness("a deadline and a banana") - 0.5 / 0.12).abs() < 1e-9);
        assert_eq!((likeness("bananas"), likeness("")), (0.0, 0.0));
    }

    #[test]
    fn what_is_shared_is_measured_by_what_is_shared_by_chance() {
        let questions =
            ["deadline printer", "deadline customer", "deadline banana", "deadline apple"].map(question).to_vec();
        let bank: outloud_core::bank::Bank = serde_json::from_value(serde_json::json!({
            "schema": 1, "id": "b", "title": "B", "questions": questions
        }))
        .expect("a bank");
        let lexicon = TopicLexicon::new([&bank]);
        let topic = TopicWords::new(&questions[0], &lexicon);
        let likeness = |text: &str| topic.likeness(&indexed(text), &lexicon);
        // All questions have the deadline, (4 + 0.6) of (4 + 5); one has the printer, 1.6 of 9. All questions weigh the same.
        assert!((likeness("a deadline") - 9.0 / 4.6).abs() < 1e-9);
        assert!((likeness("a printer") - 9.0 / 1.6).abs() < 1e-9);
        // Shared ln(1 + 5 / 5) of ln 2 x 4.6 / 9 + ln(1 + 5 / 2) x 1.6 / 9 by chance.
        let (two, seven) = (2.0_f64.ln(), 3.5_f64.ln());
        assert!((likeness("a deadline and an apple") - two * 9.0 / (two * 4.6 + seven * 1.6)).abs() < 1e-9);
    }

    #[test]
    fn a_question_without_points_and_keywords_borrows_words() {
        let mut known = question("deadline printer");
        known.keywords.push(keyword("customer", 1));
        let bank: outloud_core::bank::Bank = serde_json::from_value(serde_json::json!({
            "schema": 1, "id": "b", "title": "B", "questions": [known]
        }))
        .expect("a bank");
        let lexicon = TopicLexicon::new([&bank]);
        let likeness = |question: &Question, text: &str| {
            let topic = TopicWords::new(question, &lexicon);
            (topic.likeness(&indexed(text), &lexicon), topic.gate)
        };
        let (own, gate) = likeness(&bare("deadline"), "the deadline");
        let (borrowed, _) = likeness(&bare("deadline"), "the customer");
        assert!(0.0 < borrowed && borrowed < own, "{borrowed} {own}");
        assert_eq!(gate, table::BARE_GATE);
        assert_eq!(likeness(&question("deadline"), "the customer"), (0.0, table::GATE));
    }
}
