//! Removes what Whisper makes up: annotations instead of words, loops, and text where nobody spoke. Pure.

use outloud_core::{
    sound::FRAME_SAMPLES,
    transcript::{Word, letters},
};

/// A phrase of up to this many words is looked for in loops.
const LONGEST_PHRASE: usize = 12;
/// A phrase this often in a row is a loop; people repeat themselves two or three times.
const LOOP: usize = 4;
/// One word alone may be stammered more often than a phrase.
const ONE_WORD_LOOP: usize = 6;

/// A word is kept if voice activity is found within this many seconds of it.
const REACH_S: f64 = 0.5;
/// The voice probability that counts as voice activity.
const VOICED: f32 = 0.2;

/// An annotation has at most this many words; a bracket that stays open longer belongs to the words.
const LONGEST_ANNOTATION: usize = 8;

/// Words without annotations.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The words.
    pub words: Vec<Word>,
    /// Whether an annotation said that a foreign language is spoken.
    pub foreign: bool,
}

/// Removes what is not speech: `[BLANK_AUDIO]`, `(upbeat music)`, `*sighs*`, notes of music, and lone punctuation.
#[must_use]
pub fn without_annotations(mut words: Vec<Word>) -> Cleaned {
    let mut cleaned = Cleaned::default();
    while !words.is_empty() {
        let annotation = annotation_length(&words);
        if annotation > 0 {
            cleaned.foreign |= words.drain(..annotation).any(|w| is_about_a_language(&w.text));
            continue;
        }
        let word = words.remove(0);
        if word.text.chars().any(char::is_alphanumeric) {
            cleaned.words.push(word);
        }
    }
    cleaned
}

/// Whether a word of an annotation says that a language is spoken: "(speaking in foreign language)", "[Speaks in German]".
fn is_about_a_language(word: &str) -> bool {
    matches!(letters(word).as_str(), "foreign" | "language" | "speaking" | "speaks")
}

/// How many of the first words are an annotation.
fn annotation_length(words: &[Word]) -> usize {
    let opening = words[0].text.chars().next();
    let closing = match opening {
        Some('[') => ']',
        Some('(') => ')',
        Some('*') => '*',
        _ => return 0,
    };
    let closes = |word: &Word| word.text.trim_end_matches(['.', ',', '!', '?', ':', ';']).ends_with(closing);
    let alone = |word: &Word| word.text.chars().count() == 1;
    let near = words.iter().take(LONGEST_ANNOTATION).enumerate();
    near.skip(usize::from(opening == Some('*') && alone(&words[0]))).find(|(_, w)| closes(w)).map_or(0, |(i, _)| i + 1)
}

/// A phrase that repeats like a loop: (where it begins, its length, how often).
#[must_use]
pub fn find_loop(words: &[Word]) -> Option<(usize, usize, usize)> {
    let plain: Vec<String> = words.iter().map(|w| letters(&w.text)).collect();
    for length in 1..=LONGEST_PHRASE {
        let needed = if length == 1 { ONE_WORD_LOOP } else { LOOP };
        let mut at = 0;
        while at + length * needed <= plain.len() {
            let phrase = &plain[at..at + length];
            let times = plain[at..].chunks_exact(length).take_while(|c| *c == phrase).count();
            if times >= needed {
                return Some((at, length, times));
            }
            at += 1;
        }
    }
    None
}

/// Splits words with so many hyphens that they hide a loop: "s-y-y-y-y-y-y". The parts share the word's time.
#[cfg(any(feature = "whisper", test))]
#[must_use]
pub fn split_chains(words: Vec<Word>) -> Vec<Word> {
    let split = |word: Word| {
        if word.text.matches('-').count() < ONE_WORD_LOOP {
            return vec![word];
        }
        let parts = word.text.split('-').filter(|p| !p.is_empty());
        parts.map(|part| Word { text: part.to_owned(), ..word.clone() }).collect()
    };
    words.into_iter().flat_map(split).collect()
}

/// A phrase that was recognised many times in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    /// The phrase.
    pub phrase: String,
    /// How often.
    pub times: usize,
}

/// Keeps one repetition of every loop. Gives what was cut.
pub fn cut_loops(words: &mut Vec<Word>) -> Vec<Repetition> {
    let mut cut = Vec::new();
    while let Some((at, length, times)) = find_loop(words) {
        let phrase = words[at..at + length].iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        cut.push(Repetition { phrase, times });
        words.drain(at + length..at + length * times);
    }
    cut
}

/// Removes words without voice activity near their time. `voice`: probability per frame of the sound that the
/// words' times refer to.
#[must_use]
pub fn without_unvoiced(words: Vec<Word>, voice: &[f32]) -> Vec<Word> {
    let frame = |s: f64| (s * 16_000.0 / FRAME_SAMPLES as f64).max(0.0) as usize;
    let voiced = |word: &Word| {
        let (Some(start_s), Some(end_s)) = (word.start_s, word.end_s) else { return true };
        let from = frame(start_s - REACH_S).min(voice.len());
        let to = (frame(end_s + REACH_S) + 1).clamp(from, voice.len());
        voice[from..to].iter().any(|p| *p >= VOICED)
    };
    words.into_iter().filter(voiced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let timed = |(i, text): (usize, &str)| Word {
            text: text.to_owned(),
            start_s: Some(i as f64),
            end_s: Some(i as f64 + 0.5),
            probability: Some(0.9),
            hearings: Vec::new(),
        };
        text.split_whitespace().enumerate().map(timed).collect()
    }

    fn text(words: &[Word]) -> String {
        words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn annotations_go_and_words_stay() {
        for (said, kept) in [
            ("[BLANK_AUDIO]", ""),
            ("Yes. (upbeat music) No.", "Yes. No."),
            ("[ Silence ] right", "right"),
            ("*sighs* fine", "fine"),
            ("*heavy breathing* fine", "fine"),
            ("♪ la la ♪", "la la"),
            ("so - yes , it's CI/CD (a pipeline). Good.", "so yes it's CI/CD Good."),
            ("... and 42 5%", "and 42 5%"),
        ] {
            assert_eq!(text(&without_annotations(words(said)).words), kept, "{said}");
        }
    }

    #[test]
    fn loops_collapse_and_emphasis_does_not() {
        for (said, kept) in [
            ("I mean I mean it is very very very good", "I mean I mean it is very very very good"),
            ("thank you. Thank you. Thank you. thank you thank you", "thank you."),
            ("so no no no no no no no", "so no"),
            ("go on and on and on and on and on again", "go on and on again"),
            ("not an old-s-s-y-y-y-y-y-y-y state-of-the-art", "not an old s s y state-of-the-art"),
            ("", ""),
        ] {
            let mut words = split_chains(words(said));
            cut_loops(&mut words);
            assert_eq!(text(&words), kept, "{said}");
        }
    }

    #[test]
    fn words_in_silence_are_not_believed() {
        let mut voice = vec![0.0; 400];
        voice[60..130].fill(0.9);
        assert_eq!(text(&without_unvoiced(words("a b c d e f"), &voice)), "a b c");
        assert_eq!(without_unvoiced(outloud_core::transcript::Transcript::from_text("typed").words, &[]).len(), 1);
    }

    #[test]
    fn annotations_about_a_language_and_cut_repetitions_are_noted() {
        for (said, foreign) in
            [("(speaking in foreign language)", true), ("[SPEAKING GERMAN]", true), ("(music) yes", false)]
        {
            assert_eq!(without_annotations(words(said)).foreign, foreign, "{said}");
        }
        let cut = cut_loops(&mut words("so thank you. Thank you. thank you thank you"));
        assert_eq!(cut, [Repetition { phrase: "thank you.".to_owned(), times: 4 }]);
        assert!(cut_loops(&mut words("very very very good")).is_empty());
    }
}
