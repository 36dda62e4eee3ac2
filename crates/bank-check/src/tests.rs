use super::*;
use outloud_core::bank::{Bank, Question};

const GOOD: &str = r#"{"id":"q","kind":"definition","topic":"t","prompt":"What is a lighthouse for?","why_asked":"w",
  "hints":["Think of ships at night."],
  "model_answer":"A lighthouse warns sailors of rocks with a bright lamp that can be seen from far away.",
  "keywords":[{"term":"rocks","any":["reef"],"weight":3},{"term":"bright lamp","any":["beacon"],"weight":2}],
  "rubric":[{"point":"You say whom it warns","priority":"must","any":["warns sailors"]}],
  "follow_ups":[{"prompt":"And by day?","when_missing":"rocks","model_answer":"Its paint."}],"answer_time_s":60}"#;

fn bank(questions: &[&str]) -> Bank {
    let questions = questions.iter().map(|q| serde_json::from_str::<Question>(q).unwrap()).collect();
    Bank::new("b", "B", questions)
}

fn found(questions: &[&str]) -> Vec<String> {
    let bank = bank(questions);
    let line = |f: Finding| format!("{} {}: {}", f.severity, f.path, f.message);
    check(&[Filed { file: "b.json", bank: &bank }], &[]).into_iter().map(line).collect()
}

#[test]
fn a_good_question_passes() {
    assert_eq!(found(&[GOOD]), Vec::<String>::new());
}

#[test]
fn each_fault_is_named_with_its_place() {
    let cases = [
        (
            r#""Think of ships at night.""#,
            r#""Think of the rocks.""#,
            "hints[0]: the hint gives 'rocks' away ('rocks.')",
        ),
        (r#"["reef"]"#, r#"["beacon"]"#, "keywords[1]: 'beacon' belongs to both 'rocks' and 'bright lamp'"),
        (r#""when_missing":"rocks""#, r#""when_missing":"sand""#, "follow_ups[0].when_missing: 'sand' is neither"),
        ("bright lamp that", "light that", "keywords[1].term: the model answer never says 'bright lamp'"),
        (r#"["warns sailors"]"#, r#"["helps pilots"]"#, "points[0]: the model answer does not make the point"),
        (r#""answer_time_s":60"#, r#""answer_time_s":5"#, "answer_time_s: the model answer takes 6 s"),
        (
            "What is a lighthouse for?",
            "What has it to do with rocks?",
            "keywords[0].term: the question itself says 'rocks'",
        ),
        (r#"["beacon"]"#, r#"["going"]"#, "keywords[1]: 'going' is a small word that every answer has"),
        (r#""topic":"t","#, "", "topic: there is no topic"),
        (
            r#""any":["warns sailors"]"#,
            r#""says":["warns sailors", "the sailors"]"#,
            "points[0].says[1]: 'the sailors' cannot match",
        ),
    ];
    for (from, to, expected) in cases {
        assert!(GOOD.contains(from), "{from}");
        let all = found(&[&GOOD.replace(from, to)]);
        let expected = format!("warning questions[0].{expected}");
        assert!(all.iter().any(|f| f.starts_with(&expected)), "{from} -> {to}: {all:#?}");
    }
}

#[test]
fn twins_and_taken_ids_are_seen_across_banks() {
    let twin = GOOD.replace(r#""id":"q""#, r#""id":"r""#);
    assert_eq!(found(&[GOOD, &twin]), ["warning questions[1].prompt: asks nearly the same as 'q' in b.json"]);
    let taken = GOOD.replace("What is a lighthouse for?", "Who keeps the tower running by day?");
    assert!(found(&[GOOD, &taken])[0].starts_with("error questions[1].id: the id 'q' is taken"));
}

#[test]
fn a_keyword_that_every_answer_earns_is_common() {
    let number = |i: usize| {
        let words = ["apple", "river", "window", "garden", "pencil", "mountain", "kettle", "orchid", "violin"];
        GOOD.replace(r#""id":"q""#, &format!(r#""id":"q{i}""#)).replace("a lighthouse", &format!("a {}", words[i]))
    };
    let questions: Vec<String> = (0..9).map(number).collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let common = "warning questions[0].keywords[0]: 100 % of the bank's other answers earn 'rocks'";
    assert!(found(&questions).iter().any(|f| f == common));
}

#[test]
fn the_patterns_of_follow_ups_are_tried_on_their_own_texts() {
    let with = |says: &str, wrong: &str| {
        let points = format!(
            r#""model_answer":"Its paint.","points":[{{"point":"You name the paint","priority":"must","says":["{says}"],"wrong":["{wrong}"]}}]"#
        );
        found(&[&GOOD.replace(r#""model_answer":"Its paint.""#, &points)])
    };
    assert_eq!(with("paint", "lamp"), Vec::<String>::new());
    assert!(with("flag", "lamp")[0].contains("follow_ups[0].points[0]: the follow-up's model answer does not make"));
    assert!(with("paint", "paint")[0].contains("follow_ups[0].points[0].wrong[0]: the model answer meets 'paint'"));
    assert!(with("day|paint", "lamp")[0].contains("follow_ups[0].points[0].says[0]: the question read aloud meets"));
}

#[test]
fn a_question_with_nothing_but_an_answer_is_helped_one_point_at_a_time() {
    let bare = r#"{"id":"q","kind":"definition","topic":"t","prompt":"What is a queue for?","why_asked":"w","hints":["h"],
      "model_answer":"A queue decouples the sender from a slow receiver. Bursts wait inside until workers catch up. Each message is acknowledged after processing. Failed messages land in a dead letter queue."}"#;
    let bank = bank(&[bare]);
    let all = check(&[Filed { file: "b.json", bank: &bank }], &[]);
    let points: Vec<&Finding> = all.iter().filter(|f| f.path == "questions[0].points").collect();
    assert_eq!(points.len(), 1, "{all:#?}");
    assert!(points[0].message.contains("the other 4 are derived"), "{}", points[0].message);
    let line = &points[0].remedy[points[0].remedy.find('{').expect("a point")..];
    let point: outloud_core::bank::Point = serde_json::from_str(line).expect("a point of a bank");
    let question = Question { points: vec![point], ..bank.questions[0].clone() };
    let left = outloud_scoring::Scorer::new([]).compile(&question).derived_points().len();
    assert_eq!(left, 3, "the point of one's own replaces the derived one");
}
