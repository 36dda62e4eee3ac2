//! The notation in which a bank says what an answer has to claim: `gauge: goes_up|rises goes_down|falls`.
//!
//! `questions/README.md` defines it for authors, with examples. This module turns a line into a [`Pattern`]; `outloud-scoring` listens
//! for it.

use std::fmt;

/// A statement to listen for: what is said, of which subject, and whether it is denied.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// What the rest has to be said of; none: of anything.
    pub subject: Option<Vec<Alternative>>,
    /// What has to be said.
    pub slots: Vec<Slot>,
    /// The first slot that has to be denied (`not`); all after it may be. None: nothing may be denied.
    pub denied_from: Option<usize>,
    /// Whether a mere mention is enough, denied or not (`~`).
    pub mention: bool,
    /// How many words the slots may span (`/12`); none: the engine's default.
    pub reach: Option<usize>,
}

/// A place in a pattern that one of several words can fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// What can fill it.
    pub alternatives: Vec<Alternative>,
    /// How many different ones have to be said: 1, or more with `2of(a|b|c)`.
    pub wanted: usize,
    /// Whether it may be missing (`word?`).
    pub optional: bool,
    /// Whether it has to come after the slot before it (`a > b`).
    pub after_previous: bool,
}

/// One way to fill a slot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Alternative {
    /// Words in this order: `point_in_time`.
    Words(Vec<Word>),
    /// A shared term, `{database}`: the bank's or a built-in one.
    Term(String),
    /// A number in a range, both ends included: `30..60`. In thousandths, so that ranges can be compared and hashed.
    Number(i64, i64),
}

/// A word of an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word {
    /// The word as written, lower-case.
    pub text: String,
    /// How much of it has to be heard.
    pub form: WordForm,
}

/// How much of a word has to be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordForm {
    /// Any inflection: `restart` hears "restarted".
    Stem,
    /// This form only: `=less`.
    Exact,
    /// Any word that begins so: `encrypt*`.
    Prefix,
}

/// What is wrong with a pattern, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: &'static str,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}. {}", self.column, self.problem, self.remedy)
    }
}

impl std::error::Error for PatternError {}

/// Longest pattern, in characters: longer ones are prose.
const LONGEST: usize = 400;
/// Most slots of a pattern: nobody says more in one statement.
const MOST_SLOTS: usize = 8;
/// Most words that a reach may span.
const FARTHEST: usize = 200;
/// Shortest beginning of a word that `*` may follow.
const SHORTEST_PREFIX: usize = 3;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A [`PatternError`] with the column, the problem and what to do.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.chars().count() > LONGEST {
            return Err(error(LONGEST, "the pattern is longer than 400 characters", "Split it into several patterns"));
        }
        let mut pattern = Self { subject: None, slots: Vec::new(), denied_from: None, mention: false, reach: None };
        let mut after_previous = false;
        for (column, piece) in pieces(text) {
            match piece {
                "~" if pattern.slots.is_empty() && pattern.subject.is_none() => pattern.mention = true,
                ">" if !pattern.slots.is_empty() => after_previous = true,
                ">" => return Err(error(column, "nothing stands before '>'", "Write `first > second`")),
                "not" if pattern.denied_from.is_some() => {
                    return Err(error(
                        column,
                        "'not' stands there twice",
                        "Once is enough: everything after it is denied",
                    ));
                }
                "not" => pattern.denied_from = Some(pattern.slots.len()),
                _ if piece.starts_with('/') => pattern.reach = Some(reach(column, piece)?),
                _ if piece.ends_with(':') => pattern.subject = Some(pattern.read_subject(column, piece)?),
                _ => {
                    pattern.slots.push(Slot { after_previous, ..slot(column, piece)? });
                    after_previous = false;
                }
            }
        }
        pattern.complete(text, after_previous)
    }

    fn read_subject(&self, column: usize, piece: &str) -> Result<Vec<Alternative>, PatternError> {
        if self.subject.is_some() || !self.slots.is_empty() || self.denied_from.is_some() {
            return Err(error(column, "a subject stands in the middle", "Write the subject first: `gauge: goes_up`"));
        }
        alternatives(column, &piece[..piece.len() - 1])
    }

    fn complete(self, text: &str, open: bool) -> Result<Self, PatternError> {
        let end = text.chars().count().max(1);
        if open {
            return Err(error(end, "nothing stands after '>'", "Write `first > second`"));
        }
        if self.slots.len() > MOST_SLOTS {
            return Err(error(end, "a pattern has at most 8 slots", "Split it into several patterns"));
        }
        if self.slots.iter().all(|s| s.optional) {
            return Err(error(end, "nothing has to be said", "Write at least one slot without '?'"));
        }
        if self.denied_from.is_some_and(|from| from >= self.slots.len()) {
            return Err(error(end, "nothing stands after 'not'", "Write what is denied: `not goes_down`"));
        }
        if self.mention && self.denied_from.is_some() {
            return Err(error(
                end,
                "'~' takes a mention, denied or not, so 'not' means nothing",
                "Leave one of them out",
            ));
        }
        Ok(self)
    }
}

/// The pieces between blanks with the column of each, counted from 1.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let column = |piece: &str| {
        let byte = piece.as_ptr() as usize - text.as_ptr() as usize;
        text[..byte].chars().count() + 1
    };
    text.split_whitespace().map(move |piece| (column(piece), piece))
}

fn error(column: usize, problem: impl Into<String>, remedy: &'static str) -> PatternError {
    PatternError { column, problem: problem.into(), remedy }
}

fn reach(column: usize, piece: &str) -> Result<usize, PatternError> {
    let words = piece[1..].parse().ok().filter(|n| (1..=FARTHEST).contains(n));
    words.ok_or_else(|| {
        error(column, format!("'{piece}' is no distance"), "Write a number of words from 1 to 200: `/12`")
    })
}

fn slot(column: usize, piece: &str) -> Result<Slot, PatternError> {
    let (piece, optional) = piece.strip_suffix('?').map_or((piece, false), |p| (p, true));
    let (wanted, inner) = match piece.split_once("of(") {
        Some((count, rest)) if !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()) => {
            let closed = rest.strip_suffix(')').ok_or_else(|| {
                error(column, format!("'{piece}' has no closing bracket"), "Write `2of(a|b|c)` without blanks")
            })?;
            (count.parse().unwrap_or(0), closed)
        }
        _ => (1, piece),
    };
    let alternatives = alternatives(column, inner)?;
    if wanted == 0 || wanted > alternatives.len() {
        let problem = format!("{wanted} of {} cannot be said", alternatives.len());
        return Err(error(column, problem, "The number must be 1 to the number of alternatives"));
    }
    Ok(Slot { alternatives, wanted, optional, after_previous: false })
}

fn alternatives(column: usize, text: &str) -> Result<Vec<Alternative>, PatternError> {
    let mut at = column;
    let mut found = Vec::new();
    for part in text.split('|') {
        found.push(alternative(at, part)?);
        at += part.chars().count() + 1;
    }
    Ok(found)
}

fn alternative(column: usize, part: &str) -> Result<Alternative, PatternError> {
    if let Some(inner) = part.strip_prefix('{') {
        let name = inner.strip_suffix('}').filter(|name| !name.is_empty());
        let name =
            name.ok_or_else(|| error(column, format!("'{part}' is no term"), "Write `{term}` without blanks"))?;
        return Ok(Alternative::Term(name.to_lowercase()));
    }
    if let Some((low, high)) = part.split_once("..")
        && let (Some(low), Some(high)) = (thousandths(low), thousandths(high))
    {
        return (low <= high).then_some(Alternative::Number(low, high)).ok_or_else(|| {
            error(column, format!("'{part}' is an empty range"), "Write the smaller number first: `30..60`")
        });
    }
    let words = part.split('_').map(|w| word(column, part, w)).collect::<Result<_, _>>()?;
    Ok(Alternative::Words(words))
}

fn thousandths(text: &str) -> Option<i64> {
    let number: f64 = text.parse().ok()?;
    (number.abs() < 1e12).then_some((number * 1000.0).round() as i64)
}

fn word(column: usize, part: &str, text: &str) -> Result<Word, PatternError> {
    let (text, form) = match (text.strip_prefix('='), text.strip_suffix('*')) {
        (Some(exact), None) => (exact, WordForm::Exact),
        (None, Some(prefix)) => (prefix, WordForm::Prefix),
        (None, None) => (text, WordForm::Stem),
        (Some(_), Some(_)) => {
            return Err(error(column, format!("'{part}' has both '=' and '*'"), "Use one of them"));
        }
    };
    if form == WordForm::Prefix && text.chars().count() < SHORTEST_PREFIX {
        return Err(error(column, format!("'{part}' would hear almost any word"), "Give '*' at least 3 letters"));
    }
    if let Some(odd) = text.chars().find(|c| "(){}:?>~=*/\"".contains(*c)) {
        return Err(error(column, format!("'{odd}' cannot stand in '{part}'"), "questions/README.md has the notation"));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(error(column, format!("a word is missing in '{part}'"), "Write words between '|' and '_'"));
    }
    Ok(Word { text: text.to_lowercase(), form })
}

/// The pattern that hears a phrase of schema 1: its words in this order.
#[must_use]
pub fn of_phrase(phrase: &str) -> String {
    let word = |w: &str| {
        let kept: String = w.chars().filter(|c| c.is_alphanumeric() || "'.-+#%".contains(*c)).collect();
        kept
    };
    let words = phrase.split(|c: char| c.is_whitespace() || c == '_' || c == '/' || c == '|').map(word);
    words.filter(|w| w.chars().any(char::is_alphanumeric)).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read() {
        let pattern = Pattern::parse("gauge: goes_up|rises > not =down|fall* /12").unwrap();
        let subject = vec![Alternative::Words(vec![Word { text: "gauge".into(), form: WordForm::Stem }])];
        assert_eq!(pattern.subject, Some(subject));
        assert_eq!((pattern.slots.len(), pattern.denied_from, pattern.reach), (2, Some(1), Some(12)));
        assert!(pattern.slots[1].after_previous && !pattern.slots[0].after_previous);
        let Alternative::Words(words) = &pattern.slots[0].alternatives[0] else { panic!() };
        assert_eq!(words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), ["goes", "up"]);
        let Alternative::Words(words) = &pattern.slots[1].alternatives[0] else { panic!() };
        assert_eq!(words[0].form, WordForm::Exact);
    }

    #[test]
    fn terms_counts_numbers_and_mentions_are_read() {
        let pattern = Pattern::parse("~ {database} 2of(latency|traffic|errors) 30..60 soon?").unwrap();
        assert!(pattern.mention);
        assert_eq!(pattern.slots[0].alternatives, [Alternative::Term("database".into())]);
        assert_eq!(pattern.slots[1].wanted, 2);
        assert_eq!(pattern.slots[2].alternatives, [Alternative::Number(30_000, 60_000)]);
        assert!(pattern.slots[3].optional);
    }

    #[test]
    fn errors_name_the_column_and_the_remedy() {
        for (text, column, problem) in [
            ("", 1, "nothing has to be said"),
            ("a > ", 4, "nothing stands after"),
            ("> a", 1, "nothing stands before"),
            ("a gauge: b", 3, "a subject stands in the middle"),
            ("gauge: a||b", 10, "a word is missing"),
            ("gauge: {data", 8, "is no term"),
            ("x 3of(a|b)", 3, "3 of 2"),
            ("x 2of(a|b", 3, "no closing bracket"),
            ("a 60..30", 3, "empty range"),
            ("a not", 5, "nothing stands after 'not'"),
            ("a /0", 3, "is no distance"),
            ("ab*", 1, "almost any word"),
            ("a (b)", 3, "'(' cannot stand"),
        ] {
            let error = Pattern::parse(text).unwrap_err();
            assert!(error.column == column && error.problem.contains(problem), "{text}: {error}");
            assert!(!error.remedy.is_empty());
        }
    }

    #[test]
    fn phrases_of_schema_1_become_patterns() {
        for (phrase, pattern) in [
            ("trade-off", "trade-off"),
            ("CI/CD pipeline", "CI_CD_pipeline"),
            ("a (b): c?", "a_b_c"),
            ("--force", "--force"),
        ] {
            assert_eq!(of_phrase(phrase), pattern);
            assert!(Pattern::parse(pattern).is_ok(), "{pattern}");
        }
    }
}
