//! The elements of a story: when and where, what was needed, what I did, how it ended, what I learned; and what speaks against it.
//!
//! `elements.txt` lists the patterns of each element, for people to read and extend. [`tell`] finds them in a transcript. [`table`] says
//! what they earn.

mod acts;
mod catalogue;
mod speaker;
pub(crate) mod table;
mod topic;

use outloud_core::{
    scorecard::{ElementScore, Evidence, How, Telling},
    transcript::Transcript,
};

use crate::{
    matching::{Hit, IndexedTranscript, MatchContext, evidence},
    statements::{Clauses, Occurrence},
    text::{Class, Token},
};

use catalogue::{Catalogue, Kind};
pub(crate) use topic::TopicWords;

/// At most so many places of an element are listed.
const MOST_PLACES: usize = 11;
/// Elements that mend the harm told before them.
const MENDS: [&str; 3] = ["change", "learning", "insight"];
/// Words within which a doer stands that is quoted with the verb.
const DOER_WITHIN: usize = 4;

/// Which elements of a story are told in a transcript.
pub(crate) fn tell(
    indexed: &IndexedTranscript,
    said: &Transcript,
    topic: &TopicWords,
    context: &MatchContext,
) -> Telling {
    let catalogue = Catalogue::built_in();
    let clauses = Clauses::new(&indexed.tokens);
    let speakers = speaker::speakers(&indexed.tokens, &clauses);
    let mut places: Vec<Vec<Occurrence>> = vec![Vec::new(); catalogue.kinds.len()];
    for place in catalogue.statements.occurrences(indexed, &clauses, &context.costs) {
        let doer = catalogue.kinds[place.list].doers[place.pattern];
        if doer.is_none_or(|doer| speakers[place.first] == doer) {
            places[place.list].push(place);
        }
    }
    acts::add(&indexed.tokens, &speakers, catalogue, &mut places);
    leave_out_mended(catalogue, &mut places);
    let score = |row: &table::Row| {
        let (at, kind) = catalogue.kind(row.id)?;
        let evidence = apart(&places[at]).into_iter().map(|place| cited(place, indexed, said)).collect();
        Some(element(row, kind, evidence))
    };
    Telling {
        topic_words: topic.likeness(indexed, &context.topics),
        counts: 1.0,
        elements: table::EVENT.iter().chain(&table::WAY).filter_map(score).collect(),
        against: table::COSTS.iter().filter_map(score).collect(),
    }
}

/// Harm speaks against a story only where nothing after it mends it: no lesson, no change that lasted, nothing owned.
fn leave_out_mended(catalogue: &Catalogue, places: &mut [Vec<Occurrence>]) {
    let Some((damage, _)) = catalogue.kind("damage") else { return };
    let mends = MENDS.iter().filter_map(|id| catalogue.kind(id)).flat_map(|(list, _)| &places[list]);
    if let Some(last) = mends.map(|place| place.first).max() {
        places[damage].retain(|place| last < place.first);
    }
}

fn element(row: &table::Row, kind: &Kind, evidence: Vec<Evidence>) -> ElementScore {
    ElementScore { id: row.id.to_owned(), title: kind.title.clone(), each: row.each, most: row.most, evidence }
}

/// Places in the order in which they were said; of those that share words only the longest.
fn apart(places: &[Occurrence]) -> Vec<Occurrence> {
    let mut by_length: Vec<&Occurrence> = places.iter().collect();
    by_length.sort_by_key(|p| (std::cmp::Reverse(p.last - p.first), p.first));
    let mut kept: Vec<Occurrence> = Vec::new();
    for place in by_length {
        if kept.iter().all(|k| place.last < k.first || k.last < place.first) {
            kept.push(*place);
        }
    }
    kept.sort_by_key(|p| p.first);
    kept.truncate(MOST_PLACES);
    kept
}

fn cited(place: Occurrence, indexed: &IndexedTranscript, said: &Transcript) -> Evidence {
    let hit = Hit { first: with_doer(&indexed.tokens, place.first), last: place.last, how: How::Exact, quality: 1.0 };
    evidence(&hit, indexed, said)
}

/// Where the doer of a verb stands, if only small words stand between: "I did not just tell".
fn with_doer(tokens: &[Token], first: usize) -> usize {
    let from = first.saturating_sub(DOER_WITHIN);
    let is_small = |t: &Token| t.class != Class::Content || matches!(t.text.as_str(), "not" | "never");
    let same_clause = |at: usize| tokens[at + 1..=first].iter().all(|t| !t.starts_clause());
    let doer = (from..first).rev().take_while(|&at| is_small(&tokens[at]) && same_clause(at));
    doer.into_iter().find(|&at| matches!(tokens[at].text.as_str(), "i" | "we")).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::indexed;

    /// The words of each element that is heard, by its id.
    fn heard(text: &str) -> Vec<(String, Vec<String>)> {
        let context = MatchContext::new([]);
        let topic = TopicWords::new(&outloud_core::bank::Question::bare("q", "", ""), &context.topics);
        let telling = tell(&indexed(text), &Transcript::from_text(text), &topic, &context);
        let all = telling.elements.into_iter().chain(telling.against).filter(|e| !e.evidence.is_empty());
        all.map(|e| (e.id, e.evidence.into_iter().map(|e| e.text).collect())).collect()
    }

    fn words(text: &str, id: &str) -> Vec<String> {
        heard(text).into_iter().find(|(found, _)| found == id).map(|(_, words)| words).unwrap_or_default()
    }

    #[test]
    fn each_element_is_heard_in_several_trades_and_englishes() {
        let cases = [
            ("frame.when", "It was in March 2021.", "in March"),
            ("frame.when", "two years ago we moved", "two years ago"),
            ("frame.where", "I was at a hospital in Leeds.", "at a hospital"),
            ("frame.where", "in our call centre it was loud", "in our call centre"),
            ("frame.role", "I'm a junior technician.", "I'm a junior"),
            ("need", "We had to open by six.", "had to"),
            ("event", "The pump failed.", "failed."),
            ("action.find", "I measured the door.", "measured"),
            ("action.find", "i counted them twice", "counted"),
            ("action.people", "So I rang the customer and apologised.", "rang"),
            ("action.people", "I organized it and I apologized.", "apologized."),
            ("action.do", "I laminated the list.", "laminated"),
            ("action.do", "I drew it and sewed it.", "sewed"),
            ("together", "We sat down with the nurses.", "sat"),
            ("outcome", "In the end it held.", "In the end"),
            ("figure.effect", "Errors went from eleven a month to three.", "from eleven a month to three."),
            ("figure.effect", "it fell by forty percent", "fell by forty"),
            ("figure.any", "It took nine minutes.", "nine minutes."),
            ("change", "Since then I ask first.", "Since then"),
            ("learning", "It taught me to wait.", "taught me"),
            ("insight", "It was my fault.", "my fault."),
            ("view", "She said that she was afraid.", "She said"),
            ("help", "I asked my manager for help.", "asked my manager"),
            ("harm.people", "I shouted at the apprentice.", "shouted"),
            ("harm.hidden", "I deleted the log.", "deleted the log."),
            ("harm.self", "That was job security.", "job security."),
            ("omission", "I didn't tell anyone.", "tell"),
            ("omission", "I just ignored the mails.", "ignored"),
            ("dismissal", "That's not my job.", "my job."),
            ("damage", "The tills were down in nine shops.", "down in nine"),
            ("said", "I said no.", "said"),
            ("they", "They complained.", "They"),
            ("general", "It's important to communicate.", "It's important"),
        ];
        let mut missing = Vec::new();
        for (id, text, want) in cases {
            if !words(text, id).iter().any(|w| w.contains(want)) {
                missing.push(format!("{id}: {text}: {:?}", heard(text)));
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn a_habit_a_plan_and_somebody_elses_act_are_not_what_i_did() {
        for text in [
            "I always ask people.",
            "I would measure it first.",
            "She measured the door.",
            "You have to measure it.",
            "My manager shouted at me.",
            "I have never shouted at anyone.",
            "Nobody ignored it.",
        ] {
            for (id, words) in heard(text) {
                assert!(
                    !id.starts_with("action") && !id.starts_with("harm") && id != "omission",
                    "{id} {words:?}: {text}"
                );
            }
        }
    }

    #[test]
    fn harm_speaks_against_a_story_unless_something_mends_it_later() {
        let harm = "The login was broken for two days.";
        for mended in ["Since then we test it.", "It taught me to test.", "It was my fault."] {
            assert!(words(&format!("{harm} {mended}"), "damage").is_empty(), "{mended}");
            assert_eq!(words(&format!("{mended} {harm}"), "damage").len(), 1, "{mended}");
        }
    }

    #[test]
    fn the_doer_and_the_denial_are_quoted_with_the_act() {
        let cases = [
            ("omission", "So I didn't tell anyone.", "I didn't tell"),
            ("action.find", "In the end I just measured it.", "I just measured"),
            ("action.find", "I rang and measured it.", "measured"),
        ];
        for (id, text, want) in cases {
            assert_eq!(words(text, id), [want], "{text}");
        }
    }

    #[test]
    fn overlapping_places_count_once() {
        assert_eq!(words("since then, ever since then", "change").len(), 2);
        assert_eq!(words("I said, I told, I said", "said").len(), 3);
    }
}
