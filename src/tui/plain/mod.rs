//! Sessions with prompts and lines instead of full-screen drawing: for screen readers, dumb terminals and pipes. The same
//! driver and the same view data as the screens; a word and Enter instead of a key.

mod commands;
mod printer;
mod session;

pub use session::run;
