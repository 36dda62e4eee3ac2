//! Measures delivery: what the words and the microphone say about how an answer was given. The shape is
//! [`outloud_core::delivery::Delivery`].

mod bursts;
mod mark;
mod params;
mod phrases;
mod structure;
mod timing;

use std::collections::BTreeMap;

use outloud_core::{
    bank::Kind,
    delivery::{Delivery, Ownership, WordCount},
    scorecard::Telling,
};

use crate::{
    answer::Answer,
    text::{Class, Token},
};

use mark::ranked;

/// The facts about one answer.
pub(crate) fn measure(answer: &Answer<'_>, tokens: &[Token], kind: Kind, telling: Option<&Telling>) -> Delivery {
    let filler_marks = phrases::fillers(tokens, answer.transcript);
    let mut fillers: BTreeMap<String, usize> = BTreeMap::new();
    for filler in &filler_marks {
        *fillers.entry(filler.text.clone()).or_default() += 1;
    }
    let hesitations = answer.sound.map_or(&[][..], |sound| &sound.hesitations);
    let mut delivery = Delivery {
        filler_bursts: bursts::bursts(&filler_marks, hesitations),
        words: answer.transcript.words.len(),
        fillers,
        hedges: phrases::hedges(tokens, answer.transcript),
        repeats: phrases::repeats(tokens, answer.transcript),
        openings: phrases::openings(tokens, answer.transcript),
        top_words: top_words(tokens),
        ownership: ownership(tokens),
        quantified: phrases::quantified(tokens, answer.transcript),
        structure: structure::of(kind, tokens, answer.transcript, telling),
        filler_marks,
        ..Delivery::default()
    };
    timing::add(answer, &mut delivery);
    delivery
}

fn top_words(tokens: &[Token]) -> Vec<WordCount> {
    let mut counts: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for token in tokens.iter().filter(|t| t.class == Class::Content && t.text.chars().count() > 2) {
        counts.entry(&token.stem).or_insert((0, &token.text)).0 += 1;
    }
    ranked(counts.into_values().map(|(count, word)| WordCount { word: word.to_owned(), count }))
}

fn ownership(tokens: &[Token]) -> Ownership {
    let count = |words: &[&str]| tokens.iter().filter(|t| words.contains(&t.text.as_str())).count();
    Ownership { i: count(&["i", "me", "my", "mine", "myself"]), we: count(&["we", "us", "our", "ours", "ourselves"]) }
}

#[cfg(test)]
mod tests {
    use outloud_core::transcript::Transcript;

    use super::*;
    use crate::text::tokens_of;

    pub(super) fn structure_of(text: &str, kind: Kind) -> Option<outloud_core::delivery::Structure> {
        structure::of(kind, &tokens_of(text), &Transcript::from_text(text), None)
    }

    #[test]
    fn facts_are_counted() {
        let text = "Um, I restarted the pod, um, and we watched the pod. My pod was fine.";
        let transcript = Transcript::from_text(text);
        let answer = Answer { transcript: &transcript, sound: None, time_limit_s: None };
        let delivery = measure(&answer, &tokens_of(text), Kind::Definition, None);
        assert_eq!((delivery.words, delivery.fillers["um"]), (15, 2));
        assert_eq!((delivery.ownership.i, delivery.ownership.we), (2, 1));
        assert_eq!(delivery.top_words.iter().map(|w| (w.word.as_str(), w.count)).collect::<Vec<_>>(), [("pod", 3)]);
        assert!(delivery.structure.is_none());
    }
}
