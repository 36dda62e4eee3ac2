//! outloud: a mock interview simulator that listens.
//!
//! The layout in one line: `main -> tui, cli -> runtime -> { audio, speech, store, engine } -> domain`. Imports point
//! inward only; `tests/it/layering.rs` fails on one that does not. ARCHITECTURE.md follows one answer through it.

pub mod app;
pub mod cli;
pub mod tui;
