//! Where a text can be cut: each piece is said as a whole, and its sound starts while the next is made.

use super::signs::is_abbreviation;

/// A sentence that is longer than this, in bytes, is cut at a comma.
const LONG: usize = 220;
/// The shorter the first piece is, the sooner the voice begins: a longer first sentence, in bytes, is cut at a pause that a speaker
/// could make.
const LONG_FIRST: usize = 64;
/// Shorter pieces sound chopped.
const SHORT: usize = 24;
/// Words before which a speaker could breathe: those that begin a clause, then those that begin a phrase.
const BEGIN_CLAUSE: [&str; 20] = [
    "and", "but", "or", "because", "which", "who", "whose", "that", "when", "while", "where", "if", "so", "then",
    "although", "before", "after", "until", "unless", "how",
];
const BEGIN_PHRASE: [&str; 20] = [
    "with", "without", "for", "from", "to", "in", "on", "at", "into", "through", "between", "during", "under", "over",
    "behind", "against", "by", "about", "across", "inside",
];

/// The sentences of a text, in order, without empty ones.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in text.split(['\n', '\r']) {
        let mut sentence = String::new();
        for word in paragraph.split_whitespace() {
            if sentence.len() > LONG && sentence.ends_with([',', ';', ':', '—']) || sentence.len() > 2 * LONG {
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
    if let Some(at) = found.first().and_then(|first| first_pause(first)) {
        let rest = found[0].split_off(at);
        found[0].truncate(at - 1);
        found.insert(1, rest);
    }
    found
}

/// Where a long sentence is cut, so that its first piece is no longer than [`LONG_FIRST`]: behind a comma, before a clause, before a
/// phrase; of equal places the last.
fn first_pause(sentence: &str) -> Option<usize> {
    if sentence.len() <= LONG_FIRST {
        return None;
    }
    let begins = |at: usize, words: &[&str]| {
        sentence[at..].split_whitespace().next().is_some_and(|next| words.contains(&next.to_lowercase().as_str()))
    };
    let rank = |at: usize| {
        if sentence[..at].trim_end().ends_with([',', ';', ':', '—']) {
            3
        } else if begins(at, &BEGIN_CLAUSE) {
            2
        } else {
            usize::from(begins(at, &BEGIN_PHRASE))
        }
    };
    let words = sentence.match_indices(' ').map(|(at, _)| at + 1);
    let may_be_cut = words.filter(|at| (SHORT..=LONG_FIRST).contains(at) && sentence.len() - at >= SHORT / 2);
    may_be_cut.map(|at| (rank(at), at)).filter(|(rank, _)| *rank > 0).max().map(|(_, at)| at)
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
        let cases = [
            (
                "A developer needs a new table, and asks for administrator rights in the cloud account.",
                "A developer needs a new table,",
            ),
            (
                "A developer needs a new table and a new function by tomorrow and asks for rights in the account.",
                "A developer needs a new table and a new function by tomorrow",
            ),
            (
                "How would you protect the path from a developer's dependency to the running artifact?",
                "How would you protect the path from a developer's dependency",
            ),
            (
                "How would you protect the path of a dependency against supply chain attacks?",
                "How would you protect the path of a dependency",
            ),
        ];
        for (text, first) in cases {
            let found = sentences(text);
            assert_eq!((found[0].as_str(), found.len()), (first, 2));
            assert_eq!(found.join(" "), text);
        }
        let whole = "It is short: one, two, and that is all there is to it, really.";
        assert_eq!(sentences(whole), [whole]);
        let plain = "word ".repeat(20) + "end.";
        assert_eq!(sentences(&plain), [plain.as_str()], "no pause could be made");
    }

    #[test]
    fn a_sentence_without_end_is_cut_too() {
        let long = sentences(&"some words, ".repeat(200));
        assert!(long.iter().all(|s| s.len() < 250), "{:?}", long.iter().map(String::len).collect::<Vec<_>>());
        let endless = sentences(&"word ".repeat(1000));
        assert!(endless.iter().all(|s| s.len() < 500));
    }
}
