//! Where a term was said. A transcript is indexed once ([`IndexedTranscript`]), a term is compiled once into every form in which it
//! may be said ([`Target`]); six ways then find one in the other (`ways`), and places that the speaker denies are left out
//! (`negation`).

mod context;
mod document_counts;
mod evidence;
mod figures;
mod heard;
mod heard_term;
mod hit;
mod joined;
mod lexicon;
pub(crate) mod negation;
mod oov;
mod params;
mod proposals;
mod sound;
mod starts;
mod target;
#[cfg(test)]
mod tests;
mod topic_lexicon;
mod transcript;
mod vocabulary;
mod ways;
mod words;

pub(crate) use context::MatchContext;
pub(crate) use evidence::evidence;
pub(crate) use heard::find as find_by_ear;
pub(crate) use hit::Hit;
pub(crate) use lexicon::Lexicon;
pub(crate) use oov::OovClass;
pub(crate) use params::confidence;
pub(crate) use proposals::of as propose;
pub(crate) use target::Target;
pub(crate) use topic_lexicon::{TopicLexicon, question_words};
pub(crate) use transcript::IndexedTranscript;
pub(crate) use vocabulary::Vocabulary;
pub(crate) use ways::{find, find_as_written, find_nearly, find_other_names};
