//! The questions: filtered by bank, topic, kind and level, searched as one types, practised from any of them on.

use std::collections::HashSet;

use crossterm::event::{KeyCode, KeyEvent};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{filter::FilterRow, preparation::PreparationScreen};
use crate::{
    app::{Plan, lookup::using_a_term},
    tui::{
        keys::Action,
        message::Message,
        screen::{Context, HomeEntry, Input, Screen, Transition},
        text::{below, count, draw_lines, fit, safe, width, wrap},
        widgets::Choice,
    },
};
use outloud_core::bank::{Bank, Question};
use outloud_engine::{Asked, Rules, practice_order};

/// What the matcher gives for each letter of a word that stands in a text as it is searched for.
const LETTER_SCORE: u32 = 16;

/// Rows for the chosen question.
const PROMPT: u16 = 3;

/// The list of questions.
#[derive(Debug, Clone)]
pub struct BrowseScreen {
    choice: Choice,
    filter: FilterRow,
    /// What is searched for; none while nothing is.
    search: Option<String>,
    /// The word of a glossary that the questions have to use; none: any questions.
    term: Option<String>,
    /// Whether letters go to the search.
    typing: bool,
    /// The listed questions: index of the bank, index in the bank.
    found: Vec<(usize, usize)>,
}

impl BrowseScreen {
    /// All questions.
    #[must_use]
    pub fn new(cx: &Context<'_>) -> Self {
        let mut browse = Self {
            choice: Choice::default(),
            filter: FilterRow::new(cx.banks),
            search: None,
            term: None,
            typing: false,
            found: Vec::new(),
        };
        browse.find(cx);
        browse
    }

    /// The questions of one bank.
    #[must_use]
    pub fn of_bank(cx: &Context<'_>, bank: &str) -> Self {
        let mut browse = Self::new(cx);
        browse.filter = browse.filter.in_bank(bank);
        browse.find(cx);
        browse
    }

    /// The questions of a bank that use this word of its glossary.
    #[must_use]
    pub fn of_term(cx: &Context<'_>, bank: &str, term: &str) -> Self {
        let mut browse = Self::of_bank(cx, bank);
        browse.term = Some(term.to_owned());
        browse.find(cx);
        browse
    }

    fn find(&mut self, cx: &Context<'_>) {
        let banks = cx.banks;
        let filter = self.filter.filter();
        let using = self.term.as_deref().map(|term| using_term(term, banks)).unwrap_or_default();
        let all = banks.iter().enumerate().flat_map(|(b, bank)| {
            bank.questions.iter().enumerate().filter(|(_, q)| filter.lets(&bank.id, q)).map(move |(q, _)| (b, q))
        });
        let all = all.filter(|(b, q)| self.term.as_ref().is_none_or(|_| using.contains(&(*b, *q))));
        self.found = match self.search.as_deref().filter(|s| !s.trim().is_empty()) {
            None if filter == outloud_engine::Filter::default() => from_due_on(all, cx),
            None => all.collect(),
            Some(search) => best(search, all, banks),
        };
        self.choice = Choice::default();
    }

    fn practise(&self, cx: &Context<'_>) -> Transition {
        let asked = |(b, q): &(usize, usize)| Asked::new(&cx.banks[*b].id, cx.banks[*b].questions[*q].clone());
        let queue: Vec<Asked> = self.found[self.choice.at.min(self.found.len())..].iter().map(asked).collect();
        Transition::begin(Plan::new(Rules::practice(), queue))
    }

    fn prepare(&self, cx: &Context<'_>) -> Transition {
        let Some((b, q)) = self.found.get(self.choice.at) else { return Transition::Stay };
        let bank = &cx.banks[*b];
        Transition::push(PreparationScreen::of_question(bank, &bank.questions[*q]))
    }

    fn row(&self, n: usize, cx: &Context<'_>, columns: usize) -> Line<'static> {
        let (b, q) = self.found[n];
        let question: &Question = &cx.banks[b].questions[q];
        let last = cx.library.and_then(|l| l.review_state(&cx.banks[b].id, &question.id)).and_then(|s| s.scores.last());
        let score = last.map_or_else(|| "  ·".to_owned(), |s| format!("{s:>3.0}"));
        let narrow = (columns / 3).min(24);
        let facts = fit(&format!("{} · {}", question.topic, question.level), narrow);
        let room = columns.saturating_sub(5 + 2 + narrow);
        let prompt = fit(&question.prompt, room);
        let air = " ".repeat(room.saturating_sub(width(&prompt)) + 2);
        Line::from(vec![
            Span::styled(score, if last.is_some() { cx.theme.accent } else { cx.theme.dim }),
            Span::styled(format!("  {prompt}{air}"), cx.theme.text),
            Span::styled(facts, cx.theme.dim),
        ])
    }
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Practice",
    shown: |_| true,
    about: |cx| match cx.banks.iter().map(|b| b.questions.len()).sum() {
        0 => "…".to_owned(),
        questions => format!("{}, with hints", count(questions, "question")),
    },
    open: |cx| Transition::push(BrowseScreen::new(cx)),
};

impl Screen for BrowseScreen {
    fn title(&self) -> String {
        "practice".to_owned()
    }

    fn position(&self) -> String {
        count(self.found.len(), "question")
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Filter, Go, Left, Open, PageDown, PageUp, Prepare, Right, Search, Top, Up};
        &[Open, Go, Search, Filter, Prepare, Left, Right, Down, Up, PageUp, PageDown, Top, Bottom]
    }

    fn allows(&self, action: Action, _: &Context<'_>) -> bool {
        if matches!(action, Action::Open | Action::Go | Action::Prepare) && self.found.is_empty() {
            return false;
        }
        !self.typing || matches!(action, Action::Open | Action::Back | Action::Up | Action::Down | Action::Suspend)
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "practise",
            Action::Back if self.typing => "done",
            Action::Prepare => "prepare",
            Action::Left | Action::Right => "change filter",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "Practise the chosen question",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if self.choice.act(action, self.found.len(), list_area(cx.body).height.into()) {
            return Transition::Stay;
        }
        match action {
            Action::Search => {
                self.typing = true;
                self.search.get_or_insert_default();
            }
            Action::Back if self.typing => self.typing = false,
            Action::Filter => self.filter.next(),
            Action::Left | Action::Right => {
                self.filter.change(action == Action::Right);
                self.find(cx);
            }
            Action::Open | Action::Go => {
                self.typing = false;
                return self.practise(cx);
            }
            Action::Prepare => return self.prepare(cx),
            _ => return Transition::Unhandled,
        }
        Transition::Stay
    }

    fn input(&self) -> Input {
        if self.typing { Input::Line } else { Input::Actions }
    }

    fn take_key(&mut self, key: &KeyEvent, cx: &Context<'_>) -> Transition {
        let search = self.search.get_or_insert_default();
        match key.code {
            KeyCode::Char(letter) => search.push(letter),
            _ => drop(search.pop()),
        }
        self.find(cx);
        Transition::Stay
    }

    fn receive(&mut self, message: Message, cx: &Context<'_>) -> Option<Message> {
        if matches!(message, Message::Banks) {
            self.filter.refill(cx.banks);
            self.find(cx);
        }
        Some(message)
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        self.filter.line(cx.theme).render(Rect { height: 1, ..area }, buf);
        let search = match (&self.search, self.typing) {
            (Some(text), true) => Line::from(vec![
                Span::styled("/ ", cx.theme.accent),
                Span::styled(fit(text, usize::from(area.width).saturating_sub(4)), cx.theme.strong),
                Span::styled("▌", cx.theme.accent),
            ]),
            (Some(text), false) if !text.is_empty() => Line::styled(format!("/ {text}"), cx.theme.dim),
            _ => {
                self.term.iter().map(|term| Span::styled(format!("that use “{}”", safe(term)), cx.theme.dim)).collect()
            }
        };
        search.render(Rect { y: area.y + 1, height: 1, ..area }, buf);
        let list = list_area(area);
        if self.found.is_empty() {
            let why = match cx.banks {
                [] => "Reading the banks …",
                _ => "No question fits. Change the filter or the search.",
            };
            Line::styled(why, cx.theme.dim).render(list, buf);
        }
        self.choice
            .draw(self.found.len(), list, cx.theme, cx.hits, buf, |n| self.row(n, cx, usize::from(list.width) - 2));
        if let Some((b, q)) = self.found.get(self.choice.at) {
            let prompt = wrap(&cx.banks[*b].questions[*q].prompt, area.width.into(), cx.theme.text);
            draw_lines(prompt, below(list, area), buf);
        }
    }
}

/// The rows between the search and the whole of the chosen question: a row of the list is shorter than most questions.
fn list_area(area: Rect) -> Rect {
    let prompt = PROMPT.min(area.height / 5);
    Rect { y: area.y + 3, height: area.height.saturating_sub(3 + 1 + prompt), ..area }
}

/// All questions in the order in which practice asks them: what is due first.
fn from_due_on(all: impl Iterator<Item = (usize, usize)>, cx: &Context<'_>) -> Vec<(usize, usize)> {
    let states = cx.library.map_or(&[][..], |l| &l.review_states);
    let named = |(b, q): (usize, usize)| {
        let bank = &cx.banks[b];
        (bank.id.as_str(), bank.questions[q].id.as_str(), (b, q))
    };
    let mut named: Vec<_> = all.map(named).collect();
    practice_order(&mut named, |(bank, question, _)| (bank, question), states, cx.now_s);
    named.into_iter().map(|(_, _, place)| place).collect()
}

/// The questions that use a word of their bank's glossary which `search` means.
fn using_term(search: &str, banks: &[Bank]) -> HashSet<(usize, usize)> {
    let using = |b: usize| using_a_term(&banks[b], search).map(move |q| (b, q));
    (0..banks.len()).flat_map(using).collect()
}

/// The questions that fit a search, the best first; after them those that use a word of a glossary which is meant.
fn best(search: &str, all: impl Iterator<Item = (usize, usize)>, banks: &[Bank]) -> Vec<(usize, usize)> {
    let pattern = Pattern::parse(search, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let using = using_term(search, banks);
    // What uses the word comes after what asks it and before what has its letters here and there.
    let whole_word = u32::try_from(search.len()).unwrap_or(u32::MAX).saturating_mul(LETTER_SCORE);
    let mut scored: Vec<(u32, (usize, usize))> = all
        .filter_map(|(b, q)| {
            let question = &banks[b].questions[q];
            let text = format!("{} {} {} {}", question.prompt, question.topic, question.id, question.kind);
            let score = pattern.score(Utf32Str::new(&text, &mut letters), &mut matcher);
            let used = using.contains(&(b, q)).then_some(whole_word);
            Some((score.max(used)?, (b, q)))
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::testing::Stage;

    fn stage() -> Stage {
        Stage::new(|cx| Box::new(BrowseScreen::new(cx)))
    }

    #[test]
    fn who_comes_back_from_a_question_that_was_searched_for_types_no_more() {
        let mut stage = stage();
        stage.press("/ p o d");
        assert!(stage.picture(80, 24).contains("/ pod▌"));
        stage.press("enter");
        assert!(!stage.picture(80, 24).contains('▌'));
    }

    #[test]
    fn the_whole_of_a_chosen_question_stands_below_its_list() {
        let mut stage = stage();
        let prompt = "Why would somebody who reads this list on a small screen want to see the whole of a question before \
                      the recording of the answer begins?";
        stage.banks[0].questions.iter_mut().for_each(|q| q.prompt = prompt.to_owned());
        for (columns, rows) in [(80, 24), (60, 20), (120, 40)] {
            let picture = stage.picture(columns, rows).replace('"', " ");
            let words: Vec<&str> = picture.split_whitespace().collect();
            assert!(words.join(" ").contains(prompt), "{columns} x {rows}: {picture}");
        }
    }
}
