//! The story beside its question: the candidate's own, or the one that the bank's answers are told from. It can be read
//! before and after the answer, not during it and not in a round.

use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};

use super::{
    ui::{Beside, SessionUi},
    view::SessionView,
};
use crate::tui::{
    text::{fit, flow, wrap},
    widgets::Pane,
};
use outloud_core::story::{Block, StoryFile};
use outloud_engine::{Interview, Phase};

/// The story that the current question may be told from, where it may be read.
fn story_of<'a>(interview: &Interview, ui: &'a SessionUi) -> Option<&'a StoryFile> {
    let phase = interview.phase();
    let reading = matches!(phase, Phase::Asking { .. } | Phase::Thinking { .. } | Phase::Scored { .. });
    let asked = interview.current().filter(|_| reading && interview.rules().feedback)?;
    let own = asked.question.story.as_ref().and_then(|own| ui.stories.iter().find(|s| s.id == own.id));
    own.or_else(|| ui.stories.iter().find(|s| s.banks.contains(&asked.bank)))
}

/// The same, if it is open.
pub(super) fn open_story<'a>(interview: &Interview, ui: &'a SessionUi) -> Option<&'a StoryFile> {
    story_of(interview, ui).filter(|_| ui.story == Some(Beside(interview.phase().take())))
}

impl SessionView<'_> {
    pub(super) fn story(&self) -> Option<&StoryFile> {
        story_of(self.interview, self.ui)
    }

    pub(super) fn open_story(&self) -> Option<&StoryFile> {
        open_story(self.interview, self.ui)
    }

    pub(super) fn draw_story(&self, story: &StoryFile, area: Rect, buf: &mut Buffer) {
        let prompt = self.interview.current().map_or("", |a| a.question.prompt.as_str());
        let columns = usize::from(area.width);
        Line::styled(fit(prompt, columns), self.theme.strong).render(Rect { height: 1.min(area.height), ..area }, buf);
        if let Some(line) = self.think_line() {
            line.render(Rect { y: area.y + 1, height: 1.min(area.height), ..area }, buf);
        }
        let rest = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.story_pane(story, columns).draw(self.ui.scroll, rest, self.keys, self.theme, buf);
    }

    pub(super) fn story_pane(&self, story: &StoryFile, columns: usize) -> Pane {
        let mut pane = Pane::default();
        for block in &story.blocks {
            match block {
                Block::Heading(_, text, _) => {
                    pane.gap();
                    pane.lines.extend(wrap(text, columns, self.theme.heading));
                }
                Block::Paragraph(text) => {
                    pane.lines.extend(wrap(text, columns, self.theme.text));
                    pane.gap();
                }
                Block::Item(text) => {
                    pane.lines.extend(flow([("· ", self.theme.accent), (text, self.theme.text)], columns, 2));
                }
            }
        }
        pane
    }
}

#[cfg(test)]
mod tests {
    use super::super::stage::{SessionStage, card, practice, round, transcript};
    use crate::tui::keys::Action;
    use outloud_core::sound::Sound;
    use outloud_engine::{Event, Rules};

    fn with_story(mut stage: SessionStage) -> SessionStage {
        let long = "- moved one more service\n".repeat(40);
        let text = format!(
            "# The shop\n\nFor: devops\n\n## Context\nA web shop for parrots.\n\n## What I did\n{long}- the last point\n"
        );
        stage.ui.stories = [outloud_store::story_markdown::read("shop", &text)].into();
        stage
    }

    #[test]
    fn a_key_opens_the_story_beside_its_question_and_closes_it() {
        let mut stage = with_story(practice());
        assert!(stage.offers(Action::Story));
        let picture = stage.press("space y").picture(80, 24);
        assert!(picture.contains("A web shop for parrots.") && picture.contains("What is the difference"), "{picture}");
        assert!(!picture.contains("the last point"));
        assert!(stage.press("G").picture(80, 24).contains("the last point"));
        assert!(stage.picture(60, 18).contains("moved one more service"));
        assert!(!stage.press("esc").picture(80, 24).contains("parrots"));
        let mut scored = stage.scored();
        assert!(!scored.picture(80, 24).contains("parrots"));
        assert!(scored.press("y").picture(80, 24).contains("parrots"));
        assert!(!scored.press("y").picture(80, 24).contains("parrots"));
    }

    #[test]
    fn the_clock_stays_in_sight_and_the_story_closes_when_the_recording_starts() {
        let mut stage = with_story(SessionStage::new(Rules { think_s: Some(20), ..Rules::practice() }, 2));
        let picture = stage.press("space y").pass(8.0).picture(80, 24);
        assert!(picture.contains("Think 0:12") && picture.contains("parrots"), "{picture}");
        stage.pass(12.5);
        stage.hear(Event::RecordingStarted { take: 1, started_at: "t".to_owned(), audio: "01.wav".to_owned() });
        assert!(stage.picture(80, 24).contains("● Recording"));
        let scored = stage.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
        scored.hear(Event::Transcribed(1, transcript(), Sound::default())).hear(Event::Scored(1, Box::new(card())));
        let picture = stage.picture(80, 24);
        assert!(picture.contains("of 100") && !picture.contains("parrots"), "{picture}");
    }

    #[test]
    fn nobody_reads_while_speaking_or_in_a_round() {
        assert!(!with_story(practice()).recording().offers(Action::Story));
        assert!(!with_story(round(false)).offers(Action::Story));
        assert!(!practice().offers(Action::Story), "no story, no key");
    }
}
