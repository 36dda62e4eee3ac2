//! What an interview is: banks, questions, transcripts, scorecards, sessions. Data and validation only: no file, thread, clock or
//! terminal.

pub mod bank;
mod bank_names;
pub mod bank_patterns;
pub mod challenge;
pub mod delivery;
pub mod estimate;
pub mod hearing;
pub mod naming;
pub mod pattern;
pub mod preparation;
pub mod sanitize;
pub mod scorecard;
pub mod session;
pub mod sound;
pub mod story;
mod take_challenges;
pub mod terms;
pub mod transcript;
pub mod view;
pub mod voice;
