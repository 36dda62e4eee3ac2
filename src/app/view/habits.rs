//! Habits and weak points across sessions, as pages.

use outloud_core::view::{Document, DocumentRow, RowPart, Tone, count};
use outloud_engine::{Habits, WeakPoint};

/// Weak points that are listed.
const MOST_WEAK: usize = 5;
/// Questions that are named of each.
const MOST_QUESTIONS: usize = 6;

/// How somebody speaks: openings, phrases, fillers, pace. Empty if nothing stands out.
#[must_use]
pub fn habits_document(habits: &Habits) -> Document {
    let mut page = Document::default();
    let mut row = |text: &str| page.item((Tone::Accent, "· "), Tone::Text, text);
    habits.openings.iter().for_each(|opening| row(&opening.sentence()));
    if !habits.repeated.is_empty() {
        let said: Vec<String> = habits.repeated.iter().map(|r| format!("“{}” ×{}", r.words, r.count)).collect();
        row(&format!("Said again and again: {}.", said.join(", ")));
    }
    if !habits.fillers.is_empty() {
        let mut kinds: Vec<(&String, &usize)> = habits.fillers.iter().collect();
        kinds.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let kinds: Vec<String> = kinds.iter().map(|(kind, n)| format!("{kind} ×{n}")).collect();
        let bursts = match habits.filler_bursts {
            0 => String::new(),
            n => format!("; {} of many within ten seconds", count(n, "burst")),
        };
        row(&format!("Fillers: {}{bursts}.", kinds.join(", ")));
    }
    if let (Some(usual), Some(latest)) = (habits.usual_words_per_minute, habits.latest_words_per_minute) {
        row(&format!("Pace: {latest:.0} words a minute in the latest answer; your usual is {usual:.0}."));
    }
    if !page.rows.is_empty() {
        let mut head = Document::default();
        head.heading("Habits", &format!("in the latest {}", count(habits.answers, "answer")));
        page.rows.splice(..0, head.rows);
    }
    page
}

/// The concepts that are weak in several questions, with those questions. Empty without any.
#[must_use]
pub fn weak_points_document(weak: &[WeakPoint]) -> Document {
    let mut page = Document::default();
    if weak.is_empty() {
        return page;
    }
    page.heading("Weak points across questions", "");
    for weak in weak.iter().take(MOST_WEAK) {
        page.item((Tone::Bad, "· "), Tone::Text, &weak.sentence());
        let mut ids: Vec<&str> = weak.questions.iter().take(MOST_QUESTIONS).map(|q| q.question.as_str()).collect();
        if weak.questions.len() > MOST_QUESTIONS {
            ids.push("…");
        }
        let parts = vec![RowPart::Text(Tone::Dim, format!("\u{a0}\u{a0}{}", ids.join(", ")))];
        page.push(DocumentRow::of(parts, 2));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::view::{PlainPainter, text};
    use outloud_engine::{Opening, Repeated, WeakQuestion};

    /// Signs as the screen has them: whether lines are plain is one setting of the process, which another test may change.
    fn signs(text: &str) -> String {
        text.replace("\n- ", "\n· ").replace("...", "…")
    }

    #[test]
    fn habits_are_sentences() {
        let habits = Habits {
            answers: 20,
            openings: vec![Opening { words: "so basically".to_owned(), answers: 12, of: 20 }],
            repeated: vec![Repeated { words: "kind of thing".to_owned(), count: 7, answers: 5 }],
            fillers: [("um".to_owned(), 9), ("er".to_owned(), 12)].into(),
            filler_bursts: 1,
            usual_words_per_minute: Some(134.2),
            latest_words_per_minute: Some(112.0),
        };
        assert_eq!(
            signs(&text(&habits_document(&habits), &PlainPainter)),
            "Habits  in the latest 20 answers\n\
             · You began 12 of 20 answers with “so basically”.\n\
             · Said again and again: “kind of thing” ×7.\n\
             · Fillers: er ×12, um ×9; 1 burst of many within ten seconds.\n\
             · Pace: 112 words a minute in the latest answer; your usual is 134."
        );
        assert!(habits_document(&Habits::default()).rows.is_empty());
    }

    #[test]
    fn weak_points_name_their_questions() {
        let question = |n: usize| WeakQuestion {
            bank: "b".to_owned(),
            question: format!("q{n}"),
            prompt: String::new(),
            missed: Vec::new(),
            contradicted: Vec::new(),
        };
        let weak = WeakPoint {
            concept: "rollback".to_owned(),
            answers: 9,
            missed: 7,
            contradicted: 3,
            questions: (1..=7).map(question).collect(),
        };
        assert_eq!(
            signs(&text(&weak_points_document(&[weak]), &PlainPainter)),
            "Weak points across questions\n· rollback: missed in 7 of 9 answers, contradicted 3 times\n  q1, q2, q3, q4, q5, q6, …"
        );
        assert!(weak_points_document(&[]).rows.is_empty());
    }
}
