//! What looks like a question, and what a line is once its numbering, markers and shortcodes are gone.

/// Words that open a question. English, as the banks are; elsewhere the question mark decides.
const INTERROGATIVES: &str = "what what's what’s whats why how when where which who whose whom can could do does did is are was \
    were should would will have has had may might difference differences";
/// Words after which an interrogative still opens a question: "In which states", "For what reason".
const LEADS: &str = "in on for at by to from under with if given and so or";
/// Verbs that ask, and are nothing else at the start of a line.
const IMPERATIVES: &str = "explain describe define compare contrast discuss give tell demonstrate differentiate distinguish \
    identify determine enumerate elaborate mention summarise summarize walk talk imagine suppose assume \
    consider calculate compute implement write extract convert refactor prove derive illustrate specify \
    suggest justify introduce choose replace prepare propose recommend troubleshoot debug diagnose \
    configure estimate generate complete solve fix create";
/// Verbs that are often nouns: they ask before one of [`DETERMINERS`] only. "Name two losses", not "Name resolution".
const NOUN_LIKE: &str = "name list state design test build set find show sort print draw sketch outline provide share \
    translate run rank order count check return use make take plan model implement add read";
const DETERMINERS: &str = "the a an all some any one two three four five six at each every your how what why when which as us \
    me this these different few several";

/// Whether a line asks something: a question mark at its end, or a verb or question word at the start of it or of a part.
pub(super) fn asks(text: &str) -> bool {
    let text = tidy(text);
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_question_mark(c));
    if end.ends_with(is_question_mark) || text.contains("? ") {
        return true;
    }
    text.split([':', ',', ';', '.']).any(|part| part_asks(part.trim())) && !text.starts_with("List of")
}

/// Whether a word is in a list of words.
fn has(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '؟')
}

fn part_asks(part: &str) -> bool {
    let lower = part.to_lowercase();
    let mut words =
        lower.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '’' && c != '\''));
    let Some(first) = words.next() else { return false };
    let Some(second) = words.next() else { return false };
    let third = words.next();
    has(IMPERATIVES, first)
        || (has(NOUN_LIKE, first) && (has(DETERMINERS, second) || second.parse::<u32>().is_ok()))
        || has(INTERROGATIVES, first)
        || (has(LEADS, first) && ["what", "which", "whom", "whose"].contains(&second))
        || (first == "please" && has(IMPERATIVES, second) && third.is_some())
}

/// Whether a line asks about what was said before it, so that it means nothing alone: "How does it work?"
pub(super) fn leans_on_text_before(text: &str) -> bool {
    const PRONOUNS: [&str; 8] = ["it", "its", "this", "that", "they", "them", "these", "those"];
    let words: Vec<String> = tidy(text)
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    words.len() < 4 || (words.len() < 7 && words.iter().any(|w| PRONOUNS.contains(&w.as_str())))
}

/// Whether a question shows something that stands below it: code that follows is part of the question then. What asks for code
/// ("Write a program that prints ...") is answered by it.
pub(super) fn shows_something(prompt: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "output",
        "print",
        "logged",
        "evaluate",
        "return",
        "value of",
        "alerts",
        "result",
        "happen",
        "wrong with",
        "this function",
        "this query",
    ];
    const POINTERS: [&str; 6] = ["following", "below", "this code", "snippet", "this work", "this script"];
    const OPENERS: [&str; 10] = ["what", "which", "why", "will", "does", "is", "are", "can", "predict", "guess"];
    let lower = prompt.to_lowercase();
    let opens = lower.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).is_some_and(|w| OPENERS.contains(&w));
    POINTERS.iter().any(|sign| lower.contains(sign)) || (opens && SIGNS.iter().any(|sign| lower.contains(sign)))
}

/// A line without numbering in front, without marks of difficulty behind, and without `:emoji:` shortcodes.
pub(super) fn tidy(text: &str) -> String {
    let text = without_shortcodes(text);
    let text = without_number(text.trim().trim_start_matches("# "));
    let kept = text.trim_end_matches(|c: char| c.is_whitespace() || is_marker(c));
    // "***" behind a question is a mark; a lone "*" or "#" can belong to it: "C#", "SELECT *".
    let stars = kept.len() - kept.trim_end_matches('*').len();
    let kept = if stars > 1 { kept.trim_end_matches('*').trim_end() } else { kept };
    let front = kept.trim_start_matches(|c: char| c.is_whitespace() || is_marker(c));
    if front.is_empty() { text.trim().to_owned() } else { front.to_owned() }
}

/// Pictures that mark difficulty or decorate; never letters, digits or punctuation.
fn is_marker(c: char) -> bool {
    matches!(c as u32, 0x200D | 0xFE0E | 0xFE0F | 0x2190..=0x21FF | 0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

/// "7." and "7)" and "1.2." are numbering; "404 vs 403", "12-factor" and ".NET" are not.
pub(super) fn without_number(text: &str) -> &str {
    let text = text.strip_prefix('#').filter(|t| t.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() == text.len() || text.len() - digits.len() > 4 {
        return text;
    }
    let Some(rest) = digits.strip_prefix(['.', ')']) else { return text };
    // "1.2 What" and "1.2. What".
    let deeper = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = if deeper.len() < rest.len() { deeper.strip_prefix(['.', ')']).unwrap_or(deeper) } else { rest };
    let spaced = after.starts_with(char::is_whitespace)
        || (deeper.len() == rest.len() && after.starts_with(char::is_alphabetic));
    let after = after.trim_start();
    if spaced && !after.is_empty() && (deeper.len() == rest.len() || after.starts_with(char::is_uppercase)) {
        after
    } else {
        text
    }
}

/// A text without `:diamond_shape:`.
fn without_shortcodes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        let (before, from) = rest.split_at(at);
        let colons = from.len() - from.trim_start_matches(':').len();
        if colons > 1 {
            out.push_str(&rest[..at + colons]);
            rest = &from[colons..];
            continue;
        }
        let name = from[1..].split(':').next().unwrap_or_default();
        let is_name = name.len() > 2 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let closed = from[1 + name.len()..].starts_with(':');
        out.push_str(before);
        if is_name && closed && !before.ends_with(char::is_alphanumeric) {
            rest = &from[name.len() + 2..];
        } else {
            out.push(':');
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

/// What people write where an answer is still to come.
pub(super) fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 12] = [
        "to be completed",
        "to be done",
        "todo",
        "tbd",
        "tba",
        "n/a",
        "na",
        "none",
        "answer here",
        "wip",
        "work in progress",
        "coming soon",
    ];
    let lower = text.trim().trim_end_matches(['.', '!', '…', ':']).to_lowercase();
    lower.is_empty()
        || PLACEHOLDERS.contains(&lower.as_str())
        || lower.chars().all(|c| !c.is_alphanumeric()) && lower.len() < 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_requests_ask() {
        for text in [
            "What is a pod",
            "Merge or rebase?",
            "Explain stash.",
            "Name two losses.",
            "In which states can a Promise be",
            "12-factor app: name three factors",
            "404 vs 403: what is the difference?",
            "Why so? 🔑",
            "¿Qué es un pod?",
            "Tell me about yourself.",
            "Difference between map and set",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in
            ["Name resolution", "Networking", "List of tools", "Design patterns", "Benefits of currying", "Is", ""]
        {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn only_numbering_is_numbering() {
        let cases = [
            ("7. What is a port?", "What is a port?"),
            ("7) Why?", "Why?"),
            ("1.2 What is it?", "What is it?"),
            ("#12. Why?", "Why?"),
            ("404 vs 403", "404 vs 403"),
            ("12-factor app", "12-factor app"),
            (".NET garbage", ".NET garbage"),
            ("2PC: what?", "2PC: what?"),
            ("3.5 mm jacks", "3.5 mm jacks"),
            ("What is C#?", "What is C#?"),
            (":star: :large_blue: Why? ⭐️", "Why?"),
            ("Which tools? ***", "Which tools?"),
            ("std::vec: what::ever: is", "std::vec: what::ever: is"),
            ("🚀", "🚀"),
        ];
        for (text, tidied) in cases {
            assert_eq!(tidy(text), tidied, "{text}");
        }
    }

    #[test]
    fn a_question_about_the_text_before_is_no_question_alone() {
        assert!(leans_on_text_before("How does it work?") && leans_on_text_before("Why?"));
        assert!(!leans_on_text_before("What is a port?") && !leans_on_text_before("How does a router work?"));
    }
}
