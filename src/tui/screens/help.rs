//! What the keys do, printed from the key table, over any screen.

use ratatui::{
    buffer::Buffer,
    style::Style,
    text::Line,
    widgets::{Clear, Widget},
};

use crate::tui::{
    keys::Action,
    screen::{Context, Screen, Transition, offers},
    text::{flow, width},
    widgets::{Pane, Scroll},
};

/// The keys of the screen below.
#[derive(Debug, Clone)]
pub struct HelpScreen {
    /// Keys, and what they do.
    rows: Vec<(String, &'static str)>,
    scroll: Scroll,
}

impl HelpScreen {
    /// Help on what `screen` offers now.
    #[must_use]
    pub fn of(screen: &dyn Screen, cx: &Context<'_>) -> Self {
        let offered = cx.keys.accepted(|action| offers(screen, action, cx));
        let rows = offered.map(|(keys, action)| (keys, screen.help(action, cx))).collect();
        Self { rows, scroll: Scroll::default() }
    }

    fn pane(&self, cx: &Context<'_>) -> Pane {
        let widest = self.rows.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0).min(16);
        let mut pane = Pane::default();
        pane.push(Line::styled("What the keys do here", cx.theme.heading));
        pane.gap();
        for (keys, help) in &self.rows {
            let pieces = [
                (format!("{keys:<widest$}").replace(' ', "\u{a0}"), cx.theme.accent),
                (format!("\u{a0} {help}"), Style::new()),
            ];
            pane.lines.extend(flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), cx.columns(), widest + 2));
        }
        pane
    }
}

impl Screen for HelpScreen {
    fn title(&self) -> String {
        "keys".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        &Scroll::ACTIONS
    }

    fn allows(&self, action: Action, _: &Context<'_>) -> bool {
        action != Action::Quit
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Help => Action::Back.label(),
            Action::Down => "scroll",
            action => action.label(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        match action {
            Action::Help | Action::Back => Transition::Pop,
            Action::Suspend => Transition::Unhandled,
            action => {
                self.scroll.turn(action, &self.pane(cx), cx.rows());
                Transition::Stay
            }
        }
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        Clear.render(cx.body, buf);
        self.pane(cx).draw(self.scroll, cx.body, cx.keys, cx.theme, buf);
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::screens::{
        banks::BanksScreen, browse::BrowseScreen, drill::DrillScreen, home::HomeScreen, round::RoundScreen,
        sessions::SessionsScreen, testing::Stage,
    };

    #[test]
    fn help_says_what_space_does_on_the_screen_below() {
        let stages = [
            (Stage::of(HomeScreen::default()), "Open what is chosen"),
            (Stage::of(SessionsScreen::default()), "Open what is chosen"),
            (Stage::of(BanksScreen::default()), "The questions of the chosen bank"),
            (Stage::of(DrillScreen::default()), "Drill from the chosen question on"),
            (Stage::new(|cx| Box::new(BrowseScreen::new(cx))), "Practise the chosen question"),
            (Stage::new(|cx| Box::new(RoundScreen::new(cx))), "Begin the round"),
        ];
        for (mut stage, does) in stages {
            stage.press("?");
            let picture = stage.picture(80, 24);
            let space = picture.lines().find(|line| line.contains(" space ")).unwrap_or_else(|| panic!("{picture}"));
            assert_eq!(space.trim_matches(['"', ' ']).trim_start_matches("space").trim(), does, "{picture}");
        }
    }
}
