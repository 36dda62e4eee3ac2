//! The preparation beside its question: before one speaks how to build the answer, which costs nothing; after the score also
//! what is worth knowing around it. In a round there is none, and the key says so.

use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};

use super::{
    ui::{Beside, SessionUi},
    view::SessionView,
};
use crate::{
    app::view::{NoPreparation, no_preparation, session_preparation},
    tui::{
        document::pane,
        text::wrap,
        widgets::{Pane, Scroll},
    },
};
use outloud_engine::{Interview, Phase};

/// Whether the preparation is open beside what is on screen now; it closes by itself when an answer begins.
pub(super) fn is_open(interview: &Interview, ui: &SessionUi) -> bool {
    let reading = matches!(interview.phase(), Phase::Asking { .. } | Phase::Thinking { .. } | Phase::Scored { .. });
    reading && ui.preparation.as_ref().is_some_and(|(beside, _)| *beside == Beside(interview.phase().take()))
}

impl SessionUi {
    /// Opens the preparation or closes it, or says why there is none.
    pub(super) fn turn_preparation(&mut self, view: &SessionView<'_>) {
        let beside = Beside(view.interview.phase().take());
        self.preparation = match session_preparation(view.interview, view.banks) {
            _ if view.is_preparation_open() => None,
            Ok(page) => Some((beside, page)),
            Err(why) => {
                self.refusal = Some(why.to_string());
                return;
            }
        };
        self.scroll = Scroll::default();
    }
}

impl SessionView<'_> {
    pub(super) fn is_preparation_open(&self) -> bool {
        is_open(self.interview, self.ui)
    }

    /// Whether the question has one that may be read, but not in this session.
    pub(super) fn is_preparation_refused(&self) -> bool {
        no_preparation(self.interview, self.banks) == Some(NoPreparation::Round)
    }

    /// Whether there is something to read now.
    pub(super) fn has_preparation(&self) -> bool {
        no_preparation(self.interview, self.banks).is_none()
    }

    /// Rows above the pane: the clock, where one runs.
    pub(super) fn preparation_head(&self) -> usize {
        if self.think_line().is_some() { 2 } else { 0 }
    }

    pub(super) fn draw_preparation(&self, area: Rect, buf: &mut Buffer) {
        if let Some(line) = self.think_line() {
            line.render(Rect { height: 1.min(area.height), ..area }, buf);
        }
        let head = u16::try_from(self.preparation_head()).unwrap_or(0).min(area.height);
        let rest = Rect { y: area.y + head, height: area.height - head, ..area };
        self.preparation_pane(area.width.into()).draw(self.ui.scroll, rest, self.keys, self.theme, buf);
    }

    pub(super) fn preparation_pane(&self, columns: usize) -> Pane {
        let (Some(asked), Some((_, page))) = (self.interview.current(), &self.ui.preparation) else {
            return Pane::default();
        };
        let mut shown = pane(page, columns, self.theme);
        let mut lines = wrap(&asked.question.prompt, columns, self.theme.strong);
        lines.push(Line::default());
        lines.append(&mut shown.lines);
        shown.lines = lines;
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::super::stage::{SessionStage, card, question, round, transcript};
    use crate::tui::keys::Action;
    use outloud_core::{
        bank::{Bank, Link, Question, RuleOfThumb},
        sound::Sound,
    };
    use outloud_engine::{Asked, Event, Interview, Rules};

    fn prepared(rules: Rules) -> SessionStage {
        let question = Question {
            skeleton: vec!["What each does to the history.".to_owned(), "When you use it.".to_owned()],
            if_never_done: Some("Say that you have only merged so far.".to_owned()),
            links: vec![Link { title: "git rebase".to_owned(), url: "https://git-scm.com/docs/git-rebase".to_owned() }],
            ..question()
        };
        let mut stage = SessionStage::new(rules.clone(), 0);
        let mut bank = Bank::new("devops", "DevOps", vec![question.clone()]);
        bank.glossary.insert("merge commit".to_owned(), "A commit with two parents.".to_owned());
        bank.rules_of_thumb =
            vec![RuleOfThumb { topic: "git".to_owned(), rule: "Rebase only what is yours.".to_owned() }];
        stage.banks = vec![bank];
        stage.interview = Interview::new(rules, vec![Asked::new("devops", question)], 1);
        stage.interview.handle(Event::Tick(0));
        stage
    }

    #[test]
    fn before_one_speaks_a_key_shows_how_to_build_the_answer_and_costs_nothing() {
        let mut stage = prepared(Rules::practice());
        let picture = stage.press("space b").picture(80, 24);
        assert!(picture.contains("1. What each does to the history."), "{picture}");
        assert!(picture.contains("only merged so far") && picture.contains("What is the difference"), "{picture}");
        assert!(!picture.contains("Rebase only what is yours"), "rules give the answer away: {picture}");
        assert!(stage.picture(60, 18).contains("2. When you use it."), "{}", stage.picture(60, 18));
        assert!(!stage.press("b").picture(80, 24).contains("What each does"));
        assert!(!stage.press("b").press("esc").picture(80, 24).contains("What each does"));
        stage.press("b");
        let scored = stage.scored();
        let state = scored.interview.current_take().unwrap();
        assert_eq!((state.take.hints_seen, state.take.final_score()), (0, Some(61.5)));
        assert!(!scored.picture(80, 24).contains("What each does"), "it closed when the recording began");
    }

    #[test]
    fn after_the_score_rules_words_and_links_are_there_too() {
        let mut stage = prepared(Rules::practice());
        stage.press("space");
        let mut stage = stage.scored();
        let picture = stage.press("b").picture(80, 24);
        for shown in ["Rebase only what is yours.", "A commit with two parents.", "https://git-scm.com/docs/git-rebase"]
        {
            assert!(picture.contains(shown), "{shown}: {picture}");
        }
        assert!(stage.press("b").picture(80, 24).contains("of 100"));
    }

    #[test]
    fn in_a_round_the_key_says_that_there_is_none() {
        let mut stage = prepared(round(false).interview.rules().clone());
        let picture = stage.press("space").picture(80, 24);
        assert!(!picture.contains("how to build it"), "no choice, no place in the footer: {picture}");
        let picture = stage.press("b").picture(80, 24);
        assert!(
            picture.contains("In a round nobody shows you how") && !picture.contains("What each does"),
            "{picture}"
        );
        assert!(!stage.press("p").picture(80, 24).contains("In a round nobody"), "until the next key");
    }

    #[test]
    fn there_is_no_key_while_one_speaks_or_without_a_preparation() {
        let mut stage = SessionStage::new(Rules::practice(), 1);
        assert!(!stage.press("space").offers(Action::Prepare), "nothing to show");
        let mut speaking = prepared(Rules::practice());
        speaking.press("space b space");
        speaking.hear(Event::RecordingStarted { take: 1, started_at: "t".to_owned(), audio: "01.wav".to_owned() });
        assert!(speaking.picture(80, 24).contains("Recording") && !speaking.offers(Action::Prepare));
        speaking.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
        speaking.hear(Event::Transcribed(1, transcript(), Sound::default())).hear(Event::Scored(1, Box::new(card())));
        assert!(speaking.picture(80, 24).contains("of 100"));
    }
}
