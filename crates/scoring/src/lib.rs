//! What an answer earns, and the words and second that earned it. Pure: the same input gives the same bytes on every machine.

pub mod pronounce;
pub mod scorer;
mod statements;
pub mod text;
