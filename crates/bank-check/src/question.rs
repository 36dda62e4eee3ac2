//! Checks of one question.

use std::collections::HashMap;

use super::finding::QuestionFindings;
use outloud_core::{
    bank::{FollowUp, Keyword, Question},
    scorecard::Evidence,
    transcript::Transcript,
};
use outloud_scoring::{
    Answer, CompiledQuestion, Prepared,
    text::{self, Class},
};

/// A model answer should earn this much against its own keywords and points.
const SELF_SCORE: f64 = 95.0;
/// How fast people speak in an interview, in words a minute.
const WORDS_PER_MINUTE: usize = 150;

/// `read` makes a text ready to be listened to.
pub(super) fn check(
    q: &Question,
    compiled: &CompiledQuestion,
    read: &dyn Fn(&str) -> Prepared,
    report: &mut QuestionFindings<'_>,
) {
    completeness(q, compiled, report);
    model_answer(q, compiled, report);
    collisions(q, report);
    light_wordings(q, report);
    if !q.keywords.is_empty() {
        prompt(q, &compiled.keywords_as_written(&read(&q.prompt)), report);
        q.hints.iter().enumerate().for_each(|(i, h)| hint(q, i, &compiled.keywords_as_written(&read(h)), report));
    }
    follow_ups(q, report);
}

fn completeness(q: &Question, compiled: &CompiledQuestion, report: &mut QuestionFindings<'_>) {
    next_point(q, compiled, report);
    let missing = [
        (q.model_answer.trim().is_empty(), "model_answer", "there is no model answer", "Write one as you would say it"),
        (
            q.keywords.is_empty() && compiled.derived_points().is_empty(),
            "keywords",
            "there are no keywords",
            "List 5 to 12, with weights and other ways to say them",
        ),
        (
            q.points.is_empty() && compiled.derived_points().is_empty(),
            "points",
            "there are no points",
            "List 5 to 8 that the recruiter wants to hear",
        ),
        (q.hints.is_empty(), "hints", "there is no hint", "Write one that leads without giving away"),
        (
            q.why_asked.trim().is_empty(),
            "why_asked",
            "nothing says why it is asked",
            "Say what the interviewer finds out",
        ),
        (q.topic.trim().is_empty(), "topic", "there is no topic", "Name one, so that `--topic` finds the question"),
    ];
    for (_, field, message, remedy) in missing.into_iter().filter(|(missing, ..)| *missing) {
        report.warn(field, message.to_owned(), remedy);
    }
}

/// The next point to write: what is derived from the model answer, ready to be taken over and sharpened.
fn next_point(q: &Question, compiled: &CompiledQuestion, report: &mut QuestionFindings<'_>) {
    let Some(next) = compiled.derived_points().first() else { return };
    let (own, derived) = (q.points.len(), compiled.derived_points().len());
    let message = format!("it has {own} points of its own, the other {derived} are derived from its model answer");
    let id = format!("point-{}", own + 1);
    let line = serde_json::json!({ "id": id, "point": next.point, "priority": "must", "says": next.says });
    let remedy = format!(
        "Take over one that matters, with the ways people say it and, in `wrong`, its reversal; it replaces the derived one. The next: {line}"
    );
    report.warn("points", message, &remedy);
}

fn model_answer(q: &Question, compiled: &CompiledQuestion, report: &mut QuestionFindings<'_>) {
    if q.model_answer.trim().is_empty() {
        return;
    }
    let card = compiled.score(&answer(&Transcript::from_text(&q.model_answer)));
    for point in card.rubric.iter().take(q.points.len()).filter(|p| !p.met) {
        let at = q.points.iter().position(|r| r.point == point.point).unwrap_or_default();
        let message = format!("the model answer does not make the point '{}'", point.point);
        report.warn(&format!("points[{at}]"), message, "Make the point in the answer, or add a pattern to `says`");
    }
    for miss in card.keywords.missed.iter().filter(|_| !q.keywords.is_empty()) {
        let at = q.keywords.iter().position(|k| k.term == miss.term).unwrap_or_default();
        let message = format!("the model answer never says '{}' or another way to say it", miss.term);
        report.warn(&format!("keywords[{at}].term"), message, "Use it in the answer, or drop the keyword");
    }
    if card.score < SELF_SCORE {
        let message =
            format!("the model answer earns only {:.0} of 100 against its own keywords and points", card.score);
        report.warn("model_answer", message, "It should earn 95: mend what the other findings name");
    }
    let needed_s = q.model_answer.split_whitespace().count() * 60 / WORDS_PER_MINUTE;
    if needed_s > q.answer_time_s as usize {
        let message = format!(
            "the model answer takes {needed_s} s at {WORDS_PER_MINUTE} words a minute, the limit is {} s",
            q.answer_time_s
        );
        report.warn("answer_time_s", message, "Shorten the answer, or give more time");
    }
}

fn collisions(q: &Question, report: &mut QuestionFindings<'_>) {
    for (form, places) in forms(&q.keywords) {
        if let [first, second, ..] = places.as_slice() {
            let (a, b) = (&q.keywords[*first].term, &q.keywords[*second].term);
            // Under one keyword, "15 minutes" and "fifteen minutes" do no harm: they match the same words.
            if a == b {
                continue;
            }
            let message = format!("'{form}' belongs to both '{a}' and '{b}'");
            report.warn(&format!("keywords[{second}]"), message, "One wording, one keyword: drop it from one of them");
        }
    }
}

/// `said`: for each keyword, where the prompt says it.
fn prompt(q: &Question, said: &[Option<Evidence>], report: &mut QuestionFindings<'_>) {
    for (at, keyword, said) in repeated(q, said) {
        let message = format!("the question itself says '{}' ('{}')", keyword.term, said.text);
        let remedy = "Repeating the question should earn nothing: choose another term";
        report.warn(&format!("keywords[{at}].term"), message, remedy);
    }
}

/// A function word is in every answer.
fn light_wordings(q: &Question, report: &mut QuestionFindings<'_>) {
    let keywords = q.keywords.iter().enumerate().flat_map(|(i, k)| {
        std::iter::once(&k.term).chain(&k.any).map(move |wording| (format!("keywords[{i}]"), wording))
    });
    for (field, wording) in keywords {
        if let [token] = text::tokens_of(wording).as_slice()
            && token.class != Class::Content
        {
            let message = format!("'{wording}' is a small word that every answer has");
            report.warn(&field, message, "Take a phrase that only this point is made with");
        }
    }
}

/// `said`: for each keyword, where the hint with the index `i` says it.
fn hint(q: &Question, i: usize, said: &[Option<Evidence>], report: &mut QuestionFindings<'_>) {
    for (_, keyword, said) in repeated(q, said) {
        let message = format!("the hint gives '{}' away ('{}')", keyword.term, said.text);
        report.warn(&format!("hints[{i}]"), message, "Lead to the answer without its words");
    }
}

/// The keywords that were said, with their places.
fn repeated<'a>(
    q: &'a Question,
    said: &'a [Option<Evidence>],
) -> impl Iterator<Item = (usize, &'a Keyword, &'a Evidence)> {
    q.keywords.iter().zip(said).enumerate().filter_map(|(at, (k, said))| Some((at, k, said.as_ref()?)))
}

/// Every wording of every keyword, by its stems, with the keywords it stands under.
fn forms(keywords: &[Keyword]) -> Vec<(String, Vec<usize>)> {
    let mut order = Vec::new();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, keyword) in keywords.iter().enumerate() {
        for form in std::iter::once(&keyword.term).chain(&keyword.any) {
            let stems = text::tokens_of(form).into_iter().map(|t| t.stem).collect::<Vec<_>>().join(" ");
            let at = places.entry(stems.clone()).or_default();
            if at.is_empty() {
                order.push((form.clone(), stems));
            }
            at.push(i);
        }
    }
    order.into_iter().map(|(form, stems)| (form, places.remove(&stems).unwrap_or_default())).collect()
}

fn follow_ups(q: &Question, report: &mut QuestionFindings<'_>) {
    let known =
        |wanted: &str| q.keywords.iter().any(|k| k.term == wanted) || q.points.iter().any(|r| r.point == wanted);
    for (i, FollowUp { prompt, when_missing, model_answer, .. }) in q.follow_ups.iter().enumerate() {
        if let Some(wanted) = when_missing.as_deref().filter(|w| !known(w)) {
            let message = format!("'{wanted}' is neither a keyword nor a point of this question");
            report.warn(
                &format!("follow_ups[{i}].when_missing"),
                message,
                "Copy the keyword's term or the point's text",
            );
        }
        if prompt.trim().is_empty() || model_answer.trim().is_empty() {
            report.warn(
                &format!("follow_ups[{i}]"),
                "the follow-up has no prompt or no model answer".to_owned(),
                "Write both",
            );
        }
    }
}

fn answer(transcript: &Transcript) -> Answer<'_> {
    Answer { transcript, sound: None, time_limit_s: None }
}
