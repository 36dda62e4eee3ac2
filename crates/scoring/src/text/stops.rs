//! Which words carry meaning. Phrases drop stop words; light words stay in phrases but do not widen a gap.

/// How much a word carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Ignored in phrases and gaps: the, of, to.
    Stop,
    /// Kept in phrases, free in gaps, no keyword: would, just, um.
    Light,
    /// Everything else.
    Content,
}

/// Whether a word is an article. Patterns leave them out: no transcript is searched for one.
#[must_use]
pub fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

const STOP: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "i", "in", "is", "it", "its", "my", "of", "on",
    "or", "our", "so", "that", "the", "their", "then", "this", "to", "was", "we", "were", "with", "you", "your",
];

const LIGHT: &[&str] = &[
    "about",
    "actually",
    "ah",
    "all",
    "also",
    "am",
    "any",
    "anything",
    "basically",
    "because",
    "been",
    "being",
    "but",
    "can",
    "could",
    "did",
    "do",
    "does",
    "done",
    "each",
    "eh",
    "er",
    "erm",
    "etc",
    "even",
    "every",
    "everything",
    "get",
    "gets",
    "give",
    "gives",
    "go",
    "goes",
    "going",
    "gonna",
    "got",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "him",
    "his",
    "hmm",
    "how",
    "if",
    "into",
    "just",
    "kind",
    "kinda",
    "know",
    "let",
    "like",
    "made",
    "make",
    "makes",
    "making",
    "many",
    "may",
    "me",
    "mean",
    "might",
    "more",
    "most",
    "much",
    "must",
    "myself",
    "need",
    "needs",
    "now",
    "ok",
    "okay",
    "other",
    "others",
    "ourselves",
    "own",
    "put",
    "really",
    "right",
    "said",
    "same",
    "say",
    "she",
    "should",
    "some",
    "something",
    "sort",
    "still",
    "such",
    "take",
    "takes",
    "than",
    "them",
    "there",
    "these",
    "they",
    "thing",
    "things",
    "those",
    "too",
    "uh",
    "um",
    "up",
    "us",
    "use",
    "used",
    "uses",
    "using",
    "very",
    "want",
    "wants",
    "way",
    "well",
    "went",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whose",
    "why",
    "will",
    "would",
    "yeah",
    "yes",
];

/// The class of a normalised word.
pub(super) fn class(word: &str) -> Class {
    if STOP.binary_search(&word).is_ok() {
        Class::Stop
    } else if LIGHT.binary_search(&word).is_ok() {
        Class::Light
    } else {
        Class::Content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_the_search_finds() {
        assert!(STOP.is_sorted() && LIGHT.is_sorted());
        assert_eq!((class("the"), class("would"), class("rollback")), (Class::Stop, Class::Light, Class::Content));
    }
}
