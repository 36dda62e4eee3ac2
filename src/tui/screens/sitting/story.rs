//! The story beside its question: the candidate's own, or the one that the bank's answers are told from. It can be read while
//! one thinks and afterwards, but not while one speaks, and not in a round: there nobody reads.

use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};

use super::View;
use crate::{
    domain::story::{Block, StoryFile},
    engine::Phase,
    tui::{
        keys::Action,
        text::{fit, flow, wrap},
        widgets::Pane,
    },
};

/// What `action` does while a story is open.
pub(super) fn word(action: Action) -> Option<&'static str> {
    match action {
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => Some("scroll"),
        Action::Story | Action::Back => Some("back to the question"),
        Action::Help => Some("keys"),
        Action::Quit => Some("quit"),
        _ => None,
    }
}

impl View<'_> {
    /// The story that the question may be told from, where it may be read.
    pub(super) fn story(&self) -> Option<&StoryFile> {
        let phase = self.interview.phase();
        let reading = matches!(phase, Phase::Asking { .. } | Phase::Thinking { .. } | Phase::Scored { .. });
        let asked = self.interview.current().filter(|_| reading && self.interview.rules().feedback)?;
        let own = asked.question.story.as_ref().and_then(|own| self.ui.stories.iter().find(|s| s.id == own.id));
        own.or_else(|| self.ui.stories.iter().find(|s| s.banks.contains(&asked.bank)))
    }

    /// The same, if it is open.
    pub(super) fn open_story(&self) -> Option<&StoryFile> {
        self.story().filter(|_| self.ui.story)
    }

    pub(super) fn draw_story(&self, story: &StoryFile, area: Rect, buf: &mut Buffer) {
        let prompt = self.interview.current().map_or("", |a| a.question.prompt.as_str());
        let columns = usize::from(area.width);
        Line::styled(fit(prompt, columns), self.theme.strong).render(Rect { height: 1.min(area.height), ..area }, buf);
        let rest = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.story_pane(story, columns).draw(self.ui.scroll, rest, self.theme, buf);
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
    use super::{
        super::tests::{Stage, practice, round},
        *,
    };

    fn with_story(mut stage: Stage) -> Stage {
        let long = "- moved one more service\n".repeat(40);
        let text = format!(
            "# The shop\n\nFor: devops\n\n## Context\nA web shop for parrots.\n\n## What I did\n{long}- the last point\n"
        );
        stage.ui.stories = [StoryFile::read("shop", &text)].into();
        stage
    }

    #[test]
    fn a_key_opens_the_story_beside_its_question_and_closes_it() {
        let mut stage = with_story(practice());
        assert_eq!(stage.view().word(Action::Story), Some("story"));
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
    fn nobody_reads_while_speaking_or_in_a_round() {
        assert_eq!(with_story(practice()).recording().view().word(Action::Story), None);
        assert_eq!(with_story(round(false)).view().word(Action::Story), None);
        assert_eq!(practice().view().word(Action::Story), None, "no story, no key");
    }
}
