//! A session under way: question, answer, scorecard, debrief. The same screen for practice, rounds and drill.

mod actions;
mod debrief;
mod estimating;
mod handling;
mod model;
mod pages;
mod preparation;
mod question;
mod recording;
#[cfg(test)]
mod scorecard_tests;
mod screen;
#[cfg(test)]
pub(super) mod stage;
mod story;
#[cfg(test)]
mod tests;
mod ui;
mod view;

pub use screen::SessionScreen;
pub use ui::SessionUi;
pub use view::SessionView;
