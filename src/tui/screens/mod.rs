//! The screens, one file or folder each, and what several of them draw. The home screen's list in `home` names those that
//! can be opened from it.

pub mod banks;
pub mod browse;
pub mod doctor;
pub mod drill;
mod filter;
pub mod help;
pub mod home;
pub mod keys;
pub mod lookup;
pub mod mic_test;
#[cfg(test)]
mod mouse_tests;
pub mod preparation;
pub mod prompt;
pub mod review;
pub mod round;
pub mod session;
pub mod sessions;
pub mod settings;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod today;
mod transcript;
pub mod trends;
pub mod weak_points;
