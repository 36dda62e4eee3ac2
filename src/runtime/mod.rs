//! The driver: executes the engine's effects, owns threads and channels, returns events.

// The faces reach the ports through here, so that this layer is the one place that knows who uses what.
pub use crate::{audio, speech, store};
