//! What the transcript of a take is doubted for, so that it is never scored silently: speech that is not English, and
//! repetitions that were cut.

use outloud_core::{sound::Span, transcript::Word};

use super::{DetectedLanguage, hallucination_filter::Repetition};

/// The language that banks and scorer expect.
const EXPECTED: &str = "en";

/// Below this mean word probability (geometric) a transcript is doubted. An English model transcribes German at .13 to .15.
/// Forty accented readers in `data/speech/real/accented` stay above .38, and all their transcripts of [`ENOUGH_WORDS`] words
/// above .59 (`outloud transcribe --format json`, tiny.en-q8_0).
const IMPLAUSIBLE: f64 = 0.45;
/// Shorter transcripts vary too much to be judged by their probabilities.
const ENOUGH_WORDS: usize = 15;
/// Slow speech has 1.5 words a second. Fewer than this mean that most of the speech was not recognised.
const FEWEST_WORDS_PER_S: f64 = 0.5;
/// Shorter answers, in seconds of speech, are not judged by their number of words.
const ENOUGH_SPEECH_S: f64 = 6.0;

/// How the warnings begin, and what each of repetitions contains.
const DETECTED: &str = "the recogniser detected";
const NOT_ENGLISH: &str = "this does not sound like English";
const KEPT_ONCE: &str = "times in a row and kept once";

/// What was found out about the chunks of a take.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Whether the recogniser itself noted that a foreign language is spoken.
    pub foreign: bool,
    /// The language that a multilingual model detected.
    pub language: Option<DetectedLanguage>,
    /// Phrases that were recognised many times in a row and kept once.
    pub repetitions: Vec<Repetition>,
}

impl Findings {
    /// Adds those of the next chunk.
    pub fn add(&mut self, next: Self) {
        self.foreign |= next.foreign;
        self.language = self.language.take().or(next.language);
        self.repetitions.extend(next.repetitions);
    }

    /// The warnings for a take of these words and this speech.
    #[must_use]
    pub fn warnings(&self, words: &[Word], speech: &[Span]) -> Vec<String> {
        self.language_warning(words, speech).into_iter().chain(self.repetitions.iter().map(repeated)).collect()
    }

    /// Whether the recogniser noted or detected another language than English.
    #[must_use]
    pub fn is_other_language(&self) -> bool {
        self.foreign || self.language.as_ref().is_some_and(|l| l.code != EXPECTED)
    }

    fn language_warning(&self, words: &[Word], speech: &[Span]) -> Option<String> {
        if let Some(language) = self.language.as_ref().filter(|l| l.code != EXPECTED) {
            return Some(format!(
                "{DETECTED} {}, not English: the score means little. Answer in English, or use --language en",
                language.name
            ));
        }
        (self.foreign || is_implausible(words) || is_unrecognised(words, speech)).then(|| {
            format!(
                "{NOT_ENGLISH} to the recogniser: the score means little. Answer in English and closer to the microphone, or \
                 correct the transcript"
            )
        })
    }
}

/// Whether a warning of a stored take is one of `Findings::warnings`, and goes when the take is transcribed again.
#[must_use]
pub fn is_about_the_transcript(warning: &str) -> bool {
    [DETECTED, NOT_ENGLISH].iter().any(|begin| warning.starts_with(begin)) || warning.contains(KEPT_ONCE)
}

/// Whether the recogniser was unsure of nearly every word.
fn is_implausible(words: &[Word]) -> bool {
    let logs: Vec<f64> = words.iter().filter_map(|w| w.probability).map(|p| p.max(1e-9).ln()).collect();
    logs.len() >= ENOUGH_WORDS && (logs.iter().sum::<f64>() / logs.len() as f64).exp() < IMPLAUSIBLE
}

/// Whether somebody spoke and hardly a word came of it.
fn is_unrecognised(words: &[Word], speech: &[Span]) -> bool {
    let spoken_s: f64 = speech.iter().map(|s| s.end_s - s.start_s).sum();
    spoken_s >= ENOUGH_SPEECH_S && (words.len() as f64) < spoken_s * FEWEST_WORDS_PER_S
}

fn repeated(repetition: &Repetition) -> String {
    let Repetition { phrase, times } = repetition;
    format!(
        "\"{phrase}\" was recognised {times} {KEPT_ONCE}. Recognisers loop like that; if you did say it so \
         often, nothing is lost but the repetitions"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, probability: f64) -> Vec<Word> {
        let word = Word {
            text: "word".to_owned(),
            start_s: None,
            end_s: None,
            probability: Some(probability),
            hearings: Vec::new(),
        };
        vec![word; count]
    }

    fn speech(seconds: f64) -> Vec<Span> {
        vec![Span { start_s: 1.0, end_s: 1.0 + seconds }]
    }

    fn language(code: &str) -> Findings {
        let language = DetectedLanguage { code: code.to_owned(), name: "german".to_owned() };
        Findings { language: Some(language), ..Findings::default() }
    }

    #[test]
    fn a_transcript_is_doubted_for_its_language_probabilities_and_missing_words() {
        let foreign = Findings { foreign: true, ..Findings::default() };
        for (what, findings, words, speech, doubted) in [
            ("a usual answer", Findings::default(), words(50, 0.85), speech(20.0), false),
            ("a heavy accent", Findings::default(), words(50, 0.6), speech(20.0), false),
            ("a short one with an accent", Findings::default(), words(10, 0.38), speech(5.0), false),
            ("nonsense", Findings::default(), words(40, 0.3), speech(20.0), true),
            ("speech without words", Findings::default(), words(2, 0.9), speech(15.0), true),
            ("silence", Findings::default(), Vec::new(), Vec::new(), false),
            ("an annotation of the model", foreign, words(50, 0.85), speech(20.0), true),
            ("detected German", language("de"), words(50, 0.85), speech(20.0), true),
            ("detected English", language("en"), words(50, 0.85), speech(20.0), false),
        ] {
            assert_eq!(findings.warnings(&words, &speech).len(), usize::from(doubted), "{what}");
        }
        assert!(language("de").warnings(&[], &[])[0].contains("detected german, not English"));
    }

    #[test]
    fn the_first_chunk_tells_the_language_and_every_repetition_is_told() {
        let mut findings = language("de");
        findings.add(language("en"));
        let repetition = Repetition { phrase: "thank you".to_owned(), times: 5 };
        findings.add(Findings { repetitions: vec![repetition], ..Findings::default() });
        let warnings = findings.warnings(&words(50, 0.9), &speech(20.0));
        assert!(warnings.iter().all(|warning| is_about_the_transcript(warning)));
        assert!(!is_about_the_transcript("the microphone was silent"));
        assert!(warnings.len() == 2 && warnings[1].starts_with("\"thank you\" was recognised 5 times"), "{warnings:?}");
    }
}
