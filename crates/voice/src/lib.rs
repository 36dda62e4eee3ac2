//! Text read aloud, by the voice that ships or by one that the platform has. Nothing here records, and nothing here opens a
//! sound device: the voice that ships gives samples.

pub mod cues;
#[cfg(feature = "natural")]
pub mod natural;
pub mod system;

pub use system::{Speaking, SystemVoice, VoiceError};
