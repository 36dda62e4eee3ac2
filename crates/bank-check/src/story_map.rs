//! Which stories answer which questions: a matrix of the candidate's stories and the questions that ask for one, by the statements that
//! score an answer.

use outloud_core::{
    bank::{Priority, Question},
    scorecard::Scorecard,
    story::{Block, Part, SECTIONS, StoryFile},
    transcript::Transcript,
};
use outloud_scoring::{Answer, CompiledQuestion, Scorer};
use serde::Serialize;

/// A story that counts so much for a question answers it ...
const ANSWERS_FROM: f64 = 0.8;
/// ... and from here on a part of it.
const PARTLY_FROM: f64 = 0.4;

/// Stories against questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryMap {
    /// The stories, in the order of the columns.
    pub stories: Vec<MappedStory>,
    /// The questions, in the order of the banks.
    pub questions: Vec<MappedQuestion>,
    /// The ids of the questions that no story answers, not even partly.
    pub without: Vec<String>,
}

/// A story and which parts of a story it has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedStory {
    /// Its id.
    pub story: String,
    /// Its title.
    pub title: String,
    /// Situation, task, action, result: each with whether it was heard.
    pub parts: Vec<MappedPart>,
    /// How many questions it answers.
    pub answers: usize,
}

/// A part of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedPart {
    /// "situation".
    pub name: String,
    /// Whether it was heard.
    pub heard: bool,
}

/// A question and what each story has for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedQuestion {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// The question.
    pub prompt: String,
    /// A cell for each story.
    pub cells: Vec<Cell>,
}

/// What a story has for a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The story's id.
    pub story: String,
    /// Whether it answers the question.
    pub fit: Fit,
    /// How much of the story counts for the question, 0..=1.
    pub counts: f64,
    /// Points of the question that it makes.
    pub points_met: usize,
    /// Points of the question.
    pub points: usize,
    /// Must points that it does not make.
    pub musts_missing: Vec<String>,
}

/// Whether a story answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// It does.
    Answers,
    /// In part: some points are missing.
    Partly,
    /// It does not.
    No,
}

/// Maps stories to those of `questions` that ask for a story; each question comes with its bank's id.
#[must_use]
pub fn map<'a>(
    stories: &[&StoryFile],
    questions: impl IntoIterator<Item = (&'a str, &'a Question)>,
    scorer: &Scorer,
) -> StoryMap {
    let told: Vec<Transcript> = stories.iter().map(|story| Transcript::from_text(&text_of(story))).collect();
    let mut parts: Vec<Vec<MappedPart>> = vec![Vec::new(); stories.len()];
    let mut rows = Vec::new();
    for (bank, question) in questions.into_iter().filter(|(_, q)| q.kind.asks_for_a_story()) {
        let compiled = scorer.compile(question);
        let cards: Vec<Scorecard> = told.iter().map(|text| score(&compiled, text)).collect();
        for (parts, card) in parts.iter_mut().zip(&cards).filter(|(parts, _)| parts.is_empty()) {
            *parts = parts_of(card);
        }
        let cells = stories.iter().zip(&cards).map(|(story, card)| cell(&story.id, card)).collect();
        rows.push(MappedQuestion {
            bank: bank.to_owned(),
            question: question.id.clone(),
            prompt: question.prompt.clone(),
            cells,
        });
    }
    let answers = |at: usize| rows.iter().filter(|row| row.cells[at].fit == Fit::Answers).count();
    let mapped = stories.iter().zip(parts).enumerate().map(|(at, (story, parts))| MappedStory {
        story: story.id.clone(),
        title: story.title.clone(),
        parts,
        answers: answers(at),
    });
    let stories = mapped.collect();
    let unanswered = rows.iter().filter(|row| row.cells.iter().all(|cell| cell.fit == Fit::No));
    let without = unanswered.map(|row| row.question.clone()).collect();
    StoryMap { stories, questions: rows, without }
}

fn score(question: &CompiledQuestion, told: &Transcript) -> Scorecard {
    question.score(&Answer { transcript: told, sound: None, time_limit_s: None })
}

fn parts_of(card: &Scorecard) -> Vec<MappedPart> {
    let parts = card.delivery.structure.iter().flat_map(|structure| &structure.parts);
    parts.map(|part| MappedPart { name: part.name.clone(), heard: part.evidence.is_some() }).collect()
}

fn cell(story: &str, card: &Scorecard) -> Cell {
    let counts = card.telling.as_ref().map_or(0.0, |telling| telling.counts);
    let missing = card.rubric.iter().filter(|p| !p.met && p.priority == Priority::Must);
    let points_met = card.rubric.iter().filter(|p| p.met).count();
    let fit = match counts {
        _ if points_met == 0 && !card.rubric.is_empty() => Fit::No,
        counts if counts >= ANSWERS_FROM => Fit::Answers,
        counts if counts >= PARTLY_FROM => Fit::Partly,
        _ => Fit::No,
    };
    Cell {
        story: story.to_owned(),
        fit,
        counts,
        points_met,
        points: card.rubric.len(),
        musts_missing: missing.map(|p| p.point.clone()).collect(),
    }
}

/// A story as one would tell it: its paragraphs and points. What stands under "What I did" is told with "I".
fn text_of(story: &StoryFile) -> String {
    let mut did = false;
    let mut text = String::new();
    for block in &story.blocks {
        match block {
            Block::Heading(_, heading, _) => {
                let section = SECTIONS.iter().find(|(name, _)| heading.eq_ignore_ascii_case(name));
                did = section.is_some_and(|(_, part)| *part == Some(Part::Did));
            }
            Block::Paragraph(paragraph) => text += &sentence(paragraph),
            Block::Item(item) if did && !item.starts_with("I ") => text += &sentence(&format!("I {}", lower(item))),
            Block::Item(item) => text += &sentence(item),
        }
    }
    text
}

fn sentence(text: &str) -> String {
    format!("{}. ", text.trim_end_matches('.'))
}

/// The text without a capital at its beginning.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::{Kind, Point};
    use outloud_store::story_markdown;

    use super::*;

    fn question(id: &str, prompt: &str, model_answer: &str, says: &str) -> Question {
        Question {
            kind: Kind::Behavioural,
            points: vec![Point::new("You say it", Priority::Must, &[says])],
            ..Question::bare(id, prompt, model_answer)
        }
    }

    const STORY: &str = "# Prices\n\n## Context\nIn 2021 I was a clerk at a shop. The price list was wrong.\n\n\
        ## What I did\n- Admitted the mistake to the customer\n- Checked every list\n\n## Numbers\n- Errors fell from nine to one\n\n\
        ## What I learned\n- A second person reads each list\n";

    #[test]
    fn a_story_answers_the_questions_whose_points_it_makes() {
        let story = story_markdown::read("prices", STORY);
        let mistake = question(
            "mistake",
            "Tell me about a mistake.",
            "I sent a wrong price list. I admitted the mistake to the customer and checked every list.",
            "mistake|wrong",
        );
        let doubt =
            question("doubt", "How did you win over a doubter?", "She doubted the plan, I ran a pilot.", "doubt");
        let technical = Question { kind: Kind::Technical, ..mistake.clone() };
        let questions = [("bank", &mistake), ("bank", &doubt), ("bank", &technical)];
        let map = map(&[&story], questions, &Scorer::new([]));
        let fits: Vec<(&str, Fit)> = map.questions.iter().map(|q| (q.question.as_str(), q.cells[0].fit)).collect();
        assert_eq!(fits, [("mistake", Fit::Answers), ("doubt", Fit::No)]);
        assert_eq!(map.without, ["doubt"]);
        assert_eq!(
            (map.questions[1].cells[0].musts_missing.as_slice(), map.stories[0].answers),
            (&["You say it".to_owned()][..], 1)
        );
        let heard: Vec<&str> = map.stories[0].parts.iter().filter(|p| p.heard).map(|p| p.name.as_str()).collect();
        assert_eq!(heard, ["situation", "task", "action", "result"]);
    }

    #[test]
    fn points_are_told_as_sentences_with_the_teller() {
        let text = text_of(&story_markdown::read("prices", STORY));
        assert!(text.contains("I admitted the mistake to the customer. I checked every list. Errors fell"), "{text}");
    }
}
