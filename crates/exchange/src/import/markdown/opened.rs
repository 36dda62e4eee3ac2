//! A question while its text is read, and what becomes of it when the next one begins.

use super::{
    block::{BlockKind, Links, NotesBlock},
    label::Label,
};
use crate::import::{
    Draft, QuestionLayout,
    asking::{asks, is_placeholder, shows_something, tidy},
};

/// How far a question reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Until the next label or heading.
    Label,
    /// Until the next heading that is a question or a topic.
    Heading,
    /// The same; the heading is a title, and what stands below it is the question.
    Title,
    /// Until its `<details>`, this deep, ends.
    Summary(usize),
    /// Until the next bold question.
    Bold,
    /// Until the next item this deep; `lone`: its list has no other item, so that what follows the list is its answer.
    Item { depth: usize, lone: bool },
}

impl Scope {
    /// The layout that it makes.
    pub fn layout(self) -> QuestionLayout {
        match self {
            Self::Label => QuestionLayout::Labels,
            Self::Heading | Self::Title => QuestionLayout::Headings,
            Self::Summary(_) => QuestionLayout::Details,
            Self::Bold => QuestionLayout::Bold,
            Self::Item { .. } => QuestionLayout::Lists,
        }
    }
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextTarget {
    Body,
    Hint,
    Nowhere,
}

/// A question under construction.
#[derive(Debug)]
pub(super) struct Opened {
    pub draft: Draft,
    pub scope: Scope,
    pub target: TextTarget,
    /// Whether a label or a `<summary>` says that it is a question.
    pub certain: bool,
    /// The blocks below it: kind, whether in a list, text.
    body: Vec<(BlockKind, bool, String)>,
    /// Where in the body the answer begins, if something says so.
    answer_at: Option<usize>,
    /// What it showed with itself, in its `<summary>`.
    shown: Vec<String>,
    /// Lists of links and link-only lines that were left out of it: how many, and the first.
    pub links: Option<(usize, String)>,
}

impl Opened {
    pub fn new(prompt: &str, scope: Scope, certain: bool, line: usize, topic: &str) -> Self {
        let draft = Draft { prompt: tidy(prompt), topic: topic.to_owned(), line, ..Draft::default() };
        let (target, body, answer_at) = (TextTarget::Body, Vec::new(), None);
        Self { draft, scope, target, certain, body, answer_at, shown: Vec::new(), links: None }
    }

    /// The answer begins here.
    pub fn answer(&mut self) {
        self.answer_at.get_or_insert(self.body.len());
        self.target = TextTarget::Body;
    }

    /// Adds a block.
    pub fn add(&mut self, block: &NotesBlock, label: Option<Label>) {
        let text = block.text.trim_end();
        if text.is_empty() && block.links == Links::Mixed {
            return;
        }
        if block.kind == BlockKind::SummaryMore {
            return self.shown.push(text.to_owned());
        }
        if block.links != Links::Mixed && label.is_none() {
            let (count, first) = self.links.take().unwrap_or((0, text.to_owned()));
            self.links = Some((count + 1, first));
            return;
        }
        match self.target {
            TextTarget::Nowhere => {}
            TextTarget::Hint => self.draft.hints.push(text.to_owned()),
            TextTarget::Body if self.draft.prompt.is_empty() && block.kind == BlockKind::Text => {
                self.draft.prompt = tidy(text);
            }
            TextTarget::Body => {
                let text = if block.opens_item && label.is_none() { format!("- {text}") } else { text.to_owned() };
                self.body.push((block.kind, block.depth > 0, text));
            }
        }
    }

    /// The question as it is now known. `answers`: whether answers are labelled in these notes.
    pub fn close(mut self, answers: bool) -> Closed {
        without_lead_ins(&mut self.body, &mut self.answer_at);
        let labelled = matches!(self.scope, Scope::Label);
        let asked = asks(&self.draft.prompt);
        let at = match self.answer_at {
            Some(at) => at,
            // "Q:" with more paragraphs and no "A:", where others have one: they go on with the question.
            None if self.scope == Scope::Title => self.body.len(),
            None if labelled && answers && !self.draft.prompt.contains('?') => self.body.len(),
            None => self.leading_context(),
        };
        let answer = self.body.split_off(at.min(self.body.len()));
        let mut context = std::mem::take(&mut self.shown);
        let mut in_prompt = labelled;
        for (kind, in_list, text) in std::mem::take(&mut self.body) {
            in_prompt &= kind == BlockKind::Text && !in_list;
            if in_prompt || self.draft.prompt.is_empty() {
                self.draft.prompt =
                    if self.draft.prompt.is_empty() { text } else { format!("{} {text}", self.draft.prompt) };
            } else {
                context.push(text);
            }
        }
        self.draft.context = context.join("\n");
        let mut answer: Vec<String> = answer.into_iter().map(|(_, _, text)| text).collect();
        if answer.iter().all(|text| is_placeholder(text)) {
            answer.clear();
        }
        if let [only] = answer.as_mut_slice()
            && let Some(text) = only.strip_prefix("- ")
        {
            *only = text.to_owned();
        }
        self.draft.answer = chosen_option(&answer.join("\n"), &self.draft.context);
        self.draft.hints.retain(|hint| !hint.trim().is_empty());
        Closed { sure: self.certain || asked, layout: self.scope.layout(), draft: self.draft, links: self.links }
    }

    /// How many blocks at the start of the body belong to a question whose answer nothing labels: what it says that it shows.
    fn leading_context(&self) -> usize {
        let prompt = &self.draft.prompt;
        let lists = self.body.iter().take_while(|(kind, in_list, _)| *kind == BlockKind::Text && *in_list).count();
        let code = self.body.iter().take_while(|(kind, _, _)| *kind == BlockKind::Code).count();
        if prompt.ends_with(':') && matches!(self.scope, Scope::Item { .. }) {
            lists
        } else if code > 0 && shows_something(prompt) {
            code
        } else {
            0
        }
    }
}

/// A question that is complete.
#[derive(Debug)]
pub(super) struct Closed {
    pub draft: Draft,
    /// Whether it is a question even without an answer.
    pub sure: bool,
    pub layout: QuestionLayout,
    pub links: Option<(usize, String)>,
}

/// Takes out lines that lead in links which were left out: "Useful resources:".
fn without_lead_ins(body: &mut Vec<(BlockKind, bool, String)>, answer_at: &mut Option<usize>) {
    const WORDS: [&str; 14] = [
        "useful",
        "resources",
        "resource",
        "additional",
        "links",
        "link",
        "references",
        "reference",
        "further",
        "reading",
        "see",
        "also",
        "sources",
        "source",
    ];
    let leads = |text: &str| {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        text.chars().any(char::is_alphanumeric) && words.all(|w| WORDS.contains(&w))
    };
    for n in (0..body.len()).rev() {
        if leads(&body[n].2) {
            body.remove(n);
            if let Some(at) = answer_at.as_mut().filter(|at| **at > n) {
                *at -= 1;
            }
        }
    }
}

/// An answer that is the letter of an option, with the option's text: "B" becomes "B: object".
fn chosen_option(answer: &str, context: &str) -> String {
    let first = answer.lines().next().unwrap_or_default().trim().trim_end_matches(['.', ')', ':']);
    let is_letter = first.len() == 1 && first.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let option = context.lines().filter(|_| is_letter).find_map(|line| {
        let option = line.trim_start_matches(['-', '*', ' ']);
        option.strip_prefix(first)?.starts_with([':', ')', '.']).then_some(option)
    });
    match option {
        Some(option) => answer.replacen(answer.lines().next().unwrap_or_default(), option, 1),
        None => answer.to_owned(),
    }
}
