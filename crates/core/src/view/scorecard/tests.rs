//! The rows, marks and sentences of scorecards.

use super::*;
use crate::{
    bank::Priority,
    scorecard::{
        Contradiction, ElementScore, Evidence, How, KeywordHit, KeywordMiss, KeywordScore, MisconceptionHeard,
        PointScore, Verdict,
    },
    view::RowMark,
};

fn evidence(text: &str, how: How, confidence: f64) -> Evidence {
    Evidence {
        text: text.to_owned(),
        start_s: Some(3.5),
        end_s: Some(4.0),
        how,
        confidence,
        first_word: 0,
        word_count: 1,
        hearing: None,
    }
}

fn card() -> Scorecard {
    let hit = KeywordHit {
        term: "linear history".to_owned(),
        weight: 2,
        evidence: evidence("linear hysteria", How::Sound, 0.3),
    };
    Scorecard {
        score: 60.0,
        doubtful: 6.0,
        scorer_version: 1,
        keywords: KeywordScore {
            coverage: 0.5,
            hit: vec![hit],
            missed: vec![KeywordMiss { term: "merge commit".to_owned(), weight: 3 }],
        },
        rubric: vec![PointScore::new("You weigh both sides", Priority::Must, Vec::new())],
        delivery: Delivery { words: 18, ..Delivery::default() },
        advice: vec!["Say when a rebase does harm.".to_owned()],
        ..Scorecard::default()
    }
}

fn row_text(row: &DocumentRow) -> String {
    let text = |part: &RowPart| match part {
        RowPart::Text(_, text) | RowPart::Cut(_, text) => text.clone(),
        RowPart::Gauge(..) => String::new(),
    };
    row.parts.iter().map(text).collect()
}

#[test]
fn the_score_is_the_one_after_hints() {
    let view = ScorecardView::new(&card(), 2);
    assert_eq!((view.score, view.hints.as_deref()), (52.0, Some("60, less 8 for 2 hints")));
    assert_eq!(row_text(&view.document().rows[0]), "52 of 100\u{a0} ");
    assert_eq!(ScorecardView::new(&card(), 0).hints, None);
}

#[test]
fn many_guessed_words_are_told_beside_the_score() {
    let heard = Heard { guessed: Some(0.17), ..Heard::default() };
    let texts = |card: &Scorecard| -> Vec<String> {
        ScorecardView::new(card, 0).document().rows.iter().map(row_text).collect()
    };
    let line = "17 % of the words are guesses (marked ?): the score may be too low".to_owned();
    assert!(texts(&Scorecard { heard: Some(heard), ..card() }).contains(&line));
    assert!(!texts(&Scorecard { heard: Some(Heard::default()), ..card() }).iter().any(|text| text.contains("guesses")));
}

#[test]
fn no_number_is_shown_of_what_was_not_heard() {
    let stretches = vec![crate::sound::Span { start_s: 3.0, end_s: 6.5 }];
    let heard = Heard { enough: false, stretches, reasons: vec![crate::hearing::Unheard::UnsureWords], guessed: None };
    let card = Scorecard { heard: Some(heard), ..card() };
    let view = ScorecardView { earlier: vec![40.0], ..ScorecardView::new(&card, 1) };
    let texts: Vec<String> = view.document().rows.iter().map(row_text).collect();
    assert_eq!(texts[0], "I did not hear you well enough: one stretch; listen, correct, or answer again.");
    assert!(texts.contains(&"0:03 to 0:07".to_owned()), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains("of 100") || text.contains("your takes")), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("merge commit")), "the verdicts stay: {texts:?}");
    let question = crate::bank::Question::bare("q", "Why?", "");
    let take = Take { scorecard: Some(card), ..Take::new(1, "b", question) };
    assert_eq!(take.final_score(), None, "and no list counts it");
}

#[test]
fn rows_have_their_mark_their_second_and_the_words_that_earned_them() {
    let rows: Vec<DocumentRow> =
        ScorecardView::new(&card(), 0).groups.iter().flat_map(|g| &g.rows).map(ScoreRow::row).collect();
    assert_eq!(
        rows.iter().map(|r| r.mark.unwrap()).collect::<Vec<_>>(),
        [RowMark::Missed, RowMark::Said, RowMark::Missed]
    );
    assert_eq!(row_text(&rows[0]), "must You weigh both sides");
    assert_eq!((rows[1].at_s, rows[1].is_choice), (Some(3.5), true));
    assert_eq!(row_text(&rows[1]), "linear\u{a0}history  “linear hysteria”, sounds alike ?");
    assert_eq!(row_text(&rows[2]), "merge commit •••");
}

#[test]
fn points_stand_before_keywords_advice_and_the_facts_about_the_delivery() {
    let against = PointScore { verdict: Verdict::Contradicted, ..card().rubric[0].clone() };
    let card = Scorecard { rubric: vec![card().rubric[0].clone(), against], ..card() };
    let texts: Vec<String> = ScorecardView::new(&card, 0).document().rows.iter().map(row_text).collect();
    let at = |start: &str| texts.iter().position(|text| text.starts_with(start)).expect(start);
    let order = ["60 of 100", "What the recruiter", "must You weigh", "Keywords", "Next time", "18 words"].map(at);
    assert!(order.is_sorted(), "{texts:?}");
    let heading = &texts[at("What the recruiter")];
    assert!(heading.ends_with("0 of 2, 1 contradicted"), "{heading}");
    assert!(texts[at("Keywords")].ends_with("1 of 2"), "{texts:?}");
}

#[test]
fn a_story_shows_what_was_heard_what_every_story_needs_and_what_speaks_against_it() {
    let element = |id: &str, title: &str, places: usize| ElementScore {
        id: id.to_owned(),
        title: title.to_owned(),
        each: 5.0,
        most: 2,
        evidence: vec![evidence("in March", How::Exact, 1.0); places],
    };
    let telling = Telling {
        topic_words: 0.1,
        counts: 1.0,
        elements: vec![
            element("outcome", "How it ended", 0),
            element("frame.when", "When it was", 1),
            element("view", "The other side", 0),
        ],
        against: vec![
            element("omission", "What was left undone", 1),
            element("they", "Others as they", 2),
            element("harm.people", "Against people", 0),
        ],
    };
    let view = ScorecardView::new(&Scorecard { telling: Some(telling), ..card() }, 0);
    let rows = |title: &str| {
        let group = view.groups.iter().find(|g| g.title == title).expect("the group");
        let texts: Vec<String> = group.rows.iter().map(|r| row_text(&r.row())).collect();
        (group.said, group.of, texts)
    };
    let told = ["When it was  “in March”".to_owned(), "How it ended".to_owned()];
    assert_eq!(rows("How the story was told"), (1, 2, told.to_vec()));
    assert_eq!(rows("What speaks against it"), (1, 1, vec!["What was left undone  “in March”".to_owned()]));
}

#[test]
fn the_pace_stands_beside_the_usual_one_and_bursts_are_told() {
    let mut card = card();
    card.delivery.words_per_minute = Some(112.0);
    card.delivery.filler_bursts = vec![FillerBurst { start_s: 30.0, end_s: 40.0, fillers: 8, hesitations: 0 }];
    let view = ScorecardView::new(&card, 0);
    assert_eq!(view.delivery, "18 words · 112 words/min · 8 fillers between 0:30 and 0:40");
    let beside = view.beside_usual_pace(&card, Some(134.0));
    assert!(beside.delivery.contains("112 words/min (your usual is 134) ·"), "{}", beside.delivery);
    card.delivery.words_per_minute = None;
    let typed = ScorecardView::new(&card, 0).beside_usual_pace(&card, Some(134.0));
    assert!(!typed.delivery.contains("usual"), "{}", typed.delivery);
}

#[test]
fn takes_are_compared_with_the_last() {
    let view = ScorecardView { earlier: vec![40.0, 62.0], ..ScorecardView::new(&card(), 0) };
    let texts: Vec<String> = view.document().rows.iter().map(row_text).collect();
    assert!(texts.contains(&"-2 against your last take   your takes: 40 → 62 → 60".to_owned()), "{texts:?}");
}

#[test]
fn what_is_said_against_a_point_has_its_words_and_their_subject() {
    let said = |said_of: Option<&str>, denied| PointScore {
        verdict: Verdict::Contradicted,
        contradiction: Some(Contradiction {
            said_of: said_of.map(str::to_owned),
            denied,
            evidence: evidence("only goes up", How::Exact, 0.9),
        }),
        ..PointScore::new("A gauge goes up and down", Priority::Must, Vec::new())
    };
    let shown = |point: &PointScore| row_text(&ScoreRow::point(point).row());
    assert_eq!(
        shown(&said(Some("gauge"), false)),
        "must A gauge goes up and down  you said this of the gauge: “only goes up”"
    );
    assert_eq!(shown(&said(Some("gauge"), true)), "must A gauge goes up and down  you denied it: “only goes up”");
    assert_eq!(shown(&said(None, false)), "must A gauge goes up and down  you said: “only goes up”");
    let row = ScoreRow::point(&said(None, false)).row();
    assert_eq!((row.mark, row.at_s, row.is_choice), (Some(RowMark::Contradicted), Some(3.5), true));
    let belief = MisconceptionHeard {
        belief: "A gauge only rises".to_owned(),
        why_wrong: "it also falls".to_owned(),
        evidence: evidence("only goes up", How::Exact, 0.9),
    };
    assert_eq!(row_text(&ScoreRow::misconception(&belief).row()), "A gauge only rises: it also falls  “only goes up”");
}
