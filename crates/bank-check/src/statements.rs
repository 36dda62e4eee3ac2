//! Patterns that measure nothing: met by the question read aloud, by answers to other questions, by one everyday word; and patterns that
//! contradict each other.

use outloud_core::{
    bank::Question,
    pattern::{Alternative, Pattern, WordForm},
    terms,
};
use outloud_scoring::{
    CompiledQuestion, PatternPlace, Prepared,
    text::{self, Class},
};

use super::finding::QuestionFindings;

/// The most patterns that a point, and a question, need: more is a list of wordings again.
const MOST_PATTERNS: usize = 45;
/// The share of answers to other questions from which on a pattern could be sharper.
const FOREIGN: f64 = 0.03;
/// The share from which on a pattern measures nothing.
const FOREIGN_MOST: f64 = 0.1;
/// Below this many foreign answers a share says nothing.
const ENOUGH: usize = 30;

/// `read` makes a text ready to be listened to; `foreign`: the model answers of other questions.
pub(super) fn check(
    q: &Question,
    compiled: &CompiledQuestion,
    read: &dyn Fn(&str) -> Prepared,
    foreign: &[&Prepared],
    report: &mut QuestionFindings<'_>,
) {
    count(q, report);
    single_words(q, report);
    cannot_match(q, report);
    both_ways(q, report);
    own_texts(q, compiled, read, "", report);
    met_by_others(q, compiled, foreign, report);
}

/// The patterns of a follow-up. `number` counts from 0; `q` is the follow-up as it is asked.
pub(super) fn check_follow_up(
    number: usize,
    q: &Question,
    compiled: &CompiledQuestion,
    read: &dyn Fn(&str) -> Prepared,
    report: &mut QuestionFindings<'_>,
) {
    let at = format!("follow_ups[{number}].");
    own_texts(q, compiled, read, &at, report);
    let met = compiled.patterns_met(&read(&q.model_answer));
    for (n, point) in q.points.iter().enumerate().filter(|(n, _)| !met.iter().any(|place| place.point == *n)) {
        let message = format!("the follow-up's model answer does not make the point '{}'", point.point);
        report.warn(&format!("{at}points[{n}]"), message, "Make the point in the answer, or add a pattern to `says`");
    }
}

/// Patterns that the question's own texts meet and should not. `at`: where the question stands, before the path of a pattern.
fn own_texts(
    q: &Question,
    compiled: &CompiledQuestion,
    read: &dyn Fn(&str) -> Prepared,
    at: &str,
    report: &mut QuestionFindings<'_>,
) {
    let prompt = format!("{}. {}", q.context.as_deref().unwrap_or_default(), q.prompt);
    for place in compiled.patterns_met(&read(&prompt)) {
        let message = format!("the question read aloud meets '{}'", pattern(q, place));
        report.warn(&format!("{at}{}", path(place)), message, "Ask for what the answer has to add");
    }
    for place in compiled.wrong_patterns_met(&read(&q.model_answer)) {
        let message = format!("the model answer meets '{}', which should be wrong", pattern(q, place));
        let remedy = "Make the pattern narrower, or bind it to its subject";
        report.warn(&format!("{at}{}", path(place)), message, remedy);
    }
}

fn count(q: &Question, report: &mut QuestionFindings<'_>) {
    let patterns: usize = q.points.iter().map(|p| p.says.len()).sum();
    if patterns > MOST_PATTERNS && q.terms.is_empty() && q.points.iter().any(|p| !p.wrong.is_empty()) {
        let message = format!("{patterns} patterns are too many to keep right");
        report.warn("points", message, "Keep 45 at the most: general ones that fit ten different candidates");
    }
}

/// A pattern of one everyday word is met by chance. Schema 1 has such wordings, so only questions with subjects, `wrong` patterns or
/// misconceptions are asked for more.
fn single_words(q: &Question, report: &mut QuestionFindings<'_>) {
    if !is_written_as_statements(q) {
        return;
    }
    for (p, point) in q.points.iter().enumerate() {
        for (n, text) in point.says.iter().enumerate() {
            let Ok(parsed) = Pattern::parse(text) else { continue };
            let [slot] = parsed.slots.as_slice() else { continue };
            if parsed.subject.is_some() || slot.wanted > 1 || parsed.denied_from.is_some() {
                continue;
            }
            if let Some(word) = slot.alternatives.iter().find_map(everyday) {
                let message = format!("'{word}' alone meets the point");
                report.warn(&format!("points[{p}].says[{n}]"), message, "Add a slot: what is said of it");
            }
        }
    }
}

fn is_written_as_statements(q: &Question) -> bool {
    !q.subjects.is_empty() || !q.misconceptions.is_empty() || q.points.iter().any(|p| !p.wrong.is_empty())
}

/// The alternative if it is one word that people say about anything.
fn everyday(alternative: &Alternative) -> Option<String> {
    match alternative {
        Alternative::Term(name) => terms::built_in(name).map(|_| format!("{{{name}}}")),
        Alternative::Words(words) => {
            let [word] = words.as_slice() else { return None };
            let tokens = text::tokens_of(&word.text);
            let [token] = tokens.as_slice() else { return None };
            let common = token.class != Class::Content || terms::names().any(|n| n == token.text);
            (word.form != WordForm::Prefix && common).then(|| word.text.clone())
        }
        Alternative::Number(..) => None,
    }
}

/// Slots of nothing but articles: no words fill them, because the matcher leaves articles out.
fn cannot_match(q: &Question, report: &mut QuestionFindings<'_>) {
    for (p, point) in q.points.iter().enumerate() {
        for (list, patterns) in [("says", &point.says), ("wrong", &point.wrong)] {
            for (n, text) in patterns.iter().enumerate() {
                let Ok(parsed) = Pattern::parse(text) else { continue };
                if parsed.slots.iter().any(|slot| !slot.optional && slot.alternatives.iter().all(articles_alone)) {
                    let message = format!("'{text}' cannot match: articles alone fill no slot");
                    report.warn(
                        &format!("points[{p}].{list}[{n}]"),
                        message,
                        "Join the article to its word: the_backup",
                    );
                }
            }
        }
    }
}

fn articles_alone(alternative: &Alternative) -> bool {
    let Alternative::Words(words) = alternative else { return false };
    words.iter().all(|w| w.form != WordForm::Prefix && text::is_article(&w.text))
}

/// The same pattern for and against a point.
fn both_ways(q: &Question, report: &mut QuestionFindings<'_>) {
    for (p, point) in q.points.iter().enumerate() {
        for (n, text) in point.wrong.iter().enumerate().filter(|(_, text)| point.says.contains(text)) {
            let message = format!("'{text}' stands in `says` too");
            report.warn(&format!("points[{p}].wrong[{n}]"), message, "It cannot be right and wrong: drop one");
        }
    }
}

fn met_by_others(q: &Question, compiled: &CompiledQuestion, foreign: &[&Prepared], report: &mut QuestionFindings<'_>) {
    if foreign.len() < ENOUGH || !is_written_as_statements(q) {
        return;
    }
    let mut met: Vec<(PatternPlace, usize)> = Vec::new();
    for place in foreign.iter().flat_map(|answer| compiled.patterns_met(answer)) {
        match met.iter_mut().find(|(p, _)| *p == place) {
            Some((_, count)) => *count += 1,
            None => met.push((place, 1)),
        }
    }
    met.sort_by_key(|(place, _)| (place.point, place.pattern));
    for (place, count) in met {
        let share = count as f64 / foreign.len() as f64;
        if share > FOREIGN {
            let message =
                format!("{:.0} % of the answers to other questions meet '{}'", share * 100.0, pattern(q, place));
            let remedy = "Add a slot, or bind it to its subject";
            if share > FOREIGN_MOST {
                report.warn(&path(place), message, remedy);
            } else {
                report.note(&path(place), message, remedy);
            }
        }
    }
}

fn pattern(q: &Question, place: PatternPlace) -> &str {
    let point = &q.points[place.point];
    if place.wrong { &point.wrong[place.pattern] } else { &point.says[place.pattern] }
}

fn path(place: PatternPlace) -> String {
    let list = if place.wrong { "wrong" } else { "says" };
    format!("points[{}].{list}[{}]", place.point, place.pattern)
}
