//! Small phrases that say how an answer was given: fillers, hedges, repeats, openings, numbers with a unit.

use std::collections::BTreeMap;

use crate::text::Token;
use outloud_core::{
    delivery::{Mark, WordCount},
    transcript::Transcript,
};

use super::{
    mark::{mark, ranked},
    params,
};

const FILLERS: &[(&str, &[&str])] = &[
    ("um", &["um", "umm", "uhm", "erm", "hmm", "mm"]),
    ("uh", &["uh", "uhh", "ah", "eh"]),
    ("er", &["er", "err"]),
    ("you know", &["you know"]),
    ("basically", &["basically"]),
    ("sort of", &["sort of"]),
    ("kind of", &["kind of"]),
    ("i mean", &["i mean"]),
    ("actually", &["actually"]),
    ("literally", &["literally"]),
];

const HEDGES: &[&str] = &[
    "i think",
    "i guess",
    "i believe",
    "i suppose",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "i am not sure",
    "not really sure",
    "more or less",
    "somehow",
    "i would say",
    "i feel like",
    "if i remember correctly",
    "or something",
    "and so on",
    "and stuff",
    "something like that",
];

const UNITS: &[&str] = &[
    "percent",
    "second",
    "seconds",
    "s",
    "ms",
    "millisecond",
    "milliseconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "times",
    "x",
    "requests",
    "users",
    "customers",
    "servers",
    "nodes",
    "pods",
    "gigabyte",
    "gigabytes",
    "gb",
    "mb",
    "tb",
    "terabytes",
    "megabytes",
    "dollars",
    "euros",
    "engineers",
    "people",
    "teams",
    "services",
    "deployments",
    "incidents",
    "alerts",
    "builds",
    "k",
    "fold",
    "nines",
];

/// Words before "like" after which it compares or means: those are no fillers.
const LIKE_MEANS: &[&str] = &[
    "would",
    "look",
    "looks",
    "looked",
    "looking",
    "feel",
    "feels",
    "felt",
    "sound",
    "sounds",
    "something",
    "things",
    "thing",
    "tools",
    "tool",
    "more",
    "just",
    "exactly",
    "not",
    "much",
    "behave",
    "behaves",
    "work",
    "works",
    "services",
    "be",
    "is",
    "d",
    "did",
    "it",
    "was",
];

/// Every filler, named by its kind.
pub(super) fn fillers(tokens: &[Token], transcript: &Transcript) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found =
            FILLERS.iter().find_map(|(kind, ways)| Some((*kind, ways.iter().find_map(|w| begins(&tokens[at..], w))?)));
        let found = found.filter(|(kind, _)| is_filler(tokens, at, kind)).or_else(|| like(tokens, at));
        match found {
            Some((kind, length)) => {
                marks.push(Mark { text: kind.to_owned(), ..mark(tokens, at, at + length - 1, transcript) });
                at += length;
            }
            None => at += 1,
        }
    }
    marks
}

/// "Do you know" and "a sort of tree" are no fillers.
fn is_filler(tokens: &[Token], at: usize, kind: &str) -> bool {
    let before = at.checked_sub(1).map_or("", |i| tokens[i].text.as_str());
    match kind {
        "you know" => !matches!(before, "do" | "if" | "did" | "what" | "as" | "that" | "because" | "when" | "how"),
        "sort of" | "kind of" => !matches!(
            before,
            "a" | "the" | "some" | "this" | "that" | "what" | "which" | "any" | "each" | "every" | "one"
        ),
        _ => true,
    }
}

/// "Like" with a comma before or after it, or where no verb or noun makes it a comparison.
fn like(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    if tokens[at].text != "like" {
        return None;
    }
    let before = at.checked_sub(1).map(|i| &tokens[i])?;
    let set_off = tokens[at].starts_clause() && tokens.get(at + 1).is_some_and(|t| t.starts_clause());
    let small = matches!(before.text.as_str(), "was" | "and" | "so" | "but" | "then" | "i" | "we" | "it" | "just");
    let pronoun = tokens
        .get(at + 1)
        .is_some_and(|t| matches!(t.text.as_str(), "i" | "we" | "you" | "um" | "uh" | "really" | "a" | "the"));
    (set_off || small && pronoun && !LIKE_MEANS.contains(&before.text.as_str())).then_some(("like", 1))
}

/// Words that take back what is said.
pub(super) fn hedges(tokens: &[Token], transcript: &Transcript) -> Vec<Mark> {
    let found = |at: usize| HEDGES.iter().find_map(|way| begins(&tokens[at..], way));
    (0..tokens.len()).filter_map(|at| found(at).map(|length| mark(tokens, at, at + length - 1, transcript))).collect()
}

/// How many tokens `way` covers at the start of `tokens`.
fn begins(tokens: &[Token], way: &str) -> Option<usize> {
    let mut length = 0;
    for word in way.split(' ') {
        if tokens.get(length)?.text != word {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// A word, or two, said twice in a row. Numbers and "very very" are meant.
pub(super) fn repeats(tokens: &[Token], transcript: &Transcript) -> Vec<Mark> {
    let same = |a: usize, b: usize| tokens[a].text == tokens[b].text;
    let mut marks = Vec::new();
    let mut at = 0;
    while at + 1 < tokens.len() {
        let meant = matches!(tokens[at].text.as_str(), "very" | "really" | "had" | "that" | "is" | "no" | "not")
            || tokens[at].text.starts_with(|c: char| c.is_ascii_digit())
            || tokens[at].text.chars().count() == 1 && tokens[at].text != "i" && tokens[at].text != "a";
        if at + 3 < tokens.len() && same(at, at + 2) && same(at + 1, at + 3) {
            marks.push(mark(tokens, at, at + 3, transcript));
            at += 4;
        } else if same(at, at + 1) && !meant && !tokens[at + 1].attached {
            marks.push(mark(tokens, at, at + 1, transcript));
            at += 2;
        } else {
            at += 1;
        }
    }
    marks
}

/// The first two words of sentences, where more than two sentences open with them.
pub(super) fn openings(tokens: &[Token], transcript: &Transcript) -> Vec<WordCount> {
    let ends = |index: usize| transcript.words[index].text.ends_with(['.', '!', '?']);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if at == 0 || ends(tokens[at - 1].last_word) && pair[0].first_word > tokens[at - 1].last_word {
            *counts.entry(format!("{} {}", pair[0].text, pair[1].text)).or_default() += 1;
        }
    }
    ranked(
        counts
            .into_iter()
            .filter(|(_, count)| *count >= params::OPENING_FROM)
            .map(|(word, count)| WordCount { word, count }),
    )
}

/// Numbers with a unit, joined where one leads to the other: "2.5 seconds to 150 milliseconds".
pub(super) fn quantified(tokens: &[Token], transcript: &Transcript) -> Vec<Mark> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let digits = token.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let attached = number && UNITS.contains(&&token.text[digits.len()..]);
        let unit = tokens.get(at + 1).filter(|t| number && !t.starts_clause() && UNITS.contains(&t.text.as_str()));
        let end = if unit.is_some() { at + 1 } else { at };
        if !attached && unit.is_none() {
            continue;
        }
        match marks.last_mut() {
            Some((_, last))
                if at <= *last + params::MEASURES_APART
                    && tokens[*last + 1..at].iter().any(|t| matches!(t.text.as_str(), "to" | "from")) =>
            {
                *last = end;
            }
            _ => marks.push((at, end)),
        }
    }
    marks.into_iter().map(|(first, last)| mark(tokens, first, last, transcript)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    fn texts(find: fn(&[Token], &Transcript) -> Vec<Mark>, text: &str) -> Vec<String> {
        find(&tokens_of(text), &Transcript::from_text(text)).into_iter().map(|m| m.text).collect()
    }

    #[test]
    fn fillers_are_told_from_words_that_mean_something() {
        let cases: [(&str, &[&str]); 9] = [
            ("Um, so, uhm, it runs.", &["um", "um"]),
            ("It is, you know, basically done.", &["you know", "basically"]),
            ("Do you know what a sort of tree is?", &[]),
            ("It is kind of slow.", &["kind of"]),
            ("This kind of pod is slow.", &[]),
            ("It was, like, slow.", &["like"]),
            ("It looks like a tree.", &[]),
            ("And like we had pods.", &["like"]),
            ("I mean it.", &["i mean"]),
        ];
        for (text, want) in cases {
            assert_eq!(texts(fillers, text), want, "{text}");
        }
    }

    #[test]
    fn hedges_are_quoted() {
        assert_eq!(texts(hedges, "I think it is maybe a pod, or something."), ["I think", "maybe", "or something."]);
        assert!(texts(hedges, "It is a pod.").is_empty());
    }

    #[test]
    fn repeats_are_slips_and_not_emphasis() {
        let cases: [(&str, &[&str]); 6] = [
            ("the the pod", &["the the"]),
            ("we had we had a pod", &["we had we had"]),
            ("very very slow", &[]),
            ("2 2 pods", &[]),
            ("I I restarted it", &["I I"]),
            ("that that pod", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(texts(repeats, text), want, "{text}");
        }
    }

    #[test]
    fn figures_with_a_unit_are_joined_where_one_leads_to_the_other() {
        let cases: [(&str, &[&str]); 6] = [
            ("It took 2.5 seconds.", &["2.5 seconds."]),
            ("from 2.5 seconds to 150 milliseconds", &["2.5 seconds to 150 milliseconds"]),
            ("We had 20 pods and 3 nodes.", &["20 pods", "3 nodes."]),
            ("It fell by 40%.", &["40%."]),
            ("It took 150ms.", &["150ms."]),
            ("In 2019 we had none.", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(texts(quantified, text), want, "{text}");
        }
    }

    #[test]
    fn openings_are_listed_from_the_third_on() {
        let text = "And then it ran. And then it fell. And then it rose. So it is. So it was.";
        let found = openings(&tokens_of(text), &Transcript::from_text(text));
        assert_eq!(found.iter().map(|w| (w.word.as_str(), w.count)).collect::<Vec<_>>(), [("and then", 3)]);
    }
}
