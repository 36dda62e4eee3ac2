//! Tokens put in the place of others.

use crate::text::token::{Break, Token};

/// Tokens of `texts` in the place of the first `length` tokens. Each of several stands for all the words, as they may have changed places.
pub(super) fn place(tokens: &[Token], length: usize, texts: Vec<String>) -> impl Iterator<Item = Token> + '_ {
    let last_word = tokens[length - 1].last_word;
    let unchanged = length == 1 && texts.len() == 1 && tokens[0].text == texts[0];
    texts.into_iter().enumerate().map(move |(n, text)| Token {
        text,
        last_word,
        capitals: unchanged && tokens[0].capitals,
        before: if n == 0 { tokens[0].before } else { Break::None },
        attached: if n == 0 { tokens[0].attached } else { true },
        ..tokens[0].clone()
    })
}
