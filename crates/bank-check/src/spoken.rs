//! What a machine can see of spoken English: sentences that nobody says in one breath, marks and tokens that nobody pronounces, and
//! phrases that no native speaker uses.

use std::sync::LazyLock;

use outloud_core::bank::Question;

use super::finding::QuestionFindings;

/// A spoken sentence has at most so many words.
const LONGEST_SENTENCE: usize = 30;

/// Phrases to avoid, each with what to say instead.
static IDIOMS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../data/idioms.txt").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| l.split_once(" = ")).collect()
});

pub(super) fn check(q: &Question, report: &mut QuestionFindings<'_>) {
    let mut texts =
        vec![("prompt".to_owned(), q.prompt.as_str()), ("model_answer".to_owned(), q.model_answer.as_str())];
    for (n, follow_up) in q.follow_ups.iter().enumerate() {
        texts.push((format!("follow_ups[{n}].prompt"), &follow_up.prompt));
        texts.push((format!("follow_ups[{n}].model_answer"), &follow_up.model_answer));
    }
    for (field, text) in texts {
        for (message, remedy) in faults(text) {
            report.note(&field, message, &remedy);
        }
    }
    ages(q, report);
}

/// A year in an answer ages. With the month of the last look beside it, somebody can look again.
fn ages(q: &Question, report: &mut QuestionFindings<'_>) {
    if q.as_of.is_none()
        && let Some(year) = words(&q.model_answer).find(|w| w.len() == 4 && w.starts_with("202"))
    {
        let message = format!("the answer names the year {year}, which will age");
        report.note("model_answer", message, "Leave the year out, or write the month of the last look into `as_of`");
    }
}

fn faults(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut fault = |message: String, remedy: &str| found.push((message, remedy.to_owned()));
    if let Some(sentence) = sentences(text).find(|s| words(s).count() > LONGEST_SENTENCE) {
        let start: Vec<&str> = words(sentence).take(4).collect();
        let (start, count) = (start.join(" "), words(sentence).count());
        fault(format!("the sentence '{start} ...' has {count} words"), "Nobody says more than 30 in one breath");
    }
    if text.contains(';') {
        fault("a semicolon cannot be heard".to_owned(), "Make two sentences");
    }
    if let Some(token) = text.split_whitespace().find(|t| is_unspeakable(t)) {
        fault(format!("nobody can say '{token}'"), "Write it as one says it: \"the mount type secret flag\"");
    }
    let lower = format!(" {} ", words(&text.to_lowercase()).collect::<Vec<_>>().join(" "));
    for (phrase, instead) in IDIOMS.iter().filter(|(phrase, _)| lower.contains(&format!(" {phrase} "))) {
        fault(format!("'{phrase}' is not idiomatic"), &format!("Say '{instead}'"));
    }
    found
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ';']).filter(|s| !s.trim().is_empty())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty())
}

/// Flags, paths, code: `--force`, `/var/log`, `$@`, `exec()`, `10.0.0.0/16`.
fn is_unspeakable(token: &str) -> bool {
    let bare = token.trim_matches(|c: char| matches!(c, '"' | '\'' | '(' | ',' | '.' | '?' | '!' | ':' | '“' | '”'));
    let path = bare.len() > 1 && (bare.starts_with('/') || bare.starts_with("./") || bare.starts_with("~/"));
    let network = bare.split_once('/').is_some_and(|(a, b)| a.matches('.').count() == 3 && b.parse::<u8>().is_ok());
    bare.starts_with("--")
        || path
        || network
        || bare.contains(['$', '{', '}', '`', '=', '\\', '<', '>', '_']) && bare.len() > 1 && !is_money(bare)
}

fn is_money(token: &str) -> bool {
    token.strip_prefix('$').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_says_is_named() {
        let long = format!("So {} end.", "word ".repeat(30));
        let cases = [
            (long.as_str(), "the sentence 'So word word word ...' has 32 words"),
            ("It starts; it stops.", "a semicolon cannot be heard"),
            ("Run it with --force.", "nobody can say '--force.'"),
            ("Logs are in /var/log there.", "nobody can say '/var/log'"),
            ("Take 10.0.0.0/16 for it.", "nobody can say '10.0.0.0/16'"),
            ("Use exec $@ there.", "nobody can say '$@'"),
            ("I roll back in peace then.", "'in peace' is not idiomatic"),
        ];
        for (text, want) in cases {
            let found = faults(text);
            assert!(found.iter().any(|(message, _)| message == want), "{text}: {found:?}");
        }
    }

    #[test]
    fn ordinary_speech_has_no_faults() {
        for text in ["It costs $12,500 a month.", "CI/CD and TCP/IP, and/or both.", "Five nines is 99.999 percent.", ""]
        {
            assert_eq!(faults(text), Vec::new(), "{text}");
        }
    }
}
