//! Front matter: the lines between `---` above Markdown, which say what the notes are.

/// What of the front matter concerns a bank.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub title: Option<String>,
    pub topic: String,
}

/// The front matter, the text below it, and the line that the text begins in.
pub(super) fn matter(text: &str) -> (FrontMatter, &str, usize) {
    let mut front = FrontMatter::default();
    let mut lines = text.split_inclusive('\n');
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return (front, text, 1);
    }
    let mut at = text.find('\n').map_or(text.len(), |n| n + 1);
    for (n, line) in lines.enumerate() {
        at += line.len();
        let plain = line.trim_end();
        if matches!(plain, "---" | "...") {
            return (front, &text[at..], n + 3);
        }
        let Some((key, value)) = plain.split_once(':') else {
            // Neither `key: value` nor a list below one: a rule above ordinary text.
            if !plain.is_empty() && !plain.starts_with([' ', '-', '#', '\t']) {
                break;
            }
            continue;
        };
        if matches!(key.trim().to_lowercase().as_str(), "q" | "a" | "question" | "answer" | "c") {
            break;
        }
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
        match key.trim().to_lowercase().as_str() {
            "title" if !value.is_empty() => front.title = Some(value.to_owned()),
            "topic" | "category" | "tags" | "subject" => {
                value.split(',').next().unwrap_or_default().trim().clone_into(&mut front.topic);
            }
            _ => {}
        }
    }
    (FrontMatter::default(), text, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_topic_are_taken_and_the_text_begins_below() {
        let (front, body, line) = matter("---\ntitle: \"Net: a list\"\ntags: [net, web]\n---\n\n* Why?\n");
        assert_eq!((front.title.as_deref(), front.topic.as_str()), (Some("Net: a list"), "net"));
        assert_eq!((body, line), ("\n* Why?\n", 5));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\n\nQ: Why?\nA: So.\n\n---\nQ: How?", "# Why?\n---\n", "---\nplain text\n---\n", "---"] {
            assert_eq!(matter(text), (FrontMatter::default(), text, 1), "{text}");
        }
    }
}
