//! The pages of what a bank holds around its answers.

use super::document::{Document, DocumentRow, RowPart, Tone};
use crate::{
    bank::{Bank, Confusion, Link},
    preparation::Preparation,
};

/// What helps before one speaks and gives no answer away: how to build it, and what to say if one has never done it.
#[must_use]
pub fn before_document(preparation: &Preparation<'_>) -> Document {
    let mut page = Document::default();
    if !preparation.skeleton.is_empty() {
        page.heading("How to build the answer", "");
    }
    for (step, number) in preparation.skeleton.iter().zip(1..) {
        numbered(&mut page, number, step);
    }
    if let Some(text) = preparation.if_never_done {
        page.gap();
        page.heading("If you have never done this", "");
        page.line(Tone::Text, text);
    }
    page
}

/// Everything: the same, then rules of thumb, what is mixed up, words, and where to read more.
#[must_use]
pub fn preparation_document(preparation: &Preparation<'_>) -> Document {
    let mut page = before_document(preparation);
    titled(&mut page, "Rules of thumb", &preparation.rules_of_thumb, |page, rule| {
        page.item((Tone::Accent, "· "), Tone::Text, rule);
    });
    titled(&mut page, "Commonly confused", &preparation.commonly_confused, |page, confusion| {
        confused(page, confusion);
    });
    let words: Vec<_> = preparation.glossary.iter().collect();
    titled(&mut page, "Words worth knowing", &words, |page, (term, says)| explained(page, term, says));
    titled(&mut page, "Read more", preparation.links, link);
    if let Some(month) = preparation.as_of {
        page.gap();
        page.line(Tone::Dim, format!("What ages here was last looked up in {month}."));
    }
    page
}

/// The glossary of a bank, the things that people mix up, and its rules of thumb by topic.
#[must_use]
pub fn bank_document(bank: &Bank) -> Document {
    let mut page = Document::default();
    if !bank.description.is_empty() {
        page.line(Tone::Dim, &bank.description);
    }
    let words: Vec<_> = bank.glossary.iter().collect();
    titled(&mut page, "Glossary", &words, |page, (term, says)| explained(page, term, says));
    titled(&mut page, "Commonly confused", &bank.commonly_confused, confused);
    let mut topics: Vec<&str> = Vec::new();
    for rule in &bank.rules_of_thumb {
        if !topics.contains(&rule.topic.as_str()) {
            topics.push(&rule.topic);
        }
    }
    for topic in topics {
        page.gap();
        page.heading(&format!("Rules of thumb: {topic}"), "");
        for rule in bank.rules_of_thumb.iter().filter(|rule| rule.topic == topic) {
            page.item((Tone::Accent, "· "), Tone::Text, &rule.rule);
        }
    }
    page
}

/// Rows under a heading, if there are any.
fn titled<T>(page: &mut Document, title: &str, rows: &[T], mut row: impl FnMut(&mut Document, &T)) {
    if rows.is_empty() {
        return;
    }
    page.gap();
    page.heading(title, "");
    for item in rows {
        row(page, item);
    }
}

fn numbered(page: &mut Document, number: usize, text: &str) {
    let parts =
        vec![RowPart::Text(Tone::Accent, format!("{number}.\u{a0}")), RowPart::Text(Tone::Text, text.to_owned())];
    page.push(DocumentRow::of(parts, 3));
}

fn explained(page: &mut Document, term: &str, says: &str) {
    let parts = vec![RowPart::Text(Tone::Strong, format!("{term}: ")), RowPart::Text(Tone::Text, says.to_owned())];
    page.push(DocumentRow::of(parts, 2));
}

fn confused(page: &mut Document, confusion: &Confusion) {
    explained(page, &confusion.these.join(" / "), &confusion.difference);
}

fn link(page: &mut Document, link: &Link) {
    let parts =
        vec![RowPart::Text(Tone::Text, format!("{}  ", link.title)), RowPart::Text(Tone::Accent, link.url.clone())];
    page.push(DocumentRow::of(parts, 2));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Question, RuleOfThumb};

    fn texts(page: &Document) -> Vec<String> {
        let text = |part: &RowPart| match part {
            RowPart::Text(_, text) | RowPart::Cut(_, text) => text.clone(),
            RowPart::Gauge(..) => String::new(),
        };
        page.rows.iter().map(|row| row.parts.iter().map(text).collect()).collect()
    }

    #[test]
    fn before_one_speaks_only_what_gives_nothing_away() {
        let question = Question {
            skeleton: vec!["Begin with the claim.".to_owned()],
            if_never_done: Some("Say so, and what you would do.".to_owned()),
            links: vec![Link { title: "Docs".to_owned(), url: "https://example.org/a".to_owned() }],
            as_of: Some("2026-11".to_owned()),
            ..Question::bare("q", "Why?", "Because.")
        };
        let preparation = Preparation::of(&question, None);
        let before = texts(&before_document(&preparation));
        let first = ["How to build the answer", "1.\u{a0}Begin with the claim.", "", "If you have never done this"];
        assert_eq!(before[..4], first);
        let all = texts(&preparation_document(&preparation));
        assert_eq!(all[..before.len()], before);
        let rest =
            ["", "Read more", "Docs  https://example.org/a", "", "What ages here was last looked up in 2026-11."];
        assert_eq!(all[before.len()..], rest);
    }

    #[test]
    fn a_banks_page_has_its_words_pairs_and_rules_by_topic() {
        let mut bank = Bank::new("b", "B", Vec::new());
        assert!(bank_document(&bank).rows.is_empty());
        bank.glossary.insert("pod".to_owned(), "The smallest unit.".to_owned());
        bank.commonly_confused =
            vec![Confusion { these: vec!["pod".to_owned(), "node".to_owned()], difference: "They differ.".to_owned() }];
        let rule = |topic: &str, rule: &str| RuleOfThumb { topic: topic.to_owned(), rule: rule.to_owned() };
        bank.rules_of_thumb = vec![rule("a", "one"), rule("b", "two"), rule("a", "three")];
        let shown = texts(&bank_document(&bank)).join("|");
        assert_eq!(
            shown,
            "Glossary|pod: The smallest unit.||Commonly confused|pod / node: They differ.||Rules of thumb: a|\
             · one|· three||Rules of thumb: b|· two"
        );
    }
}
