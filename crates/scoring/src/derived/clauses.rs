//! The sentences of a model answer and their clauses.

use crate::text::{Break, Class, Token};

use super::params;

/// Words that begin a clause.
const BORDERS: &[&str] = &["although", "because", "but", "since", "so", "unless", "until", "whereas", "which", "while"];

/// The clauses of `tokens`, in order. A sentence that tells an event of the author's own life has none: nobody else can say it.
pub(super) fn of(tokens: &[Token]) -> Vec<&[Token]> {
    let ends = |at: &usize| *at == tokens.len() || tokens[*at].before == Break::Sentence;
    let mut from = 0;
    let mut clauses = Vec::new();
    for end in (1..=tokens.len()).filter(ends) {
        let sentence = &tokens[from..end];
        if !is_anecdote(sentence) {
            divide(sentence, &mut clauses);
        }
        from = end;
    }
    clauses
}

fn divide<'a>(sentence: &'a [Token], clauses: &mut Vec<&'a [Token]>) {
    let long = |tokens: &[Token]| tokens.iter().filter(|t| t.class == Class::Content).count() >= params::CLAUSE_FROM;
    let mut from = 0;
    for at in 1..sentence.len() {
        let border = sentence[at].before == Break::Clause || BORDERS.contains(&sentence[at].text.as_str());
        if border && long(&sentence[from..at]) && long(&sentence[at..]) {
            clauses.push(&sentence[from..at]);
            from = at;
        }
    }
    clauses.push(&sentence[from..]);
}

/// "At a bookstore it was our secret", "we once found".
fn is_anecdote(sentence: &[Token]) -> bool {
    let says = |words: &[&str]| sentence.iter().any(|t| words.contains(&t.text.as_str()));
    let opening = |at: usize| sentence.get(at).map_or("", |t| t.text.as_str());
    let at_a = matches!(opening(0), "at" | "in") && matches!(opening(1), "a" | "an" | "my" | "our");
    says(&["i", "we", "our", "my", "us"]) && (at_a || says(&["once"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    #[test]
    fn sentences_are_divided_where_both_sides_say_enough() {
        let cases: [(&str, &[&str]); 4] = [
            ("It restarts. It fails.", &["it restarts", "it fails"]),
            ("It restarts, and it fails.", &["it restarts and it fails"]),
            (
                "The scheduler places each pod on a fitting node, because the kubelet only runs containers that were assigned there.",
                &[
                    "the scheduler places each pod on a fitting node",
                    "because the kubelet only runs containers that were assigned there",
                ],
            ),
            ("At a bank we lost our data. We once fell. A gauge falls.", &["a gauge falls"]),
        ];
        for (text, want) in cases {
            let tokens = tokens_of(text);
            let joined = |clause: &&[Token]| clause.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
            assert_eq!(of(&tokens).iter().map(joined).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
