//! What fills a slot of a pattern: words or a number to find, made ready for matching.

use std::sync::{Arc, LazyLock};

use outloud_core::pattern::{Alternative, Word, WordForm};

use crate::{
    matching::Target,
    memo::Memo,
    text::{self, Class},
};

use super::params;

/// A word or phrase to find.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub kind: PhraseKind,
    /// For the ways of hearing beyond the words themselves; none for everyday words.
    pub target: Option<Target>,
    /// Whether no other word may stand between its words: a name is said in one piece.
    pub is_name: bool,
}

/// What an alternative is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Use {
    /// A slot of a pattern.
    Slot,
    /// A slot filled from a built-in term: everyday words, found as written only.
    Everyday,
    /// The name of a subject.
    Name,
}

/// What a phrase consists of.
#[derive(Debug, Clone)]
pub(super) enum PhraseKind {
    /// Words in this order.
    Words(Vec<PatternWord>),
    /// A number in this range, in thousandths.
    Number(i64, i64),
}

/// A word of a phrase.
#[derive(Debug, Clone)]
pub(super) struct PatternWord {
    pub text: String,
    pub stem: String,
    pub form: WordForm,
    pub class: Class,
}

impl Phrase {
    /// The phrase of `alternative`. Many questions of a bank share theirs, so each is made ready once.
    pub fn of(alternative: &Alternative, used: Use) -> Arc<Self> {
        static KNOWN: LazyLock<[Memo<Alternative, Arc<Phrase>>; 3]> =
            LazyLock::new(|| [(); 3].map(|()| Memo::new(params::REMEMBERED_PHRASES)));
        KNOWN[used as usize].get_or(alternative, || Arc::new(Self::new(alternative, used)))
    }

    fn new(alternative: &Alternative, used: Use) -> Self {
        let Alternative::Words(words) = alternative else {
            let (low, high) = if let Alternative::Number(low, high) = alternative { (*low, *high) } else { (1, 0) };
            return Self { kind: PhraseKind::Number(low, high), target: None, is_name: false };
        };
        let plain = words.iter().all(|w| w.form == WordForm::Stem);
        let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let pieces: Vec<PatternWord> =
            words.iter().flat_map(PatternWord::all).filter(|w| !text::is_article(&w.text)).collect();
        let content = pieces.iter().any(|w| w.class == Class::Content);
        let by_sound = letters >= params::SHORTEST_BY_SOUND || Target::is_technical(&text);
        let wanted = plain && content && used != Use::Everyday;
        let target = match (wanted, by_sound) {
            (true, true) => Some(Target::new(&text, [])),
            (true, false) if Target::is_figure(&text) => Some(Target::new(&text, []).without_sounds()),
            _ => None,
        };
        Self { kind: PhraseKind::Words(pieces), target, is_name: used == Use::Name }
    }
}

impl PatternWord {
    /// The tokens of a word as written: "trade-off" is two, "doesn't" is "does not".
    fn all(word: &Word) -> Vec<Self> {
        if word.form == WordForm::Prefix {
            return vec![Self {
                stem: word.text.clone(),
                text: word.text.clone(),
                form: word.form,
                class: Class::Content,
            }];
        }
        let tokens = text::tokens_of(&word.text).into_iter();
        tokens.map(|t| Self { text: t.text, stem: t.stem, form: word.form, class: t.class }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_share_their_phrases_but_not_across_uses() {
        let words = |text: &str| Alternative::Words(vec![Word { text: text.to_owned(), form: WordForm::Stem }]);
        let phrase = |text: &str, used| Phrase::of(&words(text), used);
        assert!(Arc::ptr_eq(&phrase("idempotent", Use::Slot), &phrase("idempotent", Use::Slot)));
        // By sound too in a slot, as written only among everyday words, in one piece as a name.
        let [slot, everyday, name] = [Use::Slot, Use::Everyday, Use::Name].map(|used| phrase("idempotent", used));
        assert_eq!([&slot, &everyday, &name].map(|p| p.target.is_some()), [true, false, true]);
        assert_eq!([slot, everyday, name].map(|p| p.is_name), [false, false, true]);
    }
}
