//! Word errors: how many words a transcript gets wrong, after lower-casing, punctuation, number and filler normalisation.

use outloud_scoring::text;

/// Sounds that recognisers leave out and references may have.
const FILLERS: &[&str] = &["ah", "eh", "er", "erm", "hm", "hmm", "mhm", "mm", "uh", "uhm", "um", "umm"];

/// Errors and reference words of one or more transcripts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordErrors {
    /// Words wrong, missing or added.
    pub errors: usize,
    /// Words of the reference.
    pub words: usize,
}

impl WordErrors {
    /// Errors per reference word; above 1 if much was added. 0 of an empty reference.
    #[must_use]
    pub fn rate(self) -> f64 {
        if self.words == 0 { 0.0 } else { self.errors as f64 / self.words as f64 }
    }
}

impl std::ops::AddAssign for WordErrors {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.words += other.words;
    }
}

/// Compares what was written down with what was said. Marks such as `<hes-x>` and `[laughter]` in the reference are no words.
#[must_use]
pub fn errors(reference: &str, transcript: &str) -> WordErrors {
    let (reference, found) = (words(reference), words(transcript));
    let mut row: Vec<usize> = (0..=found.len()).collect();
    for (at, word) in reference.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in found.iter().enumerate() {
            let swapped = diagonal + usize::from(word != other);
            diagonal = row[column + 1];
            row[column + 1] = swapped.min(row[column] + 1).min(diagonal + 1);
        }
    }
    WordErrors { errors: row[found.len()], words: reference.len() }
}

fn words(text: &str) -> Vec<String> {
    let kept = unmarked(text);
    text::tokens_of(&kept).into_iter().map(|t| t.text).filter(|t| !FILLERS.contains(&t.as_str())).collect()
}

/// The text without what stands in angle or square brackets.
fn unmarked(text: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: char| {
        match c {
            '<' | '[' => depth += 1,
            '>' | ']' => depth = depth.saturating_sub(1),
            _ => return if depth == 0 { Some(c) } else { None },
        }
        Some(' ')
    };
    text.chars().filter_map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_errors_count() {
        let cases = [
            ("Hello, world!", "hello world", 0, 2),
            ("um it took five hundred and two seconds", "It took 502 seconds.", 0, 4),
            ("<cutoff-th> the [laughter] end", "the end", 0, 2),
            ("red green blue", "red blue", 1, 3),
            ("a b", "a x b y", 2, 2),
            ("", "noise", 1, 0),
        ];
        for (reference, heard, wrong, all) in cases {
            assert_eq!(errors(reference, heard), WordErrors { errors: wrong, words: all }, "{reference}");
        }
        assert_eq!(errors("", "").rate(), 0.0);
    }
}
