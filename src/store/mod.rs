//! Banks, sessions and settings on disk: atomic writes, recovery.
