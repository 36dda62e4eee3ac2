//! Banks, sessions and settings on disk: where they live, atomic writes, recovery. No threads, no screens.

pub mod atomic;
pub mod bank_schema;
pub mod banks;
pub mod deletion;
mod error;
pub mod examples;
pub mod files;
pub mod home;
pub mod lock;
pub mod notes;
pub mod rebuild;
mod schema;
pub mod sessions;
pub mod stories;
pub mod story_markdown;
pub mod upgrade;
pub mod writer;

pub use error::{BankError, StoreError};
