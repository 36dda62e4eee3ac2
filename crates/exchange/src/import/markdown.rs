//! Question-and-answer notes in Markdown: `Q:` and `A:` lines, headings with answers below, `<details>` hints and answers,
//! "Hint: / Answer:" pairs.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Draft, ImportError, html::HtmlPiece, html::pieces};

/// The drafts in a Markdown text.
///
/// # Errors
/// [`ImportError`] with the line if an answer stands before any question, or there is no question at all.
pub fn from_markdown(text: &str) -> Result<Vec<Draft>, ImportError> {
    let mut reader = MarkdownReader::default();
    let mut block = String::new();
    let mut depth_of_items = 0_usize;
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let line = || ends.partition_point(|end| *end < range.start) + 1;
        match event {
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented),
            ) => {
                reader.text_block(&std::mem::take(&mut block), line())?;
            }
            Event::End(TagEnd::Heading(_)) => reader.heading(&std::mem::take(&mut block), line()),
            Event::Start(Tag::Item) => {
                depth_of_items += 1;
                reader.text_block(&std::mem::take(&mut block), line())?;
            }
            Event::End(TagEnd::Item) => {
                depth_of_items = depth_of_items.saturating_sub(1);
                reader.text_block(&std::mem::take(&mut block), line())?;
            }
            Event::End(TagEnd::Paragraph) => reader.text_block(&std::mem::take(&mut block), line())?,
            // What looks like a label in code is code: "a: 1".
            Event::End(TagEnd::CodeBlock) => reader.add(std::mem::take(&mut block).trim()),
            Event::Text(t) | Event::Code(t) => block.push_str(&t),
            Event::SoftBreak | Event::HardBreak => block.push('\n'),
            Event::Html(html) => reader.html(&html, line())?,
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => block.push('\n'),
            _ => {}
        }
    }
    reader.text_block(&block, text.lines().count())?;
    reader.finish()
}

/// Where the next text goes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum LabelTarget {
    #[default]
    Answer,
    Prompt,
    Hint,
}

#[derive(Debug, Default)]
struct MarkdownReader {
    drafts: Vec<Draft>,
    current: Option<Draft>,
    target: LabelTarget,
    /// The text inside `<summary>`, while it is open.
    summary: Option<String>,
    topic: String,
}

/// The labels that notes use, and where the text behind them goes.
const LABELS: &[(&str, LabelTarget)] = &[
    ("question", LabelTarget::Prompt),
    ("q", LabelTarget::Prompt),
    ("answer", LabelTarget::Answer),
    ("a", LabelTarget::Answer),
    ("solution", LabelTarget::Answer),
    ("hints", LabelTarget::Hint),
    ("hint", LabelTarget::Hint),
];

/// `Q: text`, `Answer - text`, `Q1. text`, `Hint 2: text`: the label's target and the text behind it.
fn labelled(line: &str) -> Option<(LabelTarget, &str)> {
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    LABELS.iter().find_map(|(label, target)| {
        let head = start.get(..label.len()).filter(|h| h.eq_ignore_ascii_case(label))?;
        let rest = start[head.len()..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let dashed = || ["- ", "– ", "— "].iter().find_map(|dash| rest.strip_prefix(dash));
        Some((*target, rest.strip_prefix([':', '.', ')']).or_else(dashed)?.trim()))
    })
}

impl MarkdownReader {
    fn heading(&mut self, text: &str, line: usize) {
        let text = text.trim();
        if let Some((LabelTarget::Prompt, question)) = labelled(text) {
            return self.open(question, line);
        }
        let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
        self.open(if numbered.is_empty() { text } else { numbered }, line);
    }

    /// A hint behind its label ends with its block: what comes then belongs to the answer again.
    fn text_block(&mut self, text: &str, line: usize) -> Result<(), ImportError> {
        let mut hint = false;
        for (i, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            match labelled(row) {
                Some((LabelTarget::Prompt, question)) => self.open(question, line + i),
                Some((target, rest)) => {
                    if self.current.is_none() {
                        let problem = format!("'{}' stands before any question. Put the question above it", row.trim());
                        return Err(ImportError { line: line + i, problem });
                    }
                    self.target = target;
                    hint = target == LabelTarget::Hint && !rest.is_empty();
                    self.add(rest);
                }
                None if hint => self.go_on_with_hint(row.trim()),
                None => self.add(row.trim()),
            }
        }
        if self.target == LabelTarget::Prompt || hint {
            self.target = LabelTarget::Answer;
        }
        Ok(())
    }

    fn html(&mut self, html: &str, line: usize) -> Result<(), ImportError> {
        for piece in pieces(html) {
            match piece {
                HtmlPiece::Open(tag) if tag == "summary" => self.summary = Some(String::new()),
                HtmlPiece::Close(tag) if tag == "summary" => {
                    let label = self.summary.take().unwrap_or_default();
                    self.summary_ends(&label, line);
                }
                HtmlPiece::Close(tag) if tag == "details" => self.target = LabelTarget::Answer,
                HtmlPiece::Text(text) => match &mut self.summary {
                    Some(summary) => summary.push_str(&text),
                    None => self.text_block(&text, line)?,
                },
                _ => {}
            }
        }
        Ok(())
    }

    /// A summary names what it hides; one that names nothing is the question itself.
    fn summary_ends(&mut self, label: &str, line: usize) {
        let lower = label.to_lowercase();
        if lower.contains("hint") {
            self.target = LabelTarget::Hint;
        } else if ["answer", "solution", "show", "reveal"].iter().any(|w| lower.contains(w)) {
            self.target = LabelTarget::Answer;
        } else {
            self.open(label, line);
        }
    }

    fn add(&mut self, text: &str) {
        let Some(draft) = self.current.as_mut().filter(|_| !text.is_empty()) else { return };
        match self.target {
            LabelTarget::Prompt => join(&mut draft.prompt, text),
            LabelTarget::Answer => join(&mut draft.answer, text),
            LabelTarget::Hint => draft.hints.push(text.to_owned()),
        }
    }

    fn go_on_with_hint(&mut self, text: &str) {
        if let Some(hint) = self.current.as_mut().and_then(|draft| draft.hints.last_mut()) {
            join(hint, text);
        }
    }

    fn open(&mut self, prompt: &str, line: usize) {
        self.close();
        self.current =
            Some(Draft { prompt: prompt.trim().to_owned(), topic: self.topic.clone(), line, ..Draft::default() });
        self.target = if prompt.trim().is_empty() { LabelTarget::Prompt } else { LabelTarget::Answer };
    }

    /// A heading with nothing below it is not a question but the topic of those that follow.
    fn close(&mut self) {
        let Some(draft) = self.current.take() else { return };
        if draft.answer.is_empty() && draft.hints.is_empty() && !draft.prompt.ends_with('?') {
            self.topic = draft.prompt;
        } else {
            self.drafts.push(draft);
        }
    }

    fn finish(mut self) -> Result<Vec<Draft>, ImportError> {
        self.close();
        if self.drafts.is_empty() {
            let problem =
                "no question found. Write `Q: ...` and `A: ...`, or a heading with its answer below".to_owned();
            return Err(ImportError { line: 1, problem });
        }
        Ok(self.drafts)
    }
}

fn join(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, Vec<String>)> {
        from_markdown(text).unwrap().into_iter().map(|d| (d.prompt, d.answer, d.hints)).collect()
    }

    fn row(prompt: &str, answer: &str, hints: &[&str]) -> (String, String, Vec<String>) {
        (prompt.into(), answer.into(), hints.iter().map(|h| (*h).to_owned()).collect())
    }

    #[test]
    fn labelled_lines() {
        let expected = [row("What is Git?", "A version control system.", &[]), row("Why?", "History.", &[])];
        assert_eq!(read("Q: What is Git?\nA: A version control system.\n\n**Q2.** Why?\n\n**A:** History."), expected);
    }

    #[test]
    fn headings_with_answers_and_the_topic_above() {
        let text =
            "# Git\n\n## 1. What is a branch?\n\nA line of work.\n\n- cheap\n- local\n\n## Merge or rebase?\n\nBoth.";
        assert_eq!(
            read(text),
            [row("What is a branch?", "A line of work. cheap local", &[]), row("Merge or rebase?", "Both.", &[])]
        );
        assert_eq!(from_markdown(text).unwrap()[0].topic, "Git");
    }

    #[test]
    fn details_hide_hints_and_answers() {
        let text = "## What is DNS?\n\n<details>\n<summary>💡 Hint</summary>\n\nA phone book.\n\n</details>\n\n\
                    <details><summary>Answer</summary>Names to <b>addresses</b>.</details>";
        assert_eq!(read(text), [row("What is DNS?", "Names to addresses .", &["A phone book."])]);
    }

    #[test]
    fn a_summary_can_be_the_question() {
        let text = "<details>\n<summary>What is a pod?</summary>\n\nOne or more containers.\n\n</details>";
        assert_eq!(read(text), [row("What is a pod?", "One or more containers.", &[])]);
    }

    #[test]
    fn hint_and_answer_pairs() {
        let expected = [row("What is a port?", "A number.", &["Think of a door."])];
        assert_eq!(read("### What is a port?\nHint: Think of a door.\nAnswer: A number."), expected);
    }

    #[test]
    fn a_hint_is_a_hint_wherever_it_stands() {
        let expected =
            [row("What is a port?", "A number. It names a service.", &["Think of a door.", "There are many of them."])];
        for text in [
            "Q: What is a port?\nA: A number.\nHint: Think of a door.\nHint 2: There are\nmany of them.\n\nIt names a service.",
            "## What is a port?\n\nA number.\n\n**Hint 1:** Think of a door.\n\n*Hint* - There are many of them.\n\nIt names a service.",
            "### What is a port?\nHint: Think of a door.\n\nA number.<br/>Hint: There are many of them.\n\nIt names a service.",
            "## What is a port?\n\nHints:\n\n- Think of a door.\n- There are many of them.\n\nAnswer: A number. It names a service.",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn code_has_no_labels() {
        let text = "## What is YAML?\n\nIndented data:\n\n```yaml\na: 1\nq: 2\n```";
        assert_eq!(read(text), [row("What is YAML?", "Indented data: a: 1\nq: 2", &[])]);
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let error = from_markdown("intro\n\nA: lonely").unwrap_err().to_string();
        assert!(error.starts_with("line 3: 'A: lonely' stands before any question"), "{error}");
        assert!(from_markdown("just prose").unwrap_err().to_string().contains("no question found"));
    }
}
