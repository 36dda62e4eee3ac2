//! Screens and widgets: pure functions of the state; one key table; one theme.
