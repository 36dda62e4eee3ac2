//! What a bank holds around an answer, as a report folds it under the question.

use serde::Serialize;

use outloud_core::{bank::Bank, preparation::Preparation, session::Take};

/// The preparation of a question.
#[derive(Debug, Serialize)]
pub(super) struct PreparationSection {
    pub skeleton: Vec<String>,
    pub if_never_done: Option<String>,
    pub rules_of_thumb: Vec<String>,
    pub commonly_confused: Vec<PairView>,
    pub glossary: Vec<TermView>,
    pub links: Vec<LinkView>,
    pub as_of: Option<String>,
}

/// Things that people mix up.
#[derive(Debug, Serialize)]
pub(super) struct PairView {
    pub these: String,
    pub difference: String,
}

/// A word of a glossary.
#[derive(Debug, Serialize)]
pub(super) struct TermView {
    pub term: String,
    pub says: String,
}

/// Where to read more.
#[derive(Debug, Serialize)]
pub(super) struct LinkView {
    pub title: String,
    pub url: String,
    /// Whether it is an address of the web, which a browser may be led to; anything else is shown as text.
    pub is_web: bool,
}

/// The preparation of the take's question, as it was asked; what the bank holds beside it as the banks are today. None if there is
/// nothing.
pub(super) fn of(take: &Take, banks: &[Bank]) -> Option<PreparationSection> {
    let preparation = Preparation::of(&take.question, banks.iter().find(|bank| bank.id == take.bank));
    let pair =
        |these: &[String], difference: &str| PairView { these: these.join(" / "), difference: difference.to_owned() };
    (!preparation.is_empty()).then(|| PreparationSection {
        skeleton: preparation.skeleton.to_vec(),
        if_never_done: preparation.if_never_done.map(str::to_owned),
        rules_of_thumb: preparation.rules_of_thumb.iter().map(|rule| (*rule).to_owned()).collect(),
        commonly_confused: preparation.commonly_confused.iter().map(|c| pair(&c.these, &c.difference)).collect(),
        glossary: preparation
            .glossary
            .iter()
            .map(|(term, says)| TermView { term: (*term).to_owned(), says: (*says).to_owned() })
            .collect(),
        links: preparation
            .links
            .iter()
            .map(|link| LinkView { title: link.title.clone(), url: link.url.clone(), is_web: is_web(&link.url) })
            .collect(),
        as_of: preparation.as_of.map(str::to_owned),
    })
}

fn is_web(url: &str) -> bool {
    let after = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    after.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_led_to() {
        assert!(is_web("https://kubernetes.io/docs/#a") && is_web("http://example.org"));
        for url in
            ["javascript:alert(1)", "https://", "https://a b", "file:///etc/passwd", "HTTPS\u{202e}://x", "data:x"]
        {
            assert!(!is_web(url), "{url}");
        }
    }
}
