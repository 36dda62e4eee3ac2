//! The sum of a story question: what its elements earn, what speaks against it, and how near it is to what the question asks.

use outloud_core::scorecard::{ElementScore, Evidence, Telling};

use crate::elements::table::{self, Gate};

/// What the telling of a story is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TellingSum {
    /// What the event earns, at most [`table::EVENT_MOST`].
    pub event: f64,
    /// What the way earns in which it was done.
    pub way: f64,
    /// What acts that speak against the teller cost, less what is let pass.
    pub acts: f64,
    /// What is let pass of it.
    pub acts_free: f64,
    /// The same for general talk.
    pub general: f64,
    /// How many times as many words the answer shares with the question as by chance.
    pub topic_words: f64,
}

impl TellingSum {
    /// Adds up the evidence that `counts`.
    pub fn new(telling: &Telling, counts: impl Fn(&Evidence) -> bool) -> Self {
        let of = |scores: &[ElementScore], wanted: &dyn Fn(&str) -> bool| {
            let wanted = scores.iter().filter(|score| wanted(&score.id));
            wanted.map(|score| points(score, &counts)).sum::<f64>()
        };
        let owned = of(&telling.elements, &|id| id == "insight") > 0.0;
        let free = if owned { table::ACTS_FREE_WITH_INSIGHT } else { table::ACTS_FREE };
        Self {
            event: of(&telling.elements, &has_event).min(table::EVENT_MOST),
            way: of(&telling.elements, &|id| !has_event(id)),
            acts_free: free,
            acts: (of(&telling.against, &|id| id != "general") - free).max(0.0),
            general: (of(&telling.against, &|id| id == "general") - table::GENERAL_FREE).max(0.0),
            topic_words: telling.topic_words,
        }
    }

    /// What is told less what speaks against it, 0..=1.
    pub fn worth(&self) -> f64 {
        (((self.event + self.way).min(100.0) - self.acts - self.general) / 100.0).clamp(0.0, 1.0)
    }

    /// How near the answer is to the question, given the shares of its points and keywords; 0 and more.
    pub fn topic(&self, points: f64, keywords: f64) -> f64 {
        points + keywords + table::TOPIC_WORDS * self.topic_words
    }

    /// The share of 100 points that is earned, given what contradictions cost, 0..=1.
    pub fn earned(&self, gate: Gate, points: f64, keywords: f64, contradicted: f64) -> f64 {
        gate.open(self.topic(points, keywords)) * table::bend(self.worth()) * (1.0 - contradicted)
    }
}

fn has_event(id: &str) -> bool {
    table::EVENT.iter().any(|row| row.id == id)
}

/// Whether an element tells what happened, and not how it was done.
pub(super) fn is_event(score: &ElementScore) -> bool {
    has_event(&score.id)
}

/// What an element earns or costs by the places that `counts`.
pub(super) fn points(score: &ElementScore, counts: impl Fn(&Evidence) -> bool) -> f64 {
    let places = score.evidence.iter().filter(|e| counts(e)).count().min(score.most);
    score.each * places as f64
}

#[cfg(test)]
mod tests {
    use outloud_core::{
        bank::{Kind, Point, Priority, Question},
        scorecard::Scorecard,
    };

    use super::*;
    use crate::testing::{compiled, indexed, score};

    fn element(id: &str, each: f64, most: usize, places: usize) -> ElementScore {
        let evidence = crate::matching::evidence(
            &crate::matching::Hit { first: 0, last: 0, how: outloud_core::scorecard::How::Exact, quality: 1.0 },
            &indexed("word"),
            &outloud_core::transcript::Transcript::from_text("word"),
        );
        ElementScore { id: id.to_owned(), title: String::new(), each, most, evidence: vec![evidence; places] }
    }

    fn sum(elements: Vec<ElementScore>, against: Vec<ElementScore>) -> TellingSum {
        TellingSum::new(&Telling { topic_words: 1.0, counts: 1.0, elements, against }, |_| true)
    }

    /// Each figure was worked out by hand from docs/scoring.md.
    #[test]
    fn sums_are_what_a_pencil_says() {
        // Event 5 x 2 of 3 places + 4 x 2, way 7 x 2: 18 + 14 = 32.
        let told =
            || vec![element("frame.when", 5.0, 2, 3), element("outcome", 4.0, 2, 2), element("change", 7.0, 2, 2)];
        let plain = sum(told(), Vec::new());
        assert_eq!((plain.event, plain.way, plain.acts, plain.general), (18.0, 14.0, 0.0, 0.0));
        assert!((plain.worth() - 0.32).abs() < 1e-12);
        // 2 x 12 less 8 let pass is 16; 3 x 3 less 3 is 6; 32 - 22 = 10.
        let against = || vec![element("omission", 12.0, 8, 2), element("general", 3.0, 11, 3)];
        assert!((sum(told(), against()).worth() - 0.1).abs() < 1e-12);
        // Owned, 28 are let pass; the insight earns 8: 40 - 6 = 34.
        let owned = told().into_iter().chain([element("insight", 8.0, 1, 1)]).collect();
        assert!((sum(owned, against()).worth() - 0.34).abs() < 1e-12);
        // Topic 0.5 + 0.45 + 1 x 1 = 1.95; the gate is 0.1 + 0.9 x 0.55 = 0.595; 0.32 is bent to 1 - 0.68^2.1 = 0.555094.
        assert!((plain.earned(table::GATE, 0.5, 0.45, 0.0) - 0.595 * 0.555_094).abs() < 1e-5);
        assert!((plain.earned(table::GATE, 0.5, 0.45, 0.25) - 0.595 * 0.555_094 * 0.75).abs() < 1e-5);
        assert!((plain.topic(0.0, 0.0) - 1.0).abs() < 1e-12);
        // A fluent event without more earns 40 of 100.
        let fluent = sum(vec![element("event", 30.0, 3, 3)], Vec::new());
        assert!((fluent.worth() - 0.4).abs() < 1e-12);
    }

    fn question() -> Question {
        let mut question = Question::bare(
            "q",
            "Tell me about a mistake at work and what you did about it.",
            "I sent the wrong price list to a customer. I rang her, told her it was my mistake and corrected it.",
        );
        question.kind = Kind::Behavioural;
        question.points = vec![Point::new("You name the mistake", Priority::Must, &["wrong|mistake|error"])];
        question
    }

    fn card(text: &str) -> Scorecard {
        score(&compiled(&question()), text)
    }

    const OWNED: &str = "In March 2021 I was a clerk at a shipping company in Lagos and I sent the wrong price list to a customer. \
        It was my mistake. I rang her before she opened it, told her and explained it, and I asked my manager for help. \
        Then I checked every list we had sent, each of the forty, and found two more. In the end we lost nothing. \
        Since then a second person reads each list, and errors fell from nine a month to one.";
    const HIDDEN: &str = "In March 2021 I was a clerk at a shipping company in Lagos and I sent the wrong price list to a customer. \
        I didn't tell anyone, I deleted the mail and I said the supplier must have done it. They blamed the new girl \
        and she was fired. Nobody noticed. It's not my problem what they believe.";
    const GENERAL: &str = "Everybody makes mistakes, it's important to learn from an error. I always stay positive, \
        I always communicate, and you have to be professional and flexible. I see a mistake as a challenge.";

    #[test]
    fn a_question_that_asks_for_a_plain_answer_judges_no_telling() {
        let direct = Question { kind: Kind::Direct, ..question() };
        assert!(card(OWNED).telling.is_some());
        assert!(score(&compiled(&direct), OWNED).telling.is_none());
    }

    #[test]
    fn a_mistake_that_is_owned_counts_and_one_that_is_hidden_does_not() {
        let (owned, hidden, general) = (card(OWNED), card(HIDDEN), card(GENERAL));
        assert!(owned.score > 75.0, "{}", owned.score);
        assert!(hidden.score < 25.0, "{}", hidden.score);
        assert!(general.score < 20.0, "{}", general.score);
        let against: Vec<String> = hidden.telling.expect("a telling").told_against().map(|e| e.id.clone()).collect();
        assert!(
            ["harm.hidden", "harm.people", "omission", "dismissal"]
                .iter()
                .all(|id| against.contains(&(*id).to_owned())),
            "{against:?}"
        );
    }

    #[test]
    fn a_story_about_something_else_keeps_little() {
        let mut other = question();
        other.prompt = "How did you win over somebody who doubted a plan?".to_owned();
        other.model_answer = "The head of purchasing doubted it. I showed a pilot and she agreed.".to_owned();
        other.points = vec![Point::new("You won a doubter over", Priority::Must, &["doubt|sceptic|skeptic"])];
        let elsewhere = score(&compiled(&other), OWNED).score;
        assert!(elsewhere < 35.0, "{elsewhere}");
    }

    #[test]
    fn follow_ups_and_technical_questions_are_not_judged_as_stories() {
        let technical = Question { kind: Kind::Technical, ..question() };
        let follow_up = Question { id: "q.follow-up-1".to_owned(), ..question() };
        for question in [technical, follow_up] {
            assert_eq!(score(&compiled(&question), OWNED).telling, None);
        }
    }

    #[test]
    fn the_explanation_can_be_redone() {
        let compiled = compiled(&question());
        let card = score(&compiled, HIDDEN);
        let text = compiled.explain(&card);
        for line in ["What happened:", "What speaks against it:", "On topic:", "Counts for this question:"] {
            assert!(text.contains(line), "{text}");
        }
        assert!(text.contains("I deleted the mail"), "{text}");
        assert!(text.contains("- 1.4) / 1.0"), "{text}");
        let bare = crate::testing::compiled(&Question { points: Vec::new(), ..question() });
        let text = bare.explain(&score(&bare, HIDDEN));
        assert!(text.contains("- 1.3) / 0.8"), "{text}");
    }
}
