//! An answer as habits are counted in it: its words, sentence by sentence.

use outloud_core::session::Take;

/// Sounds that part the words of a phrase; they are counted as fillers.
const SOUNDS: [&str; 10] = ["um", "umm", "uhm", "erm", "hmm", "uh", "uhh", "ah", "eh", "er"];
/// A habit shows in answers to at least so many questions.
pub(super) const FEWEST_QUESTIONS: usize = 3;

/// An answer as it is counted.
pub(super) struct Answer<'a> {
    pub(super) take: &'a Take,
    /// Its words in small letters, sentence by sentence.
    pub(super) sentences: Vec<Vec<String>>,
}

impl<'a> Answer<'a> {
    pub(super) fn of(take: &'a Take) -> Self {
        let words = take.transcript.iter().flat_map(|t| &t.words).map(|word| word.text.as_str());
        let mut sentences = sentences(words);
        for sentence in &mut sentences {
            sentence.retain(|word| !SOUNDS.contains(&word.as_str()));
        }
        Self { take, sentences }
    }

    /// The first words, across sentences: recognisers set full stops at pauses.
    pub(super) fn beginning(&self, length: usize) -> Option<String> {
        let first: Vec<&str> = self.sentences.iter().flatten().take(length).map(String::as_str).collect();
        (first.len() == length).then(|| first.join(" "))
    }

    pub(super) fn question(&self) -> (&'a str, &'a str) {
        (&self.take.bank, &self.take.question.id)
    }
}

/// Words in small letters without the signs around them, cut at the ends of sentences.
pub(super) fn sentences<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if let (false, Some(sentence)) = (bare.is_empty(), all.last_mut()) {
            sentence.push(bare);
        }
        if word.ends_with(['.', '!', '?']) {
            all.push(Vec::new());
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}
