//! What an answer earns, and the words and second that earned it. Pure: the same input gives the same bytes on every machine.
//!
//! | folder | holds |
//! |---|---|
//! | [`text`] | how words are cut, normalised, stemmed and classed |
//! | [`pronounce`] | how words sound, and how alike two sounds are |
//! | `matching` | where a term was said: an index of the transcript, six ways to find a term in it, denials |
//! | `statements` | what is claimed, and of what: the patterns of a question's points |
//! | `derived` | points for questions that have nothing but a model answer |
//! | `delivery` | how the answer was given: fillers, pauses, structure |
//! | `score` | what it all earns: sums, caps, advice, the explanation |
//!
//! [`Scorer`] holds what all questions have in common, [`CompiledQuestion`] everything about one; both are built once, so that
//! scoring an answer costs a millisecond. `docs/scoring.md` explains the score to users. The constants are in the `params.rs` of
//! each folder.

mod answer;
mod delivery;
mod derived;
mod elements;
mod hash;
mod hearing;
mod matching;
mod memo;
pub mod pronounce;
mod round;
mod score;
mod statements;
#[cfg(test)]
mod testing;
pub mod text;

pub use answer::{Answer, Prepared};
pub use score::{CompiledQuestion, InputHash, SCORER_VERSION, Scorer, Vocabulary};
pub use statements::PatternPlace;
