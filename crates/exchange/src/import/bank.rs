//! Drafts into a bank: ids, kinds, times.

use std::collections::HashMap;

use super::Draft;
use outloud_core::bank::{Bank, Keyword, Kind, Question};

/// Builds a bank of drafts. `propose` gives the keywords of a question that has none yet.
#[must_use]
pub fn to_bank(id: &str, title: &str, drafts: &[Draft], propose: impl Fn(&Question) -> Vec<Keyword>) -> Bank {
    let mut taken = HashMap::new();
    let with_keywords = |mut question: Question| {
        question.keywords = propose(&question);
        question
    };
    let questions =
        drafts.iter().map(|draft| with_keywords(question(draft, &free_id(&draft.prompt, &mut taken)))).collect();
    Bank::new(id, title, questions)
}

fn question(draft: &Draft, id: &str) -> Question {
    let words = draft.answer.split_whitespace().count() as u32;
    Question {
        kind: draft.kind.unwrap_or_else(|| guess_kind(&draft.prompt)),
        topic: slug(&draft.topic, 4),
        level: draft.level.unwrap_or_default(),
        hints: draft.hints.clone(),
        context: Some(draft.context.clone()).filter(|context| !context.is_empty()),
        // Room for the answer at an easy 120 words a minute, in steps of ten seconds.
        answer_time_s: (words / 2).div_ceil(10).clamp(6, 30) * 10,
        ..Question::bare(id, &draft.prompt, &draft.answer)
    }
}

/// What sort of answer a prompt asks for, by its opening words.
fn guess_kind(prompt: &str) -> Kind {
    let p = prompt.to_lowercase();
    let opens = |starts: &[&str]| starts.iter().any(|s| p.starts_with(s));
    if opens(&["tell me about a time", "describe a time", "give me an example", "have you ever"]) {
        Kind::Experience
    } else if p.contains("conflict") || p.contains("disagree") || opens(&["why do you want", "what is your greatest"]) {
        Kind::Behavioural
    } else if p.contains("what do you do")
        || p.contains("how would you")
        || opens(&["you ", "your ", "it's ", "a user "])
    {
        Kind::Scenario
    } else if opens(&["what is", "what's", "what are", "define", "difference between", "what does"]) {
        Kind::Definition
    } else {
        Kind::Technical
    }
}

/// An id that no question has yet. `taken`: every id, and the number that the next question of the same words tries first:
/// thousands of them must not count from two each time.
fn free_id(prompt: &str, taken: &mut HashMap<String, u32>) -> String {
    let base = match slug(prompt, 8) {
        s if s.is_empty() => "question".to_owned(),
        s => s,
    };
    let mut number = taken.get(&base).copied().unwrap_or(1);
    loop {
        let id = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        number += 1;
        if !taken.contains_key(&id) {
            taken.insert(id.clone(), 2);
            taken.insert(base, number);
            return id;
        }
    }
}

/// At most `words` words of a text as an id: lower-case letters, digits and hyphens, at most 60 characters.
#[must_use]
pub fn slug(text: &str, words: usize) -> String {
    const SKIP: &[&str] =
        &["a", "an", "the", "is", "are", "do", "does", "you", "your", "of", "to", "in", "it", "and", "s"];
    let lower = text.to_lowercase();
    let all = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty() && !SKIP.contains(w));
    let mut id = all.take(words).collect::<Vec<_>>().join("-");
    id.truncate(60);
    id.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_become_questions_with_ids_of_their_own() {
        let draft = |prompt: &str| Draft { prompt: prompt.into(), answer: "Because.".into(), ..Draft::default() };
        let drafts = [draft("What is a Pod?"), draft("What is the pod?"), draft("¿?")];
        let bank = to_bank("notes", "Notes", &drafts, |_| Vec::new());
        let ids: Vec<_> = bank.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids, ["what-pod", "what-pod-2", "question"]);
        assert_eq!(bank.questions[0].kind, Kind::Definition);
    }
}
