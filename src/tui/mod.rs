//! The terminal's faces: full-screen and plain lines. `compositor` keeps the stack of screens, `screen` says what a screen
//! is, `screens` holds them, `keys` the one key table, `theme` the colours.

pub mod background;
pub mod compositor;
pub mod document;
pub mod error;
pub mod event_loop;
pub mod hear_again;
mod hits;
pub mod keys;
pub mod look;
pub mod message;
pub mod plain;
pub mod running;
pub mod screen;
pub mod screens;
pub mod services;
pub mod stack;
pub mod start;
pub mod task_queue;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod theme_file;
pub mod widgets;
