//! How likely it is that the recogniser wrote one word for another: out-of-vocabulary words are where it guessed.

use crate::{
    pronounce,
    text::{Class, Token},
};

use super::lexicon::Lexicon;

/// How far a word is out of the vocabulary. Later ones are more suspicious.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum OovClass {
    /// The banks use the word, or it is a small one, a number or a technical term: taken as written.
    InDomain,
    /// A dictionary word that no bank uses: "banana".
    InDictionary,
    /// In no dictionary, or a name that no bank uses ("Putin").
    OutOfVocabulary,
}

impl OovClass {
    pub fn of(token: &Token, lexicon: &Lexicon) -> Self {
        let number = token.text.bytes().any(|b| b.is_ascii_digit());
        let technical = pronounce::spoken_forms(std::slice::from_ref(token)).is_some();
        if token.class != Class::Content || number || technical || lexicon.knows(&token.stem) {
            Self::InDomain
        } else if !token.name && pronounce::of(token).in_dictionary {
            Self::InDictionary
        } else {
            Self::OutOfVocabulary
        }
    }
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::Bank;

    use super::*;
    use crate::text::tokens_of;

    #[test]
    fn words_are_classed_by_banks_dictionary_and_case() {
        use OovClass::{InDictionary, InDomain, OutOfVocabulary};
        let bank: Bank =
            serde_json::from_value(serde_json::json!({"schema": 1, "id": "b", "title": "B", "questions": [
                {"id": "q", "kind": "definition", "prompt": "?", "model_answer": "A rollback of the release."}
            ]}))
            .expect("a bank");
        let lexicon = Lexicon::new([&bank]);
        let cases = [
            ("so rollbacks", InDomain),
            ("so the", InDomain),
            ("so 502", InDomain),
            ("so kubectl", InDomain),
            ("so banana", InDictionary),
            ("so Putin", OutOfVocabulary),
            ("so promethius", OutOfVocabulary),
        ];
        for (text, want) in cases {
            assert_eq!(OovClass::of(&tokens_of(text)[1], &lexicon), want, "{text}");
        }
        assert!(InDomain < InDictionary && InDictionary < OutOfVocabulary);
    }
}
