//! What an answer earns: sums, caps, advice, and the explanation that redoes them.

mod advice;
mod advice_telling;
mod arithmetic;
mod card;
mod compiled;
mod explain;
mod explain_telling;
mod explain_words;
mod gave_up;
mod input_hash;
mod keyword_list;
mod keywords;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_of_numbers;
mod params;
mod points;
mod scorer;
mod story;
mod telling;

pub use compiled::CompiledQuestion;
pub use input_hash::{InputHash, SCORER_VERSION};
pub use scorer::{Scorer, Vocabulary};
