//! Whether a transcript can be trusted. The thresholds were chosen on recordings of readers with and without accents, mixed with
//! noise; `docs/speech.md` has the figures, and `outloud evaluate speech` measures them again.

use outloud_core::{
    hearing::{Heard, Unheard},
    sound::{Sound, Span},
    transcript::{Transcript, Word},
    voice::uncovered_voice,
};

use crate::matching::{IndexedTranscript, OovClass};

/// A word below this probability is a guess.
const GUESS_BELOW: f64 = 0.5;
/// A word that no dictionary and no bank has is a guess below this one.
const UNKNOWN_GUESS_BELOW: f64 = 0.75;
/// More than this share of guesses is not trusted ...
const MOST_GUESSES: f64 = 0.5;
/// ... of at least so many words.
const ENOUGH_WORDS: usize = 5;
/// Nor are so many words ...
const MANY_WORDS: usize = 15;
/// ... with a lower mean probability (geometric) than this. Forty accented readers stay above .55.
const LOWEST_MEAN: f64 = 0.45;
/// From this share of guesses on, of so many words, what was said is missing more often than not. Chosen on six synthetic voices.
const MANY_GUESSES: f64 = 0.1;
/// Slow speech has 1.5 words a second. Fewer than this: most of it was not recognised.
const FEWEST_WORDS_PER_S: f64 = 0.5;
/// Shorter answers, in seconds of speech, are not judged by their number of words.
const ENOUGH_SPEECH_S: f64 = 6.0;
/// Seconds of voice that must have at least one word.
const SHORTEST_SPEECH_S: f64 = 1.0;
/// Uncovered stretches of voice up to this length, in seconds, are hesitations.
const LONGEST_HESITATION_S: f64 = 1.2;
/// More than this share of the voice, and more seconds of it, without words are not trusted.
const MOST_UNCOVERED: f64 = 0.35;
const MOST_UNCOVERED_S: f64 = 2.0;

/// How an answer was heard; without sound it was typed.
pub(crate) fn heard(indexed: &IndexedTranscript, transcript: &Transcript, sound: Option<&Sound>) -> Heard {
    let Some(sound) = sound else { return Heard::default() };
    let words = &transcript.words;
    let guesses = guesses(indexed, words);
    let uncovered: Vec<Span> = uncovered_voice(&sound.speech, words)
        .into_iter()
        .filter(|span| span.end_s - span.start_s > LONGEST_HESITATION_S)
        .collect();
    let mut reasons = Vec::new();
    let mut add = |is: bool, reason| reasons.extend(is.then_some(reason));
    let spoken_s = seconds(&sound.speech);
    add(sound.other_language, Unheard::OtherLanguage);
    add(words.is_empty() && spoken_s >= SHORTEST_SPEECH_S, Unheard::NoWords);
    let few = spoken_s >= ENOUGH_SPEECH_S && (words.len() as f64) < spoken_s * FEWEST_WORDS_PER_S;
    let gaps_s = seconds(&uncovered);
    let gaps = gaps_s > MOST_UNCOVERED_S && gaps_s > MOST_UNCOVERED * spoken_s;
    add(!words.is_empty() && (few || gaps), Unheard::FewWords);
    add(are_guesses(words, &guesses), Unheard::UnsureWords);
    if reasons.is_empty() {
        return Heard { guessed: guessed(words), ..Heard::default() };
    }
    let unsure = if reasons.contains(&Unheard::UnsureWords) { runs(words, &guesses) } else { Vec::new() };
    Heard { enough: false, stretches: stretches(uncovered, unsure, &sound.speech), reasons, guessed: None }
}

/// The share of words that the recogniser was not sure of, in hundredths, if there are many.
fn guessed(words: &[Word]) -> Option<f64> {
    let guesses = words.iter().filter(|w| w.probability.is_some_and(|p| p < GUESS_BELOW)).count();
    let share = guesses as f64 / words.len().max(1) as f64;
    (words.len() >= MANY_WORDS && share >= MANY_GUESSES).then(|| (share * 100.0).round() / 100.0)
}

/// For each word whether it is a guess; typed words and corrected ones are none.
fn guesses(indexed: &IndexedTranscript, words: &[Word]) -> Vec<bool> {
    let mut unknown = vec![false; words.len()];
    for (token, class) in indexed.tokens.iter().zip(&indexed.oov) {
        if *class == OovClass::OutOfVocabulary {
            unknown.iter_mut().take(token.last_word + 1).skip(token.first_word).for_each(|unknown| *unknown = true);
        }
    }
    let guess = |(word, unknown): (&Word, bool)| {
        let least = if unknown { UNKNOWN_GUESS_BELOW } else { GUESS_BELOW };
        word.probability.is_some_and(|p| p < least)
    };
    words.iter().zip(unknown).map(guess).collect()
}

fn are_guesses(words: &[Word], guesses: &[bool]) -> bool {
    let logs: Vec<f64> = words.iter().filter_map(|w| w.probability).map(|p| p.max(1e-9).ln()).collect();
    let mean = (logs.iter().sum::<f64>() / logs.len().max(1) as f64).exp();
    let share = guesses.iter().filter(|guess| **guess).count() as f64 / words.len().max(1) as f64;
    (words.len() >= ENOUGH_WORDS && share > MOST_GUESSES) || (logs.len() >= MANY_WORDS && mean < LOWEST_MEAN)
}

/// The seconds of guesses that stand together, at most one surer word between.
fn runs(words: &[Word], guesses: &[bool]) -> Vec<Span> {
    let mut runs: Vec<(usize, Span)> = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(at, _)| guesses[*at]) {
        let (Some(start_s), Some(end_s)) = (word.start_s, word.end_s) else { continue };
        match runs.last_mut() {
            Some((last, run)) if at - *last <= 2 => (*last, run.end_s) = (at, end_s),
            _ => runs.push((at, Span { start_s, end_s })),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// All of them in order, those that overlap as one; without any, all of the speech.
fn stretches(uncovered: Vec<Span>, unsure: Vec<Span>, speech: &[Span]) -> Vec<Span> {
    let mut all = [uncovered, unsure].concat();
    all.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let mut merged: Vec<Span> = Vec::new();
    for span in all {
        match merged.last_mut() {
            Some(last) if span.start_s <= last.end_s => last.end_s = last.end_s.max(span.end_s),
            _ => merged.push(span),
        }
    }
    if let (true, Some(first), Some(last)) = (merged.is_empty(), speech.first(), speech.last()) {
        merged.push(Span { start_s: first.start_s, end_s: last.end_s });
    }
    merged
}

fn seconds(spans: &[Span]) -> f64 {
    spans.iter().map(|span| span.end_s - span.start_s).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Lexicon;

    /// How words of this text, half a second each from second 1 on, were heard in this speech.
    fn hear(text: &str, probability: f64, speech: &[(f64, f64)]) -> Heard {
        let word = |(n, text): (usize, &str)| {
            let start = 1.0 + n as f64 * 0.5;
            let probability = Some(probability);
            Word {
                text: text.to_owned(),
                start_s: Some(start),
                end_s: Some(start + 0.4),
                probability,
                hearings: Vec::new(),
            }
        };
        let transcript = Transcript::from_words(text.split_whitespace().enumerate().map(word).collect());
        let speech = speech.iter().map(|(start_s, end_s)| Span { start_s: *start_s, end_s: *end_s }).collect();
        let sound = Sound { duration_s: 60.0, speech, ..Sound::default() };
        let indexed = IndexedTranscript::new(&transcript, &Lexicon::default());
        heard(&indexed, &transcript, Some(&sound))
    }

    const SAID: &str = "so the container shares the kernel of the host and it starts fast because there is no machine";

    #[test]
    fn a_usual_answer_an_accent_and_silence_are_heard() {
        for (what, heard) in [
            ("a usual answer", hear(SAID, 0.9, &[(1.0, 10.0)])),
            ("an accent", hear(SAID, 0.55, &[(1.0, 10.0)])),
            ("a short answer, unsure", hear("yes of course", 0.3, &[(1.0, 2.5)])),
            ("silence", hear("", 0.9, &[])),
            ("a click", hear("", 0.9, &[(1.0, 1.5)])),
            ("a long um", hear(SAID, 0.9, &[(1.0, 10.0), (12.0, 13.1)])),
        ] {
            assert_eq!(heard, Heard::default(), "{what}");
        }
    }

    #[test]
    fn many_guesses_in_a_trusted_transcript_are_told() {
        let guessed = |guesses: usize, of: usize| {
            let mut words = Transcript::from_text(&SAID.split(' ').take(of).collect::<Vec<_>>().join(" ")).words;
            words.iter_mut().enumerate().for_each(|(at, w)| w.probability = Some(if at < guesses { 0.4 } else { 0.9 }));
            super::guessed(&words)
        };
        let words = SAID.split(' ').count();
        assert_eq!(words, 18);
        assert_eq!([guessed(1, words), guessed(2, words), guessed(9, words)], [None, Some(0.11), Some(0.5)]);
        assert_eq!(guessed(9, 14), None, "too few words to tell");
        assert_eq!(super::guessed(&Transcript::from_text(SAID).words), None, "typed words are no guesses");
    }

    #[test]
    fn what_cannot_be_trusted_has_its_reason_and_its_seconds() {
        let nothing = hear("", 0.9, &[(2.0, 6.0)]);
        assert_eq!((nothing.enough, nothing.reasons), (false, vec![Unheard::NoWords]));
        assert_eq!(nothing.stretches, [Span { start_s: 2.0, end_s: 6.0 }]);
        let gaps = hear(SAID, 0.9, &[(1.0, 10.0), (12.0, 18.0)]);
        assert_eq!(gaps.reasons, [Unheard::FewWords]);
        assert_eq!(gaps.stretches, [Span { start_s: 12.0, end_s: 18.0 }]);
        let unsure = hear(SAID, 0.3, &[(1.0, 10.0)]);
        assert_eq!((unsure.reasons, unsure.stretches.len()), (vec![Unheard::UnsureWords], 1));
        let few = hear("hypervisor", 0.9, &[(1.0, 1.5), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 12.0)]);
        assert_eq!(few.reasons, [Unheard::FewWords]);
    }

    #[test]
    fn words_that_no_dictionary_has_are_guessed_sooner() {
        let known = hear("so the water flows to the sea again", 0.6, &[(1.0, 5.0)]);
        let unknown = hear("beanstow eftler buntol wasselt proktol shaur on", 0.6, &[(1.0, 5.0)]);
        assert!(known.enough && unknown.reasons == [Unheard::UnsureWords], "{unknown:?}");
    }

    #[test]
    fn another_language_is_enough_and_typed_words_are_always_heard() {
        let transcript = Transcript::from_text("beanstow eftler buntol wasselt proktol");
        let indexed = IndexedTranscript::new(&transcript, &Lexicon::default());
        assert!(heard(&indexed, &transcript, None).enough);
        let speech = vec![Span { start_s: 1.0, end_s: 3.0 }, Span { start_s: 4.0, end_s: 5.0 }];
        let sound = Sound { other_language: true, speech, ..Sound::default() };
        let foreign = heard(&indexed, &transcript, Some(&sound));
        assert_eq!(foreign.reasons, [Unheard::OtherLanguage]);
        assert_eq!(foreign.stretches, [Span { start_s: 1.0, end_s: 5.0 }]);
    }
}
