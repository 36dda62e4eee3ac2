//! Sessions without certain names: each is written as `[name]` wherever it stands, in transcripts, evidence, advice, notes and questions.
//! The recordings go, because they say them, and the patterns of the questions go, because their notation can hide a name from the search.

use serde_json::Value;

use outloud_core::{
    bank::{Misconception, Point},
    session::{Session, Take},
};

/// What stands in a name's place.
const PLACEHOLDER: &str = "[name]";
/// Fields that are no free text: ids, time stamps and the words of the format itself.
const NOT_PROSE: &[&str] = &[
    "id",
    "kind",
    "level",
    "how",
    "priority",
    "bank",
    "model",
    "audio",
    "started_at",
    "question_id",
    "name",
    "verdict",
    "part",
];

/// `session` without `names`, without recordings and without patterns. A name of several words is left out where they stand one after the other;
/// case, punctuation and a possessive 's do not matter.
///
/// # Errors
/// A [`serde_json::Error`] if the session cannot be put together again, which no session of ours is.
pub fn left_out(session: &Session, names: &[String]) -> Result<Session, serde_json::Error> {
    let names: Vec<Vec<String>> = names.iter().map(|name| name.split_whitespace().map(core).collect()).collect();
    let mut value = serde_json::to_value(session)?;
    walk(&mut value, &names);
    let mut session: Session = serde_json::from_value(value)?;
    for take in &mut session.takes {
        take.audio = None;
        without_patterns(take);
    }
    Ok(session)
}

/// Removes the patterns that a take's question and scorecard hold.
fn without_patterns(take: &mut Take) {
    let question = &mut take.question;
    question.terms.clear();
    question.subjects.clear();
    clear_patterns(&mut question.points, &mut question.misconceptions);
    for follow_up in &mut question.follow_ups {
        follow_up.subjects.clear();
        clear_patterns(&mut follow_up.points, &mut follow_up.misconceptions);
    }
    take.scorecard.iter_mut().flat_map(|card| &mut card.rubric).for_each(|point| point.statement = None);
}

fn clear_patterns(points: &mut [Point], misconceptions: &mut [Misconception]) {
    for point in points {
        point.says.clear();
        point.wrong.clear();
    }
    for misconception in misconceptions {
        misconception.says.clear();
    }
}

fn walk(value: &mut Value, names: &[Vec<String>]) {
    match value {
        Value::String(text) => *text = in_text(text, names),
        Value::Array(words) if words.iter().all(|w| w.get("probability").is_some()) => in_words(words, names),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, names)),
        Value::Object(fields) => {
            let prose = fields.iter_mut().filter(|(key, _)| !NOT_PROSE.contains(&key.as_str()));
            prose.for_each(|(_, field)| walk(field, names));
        }
        _ => {}
    }
}

/// A transcript's words: a name may go over several.
fn in_words(words: &mut [Value], names: &[Vec<String>]) {
    let texts: Vec<String> = words.iter().map(|w| w["text"].as_str().unwrap_or_default().to_owned()).collect();
    let tokens: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (word, text) in words.iter_mut().zip(replaced(&tokens, names)) {
        word["text"] = Value::String(text);
    }
}

fn in_text(text: &str, names: &[Vec<String>]) -> String {
    // White space stays as it was: Markdown and line ends mean something.
    let pieces: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let tokens: Vec<&str> = pieces.iter().map(|p| p.trim_end()).collect();
    let new = replaced(&tokens, names);
    pieces.iter().zip(&tokens).zip(new).map(|((piece, token), new)| new + &piece[token.len()..]).collect()
}

fn replaced(tokens: &[&str], names: &[Vec<String>]) -> Vec<String> {
    let cores: Vec<String> = tokens.iter().map(|t| core(t)).collect();
    let mut new: Vec<String> = tokens.iter().map(|t| (*t).to_owned()).collect();
    for name in names.iter().filter(|name| name.iter().any(|word| !word.is_empty())) {
        for at in 0..cores.len() {
            if cores[at..].starts_with(name) {
                for (slot, token) in new[at..].iter_mut().zip(tokens[at..].iter().take(name.len())) {
                    *slot = around(token);
                }
            }
        }
    }
    new
}

/// The bare word: no punctuation at its ends, no possessive, lower case.
fn core(token: &str) -> String {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(&bare).to_owned()
}

/// The placeholder with the punctuation of `token`.
fn around(token: &str) -> String {
    let before = token.find(char::is_alphanumeric).unwrap_or(0);
    let after =
        token.rfind(char::is_alphanumeric).map_or(0, |i| i + token[i..].chars().next().map_or(0, char::len_utf8));
    format!("{}{PLACEHOLDER}{}", &token[..before], &token[after.max(before)..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, names: &[&str]) -> String {
        let names: Vec<_> = names.iter().map(|n| n.split_whitespace().map(core).collect()).collect();
        in_text(text, &names)
    }

    #[test]
    fn a_name_goes_whatever_stands_around_it() {
        assert_eq!(without("Ann, (ANN) and ann's dog.", &["Ann"]), "[name], ([name]) and [name] dog.");
        assert_eq!(without("Annual leave at anna", &["Ann"]), "Annual leave at anna");
        assert_eq!(without("at Acme Corp,\n  Acme and Corp", &["Acme Corp"]), "at [name] [name],\n  Acme and Corp");
        assert_eq!(without("“Żółć” said Żółć", &["żółć"]), "“[name]” said [name]");
        assert_eq!(without("nothing  to do — ", &["", "—"]), "nothing  to do — ");
    }
}
