//! The driver: executes the engine's effects, owns threads and channels, returns events.
