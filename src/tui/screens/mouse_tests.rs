//! Clicks and the wheel on lists and footers.

use super::{home::HomeScreen, settings::SettingsScreen, testing::Stage};
use crate::tui::screen::Transition;

/// Whether this opens the screen with this title.
fn opens(next: Transition, title: &str) -> bool {
    matches!(next, Transition::Push(screen) if screen.title() == title)
}

#[test]
fn the_mouse_chooses_opens_and_scrolls() {
    let mut stage = Stage::of(HomeScreen::default());
    assert!(matches!(stage.click("Doctor"), Transition::Stay), "the first click chooses");
    assert!(stage.picture(80, 24).contains("› Doctor"));
    assert!(opens(stage.click("Doctor"), "doctor"), "the second opens");
    stage.wheel(-1);
    assert!(stage.picture(80, 24).contains("› Microphone"));
    stage.click("Practice");
    assert!(stage.picture(80, 24).contains("› Practice"));
    assert!(opens(stage.click("enter open"), "practice"), "the footer can be clicked");
    stage.click("↓");
    assert!(stage.picture(80, 24).contains("› Mock"), "either half of a pair");
    stage.click("↑");
    assert!(stage.picture(80, 24).contains("› Practice"));
    assert!(matches!(stage.click("answers"), Transition::Stay), "nothing is there");
    assert!(matches!(stage.click("q quit"), Transition::Leave));
    let mut settings = Stage::of(SettingsScreen::default());
    let Transition::Save(next) = settings.click("Colours") else { panic!("nothing is saved") };
    assert_eq!(next.colors, "dark", "a click on the chosen one goes to the next value");
}
