//! What an interviewer says around the questions: a greeting, transitions, reactions, the closing question. The words are data;
//! a round's seed chooses among the ways to say each, so that the same round is the same conversation.

use outloud_core::{
    bank::Question,
    scorecard::{PointScore, Scorecard, Verdict},
    session::Persona,
    transcript::Transcript,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::follow_up::Trigger;

/// The ways in which a persona says each thing. An empty list: it does not say that.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phrases {
    /// Before the first question of a round with a limit; `{minutes}`, `{questions}`, and words that fit their number:
    /// `{questions|question|questions}`.
    pub greeting: Vec<String>,
    /// Before the first question of a round without one; `{questions}`.
    pub greeting_untimed: Vec<String>,
    /// Before a question on another topic; `{topic}`.
    pub new_topic: Vec<String>,
    /// Before a question on the same topic.
    pub same_topic: Vec<String>,
    /// Before a follow-up on what the answer said wrongly; `{said}`.
    pub contradicted: Vec<String>,
    /// The question about what the answer said wrongly, where the bank has no follow-up on it; `{said}`.
    pub doubted: Vec<String>,
    /// Before a follow-up on what the answer left out.
    pub missed: Vec<String>,
    /// Before a question that was answered with something else, once; `{topic}`.
    pub off_topic: Vec<String>,
    /// Before what comes after an answer that was stopped.
    pub stopped: Vec<String>,
    /// On the screen, while nothing is said.
    pub silence: Vec<String>,
    /// After the last answer.
    pub closing: Vec<String>,
    /// Seconds beyond the time for an answer after which it is stopped; none: never.
    pub stop_after_s: Option<u32>,
}

/// The phrases of each persona that speaks.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseBook {
    /// Those of the friendly one.
    pub friendly: Phrases,
    /// Those of the brisk one.
    pub brisk: Phrases,
}

/// The interviewer of one round.
#[derive(Debug, Clone, PartialEq)]
pub struct Interviewer {
    phrases: Phrases,
    seed: u64,
    /// What the candidate wants to ask at the end.
    questions_to_ask: Vec<String>,
}

impl PhraseBook {
    /// The interviewer of a round; none for the persona that says nothing.
    #[must_use]
    pub fn interviewer(self, persona: Persona, seed: u64) -> Option<Interviewer> {
        let phrases = match persona {
            Persona::Friendly => self.friendly,
            Persona::Brisk => self.brisk,
            Persona::Silent => return None,
        };
        Some(Interviewer { phrases, seed, questions_to_ask: Vec::new() })
    }
}

impl Interviewer {
    /// Reminds the candidate of these questions after the last answer.
    #[must_use]
    pub fn with_questions_to_ask(self, questions_to_ask: Vec<String>) -> Self {
        Self { questions_to_ask, ..self }
    }

    /// What the candidate wants to ask at the end.
    pub(super) fn questions_to_ask(&self) -> &[String] {
        &self.questions_to_ask
    }

    /// Before the first of `questions` questions.
    pub(super) fn greeting(&self, questions: usize, round_s: Option<u32>) -> Option<String> {
        let questions = questions.to_string();
        match round_s {
            Some(seconds) => {
                let minutes = (seconds / 60).to_string();
                self.say(&self.phrases.greeting, 0, &[("minutes", &minutes), ("questions", &questions)])
            }
            None => self.say(&self.phrases.greeting_untimed, 0, &[("questions", &questions)]),
        }
    }

    /// Before the question at a place of the queue.
    pub(super) fn transition(&self, place: usize, before: &Question, next: &Question) -> Option<String> {
        match before.topic == next.topic {
            true => self.say(&self.phrases.same_topic, place, &[]),
            false => self.say(&self.phrases.new_topic, place, &[("topic", &spoken_topic(&next.topic))]),
        }
    }

    /// Before the follow-up at a place of the queue, by what triggered it.
    pub(super) fn reaction(&self, place: usize, trigger: Trigger, card: &Scorecard) -> Option<String> {
        match trigger {
            Trigger::Contradicted(point) => {
                // Without the words the question about them stands for itself.
                let said = card.rubric.get(point).and_then(said_wrongly)?;
                self.say(&self.phrases.contradicted, place, &[("said", said)])
            }
            Trigger::Missed => self.say(&self.phrases.missed, place, &[]),
        }
    }

    /// The question about a point that was contradicted.
    pub(super) fn doubt(&self, place: usize, point: &PointScore) -> Option<String> {
        self.say(&self.phrases.doubted, place, &[("said", said_wrongly(point)?)])
    }

    /// Before a question that is repeated.
    pub(super) fn repetition(&self, place: usize, question: &Question) -> Option<String> {
        self.say(&self.phrases.off_topic, place, &[("topic", &spoken_topic(&question.topic))])
    }

    /// Before what comes after an answer that was stopped.
    pub(super) fn stopped(&self, place: usize) -> Option<String> {
        self.say(&self.phrases.stopped, place, &[])
    }

    /// While nothing is said.
    pub(super) fn silence(&self, place: usize) -> Option<String> {
        self.say(&self.phrases.silence, place, &[])
    }

    /// After the last answer.
    pub(super) fn closing(&self) -> Option<String> {
        self.say(&self.phrases.closing, usize::MAX, &[])
    }

    /// Seconds after which an answer is stopped, beyond its time.
    pub(super) fn patience_s(&self) -> Option<f64> {
        self.phrases.stop_after_s.map(f64::from)
    }

    /// One of the ways, by the seed and the place in the round.
    fn say(&self, ways: &[String], place: usize, values: &[(&str, &str)]) -> Option<String> {
        if ways.is_empty() {
            return None;
        }
        let mut random = StdRng::seed_from_u64(self.seed ^ (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Some(filled(&ways[random.random_range(0..ways.len())], values))
    }
}

/// The phrase with its placeholders filled in: `{name}` by the value, `{name|one|many}` by the word that fits the value as a
/// number. Braces around anything else stay.
fn filled(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let placeholder = after.split_once('}').and_then(|(inside, behind)| Some((value_of(inside, values)?, behind)));
        let (value, behind) = placeholder.unwrap_or(("{", after));
        text.push_str(value);
        rest = behind;
    }
    text + rest
}

/// What stands for the inside of a placeholder; none if it is no placeholder.
fn value_of<'a>(inside: &'a str, values: &[(&str, &'a str)]) -> Option<&'a str> {
    let parts: Vec<&str> = inside.split('|').collect();
    let value = values.iter().find(|(name, _)| *name == parts[0]).map(|(_, value)| *value)?;
    match parts[1..] {
        [] => Some(value),
        [one, many] => Some(if value == "1" { one } else { many }),
        _ => None,
    }
}

/// The words that contradict a point.
fn said_wrongly(point: &PointScore) -> Option<&str> {
    point.contradiction.as_ref().map(|c| c.evidence.text.trim()).filter(|said| !said.is_empty())
}

/// "ci-cd" as one says it.
fn spoken_topic(topic: &str) -> String {
    topic.replace(['-', '_'], " ")
}

/// Words of an answer that is long enough to be about something.
const SOMETHING_WORDS: usize = 15;

/// Whether an answer is about something else: enough words, and none of what the question listens for.
pub(super) fn is_off_topic(card: &Scorecard, transcript: &Transcript) -> bool {
    let about = card.rubric.iter().any(|p| p.verdict != Verdict::Missed)
        || !card.keywords.hit.is_empty()
        || !card.misconceptions.is_empty()
        || card.story.as_ref().is_some_and(|story| story.points.iter().any(|p| p.met));
    let listens = !card.rubric.is_empty() || !card.keywords.missed.is_empty();
    let words = transcript.text.split_whitespace().count();
    !about && listens && words >= SOMETHING_WORDS && !card.delivery.gave_up
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbers_words_and_the_words_that_fit_a_number() {
        let say = |phrase: &str, questions: &str| filled(phrase, &[("questions", questions), ("said", "{topic}")]);
        let phrase = "{questions} {questions|question|questions}, {questions|one only|several}.";
        assert_eq!(say(phrase, "1"), "1 question, one only.");
        assert_eq!(say(phrase, "5"), "5 questions, several.");
        assert_eq!(say("I have {questions} questions.", "11"), "I have 11 questions.", "as in files of before");
        assert_eq!(say("You said: {said}.", "1"), "You said: {topic}.", "what was said is no phrase");
        for other in ["{", "}{", "{other} {", "{questions|x}", "{questions|a|b|c}"] {
            assert_eq!(say(other, "1"), other);
        }
    }
}
