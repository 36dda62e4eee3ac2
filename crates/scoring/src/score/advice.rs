//! Advice: at most five lines, the most valuable first, each pointing at what was said or at what is missing.

use std::fmt;

use outloud_core::{
    bank::Priority,
    delivery::{Delivery, StructureKind},
    scorecard::{Scorecard, StoryScore, Verdict},
};

use crate::answer::Answer;

use super::{
    advice_telling::{self, TellingAdvice, without_stop},
    compiled::CompiledQuestion,
    params, story,
};

/// One piece of advice; its text is what the user reads.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Advice {
    /// Nothing was said.
    Silence,
    /// The speaker said that they do not know.
    GaveUp { first_hint: Option<String> },
    /// Keywords without sentences.
    ListOfKeywords,
    /// Something contradicts a point.
    Contradiction { said: String, of: Option<String>, point: String },
    /// A typical false belief was told.
    Misconception { said: String, why_wrong: String },
    /// What the telling of a story lacks, or what speaks against it.
    Telling(TellingAdvice),
    /// A rubric point is missing.
    MissingPoint { point: String, priority: Priority },
    /// Heavy keywords are missing.
    MissingKeywords { terms: Vec<String> },
    /// A part of the candidate's own story is missing.
    MissingStory { section: &'static str, for_example: String },
    /// Points rest on words that the recogniser was unsure of.
    Doubtful { points: f64, words: String },
    /// Part of the expected structure is missing.
    MissingPart { structure: &'static str, part: String },
    /// Much shorter than the time allows.
    Short { duration_s: f64, limit_s: u32 },
    /// Longer than the time allows.
    Long { duration_s: f64, limit_s: u32 },
    /// Faster or slower than is easy to follow.
    Pace { words_per_minute: f64 },
    /// Many fillers.
    Fillers { per_minute: f64, most: String, times: usize },
    /// A long silence in the middle.
    LongPause { seconds: f64, at_s: Option<f64> },
    /// Late start.
    LateStart { seconds: f64 },
    /// "We" where "I" is asked for.
    WeNotI { we: usize, i: usize },
    /// The points are guesses.
    Derived,
    /// No number where a result should be measured.
    NoNumbers,
}

const DERIVED: &str = "These points are derived from the model answer. Points of your own are sharper: `outloud bank check` proposes one at \
                       a time.";

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silence => {
                write!(f, "Nothing was heard. Say what you would do first, even if you are unsure of the rest.")
            }
            Self::GaveUp { first_hint: Some(hint) } => {
                write!(f, "You said that you do not know. Think aloud instead; a way in: {hint}")
            }
            Self::GaveUp { first_hint: None } => {
                write!(
                    f,
                    "You said that you do not know. Think aloud instead: say what you do know and how you would find out."
                )
            }
            Self::ListOfKeywords => {
                write!(
                    f,
                    "This reads as a list of keywords: hardly a sentence connects them. Say how they belong together."
                )
            }
            Self::Contradiction { said, of, point } => {
                let of = of.as_ref().map(|s| format!(" of the {s}")).unwrap_or_default();
                write!(f, "You said this{of}: \"{said}\". It contradicts: {point}.")
            }
            Self::Misconception { said, why_wrong } => write!(f, "You said: \"{said}\". {why_wrong}"),
            Self::Telling(advice) => advice.fmt(f),
            Self::MissingPoint { point, priority } => {
                let missing = if *priority == Priority::Must { "A must is missing" } else { "Not heard yet" };
                write!(f, "{missing}: {point}.")
            }
            Self::MissingKeywords { terms } => write!(f, "Work in: {}.", terms.join(", ")),
            Self::MissingStory { section, for_example } => {
                write!(f, "Your story has more under \"{section}\". For example: \"{for_example}\".")
            }
            Self::Doubtful { points, words } => {
                write!(
                    f,
                    "{points:.1} points rest on words heard with doubt ({words}): listen, and correct what was misheard."
                )
            }
            Self::MissingPart { structure, part } => write!(f, "No {part} was heard: a {structure} needs one."),
            Self::Short { duration_s, limit_s } => {
                write!(f, "You used {duration_s:.0} of {limit_s} s. There is room for an example.")
            }
            Self::Long { duration_s, limit_s } => {
                write!(
                    f,
                    "You took {duration_s:.0} s where {limit_s} s are allowed. Start with the point, then the detail."
                )
            }
            Self::Pace { words_per_minute } if *words_per_minute > params::PACE_FAST => {
                write!(
                    f,
                    "{words_per_minute:.0} words per minute; 120 to 160 is easy to follow. Pause after each point."
                )
            }
            Self::Pace { words_per_minute } => {
                write!(
                    f,
                    "{words_per_minute:.0} words per minute; 120 to 160 is usual. Rehearse the opening until it flows."
                )
            }
            Self::Fillers { per_minute, most, times } => {
                write!(
                    f,
                    "{per_minute:.1} fillers per minute, most often \"{most}\" ({times} times). Leave a short silence instead."
                )
            }
            Self::LongPause { seconds, at_s: Some(at) } => {
                write!(f, "{seconds:.1} s of silence at {at:.0} s. Say what you are weighing up.")
            }
            Self::LongPause { seconds, at_s: None } => {
                write!(f, "{seconds:.1} s of silence. Say what you are weighing up.")
            }
            Self::LateStart { seconds } => {
                write!(f, "The first word came after {seconds:.1} s. Open by putting the question in your words.")
            }
            Self::WeNotI { we, i } => write!(f, "\"We\" {we} times, \"I\" {i} times: say what you did yourself."),
            Self::Derived => f.write_str(DERIVED),
            Self::NoNumbers => write!(f, "No number was heard. Give the result one: from how much to how much."),
        }
    }
}

/// The advice for a card, the most valuable first.
pub(super) fn for_card(card: &Scorecard, compiled: &CompiledQuestion, answer: &Answer<'_>) -> Vec<Advice> {
    let mut all = Vec::new();
    if card.delivery.words == 0 {
        return vec![Advice::Silence];
    }
    if card.delivery.gave_up {
        all.push(Advice::GaveUp { first_hint: compiled.question().hints.first().cloned() });
    }
    if card.delivery.list_like {
        all.push(Advice::ListOfKeywords);
    }
    all.extend(contradictions(card).take(2));
    if let Some(telling) = &card.telling {
        all.extend(advice_telling::on(card, telling).into_iter().map(Advice::Telling));
    }
    content(card, &mut all);
    delivery(&card.delivery, answer.time_limit_s, &mut all);
    if compiled.derived_points().is_empty() {
        all.truncate(params::ADVICE_LINES);
    } else {
        all.truncate(params::ADVICE_LINES - 1);
        all.push(Advice::Derived);
    }
    all
}

/// What was said against points, the heaviest first, and false beliefs.
fn contradictions(card: &Scorecard) -> impl Iterator<Item = Advice> {
    let mut points: Vec<_> = card.rubric.iter().filter_map(|p| Some((p, p.contradiction.as_ref()?))).collect();
    points.sort_by_key(|(p, _)| p.priority);
    let points = points.into_iter().map(|(point, against)| Advice::Contradiction {
        said: without_stop(&against.evidence.text),
        of: against.said_of.clone(),
        point: point.point.trim_end_matches('.').to_owned(),
    });
    points.chain(
        card.misconceptions
            .iter()
            .map(|m| Advice::Misconception { said: without_stop(&m.evidence.text), why_wrong: m.why_wrong.clone() }),
    )
}

/// Missing musts, then the heaviest missing keywords, doubts, and other missing points.
fn content(card: &Scorecard, all: &mut Vec<Advice>) {
    let missing = |wanted: Priority| {
        let missed = card.rubric.iter().filter(move |p| p.verdict == Verdict::Missed && p.priority == wanted);
        missed.map(|p| Advice::MissingPoint { point: p.point.trim_end_matches('.').to_owned(), priority: p.priority })
    };
    all.extend(missing(Priority::Must).take(2));
    let mut missed: Vec<_> = card.keywords.missed.iter().collect();
    missed.sort_by_key(|m| std::cmp::Reverse(m.weight));
    let terms: Vec<String> = missed.iter().take(3).map(|m| m.term.clone()).collect();
    match &card.story {
        // The keywords belong to the bank's own story: whoever tells another needs not say them.
        Some(story) => all.extend(missing_story(story)),
        None if card.telling.is_none() && !terms.is_empty() => all.push(Advice::MissingKeywords { terms }),
        None => {}
    }
    if card.doubtful >= params::DOUBTFUL_POINTS {
        let evidence =
            card.keywords.hit.iter().map(|h| &h.evidence).chain(card.rubric.iter().flat_map(|p| &p.evidence));
        let mut words: Vec<String> = evidence.filter(|e| e.is_doubtful()).map(|e| format!("\"{}\"", e.text)).collect();
        words.dedup();
        words.truncate(3);
        all.push(Advice::Doubtful { points: card.doubtful, words: words.join(", ") });
    }
    all.extend(missing(Priority::Should).take(1));
}

/// The first part of the story of which too little was told, with a point of it.
fn missing_story(score: &StoryScore) -> Option<Advice> {
    let (part, ..) = story::told(score, |_| true).into_iter().find(|(_, said, enough)| said < enough)?;
    let untold = score.points.iter().find(|p| p.part == part && !p.met)?;
    Some(Advice::MissingStory { section: part.section(), for_example: untold.point.clone() })
}

fn delivery(d: &Delivery, limit_s: Option<u32>, all: &mut Vec<Advice>) {
    if let Some(structure) = &d.structure {
        let name = structure.kind.name();
        all.extend(
            structure.missing().take(1).map(|part| Advice::MissingPart { structure: name, part: part.to_owned() }),
        );
        if structure.kind == StructureKind::Star {
            if d.ownership.we > params::WE_PER_I * d.ownership.i && d.ownership.we >= params::WE_FROM {
                all.push(Advice::WeNotI { we: d.ownership.we, i: d.ownership.i });
            }
            if d.quantified.is_empty() && d.words >= params::NUMBERS_FROM_WORDS {
                all.push(Advice::NoNumbers);
            }
        }
    }
    if let (Some(duration_s), Some(limit_s)) = (d.duration_s, limit_s) {
        if duration_s < params::SHORT_SHARE * f64::from(limit_s) {
            all.push(Advice::Short { duration_s, limit_s });
        } else if duration_s > f64::from(limit_s) + params::LONG_BY_S {
            all.push(Advice::Long { duration_s, limit_s });
        }
    }
    if let Some((most, times)) = d.fillers.iter().max_by_key(|(_, times)| **times)
        && let Some(per_minute) = d.fillers_per_minute.filter(|p| *p >= params::FILLERS_PER_MINUTE)
    {
        all.push(Advice::Fillers { per_minute, most: most.clone(), times: *times });
    }
    if let Some(words_per_minute) =
        d.words_per_minute.filter(|w| d.words >= params::PACE_FROM_WORDS && !params::PACE.contains(w))
    {
        all.push(Advice::Pace { words_per_minute });
    }
    if let Some(seconds) = d.longest_pause_s.filter(|s| *s >= params::LONG_PAUSE_S) {
        let at_s = d.pauses.iter().find(|p| (p.end_s - p.start_s - seconds).abs() < 0.01).map(|p| p.start_s);
        all.push(Advice::LongPause { seconds, at_s });
    }
    if let Some(seconds) = d.time_to_first_word_s.filter(|s| *s >= params::LATE_START_S) {
        all.push(Advice::LateStart { seconds });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use outloud_core::{
        delivery::{Mark, Ownership, Part as StructurePart, Structure},
        scorecard::KeywordScore,
        sound::Span,
        transcript::Transcript,
    };

    use super::*;
    use crate::testing::{compiled, metrics, score};

    fn advice(text: &str) -> Vec<String> {
        score(&compiled(&metrics()), text).advice
    }

    #[test]
    fn the_most_valuable_advice_comes_first() {
        let cases = [
            ("", "Nothing was heard."),
            ("I don't know.", "You said that you do not know."),
            (
                "So a counter can fall, we know that from the graphs.",
                "You said this of the counter: \"counter can fall\".",
            ),
            ("So the graphs are made by Prometheus.", "A must is missing: A counter only goes up."),
        ];
        for (text, want) in cases {
            let all = advice(text);
            assert!(all.len() <= params::ADVICE_LINES && all[0].starts_with(want), "{text}: {all:?}");
        }
    }

    #[test]
    fn what_was_not_said_is_named() {
        let all = advice("So a counter only goes up and that is all there is to say about it.");
        assert!(all.contains(&"Work in: Prometheus, rate, scrape.".to_owned()), "{all:?}");
        assert!(all.contains(&"Not heard yet: A gauge goes both ways.".to_owned()), "{all:?}");
        let mut question = metrics();
        question.hints = vec!["Think of a speedometer.".to_owned()];
        let card = score(&compiled(&question), "I don't know.");
        assert!(card.advice[0].ends_with("a way in: Think of a speedometer."), "{:?}", card.advice);
    }

    fn of(delivery: Delivery, limit_s: Option<u32>) -> Vec<Advice> {
        let card = Scorecard { delivery: Delivery { words: 100, ..delivery }, ..score(&compiled(&metrics()), "") };
        let card = Scorecard { rubric: Vec::new(), keywords: KeywordScore::default(), ..card };
        let transcript = Transcript::default();
        for_card(&card, &compiled(&metrics()), &Answer { transcript: &transcript, sound: None, time_limit_s: limit_s })
    }

    #[test]
    fn time_and_pace_are_advised_on_outside_their_range() {
        let took = |s: f64| Delivery { duration_s: Some(s), ..Delivery::default() };
        let pace = |w: f64| Delivery { words_per_minute: Some(w), ..Delivery::default() };
        let cases = [
            (took(35.0), Some(Advice::Short { duration_s: 35.0, limit_s: 90 })),
            (took(36.0), None),
            (took(91.0), None),
            (took(91.5), Some(Advice::Long { duration_s: 91.5, limit_s: 90 })),
            (pace(109.0), Some(Advice::Pace { words_per_minute: 109.0 })),
            (pace(110.0), None),
            (pace(175.0), None),
            (pace(176.0), Some(Advice::Pace { words_per_minute: 176.0 })),
        ];
        for (delivery, want) in cases {
            assert_eq!(of(delivery.clone(), Some(90)), want.into_iter().collect::<Vec<_>>(), "{delivery:?}");
        }
        assert_eq!(of(took(35.0), None), []);
    }

    #[test]
    fn fillers_and_pauses_are_advised_on_where_they_are_many_or_long() {
        let fillers = BTreeMap::from([("um".to_owned(), 7), ("like".to_owned(), 2)]);
        let many = Delivery { fillers: fillers.clone(), fillers_per_minute: Some(4.0), ..Delivery::default() };
        assert_eq!(of(many, None), [Advice::Fillers { per_minute: 4.0, most: "um".to_owned(), times: 7 }]);
        assert_eq!(of(Delivery { fillers, fillers_per_minute: Some(3.9), ..Delivery::default() }, None), []);
        let pause = Delivery {
            longest_pause_s: Some(4.5),
            pauses: vec![Span { start_s: 10.0, end_s: 14.5 }],
            time_to_first_word_s: Some(5.0),
            ..Delivery::default()
        };
        let want = [Advice::LongPause { seconds: 4.5, at_s: Some(10.0) }, Advice::LateStart { seconds: 5.0 }];
        assert_eq!(of(pause, None), want);
    }

    #[test]
    fn a_story_wants_all_its_parts_and_an_i_and_a_number() {
        let part = |name: &str, evidence| StructurePart { name: name.to_owned(), share: 0.0, start_s: None, evidence };
        let mark = Mark { text: "at my last job".to_owned(), start_s: None, first_word: 0, word_count: 4 };
        let star = Delivery {
            structure: Some(Structure {
                kind: StructureKind::Star,
                parts: vec![part("situation", Some(mark)), part("result", None)],
            }),
            ownership: Ownership { i: 1, we: 4 },
            ..Delivery::default()
        };
        let lines: Vec<String> = of(star, None).iter().map(ToString::to_string).collect();
        assert!(lines[0].starts_with("No result was heard"), "{lines:?}");
        assert!(
            lines[1].starts_with("\"We\" 4 times, \"I\" 1 times") && lines[2].starts_with("No number"),
            "{lines:?}"
        );
    }
}
