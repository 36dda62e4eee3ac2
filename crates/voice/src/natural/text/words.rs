//! Tokens in words: terms, abbreviations, figures, capitals, names that are written together.

use super::{Piece, figures, signs};
use crate::natural::phonemes::terms;

/// The pieces of a sentence. `knows` says whether the lexicon has a word as it is written.
pub(crate) fn pieces(sentence: &str, knows: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let reader = Reader { knows };
    let tokens: Vec<signs::Bare> = sentence.split_whitespace().map(signs::bare).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (count, said) = reader.longest_term(&tokens[at..]).unwrap_or((1, Vec::new()));
        out.extend(tokens[at].before.iter().copied().map(Piece::Sign));
        if said.is_empty() {
            let before_figure = tokens.get(at + 1).is_some_and(|t| t.core.starts_with(|c: char| c.is_ascii_digit()));
            match tokens[at].core {
                // "no." is a number before figures only.
                "no." | "No." if !before_figure => out.extend([Piece::Word("no".to_owned()), Piece::Sign('.')]),
                core => reader.token(core, &mut out),
            }
        } else {
            out.extend(said);
        }
        out.extend(tokens[at + count - 1].after.iter().copied().map(Piece::Sign));
        at += count;
    }
    out
}

struct Reader<'a> {
    knows: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    /// The longest term of several words at the beginning, and how many tokens it covers.
    fn longest_term(&self, tokens: &[signs::Bare]) -> Option<(usize, Vec<Piece>)> {
        (2..=terms::LONGEST.min(tokens.len())).rev().find_map(|count| {
            let inside = tokens[..count - 1].iter().all(|t| t.after.is_empty())
                && tokens[1..count].iter().all(|t| t.before.is_empty());
            let words: Vec<&str> = tokens[..count].iter().map(|t| t.core).collect();
            let said = terms::own(&words.join(" ")).filter(|_| inside)?;
            Some((count, self.respelt(said)))
        })
    }

    fn token(&self, token: &str, out: &mut Vec<Piece>) {
        if token.is_empty() {
            return;
        }
        let stem = ["'s", "’s", "s"].into_iter().find_map(|end| token.strip_suffix(end));
        // "APIs" is no word with an s at its end, whatever the rest looks like.
        let letters =
            |stem: &&str| stem.len() > 1 && stem.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if let Some(stem) = stem.filter(letters).filter(|_| terms::own(token).is_none()) {
            self.token(stem, out);
            return out.push(Piece::S);
        }
        if let Some(said) = self.whole(token) {
            return out.extend(said);
        }
        let possessive = token.ends_with("'s") || token.ends_with("’s");
        if let Some(stem) = stem.filter(|stem| possessive || terms::own(stem).is_some()) {
            self.token(stem, out);
            return out.push(Piece::S);
        }
        self.parts(token, out);
    }

    /// What is said for a token that has a meaning of its own.
    fn whole(&self, token: &str) -> Option<Vec<Piece>> {
        if let Some(said) = terms::own(token).or_else(|| signs::expanded(token)) {
            return Some(self.respelt(said));
        }
        if let Some(words) = figures::spoken(token) {
            return Some(self.respelt(&words));
        }
        if !token.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
            return terms::heard(token).map(|said| self.respelt(said));
        }
        let plain = token.replace('’', "'");
        let (count, lower) = (plain.chars().count(), plain.to_lowercase());
        let heard = terms::heard(&plain);
        if let Some(said) = heard.filter(|said| said.split(' ').all(|w| w.len() <= 2)) {
            return Some(self.respelt(said));
        }
        let known = |word: &str| (self.knows)(word);
        let capitals = count > 1 && !plain.chars().any(char::is_lowercase);
        match capitals {
            true if known(&plain) || count >= 3 && known(&lower) => Some(vec![Piece::Word(plain)]),
            true if heard.is_none() && (count <= 4 || !has_vowel(&lower)) => Some(vec![Piece::Letters(plain)]),
            false if known(&plain) || known(&lower) => Some(vec![Piece::Word(plain)]),
            false if heard.is_none() && count > 1 && !has_vowel(&lower) => Some(vec![Piece::Letters(plain)]),
            _ => heard.map(|said| self.respelt(said)),
        }
    }

    /// A token of several parts: cut at signs, between letters and figures, before capitals.
    fn parts(&self, token: &str, out: &mut Vec<Piece>) {
        let parts = cut(token);
        if parts.len() == 1 {
            return out.push(Piece::Word(token.replace('’', "'")));
        }
        let option = token.starts_with('-');
        for (at, part) in parts.iter().enumerate() {
            match *part {
                "-" if option && at < 2 => out.push(word("dash")),
                "." if at > 0 && at + 1 < parts.len() => out.push(word("dot")),
                "." => out.push(word("dot")),
                "/" if at == 0 => out.push(word("slash")),
                "etc" if at > 0 && parts[at - 1] == "/" => out.push(Piece::Phonemes("ˈɛtsi".to_owned())),
                "-" | "/" | "_" | "–" | "," | ";" | "(" | ")" | "[" | "]" | "{" | "}" | "\"" | "'" | "’" | "`"
                | "\\" | "|" | "!" | "?" => {}
                ":" if at + 1 < parts.len() => {}
                sign if !sign.chars().all(char::is_alphanumeric) => {
                    out.extend(signs::expanded(sign).map(|said| self.respelt(said)).unwrap_or_default());
                }
                "s" if at > 0 && matches!(parts[at - 1], "'" | "’") => out.push(Piece::S),
                // Figures inside a name are said as a number.
                part => match self.whole(part) {
                    Some(said) => out.extend(said),
                    None if part.chars().count() == 1 => out.push(Piece::Letters(part.to_owned())),
                    None => out.push(word(part)),
                },
            }
        }
    }

    /// What a table says: phonemes between slashes, single letters, words.
    fn respelt(&self, said: &str) -> Vec<Piece> {
        if let Some(phonemes) = said.strip_prefix('/').and_then(|s| s.strip_suffix('/')).filter(|s| !s.is_empty()) {
            return vec![Piece::Phonemes(phonemes.to_owned())];
        }
        let mut out: Vec<Piece> = Vec::new();
        for part in said.split(' ') {
            let letter = part.chars().count() == 1;
            let plural = part.len() == 2 && part.ends_with('s');
            match (out.last_mut(), part) {
                (Some(Piece::Letters(letters)), _) if letter => letters.push_str(part),
                (Some(Piece::Letters(letters)), _) if plural => {
                    letters.push_str(&part[..1]);
                    out.push(Piece::S);
                }
                _ if letter => out.push(Piece::Letters(part.to_owned())),
                _ => out.push(word(part)),
            }
        }
        out
    }
}

fn word(text: &str) -> Piece {
    Piece::Word(text.to_owned())
}

fn has_vowel(word: &str) -> bool {
    word.contains(|c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii())
}

/// Letters, figures and signs apart; `targetPort` and `OOMKilled` before the capital that begins a word.
fn cut(token: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = token.char_indices().collect();
    let mut borders = vec![0];
    for (i, pair) in chars.windows(2).enumerate() {
        let ((_, a), (at, b)) = (pair[0], pair[1]);
        let next = chars.get(i + 2).map(|(_, c)| *c);
        let new_word = a.is_lowercase() && b.is_uppercase()
            || a.is_uppercase() && b.is_uppercase() && next.is_some_and(char::is_lowercase) && next != Some('s');
        if new_word || kind(a) != kind(b) || kind(a) == 2 {
            borders.push(at);
        }
    }
    borders.push(token.len());
    borders.windows(2).map(|b| &token[b[0]..b[1]]).filter(|part| !part.is_empty()).collect()
}

fn kind(c: char) -> u8 {
    match c {
        c if c.is_numeric() => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let known = [
            "what", "is", "the", "target", "port", "a", "run", "of", "and", "main", "origin", "hard", "five", "two",
            "crash", "set", "fact", "killed", "dot", "dash", "slash", "for", "example", "oh", "no", "number", "one",
        ];
        let pieces = pieces(text, &|word| known.contains(&word));
        let text = pieces.into_iter().map(|piece| match piece {
            Piece::Word(word) => word,
            Piece::Letters(letters) => format!("<{letters}>"),
            Piece::Phonemes(phonemes) => format!("/{phonemes}/"),
            Piece::S => "+s".to_owned(),
            Piece::Sign(sign) => sign.to_string(),
        });
        text.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_become_words_letters_and_signs() {
        let cases = [
            ("What is the targetPort?", "What is the target Port ?"),
            ("APIs and the API's run", "<api> +s and the <api> +s run"),
            ("CPUKilled", "<cpu> Killed"),
            ("origin/main --hard", "origin main dash dash hard"),
            ("set_fact 502", "set fact five oh two"),
            ("EC2, e.g. a run", "<ec> two , for example a run"),
            ("/main.tf", "slash main dot <tf>"),
            ("/etc/set", "slash /ˈɛtsi/ set"),
            ("no. No. 1", "no . number one"),
            ("RUN XYZQ", "RUN <XYZQ>"),
            ("(BGPs)", "( <bgp> +s )"),
            ("XKLs", "<XKL> +s"),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
