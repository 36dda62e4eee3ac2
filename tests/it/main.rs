//! The integration tests, one binary: one file a subject.

#![allow(clippy::unwrap_used)] // a test that cannot go on says so by panicking

#[cfg(feature = "anki")]
mod anki;
mod audio_capture;
mod audio_files;
mod banks;
mod batch;
mod cli;
mod dataset;
#[cfg(unix)]
mod examples;
#[path = "../../fuzz/bodies/lib.rs"]
mod fuzz_bodies;
mod fuzzed;
mod hostile;
mod imports;
mod job_match;
mod logging;
#[cfg(feature = "whisper")]
mod main_job;
#[cfg(all(feature = "mic", feature = "whisper", target_os = "linux"))]
mod microphone;
#[cfg(feature = "whisper")]
mod models;
#[cfg(all(unix, feature = "whisper"))]
mod plain;
mod plan;
mod preparation;
#[cfg(feature = "download")]
mod pull;
mod recordings;
mod report;
mod rescore;
#[cfg(feature = "whisper")]
mod retranscribe;
#[cfg(all(feature = "voice", feature = "mic", feature = "whisper", target_os = "linux"))]
mod round_sound;
mod safety;
mod scorer;
mod session_laws;
mod sitting;
#[cfg(feature = "whisper")]
mod speech;
#[cfg(unix)]
mod stderr;
mod stories;
#[cfg(unix)]
mod terminal;
#[cfg(feature = "voice")]
mod voice;
#[cfg(all(feature = "voice", feature = "mic", feature = "whisper", target_os = "linux"))]
mod voice_sound;
