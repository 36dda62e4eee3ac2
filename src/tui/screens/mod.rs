//! The screens: each a pure function of its state, and what its keys do to that state.

pub mod help;
pub mod sitting;
