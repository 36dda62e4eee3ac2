//! The page of a question's preparation, or of what is worth knowing in a bank, as the lists of questions and banks open it.

use ratatui::buffer::Buffer;

use crate::{
    app::Plan,
    tui::{
        document::pane,
        keys::Action,
        screen::{Context, Screen, Transition},
        widgets::{Pane, Scroll},
    },
};
use outloud_core::{
    bank::{Bank, Question},
    preparation::Preparation,
    view::{Document, Tone, bank_document, preparation_document},
};
use outloud_engine::{Asked, Rules};

/// A page to read, and the question to practise from it.
#[derive(Debug, Clone)]
pub struct PreparationScreen {
    /// Where in the banks it belongs.
    position: String,
    page: Document,
    asked: Option<Asked>,
    scroll: Scroll,
}

impl PreparationScreen {
    /// How to build the answer to a question, and what is worth knowing around it.
    #[must_use]
    pub fn of_question(bank: &Bank, question: &Question) -> Self {
        let preparation = Preparation::of(question, Some(bank));
        let mut page = Document::default();
        page.line(Tone::Strong, &question.prompt);
        page.gap();
        let rest = preparation_document(&preparation);
        if rest.rows.is_empty() {
            page.line(Tone::Dim, "The bank holds nothing more on this question.");
        }
        page.rows.extend(rest.rows);
        Self {
            position: format!("{} · {} · {}", question.topic, question.kind, question.level),
            page,
            asked: Some(Asked::new(&bank.id, question.clone())),
            scroll: Scroll::default(),
        }
    }

    /// The glossary of a bank, what people mix up, and its rules of thumb.
    #[must_use]
    pub fn of_bank(bank: &Bank) -> Self {
        let mut page = Document::default();
        page.line(Tone::Strong, &bank.title);
        page.rows.extend(bank_document(bank).rows);
        if !holds_more(bank) {
            page.gap();
            page.line(Tone::Dim, "The bank has no glossary and no rules of thumb.");
        }
        Self { position: bank.id.clone(), page, asked: None, scroll: Scroll::default() }
    }

    fn pane(&self, cx: &Context<'_>) -> Pane {
        pane(&self.page, cx.columns(), cx.theme)
    }
}

/// Whether a bank holds something besides its questions.
pub(super) fn holds_more(bank: &Bank) -> bool {
    !(bank.glossary.is_empty() && bank.commonly_confused.is_empty() && bank.rules_of_thumb.is_empty())
}

impl Screen for PreparationScreen {
    fn title(&self) -> String {
        "preparation".to_owned()
    }

    fn position(&self) -> String {
        self.position.clone()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Go, Open, PageDown, PageUp, Prepare, Top, Up};
        &[Open, Go, Down, Up, PageUp, PageDown, Top, Bottom, Prepare]
    }

    fn allows(&self, action: Action, _: &Context<'_>) -> bool {
        !matches!(action, Action::Open | Action::Go) || self.asked.is_some()
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "practise",
            Action::Down => "scroll",
            Action::Prepare => Action::Back.label(),
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "Practise this question",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        match (action, &self.asked) {
            (Action::Open | Action::Go, Some(asked)) => {
                Transition::begin(Plan::new(Rules::practice(), vec![asked.clone()]))
            }
            (Action::Prepare, _) => Transition::Pop,
            (action, _) if Scroll::ACTIONS.contains(&action) => {
                self.scroll.turn(action, &self.pane(cx), cx.rows());
                Transition::Stay
            }
            _ => Transition::Unhandled,
        }
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        self.pane(cx).draw(self.scroll, cx.body, cx.keys, cx.theme, buf);
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::{
        screen::Transition,
        screens::{browse::BrowseScreen, testing::Stage},
    };

    #[test]
    fn a_key_in_the_list_shows_the_chosen_questions_preparation() {
        let mut stage = Stage::new(|cx| Box::new(BrowseScreen::new(cx)));
        stage.banks[0].questions.iter_mut().for_each(|q| q.skeleton = vec![format!("Begin with {}.", q.id)]);
        let picture = stage.go("down b").picture(80, 24);
        assert!(picture.contains("How to build the answer") && picture.contains("1. Begin with"), "{picture}");
        let Transition::Begin(plan) = stage.press("space") else { panic!("nothing begins") };
        assert!(picture.contains(&format!("Begin with {}.", plan.queue[0].question.id)), "{picture}");
        assert_eq!(plan.queue.len(), 1);
    }

    #[test]
    fn a_question_without_any_says_so() {
        let mut stage = Stage::new(|cx| Box::new(BrowseScreen::new(cx)));
        assert!(stage.go("b").picture(80, 24).contains("holds nothing more"));
    }

    #[test]
    fn the_search_finds_questions_by_the_words_that_their_answers_use() {
        let mut stage = Stage::new(|cx| Box::new(BrowseScreen::new(cx)));
        stage.banks[0].glossary.insert("eviction".to_owned(), "Removing a pod.".to_owned());
        stage.banks[0].questions[1].model_answer = "An eviction removes it.".to_owned();
        stage.press("/ e v i c t");
        let picture = stage.picture(80, 24);
        assert!(picture.contains("What is a pod") && !picture.contains("disagreement"), "{picture}");
    }
}
