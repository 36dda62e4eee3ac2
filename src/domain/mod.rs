//! What an interview is: banks, questions, transcripts, scorecards and sessions, and the rules that turn words into a
//! score. Pure: no file, thread, clock or terminal, so that the same input gives the same bytes on every machine.

pub mod bank;
pub mod captions;
pub mod check;
pub mod delivery;
pub mod evaluate;
pub mod harmless;
pub mod import;
pub mod progress;
pub mod pronounce;
pub mod report;
pub mod scorecard;
pub mod scorer;
pub mod session;
pub mod sound;
pub mod story;
pub mod text;
pub mod transcript;
pub mod voice;
