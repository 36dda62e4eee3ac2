//! Who does what: the subject of each clause, as far as pronouns and articles tell.

use crate::{
    statements::Clauses,
    text::{Break, Token},
};

/// Who a clause speaks of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The teller.
    I,
    /// The teller with others.
    We,
    /// People in general.
    You,
    /// Somebody else, or a thing with an article.
    Others,
    /// Nobody is named.
    #[default]
    Nobody,
}

/// Words that begin a subject at the beginning of a clause.
const ARTICLES: &[&str] =
    &["a", "an", "each", "her", "his", "my", "our", "that", "the", "their", "these", "this", "those"];

impl Speaker {
    /// Who has to do what a pattern says, and the pattern without it: `i: =told`.
    pub fn of_pattern(line: &str) -> (Option<Self>, &str) {
        let doers = [("i:", Self::I), ("we:", Self::We), ("they:", Self::Others)];
        let found = doers.into_iter().find_map(|(prefix, doer)| Some((doer, line.strip_prefix(prefix)?)));
        found.map_or((None, line), |(doer, rest)| (Some(doer), rest.trim()))
    }
}

/// Whom each token is said of: the last subject named in its sentence.
pub(super) fn speakers(tokens: &[Token], clauses: &Clauses) -> Vec<Speaker> {
    let begins = |at: usize| at == 0 || clauses.clause[at] != clauses.clause[at - 1] || tokens[at].starts_clause();
    let joins = |at: usize| matches!(tokens[at].text.as_str(), "and" | "but" | "so" | "because" | "when" | "then");
    let mut current = Speaker::Nobody;
    let subject = |(at, token): (usize, &Token)| {
        if token.before == Break::Sentence {
            current = Speaker::Nobody;
        }
        let starts = begins(at) || at > 0 && begins(at - 1) && joins(at - 1);
        let next = tokens.get(at + 1).map_or("", |t| t.text.as_str());
        current = match token.text.as_str() {
            "i" => Speaker::I,
            "we" => Speaker::We,
            "you" | "one" if next != "know" => Speaker::You,
            "he" | "she" | "they" | "nobody" | "somebody" | "someone" | "everyone" | "everybody" | "who" | "people" => {
                Speaker::Others
            }
            "it" | "there" if starts => Speaker::Nobody,
            article if starts && ARTICLES.contains(&article) => Speaker::Others,
            _ => current,
        };
        current
    };
    tokens.iter().enumerate().map(subject).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    fn doer_of(text: &str, verb: &str) -> Speaker {
        let tokens = tokens_of(text);
        let at = tokens.iter().position(|t| t.text == verb).expect("the verb");
        speakers(&tokens, &Clauses::new(&tokens))[at]
    }

    #[test]
    fn a_verb_belongs_to_the_last_subject_of_its_sentence() {
        let cases = [
            ("I rang the office and told them.", "told", Speaker::I),
            ("I asked her and she said yes.", "said", Speaker::Others),
            ("we met, and my manager agreed", "agreed", Speaker::Others),
            ("We tried it. Worked fine.", "worked", Speaker::Nobody),
            ("the pump failed so i called her", "failed", Speaker::Others),
            ("the pump failed so i called her", "called", Speaker::I),
            ("you have to listen", "listen", Speaker::You),
            ("I, you know, stayed", "stayed", Speaker::I),
            ("I drew it and sewed it", "sewed", Speaker::I),
            ("it was late and we stopped", "stopped", Speaker::We),
        ];
        for (text, verb, want) in cases {
            assert_eq!(doer_of(text, verb), want, "{verb}: {text}");
        }
    }
}
