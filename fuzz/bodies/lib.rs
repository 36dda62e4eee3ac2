//! What the fuzz targets do with what they are given. `tests/it/fuzzed.rs` drives the same code with the seeds, whole and
//! damaged, so that every check builds and runs it.

#[cfg(feature = "anki")]
mod anki;
mod import;
mod lines;
mod memory;
mod pdf;
mod score;
mod settings;
mod sound;
mod statements;
mod stored;
mod wav;

#[cfg(feature = "anki")]
pub use anki::anki;
pub use import::{import, story};
pub use lines::lines;
pub use pdf::pdf;
pub use score::score;
pub use settings::settings;
pub use sound::sound;
pub use statements::statements;
pub use stored::{bank, model, session};
pub use wav::wav;
