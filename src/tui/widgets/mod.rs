//! Small pieces of screens. Each draws a value into a buffer and keeps inside the area it is given, however small.

mod chrome;
mod gauge;
mod list;
mod meter;
mod pane;
mod spark;

pub use chrome::{Chrome, Footer, body_area, too_small};
pub use gauge::gauge;
pub use list::Choice;
pub use meter::meter;
pub use pane::{Pane, Scroll, Stop, Timeline};
pub use spark::spark;
