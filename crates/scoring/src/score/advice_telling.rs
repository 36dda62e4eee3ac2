//! Advice on how a story was told.

use std::fmt;

use outloud_core::{
    bank::Priority,
    scorecard::{Scorecard, Telling, Verdict},
};

use super::{params, telling::TellingSum};

/// One piece of advice on a telling; its text is what the user reads.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TellingAdvice {
    /// A good story that answers another question.
    AnotherQuestion { missing: Option<String> },
    /// An act that speaks against the story.
    Against { said: String, title: String },
    /// General talk in place of an event.
    General { said: String },
}

impl fmt::Display for TellingAdvice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnotherQuestion { missing } => {
                write!(f, "Little of this story answers the question.")?;
                missing.iter().try_for_each(|point| write!(f, " Missing: {point}."))
            }
            Self::Against { said, title } => {
                write!(f, "You said: \"{said}\" ({title}). Say what you did about it, or what you would do today.")
            }
            Self::General { said } => {
                write!(f, "This is general (\"{said}\"). Tell one occasion: when it was, what you did, how it ended.")
            }
        }
    }
}

/// Words as a quotation inside a sentence.
pub(super) fn without_stop(words: &str) -> String {
    words.trim_end_matches(['.', ',', ';', ':']).to_owned()
}

/// What the telling of a story lacks, and what speaks against it most.
pub(super) fn on(card: &Scorecard, heard: &Telling) -> Vec<TellingAdvice> {
    let sum = TellingSum::new(heard, |_| true);
    let mut all = Vec::new();
    if sum.acts > 0.0 {
        let acts = heard.told_against().filter(|e| e.id != "general");
        let costly = acts.reduce(|worst, e| if e.each > worst.each { e } else { worst });
        all.extend(costly.and_then(|element| {
            let said = without_stop(&element.evidence.first()?.text);
            Some(TellingAdvice::Against { said, title: element.title.to_lowercase() })
        }));
    }
    let general = heard.told_against().find(|e| e.id == "general").filter(|_| sum.event < params::EVENT_AT_LEAST);
    all.extend(general.and_then(|e| Some(TellingAdvice::General { said: without_stop(&e.evidence.first()?.text) })));
    if sum.worth() >= params::WORTH_OF_A_STORY && heard.counts < params::ON_THE_QUESTION {
        let missed = card.rubric.iter().find(|p| p.verdict == Verdict::Missed && p.priority == Priority::Must);
        let missing = missed.map(|p| p.point.trim_end_matches('.').to_owned());
        all.push(TellingAdvice::AnotherQuestion { missing });
    }
    all
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::{Kind, Point, Question};

    use super::*;
    use crate::testing::{compiled, score, story_card};

    #[test]
    fn acts_and_general_talk_are_quoted() {
        let first = |text: &str| story_card(text).advice.remove(0);
        let hidden = first("In May 2021 I deleted the log and I lied to my manager at the bank.");
        assert!(hidden.starts_with("You said: \"I deleted the log\" (hidden or untrue)."), "{hidden}");
        let general = first("It's important to communicate. You have to listen. I always stay positive and flexible.");
        assert!(general.starts_with("This is general (\"It's important"), "{general}");
    }

    #[test]
    fn a_good_story_about_something_else_is_told_so() {
        let mut question = Question::bare("q", "How did you win over a doubter?", "She doubted my plan and agreed.");
        question.kind = Kind::Behavioural;
        question.points = vec![Point::new("You won a doubter over", Priority::Must, &["doubt"])];
        let text = "In March 2021 at a clinic in Leeds I measured the corridor, counted the beds and asked each nurse. \
            Then I drew a map and we moved them. In the end it took nine minutes and not forty. Since then it is a rule.";
        let card = score(&compiled(&question), text);
        let wanted = "Little of this story answers the question. Missing: You won a doubter over.";
        assert!(card.advice.contains(&wanted.to_owned()), "{:?}", card.advice);
    }
}
