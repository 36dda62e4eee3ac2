//! Yes against no: whoever answers yes where the model answer says no has not given that answer, whatever words they share.

use crate::text::{Break, Token};

/// What questions that want a yes or a no begin with, the question itself or a part of it.
const ASKING: &[&str] = &[
    "am", "are", "can", "could", "did", "do", "does", "has", "have", "is", "may", "might", "must", "shall", "should",
    "was", "were", "will", "would",
];

/// Whether a sentence of the question wants a yes or a no.
pub(super) fn wanted(question: &[Token]) -> bool {
    question.iter().any(|t| t.before == Break::Sentence && ASKING.contains(&t.text.as_str()))
}

/// The verdict that a text begins with: "Yes, ...", "I chose yes ...", "No, ...". None where it gives none.
pub(super) fn of(tokens: &[Token]) -> Option<bool> {
    let yes = tokens.iter().take(3).any(|t| t.text == "yes");
    let no = tokens.first().is_some_and(|t| t.text == "no");
    (yes || no).then_some(yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    #[test]
    fn a_verdict_stands_at_the_beginning() {
        for (text, verdict) in [
            ("Yes, it does.", Some(true)),
            ("I say yes because it can", Some(true)),
            ("No. It shares the kernel.", Some(false)),
            ("It shares the kernel, so no.", None),
            ("", None),
        ] {
            assert_eq!(of(&tokens_of(text)), verdict, "{text}");
        }
    }

    #[test]
    fn some_questions_want_one() {
        assert!(wanted(&tokens_of("Look at the circuit. Will the motor run? Why?")));
        assert!(!wanted(&tokens_of("What can you do about it?")));
    }
}
