//! Where a text can be cut: each piece is said as a whole, and its sound starts while the next is made.

use super::signs::is_abbreviation;

/// A sentence that is longer than this, in bytes, is cut at a comma.
const LONG: usize = 220;
/// The same for the first one: the shorter it is, the sooner the voice begins.
const LONG_FIRST: usize = 90;

/// The sentences of a text, in order, without empty ones.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in text.split(['\n', '\r']) {
        let mut sentence = String::new();
        for word in paragraph.split_whitespace() {
            let long = if found.is_empty() { LONG_FIRST } else { LONG };
            if sentence.len() > long && sentence.ends_with([',', ';', ':', '—']) || sentence.len() > 2 * LONG {
                found.push(std::mem::take(&mut sentence));
            }
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence += word;
            if ends_sentence(word) {
                found.push(std::mem::take(&mut sentence));
            }
        }
        found.push(sentence);
    }
    found.retain(|s| s.chars().any(char::is_alphanumeric));
    found
}

fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', '\'', ')', ']', '”', '’', '*', '`']);
    match bare.chars().last() {
        Some('!' | '?' | '…') => true,
        Some('.') => !(is_abbreviation(bare) || bare.len() == 2 && bare.starts_with(char::is_uppercase)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_sentences_end() {
        let text = "Use e.g. Dr. Smith's tool, v1.2. Does it \"work?\" Yes!\n\nNew paragraph ... J. Doe";
        let parts = ["Use e.g. Dr. Smith's tool, v1.2.", "Does it \"work?\"", "Yes!", "New paragraph ...", "J. Doe"];
        assert_eq!(sentences(text), parts);
        assert!(sentences(" -- \n . ").is_empty());
    }

    #[test]
    fn the_voice_begins_soon_with_a_long_sentence_too() {
        let half = "word ".repeat(20);
        let text = format!("{half}word, {half}word, and {half}word.");
        let found = sentences(&text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("word,") && found[0].len() < 120);
        assert_eq!(found.join(" "), text);
    }

    #[test]
    fn a_sentence_without_end_is_cut_too() {
        let long = sentences(&"some words, ".repeat(200));
        assert!(long.iter().all(|s| s.len() < 250), "{:?}", long.iter().map(String::len).collect::<Vec<_>>());
        let endless = sentences(&"word ".repeat(1000));
        assert!(endless.iter().all(|s| s.len() < 500));
    }
}
