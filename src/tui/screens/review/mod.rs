//! One stored session: each take with its timeline, its words and what they earned; take against take; words played again
//! and corrected.

mod compare;
mod marks;
mod mouse;
mod page;
mod screen;
#[cfg(test)]
mod tests;
mod timeline;
mod words;

pub use screen::ReviewScreen;
