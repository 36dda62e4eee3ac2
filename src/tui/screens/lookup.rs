//! What the banks hold on a word, found as one types: glossaries, what people mix up, rules of thumb, questions.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{browse::BrowseScreen, preparation::PreparationScreen};
use crate::{
    app::lookup::{Found, look_up, using_a_term},
    tui::{
        keys::Action,
        screen::{Context, Input, Screen, Transition},
        text::{draw_lines, fit, flow},
        widgets::Choice,
    },
};

/// Rows for what the chosen line says.
const DETAIL: u16 = 4;

/// The search and what it found.
#[derive(Debug, Clone, Default)]
pub struct LookupScreen {
    search: String,
    found: Vec<Row>,
    choice: Choice,
}

/// Something found, and where it leads.
#[derive(Debug, Clone)]
struct Row {
    kind: &'static str,
    bank: String,
    name: String,
    says: String,
    leads: Leads,
}

#[derive(Debug, Clone)]
enum Leads {
    /// To the questions that use this word.
    Uses(String),
    /// To the page of the bank.
    Bank,
    /// To the page of the question with this id.
    Question(String),
}

impl Row {
    fn of(found: &Found<'_>) -> Self {
        let leads = match found {
            Found::Term { term, .. } => Leads::Uses((*term).to_owned()),
            Found::Confused { .. } | Found::Rule { .. } => Leads::Bank,
            Found::Question { question, .. } => Leads::Question((*question).to_owned()),
        };
        // A question is known by what it asks, not by its id.
        let name = if matches!(leads, Leads::Question(_)) { found.says() } else { found.name() };
        Self { kind: found.kind(), bank: found.bank().to_owned(), name, says: found.says(), leads }
    }
}

impl LookupScreen {
    fn open(&self, cx: &Context<'_>) -> Transition {
        let Some(row) = self.found.get(self.choice.at) else { return Transition::Stay };
        let Some(bank) = cx.banks.iter().find(|bank| bank.id == row.bank) else { return Transition::Stay };
        match &row.leads {
            Leads::Uses(term) if using_a_term(bank, term).next().is_some() => {
                Transition::push(BrowseScreen::of_term(cx, &bank.id, term))
            }
            // Where no question uses the word, its bank says more on it.
            Leads::Uses(_) => Transition::push(PreparationScreen::of_bank(bank)),
            Leads::Bank => Transition::push(PreparationScreen::of_bank(bank)),
            Leads::Question(id) => bank
                .question(id)
                .map_or(Transition::Stay, |question| Transition::push(PreparationScreen::of_question(bank, question))),
        }
    }

    fn line(&self, n: usize, cx: &Context<'_>, columns: usize) -> Line<'static> {
        let row = &self.found[n];
        let room = columns.saturating_sub(10);
        let mut line = Line::from(vec![Span::styled(format!("{:<10}", row.kind), cx.theme.dim)]);
        let name = fit(&row.name, room);
        let left = room.saturating_sub(crate::tui::text::width(&name) + 2);
        line.push_span(Span::styled(name, cx.theme.strong));
        if !matches!(row.leads, Leads::Question(_)) && left > 8 {
            line.push_span(Span::styled(format!("  {}", fit(&row.says, left)), cx.theme.text));
        }
        line
    }
}

impl Screen for LookupScreen {
    fn title(&self) -> String {
        "look up".to_owned()
    }

    fn position(&self) -> String {
        if self.found.is_empty() { String::new() } else { format!("{} found", self.found.len()) }
    }

    fn actions(&self) -> &'static [Action] {
        &[Action::Open, Action::Down, Action::Up, Action::PageUp, Action::PageDown]
    }

    fn allows(&self, action: Action, _: &Context<'_>) -> bool {
        action != Action::Open || !self.found.is_empty()
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match (action, self.found.get(self.choice.at).map(|row| &row.leads)) {
            (Action::Open, Some(Leads::Uses(_))) => "questions that use it",
            (Action::Open, Some(Leads::Bank)) => "its bank",
            (action, _) => action.label(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if self.choice.act(action, self.found.len(), cx.rows().saturating_sub(usize::from(DETAIL) + 3)) {
            return Transition::Stay;
        }
        if action == Action::Open { self.open(cx) } else { Transition::Unhandled }
    }

    fn input(&self) -> Input {
        Input::Line
    }

    fn take_key(&mut self, key: &KeyEvent, cx: &Context<'_>) -> Transition {
        match key.code {
            KeyCode::Char(letter) => self.search.push(letter),
            _ => drop(self.search.pop()),
        }
        self.found = look_up(cx.banks, &self.search).iter().map(Row::of).collect();
        self.choice = Choice::default();
        Transition::Stay
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        let columns = usize::from(area.width);
        let search = Line::from(vec![
            Span::styled("/ ", cx.theme.accent),
            Span::styled(fit(&self.search, columns.saturating_sub(4)), cx.theme.strong),
            Span::styled("▌", cx.theme.accent),
        ]);
        search.render(Rect { height: 1, ..area }, buf);
        let detail = DETAIL.min(area.height / 4);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(detail + 3), ..area };
        if self.found.is_empty() {
            let why = match (cx.banks, self.search.trim().chars().count()) {
                ([], _) => "Reading the banks …",
                (_, 0 | 1) => "Type a word: what it means, what it is mixed up with, which questions use it.",
                _ => "No bank speaks of it.",
            };
            let lines = flow([(why, cx.theme.dim)], columns, 0);
            return draw_lines(lines, list, buf);
        }
        self.choice
            .draw(self.found.len(), list, cx.theme, cx.hits, buf, |n| self.line(n, cx, columns.saturating_sub(2)));
        let Some(row) = self.found.get(self.choice.at) else { return };
        let below = Rect { y: list.bottom() + 1, height: detail, ..area };
        let about = format!(" ·\u{a0}{}", row.bank);
        let lines = flow([(row.says.as_str(), cx.theme.text), (about.as_str(), cx.theme.dim)], columns, 0);
        draw_lines(lines, below, buf);
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::{
        screen::Transition,
        screens::{banks::BanksScreen, testing::Stage},
    };
    use outloud_core::bank::{Confusion, Link, RuleOfThumb};

    fn stage() -> Stage {
        let mut stage = Stage::of(BanksScreen::default());
        let bank = &mut stage.banks[0];
        bank.glossary.insert("replica".to_owned(), "One of several equal pods.".to_owned());
        bank.commonly_confused.push(Confusion {
            these: vec!["pod".to_owned(), "container".to_owned()],
            difference: "A pod holds containers.".to_owned(),
        });
        bank.rules_of_thumb
            .push(RuleOfThumb { topic: "kubernetes".to_owned(), rule: "Keep two replicas at least.".to_owned() });
        bank.questions[2].model_answer = "It counts replicas and adds one.".to_owned();
        bank.questions[2].skeleton = vec!["What it measures.".to_owned()];
        bank.questions[2].links = vec![Link { title: "HPA".to_owned(), url: "https://kubernetes.io/hpa".to_owned() }];
        stage
    }

    #[test]
    fn a_bank_has_a_page_of_its_words_pairs_and_rules() {
        let mut stage = stage();
        assert!(stage.picture(80, 24).contains("its words and rules"));
        let picture = stage.go("b").picture(80, 24);
        for shown in ["replica: One of several equal pods.", "pod / container: A pod holds", "Keep two replicas"] {
            assert!(picture.contains(shown), "{shown}: {picture}");
        }
        assert!(matches!(stage.press("b"), Transition::Pop));
        let mut bare = Stage::of(BanksScreen::default());
        assert!(!bare.picture(80, 24).contains("its words and rules"));
        assert!(!matches!(bare.press("b"), Transition::Push(_)), "nothing to show");
    }

    #[test]
    fn a_word_of_the_glossary_leads_to_the_questions_that_use_it() {
        let mut stage = stage();
        stage.go("/").press("r e p l i");
        insta::assert_snapshot!("lookup", stage.picture(80, 24));
        insta::assert_snapshot!("lookup-60x18", stage.picture(60, 18));
        let picture = stage.go("enter").picture(80, 24);
        assert!(picture.contains("that use “replica”") && picture.contains("autoscaler d"), "{picture}");
        assert!(!picture.contains("disagreement"), "{picture}");
        let mut unused = stage_with("quorum");
        unused.go("/").press("q u o r u m");
        let page = unused.go("enter").picture(80, 24);
        assert!(page.contains("quorum: One word."), "no question uses it, its bank explains it: {page}");
    }

    fn stage_with(word: &str) -> Stage {
        let mut stage = stage();
        stage.banks[0].glossary.insert(word.to_owned(), "One word.".to_owned());
        stage
    }

    #[test]
    fn questions_and_rules_lead_to_their_pages() {
        let mut stage = stage();
        stage.go("/").press("r e p l i");
        let picture = stage.go("down down enter").picture(80, 24);
        assert!(picture.contains("1. What it measures.") && picture.contains("https://kubernetes.io/hpa"), "{picture}");
        let Transition::Begin(plan) = stage.press("enter") else { panic!("the question is not practised") };
        assert_eq!(plan.queue[0].question.id, "hpa");
        let mut rule = self::stage();
        rule.go("/").press("t w o");
        assert!(rule.go("enter").picture(80, 24).contains("Rules of thumb: kubernetes"));
    }

    #[test]
    fn a_search_that_finds_nothing_says_so() {
        let mut stage = stage();
        assert!(stage.go("/").picture(80, 24).contains("Type a word"));
        stage.press("z z z");
        assert!(stage.picture(80, 24).contains("No bank speaks of it."));
        assert!(matches!(stage.press("enter"), Transition::Stay));
        stage.press("backspace backspace backspace");
        assert!(stage.picture(80, 24).contains("Type a word"));
    }
}
