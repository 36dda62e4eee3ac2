//! A clause of a model answer as a pattern: some of its meaningful words said together, and what it denies denied.

use std::collections::HashSet;

use crate::{
    matching::Lexicon,
    text::{Class, Token},
};

use super::params;

/// Words that deny what follows them in their clause.
pub(super) const DENIALS: &[&str] = &["neither", "never", "no", "nobody", "nor", "not", "nothing", "without"];

/// The pattern of `clause`, none where it says too little. `asked`: the stems of the question.
pub(super) fn of(clause: &[Token], asked: &HashSet<String>, lexicon: &Lexicon) -> Option<String> {
    let words = telling_words(clause, asked, lexicon);
    let own = words.iter().filter(|&&at| !asked.contains(&clause[at].stem)).count();
    if own < params::STATEMENT_FROM {
        return None;
    }
    let wanted = if words.len() >= params::THREE_FROM { 3 } else { 2 };
    let denial = clause.iter().position(|t| DENIALS.contains(&t.text.as_str()));
    let is_denied = |at: usize| denial.is_some_and(|d| (d..d + params::DENIAL_REACH).contains(&at));
    let all = |denied: bool| -> Vec<&Token> {
        words.iter().filter(|&&at| is_denied(at) == denied).map(|&at| &clause[at]).collect()
    };
    let (denied, mut claimed) = (all(true), all(false));
    // What follows the reach of a denial is another claim.
    claimed.retain(|t| denial.is_none_or(|d| t.first_word < clause[d].first_word));
    if denied.is_empty() {
        return Some(slot(&words.iter().map(|&at| &clause[at]).collect::<Vec<_>>(), wanted));
    }
    let before = claimed.len().min((wanted - 1).max(wanted.saturating_sub(denied.len())));
    let after = (wanted - before.min(wanted)).clamp(1, denied.len());
    Some(match before {
        0 => format!("not {}", slot(&denied, after)),
        _ => format!("{} not {}", slot(&claimed, before), slot(&denied, after)),
    })
}

/// Where the words stand that tell this clause from others, at most [`params::MOST_WORDS`].
fn telling_words(clause: &[Token], asked: &HashSet<String>, lexicon: &Lexicon) -> Vec<usize> {
    let mut seen = HashSet::new();
    let tells = |at: &usize| {
        let token = &clause[*at];
        token.class == Class::Content
            && (token.text.len() >= 2 || is_number(&token.text))
            && token.text.chars().all(char::is_alphanumeric)
            && !DENIALS.contains(&token.text.as_str())
            && lexicon.share(&token.stem, params::SHARES_FROM) < params::COMMON_SHARE
            && seen.insert(token.stem.as_str())
    };
    let mut words: Vec<usize> = (0..clause.len()).filter(tells).collect();
    let weight = |at: &usize| {
        let stem = &clause[*at].stem;
        lexicon.idf(stem) * if asked.contains(stem) { params::QUESTION_WORD } else { 1.0 }
    };
    words.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    words.truncate(params::MOST_WORDS);
    words.sort_unstable();
    words
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `wanted` of the words, in the notation of the banks.
fn slot(words: &[&Token], wanted: usize) -> String {
    let written = |t: &&Token| if is_number(&t.text) { format!("{0}..{0}", t.text) } else { t.text.clone() };
    let all = words.iter().map(written).collect::<Vec<_>>().join("|");
    if wanted == 1 { all } else { format!("{}of({all})", wanted.min(words.len())) }
}

#[cfg(test)]
mod tests {
    use outloud_core::pattern::Pattern;

    use super::*;
    use crate::text::tokens_of;

    #[test]
    fn a_clause_is_some_of_its_words_together() {
        let cases = [
            ("It scales pods horizontally", Some("2of(scales|pods|horizontally)")),
            ("A queue decouples the sender from the slow receiver", Some("3of(queue|decouples|sender|slow|receiver)")),
            ("The counter does not survive restarts", Some("counter not survive|restarts")),
            ("Never commit secrets", Some("not 2of(commit|secrets)")),
            ("It keeps 5 copies", Some("2of(keeps|5..5|copies)")),
            ("So it is what it is", None),
            ("A question", None),
        ];
        let asked = HashSet::from(["question".to_owned()]);
        for (clause, want) in cases {
            let found = of(&tokens_of(clause), &asked, &Lexicon::default());
            assert_eq!(found.as_deref(), want, "{clause}");
            assert!(found.is_none_or(|pattern| Pattern::parse(&pattern).is_ok()), "{clause}");
        }
    }
}
