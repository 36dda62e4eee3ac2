//! Tells an answer from "I don't know".

use crate::text::{Class, Token};

use super::params;

/// Whether the answer says little more than that the speaker does not know.
pub(super) fn is_giving_up(tokens: &[Token]) -> bool {
    const WAYS: &[&str] = &[
        "do not know",
        "no idea",
        "no clue",
        "not sure",
        "have not heard",
        "never heard",
        "can not say",
        "not remember",
        "pass on this",
        "skip this",
        "not have an answer",
        "dunno",
        "can not answer",
    ];
    let said = tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
    let content = tokens.iter().filter(|t| t.class == Class::Content).count();
    content <= params::GAVE_UP_WORDS && WAYS.iter().any(|way| format!(" {said} ").contains(&format!(" {way} ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    #[test]
    fn giving_up_is_told_from_an_answer() {
        let cases = [
            ("I don't know.", true),
            ("Um, no idea, sorry.", true),
            ("I'm not sure.", true),
            ("I can't say, let's skip this.", true),
            ("Dunno.", true),
            ("I have never heard of it.", true),
            ("", false),
            ("A counter only goes up.", false),
            ("You know it by now.", false),
            ("I don't know the flag, but the controller compares desired and actual state and repairs.", false),
        ];
        for (text, want) in cases {
            assert_eq!(is_giving_up(&tokens_of(text)), want, "{text}");
        }
    }
}
